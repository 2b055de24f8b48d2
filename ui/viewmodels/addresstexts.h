// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace coffret {

/// What to know before opening an address, or why it is not opened although it looks as if it were; mostly empty.
[[nodiscard]] QString addressNote(const QString &uri);

} // namespace coffret
