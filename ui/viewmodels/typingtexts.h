// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/typist.h"

#include <QString>

namespace coffret {

/// Why nothing can be typed here; empty when it can.
[[nodiscard]] QString describe(Typist::Obstacle obstacle);
/// What came of it; empty when all was typed.
[[nodiscard]] QString describe(Typist::Result result);
/// Says where it would go before anything does.
[[nodiscard]] QString describe(const Typist::Target &target);

} // namespace coffret
