// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passbolttotp.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;

int numberOf(const std::vector<SecretJsonMember> &members, std::string_view key, int fallback)
{
    const SecretJsonMember *const member = memberOf(members, key);
    if (member == nullptr || (member->kind != Kind::Number && member->kind != Kind::String))
        return fallback;
    const int value = otpNumber(member->token, fallback);
    return value == 0 && member->token != "0" ? fallback : value;
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Expected<OtpAuth> parsePassboltTotp(std::string_view object)
{
    const auto members = splitSecretJson(object);
    if (!members)
        return failure(members);
    OtpAuth totp;
    if (const Expected<SecretBuffer> raw = secretText(*members, "secret_key"))
        totp.seed = cleanSeed(raw->view());
    const QByteArray named = plainText(*members, "algorithm").toUpper().toLatin1();
    if (!named.isEmpty())
        totp.algorithm = named;
    totp.digits = numberOf(*members, "digits", totp.digits);
    totp.period = numberOf(*members, "period", totp.period);
    if (!totp.isUsable())
        return failure(ErrorKind::Malformed, QStringLiteral("nothing that makes one-time codes"));
    return totp;
}

void writePassboltTotp(SecretJsonWriter &writer, const OtpAuth &totp, std::string_view current)
{
    constexpr std::array known{"algorithm", "secret_key", "digits", "period"};
    writer.beginObject();
    writer.key("algorithm");
    writer.text(viewOf(totp.algorithm));
    writer.key("secret_key");
    writer.text(totp.seed.view());
    writer.key("digits");
    writer.raw(viewOf(QByteArray::number(totp.digits)));
    writer.key("period");
    writer.raw(viewOf(QByteArray::number(totp.period)));
    const auto members = current.empty() ? Expected<std::vector<SecretJsonMember>>() : splitSecretJson(current);
    for (const SecretJsonMember &member : members.value_or(std::vector<SecretJsonMember>())) {
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            writeMember(writer, member);
    }
    writer.endObject();
}

} // namespace coffret
