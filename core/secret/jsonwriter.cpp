// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/jsonwriter.h"

#include <algorithm>

namespace coffret {

namespace {

bool standsForItself(char c)
{
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

/// The letter of a two-character escape, or '\0' where there is none.
char shortEscape(char c)
{
    switch (c) {
    case '"':
    case '\\':
        return c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return '\0';
    }
}

} // namespace

void SecretJsonWriter::separate()
{
    if (m_needsComma)
        m_out.append(",");
    m_needsComma = true;
}

void SecretJsonWriter::open(char bracket)
{
    separate();
    m_out.append({&bracket, 1});
    m_needsComma = false;
}

void SecretJsonWriter::close(char bracket)
{
    m_out.append({&bracket, 1});
    m_needsComma = true;
}

void SecretJsonWriter::appendEscaped(std::string_view utf8)
{
    m_out.append("\"");
    while (!utf8.empty()) {
        const auto plainEnd = std::find_if_not(utf8.begin(), utf8.end(), standsForItself);
        const auto plain = static_cast<std::size_t>(plainEnd - utf8.begin());
        m_out.append(utf8.substr(0, plain));
        utf8.remove_prefix(plain);
        if (utf8.empty())
            break;
        const char c = utf8.front();
        if (const char letter = shortEscape(c); letter != '\0') {
            const char escape[] = {'\\', letter};
            m_out.append({escape, sizeof escape});
        } else {
            constexpr auto digits = "0123456789abcdef";
            const char escape[] = {'\\', 'u', '0', '0', digits[(c >> 4) & 15], digits[c & 15]};
            m_out.append({escape, sizeof escape});
        }
        utf8.remove_prefix(1);
    }
    m_out.append("\"");
}

void SecretJsonWriter::key(std::string_view utf8)
{
    separate();
    appendEscaped(utf8);
    m_out.append(":");
    m_needsComma = false;
}

void SecretJsonWriter::text(std::string_view utf8)
{
    separate();
    appendEscaped(utf8);
}

void SecretJsonWriter::raw(std::string_view json)
{
    separate();
    m_out.append(json);
}

void SecretJsonWriter::rawKey(std::string_view escaped)
{
    rawText(escaped);
    m_out.append(":");
    m_needsComma = false;
}

void SecretJsonWriter::rawText(std::string_view escaped)
{
    separate();
    m_out.append("\"");
    m_out.append(escaped);
    m_out.append("\"");
}

} // namespace coffret
