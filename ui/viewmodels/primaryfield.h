// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

namespace coffret {

/// The key of the field that Enter copies: the one its type names, else the first protected one. Empty if there is
/// none.
[[nodiscard]] QString primaryFieldOf(SecretType type, const std::vector<FieldOutline> &fields);

} // namespace coffret
