// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/jobs.h"
#include "core/vault/passbolt/passboltwriterparts.h"

#include <memory>

namespace coffret {

/// Everything the user may change and that still has clear metadata, one after the other; see VaultWriting::upgrade().
/// The task keeps the parts alive.
Task<Expected<JobReport>> upgradePassboltSecrets(std::shared_ptr<PassboltWriterParts> parts, Progress progress,
                                                 StopToken stop);

} // namespace coffret
