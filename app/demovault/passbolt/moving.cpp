// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/moving.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"

namespace coffret::demovault {
namespace {

Reply refused(const QString &rule, const QString &message)
{
    return Reply::error(400, QStringLiteral("Could not validate move data."),
                        QJsonObject{{QStringLiteral("folder_parent_id"), QJsonObject{{rule, message}}}});
}

} // namespace

PassboltMoving::PassboltMoving(PassboltContext &context) : m_context(context) {}

void PassboltMoving::registerRoutes(Api &api)
{
    for (const char *method : {"PUT", "POST"}) {
        api.add(method, QStringLiteral("/move/resource/{}"),
                [this](const Call &call) { return move(call, m_context.store.resource(call.arguments[0])); });
        api.add(method, QStringLiteral("/move/folder/{}"),
                [this](const Call &call) { return move(call, m_context.store.folder(call.arguments[0])); });
        api.add(method, QStringLiteral("/move/{}/{}"), [](const Call &) {
            return badIdentifier(QStringLiteral("The object type should be one of the following: Folder, Resource."));
        });
    }
}

bool PassboltMoving::isInside(const QString &folderId, const QString &ancestorId, const QString &userId) const
{
    QString at = folderId;
    while (!at.isEmpty()) {
        if (at == ancestorId)
            return true;
        const Folder *folder = m_context.store.folder(at);
        at = folder ? folder->parentOf(userId) : QString();
    }
    return false;
}

Reply PassboltMoving::move(const Call &call, Item *item)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The object identifier should be a valid UUID."));
    if (!item || m_context.store.accessOf(*item, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The object to move does not exist."));
    const QJsonObject body = call.body();
    if (!body.contains(QLatin1String("folder_parent_id")))
        return refused(QStringLiteral("_required"), QStringLiteral("The folder parent is required."));
    const QString target = body[QLatin1String("folder_parent_id")].toString().toLower();
    const Folder *folder = m_context.store.folder(target);
    if (!target.isEmpty() && !isUuid(target))
        return refused(QStringLiteral("uuid"), QStringLiteral("The folder parent identifier should be a valid UUID."));
    if (!target.isEmpty()) {
        if (!folder || m_context.store.accessOf(*folder, call.user->id) == NoAccess)
            return refused(QStringLiteral("folder_exists"), QStringLiteral("The folder parent must exist."));
        if (m_context.store.accessOf(*folder, call.user->id) < UpdateAccess)
            return refused(QStringLiteral("has_folder_access"),
                           QStringLiteral("You are not allowed to move content into the folder."));
        if (target == item->id) // the real server stumbles over this one
            return Reply::error(500, QStringLiteral("An Internal Error Has Occurred."));
        if (isInside(target, item->id, call.user->id))
            return refused(QStringLiteral("cycle"),
                           QStringLiteral("The folder cannot be moved into one of its descendants."));
    }
    for (const PassboltUser &user : m_context.directory.users()) {
        const bool seesItem = m_context.store.accessOf(*item, user.id) != NoAccess;
        const bool seesTarget = folder && m_context.store.accessOf(*folder, user.id) != NoAccess;
        if (seesItem && seesTarget)
            item->setParent(user.id, target);
        else if (seesItem && target.isEmpty())
            item->setParent(user.id, {});
    }
    return Reply::ok(QJsonValue::Null, QStringLiteral("The object has been moved successfully."));
}

} // namespace coffret::demovault
