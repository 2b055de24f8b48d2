// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>

namespace coffret {

[[nodiscard]] char32_t takeLongCodePoint(std::string_view &text) noexcept;
/// One code point of UTF-8 at the front of text, which gets shorter by it. Bytes that are no UTF-8 stand for
/// themselves.
[[nodiscard]] inline char32_t takeCodePoint(std::string_view &text) noexcept
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first >= 0x80)
        return takeLongCodePoint(text);
    text.remove_prefix(1);
    return first;
}

[[nodiscard]] bool isOfForeignWord(char32_t codePoint) noexcept;
/// True for what folded words are made of: letters, digits, and the signs that belong to them.
[[nodiscard]] inline bool isOfWord(char32_t codePoint) noexcept
{
    return codePoint < 0x80 ? codePoint - U'a' < 26 || codePoint - U'0' < 10 : isOfForeignWord(codePoint);
}

[[nodiscard]] bool beginsForeignWord(char32_t before, char32_t codePoint) noexcept;
/// True where a word begins: after anything that is of no word, and at each character of a script without spaces.
/// before: the code point in front, 0 at the beginning.
[[nodiscard]] inline bool beginsWord(char32_t before, char32_t codePoint) noexcept
{
    return codePoint < 0x80 ? isOfWord(codePoint) && !isOfWord(before) : beginsForeignWord(before, codePoint);
}

/// Which characters occur in a folded text and which of them side by side, as bits: two texts that are alike have most
/// of them in common. Different ones may share a bit.
struct WordSignature
{
    static constexpr std::size_t PairBits = 192;

    quint64 letters = 0;
    std::array<quint64, PairBits / 64> pairs{}; ///< and the beginnings of words

    void addLetter(char32_t letter) noexcept { letters |= quint64{1} << (letter & 63); }
    void addPair(char32_t first, char32_t second) noexcept
    {
        const quint32 mixed =
            (static_cast<quint32>(first) * 0x9e3779b1u) ^ (static_cast<quint32>(second) * 0x85ebca6bu);
        const std::size_t bit = static_cast<std::size_t>((quint64{mixed * 0xc2b2ae35u} * PairBits) >> 32);
        pairs[bit / 64] |= quint64{1} << (bit % 64);
    }
    /// Marks where a word begins.
    void addStart(char32_t letter) noexcept { addPair(0, letter); }
    /// Everything that occurs in text. Fields that are parted by '\n' stay apart.
    void add(std::string_view text) noexcept;

    [[nodiscard]] int pairsMissingIn(const WordSignature &other) const noexcept
    {
        return std::popcount(pairs[0] & ~other.pairs[0]) + std::popcount(pairs[1] & ~other.pairs[1]) +
               std::popcount(pairs[2] & ~other.pairs[2]);
    }
};

} // namespace coffret
