// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QByteArray>

namespace coffret {

/// What makes one-time codes, as a key URI says it
/// (otpauth://totp/NAME?secret=...&algorithm=...&digits=...&period=..., the de-facto format).
struct OtpAuth
{
    SecretBuffer seed;             ///< base32, upper case, no padding
    QByteArray algorithm = "SHA1"; ///< or SHA256, SHA512
    int digits = 6;                ///< 6 to 8
    int period = 30;               ///< seconds, at least 1
    QString issuer = {};           ///< as the URI names them; empty: it does not
    QString account = {};

    /// A key URI, or a bare seed as people copy it. Malformed when it makes no code, and for counter-based ones.
    [[nodiscard]] static Expected<OtpAuth> fromText(const SecretBuffer &text);
    [[nodiscard]] SecretBuffer toUri(const QString &name) const;
    [[nodiscard]] bool isUsable() const;
};

/// Base32 as people write it: spaces and dashes dropped, upper case, no padding. Empty when it is not base32.
[[nodiscard]] SecretBuffer cleanSeed(std::string_view seed);
/// fallback for nothing, 0 for what is no number.
[[nodiscard]] int otpNumber(std::string_view text, int fallback);

} // namespace coffret
