// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/fuzz/fuzz.h"

#include <openssl/ui.h>

namespace coffret::fuzz {

/// For targets with OpenSSL in them, which asks for a passphrase on the terminal where it was not told what to do:
/// whoever lets it breaks a promise.
inline void letNobodyBeAsked()
{
    static const bool isSet = [] {
        UI_METHOD *const terminal = UI_create_method("fuzz"); // as long as the process
        UI_method_set_opener(terminal, [](UI *) {
            require(false, "nobody is asked on a terminal");
            return 0;
        });
        UI_set_default_method(terminal);
        return true;
    }();
    static_cast<void>(isSet);
}

} // namespace coffret::fuzz
