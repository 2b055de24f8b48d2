// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/store.h"

#include "app/demovault/crypto/ids.h"

#include <algorithm>

namespace coffret::demovault {

bool Item::isPersonal() const
{
    return permissions.size() == 1 && permissions.front().aro == QLatin1String("User");
}

QString Item::parentOf(const QString &userId) const
{
    for (const auto &[user, folder] : m_parents) {
        if (user == userId)
            return folder;
    }
    return {};
}

void Item::setParent(const QString &userId, const QString &folderId)
{
    std::erase_if(m_parents, [&userId](const auto &parent) { return parent.first == userId; });
    if (!folderId.isEmpty())
        m_parents.emplace_back(userId, folderId);
}

void Item::leaveFolder(const QString &folderId)
{
    std::erase_if(m_parents, [&folderId](const auto &parent) { return parent.second == folderId; });
}

PassboltStore::PassboltStore(const Directory &directory) : m_directory(directory) {}

Resource &PassboltStore::addResource(std::unique_ptr<Resource> resource)
{
    Resource *added = m_resources.emplace_back(std::move(resource)).get();
    m_resourceById.insert(added->id, added);
    touch();
    return *added;
}

Folder &PassboltStore::addFolder(std::unique_ptr<Folder> folder)
{
    Folder *added = m_folders.emplace_back(std::move(folder)).get();
    m_folderById.insert(added->id, added);
    return *added;
}

void PassboltStore::removeResource(QString id)
{
    m_resourceById.remove(id);
    std::erase_if(m_resources, [&id](const auto &resource) { return resource->id == id; });
    touch();
}

void PassboltStore::removeFolder(QString id)
{
    m_folderById.remove(id);
    std::erase_if(m_folders, [&id](const auto &folder) { return folder->id == id; });
}

Resource *PassboltStore::resource(const QString &id) const
{
    return m_resourceById.value(id.toLower());
}

Folder *PassboltStore::folder(const QString &id) const
{
    return m_folderById.value(id.toLower());
}

std::vector<Resource *> PassboltStore::resources() const
{
    std::vector<Resource *> all;
    all.reserve(m_resources.size());
    for (const auto &resource : m_resources)
        all.push_back(resource.get());
    return all;
}

Resource *PassboltStore::resourceOfSeed(int index) const
{
    const auto it = std::find_if(m_resources.begin(), m_resources.end(),
                                 [index](const auto &resource) { return resource->seedIndex == index; });
    return it == m_resources.end() ? nullptr : it->get();
}

const Permission *PassboltStore::permissionOf(const Item &item, const QString &userId) const
{
    const Permission *best = nullptr;
    if (hidden.contains(item.id))
        return best;
    for (const Permission &permission : item.permissions) {
        const bool applies = permission.aro == QLatin1String("User") ? permission.aroKey == userId
                                                                     : m_directory.isMember(permission.aroKey, userId);
        if (applies && (!best || permission.type > best->type))
            best = &permission;
    }
    return best;
}

int PassboltStore::accessOf(const Item &item, const QString &userId) const
{
    const Permission *permission = permissionOf(item, userId);
    return permission ? permission->type : NoAccess;
}

QStringList PassboltStore::usersWithAccess(const Item &item) const
{
    QStringList result;
    for (const PassboltUser &user : m_directory.users()) {
        if (user.active && accessOf(item, user.id) != NoAccess)
            result.append(user.id);
    }
    return result;
}

const std::vector<Resource *> &PassboltStore::resourcesOf(const QString &userId) const
{
    const auto known = m_visible.constFind(userId);
    if (known != m_visible.constEnd())
        return *known;
    std::vector<Resource *> visible;
    for (const auto &resource : m_resources) {
        if (accessOf(*resource, userId) != NoAccess)
            visible.push_back(resource.get());
    }
    std::stable_sort(visible.begin(), visible.end(),
                     [](const Resource *a, const Resource *b) { return a->modified > b->modified; });
    return *m_visible.insert(userId, std::move(visible));
}

std::vector<Folder *> PassboltStore::foldersOf(const QString &userId) const
{
    std::vector<Folder *> visible;
    for (const auto &folder : m_folders) {
        if (accessOf(*folder, userId) != NoAccess)
            visible.push_back(folder.get());
    }
    std::stable_sort(visible.begin(), visible.end(), [](const Folder *a, const Folder *b) {
        return a->name.compare(b->name, Qt::CaseInsensitive) < 0;
    });
    return visible;
}

std::vector<const Tag *> PassboltStore::tagsOf(const QString &resourceId, const QString &userId) const
{
    std::vector<const Tag *> result;
    const QSet<QString> ids = resourceTags.value(resourceId);
    for (const QString &id : ids) {
        const auto tag = tags.constFind(id);
        if (tag != tags.constEnd() && (tag->isShared() || tag->userId == userId))
            result.push_back(&*tag);
    }
    std::sort(result.begin(), result.end(), [](const Tag *a, const Tag *b) { return a->slug < b->slug; });
    return result;
}

bool PassboltStore::hasTag(const QString &resourceId, const QString &userId, const QString &slug) const
{
    const std::vector<const Tag *> mine = tagsOf(resourceId, userId);
    return std::any_of(mine.begin(), mine.end(), [&slug](const Tag *tag) { return tag->slug == slug; });
}

void PassboltStore::removeUnusedTags()
{
    QSet<QString> used;
    for (const QSet<QString> &ids : std::as_const(resourceTags))
        used.unite(ids);
    tags.removeIf([&used](auto tag) { return !used.contains(tag.key()); });
}

void PassboltStore::addEvent(const QString &itemId, const QString &type, const QString &userId,
                             const QJsonObject &permissions)
{
    events[itemId].push_back({randomUuid(), type, userId, QDateTime::currentDateTimeUtc(), permissions});
}

void PassboltStore::touch()
{
    m_visible.clear();
}

} // namespace coffret::demovault
