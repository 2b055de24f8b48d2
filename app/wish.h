// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffret {

/// What another start of the program, or the desktop, wants of the one that runs.
struct Wish
{
    enum class Kind { Show, Quick, Lock };
    Kind kind = Kind::Show;
    QString token; ///< that lets a window come to the front (xdg-activation, startup notification); may be empty
    friend bool operator==(const Wish &, const Wish &) = default;
};

} // namespace coffret
