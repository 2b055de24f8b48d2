// SPDX-License-Identifier: GPL-3.0-or-later
// Plaintexts of Passbolt secrets of every type, and what they are made of.
#include "core/secret/jsonsecret.h"
#include "core/toolbox/otpauth.h"
#include "core/vault/passbolt/passboltcompose.h"
#include "core/vault/passbolt/passboltjson.h"
#include "core/vault/passbolt/passboltlayout.h"
#include "core/vault/passbolt/passboltpayload.h"
#include "core/vault/passbolt/passboltrules.h"
#include "core/vault/passbolt/passbolttotp.h"
#include "tests/fuzz/fuzz.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace coffret;
using namespace coffret::fuzz;

namespace {

using Kind = SecretJsonMember::Kind;

QByteArray bytesOf(std::string_view view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

/// Every member lies in the text, and says what another reader reads in it.
void checkMembers(const SecretBuffer &json)
{
    const auto members = splitSecretJson(json.view());
    if (!members)
        return;
    const QJsonDocument other = QJsonDocument::fromJson(bytesOf(json.view()));
    for (const SecretJsonMember &member : *members) {
        require(liesIn(member.key, json.view()) && liesIn(member.token, json.view()), "a member lies in the text");
        static_cast<void>(plainScalar(&member));
        const auto value = secretScalar(&member);
        const auto key = unescapeJsonString(member.key);
        if (!value || !key || member.kind != Kind::String || !other.isObject() ||
            memberOf(*members, member.key) != &member)
            continue;
        const QJsonValue same = other.object().value(QString::fromUtf8(bytesOf(key->view())));
        const bool isTwice = std::count_if(members->begin(), members->end(), [&](const SecretJsonMember &one) {
                                 return unescapeJsonString(one.key).value_or(SecretBuffer()).equals(*key);
                             }) > 1;
        require(isTwice || same.toString().toUtf8() == bytesOf(value->view()), "two readers read the same");
    }
}

SecretSummary summaryOf(const PassboltType &type)
{
    SecretSummary summary;
    summary.id = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
    summary.name = QStringLiteral("Mail");
    summary.username = type.username ? QStringLiteral("ada") : QString();
    summary.vendorType = QLatin1String(type.slug);
    summary.type = type.type;
    return summary;
}

/// What is not empty, in any order: what a person would miss.
std::vector<std::string> valuesOf(const std::vector<SecretField> &fields)
{
    std::vector<std::string> values;
    for (const SecretField &field : fields) {
        if (!field.value.isEmpty())
            values.emplace_back(field.value.view());
    }
    std::sort(values.begin(), values.end());
    return values;
}

/// What was read and written again is the same, where the rules let it be written.
void checkSecret(const PassboltType &type, const SecretBuffer &plaintext)
{
    const SecretSummary summary = summaryOf(type);
    const auto secret = parsePassboltSecret(summary, {}, plaintext);
    if (!secret) {
        require(secret.error().kind == ErrorKind::Malformed || secret.error().kind == ErrorKind::TooLarge,
                "Malformed when it does not fit the type");
        return;
    }
    SecretDraft draft;
    draft.id = summary.id;
    draft.type = secret->type;
    draft.vendorType = summary.vendorType;
    draft.name = summary.name;
    draft.username = summary.username;
    for (const SecretField &field : secret->fields) {
        require(!field.key.isEmpty(), "a field has a key");
        draft.fields.push_back(field.clone());
    }
    if (!passboltIssues(draft, {&type}).empty())
        return;
    const auto written = composePassbolt(draft, type, QLatin1String(type.id), {&type, {}, plaintext.clone()});
    if (!written)
        return;
    const auto again = parsePassboltSecret(summary, {}, written->secret);
    require(again.has_value(), "what was written can be read");
    require(again->type == secret->type, "as the same type");
    require(valuesOf(again->fields) == valuesOf(secret->fields), "with the same values");
}

void checkLayout(const SecretBuffer &description)
{
    const SecretType type = passboltLayoutType(description);
    if (type == SecretType::Unknown)
        return;
    SecretDraft draft;
    draft.type = type;
    draft.fields = parsePassboltLayout(type, description);
    const QString password = passboltPasswordKey(type);
    std::erase_if(draft.fields, [&password](const SecretField &field) { return field.key == password; });
    const SecretBuffer written = composePassboltLayout(draft);
    require(passboltLayoutType(written) == type, "the type is written");
    require(valuesOf(parsePassboltLayout(type, written)) == valuesOf(draft.fields), "and every value");
}

void checkTotp(const SecretBuffer &json)
{
    const auto totp = parsePassboltTotp(json.view());
    if (!totp)
        return;
    SecretJsonWriter writer;
    writePassboltTotp(writer, *totp, json.view());
    const SecretBuffer written = std::move(writer).take();
    const auto again = parsePassboltTotp(written.view());
    require(again && again->seed.equals(totp->seed) && again->digits == totp->digits && again->period == totp->period &&
                again->algorithm == totp->algorithm,
            "a code is read as it was written");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const std::vector<const PassboltType *> types = passboltTypes();
    Input input(data, size);
    const unsigned kind = input.choice(static_cast<unsigned>(types.size()) + 4);
    const SecretBuffer text = input.secret();
    switch (kind) {
    case 0:
        checkMembers(text);
        break;
    case 1:
        static_cast<void>(splitSecretJson(text.view(), Kind::Array));
        break;
    case 2:
        checkLayout(text);
        break;
    case 3:
        checkTotp(text);
        break;
    default:
        checkSecret(*types[kind - 4], text);
        break;
    }
    return 0;
}
