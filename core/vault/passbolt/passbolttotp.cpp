// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passbolttotp.h"

#include <QUrl>

#include <array>
#include <charconv>

namespace coffret {

namespace {

using Kind = SecretJsonMember::Kind;

constexpr std::string_view Scheme = "otpauth://";

tl::unexpected<Error> unusable()
{
    return failure(ErrorKind::Malformed, QStringLiteral("nothing that makes one-time codes"));
}

/// Base32 as people write it: spaces and dashes dropped, upper case. Empty when it is not base32.
SecretBuffer cleanSeed(std::string_view seed)
{
    SecretBuffer out(seed.size());
    for (char c : seed) {
        if (c == ' ' || c == '-')
            continue;
        if (c >= 'a' && c <= 'z')
            c = static_cast<char>(c - 'a' + 'A');
        if (!(c >= 'A' && c <= 'Z') && !(c >= '2' && c <= '7') && c != '=')
            return {};
        if (c != '=')
            out.append({&c, 1});
    }
    return out;
}

bool isFine(const PassboltTotp &totp)
{
    static const QByteArrayList known{"SHA1", "SHA256", "SHA512"};
    return !totp.seed.isEmpty() && known.contains(totp.algorithm) && totp.digits >= 6 && totp.digits <= 8 &&
           totp.period >= 1;
}

/// fallback for nothing, 0 for what is no number.
int numberOf(std::string_view text, int fallback)
{
    if (text.empty())
        return fallback;
    int value = 0;
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && last == text.data() + text.size() ? value : 0;
}

bool equalsIgnoringCase(std::string_view text, std::string_view lower)
{
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

SecretBuffer percentDecoded(std::string_view text)
{
    SecretBuffer out(text.size());
    while (!text.empty()) {
        unsigned code = 0;
        const auto [end, error] =
            std::from_chars(text.data() + 1, text.data() + std::min<std::size_t>(3, text.size()), code, 16);
        if (text.front() == '%' && error == std::errc() && end == text.data() + 3) {
            const auto c = static_cast<char>(code);
            out.append({&c, 1});
            text.remove_prefix(3);
        } else {
            out.append(text.substr(0, 1));
            text.remove_prefix(1);
        }
    }
    return out;
}

Expected<PassboltTotp> fromUri(std::string_view uri)
{
    uri.remove_prefix(Scheme.size());
    const std::size_t slash = uri.find_first_of("/?");
    const std::size_t mark = uri.find('?');
    if (slash == std::string_view::npos || mark == std::string_view::npos ||
        !equalsIgnoringCase(uri.substr(0, slash), "totp"))
        return unusable();
    std::string_view query = uri.substr(mark + 1);
    query = query.substr(0, query.find('#'));
    PassboltTotp totp;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string_view name = pair.substr(0, equals);
        const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
        if (equalsIgnoringCase(name, "secret")) {
            totp.seed = cleanSeed(percentDecoded(value).view());
        } else if (equalsIgnoringCase(name, "algorithm")) {
            totp.algorithm = QByteArray(value.data(), static_cast<qsizetype>(value.size())).toUpper();
        } else if (equalsIgnoringCase(name, "digits")) {
            totp.digits = numberOf(value, totp.digits);
        } else if (equalsIgnoringCase(name, "period")) {
            totp.period = numberOf(value, totp.period);
        }
    }
    if (!isFine(totp))
        return unusable();
    return totp;
}

int numberOf(const std::vector<SecretJsonMember> &members, std::string_view key, int fallback)
{
    const SecretJsonMember *const member = memberOf(members, key);
    if (member == nullptr || (member->kind != Kind::Number && member->kind != Kind::String))
        return fallback;
    const int value = numberOf(member->token, fallback);
    return value == 0 && member->token != "0" ? fallback : value;
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

Expected<PassboltTotp> PassboltTotp::fromText(const SecretBuffer &text)
{
    std::string_view trimmed = text.view();
    trimmed.remove_prefix(std::min(trimmed.find_first_not_of(" \t\r\n"), trimmed.size()));
    trimmed = trimmed.substr(0, trimmed.find_last_not_of(" \t\r\n") + 1);
    if (equalsIgnoringCase(trimmed.substr(0, Scheme.size()), Scheme))
        return fromUri(trimmed);
    PassboltTotp totp;
    totp.seed = cleanSeed(trimmed);
    if (!isFine(totp))
        return unusable();
    return totp;
}

Expected<PassboltTotp> PassboltTotp::fromJson(std::string_view object)
{
    const auto members = splitSecretJson(object);
    if (!members)
        return failure(members);
    PassboltTotp totp;
    if (const Expected<SecretBuffer> raw = secretText(*members, "secret_key"))
        totp.seed = cleanSeed(raw->view());
    const QByteArray named = plainText(*members, "algorithm").toUpper().toLatin1();
    if (!named.isEmpty())
        totp.algorithm = named;
    totp.digits = numberOf(*members, "digits", totp.digits);
    totp.period = numberOf(*members, "period", totp.period);
    if (!isFine(totp))
        return unusable();
    return totp;
}

SecretBuffer PassboltTotp::toUri(const QString &name) const
{
    const QByteArray head = "otpauth://totp/" + QUrl::toPercentEncoding(name) + "?secret=";
    const QByteArray tail =
        "&algorithm=" + algorithm + "&digits=" + QByteArray::number(digits) + "&period=" + QByteArray::number(period);
    SecretBuffer uri(static_cast<std::size_t>(head.size() + tail.size()) + seed.size());
    uri.append(viewOf(head));
    uri.append(seed.view());
    uri.append(viewOf(tail));
    return uri;
}

void PassboltTotp::write(SecretJsonWriter &writer, std::string_view current) const
{
    constexpr std::array known{"algorithm", "secret_key", "digits", "period"};
    writer.beginObject();
    writer.key("algorithm");
    writer.text(viewOf(algorithm));
    writer.key("secret_key");
    writer.text(seed.view());
    writer.key("digits");
    writer.raw(viewOf(QByteArray::number(digits)));
    writer.key("period");
    writer.raw(viewOf(QByteArray::number(period)));
    const auto members = current.empty() ? Expected<std::vector<SecretJsonMember>>() : splitSecretJson(current);
    for (const SecretJsonMember &member : members.value_or(std::vector<SecretJsonMember>())) {
        if (std::find(known.begin(), known.end(), member.key) == known.end())
            writeMember(writer, member);
    }
    writer.endObject();
}

} // namespace coffret
