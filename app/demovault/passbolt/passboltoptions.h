// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace coffret::demovault {

/// How the Passbolt servers differ from a freshly installed community server. The first user is Ada.
struct PassboltOptions
{
    QStringList secondFactor; ///< what Ada has to prove herself with: "totp", "yubikey"; empty: nothing
    bool newcomers = false;   ///< Dana, invited but not set up yet, and a link for Ada to recover her account
};

} // namespace coffret::demovault
