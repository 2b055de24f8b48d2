// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace coffret {

/// Where one profile keeps its files.
struct Profile
{
    QString config;    ///< settings
    QString data;      ///< public keys, pins, the trust ledger, sealed tokens
    QString cache;     ///< what was listed last, sealed
    QString word = {}; ///< what --profile says for it; empty: the user's own
    [[nodiscard]] static Profile ofUser();
    [[nodiscard]] static Profile in(const QString &folder);
    /// What --profile says: nothing for the user's own, a folder where there is a slash in it, or else a name, whose
    /// folders lie below the user's own. Nothing for a name that cannot be one.
    [[nodiscard]] static std::optional<Profile> named(const QString &word);

    /// Of the program that runs on it: org.coffret.Coffret, with a part made from the folder for any but the user's
    /// own.
    [[nodiscard]] QString busName() const;
    [[nodiscard]] QString socketPath() const;
};

} // namespace coffret
