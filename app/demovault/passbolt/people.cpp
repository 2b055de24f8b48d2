// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/people.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"

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

/// Only administrators see those who have not set up their account.
bool isShownTo(const PassboltUser &viewer, const PassboltUser &person)
{
    return viewer.admin || person.active;
}

/// What /users.json shows unless contain[…]=0 asks to leave it out.
QJsonObject withoutUnwanted(QJsonObject row, const Request &request)
{
    for (const char *name : {"gpgkey", "profile", "groups_users", "role"}) {
        const QString asked = request.parameter(QStringLiteral("contain[%1]").arg(QLatin1String(name)));
        if (asked == QLatin1String("0") || asked == QLatin1String("false"))
            row.remove(QLatin1String(name));
    }
    return row;
}

Reply paged(const QJsonArray &rows)
{
    Reply reply = Reply::ok(rows);
    reply.pagination = {static_cast<int>(rows.size()), 1, std::nullopt};
    return reply;
}

} // namespace

PassboltPeople::PassboltPeople(PassboltContext &context, const PassboltSecondFactor &secondFactor)
    : m_context(context), m_secondFactor(secondFactor)
{
}

void PassboltPeople::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/users"), [this](const Call &call) { return users(call); });
    api.add("GET", QStringLiteral("/users/me"), [this](const Call &call) { return me(call); });
    api.add("GET", QStringLiteral("/users/{}"), [this](const Call &call) { return user(call); });
    api.add("GET", QStringLiteral("/gpgkeys"), [this](const Call &call) { return keys(call); });
    api.add("GET", QStringLiteral("/gpgkeys/{}"), [this](const Call &call) {
        if (!isUuid(call.arguments[0]))
            return badIdentifier(QStringLiteral("The OpenPGP key identifier should be a valid UUID."));
        for (const PassboltUser &person : m_context.directory.users()) {
            if (person.active && person.gpgKeyId == call.arguments[0].toLower())
                return Reply::ok(m_context.directory.gpgKey(person));
        }
        return Reply::error(404, QStringLiteral("The OpenPGP key does not exist."));
    });
    api.add("GET", QStringLiteral("/roles"), [this](const Call &) { return roles(); });
    api.add("GET", QStringLiteral("/rbacs/me"), [this](const Call &call) { return this->rights(call); });
}

Reply PassboltPeople::me(const Call &call) const
{
    QJsonObject row = m_context.directory.fullUser(*call.user);
    row[QLatin1String("is_mfa_enabled")] = m_secondFactor.providersOf(call.user->id).size() > 0;
    return Reply::ok(row);
}

Reply PassboltPeople::users(const Call &call) const
{
    const QString search = call.request.parameter(QStringLiteral("filter[search]"));
    const QStringList access = call.request.parameters(QStringLiteral("filter[has-access]"));
    std::optional<QStringList> withAccess;
    if (!access.isEmpty()) {
        const Resource *resource = access.size() == 1 ? m_context.store.resource(access.first()) : nullptr;
        if (access.size() != 1 || !isUuid(access.first()))
            return Reply::error(
                400, QStringLiteral("Invalid filter. \"has-access\" should contain one resource identifier."));
        if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
            return Reply::error(403, QStringLiteral("This operation is not allowed for this user."));
        withAccess = m_context.store.usersWithAccess(*resource);
    }
    QJsonArray rows;
    for (const PassboltUser &person : m_context.directory.users()) {
        const QString text = person.username + QLatin1Char(' ') + person.firstName + QLatin1Char(' ') + person.lastName;
        if (!text.contains(search, Qt::CaseInsensitive) || (withAccess && !withAccess->contains(person.id)) ||
            !isShownTo(*call.user, person))
            continue;
        QJsonObject row = withoutUnwanted(m_context.directory.fullUser(person), call.request);
        if (call.user->admin && call.request.has(QStringLiteral("contain[missing_metadata_key_ids]")))
            row[QLatin1String("missing_metadata_key_ids")] = missingMetadataKeys(person);
        rows.append(row);
    }
    return paged(rows);
}

QJsonArray PassboltPeople::missingMetadataKeys(const PassboltUser &person) const
{
    QJsonArray ids;
    for (const MetadataKey &key : m_context.metadataKeys) {
        if (!person.active || m_context.withoutMetadataKey.contains(person.id))
            ids.append(key.id);
    }
    return ids;
}

Reply PassboltPeople::user(const Call &call) const
{
    if (!isUuid(call.arguments[0]))
        return Reply::error(400, QStringLiteral("The user identifier should be a valid UUID or \"me\"."));
    const PassboltUser *person = m_context.directory.user(call.arguments[0]);
    if (!person || !isShownTo(*call.user, *person))
        return Reply::error(404, QStringLiteral("The user does not exist."));
    return Reply::ok(m_context.directory.fullUser(*person));
}

Reply PassboltPeople::keys(const Call &call) const
{
    const qint64 after = call.request.parameter(QStringLiteral("filter[modified-after]")).toLongLong();
    const bool deleted = call.request.parameter(QStringLiteral("filter[is-deleted]")) == QLatin1String("1");
    QJsonArray rows;
    for (const PassboltUser &person : m_context.directory.users()) {
        if (!deleted && person.active && person.created.toSecsSinceEpoch() > after)
            rows.append(m_context.directory.gpgKey(person));
    }
    return paged(rows);
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
            {QStringLiteral("control_function"), m_context.rights.value(name, QLatin1String(right.control))},
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
