// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/wordsignature.h"

#include <QChar>

namespace coffret {

namespace {

bool isOfScriptWithoutSpaces(char32_t codePoint) noexcept
{
    if (codePoint < 0x0e00) // Thai is the first of them
        return false;
    switch (QChar::script(codePoint)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return true;
    default:
        return false;
    }
}

} // namespace

char32_t takeLongCodePoint(std::string_view &text) noexcept
{
    const auto byteAt = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byteAt(0);
    const std::size_t length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    char32_t codePoint = length == 1 ? first : first & (0x7fu >> length);
    if (length > text.size()) {
        text.remove_prefix(1);
        return first;
    }
    for (std::size_t i = 1; i < length; ++i)
        codePoint = (codePoint << 6) | (byteAt(i) & 0x3fu);
    text.remove_prefix(length);
    return codePoint;
}

bool isOfForeignWord(char32_t codePoint) noexcept
{
    return QChar::isLetterOrNumber(codePoint) || QChar::isMark(codePoint);
}

bool beginsForeignWord(char32_t before, char32_t codePoint) noexcept
{
    if (!isOfForeignWord(codePoint) || QChar::isMark(codePoint))
        return false;
    return !isOfWord(before) || isOfScriptWithoutSpaces(codePoint);
}

void WordSignature::add(std::string_view text) noexcept
{
    char32_t before = 0;
    while (!text.empty()) {
        const char32_t codePoint = takeCodePoint(text);
        if (codePoint == U'\n') {
            before = 0;
            continue;
        }
        addLetter(codePoint);
        if (before != 0)
            addPair(before, codePoint);
        if (beginsWord(before, codePoint))
            addStart(codePoint);
        before = codePoint;
    }
}

} // namespace coffret
