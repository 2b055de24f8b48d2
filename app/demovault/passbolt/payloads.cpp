// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/payloads.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/resourcetypes.h"

#include <QJsonDocument>

#include <optional>

namespace coffret::demovault {
namespace {

/// A custom field: its label and, unless it must stay hidden, its value are metadata; hidden values are in the secret.
struct CustomField
{
    const char *label;
    const char *type;
    QByteArray value;
    bool hidden;
};

QList<CustomField> customFields(const SeedSecret &secret, const SecretValues &values)
{
    switch (secret.kind) {
    case SecretKind::SshKey:
        return {{"coffret-type", "text", "sshkey", false},
                {"Username", "text", secret.username.toUtf8(), false},
                {"Private key", "password", values.secret, true},
                {"Passphrase", "password", values.passphrase, true},
                {"Public key", "text", values.sshPublicKey, false}};
    case SecretKind::ApiKey:
        return {{"coffret-type", "text", "apikey", false},
                {"Username", "text", secret.username.toUtf8(), false},
                {"API key", "password", values.secret, true}};
    case SecretKind::Certificate:
        return {{"coffret-type", "text", "certificate", false},
                {"Certificate", "text", values.certificate, false},
                {"Private key", "password", values.secret, true},
                {"Passphrase", "password", values.passphrase, true}};
    default:
        return {};
    }
}

QString fieldId(const Resource &resource, const CustomField &field)
{
    return uuidOf(resource.id + QStringLiteral("/field/") + QLatin1String(field.label));
}

QJsonArray customFieldArray(const Resource &resource, const SeedSecret &secret, const SecretValues &values, bool hidden)
{
    const QString keyName = hidden ? QStringLiteral("secret_key") : QStringLiteral("metadata_key");
    const QString valueName = hidden ? QStringLiteral("secret_value") : QStringLiteral("metadata_value");
    QJsonArray array;
    const QList<CustomField> fields = customFields(secret, values);
    for (const CustomField &field : fields) {
        const bool here = field.hidden == hidden;
        array.append(
            QJsonObject{{QStringLiteral("id"), fieldId(resource, field)},
                        {QStringLiteral("type"), QLatin1String(field.type)},
                        {keyName, hidden ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromLatin1(field.label))},
                        {valueName, here ? QJsonValue(QString::fromUtf8(field.value)) : QJsonValue(QJsonValue::Null)}});
    }
    return array;
}

QJsonObject totpObject(const SecretValues &values)
{
    return {{QStringLiteral("algorithm"), QStringLiteral("SHA1")},
            {QStringLiteral("secret_key"), QString::fromLatin1(values.totpKey)},
            {QStringLiteral("digits"), 6},
            {QStringLiteral("period"), 30}};
}

QJsonValue textOrNull(const QByteArray &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(QString::fromUtf8(text));
}

/// v4 has no room of its own for these kinds: everything that is not the password goes into the description.
QByteArray clearDescription(const SeedSecret &secret, const SecretValues &values)
{
    switch (secret.kind) {
    case SecretKind::Note:
        return values.secret;
    case SecretKind::SshKey:
        return values.sshPublicKey;
    case SecretKind::Certificate:
        return "Passphrase: " + values.passphrase + '\n' + values.certificate;
    default:
        return values.note;
    }
}

QByteArray serialised(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

const DemoKey &keyOf(const PassboltContext &context, Author author)
{
    const auto name = [author] {
        switch (author) {
        case Author::Ada:
            return QStringLiteral("Ada");
        case Author::Betty:
            return QStringLiteral("Betty");
        case Author::Carol:
            break;
        }
        return QStringLiteral("Carol");
    };
    return context.directory.userByName(name())->key;
}

QByteArray sealedSecret(const PassboltContext &context, const SeedSecret &secret, const QByteArray &plaintext,
                        const PassboltUser &reader)
{
    const QString signer = keyOf(context, secret.author).fingerprint;
    switch (secret.condition) {
    case Condition::Sound:
        return context.keyring.seal(plaintext, reader.key.fingerprint, {signer});
    case Condition::Unsigned:
        return context.keyring.seal(plaintext, reader.key.fingerprint);
    case Condition::SignedByStranger:
        return context.keyring.seal(plaintext, reader.key.fingerprint, {context.strangerKey.fingerprint});
    case Condition::Corrupt:
        return damaged(context.keyring.seal(plaintext, reader.key.fingerprint, {signer}));
    case Condition::ForSomebodyElse:
        break;
    }
    return context.keyring.seal(plaintext, context.strangerKey.fingerprint, {signer});
}

} // namespace

QString typeSlugFor(const QString &mode, int index, SecretKind kind)
{
    const bool v5 = mode == QLatin1String("v5");
    switch (kind) {
    case SecretKind::LoginWithTotp:
        return v5 ? slug::v5DefaultWithTotp : slug::passwordDescriptionTotp;
    case SecretKind::Totp:
        return v5 ? slug::v5Totp : slug::totp;
    case SecretKind::Note:
        return v5 ? slug::v5Note : slug::passwordAndDescription;
    case SecretKind::Pin:
        return slug::v5Pin;
    case SecretKind::Login:
        if (v5)
            return index % 11 == 5 ? slug::v5PasswordString : slug::v5Default;
        return index % 5 == 2 ? slug::passwordString : slug::passwordAndDescription;
    default:
        return v5 ? slug::v5CustomFields : slug::passwordAndDescription;
    }
}

bool belongsTo(const QString &mode, int index, const SeedSecret &secret)
{
    const bool isV4 = mode == QLatin1String("v4");
    if (isV4 && secret.kind == SecretKind::Pin)
        return false;
    return secret.condition != Condition::Sound || index % 29 != (isV4 ? 28 : 27);
}

/// A few have a symbol and a colour of their own.
std::optional<QJsonObject> iconOf(const SeedSecret &secret)
{
    struct Icon
    {
        const char *word;
        int number; ///< in KeePass's set
        const char *colour;
    };
    static constexpr Icon Icons[]{{"mail", 19, "#3F5BB5"},       {"hosting", 30, "#E3C341"},
                                  {"House bank", 37, "#2F7340"}, {"PostgreSQL", 27, nullptr},
                                  {"Registry", 36, "#8A4B9C80"}, {"Card terminal", 66, "#A8443C"},
                                  {"Core switch", 3, "#0F6E73"}};
    for (const Icon &icon : Icons) {
        if (!secret.name.contains(QLatin1String(icon.word), Qt::CaseInsensitive))
            continue;
        return QJsonObject{{QStringLiteral("type"), QStringLiteral("keepass-icon-set")},
                           {QStringLiteral("value"), icon.number},
                           {QStringLiteral("background_color"), icon.colour == nullptr
                                                                    ? QJsonValue(QJsonValue::Null)
                                                                    : QJsonValue(QLatin1String(icon.colour))}};
    }
    return std::nullopt;
}

QByteArray metadataPlaintext(const Resource &resource, const SeedSecret &secret, const SecretValues &values)
{
    QJsonObject object{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_RESOURCE_METADATA")},
                       {QStringLiteral("resource_type_id"), resourceTypeId(resource.typeSlug)},
                       {QStringLiteral("name"), secret.name},
                       {QStringLiteral("username"), textOrNull(secret.username.toUtf8())},
                       {QStringLiteral("uris"), QJsonArray::fromStringList(secret.uris)},
                       {QStringLiteral("description"), textOrNull(secret.description.toUtf8())}};
    if (resource.typeSlug == slug::v5CustomFields)
        object[QLatin1String("custom_fields")] = customFieldArray(resource, secret, values, false);
    if (const auto icon = iconOf(secret))
        object[QLatin1String("icon")] = *icon;
    return serialised(object);
}

QByteArray secretPlaintext(const Resource &resource, const SeedSecret &secret, const SecretValues &values)
{
    const QString &type = resource.typeSlug;
    if (type == slug::passwordString || type == slug::v5PasswordString)
        return values.secret;
    QJsonObject object;
    if (type.startsWith(QLatin1String("v5-")))
        object[QLatin1String("object_type")] = QStringLiteral("PASSBOLT_SECRET_DATA");
    if (!values.totpKey.isEmpty())
        object[QLatin1String("totp")] = totpObject(values);
    if (type == slug::v5CustomFields) {
        object[QLatin1String("custom_fields")] = customFieldArray(resource, secret, values, true);
    } else if (type == slug::v5Note) {
        object[QLatin1String("description")] = QString::fromUtf8(values.secret);
    } else if (type == slug::v5Pin) {
        object[QLatin1String("pin_code")] = QString::fromUtf8(values.secret);
        object[QLatin1String("description")] = textOrNull(values.note);
    } else if (type != slug::totp && type != slug::v5Totp) {
        const bool isNote = secret.kind == SecretKind::Note;
        object[QLatin1String("password")] = isNote ? QString() : QString::fromUtf8(values.secret);
        object[QLatin1String("description")] = QString::fromUtf8(clearDescription(secret, values));
    }
    return serialised(object);
}

QByteArray metadataOf(PassboltContext &context, Resource &resource)
{
    if (!resource.metadata.isEmpty())
        return resource.metadata;
    const SeedSecret secret = context.seed.secret(resource.seedIndex);
    const SecretValues values = context.values.of(context.mode, resource.seedIndex, secret);
    const QByteArray plaintext = metadataPlaintext(resource, secret, values);
    const QString author = context.directory.user(resource.modifiedBy)->key.fingerprint;
    if (resource.metadataKeyType == QLatin1String("user_key")) {
        resource.metadata = context.keyring.seal(plaintext, author, {author});
    } else {
        const QString shared = context.metadataKey(resource.metadataKeyId)->key.fingerprint;
        resource.metadata = context.keyring.seal(plaintext, shared, {author, shared});
    }
    return resource.metadata;
}

Revision currentRevision(const PassboltContext &, const Resource &resource)
{
    if (!resource.revisionId.isEmpty())
        return {resource.revisionId, resource.typeSlug, resource.revisedBy, resource.revised, {}, {}, 0};
    return {uuidOf(resource.id + QStringLiteral("/revision")),
            resource.typeSlug,
            resource.createdBy,
            resource.created,
            {},
            {},
            0};
}

const StoredSecret &secretOf(PassboltContext &context, Resource &resource, const QString &userId)
{
    StoredSecret &stored = resource.secrets[userId];
    if (!stored.data.isEmpty() || resource.seedIndex < 0)
        return stored;
    const PassboltUser *reader = context.directory.user(userId);
    const SeedSecret secret = context.seed.secret(resource.seedIndex);
    const SecretValues values = context.values.of(context.mode, resource.seedIndex, secret);
    stored.id = uuidOf(resource.id + QStringLiteral("/secret/") + userId);
    stored.revisionId = currentRevision(context, resource).id;
    stored.createdBy = resource.createdBy;
    stored.modifiedBy = resource.modifiedBy;
    stored.created = resource.created;
    stored.modified = resource.modified;
    stored.data = sealedSecret(context, secret, secretPlaintext(resource, secret, values), *reader);
    return stored;
}

const StoredSecret *secretOf(PassboltContext &context, const Resource &resource, Revision &revision,
                             const QString &userId)
{
    const auto known = revision.secrets.constFind(userId);
    if (known != revision.secrets.constEnd())
        return &*known;
    if (revision.seedVersion == 0)
        return nullptr;
    const SeedSecret seed = context.seed.secret(resource.seedIndex);
    SecretValues values = context.values.of(context.mode, resource.seedIndex, seed);
    values.secret = "earlier value " + QByteArray::number(revision.seedVersion);
    values.note.clear();
    const QString author = keyOf(context, seed.author).fingerprint;
    StoredSecret stored{uuidOf(revision.id + userId),
                        revision.id,
                        {},
                        revision.createdBy,
                        revision.createdBy,
                        revision.created,
                        revision.created};
    stored.data = context.keyring.seal(secretPlaintext(resource, seed, values),
                                       context.directory.user(userId)->key.fingerprint, {author});
    return &*revision.secrets.insert(userId, stored);
}

} // namespace coffret::demovault
