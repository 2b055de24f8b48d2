// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <cstdint>
#include <string_view>

namespace coffret {

/// Reads the data types of RFC 4251 section 5 from bytes that somebody else wrote; the views point into those. What
/// does not fit into what is left fails, and from then on everything is empty or zero: one look at the end is enough.
class SshReader
{
public:
    explicit SshReader(std::string_view bytes) : m_rest(bytes) {}

    std::uint8_t byte();
    std::uint32_t number();
    std::string_view text();
    /// A number that is not negative, big-endian and without leading zeros; empty for zero.
    std::string_view magnitude();
    std::string_view raw(std::size_t size);

    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

private:
    std::string_view m_rest;
    bool m_failed = false;
};

/// Writes the same types, in guarded memory.
class SshWriter
{
public:
    explicit SshWriter(std::size_t expectedSize = 512) : m_bytes(expectedSize) {}

    void byte(std::uint8_t value);
    void number(std::uint32_t value);
    void text(std::string_view bytes);
    void magnitude(std::string_view bigEndian);
    void raw(std::string_view bytes) { m_bytes.append(bytes); }

    [[nodiscard]] std::string_view view() const { return m_bytes.view(); }
    [[nodiscard]] SecretBuffer take() && { return std::move(m_bytes); }

private:
    SecretBuffer m_bytes;
};

} // namespace coffret
