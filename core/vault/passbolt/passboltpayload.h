// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passbolttypes.h"

namespace coffret {

/// The cards a resource shows, from its summary and the labels in its metadata.
[[nodiscard]] std::vector<FieldOutline> passboltOutline(const SecretSummary &summary,
                                                        const QList<PassboltCustomField> &customFields);

/// Takes a decrypted secret apart by its type; no value leaves SecretBuffer memory. Malformed when it does not fit the
/// type.
[[nodiscard]] Expected<std::vector<SecretField>> parsePassboltSecret(const SecretSummary &summary,
                                                                     const QList<PassboltCustomField> &customFields,
                                                                     const SecretBuffer &plaintext);

} // namespace coffret
