// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/writing.h"

namespace coffret {

Task<Expected<JobReport>> VaultWriting::upgrade(Progress progress, StopToken stop)
{
    Q_UNUSED(progress)
    Q_UNUSED(stop)
    co_return failure(ErrorKind::Unsupported);
}

} // namespace coffret
