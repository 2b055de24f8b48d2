// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudofields.h"

namespace coffret {

namespace {

const QString ValueAttribute = QStringLiteral("secret");
const QString PassphraseAttribute = QStringLiteral("secret_passphrase");

/// Which field the attribute "secret" is, by type.
FieldKind kindOfValue(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        return FieldKind::Password;
    case SecretType::SshKey:
    case SecretType::Certificate:
        return FieldKind::PrivateKey;
    case SecretType::Note:
        return FieldKind::NoteText;
    case SecretType::ApiKey:
        return FieldKind::Token;
    case SecretType::Unknown:
        break;
    }
    return FieldKind::Custom;
}

bool hasPassphrase(SecretType type)
{
    return type == SecretType::SshKey || type == SecretType::Certificate || type == SecretType::Unknown;
}

/// A field of a type this version does not know shows the vendor's name for it.
FieldOutline protectedField(FieldKind kind, SecretType type, const QString &attribute)
{
    if (type == SecretType::Unknown)
        return {FieldKind::Custom, QStringLiteral("custom:") + attribute, attribute, true, {}};
    return {kind, fieldKey(kind), {}, true, {}};
}

void addPlain(std::vector<FieldOutline> &fields, FieldKind kind, const QString &value)
{
    if (!value.isEmpty())
        fields.push_back({kind, fieldKey(kind), {}, false, value});
}

/// Policies are open words: one that is not known here leaves it to the server.
AccessRight rightOf(const QString &policy)
{
    if (policy == QLatin1String("full_edit"))
        return AccessRight::Own;
    if (policy == QLatin1String("edit_on_request") || policy == QLatin1String("edit"))
        return AccessRight::Update;
    const bool isView = policy == QLatin1String("view") || policy == QLatin1String("view_on_request");
    return isView || policy == QLatin1String("none") ? AccessRight::Read : AccessRight::None;
}

SecretBuffer bufferOf(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    return SecretBuffer::copyOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace

SecretSummary fudoSummary(const FudoSecret &secret, const QStringList &uris, bool granted, bool personal)
{
    SecretSummary summary;
    summary.id = secret.id;
    summary.collectionId = secret.collectionId;
    summary.name = secret.name;
    summary.username = secret.login;
    summary.description = secret.description;
    summary.uris = uris;
    summary.type = secretTypeFromString(secret.type);
    summary.vendorType = secret.type;
    summary.created = secret.created;
    summary.modified = secret.modified;
    summary.expires = secret.validUntil;
    summary.right = rightOf(secret.accessPolicy);
    const bool mine = !secret.myCheckoutId.isEmpty();
    const bool onRequest = secret.accessPolicy.endsWith(QLatin1String("_on_request"));
    const bool lentOut = granted || mine;
    summary.markers.setFlag(Marker::UnknownType, summary.type == SecretType::Unknown);
    summary.markers.setFlag(Marker::NoValue, secret.hasValue == false);
    summary.markers.setFlag(Marker::CheckedOutByMe, mine);
    summary.markers.setFlag(Marker::NeedsApproval, onRequest && !lentOut);
    summary.markers.setFlag(Marker::Shared, granted);
    summary.markers.setFlag(Marker::Personal, personal);
    return summary;
}

std::vector<FieldOutline> fudoOutline(const SecretSummary &summary, const FudoExtras &extras)
{
    const SecretType type = summary.type;
    std::vector<FieldOutline> fields;
    addPlain(fields, FieldKind::Username, summary.username);
    addPlain(fields, FieldKind::Domain, extras.domain);
    addPlain(fields, FieldKind::Certificate, extras.certificate);
    fields.push_back(protectedField(kindOfValue(type), type, ValueAttribute));
    if (hasPassphrase(type))
        fields.push_back(protectedField(FieldKind::Passphrase, type, PassphraseAttribute));
    return fields;
}

std::vector<SecretField> fudoPayload(const SecretSummary &summary, FudoExtras extras, FudoValues values)
{
    if (!values.certificate.isEmpty())
        extras.certificate = values.certificate;
    const QString passphraseKey = protectedField(FieldKind::Passphrase, summary.type, PassphraseAttribute).key;
    std::vector<SecretField> fields;
    for (const FieldOutline &outline : fudoOutline(summary, extras)) {
        const bool isPassphrase = outline.key == passphraseKey;
        if (isPassphrase && !values.passphrase)
            continue; // this key has none
        SecretBuffer value;
        if (!outline.isProtected)
            value = bufferOf(outline.plainValue);
        else if (isPassphrase)
            value = *std::move(values.passphrase);
        else if (values.secret)
            value = *std::move(values.secret);
        fields.push_back({outline.kind, outline.key, outline.label, outline.isProtected, std::move(value)});
    }
    std::vector<FieldOutline> derived;
    addPlain(derived, FieldKind::PublicKey, values.publicKey);
    addPlain(derived, FieldKind::Fingerprint, values.publicKeyFingerprint);
    addPlain(derived, FieldKind::Fingerprint, values.certificateFingerprint);
    for (const FieldOutline &outline : derived)
        fields.push_back({outline.kind, outline.key, {}, false, bufferOf(outline.plainValue)});
    return fields;
}

} // namespace coffret
