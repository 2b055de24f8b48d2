// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/commandk/commandkparts.h"

namespace coffret {

/// The vendor's id of a secret, which the path of a write needs: as met before, or looked for in these environments of
/// the app. NotFound where none of them lists it.
Task<Expected<QString>> findCommandKSecret(std::shared_ptr<CommandKParts> parts, std::shared_ptr<CommandKApi> api,
                                           QString appId, QString key, QStringList environmentIds, StopToken stop);

/// The vendor's word for what a secret of this type is for.
[[nodiscard]] QString commandKPurpose(SecretType type);

} // namespace coffret
