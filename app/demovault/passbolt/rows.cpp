// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/rows.h"

#include "app/demovault/passbolt/payloads.h"
#include "app/demovault/passbolt/resourcetypes.h"

namespace coffret::demovault {
namespace {

QJsonValue idOrNull(const QString &id)
{
    return id.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(id);
}

bool isPersonal(const Item &item)
{
    return item.permissions.size() == 1 && item.permissions.front().aro == QLatin1String("User");
}

QJsonArray permissionsWithOwners(const PassboltContext &context, const Resource &resource, const QStringList &contain)
{
    QJsonArray rows;
    for (const Permission &permission : resource.permissions) {
        QJsonObject row = permissionRow(permission, QStringLiteral("Resource"), resource.id);
        const PassboltUser *user = context.directory.user(permission.aroKey);
        const PassboltGroup *group = context.directory.group(permission.aroKey);
        if (contain.contains(QLatin1String("permissions.user.profile"))) {
            QJsonObject userRow = user ? context.directory.plainUser(*user) : QJsonObject();
            if (user)
                userRow[QLatin1String("profile")] = context.directory.profile(*user);
            row[QLatin1String("user")] = user ? QJsonValue(userRow) : QJsonValue(QJsonValue::Null);
        }
        if (contain.contains(QLatin1String("permissions.group")))
            row[QLatin1String("group")] =
                group
                    ? QJsonValue(QJsonObject{{QStringLiteral("id"), group->id}, {QStringLiteral("name"), group->name}})
                    : QJsonValue(QJsonValue::Null);
        rows.append(row);
    }
    return rows;
}

void addContained(PassboltContext &context, Resource &resource, const PassboltUser &user, const QStringList &contain,
                  QJsonObject &row)
{
    if (contain.contains(QLatin1String("favorite")))
        row[QLatin1String("favorite")] = favouriteRow(resource, user.id);
    if (contain.contains(QLatin1String("permission"))) {
        const Permission *permission = context.store.permissionOf(resource, user.id);
        row[QLatin1String("permission")] = permissionRow(*permission, QStringLiteral("Resource"), resource.id);
    }
    if (!contain.filter(QStringLiteral("permissions")).isEmpty())
        row[QLatin1String("permissions")] = permissionsWithOwners(context, resource, contain);
    if (contain.contains(QLatin1String("creator")))
        row[QLatin1String("creator")] = context.directory.plainUser(*context.directory.user(resource.createdBy));
    if (contain.contains(QLatin1String("modifier")))
        row[QLatin1String("modifier")] = context.directory.plainUser(*context.directory.user(resource.modifiedBy));
    if (contain.contains(QLatin1String("secret")))
        row[QLatin1String("secrets")] =
            QJsonArray{secretRow(secretOf(context, resource, user.id), resource.id, user.id)};
    if (contain.contains(QLatin1String("resource-type"))) {
        for (const QJsonValue &type : resourceTypes()) {
            if (type[QLatin1String("slug")] == resource.typeSlug)
                row[QLatin1String("resource_type")] = type;
        }
    }
}

} // namespace

QJsonObject permissionRow(const Permission &permission, const QString &aco, const QString &acoId)
{
    return {{QStringLiteral("id"), permission.id},
            {QStringLiteral("aco"), aco},
            {QStringLiteral("aco_foreign_key"), acoId},
            {QStringLiteral("aro"), permission.aro},
            {QStringLiteral("aro_foreign_key"), permission.aroKey},
            {QStringLiteral("type"), permission.type},
            {QStringLiteral("created"), passboltTime(permission.created)},
            {QStringLiteral("modified"), passboltTime(permission.modified)}};
}

QJsonArray permissionRows(const Item &item, const QString &aco)
{
    QJsonArray rows;
    for (const Permission &permission : item.permissions)
        rows.append(permissionRow(permission, aco, item.id));
    return rows;
}

QJsonObject secretRow(const StoredSecret &secret, const QString &resourceId, const QString &userId)
{
    return {{QStringLiteral("id"), secret.id},
            {QStringLiteral("user_id"), userId},
            {QStringLiteral("resource_id"), resourceId},
            {QStringLiteral("secret_revision_id"), secret.revisionId},
            {QStringLiteral("deleted"), QJsonValue::Null},
            {QStringLiteral("created_by"), secret.createdBy},
            {QStringLiteral("modified_by"), secret.modifiedBy},
            {QStringLiteral("data"), QString::fromLatin1(secret.data)},
            {QStringLiteral("created"), passboltTime(secret.created)},
            {QStringLiteral("modified"), passboltTime(secret.modified)}};
}

QJsonValue favouriteRow(const Resource &resource, const QString &userId)
{
    const QString id = resource.favourites.value(userId);
    if (id.isEmpty())
        return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("user_id"), userId},
                       {QStringLiteral("foreign_key"), resource.id},
                       {QStringLiteral("foreign_model"), QStringLiteral("Resource")},
                       {QStringLiteral("created"), passboltTime(resource.modified)},
                       {QStringLiteral("modified"), passboltTime(resource.modified)},
                       {QStringLiteral("id"), id}};
}

QJsonObject resourceRow(PassboltContext &context, Resource &resource, const PassboltUser &user,
                        const QStringList &contain)
{
    QJsonObject row{{QStringLiteral("personal"), isPersonal(resource)},
                    {QStringLiteral("id"), resource.id},
                    {QStringLiteral("deleted"), false},
                    {QStringLiteral("expired"), passboltTime(resource.expired)},
                    {QStringLiteral("created"), passboltTime(resource.created)},
                    {QStringLiteral("modified"), passboltTime(resource.modified)},
                    {QStringLiteral("created_by"), resource.createdBy},
                    {QStringLiteral("modified_by"), resource.modifiedBy},
                    {QStringLiteral("resource_type_id"), resourceTypeId(resource.typeSlug)},
                    {QStringLiteral("folder_parent_id"), idOrNull(resource.parentOf(user.id))}};
    if (resource.encrypted) {
        row[QLatin1String("metadata")] = QString::fromLatin1(metadataOf(context, resource));
        row[QLatin1String("metadata_key_id")] = resource.metadataKeyId;
        row[QLatin1String("metadata_key_type")] = resource.metadataKeyType;
    } else {
        row[QLatin1String("name")] = resource.name;
        row[QLatin1String("username")] = resource.username;
        row[QLatin1String("uri")] = resource.uri;
        row[QLatin1String("description")] =
            resource.description ? QJsonValue(*resource.description) : QJsonValue(QJsonValue::Null);
    }
    addContained(context, resource, user, contain, row);
    return row;
}

QJsonObject folderRow(const PassboltContext &, const Folder &folder, const PassboltUser &user)
{
    return {{QStringLiteral("personal"), isPersonal(folder)},
            {QStringLiteral("id"), folder.id},
            {QStringLiteral("name"), folder.name},
            {QStringLiteral("created"), passboltTime(folder.created)},
            {QStringLiteral("modified"), passboltTime(folder.modified)},
            {QStringLiteral("created_by"), folder.createdBy},
            {QStringLiteral("modified_by"), folder.modifiedBy},
            {QStringLiteral("folder_parent_id"), idOrNull(folder.parentOf(user.id))}};
}

QStringList containsOf(const Request &request)
{
    QStringList result;
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name.startsWith(QLatin1String("contain[")) && name.endsWith(QLatin1Char(']')))
            result.append(name.mid(8).chopped(1));
    }
    return result;
}

} // namespace coffret::demovault
