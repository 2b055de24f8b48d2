// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <optional>

namespace coffret::demovault {

/// How the Passbolt servers differ from a freshly installed community server. The first user is Ada.
struct PassboltOptions
{
    QStringList secondFactor;      ///< what Ada has to prove herself with: "totp", "yubikey"; empty: nothing
    bool newcomers = false;        ///< Dana, invited but not set up yet, and a link for Ada to recover her account
    bool leaver = false;           ///< Erik, disabled, who can still read some things
    bool pro = false;              ///< tags, activity log, passphrase policy, expiry dates for many at once
    int revisions = 1;             ///< of each secret that are kept, the current one included
    bool passwordsExpire = true;   ///< whether the server has passwords expire by itself
    std::optional<int> expiryDays; ///< so many days after a change; absent: never by age
};

} // namespace coffret::demovault
