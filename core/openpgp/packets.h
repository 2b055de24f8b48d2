// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace coffret {

/// One packet where it lies (RFC 4880 section 4.2).
struct Packet
{
    int tag = 0;
    std::string_view whole;              ///< header and body
    std::vector<std::string_view> parts; ///< of the body: one, unless it was streamed
};

/// Reads along the body of a packet. What is cut reads as empty, and as zero.
class PacketFields
{
public:
    explicit PacketFields(std::string_view body) : m_body(body) {}
    [[nodiscard]] std::size_t at() const { return m_at; }
    [[nodiscard]] bool cut() const { return m_cut; }

    std::string_view take(std::size_t count);
    unsigned octet();
    std::string_view number();                           ///< RFC 4880 section 3.2
    std::string_view counted() { return take(octet()); } ///< behind an octet that tells its size

private:
    std::string_view m_body;
    std::size_t m_at = 0;
    bool m_cut = false;
};

/// Walks over packets. The bytes must outlive it.
class PacketReader
{
public:
    explicit PacketReader(std::string_view bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }
    /// Nothing when what follows is no packet, or is cut.
    [[nodiscard]] std::optional<Packet> next();

private:
    std::optional<std::size_t> number(int octets);
    bool take(Packet &packet, std::optional<std::size_t> size);
    bool newBody(Packet &packet);
    bool oldBody(Packet &packet, int lengthType);

    std::string_view m_bytes;
    std::size_t m_at = 0;
};

} // namespace coffret
