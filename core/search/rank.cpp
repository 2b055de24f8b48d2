// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/rank.h"

#include "core/model/wordsignature.h"

#include <algorithm>

namespace coffret {

namespace {

/// Where words begin, and behind anything that is of no word: what is looked for may begin with a sign.
bool startsWord(std::string_view text, std::size_t at)
{
    if (at == 0)
        return true;
    std::size_t start = at - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80)
        --start;
    std::string_view before = text.substr(start);
    std::string_view here = text.substr(at);
    const char32_t last = takeCodePoint(before);
    return !isOfWord(last) || beginsWord(last, takeCodePoint(here));
}

} // namespace

Rank rankOfWord(std::string_view text, std::size_t nameLength, std::string_view word, std::size_t at)
{
    if (at >= nameLength) { // fields are parted by '\n' and follow each other in the order of ranks
        const auto fields = std::count(text.begin() + static_cast<std::ptrdiff_t>(nameLength),
                                       text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
        return static_cast<Rank>(static_cast<std::size_t>(Rank::InName) + static_cast<std::size_t>(fields));
    }
    const std::string_view name = text.substr(0, nameLength);
    for (; at != std::string_view::npos; at = name.find(word, at + 1)) {
        if (startsWord(name, at))
            return Rank::WordStart;
    }
    return Rank::InName;
}

} // namespace coffret
