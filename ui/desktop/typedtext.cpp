// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/typedtext.h"

#include "core/secret/utf8.h"

#include <QChar>

#include <xkbcommon/xkbcommon.h>

namespace coffret {

namespace {

bool isContinued(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

} // namespace

bool TypedText::isTypable() const
{
    if (!isUtf8(m_text.view()))
        return false;
    TypedText reading(m_text.clone());
    for (; !reading.isAtEnd(); reading.skip()) {
        const char32_t character = reading.next();
        const bool isKey = character == U'\t' || character == U'\n';
        if (!isKey && (QChar::category(character) == QChar::Other_Control || symbolOf(character) == XKB_KEY_NoSymbol))
            return false;
    }
    return true;
}

std::size_t TypedText::length() const
{
    std::size_t end = m_at + 1;
    while (end < m_text.size() && isContinued(m_text.view()[end]))
        ++end;
    return end - m_at;
}

char32_t TypedText::next() const
{
    const std::size_t bytes = length();
    const auto first = static_cast<unsigned char>(m_text.view()[m_at]);
    char32_t character = bytes == 1 ? first : first & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i)
        character = (character << 6U) | (static_cast<unsigned char>(m_text.view()[m_at + i]) & 0x3FU);
    return character;
}

void TypedText::skip()
{
    m_at += length();
}

quint32 TypedText::symbolOf(char32_t character)
{
    if (character == U'\n')
        return XKB_KEY_Return;
    return xkb_utf32_to_keysym(character); // a Tab has one
}

} // namespace coffret
