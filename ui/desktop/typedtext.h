// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <optional>

namespace coffret {

/// A text key by key. What was taken stays in its SecretBuffer until the whole goes.
class TypedText
{
public:
    TypedText() = default;
    explicit TypedText(SecretBuffer utf8) : m_text(std::move(utf8)) {}

    /// Whether it is UTF-8 and every character is one that keys can type: no control characters but Tab and line feed.
    [[nodiscard]] bool isTypable() const;
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_text.size(); }
    [[nodiscard]] char32_t next() const; ///< not at the end, and isTypable()
    void skip();                         ///< the next one is typed

    /// The X11 symbol of a character, "Return" for a line feed. https://www.x.org/releases/current/doc/xproto/
    [[nodiscard]] static quint32 symbolOf(char32_t character);

private:
    [[nodiscard]] std::size_t length() const; ///< of the next character, bytes

    SecretBuffer m_text;
    std::size_t m_at = 0;
};

} // namespace coffret
