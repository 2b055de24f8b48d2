// SPDX-License-Identifier: GPL-3.0-or-later
// Decrypted metadata of Passbolt, shared metadata keys, and the session keys that clients keep on the server.
#include "core/vault/passbolt/passboltcompose.h"
#include "core/vault/passbolt/passbolticon.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/passbolt/passboltmetadatakeys.h"
#include "core/vault/passbolt/passboltsessionkeybundle.h"
#include "tests/fuzz/fuzz.h"

using namespace coffret;
using namespace coffret::fuzz;

namespace {

const QString Fingerprint = QString(40, QLatin1Char('A'));

void checkText(const PassboltMetadataText &text)
{
    require(static_cast<std::size_t>(text.customFields.size()) <= MaximumPassboltCustomFields,
            "not any number of fields");
    for (const PassboltCustomField &field : text.customFields)
        require(!field.id.isEmpty() && field.hasValue == !field.value.isEmpty(), "a field has an id");
    require(text.icon.symbol >= -1 && text.icon.symbol < SecretIcon::Symbols, "a symbol that there is");
}

void checkOther(const char *objectType, const SecretBuffer &plaintext)
{
    if (const auto text = parseMetadata(plaintext, QLatin1String(objectType), {}))
        checkText(*text);
}

/// Metadata of a resource, which an editor writes back with another name.
void checkResource(const SecretBuffer &plaintext)
{
    const PassboltType &type = *passboltType(QStringLiteral("v5-default"));
    const QString typeId = QLatin1String(type.id);
    const auto text = parseMetadata(plaintext, QLatin1String(ResourceMetadataType), typeId);
    if (!text)
        return;
    checkText(*text);
    SecretDraft draft;
    draft.name = QStringLiteral("Another name");
    draft.username = text->username;
    draft.description = text->description;
    draft.uris = text->uris;
    draft.icon = text->icon;
    draft.valuesChanged = false;
    const auto written = composePassbolt(draft, type, typeId, {&type, plaintext.clone(), {}});
    if (!written)
        return;
    require(written->secret.isEmpty(), "values that did not change are not written");
    const auto again = parseMetadata(written->metadata, QLatin1String(ResourceMetadataType), typeId);
    require(again && again->name == draft.name, "what was written can be read");
    require(again->username == text->username && again->description == text->description && again->uris == text->uris &&
                again->icon == text->icon,
            "and says what it said");
}

void checkKey(const SecretBuffer &plaintext)
{
    const auto key = parsePrivateKey(plaintext, Fingerprint);
    require(!key || (key->fingerprint.compare(Fingerprint, Qt::CaseInsensitive) == 0 && !key->trusted),
            "the key that was named, and not trusted yet");
}

void checkBundle(const SecretBuffer &plaintext)
{
    const auto bundle = PassboltSessionKeyBundle::parse(plaintext);
    if (!bundle)
        return;
    const SecretBuffer written = bundle->toJson();
    const auto again = PassboltSessionKeyBundle::parse(written);
    require(again && again->size() == bundle->size(), "session keys are read as they were written");
    PassboltSessionKeyBundle both = bundle->clone();
    both.addMissing(*again);
    require(both.size() == bundle->size(), "nothing was missing");
    require(both.keepOnly({}) <= bundle->size(), "no more is forgotten than there was");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    const unsigned kind = input.choice(5);
    const SecretBuffer plaintext = input.secret();
    switch (kind) {
    case 0:
        checkResource(plaintext);
        break;
    case 1:
        checkOther(FolderMetadataType, plaintext);
        break;
    case 2:
        checkOther(TagMetadataType, plaintext);
        break;
    case 3:
        checkKey(plaintext);
        break;
    default:
        checkBundle(plaintext);
        break;
    }
    return 0;
}
