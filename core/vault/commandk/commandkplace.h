// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace coffret {

/// Where a secret lies: the identifiers of the index taken apart. "app" and "app/environment" are collections,
/// "app/environment/key" is a secret; the parts are opaque.
struct CommandKPlace
{
    QString appId;
    QString environmentId; ///< empty: an app
    QString key;           ///< empty: an environment

    [[nodiscard]] QString id() const;
    [[nodiscard]] QString collectionId() const; ///< of its environment
    /// A secret; nothing for anything else.
    [[nodiscard]] static std::optional<CommandKPlace> fromId(const QString &id);
    /// An environment; nothing for anything else.
    [[nodiscard]] static std::optional<CommandKPlace> fromCollection(const QString &id);
};

} // namespace coffret
