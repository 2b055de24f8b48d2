// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/groups.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/access.h"
#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/payloads.h"
#include "app/demovault/passbolt/rows.h"
#include "app/demovault/passbolt/secretrules.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

const QString doesNotExist = QStringLiteral("The group does not exist.");
const QString notAnId = QStringLiteral("The group id is not valid.");

Reply refused(const QString &field, const QString &rule, const QString &message)
{
    return Reply::error(400, QStringLiteral("Could not validate group data."),
                        QJsonObject{{field, QJsonObject{{rule, message}}}});
}

} // namespace

PassboltGroups::PassboltGroups(PassboltContext &context) : m_context(context) {}

void PassboltGroups::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/groups"), [this](const Call &call) { return list(call); });
    api.add("GET", QStringLiteral("/groups/{}"), [this](const Call &call) { return one(call); });
    api.add("POST", QStringLiteral("/groups"), [this](const Call &call) { return create(call); });
    api.add("PUT", QStringLiteral("/groups/{}/dry-run"), [this](const Call &call) { return dryRun(call); });
    api.add("PUT", QStringLiteral("/groups/{}"), [this](const Call &call) { return update(call); });
    api.add("DELETE", QStringLiteral("/groups/{}"), [this](const Call &call) { return remove(call); });
}

PassboltGroup *PassboltGroups::find(const QString &id)
{
    for (PassboltGroup &group : m_context.directory.groups()) {
        if (group.id == id.toLower())
            return &group;
    }
    return nullptr;
}

bool PassboltGroups::manages(const PassboltGroup &group, const PassboltUser &user) const
{
    return std::any_of(group.members.begin(), group.members.end(),
                       [&user](const GroupMember &member) { return member.userId == user.id && member.manager; });
}

QJsonObject PassboltGroups::row(const PassboltGroup &group, const QString &userId, const QStringList &contain) const
{
    QJsonObject object = groupRow(group);
    QJsonArray members;
    QJsonValue mine = QJsonValue::Null;
    for (const GroupMember &member : group.members) {
        QJsonObject memberRow{{QStringLiteral("id"), member.id},
                              {QStringLiteral("group_id"), group.id},
                              {QStringLiteral("user_id"), member.userId},
                              {QStringLiteral("is_admin"), member.manager},
                              {QStringLiteral("created"), passboltTime(member.created)}};
        if (member.userId == userId)
            mine = memberRow;
        if (!contain.filter(QStringLiteral("groups_users.user")).isEmpty()) {
            const PassboltUser &person = *m_context.directory.user(member.userId);
            QJsonObject personRow = m_context.directory.plainUser(person);
            if (contain.contains(QLatin1String("groups_users.user.profile"))) {
                QJsonObject profile = m_context.directory.profile(person);
                profile.remove(QLatin1String("avatar")); // not there in groups
                personRow[QLatin1String("profile")] = profile;
            }
            if (contain.contains(QLatin1String("groups_users.user.gpgkey")))
                personRow[QLatin1String("gpgkey")] = m_context.directory.gpgKey(person);
            memberRow[QLatin1String("user")] = personRow;
        }
        members.append(memberRow);
    }
    if (!contain.filter(QStringLiteral("groups_users")).isEmpty())
        object[QLatin1String("groups_users")] = members;
    if (contain.contains(QLatin1String("my_group_user")))
        object[QLatin1String("my_group_user")] = mine;
    return object;
}

Reply PassboltGroups::list(const Call &call) const
{
    const QStringList users = call.request.parameters(QStringLiteral("filter[has-users]"));
    QJsonArray rows;
    for (const PassboltGroup &group : std::as_const(m_context.directory).groups()) {
        const bool fits = std::all_of(users.begin(), users.end(),
                                      [&](const QString &id) { return m_context.directory.isMember(group.id, id); });
        if (fits)
            rows.append(row(group, call.user->id, containsOf(call.request)));
    }
    return Reply::ok(rows);
}

Reply PassboltGroups::one(const Call &call) const
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    const PassboltGroup *group = m_context.directory.group(call.arguments[0].toLower());
    if (!group)
        return Reply::error(404, doesNotExist);
    return Reply::ok(row(*group, call.user->id, containsOf(call.request)));
}

Reply PassboltGroups::create(const Call &call)
{
    if (!call.user->admin)
        return Reply::error(403, QStringLiteral("You are not authorized to access that location."));
    const QJsonObject body = call.body();
    const QString name = body[QLatin1String("name")].toString();
    const QJsonArray members = body[QLatin1String("groups_users")].toArray();
    if (name.isEmpty())
        return refused(QStringLiteral("name"), QStringLiteral("_required"), QStringLiteral("A name is required."));
    PassboltGroup group;
    group.id = randomUuid();
    group.name = name;
    group.createdBy = group.modifiedBy = call.user->id;
    group.created = group.modified = QDateTime::currentDateTimeUtc();
    group.members = changedMembers(group, members, true);
    const bool managed =
        std::any_of(group.members.begin(), group.members.end(), [](const GroupMember &m) { return m.manager; });
    if (!managed)
        return refused(QStringLiteral("groups_users"), QStringLiteral("at_least_one_admin"),
                       QStringLiteral("A group manager must be provided."));
    const PassboltGroup &added = m_context.directory.groups().emplace_back(std::move(group));
    return Reply::ok(row(added, call.user->id, {QStringLiteral("groups_users")}),
                     QStringLiteral("The group has been added successfully."));
}

std::vector<GroupMember> PassboltGroups::changedMembers(const PassboltGroup &group, const QJsonArray &changes,
                                                        bool mayAdd) const
{
    std::vector<GroupMember> members = group.members;
    for (const QJsonValue &change : changes) {
        const QString id = change[QLatin1String("id")].toString();
        const QString userId = change[QLatin1String("user_id")].toString();
        const auto known = std::find_if(members.begin(), members.end(), [&](const GroupMember &member) {
            return id.isEmpty() ? member.userId == userId : member.id == id;
        });
        const bool manager = change[QLatin1String("is_admin")].toBool();
        if (known != members.end() && change[QLatin1String("delete")].toBool())
            members.erase(known);
        else if (known != members.end())
            known->manager = manager;
        else if (mayAdd && m_context.directory.user(userId))
            members.push_back({randomUuid(), userId, manager, QDateTime::currentDateTimeUtc()});
    }
    return members;
}

std::vector<std::pair<Resource *, QString>>
PassboltGroups::missingSecrets(const PassboltGroup &group, const std::vector<GroupMember> &members) const
{
    std::vector<std::pair<Resource *, QString>> missing;
    for (const GroupMember &member : members) {
        if (m_context.directory.isMember(group.id, member.userId))
            continue;
        for (const GroupMember &present : group.members) {
            // Whatever the group can see, some member of it can see.
            for (Resource *resource : m_context.store.resourcesOf(present.userId)) {
                const bool ofGroup = std::any_of(resource->permissions.begin(), resource->permissions.end(),
                                                 [&group](const Permission &p) { return p.aroKey == group.id; });
                if (ofGroup && m_context.store.accessOf(*resource, member.userId) == NoAccess)
                    missing.emplace_back(resource, member.userId);
            }
            break;
        }
    }
    return missing;
}

Reply PassboltGroups::dryRun(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    PassboltGroup *group = find(call.arguments[0]);
    if (!group)
        return Reply::error(404, doesNotExist);
    const auto members =
        changedMembers(*group, call.body()[QLatin1String("groups_users")].toArray(), manages(*group, *call.user));
    QJsonArray needed;
    QJsonArray mine;
    for (const auto &[resource, userId] : missingSecrets(*group, members)) {
        needed.append(QJsonObject{{QStringLiteral("Secret"), QJsonObject{{QStringLiteral("resource_id"), resource->id},
                                                                         {QStringLiteral("user_id"), userId}}}});
        const StoredSecret &stored = secretOf(m_context, *resource, call.user->id);
        mine.append(QJsonObject{{QStringLiteral("Secret"),
                                 QJsonArray{QJsonObject{{QStringLiteral("resource_id"), resource->id},
                                                        {QStringLiteral("data"), QString::fromLatin1(stored.data)}}}}});
    }
    return Reply::ok(QJsonObject{{QStringLiteral("dry-run"), QJsonObject{{QStringLiteral("SecretsNeeded"), needed},
                                                                         {QStringLiteral("Secrets"), mine}}}});
}

void PassboltGroups::changeMembers(PassboltGroup &group, std::vector<GroupMember> members)
{
    const std::vector<GroupMember> before = std::exchange(group.members, std::move(members));
    for (Resource *resource : m_context.store.resources()) {
        const bool ofGroup = std::any_of(resource->permissions.begin(), resource->permissions.end(),
                                         [&group](const Permission &p) { return p.aroKey == group.id; });
        for (const GroupMember &member : before) {
            if (ofGroup && m_context.store.accessOf(*resource, member.userId) == NoAccess)
                loseAccess(m_context, *resource, member.userId);
        }
    }
    m_context.store.touch();
}

Reply PassboltGroups::update(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    PassboltGroup *group = find(call.arguments[0]);
    if (!group)
        return Reply::error(404, doesNotExist);
    const bool manager = manages(*group, *call.user);
    if (!manager && !call.user->admin)
        return Reply::error(403, QStringLiteral("You are not authorized to access that location."));
    const QJsonObject body = call.body();
    const auto members = changedMembers(*group, body[QLatin1String("groups_users")].toArray(), manager);
    const QJsonArray sent = body[QLatin1String("secrets")].toArray();
    for (const auto &[resource, userId] : missingSecrets(*group, members)) {
        const auto found =
            std::find_if(sent.begin(), sent.end(), [&resource = resource, &userId = userId](const QJsonValue &secret) {
                return secret[QLatin1String("resource_id")] == resource->id &&
                       secret[QLatin1String("user_id")] == userId;
            });
        if (found == sent.end())
            return refused(QStringLiteral("secrets"), QStringLiteral("secrets_provided"),
                           QStringLiteral("The secrets of the new members are required."));
        resource->secrets.insert(userId, newSecret((*found)[QLatin1String("data")].toString().toLatin1(), call.user->id,
                                                   currentRevision(m_context, *resource).id));
    }
    changeMembers(*group, members);
    if (call.user->admin && body.contains(QLatin1String("name")))
        group->name = body[QLatin1String("name")].toString();
    group->modified = QDateTime::currentDateTimeUtc();
    group->modifiedBy = call.user->id;
    m_context.store.touch();
    return Reply::ok(
        row(*group, call.user->id, {QStringLiteral("groups_users"), QStringLiteral("groups_users.user.profile")}),
        QStringLiteral("The group has been updated successfully."));
}

Reply PassboltGroups::remove(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    PassboltGroup *group = find(call.arguments[0]);
    if (!group)
        return Reply::error(404, doesNotExist);
    if (!call.user->admin)
        return Reply::error(403, QStringLiteral("You are not authorized to access that location."));
    const QString id = group->id;
    changeMembers(*group, {});
    for (Resource *resource : m_context.store.resources())
        std::erase_if(resource->permissions, [&id](const Permission &permission) { return permission.aroKey == id; });
    std::erase_if(m_context.directory.groups(), [&id](const PassboltGroup &other) { return other.id == id; });
    m_context.store.touch();
    return Reply::ok(QJsonValue::Null, QStringLiteral("The group was deleted successfully."));
}

} // namespace coffret::demovault
