// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

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

private:
    std::vector<SecretBuffer> m_blocks;
};

} // namespace coffret
