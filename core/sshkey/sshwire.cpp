// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshwire.h"

#include <array>

namespace coffret {

namespace {

std::string_view withoutZeros(std::string_view bigEndian)
{
    while (bigEndian.starts_with('\0'))
        bigEndian.remove_prefix(1);
    return bigEndian;
}

bool hasTopBit(std::string_view bytes)
{
    return !bytes.empty() && (static_cast<unsigned char>(bytes.front()) & 0x80U) != 0;
}

} // namespace

std::string_view SshReader::raw(std::size_t size)
{
    if (m_failed || size > m_rest.size()) {
        m_failed = true;
        m_rest = {};
        return {};
    }
    const std::string_view taken = m_rest.substr(0, size);
    m_rest.remove_prefix(size);
    return taken;
}

std::uint8_t SshReader::byte()
{
    const std::string_view taken = raw(1);
    return taken.empty() ? std::uint8_t(0) : static_cast<std::uint8_t>(taken.front());
}

std::uint32_t SshReader::number()
{
    std::uint32_t value = 0;
    for (const char c : raw(4))
        value = value << 8 | static_cast<unsigned char>(c);
    return value;
}

std::string_view SshReader::text()
{
    return raw(number());
}

std::string_view SshReader::magnitude()
{
    const std::string_view bytes = text();
    if (hasTopBit(bytes)) {
        m_failed = true;
        m_rest = {};
        return {};
    }
    return withoutZeros(bytes);
}

void SshWriter::byte(std::uint8_t value)
{
    const char c = static_cast<char>(value);
    m_bytes.append({&c, 1});
}

void SshWriter::number(std::uint32_t value)
{
    const std::array<char, 4> bytes{static_cast<char>(value >> 24), static_cast<char>(value >> 16),
                                    static_cast<char>(value >> 8), static_cast<char>(value)};
    m_bytes.append({bytes.data(), bytes.size()});
}

void SshWriter::text(std::string_view bytes)
{
    number(static_cast<std::uint32_t>(bytes.size()));
    m_bytes.append(bytes);
}

void SshWriter::magnitude(std::string_view bigEndian)
{
    const std::string_view bytes = withoutZeros(bigEndian);
    const bool sign = hasTopBit(bytes);
    number(static_cast<std::uint32_t>(bytes.size() + (sign ? 1 : 0)));
    if (sign)
        byte(0);
    m_bytes.append(bytes);
}

} // namespace coffret
