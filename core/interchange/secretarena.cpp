// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/secretarena.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr std::size_t BlockSize = 64 * 1024;
constexpr std::array<char, SecretBuffer::Padding> Zeros{};

} // namespace

SecretBuffer &SecretArena::blockFor(std::size_t most)
{
    const std::size_t needed = most + Zeros.size();
    if (m_blocks.empty() || m_blocks.back().capacity() - m_blocks.back().size() < needed)
        m_blocks.emplace_back(std::max(BlockSize, needed));
    return m_blocks.back();
}

std::string_view SecretArena::closed(SecretBuffer &block, std::size_t begin)
{
    const std::size_t size = block.size() - begin;
    block.append({Zeros.data(), Zeros.size()});
    return block.view().substr(begin, size);
}

std::string_view SecretArena::keep(std::string_view text)
{
    SecretBuffer &block = blockFor(text.size());
    const std::size_t begin = block.size();
    block.append(text);
    return closed(block, begin);
}

std::string_view SecretArena::keep(SecretBuffer buffer)
{
    const std::string_view view = buffer.view();
    // Behind the first one, so that what is kept next still finds the room in the last block.
    m_blocks.insert(m_blocks.begin(), std::move(buffer));
    return view;
}

} // namespace coffret
