// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace coffret::counts {

/// Something that is done often, or with much at once. prepare() makes all it needs and returns the work itself, to be
/// done once; that says how much came of it, never 0.
struct HotPath
{
    using Work = std::function<std::size_t()>;

    const char *name;
    Work (*prepare)();
};

/// In the order they are counted in: what an earlier one leaves behind (memory, above all) is the same for the next.
[[nodiscard]] const std::vector<HotPath> &hotPaths();

} // namespace coffret::counts
