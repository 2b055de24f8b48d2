// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/jobs.h"
#include "core/vault/passbolt/passboltwriterparts.h"
#include "core/vault/writing.h"

#include <memory>

namespace coffret {

/// See VaultWriting::planUpgrade(). The task keeps the parts alive.
Task<Expected<UpgradePlan>> planPassboltUpgrade(std::shared_ptr<PassboltWriterParts> parts, QString secretId,
                                                StopToken stop);

/// Everything the user may change and that still has clear metadata, one after the other; see VaultWriting::upgrade().
/// The task keeps the parts alive.
Task<Expected<JobReport>> upgradePassboltSecrets(std::shared_ptr<PassboltWriterParts> parts, Progress progress,
                                                 StopToken stop);

} // namespace coffret
