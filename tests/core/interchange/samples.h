// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/core/interchange/items.h"

namespace coffret::test {

// Files as the programs write them, with made-up content.
[[nodiscard]] QByteArray bitwardenSample();
[[nodiscard]] QByteArray onePuxSample(); ///< the text in the archive

} // namespace coffret::test
