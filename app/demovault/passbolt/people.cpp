// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/people.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/rows.h"

#include <algorithm>

namespace coffret::demovault {
namespace {

struct Right
{
    const char *control;
    const char *model;
    const char *name;
};

// What an ordinary user may do on a fresh 5.12 server.
constexpr Right rights[] = {
    {"Allow", "UiAction", "Resources.import"},
    {"Allow", "UiAction", "Resources.export"},
    {"Allow", "UiAction", "Resources.filterByGroups"},
    {"Allow", "UiAction", "Resources.editPasswordGeneratorSettings"},
    {"Allow", "UiAction", "Resources.toggleDescription"},
    {"Allow", "UiAction", "Resources.seeActivities"},
    {"Allow", "UiAction", "Resources.seeComments"},
    {"Allow", "UiAction", "Secrets.preview"},
    {"Allow", "UiAction", "Secrets.copy"},
    {"Allow", "UiAction", "Folders.use"},
    {"Allow", "UiAction", "Folders.share"},
    {"Allow", "UiAction", "Tags.use"},
    {"Allow", "UiAction", "Share.viewList"},
    {"Allow", "UiAction", "Share.viewUsersInAutocomplete"},
    {"Allow", "UiAction", "Share.viewGroupsInAutocomplete"},
    {"Allow", "UiAction", "Users.viewWorkspace"},
    {"Allow", "UiAction", "Users.viewGroups"},
    {"Allow", "UiAction", "Mobile.transfer"},
    {"Allow", "UiAction", "Desktop.transfer"},
    {"Allow", "UiAction", "InFormMenu.use"},
    {"Deny", "Action", "GroupsAdd.addPost"},
    {"Deny", "Action", "AccountRecoveryRequestsIndex.index"},
    {"Deny", "Action", "AccountRecoveryRequestsView.view"},
    {"Deny", "Action", "AccountRecoveryResponsesCreate.post"},
};

Reply paged(const QJsonArray &rows)
{
    Reply reply = Reply::ok(rows);
    reply.pagination = {static_cast<int>(rows.size()), 1, std::nullopt};
    return reply;
}

} // namespace

PassboltPeople::PassboltPeople(PassboltContext &context) : m_context(context) {}

void PassboltPeople::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/users"), [this](const Call &call) { return users(call); });
    api.add("GET", QStringLiteral("/users/me"), [this](const Call &call) { return me(call); });
    api.add("GET", QStringLiteral("/users/{}"), [this](const Call &call) { return user(call); });
    api.add("GET", QStringLiteral("/gpgkeys"), [this](const Call &call) { return keys(call); });
    api.add("GET", QStringLiteral("/gpgkeys/{}"), [this](const Call &call) {
        for (const PassboltUser &person : m_context.directory.users()) {
            if (person.gpgKeyId == call.arguments[0].toLower())
                return Reply::ok(m_context.directory.gpgKey(person));
        }
        return Reply::error(404, QStringLiteral("The OpenPGP key does not exist."));
    });
    api.add("GET", QStringLiteral("/groups"), [this](const Call &call) { return groups(call); });
    api.add("GET", QStringLiteral("/groups/{}"), [this](const Call &call) { return group(call); });
    api.add("GET", QStringLiteral("/roles"), [this](const Call &) { return roles(); });
    api.add("GET", QStringLiteral("/rbacs/me"), [this](const Call &call) { return this->rights(call); });
}

Reply PassboltPeople::me(const Call &call) const
{
    QJsonObject row = m_context.directory.fullUser(*call.user);
    row[QLatin1String("is_mfa_enabled")] = false;
    return Reply::ok(row);
}

Reply PassboltPeople::users(const Call &call) const
{
    const QString search = call.request.parameter(QStringLiteral("filter[search]"));
    const QStringList access = call.request.parameters(QStringLiteral("filter[has-access]"));
    std::optional<QStringList> withAccess;
    if (!access.isEmpty()) {
        const Resource *resource = access.size() == 1 ? m_context.store.resource(access.first()) : nullptr;
        if (!resource)
            return Reply::error(
                400, QStringLiteral("Invalid filter. \"has-access\" should contain one resource identifier."));
        withAccess = m_context.store.usersWithAccess(*resource);
    }
    QJsonArray rows;
    for (const PassboltUser &person : m_context.directory.users()) {
        const QString text = person.username + QLatin1Char(' ') + person.firstName + QLatin1Char(' ') + person.lastName;
        if (!text.contains(search, Qt::CaseInsensitive) || (withAccess && !withAccess->contains(person.id)))
            continue;
        rows.append(m_context.directory.fullUser(person));
    }
    return paged(rows);
}

Reply PassboltPeople::user(const Call &call) const
{
    if (!isUuid(call.arguments[0]))
        return Reply::error(400, QStringLiteral("The user identifier should be a valid UUID or \"me\"."));
    const PassboltUser *person = m_context.directory.user(call.arguments[0]);
    if (!person)
        return Reply::error(404, QStringLiteral("The user does not exist."));
    return Reply::ok(m_context.directory.fullUser(*person));
}

Reply PassboltPeople::keys(const Call &call) const
{
    const qint64 after = call.request.parameter(QStringLiteral("filter[modified-after]")).toLongLong();
    const bool deleted = call.request.parameter(QStringLiteral("filter[is-deleted]")) == QLatin1String("1");
    QJsonArray rows;
    for (const PassboltUser &person : m_context.directory.users()) {
        if (!deleted && person.created.toSecsSinceEpoch() > after)
            rows.append(m_context.directory.gpgKey(person));
    }
    return paged(rows);
}

QJsonObject PassboltPeople::groupRow(const PassboltGroup &group, const Call &call) const
{
    const QStringList contain = containsOf(call.request);
    QJsonObject row{{QStringLiteral("id"), group.id},
                    {QStringLiteral("name"), group.name},
                    {QStringLiteral("deleted"), false},
                    {QStringLiteral("created"), passboltTime(group.created)},
                    {QStringLiteral("modified"), passboltTime(group.modified)},
                    {QStringLiteral("created_by"), group.createdBy},
                    {QStringLiteral("modified_by"), group.modifiedBy}};
    QJsonArray members;
    QJsonValue mine = QJsonValue::Null;
    for (const GroupMember &member : group.members) {
        QJsonObject memberRow{{QStringLiteral("id"), member.id},
                              {QStringLiteral("group_id"), group.id},
                              {QStringLiteral("user_id"), member.userId},
                              {QStringLiteral("is_admin"), member.manager},
                              {QStringLiteral("created"), passboltTime(member.created)}};
        if (member.userId == call.user->id)
            mine = memberRow;
        if (!contain.filter(QStringLiteral("groups_users.user")).isEmpty()) {
            const PassboltUser &person = *m_context.directory.user(member.userId);
            QJsonObject personRow = m_context.directory.plainUser(person);
            if (contain.contains(QLatin1String("groups_users.user.profile")))
                personRow[QLatin1String("profile")] = m_context.directory.profile(person);
            if (contain.contains(QLatin1String("groups_users.user.gpgkey")))
                personRow[QLatin1String("gpgkey")] = m_context.directory.gpgKey(person);
            memberRow[QLatin1String("user")] = personRow;
        }
        members.append(memberRow);
    }
    if (!contain.filter(QStringLiteral("groups_users")).isEmpty())
        row[QLatin1String("groups_users")] = members;
    if (contain.contains(QLatin1String("my_group_user")))
        row[QLatin1String("my_group_user")] = mine;
    return row;
}

Reply PassboltPeople::groups(const Call &call) const
{
    const QStringList users = call.request.parameters(QStringLiteral("filter[has-users]"));
    QJsonArray rows;
    for (const PassboltGroup &found : m_context.directory.groups()) {
        const bool fits = std::all_of(users.begin(), users.end(),
                                      [&](const QString &id) { return m_context.directory.isMember(found.id, id); });
        if (fits)
            rows.append(groupRow(found, call));
    }
    return Reply::ok(rows);
}

Reply PassboltPeople::group(const Call &call) const
{
    const PassboltGroup *found = m_context.directory.group(call.arguments[0].toLower());
    if (!found)
        return Reply::error(404, QStringLiteral("The group does not exist."));
    return Reply::ok(groupRow(*found, call));
}

Reply PassboltPeople::roles() const
{
    return Reply::ok(QJsonArray{m_context.directory.role(QStringLiteral("user")),
                                m_context.directory.role(QStringLiteral("guest")),
                                m_context.directory.role(QStringLiteral("admin"))});
}

Reply PassboltPeople::rights(const Call &call) const
{
    QJsonArray rows;
    const QString installed = QStringLiteral("2023-01-02T07:00:00+00:00");
    for (const Right &right : demovault::rights) {
        const QString name = QLatin1String(right.name);
        const QString id = uuidOf(QStringLiteral("action/") + name);
        const QJsonObject action{{QStringLiteral("id"), id}, {QStringLiteral("name"), name}};
        const bool ui = qstrcmp(right.model, "UiAction") == 0;
        rows.append(QJsonObject{
            {QStringLiteral("id"), uuidOf(m_context.mode + QStringLiteral("/rbac/") + name)},
            {QStringLiteral("role_id"),
             m_context.directory.roleId(call.user->admin ? QStringLiteral("admin") : QStringLiteral("user"))},
            {QStringLiteral("control_function"), QLatin1String(right.control)},
            {QStringLiteral("foreign_model"), QLatin1String(right.model)},
            {QStringLiteral("foreign_id"), id},
            {QStringLiteral("created"), installed},
            {QStringLiteral("modified"), installed},
            {QStringLiteral("created_by"), QJsonValue::Null},
            {QStringLiteral("modified_by"), QJsonValue::Null},
            {QStringLiteral("action"), ui ? QJsonValue(QJsonValue::Null) : QJsonValue(action)},
            {QStringLiteral("ui_action"), ui ? QJsonValue(action) : QJsonValue(QJsonValue::Null)}});
    }
    return paged(rows);
}

} // namespace coffret::demovault
