// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret::test {

/// How many blocks of guarded memory there are in this process: one for each SecretBuffer that holds something.
[[nodiscard]] int liveBlocks();

} // namespace coffret::test
