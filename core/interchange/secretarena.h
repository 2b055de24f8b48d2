// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <optional>
#include <string_view>
#include <vector>

namespace coffret {

/// Guarded memory for many values that live and go together. A SecretBuffer of its own for each would take four pages
/// and three mappings, of which a process has some ten thousand. What it hands out stays where it is until the arena
/// goes, also when that is moved.
class SecretArena
{
public:
    /// The text, followed by SecretBuffer::Padding readable bytes.
    std::string_view keep(std::string_view text);
    /// Takes the buffer over as it is.
    std::string_view keep(SecretBuffer buffer);
    /// What write(block) appends to a block, most bytes or less; nothing when it returns false.
    template <typename Write>
    std::optional<std::string_view> keep(std::size_t most, Write write)
    {
        SecretBuffer &block = blockFor(most);
        const std::size_t begin = block.size();
        return write(block) ? std::optional(closed(block, begin)) : std::nullopt;
    }

private:
    SecretBuffer &blockFor(std::size_t most); ///< with room for so much
    static std::string_view closed(SecretBuffer &block, std::size_t begin);

    std::vector<SecretBuffer> m_blocks;
};

} // namespace coffret
