// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/jsonsecret.h"

#include <algorithm>
#include <optional>

namespace coffret {

namespace {

std::optional<unsigned> readHex4(std::string_view digits)
{
    if (digits.size() < 4)
        return std::nullopt;
    unsigned value = 0;
    for (const char c : digits.substr(0, 4)) {
        unsigned nibble = 0;
        if (c >= '0' && c <= '9')
            nibble = static_cast<unsigned>(c - '0');
        else if (c >= 'a' && c <= 'f')
            nibble = static_cast<unsigned>(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            nibble = static_cast<unsigned>(c - 'A') + 10;
        else
            return std::nullopt;
        value = value * 16 + nibble;
    }
    return value;
}

void appendUtf8(SecretBuffer &out, unsigned code)
{
    char bytes[4];
    std::size_t count = 0;
    if (code < 0x80) {
        bytes[count++] = static_cast<char>(code);
    } else if (code < 0x800) {
        bytes[count++] = static_cast<char>(0xC0 | (code >> 6));
        bytes[count++] = static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        bytes[count++] = static_cast<char>(0xE0 | (code >> 12));
        bytes[count++] = static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        bytes[count++] = static_cast<char>(0x80 | (code & 0x3F));
    } else {
        bytes[count++] = static_cast<char>(0xF0 | (code >> 18));
        bytes[count++] = static_cast<char>(0x80 | ((code >> 12) & 0x3F));
        bytes[count++] = static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        bytes[count++] = static_cast<char>(0x80 | (code & 0x3F));
    }
    out.append({bytes, count});
    wipeBytes(std::span<char>(bytes));
}

/// Reads \uXXXX (and its low surrogate) whose first digit is at pos; returns the position after it.
std::optional<std::size_t> appendUnicodeEscape(SecretBuffer &out, std::string_view token, std::size_t pos)
{
    const auto first = readHex4(token.substr(std::min(pos, token.size())));
    if (!first || (*first >= 0xDC00 && *first <= 0xDFFF))
        return std::nullopt;
    if (*first < 0xD800 || *first > 0xDBFF) {
        appendUtf8(out, *first);
        return pos + 4;
    }
    if (token.size() < pos + 10 || token.substr(pos + 4, 2) != "\\u")
        return std::nullopt;
    const auto second = readHex4(token.substr(pos + 6));
    if (!second || *second < 0xDC00 || *second > 0xDFFF)
        return std::nullopt;
    appendUtf8(out, 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00));
    return pos + 10;
}

/// Whether the character stands for itself in a JSON string.
bool isPlain(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

char simpleEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return '\0';
    }
}

} // namespace

Expected<SecretBuffer> unescapeJsonString(std::string_view token)
{
    SecretBuffer out(token.size()); // an escape is never shorter than what it stands for
    const Expected<void> done = unescapeJsonString(token, out);
    if (!done)
        return failure(done);
    return out;
}

Expected<void> unescapeJsonString(std::string_view token, SecretBuffer &out)
{
    std::size_t pos = 0;
    while (pos < token.size()) {
        const char c = token[pos];
        if (isPlain(c)) {
            const auto end = std::find_if_not(token.begin() + static_cast<std::ptrdiff_t>(pos), token.end(), isPlain);
            const auto count = static_cast<std::size_t>(end - token.begin()) - pos;
            out.append(token.substr(pos, count));
            pos += count;
            continue;
        }
        if (c != '\\')
            return failure(ErrorKind::Malformed, QStringLiteral("control character or quote in a JSON string"));
        const char kind = pos + 1 < token.size() ? token[pos + 1] : '\0';
        if (kind == 'u') {
            const auto next = appendUnicodeEscape(out, token, pos + 2);
            if (!next)
                return failure(ErrorKind::Malformed, QStringLiteral("bad \\u escape in a JSON string"));
            pos = *next;
            continue;
        }
        const char plain = simpleEscape(kind);
        if (plain == '\0')
            return failure(ErrorKind::Malformed, QStringLiteral("bad escape in a JSON string"));
        out.append({&plain, 1});
        pos += 2;
    }
    return {};
}

} // namespace coffret
