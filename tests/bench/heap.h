// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

#include <malloc.h>

namespace coffret {

/// Bytes that are allocated now, in this process.
[[nodiscard]] inline std::size_t heapInUse()
{
    const struct mallinfo2 info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

} // namespace coffret
