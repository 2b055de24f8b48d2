// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/sharing.h"

#include <QJsonArray>
#include <QSet>

namespace coffret {

/// One line of a resource's or folder's permissions.
struct PassboltPermission
{
    QString id;
    Grantee grantee;
    AccessRight right = AccessRight::None;
};
using PassboltPermissions = std::vector<PassboltPermission>;

/// A resource or folder as far as sharing needs it.
struct PassboltShared
{
    SharePlan::Target kind = SharePlan::Target::Secret;
    QString id;
    QString name; ///< as the row tells it: empty for encrypted metadata
    QString parentId;
    AccessRight right = AccessRight::None; ///< the user's own
    PassboltPermissions permissions;
    // Resources
    QString typeId;
    PassboltMetadata metadata;
    QString createdBy;
    QString modifiedBy;
    QDateTime modified;

    /// Metadata only the user can read: it has to be written anew before anybody else gets access.
    [[nodiscard]] bool hasPersonalMetadata() const { return !metadata.message.isEmpty() && !metadata.sharedKey; }
    /// Nobody but its owner has anything to do with it.
    [[nodiscard]] bool isPersonal() const { return permissions.size() < 2; }
};

/// Malformed without an id.
[[nodiscard]] Expected<PassboltShared> parseShared(const QJsonValue &row, SharePlan::Target kind);

[[nodiscard]] AccessRight passboltRight(int type);
[[nodiscard]] int passboltPermissionType(AccessRight right);

/// The right of a grantee by a direct permission; None without one.
[[nodiscard]] AccessRight rightIn(const PassboltPermissions &permissions, const Grantee &grantee);

/// The permissions after the changes that still fit: what is to be given is not there yet, what is to be changed or
/// taken is as it was before. Others leave their line alone, as the vendor's clients do below a folder.
[[nodiscard]] PassboltPermissions changed(PassboltPermissions permissions, const std::vector<AccessChange> &changes);

/// The rows of a request that turn one list into the other.
[[nodiscard]] QJsonArray permissionRows(const PassboltShared &item, const PassboltPermissions &wanted);
[[nodiscard]] bool hasOwner(const PassboltPermissions &permissions);

/// What moving from one folder (empty: from the root) to another means: what came from the old one goes, what the new
/// one has comes, and of two rights the greater stays. At the root the user stays owner.
[[nodiscard]] std::vector<AccessChange> changesOfMove(const PassboltPermissions &item, const PassboltPermissions &from,
                                                      const PassboltPermissions &to, bool toRoot, const Grantee &user);

/// Ids of the persons some permissions let in. members: persons by group.
using PassboltMembers = QHash<QString, QSet<QString>>;
[[nodiscard]] QSet<QString> personsIn(const PassboltPermissions &permissions, const PassboltMembers &members);

} // namespace coffret
