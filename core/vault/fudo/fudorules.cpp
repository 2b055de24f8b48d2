// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudorules.h"

#include <QUrl>

#include <algorithm>

namespace coffret {

namespace {

using Kind = DraftIssue::Kind;

const QString UnknownValueKey = QStringLiteral("custom:secret");
const QString UnknownPassphraseKey = QStringLiteral("custom:secret_passphrase");

QString valueKey(SecretType type)
{
    return type == SecretType::Unknown ? UnknownValueKey : primaryFieldKey(type);
}

QString passphraseKey(SecretType type)
{
    return type == SecretType::Unknown ? UnknownPassphraseKey : fieldKey(FieldKind::Passphrase);
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray plainField(const SecretDraft &draft, FieldKind kind)
{
    const SecretField *const field = draft.field(fieldKey(kind));
    return field ? QByteArray(field->value.view().data(), static_cast<qsizetype>(field->value.size())) : QByteArray();
}

/// An attribute of the model that is no secret, and what the draft says about it.
struct Plain
{
    const char *attribute;
    QByteArray value;
    bool isTold; ///< a draft without values says nothing about its fields
};

std::vector<Plain> plainsOf(const SecretDraft &draft)
{
    return {{"name", draft.name.toUtf8(), true},
            {"description", draft.description.toUtf8(), true},
            {"login", draft.username.toUtf8(), true},
            {"domain", plainField(draft, FieldKind::Domain), draft.valuesChanged},
            {"certificate", plainField(draft, FieldKind::Certificate), draft.valuesChanged}};
}

bool mayWrite(const char *attribute, SecretType type, const FudoAttributes &attributes)
{
    const QString name = QLatin1String(attribute);
    return fudoAppliesTo(name, type) && attributes.mayWrite(name);
}

/// The key an editor knows the attribute by.
QString draftKey(const QString &attribute, SecretType type)
{
    if (attribute == QLatin1String("login"))
        return QStringLiteral("username");
    if (attribute == QLatin1String("domain"))
        return fieldKey(FieldKind::Domain);
    if (attribute == QLatin1String("certificate"))
        return fieldKey(FieldKind::Certificate);
    if (attribute == QLatin1String("secret"))
        return valueKey(type);
    if (attribute == QLatin1String("secret_passphrase"))
        return passphraseKey(type);
    return attribute;
}

void checkPlains(const SecretDraft &draft, const FudoAttributes &attributes, std::vector<DraftIssue> &issues)
{
    for (const Plain &plain : plainsOf(draft)) {
        const QString attribute = QLatin1String(plain.attribute);
        const QString key = draftKey(attribute, draft.type);
        const bool hasPlace = mayWrite(plain.attribute, draft.type, attributes);
        const bool isEmpty = plain.value.trimmed().isEmpty();
        const bool always = attribute == QLatin1String("name") || attribute == QLatin1String("login") ||
                            attribute == QLatin1String("certificate");
        const bool isRequired = draft.type != SecretType::Unknown && (always || attributes.mustWrite(attribute));
        if (!isEmpty && !hasPlace)
            issues.push_back({Kind::NotPossible, key});
        else if (isEmpty && hasPlace && isRequired && plain.isTold)
            issues.push_back({Kind::Missing, key});
    }
}

/// What the server works out by itself comes along when a secret is edited, and is left to it.
bool isDerived(FieldKind kind)
{
    return kind == FieldKind::PublicKey || kind == FieldKind::Fingerprint;
}

void checkFields(const SecretDraft &draft, const FudoAttributes &attributes, std::vector<DraftIssue> &issues)
{
    const SecretType type = draft.type;
    for (const SecretField &field : draft.fields) {
        const bool isPlain = field.key == fieldKey(FieldKind::Domain) || field.key == fieldKey(FieldKind::Certificate);
        if (field.value.isEmpty() || isPlain || (isDerived(field.kind) && !draft.id.isEmpty()))
            continue;
        const bool isValue = field.key == valueKey(type) && attributes.mayWrite(QStringLiteral("secret"));
        const bool isPassphrase = field.key == passphraseKey(type) && mayWrite("secret_passphrase", type, attributes);
        if (!isValue && !isPassphrase)
            issues.push_back({Kind::NotPossible, field.key});
    }
    const SecretBuffer *const value = fudoValueOf(draft);
    if (draft.valuesChanged && attributes.mustWrite(QStringLiteral("secret")) && (!value || value->isEmpty()))
        issues.push_back({Kind::Missing, valueKey(type)});
}

bool hasScheme(const QString &uri)
{
    return !QUrl(uri).scheme().isEmpty();
}

void writeText(SecretJsonWriter &json, std::string_view key, std::string_view value)
{
    json.key(key);
    json.text(value);
}

void writeValues(SecretJsonWriter &json, const SecretDraft &draft, const FudoAttributes &attributes)
{
    if (const SecretBuffer *const value = fudoValueOf(draft))
        writeText(json, "secret", value->view());
    const SecretBuffer *const passphrase = fudoPassphraseOf(draft);
    if (mayWrite("secret_passphrase", draft.type, attributes))
        writeText(json, "secret_passphrase", passphrase ? passphrase->view() : std::string_view());
}

QString inRow(const FudoSecret &row, std::string_view attribute)
{
    if (attribute == "name")
        return row.name;
    if (attribute == "description")
        return row.description;
    if (attribute == "login")
        return row.login;
    return attribute == "domain" ? row.domain : row.certificate;
}

} // namespace

bool fudoAppliesTo(const QString &attribute, SecretType type)
{
    if (type == SecretType::Unknown)
        return true;
    if (attribute == QLatin1String("login") || attribute == QLatin1String("domain"))
        return type == SecretType::Login || type == SecretType::SshKey || type == SecretType::ApiKey;
    if (attribute == QLatin1String("secret_passphrase"))
        return type == SecretType::SshKey || type == SecretType::Certificate;
    if (attribute == QLatin1String("certificate"))
        return type == SecretType::Certificate;
    return true;
}

const SecretBuffer *fudoValueOf(const SecretDraft &draft)
{
    const SecretField *const field = draft.field(valueKey(draft.type));
    return field ? &field->value : nullptr;
}

const SecretBuffer *fudoPassphraseOf(const SecretDraft &draft)
{
    const SecretField *const field = draft.field(passphraseKey(draft.type));
    return field ? &field->value : nullptr;
}

std::vector<DraftIssue> fudoIssues(const SecretDraft &draft, const FudoAttributes &attributes)
{
    std::vector<DraftIssue> issues;
    const bool isNew = draft.id.isEmpty();
    const bool otherType = !isNew && draft.type != SecretType::Unknown && !draft.vendorType.isEmpty() &&
                           draft.vendorType != toString(draft.type);
    if (otherType || (isNew && draft.type == SecretType::Unknown))
        issues.push_back({Kind::NotPossible, primaryFieldKey(draft.type)});
    if (isNew && draft.collectionId.isEmpty())
        issues.push_back({Kind::Missing, QStringLiteral("collection")});
    checkPlains(draft, attributes, issues);
    checkFields(draft, attributes, issues);
    if (std::any_of(draft.uris.begin(), draft.uris.end(), [](const QString &uri) { return !hasScheme(uri); }))
        issues.push_back({Kind::BadFormat, QStringLiteral("uris")});
    if (isNew && draft.expires.isValid()) // of one that is there it is the end of a grant
        issues.push_back({Kind::NotPossible, QStringLiteral("expires")});
    if (draft.icon && *draft.icon != SecretIcon())
        issues.push_back({Kind::NotPossible, QStringLiteral("icon")});
    return issues;
}

void writeFudoSecret(SecretJsonWriter &json, const SecretDraft &draft, const FudoAttributes &attributes)
{
    writeText(json, "collection_id", draft.collectionId.toStdString());
    writeText(json, "type", toString(draft.type).toStdString());
    for (const Plain &plain : plainsOf(draft)) {
        const bool isOptional = std::string_view(plain.attribute) == "description";
        if (mayWrite(plain.attribute, draft.type, attributes) && !(isOptional && plain.value.isEmpty()))
            writeText(json, plain.attribute, viewOf(plain.value));
    }
    writeValues(json, draft, attributes);
}

SecretBuffer fudoChanges(const SecretDraft &draft, const FudoSecret &row, const FudoAttributes &attributes,
                         bool withValues)
{
    SecretJsonWriter json;
    json.beginObject();
    bool any = withValues;
    for (const Plain &plain : plainsOf(draft)) {
        const bool isSame = QString::fromUtf8(plain.value) == inRow(row, plain.attribute);
        if (!plain.isTold || isSame || !mayWrite(plain.attribute, draft.type, attributes))
            continue;
        any = true;
        writeText(json, plain.attribute, viewOf(plain.value));
    }
    if (withValues)
        writeValues(json, draft, attributes);
    json.endObject();
    return any ? std::move(json).take() : SecretBuffer();
}

QByteArray fudoBody(const SecretBuffer &json)
{
    return {json.view().data(), static_cast<qsizetype>(json.size())};
}

} // namespace coffret
