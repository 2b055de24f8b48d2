// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffret {

/// Keys as the user's keyboard has them printed on it: "Strg+K" for "Ctrl+K" in German. keys: one or several, English.
[[nodiscard]] QString keyNames(const QString &keys);

} // namespace coffret
