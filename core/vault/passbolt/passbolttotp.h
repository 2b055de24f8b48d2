// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/jsonwriter.h"
#include "core/vault/passbolt/passboltjson.h"

namespace coffret {

/// What makes one-time codes, between Passbolt's object and the key URI that everything else here uses
/// (otpauth://totp/NAME?secret=...&algorithm=...&digits=...&period=..., the de-facto format).
struct PassboltTotp
{
    SecretBuffer seed;             ///< base32, upper case, no padding
    QByteArray algorithm = "SHA1"; ///< or SHA256, SHA512
    int digits = 6;                ///< 6 to 8
    int period = 30;               ///< seconds, at least 1

    /// A key URI, or a bare seed as people copy it. Malformed when it makes no code, and for counter-based ones.
    [[nodiscard]] static Expected<PassboltTotp> fromText(const SecretBuffer &text);
    /// The server's object; Malformed when it makes no code.
    [[nodiscard]] static Expected<PassboltTotp> fromJson(std::string_view object);

    [[nodiscard]] SecretBuffer toUri(const QString &name) const;
    /// Members it does not know are taken over from current, the object as it was; that may be empty.
    void write(SecretJsonWriter &writer, std::string_view current) const;
};

} // namespace coffret
