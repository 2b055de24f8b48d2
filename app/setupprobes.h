// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/viewmodels/setupprobes.h"

namespace coffret {

/// The questions setup asks over the network, and of account kits. Both arguments outlive what is returned.
[[nodiscard]] SetupProbes networkProbes(OwnKeys &ownKeys, const Clock &clock);

} // namespace coffret
