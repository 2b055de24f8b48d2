// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsharingrows.h"

#include "core/openpgp/displaytext.h"
#include "core/vault/passbolt/passboltreaders.h"

#include <QJsonObject>

#include <algorithm>

namespace coffret {

namespace {

constexpr int ReadType = 1;
constexpr int UpdateType = 7;
constexpr int OwnerType = 15;

QString textAt(const QJsonValue &row, const char *key)
{
    return row[QLatin1String(key)].toString();
}

QString idAt(const QJsonValue &row, const char *key)
{
    const QString id = textAt(row, key).toLower();
    return isUuid(id) ? id : QString();
}

bool isSame(const Grantee &one, const Grantee &other)
{
    return one.kind == other.kind && one.id == other.id;
}

auto findIn(const PassboltPermissions &permissions, const Grantee &grantee)
{
    return std::find_if(permissions.begin(), permissions.end(), [&grantee](const PassboltPermission &permission) {
        return isSame(permission.grantee, grantee);
    });
}

PassboltPermission permissionOf(const QJsonValue &row)
{
    PassboltPermission permission;
    permission.id = idAt(row, "id");
    permission.right = passboltRight(row[QLatin1String("type")].toInt());
    if (textAt(row, "aro") == QLatin1String("Group")) {
        permission.grantee.kind = Grantee::Kind::Group;
        permission.grantee.name = displayText(textAt(row[QLatin1String("group")], "name").toUtf8().toStdString());
    } else {
        permission.grantee = passboltPerson(row[QLatin1String("user")]);
    }
    permission.grantee.id = idAt(row, "aro_foreign_key");
    return permission;
}

QString aroOf(const Grantee &grantee)
{
    return grantee.kind == Grantee::Kind::Group ? QStringLiteral("Group") : QStringLiteral("User");
}

} // namespace

AccessRight passboltRight(int type)
{
    if (type >= OwnerType)
        return AccessRight::Own;
    if (type >= UpdateType)
        return AccessRight::Update;
    return type >= ReadType ? AccessRight::Read : AccessRight::None;
}

int passboltPermissionType(AccessRight right)
{
    switch (right) {
    case AccessRight::Own:
        return OwnerType;
    case AccessRight::Update:
        return UpdateType;
    case AccessRight::Read:
        return ReadType;
    case AccessRight::None:
        break;
    }
    return 0;
}

Expected<PassboltShared> parseShared(const QJsonValue &row, SharePlan::Target kind)
{
    PassboltShared item;
    item.kind = kind;
    item.id = idAt(row, "id");
    if (item.id.isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("a row without an id"));
    item.name = textAt(row, "name");
    item.parentId = idAt(row, "folder_parent_id");
    item.right = passboltRight(row[QLatin1String("permission")][QLatin1String("type")].toInt());
    for (const QJsonValue line : row[QLatin1String("permissions")].toArray()) {
        PassboltPermission permission = permissionOf(line);
        if (permission.id.isEmpty() || permission.grantee.id.isEmpty())
            return failure(ErrorKind::Malformed, QStringLiteral("a permission of nobody"));
        item.permissions.push_back(std::move(permission));
    }
    item.typeId = idAt(row, "resource_type_id");
    item.metadata.message = textAt(row, "metadata").toLatin1();
    item.metadata.keyId = idAt(row, "metadata_key_id");
    item.metadata.sharedKey = textAt(row, "metadata_key_type") == QLatin1String("shared_key");
    item.createdBy = idAt(row, "created_by");
    item.modifiedBy = idAt(row, "modified_by");
    item.modified = QDateTime::fromString(textAt(row, "modified"), Qt::ISODate);
    return item;
}

AccessRight rightIn(const PassboltPermissions &permissions, const Grantee &grantee)
{
    const auto found = findIn(permissions, grantee);
    return found == permissions.end() ? AccessRight::None : found->right;
}

PassboltPermissions changed(PassboltPermissions permissions, const std::vector<AccessChange> &changes)
{
    for (const AccessChange &change : changes) {
        if (rightIn(permissions, change.grantee) != change.before || change.before == change.after)
            continue;
        const auto at = permissions.begin() + (findIn(permissions, change.grantee) - permissions.cbegin());
        if (at == permissions.end())
            permissions.push_back(PassboltPermission{QString(), change.grantee, change.after});
        else if (change.after == AccessRight::None)
            permissions.erase(at);
        else
            at->right = change.after;
    }
    return permissions;
}

QJsonArray permissionRows(const PassboltShared &item, const PassboltPermissions &wanted)
{
    QJsonArray rows;
    for (const PassboltPermission &permission : item.permissions) {
        const auto kept = findIn(wanted, permission.grantee);
        QJsonObject row{{QStringLiteral("id"), permission.id}};
        if (kept == wanted.end())
            row.insert(QStringLiteral("delete"), true);
        else
            row.insert(QStringLiteral("type"), passboltPermissionType(kept->right));
        if (kept == wanted.end() || kept->right != permission.right)
            rows.append(row);
    }
    for (const PassboltPermission &permission : wanted) {
        if (findIn(item.permissions, permission.grantee) != item.permissions.end())
            continue;
        const bool folder = item.kind == SharePlan::Target::Collection;
        rows.append(QJsonObject{
            {QStringLiteral("is_new"), true},
            {QStringLiteral("aco"), folder ? QStringLiteral("Folder") : QStringLiteral("Resource")},
            {QStringLiteral("aco_foreign_key"), item.id},
            {QStringLiteral("aro"), aroOf(permission.grantee)},
            {QStringLiteral("aro_foreign_key"), permission.grantee.id},
            {QStringLiteral("type"), passboltPermissionType(permission.right)},
        });
    }
    return rows;
}

bool hasOwner(const PassboltPermissions &permissions)
{
    return std::any_of(permissions.begin(), permissions.end(),
                       [](const PassboltPermission &permission) { return permission.right == AccessRight::Own; });
}

std::vector<AccessChange> changesOfMove(const PassboltPermissions &item, const PassboltPermissions &from,
                                        const PassboltPermissions &to, bool toRoot, const Grantee &user)
{
    PassboltPermissions wanted;
    for (const PassboltPermission &permission : item) {
        if (rightIn(from, permission.grantee) != permission.right)
            wanted.push_back(permission);
    }
    PassboltPermissions coming = to;
    if (toRoot)
        coming.push_back(PassboltPermission{QString(), user, AccessRight::Own});
    for (const PassboltPermission &permission : coming) {
        const auto at = wanted.begin() + (findIn(wanted, permission.grantee) - wanted.cbegin());
        if (at == wanted.end())
            wanted.push_back(permission);
        else
            at->right = std::max(at->right, permission.right);
    }
    std::vector<AccessChange> changes;
    for (const PassboltPermission &permission : item) {
        const AccessRight after = rightIn(wanted, permission.grantee);
        if (after != permission.right)
            changes.push_back(AccessChange{permission.grantee, permission.right, after});
    }
    for (const PassboltPermission &permission : wanted) {
        if (rightIn(item, permission.grantee) == AccessRight::None)
            changes.push_back(AccessChange{permission.grantee, AccessRight::None, permission.right});
    }
    return changes;
}

QSet<QString> personsIn(const PassboltPermissions &permissions, const PassboltMembers &members)
{
    QSet<QString> persons;
    for (const PassboltPermission &permission : permissions) {
        if (permission.grantee.kind == Grantee::Kind::Group)
            persons.unite(members.value(permission.grantee.id));
        else
            persons.insert(permission.grantee.id);
    }
    return persons;
}

} // namespace coffret
