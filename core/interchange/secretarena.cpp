// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/secretarena.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr std::size_t BlockSize = 64 * 1024;

} // namespace

std::string_view SecretArena::keep(std::string_view text)
{
    constexpr std::array<char, SecretBuffer::Padding> Zeros{};
    const std::size_t needed = text.size() + Zeros.size();
    if (m_blocks.empty() || m_blocks.back().capacity() - m_blocks.back().size() < needed)
        m_blocks.emplace_back(std::max(BlockSize, needed));
    SecretBuffer &block = m_blocks.back();
    const std::size_t begin = block.size();
    block.append(text);
    block.append({Zeros.data(), Zeros.size()});
    return block.view().substr(begin, text.size());
}

std::string_view SecretArena::keep(SecretBuffer buffer)
{
    const std::string_view view = buffer.view();
    // Behind the first one, so that what is kept next still finds the room in the last block.
    m_blocks.insert(m_blocks.begin(), std::move(buffer));
    return view;
}

} // namespace coffret
