// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/resourcewriter.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/access.h"
#include "app/demovault/passbolt/resourcetypes.h"
#include "app/demovault/passbolt/rows.h"
#include "app/demovault/passbolt/secretrules.h"

namespace coffret::demovault {
namespace {

const QString secretsField = QStringLiteral("secrets");

void writeClearFields(Resource &resource, const QJsonObject &body, const QString &typeSlug)
{
    const auto take = [&body](const char *name, QString &target) {
        const QJsonValue value = body[QLatin1String(name)];
        if (!value.isUndefined())
            target = value.isNull() ? QString() : value.toString();
    };
    take("name", resource.name);
    take("username", resource.username);
    take("uri", resource.uri);
    take("description", resource.description);
    // Here the description is part of the secret; what another type left in the clear stays until one is sent.
    if (typeSlug == slug::passwordAndDescription && body.contains(QLatin1String("description")))
        resource.description = QString();
}

} // namespace

PassboltResourceWriter::PassboltResourceWriter(PassboltContext &context) : m_context(context) {}

void PassboltResourceWriter::registerRoutes(Api &api)
{
    api.add("POST", QStringLiteral("/resources"), [this](const Call &call) { return create(call); });
    api.add("POST", QStringLiteral("/import/resources"), [this](const Call &call) { return create(call); });
    api.add("PUT", QStringLiteral("/resources/{}"), [this](const Call &call) { return update(call); });
    api.add("DELETE", QStringLiteral("/resources/{}"), [this](const Call &call) { return remove(call); });
    if (m_context.options.pro)
        api.add("POST", QStringLiteral("/password-expiry/resources"),
                [this](const Call &call) { return expire(call); });
}

void PassboltResourceWriter::writeFields(Resource &resource, const QJsonObject &body, const ResourceWish &wish,
                                         const PassboltUser &user) const
{
    resource.typeSlug = wish.typeSlug();
    if (body.contains(QLatin1String("expired")))
        resource.expired = QDateTime::fromString(body[QLatin1String("expired")].toString(), Qt::ISODate);
    resource.modified = QDateTime::currentDateTimeUtc();
    resource.modifiedBy = user.id;
    resource.encrypted = wish.isEncrypted();
    if (!resource.encrypted) {
        resource.metadata.clear();
        writeClearFields(resource, body, wish.typeSlug());
        return;
    }
    resource.earlierMetadata = resource.metadata;
    resource.metadata = body[QLatin1String("metadata")].toString().toLatin1();
    resource.metadataKeyType = body[QLatin1String("metadata_key_type")].toString();
    resource.metadataKeyId = wish.metadataKeyId();
    resource.name = resource.username = resource.uri = resource.description = QString();
}

Reply PassboltResourceWriter::written(Resource &resource, const PassboltUser &user, const QString &message)
{
    m_context.store.touch();
    QStringList contain{QStringLiteral("favorite"), QStringLiteral("modifier"), QStringLiteral("creator"),
                        QStringLiteral("secret"), QStringLiteral("permission")};
    if (m_context.options.pro)
        contain.append(QStringLiteral("tag"));
    return Reply::ok(resourceRow(m_context, resource, user, contain), message);
}

void PassboltResourceWriter::writeSecrets(Resource &resource, const QHash<QString, QByteArray> &secrets,
                                          const PassboltUser &user) const
{
    resource.revisionId = randomUuid();
    resource.revised = QDateTime::currentDateTimeUtc();
    resource.revisedBy = user.id;
    for (auto it = secrets.begin(); it != secrets.end(); ++it) {
        resource.earlierSecrets.insert(it.key(), resource.secrets.value(it.key()).data);
        resource.secrets.insert(it.key(), newSecret(it.value(), user.id, resource.revisionId));
    }
}

Reply PassboltResourceWriter::create(const Call &call)
{
    const QJsonObject body = call.body();
    const ResourceWish wish(m_context, body, *call.user, nullptr);
    if (const auto refusal = wish.mixedFields())
        return *refusal;
    if (const auto refusal = wish.refusal())
        return *refusal;
    auto resource = std::make_unique<Resource>();
    resource->id = randomUuid();
    resource->createdBy = call.user->id;
    resource->created = QDateTime::currentDateTimeUtc();
    writeFields(*resource, body, wish, *call.user);
    resource->permissions = {
        {randomUuid(), QStringLiteral("User"), call.user->id, OwnerAccess, resource->created, resource->created}};
    const QByteArray data = body[secretsField][0][QLatin1String("data")].toString().toLatin1();
    writeSecrets(*resource, {{call.user->id, data}}, *call.user);
    if (const QString parent = body[QLatin1String("folder_parent_id")].toString(); !parent.isEmpty())
        resource->setParent(call.user->id, parent.toLower());
    return written(m_context.store.addResource(std::move(resource)), *call.user,
                   QStringLiteral("The resource has been added successfully."));
}

Reply PassboltResourceWriter::update(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The resource identifier should be a valid UUID."));
    const QJsonObject body = call.body();
    Resource *resource = m_context.store.resource(call.arguments[0]);
    const ResourceWish wish(m_context, body, *call.user, resource);
    if (const auto refusal = wish.mixedFields())
        return *refusal;
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    if (m_context.store.accessOf(*resource, call.user->id) < UpdateAccess)
        return Reply::error(403, QStringLiteral("You are not allowed to update this resource."));
    const QJsonValue secrets = body[secretsField];
    if (!secrets.isUndefined() && !secrets.isNull() && !secrets.isArray())
        return Reply::error(500, QStringLiteral("An Internal Error Has Occurred."));
    if (const auto refusal = wish.refusal())
        return *refusal;
    if (!secrets.toArray().isEmpty()) {
        keepRevision(m_context, *resource);
        writeSecrets(*resource, secretsByUser(secrets), *call.user);
        if (m_context.options.pro)
            m_context.store.addEvent(resource->id, QStringLiteral("Resource.Secrets.updated"), call.user->id);
    }
    writeFields(*resource, body, wish, *call.user);
    if (m_context.options.pro)
        m_context.store.addEvent(resource->id, QStringLiteral("Resources.updated"), call.user->id);
    return written(*resource, *call.user, QStringLiteral("The resource has been updated successfully."));
}

Reply PassboltResourceWriter::expire(const Call &call)
{
    const QJsonArray wanted = call.rows();
    for (const QJsonValue &row : wanted) {
        const QString id = row[QLatin1String("id")].toString();
        const Resource *resource = m_context.store.resource(id);
        if (!isUuid(id))
            return badIdentifier(QStringLiteral("The identifier should be a valid UUID."));
        if (!row.toObject().contains(QLatin1String("expired")))
            return Reply::error(400, QStringLiteral("The expiry date is required."));
        if (!resource || m_context.store.accessOf(*resource, call.user->id) < UpdateAccess)
            return Reply::error(400, QStringLiteral("You are not allowed to update this resource: %1").arg(id));
    }
    QJsonArray rows;
    for (const QJsonValue &row : wanted) {
        Resource &resource = *m_context.store.resource(row[QLatin1String("id")].toString());
        resource.expired = QDateTime::fromString(row[QLatin1String("expired")].toString(), Qt::ISODate);
        resource.modified = QDateTime::currentDateTimeUtc();
        resource.modifiedBy = call.user->id;
        rows.append(resourceRow(m_context, resource, *call.user, {}));
    }
    m_context.store.touch();
    return Reply::ok(rows);
}

Reply PassboltResourceWriter::remove(const Call &call)
{
    if (!isUuid(call.arguments[0]))
        return badIdentifier(QStringLiteral("The resource identifier should be a valid UUID."));
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    if (m_context.store.accessOf(*resource, call.user->id) < UpdateAccess)
        return Reply::error(403, QStringLiteral("You do not have the permission to delete this resource."));
    m_context.store.removeResource(resource->id);
    return Reply::ok(QJsonValue::Null, QStringLiteral("The resource has been deleted successfully."));
}

} // namespace coffret::demovault
