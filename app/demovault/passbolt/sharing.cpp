// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/sharing.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/access.h"
#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/payloads.h"
#include "app/demovault/passbolt/permissionrules.h"
#include "app/demovault/passbolt/rows.h"
#include "app/demovault/passbolt/secretrules.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

constexpr int mostRecipients = 25;
const QString invalidData = QStringLiteral("Could not validate resource data.");
const QString permissionsField = QStringLiteral("permissions");

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

/// The refusal that names what is wrong with one field.
Reply refused(const QString &message, const QString &field, const QJsonValue &complaint)
{
    return Reply::error(400, message, QJsonObject{{field, complaint}});
}

/// What an activity log shows of a change: {"added","updated","removed"}, each a list of permissions.
QJsonObject permissionChanges(const Item &item, const std::vector<Permission> &after)
{
    const auto find = [](const std::vector<Permission> &list, const QString &id) {
        return std::find_if(list.begin(), list.end(), [&id](const Permission &p) { return p.id == id; });
    };
    QJsonArray added;
    QJsonArray updated;
    QJsonArray removed;
    for (const Permission &permission : after) {
        const auto before = find(item.permissions, permission.id);
        const QJsonObject row = permissionRow(permission, QStringLiteral("Resource"), item.id);
        if (before == item.permissions.end())
            added.append(row);
        else if (before->type != permission.type)
            updated.append(row);
    }
    for (const Permission &permission : item.permissions) {
        if (find(after, permission.id) == after.end())
            removed.append(permissionRow(permission, QStringLiteral("Resource"), item.id));
    }
    return {
        {QStringLiteral("added"), added}, {QStringLiteral("updated"), updated}, {QStringLiteral("removed"), removed}};
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

std::optional<Reply> PassboltSharing::refusedResource(const Call &call, const Resource *resource) const
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The resource identifier should be a valid UUID."));
    if (!resource)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    if (m_context.store.accessOf(*resource, call.user->id) < OwnerAccess)
        return Reply::error(403, QStringLiteral("You are not authorized to share this resource."));
    if (resource->encrypted && resource->metadataKeyType == QLatin1String("user_key"))
        return Reply::error(400, QStringLiteral("Resource metadata key type is invalid."));
    if (call.body()[permissionsField].isString())
        return Reply::error(500, QStringLiteral("An Internal Error Has Occurred."));
    return std::nullopt;
}

Reply PassboltSharing::simulate(const Call &call)
{
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (const auto refusal = refusedResource(call, resource))
        return *refusal;
    const ChangedPermissions change = changedPermissions(m_context, *resource, call.body()[permissionsField]);
    if (!change.complaint.isUndefined())
        return refused(invalidData, permissionsField, change.complaint);
    Item changed = *resource;
    changed.permissions = change.permissions;
    const QStringList before = m_context.store.usersWithAccess(*resource);
    const QStringList after = m_context.store.usersWithAccess(changed);
    return Reply::ok(QJsonObject{
        {QStringLiteral("changes"), QJsonObject{{QStringLiteral("added"), userRows(without(after, before))},
                                                {QStringLiteral("removed"), userRows(without(before, after))}}}});
}

void PassboltSharing::checkNewSecret(const QString &userId, const QStringList &holders, const QStringList &after,
                                     Complaints &complaints) const
{
    const QString user = QStringLiteral("user_id");
    if (!m_context.directory.user(userId)) {
        complaints.add(user, QStringLiteral("user_exists"), QStringLiteral("The user does not exist."));
        complaints.add(user, QStringLiteral("user_is_not_soft_deleted"), QStringLiteral("The user does not exist."));
    }
    if (holders.contains(userId)) {
        complaints.add(user, QStringLiteral("secret_unique"),
                       QStringLiteral("A secret already exists for the given user and resource."));
        complaints.add(user, QStringLiteral("secret_revision_unique"),
                       QStringLiteral("A secret already exists for the given user, resource and secret revision."));
    }
    if (!after.contains(userId))
        complaints.add(QStringLiteral("resource_id"), QStringLiteral("has_resource_access"),
                       QStringLiteral("Access denied."));
}

QJsonValue PassboltSharing::secretsComplaint(const QJsonArray &rows, const QStringList &before,
                                             const QStringList &after) const
{
    const QString list = QStringLiteral("secrets");
    QStringList holders = before;
    for (int i = 0; i < rows.size(); ++i) {
        const QString userId = rows[i][QLatin1String("user_id")].toString();
        // Fields that are missing count as empty here.
        Complaints row;
        if (userId.isEmpty())
            row.add(QStringLiteral("user_id"), QStringLiteral("_empty"),
                    QStringLiteral("The user identifier should not be empty."));
        checkMessage({{QStringLiteral("data"), rows[i][QLatin1String("data")].toString()}}, QStringLiteral("data"),
                     row);
        // Who has a copy already gets this one in its place.
        if (row.isEmpty() && !before.contains(userId))
            checkNewSecret(userId, holders, after, row);
        if (!row.isEmpty()) {
            Complaints all;
            all.addRow(list, i, row);
            return all.toJson()[list];
        }
        holders.append(userId);
    }
    const bool complete =
        std::all_of(after.begin(), after.end(), [&holders](const QString &id) { return holders.contains(id); });
    if (complete)
        return QJsonValue::Undefined;
    return QJsonObject{{QStringLiteral("secrets_provided"),
                        QStringLiteral("The secrets of all the users having access to the resource are required.")}};
}

Reply PassboltSharing::shareResource(const Call &call)
{
    Resource *resource = m_context.store.resource(call.arguments[0]);
    if (const auto refusal = refusedResource(call, resource))
        return *refusal;
    const QJsonObject body = call.body();
    const ChangedPermissions change = changedPermissions(m_context, *resource, body[permissionsField]);
    if (!change.complaint.isUndefined())
        return refused(invalidData, permissionsField, change.complaint);
    Item changed = *resource;
    changed.permissions = change.permissions;
    const QStringList before = m_context.store.usersWithAccess(*resource);
    const QStringList after = m_context.store.usersWithAccess(changed);
    const QJsonArray rows = body[QLatin1String("secrets")].toArray();
    if (const QJsonValue complaint = secretsComplaint(rows, before, after); !complaint.isUndefined())
        return refused(invalidData, QStringLiteral("secrets"), complaint);

    const QString revision = secretOf(m_context, *resource, call.user->id).revisionId;
    const QHash<QString, QByteArray> secrets = secretsByUser(rows);
    for (auto it = secrets.begin(); it != secrets.end(); ++it)
        resource->secrets.insert(it.key(), newSecret(it.value(), call.user->id, revision));
    if (m_context.options.pro)
        m_context.store.addEvent(resource->id, QStringLiteral("Permissions.updated"), call.user->id,
                                 permissionChanges(*resource, change.permissions));
    resource->permissions = change.permissions;
    for (const QString &gone : without(before, after))
        loseAccess(m_context, *resource, gone);
    m_context.store.touch();
    return Reply::ok(QJsonValue::Null);
}

Reply PassboltSharing::shareFolder(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The folder id is not valid."));
    Folder *folder = m_context.store.folder(call.arguments[0]);
    if (!folder || m_context.store.accessOf(*folder, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The folder does not exist."));
    if (m_context.store.accessOf(*folder, call.user->id) < OwnerAccess)
        return Reply::error(403, QStringLiteral("You are not authorized to share this folder."));
    const ChangedPermissions change = changedPermissions(m_context, *folder, call.body()[permissionsField]);
    if (!change.complaint.isUndefined())
        return refused(QStringLiteral("Could not validate folder data."), permissionsField, change.complaint);
    folder->permissions = change.permissions;
    return Reply::ok(folderRow(m_context, *folder, *call.user));
}

} // namespace coffret::demovault
