// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/onetimecode.h"

#include "core/toolbox/otpauth.h"

#include <QUrl>

namespace coffret {

namespace {

constexpr std::string_view Scheme = "otpauth://";
constexpr std::size_t ShortestKey = 8; ///< characters; shorter ones are typing mistakes

bool startsWithScheme(std::string_view text)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; };
    for (std::size_t i = 0; i < Scheme.size(); ++i) {
        if (i >= text.size() || lower(text[i]) != Scheme[i])
            return false;
    }
    return true;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view Blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(Blank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(Blank) - first + 1);
}

/// Upper case, without what separates groups and without padding; empty when it is no base32.
SecretBuffer base32Key(std::string_view typed)
{
    SecretBuffer key = cleanSeed(typed);
    if (key.size() < ShortestKey)
        key.wipe();
    return key;
}

} // namespace

std::optional<SecretBuffer> oneTimeCodeUri(std::string_view typed, const QString &name)
{
    const std::string_view text = trimmed(typed);
    if (startsWithScheme(text))
        return SecretBuffer::copyOf(text);
    const SecretBuffer key = base32Key(text);
    if (key.isEmpty())
        return std::nullopt;
    const QByteArray label = QUrl::toPercentEncoding(name);
    SecretBuffer uri(Scheme.size() + static_cast<std::size_t>(label.size()) + key.size() + 64);
    uri.append(Scheme);
    uri.append("totp/");
    uri.append({label.constData(), static_cast<std::size_t>(label.size())});
    uri.append("?secret=");
    uri.append(key.view());
    uri.append("&algorithm=SHA1&digits=6&period=30");
    return uri;
}

SecretBuffer inGroups(const SecretBuffer &code)
{
    const std::string_view digits = code.view();
    const std::size_t half = (digits.size() + 1) / 2;
    SecretBuffer grouped(digits.size() + 1);
    grouped.append(digits.substr(0, half));
    grouped.append(" ");
    grouped.append(digits.substr(half));
    return grouped;
}

} // namespace coffret
