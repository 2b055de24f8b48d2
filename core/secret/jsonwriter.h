// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <string_view>

namespace coffret {

/// Writes JSON (RFC 8259) without a copy outside SecretBuffer memory. Commas and colons come by themselves; that every
/// value of an object follows a key, and that what begins ends, is the caller's to keep.
class SecretJsonWriter
{
public:
    explicit SecretJsonWriter(std::size_t expectedSize = 512) : m_out(expectedSize) {}

    void beginObject() { open('{'); }
    void endObject() { close('}'); }
    void beginArray() { open('['); }
    void endArray() { close(']'); }

    /// utf8 must be valid.
    void key(std::string_view utf8);
    void text(std::string_view utf8);
    void null() { raw("null"); }
    /// One whole value as it stood in other JSON; or what stood between the quotes of a key or a text there.
    void raw(std::string_view json);
    void rawKey(std::string_view escaped);
    void rawText(std::string_view escaped);

    [[nodiscard]] std::size_t size() const { return m_out.size(); } ///< so far
    [[nodiscard]] SecretBuffer take() && { return std::move(m_out); }

private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void appendEscaped(std::string_view utf8);

    SecretBuffer m_out;
    bool m_needsComma = false;
};

} // namespace coffret
