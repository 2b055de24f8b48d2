// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltwriterparts.h"

#include <memory>

namespace coffret {

// Changing secrets; see VaultWriting. Each begins with what the server has at that moment. The tasks keep the parts
// alive.

Task<Expected<void>> updatePassboltSecret(std::shared_ptr<PassboltWriterParts> parts,
                                          std::shared_ptr<const SecretDraft> draft, QStringList confirmedFingerprints,
                                          StopToken stop);
Task<Expected<void>> setPassboltExpiry(std::shared_ptr<PassboltWriterParts> parts, QString resourceId,
                                       QDateTime expires, StopToken stop);
/// From clear metadata to encrypted, signed by the user; values stay as they are. Fine when it is already encrypted,
/// Conflict when it does not say what the index said last.
Task<Expected<void>> upgradePassboltSecret(std::shared_ptr<PassboltWriterParts> parts, QString resourceId,
                                           StopToken stop);

} // namespace coffret
