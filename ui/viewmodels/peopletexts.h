// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sharing.h"

#include <QString>

namespace coffret {

// Words about people, keys and rights. All translated here and nowhere else.

[[nodiscard]] QString readerStateText(ReaderKey::State state);
[[nodiscard]] QString accessRightText(AccessRight right); ///< "Can read"
[[nodiscard]] QString accessRightHint(AccessRight right); ///< what that means

} // namespace coffret
