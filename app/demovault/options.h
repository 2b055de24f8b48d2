// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/passboltoptions.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>

namespace coffret::demovault {

/// What the command line asks for.
struct Options
{
    std::optional<int> secrets; ///< in each vault; absent: the hand-written part alone
    QStringList modes{QStringLiteral("v4"), QStringLiteral("v5"), QStringLiteral("fudo"), QStringLiteral("commandk")};
    quint16 port = 0;
    QByteArray passphrase; ///< of ada's OpenPGP key; empty: not protected
    bool inferred = true;
    bool quiet = false;
    bool withParent = false;
    bool untilEndOfInput = false;
    QJsonObject faults; ///< from the start, see DemoVault::setFaults()
    PassboltOptions passbolt;
};

/// Exits with a message on a command line that cannot be understood.
[[nodiscard]] Options parseOptions(const QStringList &arguments);

} // namespace coffret::demovault
