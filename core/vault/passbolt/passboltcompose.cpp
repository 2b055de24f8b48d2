// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltcompose.h"

#include "core/vault/passbolt/passboltcustomfields.h"
#include "core/vault/passbolt/passbolticon.h"
#include "core/vault/passbolt/passboltlayout.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/passbolt/passbolttotp.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;
using Members = std::vector<SecretJsonMember>;

constexpr std::array MetadataKeys{"object_type", "resource_type_id", "name",          "username",
                                  "uris",        "description",      "custom_fields", "icon"};
constexpr std::array SecretKeys{"object_type", "password", "totp", "pin_code", "description", "custom_fields"};

void writeText(SecretJsonWriter &writer, const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    writer.text({utf8.constData(), static_cast<std::size_t>(utf8.size())});
}

void writeTextOrNull(SecretJsonWriter &writer, const QString &text)
{
    if (text.isEmpty())
        writer.null();
    else
        writeText(writer, text);
}

template <typename Keys>
void writeOthers(SecretJsonWriter &writer, const Members &current, const Keys &known)
{
    for (const SecretJsonMember &member : current) {
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            writeMember(writer, member);
    }
}

Expected<Members> membersOf(const SecretBuffer &plaintext)
{
    return plaintext.isEmpty() ? Expected<Members>(Members()) : splitSecretJson(plaintext.view());
}

/// Of a secret that is JSON; nothing for one that is a bare password.
Expected<Members> secretMembersOf(const PassboltCurrent &current)
{
    if (current.type == nullptr || current.type->rawSecret)
        return Members();
    return membersOf(current.secret);
}

std::string_view valueOf(const SecretDraft &draft, const QString &key)
{
    const SecretField *const field = draft.field(key);
    return field == nullptr ? std::string_view() : field->value.view();
}

/// What is pasted most, where a type of Coffret's is laid out in a description.
std::string_view passwordOf(const SecretDraft &draft)
{
    return valueOf(draft, isCoffretType(draft.type) ? passboltPasswordKey(draft.type) : fieldKey(FieldKind::Password));
}

Expected<void> writeTotp(SecretJsonWriter &writer, const SecretDraft &draft, const Members &current)
{
    const SecretJsonMember *const known = memberOf(current, "totp");
    const bool isObject = known != nullptr && known->kind == Kind::Object;
    const SecretField *const field = draft.field(fieldKey(FieldKind::Totp));
    if ((field == nullptr || field->value.isEmpty()) && isObject) { // one that Coffret cannot read
        writeMember(writer, *known);
        return {};
    }
    const SecretBuffer none;
    const Expected<OtpAuth> totp = OtpAuth::fromText(field == nullptr ? none : field->value);
    if (!totp)
        return failure(ErrorKind::InvalidInput, totp.error().detail);
    writer.key("totp");
    writePassboltTotp(writer, *totp, isObject ? known->token : std::string_view());
    return {};
}

/// Whether the array is written at all.
bool hasCustomFields(const PassboltCustomFields &fields, const PassboltType &type, const Members &current)
{
    const bool required = type.is("v5-custom-fields");
    return type.customFields && (required || !fields.isEmpty() || memberOf(current, "custom_fields") != nullptr);
}

void writeIcon(SecretJsonWriter &writer, const SecretDraft &draft, const SecretJsonMember *current)
{
    if (draft.icon && *draft.icon != passboltIcon(current))
        writePassboltIcon(writer, *draft.icon, current);
    else if (current != nullptr)
        writeMember(writer, *current);
}

SecretBuffer metadataOf(const SecretDraft &draft, const PassboltType &type, const QString &typeId,
                        const PassboltCustomFields &customFields, const Members &current)
{
    SecretJsonWriter writer;
    writer.beginObject();
    writer.key("object_type");
    writer.text(ResourceMetadataType);
    writer.key("resource_type_id");
    writeText(writer, typeId);
    writer.key("name");
    writeText(writer, draft.name);
    const bool isField = isCoffretType(draft.type) && type.customFields; // see PassboltCustomFields::plan()
    if (type.username || (!draft.username.isEmpty() && !isField)) {
        writer.key("username");
        writeTextOrNull(writer, draft.username);
    }
    if (type.uris > 0) {
        writer.key("uris");
        writer.beginArray();
        for (const QString &uri : draft.uris)
            writeText(writer, uri);
        writer.endArray();
    }
    writer.key("description");
    writeTextOrNull(writer, draft.description);
    if (hasCustomFields(customFields, type, current)) {
        writer.key("custom_fields");
        customFields.writeMetadata(writer);
    }
    writeIcon(writer, draft, memberOf(current, "icon"));
    writeOthers(writer, current, MetadataKeys);
    writer.endObject();
    return std::move(writer).take();
}

Expected<SecretBuffer> secretOf(const SecretDraft &draft, const PassboltType &type,
                                const PassboltCustomFields &customFields, const Members &current)
{
    if (type.rawSecret)
        return SecretBuffer::copyOf(passwordOf(draft));
    SecretJsonWriter writer(4096);
    writer.beginObject();
    if (type.encryptedMetadata) {
        writer.key("object_type");
        writer.text("PASSBOLT_SECRET_DATA");
    }
    if (type.password) {
        writer.key("password");
        writer.text(passwordOf(draft));
    }
    if (type.totp) {
        const Expected<void> done = writeTotp(writer, draft, current);
        if (!done)
            return failure(done);
    }
    if (type.pin) {
        writer.key("pin_code");
        writer.text(valueOf(draft, fieldKey(FieldKind::Pin)));
    }
    if (type.note) {
        writer.key("description");
        writer.text(passboltNote(draft, type).view());
    }
    if (hasCustomFields(customFields, type, current)) {
        writer.key("custom_fields");
        customFields.writeSecret(writer);
    }
    writeOthers(writer, current, SecretKeys);
    writer.endObject();
    return std::move(writer).take();
}

} // namespace

bool movesDescription(const SecretDraft &draft, const PassboltType &type)
{
    return !draft.description.isEmpty() && !type.description && type.note;
}

SecretBuffer passboltNote(const SecretDraft &draft, const PassboltType &type)
{
    if (isCoffretType(draft.type) && type.password)
        return composePassboltLayout(draft);
    const std::string_view note = valueOf(draft, fieldKey(FieldKind::NoteText));
    if (!movesDescription(draft, type))
        return SecretBuffer::copyOf(note);
    const QByteArray description = draft.description.toUtf8();
    SecretBuffer both(note.size() + static_cast<std::size_t>(description.size()) + 2);
    both.append(note);
    both.append(note.empty() ? "" : "\n\n");
    both.append({description.constData(), static_cast<std::size_t>(description.size())});
    return both;
}

bool haveSameSecret(const PassboltType &from, const PassboltType &to)
{
    return from.rawSecret == to.rawSecret && from.password == to.password && from.note == to.note &&
           from.totp == to.totp && from.pin == to.pin && (to.customFields || !from.customFields);
}

Expected<PassboltPlaintexts> composePassbolt(const SecretDraft &draft, const PassboltType &type, const QString &typeId,
                                             const PassboltCurrent &current)
{
    const Expected<Members> metadata = membersOf(current.metadata);
    if (!metadata)
        return failure(metadata);
    const Expected<Members> secret = secretMembersOf(current);
    if (!secret)
        return failure(secret);
    // One plan for both: a new field has the same id in both places.
    const Expected<PassboltCustomFields> customFields =
        type.customFields ? PassboltCustomFields::plan(draft, type, *metadata, *secret) : PassboltCustomFields();
    if (!customFields)
        return failure(customFields);
    PassboltPlaintexts plaintexts;
    if (type.encryptedMetadata)
        plaintexts.metadata = metadataOf(draft, type, typeId, *customFields, *metadata);
    if (draft.valuesChanged) {
        Expected<SecretBuffer> composed = secretOf(draft, type, *customFields, *secret);
        if (!composed)
            return failure(composed);
        plaintexts.secret = std::move(*composed);
    }
    return plaintexts;
}

} // namespace coffret
