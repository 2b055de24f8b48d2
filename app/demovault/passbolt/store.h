// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/directory.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <memory>
#include <optional>
#include <vector>

namespace coffret::demovault {

enum PermissionType { NoAccess = 0, ReadAccess = 1, UpdateAccess = 7, OwnerAccess = 15 };

struct Permission
{
    QString id;
    QString aro; ///< "User" or "Group"
    QString aroKey;
    int type = ReadAccess;
    QDateTime created;
    QDateTime modified;
};

/// One user's copy of a secret. No data: it is sealed from the seed when it is asked for.
struct StoredSecret
{
    QString id;
    QString revisionId;
    QByteArray data;
    QString createdBy;
    QString modifiedBy;
    QDateTime created;
    QDateTime modified;
};

/// A secret as it once was.
struct Revision
{
    QString id;
    QString typeSlug;
    QString createdBy;
    QDateTime created;
    QDateTime deleted; ///< when the next one took its place; invalid for the current one
    QHash<QString, StoredSecret> secrets;
    int seedVersion = 0; ///< from 1 on: not sealed yet, the value is made up from the seed
};

/// What resources and folders have in common: who may see it, and where each of them keeps it.
struct Item
{
    QString id;
    QString name;
    QString createdBy;
    QString modifiedBy;
    QDateTime created;
    QDateTime modified;
    std::vector<Permission> permissions;

    /// Only one user sees it, and not through a group.
    [[nodiscard]] bool isPersonal() const;
    /// The folder that holds the item in this user's tree; empty at the top.
    [[nodiscard]] QString parentOf(const QString &userId) const;
    /// An empty folder puts it at the top.
    void setParent(const QString &userId, const QString &folderId);
    /// Puts it at the top for everybody who has it in this folder.
    void leaveFolder(const QString &folderId);

private:
    std::vector<std::pair<QString, QString>> m_parents; // user and folder; a hash would be ten times as big
};

struct Resource : Item
{
    int seedIndex = -1; ///< -1: made through the interface
    QString typeSlug;
    QString username; ///< null where it was never given, as uri and description
    QString uri;
    QString description;
    bool encrypted = false; ///< v5: metadata instead of the four clear fields
    QByteArray metadata;    ///< empty: sealed from the seed when it is asked for
    QString metadataKeyId;
    QString metadataKeyType;
    QDateTime expired;
    QHash<QString, QString> favourites;   ///< user id -> favourite id
    QHash<QString, StoredSecret> secrets; ///< user id -> that user's copy
    QString revisionId;                   ///< of those copies; empty: as the seed has it
    QDateTime revised;
    QString revisedBy;
    std::vector<Revision> revisions;           ///< older ones, newest first
    QByteArray earlierMetadata;                ///< before the last change, for a server that goes back to it
    QHash<QString, QByteArray> earlierSecrets; ///< user id -> message, likewise
    QSet<QString> openedBy;                    ///< users who have fetched the secret
};

struct Folder : Item
{
};

struct Comment
{
    QString id;
    QString parentId;
    QString resourceId;
    QString userId;
    QString content;
    QDateTime created;
    QDateTime modified;
};

struct Tag
{
    QString id;
    QString slug; ///< "#" in front: shared; empty: encrypted
    QByteArray metadata;
    QString metadataKeyId;
    QString metadataKeyType;
    QString userId; ///< whose it is; empty: shared
    [[nodiscard]] bool isShared() const { return userId.isEmpty(); }
};

/// Something that happened to an item.
struct Event
{
    QString id;
    QString type; ///< "Resources.updated", "Permissions.updated"…
    QString userId;
    QDateTime created;
    QJsonObject permissions; ///< {"added","updated","removed"} where they changed
};

/// Everything one Passbolt server remembers, with the questions that several of its parts ask.
class PassboltStore
{
public:
    explicit PassboltStore(const Directory &directory);

    Resource &addResource(std::unique_ptr<Resource> resource);
    Folder &addFolder(std::unique_ptr<Folder> folder);
    // By value: the caller's text may belong to what is removed.
    void removeResource(QString id);
    void removeFolder(QString id);

    [[nodiscard]] Resource *resource(const QString &id) const;
    [[nodiscard]] Folder *folder(const QString &id) const;
    [[nodiscard]] std::vector<Resource *> resources() const;
    [[nodiscard]] Resource *resourceOfSeed(int index) const;
    /// The highest permission the user has, directly or through a group.
    [[nodiscard]] const Permission *permissionOf(const Item &item, const QString &userId) const;
    [[nodiscard]] int accessOf(const Item &item, const QString &userId) const;
    /// Ids of all users who can see the item and have a key.
    [[nodiscard]] QStringList usersWithAccess(const Item &item) const;
    /// Visible resources by time of change, newest first; kept until something changes.
    [[nodiscard]] const std::vector<Resource *> &resourcesOf(const QString &userId) const;
    [[nodiscard]] std::vector<Folder *> foldersOf(const QString &userId) const;
    /// To be called after any change to a resource.
    void touch();

    /// Tags of a resource that this user sees: their own and the shared ones.
    [[nodiscard]] std::vector<const Tag *> tagsOf(const QString &resourceId, const QString &userId) const;
    [[nodiscard]] bool hasTag(const QString &resourceId, const QString &userId, const QString &slug) const;
    void removeUnusedTags();
    void addEvent(const QString &itemId, const QString &type, const QString &userId,
                  const QJsonObject &permissions = {});

    QSet<QString> hidden; ///< items that nobody can see for now
    std::vector<Comment> comments;
    QHash<QString, Tag> tags;                   ///< id -> tag
    QHash<QString, QSet<QString>> resourceTags; ///< resource id -> ids of tags
    QHash<QString, std::vector<Event>> events;  ///< item id -> what happened, oldest first
    QHash<QString, QJsonObject> sessionKeys;    ///< id -> row

private:
    const Directory &m_directory;
    std::vector<std::unique_ptr<Resource>> m_resources;
    std::vector<std::unique_ptr<Folder>> m_folders;
    QHash<QString, Resource *> m_resourceById;
    QHash<QString, Folder *> m_folderById;
    mutable QHash<QString, std::vector<Resource *>> m_visible;
};

} // namespace coffret::demovault
