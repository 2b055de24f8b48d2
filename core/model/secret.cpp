// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/secret.h"

#include "core/model/secretdraft.h"

#include <algorithm>

namespace coffret {

const SecretField *SecretDraft::field(const QString &key) const
{
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&key](const SecretField &field) { return field.key == key; });
    return found == fields.end() ? nullptr : &*found;
}

SecretDraft SecretDraft::clone() const
{
    SecretDraft copy{id,           type,        vendorType,       collectionId, name,      username,
                     description,  uris,        expires,          icon,         {},        valuesChanged,
                     baseModified, baseVersion, vouchesForOthers, unseals,      copiedFrom};
    for (const SecretField &field : fields)
        copy.fields.push_back(field.clone());
    return copy;
}

SecretField SecretField::clone() const
{
    return {kind, key, label, isProtected, value.clone(), customKind};
}

bool isVouched(const Verdict &verdict)
{
    const bool good = verdict.state == SignatureState::Expected || verdict.state == SignatureState::NotApplicable;
    return good && !verdict.outOfOrder;
}

QString toString(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        return QStringLiteral("login");
    case SecretType::SshKey:
        return QStringLiteral("sshkey");
    case SecretType::Note:
        return QStringLiteral("note");
    case SecretType::ApiKey:
        return QStringLiteral("apikey");
    case SecretType::Certificate:
        return QStringLiteral("certificate");
    case SecretType::Unknown:
        break;
    }
    return QStringLiteral("unknown");
}

SecretType secretTypeFromString(const QString &name)
{
    for (const SecretType type :
         {SecretType::Login, SecretType::SshKey, SecretType::Note, SecretType::ApiKey, SecretType::Certificate}) {
        if (name == toString(type))
            return type;
    }
    return SecretType::Unknown;
}

QString fieldKey(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Username:
        return QStringLiteral("username");
    case FieldKind::Password:
        return QStringLiteral("password");
    case FieldKind::Totp:
        return QStringLiteral("totp");
    case FieldKind::PrivateKey:
        return QStringLiteral("private-key");
    case FieldKind::PublicKey:
        return QStringLiteral("public-key");
    case FieldKind::Passphrase:
        return QStringLiteral("passphrase");
    case FieldKind::Fingerprint:
        return QStringLiteral("fingerprint");
    case FieldKind::Token:
        return QStringLiteral("token");
    case FieldKind::Certificate:
        return QStringLiteral("certificate");
    case FieldKind::Domain:
        return QStringLiteral("domain");
    case FieldKind::Uri:
        return QStringLiteral("uri");
    case FieldKind::NoteText:
        return QStringLiteral("note");
    case FieldKind::Description:
        return QStringLiteral("description");
    case FieldKind::Pin:
        return QStringLiteral("pin");
    case FieldKind::Custom:
        break;
    }
    return {};
}

QString primaryFieldKey(SecretType type)
{
    switch (type) {
    case SecretType::Login:
        return fieldKey(FieldKind::Password);
    case SecretType::SshKey:
    case SecretType::Certificate:
        return fieldKey(FieldKind::PrivateKey);
    case SecretType::Note:
        return fieldKey(FieldKind::NoteText);
    case SecretType::ApiKey:
        return fieldKey(FieldKind::Token);
    case SecretType::Unknown:
        break;
    }
    return {};
}

QString primaryFieldOf(SecretType type, const std::vector<FieldOutline> &fields)
{
    const QString wanted = primaryFieldKey(type);
    const auto firstOf = [&fields](auto fits) {
        const auto found = std::find_if(fields.begin(), fields.end(), fits);
        return found == fields.end() ? QString() : found->key;
    };
    const QString named = firstOf([&](const FieldOutline &field) { return field.key == wanted; });
    if (!named.isEmpty())
        return named;
    const QString guarded =
        firstOf([](const FieldOutline &field) { return field.isProtected && field.kind != FieldKind::Totp; });
    return guarded.isEmpty() ? firstOf([](const FieldOutline &field) { return field.kind == FieldKind::Totp; })
                             : guarded;
}

} // namespace coffret
