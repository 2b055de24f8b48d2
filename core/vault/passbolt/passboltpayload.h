// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passbolttypes.h"
#include "core/vault/vault.h"

namespace coffret {

/// The cards a resource shows, from its summary and the labels in its metadata.
[[nodiscard]] std::vector<FieldOutline> passboltOutline(const SecretSummary &summary,
                                                        const QList<PassboltCustomField> &customFields);

/// Takes a decrypted secret apart by its type; no value leaves SecretBuffer memory. A description that is laid out for
/// one of Coffret's types becomes that type's fields, and clear metadata with a note and neither password nor user name
/// is a note. Malformed when it does not fit the type.
[[nodiscard]] Expected<ParsedSecret> parsePassboltSecret(const SecretSummary &summary,
                                                         const QList<PassboltCustomField> &customFields,
                                                         const SecretBuffer &plaintext);

} // namespace coffret
