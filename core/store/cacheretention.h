// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

namespace coffret {

/// How long a cache may lie on the disk after its server was reached last. Blocks; on a worker.
class CacheRetention
{
public:
    /// Removes every cache in folder whose server was not reached for so many days, and all of them for 0; needs no
    /// key. One that somebody has open stays, and so does every key. Returns how many went.
    /// A clock that was set back makes nothing older: see CacheContent::clockWentBack.
    [[nodiscard]] static Expected<int> sweep(const QString &folder, const Clock &clock, int days);

    /// Whether what was heard from a server then is too old now. True for a time that never was.
    [[nodiscard]] static bool isOver(const QDateTime &contact, const QDateTime &now, int days);
};

} // namespace coffret
