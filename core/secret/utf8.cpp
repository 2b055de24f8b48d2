// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/utf8.h"

#include <cstddef>

namespace coffret {

namespace {

/// What may follow a first octet: how many octets, and the range of the first of them.
struct Sequence
{
    std::size_t following = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    bool valid = true;
};

Sequence sequenceOf(unsigned char first)
{
    if (first < 0x80)
        return {};
    if (first >= 0xC2 && first <= 0xDF)
        return {1};
    if (first == 0xE0)
        return {2, 0xA0, 0xBF};
    if (first == 0xED)
        return {2, 0x80, 0x9F};
    if (first >= 0xE1 && first <= 0xEF)
        return {2};
    if (first == 0xF0)
        return {3, 0x90, 0xBF};
    if (first == 0xF4)
        return {3, 0x80, 0x8F};
    if (first >= 0xF1 && first <= 0xF3)
        return {3};
    return {0, 0, 0, false};
}

} // namespace

bool isUtf8(std::string_view bytes) noexcept
{
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const Sequence sequence = sequenceOf(static_cast<unsigned char>(bytes[i]));
        if (!sequence.valid || bytes.size() - i - 1 < sequence.following)
            return false;
        for (std::size_t n = 1; n <= sequence.following; ++n) {
            const auto next = static_cast<unsigned char>(bytes[i + n]);
            if (next < (n == 1 ? sequence.low : 0x80) || next > (n == 1 ? sequence.high : 0xBF))
                return false;
        }
        i += sequence.following;
    }
    return true;
}

} // namespace coffret
