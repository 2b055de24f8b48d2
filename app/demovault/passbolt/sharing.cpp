// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/sharing.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/resourcewriter.h"
#include "app/demovault/passbolt/rows.h"

#include <QSet>

#include <algorithm>

namespace coffret::demovault {
namespace {

constexpr int mostRecipients = 25;
const QString invalidData = QStringLiteral("Could not validate resource data.");

QStringList without(const QStringList &all, const QStringList &those)
{
    QStringList result;
    for (const QString &item : all) {
        if (!those.contains(item))
            result.append(item);
    }
    return result;
}

QJsonArray userRows(const QStringList &ids)
{
    QJsonArray rows;
    for (const QString &id : ids)
        rows.append(QJsonObject{{QStringLiteral("User"), QJsonObject{{QStringLiteral("id"), id}}}});
    return rows;
}

bool validType(int type)
{
    return type == ReadAccess || type == UpdateAccess || type == OwnerAccess;
}

} // namespace

PassboltSharing::PassboltSharing(PassboltContext &context) : m_context(context) {}

void PassboltSharing::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/share/search-aros"), [this](const Call &call) { return searchRecipients(call); });
    api.add("POST", QStringLiteral("/share/simulate/resource/{}"), [this](const Call &call) { return simulate(call); });
    for (const char *method : {"PUT", "POST"}) {
        api.add(method, QStringLiteral("/share/resource/{}"), [this](const Call &call) { return shareResource(call); });
        api.add(method, QStringLiteral("/share/folder/{}"), [this](const Call &call) { return shareFolder(call); });
    }
}

Reply PassboltSharing::searchRecipients(const Call &call) const
{
    const QString search = call.request.parameter(QStringLiteral("filter[search]"));
    const QStringList contain = containsOf(call.request);
    QJsonArray rows;
    for (const PassboltUser &user : m_context.directory.users()) {
        const QString text = user.username + QLatin1Char(' ') + user.firstName + QLatin1Char(' ') + user.lastName;
        if (!user.active || !text.contains(search, Qt::CaseInsensitive) || rows.size() >= mostRecipients)
            continue;
        QJsonObject row = m_context.directory.fullUser(user);
        for (const char *name : {"gpgkey", "groups_users", "role"}) {
            // Once one of them is asked for, those that are not named are off.
            if (!contain.isEmpty() && !contain.contains(QLatin1String(name)))
                row.remove(QLatin1String(name));
        }
        rows.append(row);
    }
    for (const PassboltGroup &group : m_context.directory.groups()) {
        if (!group.name.contains(search, Qt::CaseInsensitive))
            continue;
        rows.append(QJsonObject{{QStringLiteral("id"), group.id},
                                {QStringLiteral("name"), group.name},
                                {QStringLiteral("deleted"), false},
                                {QStringLiteral("created"), passboltTime(group.created)},
                                {QStringLiteral("modified"), passboltTime(group.modified)},
                                {QStringLiteral("created_by"), group.createdBy},
                                {QStringLiteral("modified_by"), group.modifiedBy},
                                {QStringLiteral("user_count"), static_cast<int>(group.members.size())}});
    }
    return Reply::ok(rows);
}

std::optional<Reply> PassboltSharing::changePermissions(const Item &item, const QJsonArray &changes,
                                                        std::vector<Permission> &permissions) const
{
    const auto refused = [](const QString &rule, const QString &message) {
        return Reply::error(400, invalidData,
                            QJsonObject{{QStringLiteral("permissions"), QJsonObject{{rule, message}}}});
    };
    permissions = item.permissions;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (const QJsonValue &change : changes) {
        const QString id = change[QLatin1String("id")].toString();
        const int type = change[QLatin1String("type")].toInt();
        const auto known = std::find_if(permissions.begin(), permissions.end(),
                                        [&id](const Permission &permission) { return permission.id == id; });
        if (!id.isEmpty() && known == permissions.end())
            return refused(QStringLiteral("permission_exists"), QStringLiteral("The permission does not exist."));
        if (!id.isEmpty() && change[QLatin1String("delete")].toBool()) {
            permissions.erase(known);
            continue;
        }
        if (!validType(type))
            return refused(QStringLiteral("inList"), QStringLiteral("The type should be 1, 7 or 15."));
        if (!id.isEmpty()) {
            known->type = type;
            known->modified = now;
            continue;
        }
        const QString key = change[QLatin1String("aro_foreign_key")].toString();
        const QString aro = change[QLatin1String("aro")].toString();
        const bool exists = aro == QLatin1String("User") ? m_context.directory.user(key) != nullptr
                                                         : m_context.directory.group(key) != nullptr;
        const bool twice = std::any_of(permissions.begin(), permissions.end(),
                                       [&key](const Permission &permission) { return permission.aroKey == key; });
        if (!exists || twice)
            return refused(twice ? QStringLiteral("permission_unique") : QStringLiteral("aro_exists"),
                           QStringLiteral("The permission cannot be added."));
        permissions.push_back({randomUuid(), aro, key, type, now, now});
    }
    const bool owned = std::any_of(permissions.begin(), permissions.end(),
                                   [](const Permission &permission) { return permission.type == OwnerAccess; });
    if (!owned)
        return refused(QStringLiteral("at_least_one_owner"),
                       QStringLiteral("At least one owner permission must be provided."));
    return std::nullopt;
}

std::optional<Reply> PassboltSharing::refusedResource(const Call &call, const Resource *resource) const
{
    if (!isUuid(call.arguments[0]))
        return Reply::error(400, QStringLiteral("The resource identifier should be a valid UUID."));
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    if (m_context.store.accessOf(*resource, call.user->id) < OwnerAccess)
        return Reply::error(403, QStringLiteral("You are not authorized to share this resource."));
    if (!call.body()[QLatin1String("permissions")].isArray())
        return Reply::error(400, QStringLiteral("The permissions should be an array."));
    if (resource->encrypted && resource->metadataKeyType == QLatin1String("user_key"))
        return Reply::error(400, invalidData,
                            QJsonObject{{QStringLiteral("metadata_key_type"),
                                         QJsonObject{{QStringLiteral("isMetadataKeyTypeShared"),
                                                      QStringLiteral("The metadata key type is invalid.")}}}});
    return std::nullopt;
}

Reply PassboltSharing::simulate(const Call &call)
{
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (const auto refusal = refusedResource(call, resource))
        return *refusal;
    Item changed = *resource;
    if (const auto refusal =
            changePermissions(*resource, call.body()[QLatin1String("permissions")].toArray(), changed.permissions))
        return *refusal;
    const QStringList before = m_context.store.usersWithAccess(*resource);
    const QStringList after = m_context.store.usersWithAccess(changed);
    return Reply::ok(QJsonObject{
        {QStringLiteral("changes"), QJsonObject{{QStringLiteral("added"), userRows(without(after, before))},
                                                {QStringLiteral("removed"), userRows(without(before, after))}}}});
}

Reply PassboltSharing::shareResource(const Call &call)
{
    Resource *resource = m_context.store.resource(call.arguments[0]);
    if (const auto refusal = refusedResource(call, resource))
        return *refusal;
    const QJsonObject body = call.body();
    Item changed = *resource;
    if (const auto refusal =
            changePermissions(*resource, body[QLatin1String("permissions")].toArray(), changed.permissions))
        return *refusal;
    const QStringList before = m_context.store.usersWithAccess(*resource);
    const QStringList after = m_context.store.usersWithAccess(changed);
    const QStringList added = without(after, before);
    const auto secrets = secretsByUser(body[QLatin1String("secrets")].toArray());
    if (!secrets || QSet<QString>(secrets->keyBegin(), secrets->keyEnd()) != QSet<QString>(added.begin(), added.end()))
        return Reply::error(
            400, invalidData,
            QJsonObject{{QStringLiteral("secrets"),
                         QJsonObject{{QStringLiteral("secrets_provided"),
                                      QStringLiteral("The secrets of all the users having access to the "
                                                     "resource are required.")}}}});
    for (const QString &gone : without(before, after)) {
        resource->secrets.remove(gone);
        resource->setParent(gone, {});
    }
    for (auto it = secrets->begin(); it != secrets->end(); ++it)
        resource->secrets.insert(it.key(), newSecret(it.value(), call.user->id, randomUuid()));
    resource->permissions = changed.permissions;
    m_context.store.touch();
    return Reply::ok(QJsonValue::Null);
}

Reply PassboltSharing::shareFolder(const Call &call)
{
    Folder *folder = m_context.store.folder(call.arguments[0]);
    if (!folder || m_context.store.accessOf(*folder, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The folder does not exist."));
    if (m_context.store.accessOf(*folder, call.user->id) < OwnerAccess)
        return Reply::error(403, QStringLiteral("You are not authorized to share this folder."));
    std::vector<Permission> permissions;
    if (const auto refusal =
            changePermissions(*folder, call.body()[QLatin1String("permissions")].toArray(), permissions))
        return *refusal;
    folder->permissions = permissions;
    return Reply::ok(folderRow(m_context, *folder, *call.user));
}

} // namespace coffret::demovault
