// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/folders.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/paging.h"
#include "app/demovault/passbolt/rows.h"

namespace coffret::demovault {

PassboltFolders::PassboltFolders(PassboltContext &context) : m_context(context) {}

void PassboltFolders::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/folders"), [this](const Call &call) { return list(call); });
    api.add("GET", QStringLiteral("/folders/{}"), [this](const Call &call) { return one(call); });
}

QJsonObject PassboltFolders::row(const Folder &folder, const Call &call)
{
    const QString &userId = call.user->id;
    QJsonObject object = folderRow(m_context, folder, *call.user);
    const QStringList contain = containsOf(call.request);
    if (contain.contains(QLatin1String("permission")))
        object[QLatin1String("permission")] =
            permissionRow(*m_context.store.permissionOf(folder, userId), QStringLiteral("Folder"), folder.id);
    if (!contain.filter(QStringLiteral("permissions")).isEmpty())
        object[QLatin1String("permissions")] = permissionRows(folder, QStringLiteral("Folder"));
    if (contain.contains(QLatin1String("children_folders"))) {
        QJsonArray children;
        for (const Folder *child : m_context.store.foldersOf(userId)) {
            if (child->parents.value(userId) == folder.id)
                children.append(folderRow(m_context, *child, *call.user));
        }
        object[QLatin1String("children_folders")] = children;
    }
    if (contain.contains(QLatin1String("children_resources"))) {
        QJsonArray children;
        for (Resource *child : m_context.store.resourcesOf(userId)) {
            if (child->parents.value(userId) == folder.id)
                children.append(resourceRow(m_context, *child, *call.user, {}));
        }
        object[QLatin1String("children_resources")] = children;
    }
    return object;
}

Reply PassboltFolders::list(const Call &call)
{
    const std::optional<PageWanted> wanted = pageWanted(call.request);
    if (!wanted)
        return Reply::error(400, QStringLiteral("Invalid query parameter."));
    const QStringList ids = call.request.parameters(QStringLiteral("filter[has-id]"));
    const QStringList parents = call.request.parameters(QStringLiteral("filter[has-parent]"));
    const QString search = call.request.parameter(QStringLiteral("filter[search]"));
    std::vector<Folder *> rows = m_context.store.foldersOf(call.user->id);
    std::erase_if(rows, [&](const Folder *folder) {
        const QString parent = folder->parents.value(call.user->id, QStringLiteral("0"));
        return (!ids.isEmpty() && !ids.contains(folder->id)) || (!parents.isEmpty() && !parents.contains(parent)) ||
               !folder->name.contains(search, Qt::CaseInsensitive);
    });
    const auto page = pageOf(rows, *wanted);
    if (!page)
        return Reply::error(404, QStringLiteral("Not Found"));
    QJsonArray body;
    for (const Folder *folder : *page)
        body.append(row(*folder, call));
    Reply reply = Reply::ok(body);
    reply.pagination = {static_cast<int>(rows.size()), wanted->page, wanted->limit};
    return reply;
}

Reply PassboltFolders::one(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return Reply::error(400, QStringLiteral("The folder identifier should be a valid UUID."));
    const Folder *folder = m_context.store.folder(call.arguments[0]);
    if (!folder || m_context.store.accessOf(*folder, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The folder does not exist."));
    return Reply::ok(row(*folder, call));
}

} // namespace coffret::demovault
