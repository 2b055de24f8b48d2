// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/resourcewriter.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/resourcetypes.h"
#include "app/demovault/passbolt/rows.h"

#include <QSet>

namespace coffret::demovault {
namespace {

const QString invalidData = QStringLiteral("Could not validate resource data.");
const QStringList clearNames{QStringLiteral("name"), QStringLiteral("username"), QStringLiteral("uri"),
                             QStringLiteral("description")};
const QStringList metadataNames{QStringLiteral("metadata"), QStringLiteral("metadata_key_id"),
                                QStringLiteral("metadata_key_type")};

QJsonObject fieldError(const QString &field, const QString &rule, const QString &message)
{
    return {{field, QJsonObject{{rule, message}}}};
}

Reply refused(const QJsonObject &errors)
{
    return Reply::error(400, invalidData, errors);
}

bool anyGiven(const QJsonObject &body, const QStringList &names)
{
    return std::any_of(names.begin(), names.end(),
                       [&body](const QString &name) { return body.contains(name) && !body[name].isNull(); });
}

void checkLength(const QJsonObject &body, const QString &field, qsizetype maximum, QJsonObject &errors)
{
    const QJsonValue value = body[field];
    if (!value.isUndefined() && !value.isNull() && !value.isString())
        errors[field] =
            QJsonObject{{QStringLiteral("utf8Extended"), field + QStringLiteral(" should be a valid UTF8 string.")}};
    else if (value.toString().toUcs4().size() > maximum)
        errors[field] =
            QJsonObject{{QStringLiteral("maxLength"),
                         QStringLiteral("The %1 length should be maximum %2 characters.").arg(field).arg(maximum)}};
}

QJsonObject clearFieldErrors(const QJsonObject &body, bool isNew)
{
    QJsonObject errors;
    if (isNew && !body.contains(QLatin1String("name")))
        errors[QLatin1String("name")] =
            QJsonObject{{QStringLiteral("_required"), QStringLiteral("A name is required.")}};
    else if (body.contains(QLatin1String("name")) && body[QLatin1String("name")].toString().isEmpty())
        errors[QLatin1String("name")] =
            QJsonObject{{QStringLiteral("_empty"), QStringLiteral("The name should not be empty.")}};
    else
        checkLength(body, QStringLiteral("name"), 255, errors);
    checkLength(body, QStringLiteral("username"), 255, errors);
    checkLength(body, QStringLiteral("uri"), 1024, errors);
    checkLength(body, QStringLiteral("description"), 10000, errors);
    return errors;
}

QJsonObject newSecretErrors(const QJsonObject &body)
{
    const QString secrets = QStringLiteral("secrets");
    const QJsonArray rows = body[secrets].toArray();
    if (rows.isEmpty())
        return fieldError(secrets, QStringLiteral("_required"), QStringLiteral("The owner secret is required."));
    if (rows.size() > 1)
        return fieldError(secrets, QStringLiteral("hasAtMost"),
                          QStringLiteral("The secrets should contain only the secret of the owner."));
    if (!isArmored(rows[0][QLatin1String("data")].toString().toLatin1(), "MESSAGE"))
        // PHP writes a list whose only key is 0 as an array.
        return {{secrets,
                 QJsonArray{fieldError(QStringLiteral("data"), QStringLiteral("isValidOpenPGPMessage"),
                                       QStringLiteral("The secret data should be a valid ASCII-armored message."))}}};
    return {};
}

void merge(QJsonObject &into, const QJsonObject &more)
{
    for (auto it = more.begin(); it != more.end(); ++it)
        into.insert(it.key(), it.value());
}

} // namespace

StoredSecret newSecret(const QByteArray &data, const QString &author, const QString &revision)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    return {randomUuid(), revision, data, author, author, now, now};
}

std::optional<QHash<QString, QByteArray>> secretsByUser(const QJsonArray &rows)
{
    QHash<QString, QByteArray> result;
    for (const QJsonValue &row : rows) {
        const QString userId = row[QLatin1String("user_id")].toString();
        const QByteArray data = row[QLatin1String("data")].toString().toLatin1();
        if (userId.isEmpty() || result.contains(userId) || !isArmored(data, "MESSAGE"))
            return std::nullopt;
        result.insert(userId, data);
    }
    return result;
}

PassboltResourceWriter::PassboltResourceWriter(PassboltContext &context) : m_context(context) {}

void PassboltResourceWriter::registerRoutes(Api &api)
{
    api.add("POST", QStringLiteral("/resources"), [this](const Call &call) { return create(call); });
    api.add("POST", QStringLiteral("/import/resources"), [this](const Call &call) { return create(call); });
    api.add("PUT", QStringLiteral("/resources/{}"), [this](const Call &call) { return update(call); });
    api.add("DELETE", QStringLiteral("/resources/{}"), [this](const Call &call) { return remove(call); });
}

std::optional<Reply> PassboltResourceWriter::refusedMetadata(const QJsonObject &body, const PassboltUser &user,
                                                             bool isPersonal) const
{
    for (const QString &name : metadataNames) {
        const bool mayBeNull = name == QLatin1String("metadata_key_id");
        if (!body.contains(name) || (body[name].isNull() && !mayBeNull))
            return Reply::error(400, QStringLiteral("V5 related fields are missing."));
    }
    const QString keyType = body[QLatin1String("metadata_key_type")].toString();
    const bool shared = keyType == QLatin1String("shared_key");
    if (!shared && keyType != QLatin1String("user_key"))
        return refused(fieldError(QStringLiteral("metadata_key_type"), QStringLiteral("inList"),
                                  QStringLiteral("The metadata key type should be user_key or shared_key.")));
    if (!shared && !isPersonal)
        return refused(fieldError(QStringLiteral("metadata_key_type"),
                                  QStringLiteral("isMetadataKeyTypeSharedForSharedItem"),
                                  QStringLiteral("The metadata key type should be shared_key for a shared resource.")));
    const QString expectedId = shared ? m_context.metadataKeyId : user.gpgKeyId;
    const QJsonValue keyId = body[QLatin1String("metadata_key_id")];
    if ((keyId.isNull() && shared) || (!keyId.isNull() && keyId.toString() != expectedId))
        return refused(fieldError(QStringLiteral("metadata_key_id"), QStringLiteral("metadata_key_exists"),
                                  QStringLiteral("The metadata key does not exist.")));
    const QString recipient = shared ? m_context.metadataKey.fingerprint : user.key.fingerprint;
    const QByteArray message = body[QLatin1String("metadata")].toString().toLatin1();
    if (!isArmored(message, "MESSAGE") || !m_context.keyring.isOnlyFor(message, recipient))
        return refused(fieldError(QStringLiteral("metadata"), QStringLiteral("isMetadataEncryptedWithValidKey"),
                                  QStringLiteral("The metadata should be encrypted with the right key.")));
    return std::nullopt;
}

std::optional<Reply> PassboltResourceWriter::refusedFields(const QJsonObject &body, const QString &typeSlug, bool isNew,
                                                           const PassboltUser &user, bool isPersonal) const
{
    if (anyGiven(body, metadataNames)) {
        if (!m_context.isV5())
            return Reply::error(400,
                                QStringLiteral("Resource creation/modification with encrypted metadata not allowed."));
        if (anyGiven(body, clearNames))
            return Reply::error(400, QStringLiteral("V4 related fields are not supported for V5."));
        if (!typeSlug.startsWith(QLatin1String("v5-")) || (isNew && typeSlug == slug::v5PasswordString))
            return refused(fieldError(QStringLiteral("resource_type_id"), QStringLiteral("isV5ResourceType"),
                                      QStringLiteral("The resource type is not one of the v5 types.")));
        if (const std::optional<Reply> refusal = refusedMetadata(body, user, isPersonal))
            return refusal;
    } else {
        if (m_context.isV5() && isNew && anyGiven(body, clearNames))
            return Reply::error(400, QStringLiteral("Resource creation with cleartext metadata not allowed."));
        if (m_context.isV5() && !isNew)
            return Reply::error(400, QStringLiteral("V5 related fields are missing."));
    }
    QJsonObject errors = anyGiven(body, metadataNames) ? QJsonObject() : clearFieldErrors(body, isNew);
    if (isNew)
        merge(errors, newSecretErrors(body));
    if (typeSlug.isEmpty())
        merge(errors, fieldError(QStringLiteral("resource_type_id"), QStringLiteral("resource_type_exists"),
                                 QStringLiteral("The resource type does not exist.")));
    if (const QString parent = body[QLatin1String("folder_parent_id")].toString(); isNew && !parent.isEmpty()) {
        const Folder *folder = m_context.store.folder(parent);
        if (!folder || m_context.store.accessOf(*folder, user.id) == NoAccess)
            merge(errors, fieldError(QStringLiteral("folder_parent_id"), QStringLiteral("folder_exists"),
                                     QStringLiteral("The folder parent must exist.")));
        else if (m_context.store.accessOf(*folder, user.id) < UpdateAccess)
            merge(errors, fieldError(QStringLiteral("folder_parent_id"), QStringLiteral("has_folder_access"),
                                     QStringLiteral("You are not allowed to add content to the folder.")));
    }
    return errors.isEmpty() ? std::nullopt : std::optional(refused(errors));
}

void PassboltResourceWriter::writeFields(Resource &resource, const QJsonObject &body, const QString &typeSlug,
                                         const PassboltUser &user) const
{
    resource.typeSlug = typeSlug;
    if (body.contains(QLatin1String("expired")))
        resource.expired = QDateTime::fromString(body[QLatin1String("expired")].toString(), Qt::ISODate);
    resource.modified = QDateTime::currentDateTimeUtc();
    resource.modifiedBy = user.id;
    if (body.contains(QLatin1String("metadata"))) {
        resource.encrypted = true;
        resource.metadata = body[QLatin1String("metadata")].toString().toLatin1();
        resource.metadataKeyType = body[QLatin1String("metadata_key_type")].toString();
        resource.metadataKeyId =
            resource.metadataKeyType == QLatin1String("user_key") ? user.gpgKeyId : m_context.metadataKeyId;
        return;
    }
    const auto take = [&body](const char *name, QString &target) {
        if (body.contains(QLatin1String(name)))
            target = body[QLatin1String(name)].toString();
    };
    take("name", resource.name);
    take("username", resource.username);
    take("uri", resource.uri);
    if (body.contains(QLatin1String("description")))
        resource.description = body[QLatin1String("description")].toString();
    if (typeSlug != slug::passwordString)
        resource.description.reset(); // the encrypted one lives in the secret
}

Reply PassboltResourceWriter::written(Resource &resource, const PassboltUser &user, const QString &message)
{
    m_context.store.touch();
    return Reply::ok(resourceRow(m_context, resource, user,
                                 {QStringLiteral("favorite"), QStringLiteral("modifier"), QStringLiteral("creator"),
                                  QStringLiteral("secret"), QStringLiteral("permission")}),
                     message);
}

Reply PassboltResourceWriter::create(const Call &call)
{
    const QJsonObject body = call.body();
    const QJsonValue typeId = body[QLatin1String("resource_type_id")];
    const QString type = typeId.isUndefined() ? slug::passwordString : resourceTypeSlug(typeId.toString());
    if (const std::optional<Reply> refusal = refusedFields(body, type, true, *call.user, true))
        return *refusal;
    auto resource = std::make_unique<Resource>();
    resource->id = randomUuid();
    resource->createdBy = call.user->id;
    resource->created = QDateTime::currentDateTimeUtc();
    writeFields(*resource, body, type, *call.user);
    resource->permissions = {
        {randomUuid(), QStringLiteral("User"), call.user->id, OwnerAccess, resource->created, resource->created}};
    const QByteArray data = body[QLatin1String("secrets")][0][QLatin1String("data")].toString().toLatin1();
    resource->secrets.insert(call.user->id, newSecret(data, call.user->id, randomUuid()));
    if (const QString parent = body[QLatin1String("folder_parent_id")].toString(); !parent.isEmpty())
        resource->setParent(call.user->id, parent.toLower());
    return written(m_context.store.addResource(std::move(resource)), *call.user,
                   QStringLiteral("The resource has been added successfully."));
}

Reply PassboltResourceWriter::update(const Call &call)
{
    Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    if (m_context.store.accessOf(*resource, call.user->id) < UpdateAccess)
        return Reply::error(403, QStringLiteral("You are not allowed to update this resource."));
    const QJsonObject body = call.body();
    const QJsonValue typeId = body[QLatin1String("resource_type_id")];
    const QString type = typeId.isUndefined() ? slug::passwordString : resourceTypeSlug(typeId.toString());
    if (const auto refusal = refusedFields(body, type, false, *call.user, resource->permissions.size() == 1))
        return *refusal;
    const QJsonArray rows = body[QLatin1String("secrets")].toArray();
    if (!rows.isEmpty()) {
        const auto secrets = secretsByUser(rows);
        const QStringList readers = m_context.store.usersWithAccess(*resource);
        if (!secrets ||
            QSet<QString>(secrets->keyBegin(), secrets->keyEnd()) != QSet<QString>(readers.begin(), readers.end()))
            return refused(fieldError(QStringLiteral("secrets"), QStringLiteral("secrets_provided"),
                                      QStringLiteral("The secrets should contain the secrets of all the users having "
                                                     "access to the resource.")));
        const QString revision = randomUuid();
        for (auto it = secrets->begin(); it != secrets->end(); ++it)
            resource->secrets.insert(it.key(), newSecret(it.value(), call.user->id, revision));
    }
    writeFields(*resource, body, type, *call.user);
    return written(*resource, *call.user, QStringLiteral("The resource has been updated successfully."));
}

Reply PassboltResourceWriter::remove(const Call &call)
{
    const Resource *resource = m_context.store.resource(call.arguments[0]);
    if (!resource || m_context.store.accessOf(*resource, call.user->id) == NoAccess)
        return Reply::error(404, QStringLiteral("The resource does not exist."));
    if (m_context.store.accessOf(*resource, call.user->id) < UpdateAccess)
        return Reply::error(403, QStringLiteral("You do not have the permission to delete this resource."));
    m_context.store.removeResource(resource->id);
    return Reply::ok(QJsonValue::Null, QStringLiteral("The resource has been deleted successfully."));
}

} // namespace coffret::demovault
