// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/activity.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/paging.h"
#include "app/demovault/passbolt/rows.h"

namespace coffret::demovault {
namespace {

constexpr int usualLimit = 5;
constexpr int highestLimit = 20;

} // namespace

PassboltActivity::PassboltActivity(PassboltContext &context) : m_context(context) {}

void PassboltActivity::registerRoutes(Api &api)
{
    if (!m_context.options.pro)
        return;
    api.add("GET", QStringLiteral("/actionlog/resource/{}"), [this](const Call &call) {
        return log(call, m_context.store.resource(call.arguments[0]), QStringLiteral("resource"));
    });
    api.add("GET", QStringLiteral("/actionlog/folder/{}"), [this](const Call &call) {
        return log(call, m_context.store.folder(call.arguments[0]), QStringLiteral("folder"));
    });
}

QJsonObject PassboltActivity::entryRow(const Item &item, const QString &what, const Event &event) const
{
    QJsonObject subject{{QStringLiteral("id"), item.id},
                        {QStringLiteral("name"), item.name.isEmpty() ? QJsonValue(QJsonValue::Null) : item.name}};
    QJsonObject data{{what, subject}};
    if (!event.permissions.isEmpty())
        data[QLatin1String("permissions")] = event.permissions;
    const PassboltUser &user = *m_context.directory.user(event.userId);
    const QJsonObject creator{{QStringLiteral("id"), user.id},
                              {QStringLiteral("username"), user.username},
                              {QStringLiteral("profile"), m_context.directory.profile(user)}};
    return {{QStringLiteral("id"), uuidOf(event.id)}, {QStringLiteral("action_log_id"), event.id},
            {QStringLiteral("type"), event.type},     {QStringLiteral("data"), data},
            {QStringLiteral("creator"), creator},     {QStringLiteral("created"), passboltTime(event.created)}};
}

Reply PassboltActivity::log(const Call &call, const Item *item, const QString &what) const
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The %1 identifier should be a valid UUID.").arg(what));
    if (!item || m_context.store.accessOf(*item, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The %1 does not exist.").arg(what));
    const QString made =
        what == QLatin1String("folder") ? QStringLiteral("Folders.created") : QStringLiteral("Resources.created");
    const std::vector<Event> &later = m_context.store.events[item->id];
    const PageWanted wanted = pageWanted(call.request);
    const int limit = qMin(wanted.limit.value_or(usualLimit), highestLimit);
    const int total = static_cast<int>(later.size()) + 1;
    QJsonArray rows;
    // Newest first; the last one is that it was made. Past the end there is nothing, and no error.
    for (int i = (wanted.page - 1) * limit; i < qMin(wanted.page * limit, total); ++i) {
        const Event first{uuidOf(item->id + QStringLiteral("/made")), made, item->createdBy, item->created, {}};
        rows.append(
            entryRow(*item, what, i + 1 == total ? first : later[later.size() - 1 - static_cast<std::size_t>(i)]));
    }
    Reply reply = Reply::ok(rows);
    reply.pagination = {total, wanted.page, limit};
    return reply;
}

} // namespace coffret::demovault
