// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/otpauth.h"

#include <QByteArrayList>
#include <QUrl>

#include <algorithm>
#include <charconv>

namespace coffret {

namespace {

constexpr std::string_view Scheme = "otpauth://";

tl::unexpected<Error> unusable()
{
    return failure(ErrorKind::Malformed, QStringLiteral("nothing that makes one-time codes"));
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

QString textOf(std::string_view encoded)
{
    return QUrl::fromPercentEncoding(QByteArray(encoded.data(), static_cast<qsizetype>(encoded.size()))).trimmed();
}

/// The label of a URI: ISSUER:ACCOUNT, or the account alone.
void takeLabel(std::string_view label, OtpAuth &auth)
{
    const QString text = textOf(label);
    const qsizetype colon = text.indexOf(QLatin1Char(':'));
    if (colon > 0)
        auth.issuer = text.left(colon).trimmed();
    auth.account = text.mid(colon + 1).trimmed();
}

Expected<OtpAuth> fromUri(std::string_view uri)
{
    uri.remove_prefix(Scheme.size());
    const std::size_t slash = uri.find_first_of("/?");
    const std::size_t mark = uri.find('?');
    if (slash == std::string_view::npos || mark == std::string_view::npos ||
        !equalsIgnoringCase(uri.substr(0, slash), "totp"))
        return unusable();
    std::string_view query = uri.substr(mark + 1);
    query = query.substr(0, query.find('#'));
    OtpAuth auth;
    if (slash < mark)
        takeLabel(uri.substr(slash + 1, mark - slash - 1), auth);
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const std::string_view name = pair.substr(0, equals);
        const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
        if (equalsIgnoringCase(name, "secret")) {
            auth.seed = cleanSeed(percentDecoded(value).view());
        } else if (equalsIgnoringCase(name, "algorithm")) {
            auth.algorithm = QByteArray(value.data(), static_cast<qsizetype>(value.size())).toUpper();
        } else if (equalsIgnoringCase(name, "digits")) {
            auth.digits = otpNumber(value, auth.digits);
        } else if (equalsIgnoringCase(name, "period")) {
            auth.period = otpNumber(value, auth.period);
        } else if (equalsIgnoringCase(name, "issuer") && !value.empty()) {
            auth.issuer = textOf(value);
        }
    }
    if (!auth.isUsable())
        return unusable();
    return auth;
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

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

int otpNumber(std::string_view text, int fallback)
{
    if (text.empty())
        return fallback;
    int value = 0;
    const auto [last, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && last == text.data() + text.size() ? value : 0;
}

bool OtpAuth::isUsable() const
{
    static const QByteArrayList known{"SHA1", "SHA256", "SHA512"};
    return !seed.isEmpty() && known.contains(algorithm) && digits >= 6 && digits <= 8 && period >= 1;
}

Expected<OtpAuth> OtpAuth::fromText(const SecretBuffer &text)
{
    std::string_view trimmed = text.view();
    trimmed.remove_prefix(std::min(trimmed.find_first_not_of(" \t\r\n"), trimmed.size()));
    trimmed = trimmed.substr(0, trimmed.find_last_not_of(" \t\r\n") + 1);
    if (equalsIgnoringCase(trimmed.substr(0, Scheme.size()), Scheme))
        return fromUri(trimmed);
    OtpAuth auth;
    auth.seed = cleanSeed(trimmed);
    if (!auth.isUsable())
        return unusable();
    return auth;
}

SecretBuffer OtpAuth::toUri(const QString &name) const
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

} // namespace coffret
