// SPDX-License-Identifier: GPL-3.0-or-later
// What a server that cannot see values leaves to its clients to check. Lengths are in characters.
#include "core/secret/utf8.h"
#include "core/vault/passbolt/passboltcompose.h"
#include "core/vault/passbolt/passboltcustomfields.h"
#include "core/vault/passbolt/passboltrules.h"
#include "core/vault/passbolt/passbolttotp.h"

#include <algorithm>

namespace coffret {

namespace {

using Issues = std::vector<DraftIssue>;
using Kind = DraftIssue::Kind;

constexpr int NameLength = 255;
constexpr int UsernameLength = 255;
constexpr int UriLength = 1024;
constexpr int DescriptionLength = 10'000;
constexpr int SecretDescriptionLength = 50'000; // in v5
constexpr int PasswordLength = 4096;
constexpr int SeedLength = 1024;
constexpr int PinShortest = 4;
constexpr int PinLongest = 12;
constexpr int CustomFieldCount = static_cast<int>(MaximumPassboltCustomFields);
constexpr int LabelLength = 255;
constexpr int CustomValueLength = 20'000;
constexpr int CustomValuesTogether = 50'000;

int lengthOf(const QString &text)
{
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](QChar c) { return !c.isLowSurrogate(); }));
}

int lengthOf(std::string_view utf8)
{
    return static_cast<int>(
        std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

void checkLength(int length, int limit, const QString &key, Issues &issues)
{
    if (length > limit)
        issues.push_back({Kind::TooLong, key, limit});
}

bool isUri(const QString &uri, const PassboltType &type)
{
    return std::none_of(uri.begin(), uri.end(), [&type](QChar c) {
        return c.category() == QChar::Other_Control || (!type.encryptedMetadata && c.isSurrogate());
    });
}

void checkReadable(const SecretDraft &draft, const PassboltType &type, Issues &issues)
{
    if (draft.name.trimmed().isEmpty())
        issues.push_back({Kind::Missing, QStringLiteral("name"), 0});
    checkLength(lengthOf(draft.name), NameLength, QStringLiteral("name"), issues);
    checkLength(lengthOf(draft.username), UsernameLength, QStringLiteral("username"), issues);
    if (!movesDescription(draft, type))
        checkLength(lengthOf(draft.description), DescriptionLength, QStringLiteral("description"), issues);
    for (const QString &uri : draft.uris) {
        checkLength(lengthOf(uri), UriLength, QStringLiteral("uris"), issues);
        if (!isUri(uri, type))
            issues.push_back({Kind::BadFormat, QStringLiteral("uris"), 0});
    }
}

void checkNote(const SecretDraft &draft, const PassboltType &type, Issues &issues)
{
    const QString key = fieldKey(FieldKind::NoteText);
    const int limit = type.encryptedMetadata ? SecretDescriptionLength : DescriptionLength;
    const SecretBuffer note = passboltNote(draft, type);
    if (lengthOf(note.view()) <= limit)
        return;
    const SecretField *longest = nullptr;
    for (const SecretField &field : draft.fields) {
        const bool laidOut = isCoffretType(draft.type) || field.key == key;
        if (laidOut && (longest == nullptr || field.value.size() > longest->value.size()))
            longest = &field;
    }
    issues.push_back({Kind::TooLong, longest == nullptr ? QStringLiteral("description") : longest->key, limit});
}

void checkField(const SecretField &field, const PassboltType &type, Issues &issues)
{
    const std::string_view value = field.value.view();
    if (!isUtf8(value)) {
        issues.push_back({Kind::BadFormat, field.key, 0});
        return;
    }
    switch (field.kind) {
    case FieldKind::Password:
        checkLength(lengthOf(value), PasswordLength, field.key, issues);
        break;
    case FieldKind::Totp: {
        const Expected<OtpAuth> totp = OtpAuth::fromText(field.value);
        if (!totp && !value.empty())
            issues.push_back({Kind::BadFormat, field.key, 0});
        checkLength(totp ? lengthOf(totp->seed.view()) : 0, SeedLength, field.key, issues);
        break;
    }
    case FieldKind::Pin:
        if (!value.empty() && (value.size() < PinShortest || value.size() > PinLongest ||
                               !std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; })))
            issues.push_back({Kind::BadFormat, field.key, PinLongest});
        break;
    default:
        break;
    }
    if (!type.customFields || !isPassboltCustomField(field.kind, type))
        return;
    checkLength(lengthOf(value), CustomValueLength, field.key, issues);
    checkLength(lengthOf(field.label), LabelLength, field.key, issues);
    if (field.customKind == CustomKind::Number && !isPassboltNumber(value))
        issues.push_back({Kind::BadFormat, field.key, 0});
    if (field.kind == FieldKind::Custom && field.label.trimmed().isEmpty())
        issues.push_back({Kind::Missing, field.key, 0});
}

void checkCustomFields(const SecretDraft &draft, const PassboltType &type, Issues &issues)
{
    if (!type.customFields)
        return;
    int count = isCoffretType(draft.type) ? 2 : 0; // its marker, and the user name
    int together = 0;
    const SecretField *last = nullptr;
    for (const SecretField &field : draft.fields) {
        if (!isPassboltCustomField(field.kind, type))
            continue;
        ++count;
        together += lengthOf(field.value.view());
        last = &field;
    }
    if (count > CustomFieldCount)
        issues.push_back({Kind::TooMany, last->key, CustomFieldCount});
    if (together > CustomValuesTogether)
        issues.push_back({Kind::TooLong, last->key, CustomValuesTogether});
}

/// As many headings as are read back, where a type of Coffret's is laid out in a description.
void checkLayout(const SecretDraft &draft, const PassboltType &type, Issues &issues)
{
    if (!isCoffretType(draft.type) || !type.password)
        return;
    int count = 0;
    for (const SecretField &field : draft.fields) {
        count += field.value.isEmpty() ? 0 : 1;
        if (count > CustomFieldCount)
            return issues.push_back({Kind::TooMany, field.key, CustomFieldCount});
    }
}

void checkRequired(const SecretDraft &draft, const PassboltType &type, Issues &issues)
{
    const auto isEmpty = [&draft](FieldKind kind) {
        const SecretField *const field = draft.field(fieldKey(kind));
        return field == nullptr || field->value.isEmpty();
    };
    QString key;
    if (draft.type == SecretType::Certificate) // a certificate without its key is one, too
        key = isEmpty(FieldKind::Certificate) && isEmpty(FieldKind::PrivateKey) ? fieldKey(FieldKind::Certificate)
                                                                                : QString();
    else if (draft.type == SecretType::SshKey && isEmpty(FieldKind::PrivateKey))
        key = fieldKey(FieldKind::PrivateKey);
    else if (draft.type == SecretType::ApiKey && isEmpty(FieldKind::Token))
        key = fieldKey(FieldKind::Token);
    else if (draft.type == SecretType::Note && isEmpty(FieldKind::NoteText))
        key = fieldKey(FieldKind::NoteText);
    else if (type.rawSecret && isEmpty(FieldKind::Password))
        key = fieldKey(FieldKind::Password);
    if (!key.isEmpty())
        issues.push_back({Kind::Missing, key, 0});
}

} // namespace

Issues passboltIssues(const SecretDraft &draft, const PassboltChoice &choice)
{
    Issues issues;
    if (choice.type == nullptr)
        return {{Kind::NotPossible, QStringLiteral("type"), 0}};
    const PassboltType &type = *choice.type;
    for (const QString &key : choice.misfits) {
        if (key == QLatin1String("uris") && type.uris > 0)
            issues.push_back({Kind::TooMany, key, type.uris});
        else
            issues.push_back({Kind::NotPossible, key, 0});
    }
    if (draft.icon && *draft.icon != SecretIcon() && !type.encryptedMetadata)
        issues.push_back({Kind::NotPossible, QStringLiteral("icon"), 0});
    checkReadable(draft, type, issues);
    if (!draft.valuesChanged)
        return issues;
    for (const SecretField &field : draft.fields)
        checkField(field, type, issues);
    checkCustomFields(draft, type, issues);
    checkLayout(draft, type, issues);
    if (type.note)
        checkNote(draft, type, issues);
    checkRequired(draft, type, issues);
    return issues;
}

} // namespace coffret
