// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/jsonwriter.h"
#include "core/toolbox/otpauth.h"
#include "core/vault/passbolt/passboltjson.h"

namespace coffret {

// Passbolt's object for one-time codes, to and from what everything else here uses.

/// Malformed when it makes no code.
[[nodiscard]] Expected<OtpAuth> parsePassboltTotp(std::string_view object);
/// Members it does not know are taken over from current, the object as it was; that may be empty.
void writePassboltTotp(SecretJsonWriter &writer, const OtpAuth &totp, std::string_view current);

} // namespace coffret
