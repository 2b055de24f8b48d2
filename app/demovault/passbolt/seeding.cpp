// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/seeding.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/payloads.h"
#include "app/demovault/passbolt/resourcetypes.h"

namespace coffret::demovault {
namespace {

struct People
{
    QString ada;
    QString betty;
    QString carol;
    QString operations;
    QString finance;
};

class Seeding
{
public:
    explicit Seeding(PassboltContext &context) : m_context(context)
    {
        const Directory &directory = context.directory;
        m_people = {directory.userByName(QStringLiteral("Ada"))->id, directory.userByName(QStringLiteral("Betty"))->id,
                    directory.userByName(QStringLiteral("Carol"))->id, directory.groups()[0].id,
                    directory.groups()[1].id};
    }

    void run()
    {
        const QList<SeedCollection> &collections = m_context.seed.collections();
        for (qsizetype i = 0; i < collections.size(); ++i)
            addFolder(static_cast<int>(i), collections[i]);
        addBettysOwnFolder();
        for (int i = 0; i < m_context.seed.size(); ++i) {
            const SeedSecret secret = m_context.seed.secret(i);
            if (belongsTo(m_context.mode, i, secret))
                addResource(i, secret);
        }
    }

private:
    [[nodiscard]] QString folderId(int index) const
    {
        return index < 0 ? QString() : uuidOf(m_context.mode + QStringLiteral("/folder"), static_cast<quint64>(index));
    }

    [[nodiscard]] Permission permission(const Item &item, const QString &aro, const QString &key, int type)
    {
        const QString id = uuidOf(m_context.mode + QStringLiteral("/permission"), m_permissionsMade++);
        return {id, aro, key, type, item.created, item.created};
    }

    void addFolder(int index, const SeedCollection &collection)
    {
        auto folder = std::make_unique<Folder>();
        folder->id = folderId(index);
        folder->name = collection.name;
        folder->createdBy = folder->modifiedBy = collection.personal ? m_people.ada : m_people.betty;
        folder->created = folder->modified = QDateTime(QDate(2023, 1, 5), QTime(10, 0), Qt::UTC).addSecs(index * 60);
        if (collection.personal) {
            folder->permissions = {permission(*folder, QStringLiteral("User"), m_people.ada, OwnerAccess)};
        } else {
            folder->permissions = {permission(*folder, QStringLiteral("User"), m_people.betty, OwnerAccess),
                                   permission(*folder, QStringLiteral("User"), m_people.ada, OwnerAccess)};
        }
        if (collection.parent >= 0) {
            folder->setParent(m_people.ada, folderId(collection.parent));
            if (!collection.personal)
                folder->setParent(m_people.betty, folderId(collection.parent));
        }
        m_context.store.addFolder(std::move(folder));
    }

    /// Betty keeps the shared "Marketing" folder inside one of her own: the tree is different for each user.
    void addBettysOwnFolder()
    {
        auto folder = std::make_unique<Folder>();
        folder->id = uuidOf(m_context.mode + QStringLiteral("/folder/betty"));
        folder->name = QStringLiteral("Shared with others");
        folder->createdBy = folder->modifiedBy = m_people.betty;
        folder->created = folder->modified = QDateTime(QDate(2023, 2, 1), QTime(10, 0), Qt::UTC);
        folder->permissions = {permission(*folder, QStringLiteral("User"), m_people.betty, OwnerAccess)};
        const QString id = m_context.store.addFolder(std::move(folder)).id;
        const QList<SeedCollection> &collections = m_context.seed.collections();
        for (qsizetype i = 0; i < collections.size(); ++i) {
            if (collections[i].name == QLatin1String("Marketing"))
                m_context.store.folder(folderId(static_cast<int>(i)))->setParent(m_people.betty, id);
        }
    }

    [[nodiscard]] std::vector<Permission> permissionsFor(const Resource &resource, int index, const SeedSecret &secret,
                                                         bool personal)
    {
        const QString user = QStringLiteral("User");
        const QString group = QStringLiteral("Group");
        if (personal)
            return {permission(resource, user, m_people.ada, OwnerAccess)};
        if (secret.author == Author::Ada)
            return {permission(resource, user, m_people.ada, OwnerAccess),
                    index % 2 == 0 ? permission(resource, user, m_people.betty, UpdateAccess)
                                   : permission(resource, group, m_people.operations, ReadAccess)};
        const QString owner = secret.author == Author::Betty ? m_people.betty : m_people.carol;
        std::vector<Permission> permissions{permission(resource, user, owner, OwnerAccess)};
        if (index % 4 == 3) // Ada sees these only because she belongs to the group.
            permissions.push_back(permission(resource, group, m_people.finance, UpdateAccess));
        else
            permissions.push_back(permission(resource, user, m_people.ada, index % 5 == 0 ? ReadAccess : UpdateAccess));
        return permissions;
    }

    void setClearFields(Resource &resource, const SeedSecret &secret) const
    {
        resource.name = secret.name;
        resource.username = secret.username.isNull() ? QStringLiteral("") : secret.username;
        resource.uri = secret.uris.isEmpty() ? QStringLiteral("") : secret.uris.first();
        if (resource.typeSlug == slug::passwordString)
            resource.description = secret.description;
    }

    void setEncryptedFields(Resource &resource, bool personal)
    {
        resource.encrypted = true;
        resource.metadataKeyType = personal ? QStringLiteral("user_key") : QStringLiteral("shared_key");
        resource.metadataKeyId =
            personal ? m_context.directory.user(m_people.ada)->gpgKeyId : m_context.metadataKeys.back().id;
    }

    void addResource(int index, const SeedSecret &secret)
    {
        const bool personal = secret.collection >= 0 && m_context.seed.collections()[secret.collection].personal;
        auto resource = std::make_unique<Resource>();
        resource->id = uuidOf(m_context.mode + QStringLiteral("/resource"), static_cast<quint64>(index));
        resource->seedIndex = index;
        resource->typeSlug = typeSlugFor(m_context.mode, index, secret.kind);
        resource->created = secret.created;
        resource->modified = secret.modified;
        resource->createdBy = secret.author == Author::Ada     ? m_people.ada
                              : secret.author == Author::Betty ? m_people.betty
                                                               : m_people.carol;
        resource->modifiedBy = resource->createdBy;
        resource->permissions = permissionsFor(*resource, index, secret, personal);
        if (m_context.isV5())
            setEncryptedFields(*resource, personal);
        else
            setClearFields(*resource, secret);
        if (index % 23 == 4)
            resource->expired = secret.modified.addDays(90);
        if (secret.favourite)
            resource->favourites.insert(m_people.ada, uuidOf(resource->id + QStringLiteral("/favourite")));
        if (const QString parent = folderId(secret.collection); !parent.isEmpty()) {
            resource->setParent(m_people.ada, parent);
            if (!personal)
                resource->setParent(m_people.betty, parent);
        }
        if (m_context.options.revisions > 1 && index % 3 == 0)
            addEarlierRevisions(*resource);
        m_context.store.addResource(std::move(resource));
    }

    /// Two older values, spread over the time the resource has existed.
    void addEarlierRevisions(Resource &resource) const
    {
        QDateTime replaced = resource.modified;
        for (int version = 2; version >= 1; --version) {
            const QDateTime made = resource.created.addSecs(resource.created.secsTo(replaced) / 2);
            resource.revisions.push_back({uuidOf(resource.id + QStringLiteral("/revision/%1").arg(version)),
                                          resource.typeSlug,
                                          resource.createdBy,
                                          made,
                                          replaced,
                                          {},
                                          version});
            replaced = made;
        }
    }

    PassboltContext &m_context;
    People m_people;
    quint64 m_permissionsMade = 0;
};

} // namespace

void seedPassbolt(PassboltContext &context)
{
    Seeding(context).run();
}

} // namespace coffret::demovault
