// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/store.h"

#include <algorithm>

namespace coffret::demovault {

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

void PassboltStore::removeResource(const QString &id)
{
    m_resourceById.remove(id);
    std::erase_if(m_resources, [&id](const auto &resource) { return resource->id == id; });
    touch();
}

void PassboltStore::removeFolder(const QString &id)
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

Resource *PassboltStore::resourceOfSeed(int index) const
{
    const auto it = std::find_if(m_resources.begin(), m_resources.end(),
                                 [index](const auto &resource) { return resource->seedIndex == index; });
    return it == m_resources.end() ? nullptr : it->get();
}

const Permission *PassboltStore::permissionOf(const Item &item, const QString &userId) const
{
    const Permission *best = nullptr;
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

void PassboltStore::touch()
{
    m_visible.clear();
}

} // namespace coffret::demovault
