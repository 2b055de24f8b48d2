// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/viewmodels/firstrunviewmodel.h"

namespace coffret {

/// The questions setup asks over the network.
[[nodiscard]] SetupProbes networkProbes();

} // namespace coffret
