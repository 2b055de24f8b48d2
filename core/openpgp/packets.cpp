// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/packets.h"

namespace coffret {

std::string_view PacketFields::take(std::size_t count)
{
    m_cut = m_cut || count > m_body.size() - m_at;
    if (m_cut)
        return {};
    const std::string_view taken = m_body.substr(m_at, count);
    m_at += count;
    return taken;
}

unsigned PacketFields::octet()
{
    const std::string_view one = take(1);
    return one.empty() ? 0 : static_cast<unsigned char>(one.front());
}

std::string_view PacketFields::number()
{
    const unsigned high = octet();
    const unsigned bits = (high << 8) | octet();
    return take((bits + 7) / 8);
}

std::optional<Packet> PacketReader::next()
{
    const std::size_t begin = m_at;
    const auto first = number(1);
    if (!first || (*first & 0x80) == 0)
        return std::nullopt;
    const bool newFormat = (*first & 0x40) != 0;
    Packet packet;
    packet.tag = static_cast<int>(newFormat ? *first & 0x3F : (*first >> 2) & 0x0F);
    const bool whole = newFormat ? newBody(packet) : oldBody(packet, static_cast<int>(*first & 3));
    if (!whole)
        return std::nullopt;
    packet.whole = m_bytes.substr(begin, m_at - begin);
    return packet;
}

std::optional<std::size_t> PacketReader::number(int octets)
{
    if (m_bytes.size() - m_at < static_cast<std::size_t>(octets))
        return std::nullopt;
    std::size_t value = 0;
    for (int i = 0; i < octets; ++i)
        value = (value << 8) | static_cast<unsigned char>(m_bytes[m_at++]);
    return value;
}

bool PacketReader::take(Packet &packet, std::optional<std::size_t> size)
{
    if (!size || *size > m_bytes.size() - m_at)
        return false;
    packet.parts.push_back(m_bytes.substr(m_at, *size));
    m_at += *size;
    return true;
}

bool PacketReader::newBody(Packet &packet)
{
    while (const auto first = number(1)) {
        if (*first < 192)
            return take(packet, first);
        if (*first == 255)
            return take(packet, number(4));
        if (*first < 224) {
            const auto second = number(1);
            return second && take(packet, ((*first - 192) << 8) + *second + 192);
        }
        if (!take(packet, std::size_t(1) << (*first & 0x1F))) // one part; the length of the next follows it
            return false;
    }
    return false;
}

bool PacketReader::oldBody(Packet &packet, int lengthType)
{
    return take(packet, lengthType == 3 ? m_bytes.size() - m_at : number(1 << lengthType));
}

} // namespace coffret
