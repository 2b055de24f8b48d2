// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltwriterparts.h"

#include <memory>

namespace coffret {

// New secrets and folders; see VaultWriting. Whatever comes to lie in a shared folder is shared as the folder is, or
// taken back. The tasks keep the parts alive.

Task<Expected<QString>> createPassboltSecret(std::shared_ptr<PassboltWriterParts> parts,
                                             std::shared_ptr<const SecretDraft> draft,
                                             QStringList confirmedFingerprints, StopToken stop);
Task<Expected<QString>> createPassboltFolder(std::shared_ptr<PassboltWriterParts> parts, QString name, QString parentId,
                                             StopToken stop);

} // namespace coffret
