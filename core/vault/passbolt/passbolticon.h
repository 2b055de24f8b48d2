// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "core/vault/passbolt/passboltjson.h"

namespace coffret {

// The "icon" of encrypted metadata: {"type": "keepass-icon-set" or "passbolt-icon-set", "value": a number,
// "background_color": "#RRGGBB" or "#RRGGBBAA"}, where each may be missing or null.

/// Its members as texts. What makes no sense is as good as not there.
[[nodiscard]] SecretIcon passboltIcon(const QString &type, const QString &value, const QString &colour);
/// The member "icon" of metadata; null: there is none.
[[nodiscard]] SecretIcon passboltIcon(const SecretJsonMember *member);
/// Writes the member. What is in current besides symbol and colour stays, and so does either of them that is as it was.
void writePassboltIcon(SecretJsonWriter &writer, const SecretIcon &icon, const SecretJsonMember *current);

} // namespace coffret
