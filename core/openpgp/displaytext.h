// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/displaytext.h"

namespace coffret {

/// The address in "Ada Lovelace <ada@example.org>", or the whole text when it is a bare address; empty if there is
/// none.
[[nodiscard]] QString emailOf(const QString &userId);
/// Whom a key says it belongs to, for comparing: that address, or the whole text without one, in lower case.
[[nodiscard]] QString ownerOf(const QString &userId);

} // namespace coffret
