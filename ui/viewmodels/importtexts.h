// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/foreignfile.h"

namespace coffret {

[[nodiscard]] QString formatLabel(ForeignFormat format); ///< "Bitwarden, JSON"
[[nodiscard]] QString refusalText(ForeignRefusal::Why why);
/// What stays behind, in words with commas between them; empty where nothing does.
[[nodiscard]] QString lossesText(Losses losses);

} // namespace coffret
