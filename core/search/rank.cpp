// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/rank.h"

#include <QString>

#include <algorithm>

namespace coffret {

namespace {

bool startsWord(std::string_view text, std::size_t at)
{
    if (at == 0)
        return true;
    const auto before = static_cast<unsigned char>(text[at - 1]);
    if (before < 0x80)
        return !((before >= 'a' && before <= 'z') || (before >= '0' && before <= '9'));
    std::size_t start = at - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0) == 0x80)
        --start;
    const char *bytes = text.data() + start;
    return !QString::fromUtf8(bytes, static_cast<qsizetype>(at - start)).at(0).isLetterOrNumber();
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
