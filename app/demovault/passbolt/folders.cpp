// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/folders.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/complaints.h"
#include "app/demovault/passbolt/paging.h"
#include "app/demovault/passbolt/rows.h"

namespace coffret::demovault {
namespace {

constexpr qsizetype longestName = 256;

Reply refused(const QString &field, const QString &rule, const QString &message)
{
    return Reply::error(400, QStringLiteral("Could not validate folder data."),
                        QJsonObject{{field, QJsonObject{{rule, message}}}});
}

const QString notAnId = QStringLiteral("The folder id is not valid.");
const QString doesNotExist = QStringLiteral("The folder does not exist.");

std::optional<Reply> refusedName(const QJsonObject &body)
{
    // Encrypted folder names end here as well where they are allowed, as they do on a real 5.12 server.
    const QString field = QStringLiteral("name");
    if (body.contains(QLatin1String("metadata")) && !body.contains(field))
        return refused(field, QStringLiteral("_required"), QStringLiteral("A name is required."));
    if (body[field].toString().isEmpty())
        return refused(field, QStringLiteral("_empty"), QStringLiteral("The name should not be empty."));
    if (body[field].toString().toUcs4().size() > longestName)
        return refused(field, QStringLiteral("maxLength"), QStringLiteral("The name is too long."));
    return std::nullopt;
}

/// A folder or resource inside another folder shows the columns it does not use.
QJsonObject asChild(QJsonObject row)
{
    for (const char *column : {"metadata", "metadata_key_id", "metadata_key_type"}) {
        if (!row.contains(QLatin1String(column)))
            row.insert(QLatin1String(column), QJsonValue::Null);
    }
    return row;
}

} // namespace

PassboltFolders::PassboltFolders(PassboltContext &context) : m_context(context) {}

void PassboltFolders::registerRoutes(Api &api)
{
    api.add("GET", QStringLiteral("/folders"), [this](const Call &call) { return list(call); });
    api.add("GET", QStringLiteral("/folders/{}"), [this](const Call &call) { return one(call); });
    api.add("POST", QStringLiteral("/folders"), [this](const Call &call) { return create(call); });
    api.add("PUT", QStringLiteral("/folders/{}"), [this](const Call &call) { return rename(call); });
    api.add("DELETE", QStringLiteral("/folders/{}"), [this](const Call &call) { return remove(call); });
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
        object[QLatin1String("permissions")] =
            permissionsWithOwners(m_context, folder, QStringLiteral("Folder"), contain);
    for (const auto &[name, author] : {std::pair(QStringLiteral("creator"), folder.createdBy),
                                       std::pair(QStringLiteral("modifier"), folder.modifiedBy)}) {
        const bool withProfile = contain.contains(name + QStringLiteral(".profile"));
        if (!withProfile && !contain.contains(name))
            continue;
        QJsonObject row = authorRow(m_context, author, withProfile);
        if (withProfile)
            row[QLatin1String("profile")] = m_context.directory.profile(*m_context.directory.user(author), false);
        object[name] = row;
    }
    if (contain.contains(QLatin1String("children_folders"))) {
        QJsonArray children;
        for (const Folder *child : m_context.store.foldersOf(userId)) {
            if (child->parentOf(userId) == folder.id)
                children.append(asChild(folderRow(m_context, *child, *call.user)));
        }
        object[QLatin1String("children_folders")] = children;
    }
    if (contain.contains(QLatin1String("children_resources"))) {
        QJsonArray children;
        for (Resource *child : m_context.store.resourcesOf(userId)) {
            if (child->parentOf(userId) == folder.id)
                children.append(resourceRow(m_context, *child, *call.user, {}));
        }
        object[QLatin1String("children_resources")] = children;
    }
    return object;
}

Reply PassboltFolders::list(const Call &call)
{
    const PageWanted wanted = pageWanted(call.request);
    const QStringList ids = call.request.parameters(QStringLiteral("filter[has-id]"));
    const QStringList parents = call.request.parameters(QStringLiteral("filter[has-parent]"));
    const QString search = call.request.parameter(QStringLiteral("filter[search]"));
    std::vector<Folder *> rows = m_context.store.foldersOf(call.user->id);
    std::erase_if(rows, [&](const Folder *folder) {
        const QString folderParent = folder->parentOf(call.user->id);
        const QString parent = folderParent.isEmpty() ? QStringLiteral("0") : folderParent;
        return (!ids.isEmpty() && !ids.contains(folder->id)) || (!parents.isEmpty() && !parents.contains(parent)) ||
               !folder->name.contains(search, Qt::CaseInsensitive);
    });
    const auto page = pageOf(rows, wanted);
    if (!page)
        return Reply::error(404, QStringLiteral("Not Found"));
    QJsonArray body;
    for (const Folder *folder : *page)
        body.append(row(*folder, call));
    Reply reply = Reply::ok(body);
    reply.pagination = {static_cast<int>(rows.size()), wanted.page, wanted.limit};
    return reply;
}

Reply PassboltFolders::one(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    const Folder *folder = m_context.store.folder(call.arguments[0]);
    if (!folder || m_context.store.accessOf(*folder, call.user->id) == NoAccess)
        return Reply::error(404, doesNotExist);
    return Reply::ok(row(*folder, call));
}

std::optional<Reply> PassboltFolders::refusedGeneration(const QJsonObject &body) const
{
    const bool encrypted = body.contains(QLatin1String("metadata"));
    if (encrypted && !m_context.policies.allows("metadata/types", "allow_creation_of_v5_folders"))
        return Reply::error(400, QStringLiteral("Folder creation/modification with encrypted metadata not allowed."));
    if (!encrypted && !m_context.policies.allows("metadata/types", "allow_creation_of_v4_folders"))
        return Reply::error(400, QStringLiteral("Folder creation with cleartext metadata not allowed."));
    return std::nullopt;
}

Reply PassboltFolders::create(const Call &call)
{
    const QJsonObject body = call.body();
    if (const auto refusal = refusedGeneration(body))
        return *refusal;
    if (const auto refusal = refusedName(body))
        return *refusal;
    const QString parent = body[QLatin1String("folder_parent_id")].toString().toLower();
    const QString parentField = QStringLiteral("folder_parent_id");
    const Folder *target = m_context.store.folder(parent);
    if (!parent.isEmpty() && !isUuid(parent))
        return refused(parentField, QStringLiteral("uuid"),
                       QStringLiteral("The folder parent id should be a valid UUID."));
    if (!parent.isEmpty() && (!target || m_context.store.accessOf(*target, call.user->id) == NoAccess))
        return refused(parentField, QStringLiteral("folder_exists"), QStringLiteral("The folder parent must exist."));
    if (target && m_context.store.accessOf(*target, call.user->id) < UpdateAccess)
        return refused(parentField, QStringLiteral("has_folder_access"),
                       QStringLiteral("You are not allowed to add content to the folder."));
    auto folder = std::make_unique<Folder>();
    folder->id = randomUuid();
    folder->name = body[QLatin1String("name")].toString();
    folder->createdBy = folder->modifiedBy = call.user->id;
    folder->created = folder->modified = QDateTime::currentDateTimeUtc();
    folder->permissions = {
        {randomUuid(), QStringLiteral("User"), call.user->id, OwnerAccess, folder->created, folder->created}};
    if (!parent.isEmpty())
        folder->setParent(call.user->id, parent);
    return Reply::ok(folderRow(m_context, m_context.store.addFolder(std::move(folder)), *call.user),
                     QStringLiteral("The folder has been added successfully."));
}

Reply PassboltFolders::rename(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    Folder *folder = m_context.store.folder(call.arguments[0]);
    if (!folder || m_context.store.accessOf(*folder, call.user->id) == NoAccess)
        return Reply::error(404, doesNotExist);
    if (m_context.store.accessOf(*folder, call.user->id) < UpdateAccess)
        return Reply::error(403, QStringLiteral("You are not allowed to update this folder."));
    if (const auto refusal = refusedGeneration(call.body()))
        return *refusal;
    if (const auto refusal = refusedName(call.body()))
        return *refusal;
    folder->name = call.body()[QLatin1String("name")].toString();
    folder->modified = QDateTime::currentDateTimeUtc();
    folder->modifiedBy = call.user->id;
    return Reply::ok(folderRow(m_context, *folder, *call.user),
                     QStringLiteral("The folder has been updated successfully."));
}

void PassboltFolders::removeContent(const QString &folderId, const QString &userId, bool cascade)
{
    const auto mayRemove = [&](const Item &item) {
        return cascade && m_context.store.accessOf(item, userId) >= UpdateAccess;
    };
    const std::vector<Resource *> resources = m_context.store.resourcesOf(userId);
    for (Resource *resource : resources) {
        if (resource->parentOf(userId) != folderId)
            continue;
        if (mayRemove(*resource))
            m_context.store.removeResource(QString(resource->id));
        else
            resource->leaveFolder(folderId);
    }
    const std::vector<Folder *> folders = m_context.store.foldersOf(userId);
    for (Folder *folder : folders) {
        if (folder->parentOf(userId) != folderId)
            continue;
        const QString id = folder->id;
        if (mayRemove(*folder)) {
            removeContent(id, userId, true);
            m_context.store.removeFolder(id);
        } else {
            folder->leaveFolder(folderId);
        }
    }
}

Reply PassboltFolders::remove(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(notAnId);
    const Folder *folder = m_context.store.folder(call.arguments[0]);
    if (!folder || m_context.store.accessOf(*folder, call.user->id) == NoAccess)
        return Reply::error(404, doesNotExist);
    if (m_context.store.accessOf(*folder, call.user->id) < UpdateAccess)
        return Reply::error(403, QStringLiteral("You do not have the permission to delete this folder."));
    const QString id = folder->id;
    removeContent(id, call.user->id, call.request.parameter(QStringLiteral("cascade")) == QLatin1String("1"));
    m_context.store.removeFolder(id);
    return Reply::ok(QJsonValue::Null, QStringLiteral("The folder has been deleted successfully."));
}

} // namespace coffret::demovault
