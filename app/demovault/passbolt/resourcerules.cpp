// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/resourcerules.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/resourcetypes.h"
#include "app/demovault/passbolt/secretrules.h"

namespace coffret::demovault {
namespace {

constexpr qsizetype longestName = 255;
constexpr qsizetype longestUri = 1024;
constexpr qsizetype longestDescription = 10000;
const QString invalidData = QStringLiteral("Could not validate resource data.");
const QString metadata = QStringLiteral("metadata");
const QString keyIdField = QStringLiteral("metadata_key_id");
const QString metadataKeyType = QStringLiteral("metadata_key_type");
const QString userKey = QStringLiteral("user_key");
const QString typeId = QStringLiteral("resource_type_id");
const QStringList clearNames{QStringLiteral("name"), QStringLiteral("username"), QStringLiteral("uri"),
                             QStringLiteral("description")};
const QStringList clearTypes{slug::passwordString, slug::passwordAndDescription, slug::totp,
                             slug::passwordDescriptionTotp};
const QStringList encryptedTypes{slug::v5PasswordString, slug::v5Default, slug::v5Totp, slug::v5DefaultWithTotp,
                                 slug::v5CustomFields,   slug::v5Note,    slug::v5Pin};

bool given(const QJsonObject &body, const QString &name)
{
    return body.contains(name) && !body[name].isNull();
}

bool isBasicPlane(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar character) { return character.isSurrogate(); });
}

void checkText(const QJsonObject &body, const QString &field, qsizetype longest, Complaints &complaints)
{
    const QJsonValue value = body[field];
    if (value.isUndefined() || value.isNull())
        return;
    if (!value.isString())
        complaints.add(field, QStringLiteral("utf8Extended"),
                       QStringLiteral("The %1 should be a valid UTF8 string.").arg(field));
    else if (value.toString().toUcs4().size() > longest)
        complaints.add(field, QStringLiteral("maxLength"),
                       QStringLiteral("The %1 length should be maximum %2 characters.").arg(field).arg(longest));
}

/// The server makes the author's key the one that is meant when none is named.
QJsonObject withKeyId(QJsonObject body, const PassboltUser &user)
{
    if (body[metadataKeyType] == userKey && !given(body, keyIdField))
        body.insert(keyIdField, user.gpgKeyId);
    return body;
}

} // namespace

ResourceWish::ResourceWish(const PassboltContext &context, const QJsonObject &body, const PassboltUser &user,
                           const Resource *resource)
    : m_context(context), m_user(user), m_resource(resource), m_body(withKeyId(body, user))
{
    m_encrypted = given(m_body, metadata);
    // Without a type it is password-string, even where the resource had another one.
    m_typeSlug = given(m_body, typeId) ? resourceTypeSlug(m_body[typeId].toString()) : slug::passwordString;
}

std::optional<Reply> ResourceWish::mixedFields() const
{
    const QStringList names{metadata, keyIdField, metadataKeyType};
    const auto present =
        std::count_if(names.begin(), names.end(), [this](const QString &n) { return given(m_body, n); });
    if (present == 0)
        return std::nullopt;
    if (present < names.size())
        return Reply::error(400, QStringLiteral("Few fields are missing for the V5."));
    if (std::any_of(clearNames.begin(), clearNames.end(), [this](const QString &n) { return given(m_body, n); }))
        return Reply::error(400, QStringLiteral("V4 related fields are not supported for V5."));
    return std::nullopt;
}

std::optional<Reply> ResourceWish::forbiddenGeneration() const
{
    if (m_resource)
        return std::nullopt;
    if (m_encrypted && !m_context.policies.allows("metadata/types", "allow_creation_of_v5_resources"))
        return Reply::error(400, QStringLiteral("Resource creation/modification with encrypted metadata not allowed."));
    if (!m_encrypted && !m_context.policies.allows("metadata/types", "allow_creation_of_v4_resources"))
        return Reply::error(400, QStringLiteral("Resource creation with cleartext metadata not allowed."));
    return std::nullopt;
}

std::optional<Reply> ResourceWish::refusal() const
{
    if (const auto refusal = forbiddenGeneration())
        return refusal;
    Complaints fields;
    if (m_encrypted)
        checkMetadataFields(fields);
    else
        checkClearFields(fields);
    checkType(fields);
    checkExpiry(fields);
    if (m_resource)
        checkReaderSecrets(m_body, fields);
    else
        checkOwnerSecret(m_body, fields);
    if (!m_resource)
        checkFolder(fields);
    if (const auto refusal = fields.refusal(invalidData))
        return refusal;

    Complaints rules;
    if (m_encrypted)
        checkMetadataRules(rules);
    else if (m_resource && m_resource->encrypted &&
             !m_context.policies.allows("metadata/types", "allow_v5_v4_downgrade"))
        rules.add(
            typeId, QStringLiteral("v5_to_v4_downgrade_allowed"),
            QStringLiteral("The settings selected by your administrator prevent from downgrading resource type."));
    if (m_resource && !hasSecretOfEveryReader(m_body, m_context.store.usersWithAccess(*m_resource)))
        rules.add(
            QStringLiteral("secrets"), QStringLiteral("secrets_provided"),
            QStringLiteral("The secrets should contain the secrets of all the users having access to the resource."));
    return rules.refusal(invalidData);
}

void ResourceWish::checkClearFields(Complaints &complaints) const
{
    const QString name = QStringLiteral("name");
    if (!m_resource && !m_body.contains(name))
        complaints.add(name, QStringLiteral("_required"), QStringLiteral("A name is required."));
    else if (m_body.contains(name) && (m_body[name].isNull() || m_body[name] == QString()))
        complaints.add(name, QStringLiteral("_empty"), QStringLiteral("The name should not be empty."));
    checkText(m_body, name, longestName, complaints);
    checkText(m_body, QStringLiteral("username"), longestName, complaints);
    checkText(m_body, QStringLiteral("uri"), longestUri, complaints);
    checkText(m_body, QStringLiteral("description"), longestDescription, complaints);
    if (!isBasicPlane(m_body[QLatin1String("uri")].toString()))
        complaints.add(QStringLiteral("uri"), QStringLiteral("utf8"),
                       QStringLiteral("The uri should be a valid BMP-UTF8 string."));
}

void ResourceWish::checkMetadataFields(Complaints &complaints) const
{
    const QByteArray message = m_body[metadata].toString().toLatin1();
    if (message.isEmpty())
        complaints.add(metadata, QStringLiteral("_empty"), QStringLiteral("The metadata should not be empty."));
    else if (!isArmored(message, "MESSAGE"))
        complaints.add(metadata, QStringLiteral("isMetadataParsable"),
                       QStringLiteral("The message should be a valid ASCII-armored OpenPGP message."));
    if (!isUuid(m_body[keyIdField].toString()))
        complaints.add(keyIdField, QStringLiteral("uuid"),
                       QStringLiteral("The metadata key ID should be a valid UUID."));
    const QJsonValue keyType = m_body[metadataKeyType];
    if (keyType != userKey && keyType != QStringLiteral("shared_key"))
        complaints.add(metadataKeyType, QStringLiteral("inList"),
                       QStringLiteral("The metadata key type should be one of the following: user_key, shared_key."));
}

void ResourceWish::checkType(Complaints &complaints) const
{
    const QStringList &allowed = m_encrypted ? encryptedTypes : clearTypes;
    if (given(m_body, typeId) && !isUuid(m_body[typeId].toString()))
        complaints.add(typeId, QStringLiteral("uuid"),
                       QStringLiteral("The resource type identifier should be a valid UUID."));
    if (!allowed.contains(m_typeSlug))
        complaints.add(typeId, QStringLiteral("inList"),
                       QStringLiteral("The resource type should be one of the following: %1.")
                           .arg(allowed.join(QLatin1String(", "))));
}

void ResourceWish::checkExpiry(Complaints &complaints) const
{
    const QString expired = QStringLiteral("expired");
    if (given(m_body, expired) && !QDateTime::fromString(m_body[expired].toString(), Qt::ISODate).isValid())
        complaints.add(expired, expired, QStringLiteral("The expiry date should be a valid date."));
}

void ResourceWish::checkFolder(Complaints &complaints) const
{
    const QString field = QStringLiteral("folder_parent_id");
    if (!given(m_body, field))
        return;
    const Folder *folder = m_context.store.folder(m_body[field].toString());
    if (!isUuid(m_body[field].toString()))
        complaints.add(field, QStringLiteral("uuid"),
                       QStringLiteral("The folder parent identifier should be a valid UUID."));
    else if (!folder || m_context.store.accessOf(*folder, m_user.id) == NoAccess)
        complaints.add(field, QStringLiteral("folder_exists"), QStringLiteral("The folder parent must exist."));
    else if (m_context.store.accessOf(*folder, m_user.id) < UpdateAccess)
        complaints.add(field, QStringLiteral("has_folder_access"),
                       QStringLiteral("You are not allowed to add content to the folder."));
}

QString ResourceWish::metadataKeyFingerprint() const
{
    const QString id = metadataKeyId();
    if (m_body[metadataKeyType] != userKey) {
        const MetadataKey *key = m_context.metadataKey(id);
        return key && key->isUsable() ? key->key.fingerprint : QString();
    }
    for (const PassboltUser &user : m_context.directory.users()) {
        if (user.active && user.gpgKeyId == id)
            return user.key.fingerprint;
    }
    return {};
}

void ResourceWish::checkMetadataRules(Complaints &complaints) const
{
    const bool personal = m_body[metadataKeyType] == userKey;
    if (personal && !m_context.policies.allows("metadata/keys", "allow_usage_of_personal_keys"))
        complaints.add(metadataKeyType, QStringLiteral("isMetadataKeyTypeAllowedBySettings"),
                       QStringLiteral("The settings selected by your administrator prevent from using that key type."));
    const QString fingerprint = metadataKeyFingerprint();
    if (fingerprint.isEmpty()) {
        complaints.add(keyIdField, QStringLiteral("metadata_key_exists"),
                       QStringLiteral("The metadata key does not exist or was deleted."));
        complaints.add(keyIdField, QStringLiteral("isMetadataKeyNotExpired"),
                       QStringLiteral("The metadata key is marked as expired."));
    }
    if (!m_resource && m_typeSlug == slug::v5PasswordString)
        complaints.add(typeId, QStringLiteral("isNotV5PasswordStringType"),
                       QStringLiteral("It is not allowed to create v5-password-string resource types."));
    if (!m_context.keyring.isOnlyFor(m_body[metadata].toString().toLatin1(), fingerprint))
        complaints.add(metadata, QStringLiteral("isValidEncryptedResourceMetadata"),
                       QStringLiteral("The resource metadata provided can not be decrypted."));
    if (m_resource && personal && !m_resource->isPersonal())
        complaints.add(metadataKeyType, QStringLiteral("isMetadataKeyTypeSharedOnSharedItem"),
                       QStringLiteral("A resource of type personal cannot be shared with other users or a group."));
    if (m_resource && !m_resource->encrypted && !m_context.policies.allows("metadata/types", "allow_v4_v5_upgrade"))
        complaints.add(metadata, QStringLiteral("v4_to_v5_upgrade_allowed"),
                       QStringLiteral("The settings selected by your administrator prevent from upgrading v4 to v5."));
}

} // namespace coffret::demovault
