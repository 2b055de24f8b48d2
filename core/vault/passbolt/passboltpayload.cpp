// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltpayload.h"

#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passboltlayout.h"
#include "core/vault/passbolt/passbolttotp.h"

#include <QHash>

#include <algorithm>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;
using Members = std::vector<SecretJsonMember>;

constexpr auto UnknownKey = "value"; // the whole secret of a type we do not know

SecretField fieldOf(FieldKind kind, SecretBuffer value)
{
    SecretField field;
    field.kind = kind;
    field.key = kind == FieldKind::Custom ? QString::fromLatin1(UnknownKey) : fieldKey(kind);
    field.value = std::move(value);
    return field;
}

Expected<SecretField> customField(const SecretSummary &summary, const QList<PassboltCustomField> &labels,
                                  std::string_view json)
{
    const auto members = splitSecretJson(json);
    if (!members)
        return failure(members);
    const QString id = plainText(*members, "id");
    if (id.isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("a custom field without id"));
    const auto known =
        std::find_if(labels.cbegin(), labels.cend(), [&](const PassboltCustomField &f) { return f.id == id; });
    const QString label = known != labels.cend() ? known->label : plainText(*members, "secret_key");
    Expected<SecretBuffer> value = secretScalar(memberOf(*members, "secret_value"));
    if (!value)
        return failure(value);
    const PassboltFieldName name = fieldNamed(summary.type, label, id);
    SecretField field;
    field.kind = name.kind;
    field.key = name.key;
    field.label = label;
    field.value = std::move(*value);
    return field;
}

/// In the order of the metadata, then those it does not name.
Expected<void> appendCustomFields(const SecretSummary &summary, const QList<PassboltCustomField> &labels,
                                  std::string_view json, std::vector<SecretField> &fields)
{
    const auto items = splitSecretJson(json, Kind::Array);
    if (!items)
        return failure(items);
    if (items->size() > MaximumPassboltCustomFields)
        return failure(ErrorKind::TooLarge, QStringLiteral("too many custom fields"));
    QHash<QString, qsizetype> ranks;
    for (qsizetype i = 0; i < labels.size(); ++i) {
        const QString key = fieldNamed(summary.type, labels[i].label, labels[i].id).key;
        if (!ranks.contains(key))
            ranks.insert(key, i);
    }
    std::vector<std::pair<qsizetype, SecretField>> ranked;
    for (const SecretJsonMember &item : *items) {
        Expected<SecretField> field = customField(summary, labels, item.token);
        if (!field)
            return failure(field);
        const qsizetype rank = ranks.value(field->key, labels.size());
        if (rank < labels.size() && (labels[rank].hasValue || labels[rank].label == QLatin1String(CoffretTypeLabel)))
            continue;
        ranked.emplace_back(rank, std::move(*field));
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (auto &entry : ranked)
        fields.push_back(std::move(entry.second));
    return {};
}

Expected<void> appendText(const Members &members, std::string_view key, FieldKind kind,
                          std::vector<SecretField> &fields)
{
    const SecretJsonMember *const member = memberOf(members, key);
    Expected<SecretBuffer> value = secretScalar(member);
    if (!value)
        return failure(value);
    fields.push_back(fieldOf(kind, std::move(*value)));
    return {};
}

std::vector<SecretField>::iterator find(std::vector<SecretField> &fields, FieldKind kind)
{
    return std::find_if(fields.begin(), fields.end(), [kind](const SecretField &f) { return f.kind == kind; });
}

/// A description that was laid out for a type of Coffret's becomes that type's fields, the password among them.
void unfoldLayout(ParsedSecret &secret)
{
    std::vector<SecretField> &fields = secret.fields;
    const auto note = find(fields, FieldKind::NoteText);
    const SecretType type = passboltLayoutType(note->value);
    if (type == SecretType::Unknown)
        return;
    std::vector<SecretField> laidOut = parsePassboltLayout(type, note->value);
    fields.erase(note);
    SecretField &password = *find(fields, FieldKind::Password);
    secret.type = type;
    secret.renamed.insert(password.key, passboltPasswordKey(type));
    password.key = passboltPasswordKey(type);
    password.kind = type == SecretType::ApiKey ? FieldKind::Token : FieldKind::Passphrase;
    const auto has = [&laidOut](const QString &key) {
        return std::any_of(laidOut.begin(), laidOut.end(), [&key](const SecretField &f) { return f.key == key; });
    };
    if (!password.value.isEmpty())
        std::erase_if(laidOut, [&](const SecretField &field) { return field.key == password.key; });
    else if (has(password.key) || has(primaryFieldKey(type))) // somebody wrote it below a heading, or it has none
        fields.erase(find(fields, password.kind));
    std::move(laidOut.begin(), laidOut.end(), std::back_inserter(fields));
}

/// Servers with clear metadata have no notes: there one is a password that is empty, with a description.
void recogniseNote(const SecretSummary &summary, const PassboltType &type, ParsedSecret &secret)
{
    const auto password = find(secret.fields, FieldKind::Password);
    if (type.encryptedMetadata || type.totp || !summary.username.isEmpty() || !password->value.isEmpty() ||
        find(secret.fields, FieldKind::NoteText)->value.isEmpty())
        return;
    secret.type = SecretType::Note;
    secret.fields.erase(password);
}

} // namespace

std::vector<FieldOutline> passboltOutline(const SecretSummary &summary, const QList<PassboltCustomField> &customFields)
{
    std::vector<FieldOutline> cards;
    const auto add = [&cards](FieldKind kind, const QString &key) {
        FieldOutline card;
        card.kind = kind;
        card.key = key;
        return &cards.emplace_back(std::move(card));
    };
    if (!summary.username.isEmpty()) {
        FieldOutline *const card = add(FieldKind::Username, fieldKey(FieldKind::Username));
        card->isProtected = false;
        card->plainValue = summary.username;
    }
    const PassboltType *const type = passboltType(summary.vendorType);
    if (type == nullptr) {
        add(FieldKind::Custom, QString::fromLatin1(UnknownKey));
        return cards;
    }
    // Learnt when it was last opened: values that lie in the description, or a note.
    const bool isLaidOut = type->password && type->note && summary.type != type->type;
    if (isLaidOut) {
        for (const FieldKind kind : passboltLayoutKinds(summary.type))
            add(kind, fieldKey(kind));
    } else if (type->password) {
        add(FieldKind::Password, fieldKey(FieldKind::Password));
    }
    if (type->totp)
        add(FieldKind::Totp, fieldKey(FieldKind::Totp));
    if (type->pin)
        add(FieldKind::Pin, fieldKey(FieldKind::Pin));
    for (const PassboltCustomField &field : customFields) {
        if (!type->customFields || field.label == QLatin1String(CoffretTypeLabel))
            continue;
        const PassboltFieldName name = fieldNamed(summary.type, field.label, field.id);
        if (name.kind == FieldKind::Username && !summary.username.isEmpty())
            continue; // shown already
        FieldOutline *const card = add(name.kind, name.key);
        card->label = field.label;
        card->isProtected = !field.hasValue;
        card->plainValue = field.value;
    }
    if (type->note && !isLaidOut)
        add(FieldKind::NoteText, fieldKey(FieldKind::NoteText));
    return cards;
}

Expected<ParsedSecret> parsePassboltSecret(const SecretSummary &summary, const QList<PassboltCustomField> &customFields,
                                           const SecretBuffer &plaintext)
{
    ParsedSecret secret;
    secret.type = summary.type;
    std::vector<SecretField> &fields = secret.fields;
    const PassboltType *const type = passboltType(summary.vendorType);
    if (type == nullptr || type->rawSecret) {
        fields.push_back(fieldOf(type == nullptr ? FieldKind::Custom : FieldKind::Password, plaintext.clone()));
        return secret;
    }
    const auto members = splitSecretJson(plaintext.view());
    if (!members)
        return failure(members);
    if (memberOf(*members, "object_type") != nullptr &&
        plainText(*members, "object_type") != QLatin1String("PASSBOLT_SECRET_DATA"))
        return failure(ErrorKind::Malformed, QStringLiteral("the object type is not that of a secret"));

    Expected<void> done;
    if (type->password)
        done = appendText(*members, "password", FieldKind::Password, fields);
    if (done && type->totp) {
        const SecretJsonMember *const totp = memberOf(*members, "totp");
        const bool isObject = totp != nullptr && totp->kind == Kind::Object;
        // One that makes no code is empty: the rest of the secret must stay readable.
        const auto code = isObject ? parsePassboltTotp(totp->token) : failure(ErrorKind::Malformed);
        fields.push_back(fieldOf(FieldKind::Totp, code ? code->toUri(summary.name) : SecretBuffer()));
    }
    if (done && type->pin)
        done = appendText(*members, "pin_code", FieldKind::Pin, fields);
    const SecretJsonMember *const custom = memberOf(*members, "custom_fields");
    if (done && type->customFields && custom != nullptr && custom->kind == Kind::Array)
        done = appendCustomFields(summary, customFields, custom->token, fields);
    if (done && type->note)
        done = appendText(*members, "description", FieldKind::NoteText, fields);
    if (!done)
        return failure(done);
    if (type->password && type->note) {
        secret.type = type->type; // what was learnt of it may be over
        unfoldLayout(secret);
        if (secret.type == type->type)
            recogniseNote(summary, *type, secret);
    }
    return secret;
}

} // namespace coffret
