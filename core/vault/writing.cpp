// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/writing.h"

namespace coffret {

Task<Expected<void>> VaultWriting::move(QString secretId, QString collectionId, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(collectionId)
    Q_UNUSED(stop)
    co_return failure(ErrorKind::Unsupported);
}

bool VaultWriting::canUpgradeOne(const SecretSummary &summary) const
{
    Q_UNUSED(summary)
    return false;
}

Task<Expected<UpgradePlan>> VaultWriting::planUpgrade(QString secretId, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(stop)
    co_return failure(ErrorKind::Unsupported);
}

Task<Expected<void>> VaultWriting::upgradeOne(QString secretId, StopToken stop)
{
    Q_UNUSED(secretId)
    Q_UNUSED(stop)
    co_return failure(ErrorKind::Unsupported);
}

Task<Expected<JobReport>> VaultWriting::upgrade(Progress progress, StopToken stop)
{
    Q_UNUSED(progress)
    Q_UNUSED(stop)
    co_return failure(ErrorKind::Unsupported);
}

} // namespace coffret
