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

QJsonValue textOrNull(const QString &text)
{
    return text.isNull() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
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
        row[QLatin1String("permissions")] =
            permissionsWithOwners(context, resource, QStringLiteral("Resource"), contain);
    if (contain.contains(QLatin1String("creator")))
        row[QLatin1String("creator")] = authorRow(context, resource.createdBy, false);
    if (contain.contains(QLatin1String("modifier")))
        row[QLatin1String("modifier")] = authorRow(context, resource.modifiedBy, false);
    if (contain.contains(QLatin1String("secret")))
        row[QLatin1String("secrets")] = QJsonArray{openedSecretRow(context, resource, user.id)};
    if (contain.contains(QLatin1String("tag")) && context.options.pro)
        row[QLatin1String("tags")] = tagRows(context, resource.id, user.id);
    if (contain.contains(QLatin1String("resource-type"))) {
        for (const QJsonValue &type : resourceTypes()) {
            if (type[QLatin1String("slug")] == resource.typeSlug)
                row[QLatin1String("resource_type")] = type;
        }
    }
}

} // namespace

QJsonObject authorRow(const PassboltContext &context, const QString &userId, bool withProfile)
{
    const PassboltUser &user = *context.directory.user(userId);
    QJsonObject row = context.directory.plainUser(user);
    if (withProfile)
        row[QLatin1String("profile")] = context.directory.profile(user);
    return row;
}

QJsonObject groupRow(const PassboltGroup &group)
{
    return {{QStringLiteral("id"), group.id},
            {QStringLiteral("name"), group.name},
            {QStringLiteral("deleted"), false},
            {QStringLiteral("created"), passboltTime(group.created)},
            {QStringLiteral("modified"), passboltTime(group.modified)},
            {QStringLiteral("created_by"), group.createdBy},
            {QStringLiteral("modified_by"), group.modifiedBy}};
}

QJsonArray permissionsWithOwners(const PassboltContext &context, const Item &item, const QString &aco,
                                 const QStringList &contain)
{
    const bool withProfiles = contain.contains(QLatin1String("permissions.user.profile"));
    const bool withGroups = contain.contains(QLatin1String("permissions.group"));
    QJsonArray rows;
    for (const Permission &permission : item.permissions) {
        QJsonObject row = permissionRow(permission, aco, item.id);
        const PassboltGroup *group = context.directory.group(permission.aroKey);
        if (withProfiles)
            row[QLatin1String("user")] =
                group ? QJsonValue(QJsonValue::Null) : QJsonValue(authorRow(context, permission.aroKey, true));
        if (withGroups)
            row[QLatin1String("group")] = group ? QJsonValue(groupRow(*group)) : QJsonValue(QJsonValue::Null);
        rows.append(row);
    }
    return rows;
}

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

QJsonObject secretRow(const StoredSecret &secret, const QString &resourceId, const QString &userId,
                      const QDateTime &deleted)
{
    return {{QStringLiteral("id"), secret.id},
            {QStringLiteral("user_id"), userId},
            {QStringLiteral("resource_id"), resourceId},
            {QStringLiteral("secret_revision_id"), secret.revisionId},
            {QStringLiteral("deleted"), passboltTime(deleted)},
            {QStringLiteral("created_by"), secret.createdBy},
            {QStringLiteral("modified_by"), secret.modifiedBy},
            {QStringLiteral("data"), QString::fromLatin1(secret.data)},
            {QStringLiteral("created"), passboltTime(secret.created)},
            {QStringLiteral("modified"), passboltTime(secret.modified)}};
}

QJsonObject tagRow(const Tag &tag)
{
    QJsonObject row{{QStringLiteral("id"), tag.id}, {QStringLiteral("is_shared"), tag.isShared()}};
    if (tag.metadata.isEmpty()) {
        row[QLatin1String("slug")] = tag.slug;
    } else {
        row[QLatin1String("metadata")] = QString::fromLatin1(tag.metadata);
        row[QLatin1String("metadata_key_id")] = tag.metadataKeyId;
        row[QLatin1String("metadata_key_type")] = tag.metadataKeyType;
    }
    return row;
}

QJsonArray tagRows(const PassboltContext &context, const QString &resourceId, const QString &userId)
{
    QJsonArray rows;
    for (const Tag *tag : context.store.tagsOf(resourceId, userId))
        rows.append(tagRow(*tag));
    return rows;
}

QJsonObject openedSecretRow(PassboltContext &context, Resource &resource, const QString &userId)
{
    resource.openedBy.insert(userId);
    if (context.options.pro)
        context.store.addEvent(resource.id, QStringLiteral("Resource.Secrets.read"), userId);
    return secretRow(secretOf(context, resource, userId), resource.id, userId);
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
    QJsonObject row{{QStringLiteral("personal"), resource.isPersonal()},
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
        row[QLatin1String("username")] = textOrNull(resource.username);
        row[QLatin1String("uri")] = textOrNull(resource.uri);
        row[QLatin1String("description")] = textOrNull(resource.description);
    }
    addContained(context, resource, user, contain, row);
    return row;
}

QJsonObject folderRow(const PassboltContext &, const Folder &folder, const PassboltUser &user)
{
    return {{QStringLiteral("personal"), folder.isPersonal()},
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
