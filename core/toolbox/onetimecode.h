// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QDateTime>

#include <chrono>

namespace coffret {

/// Makes time-based one-time codes (RFC 6238). Holds its key in guarded memory; move-only.
class OneTimeCode
{
public:
    /// From a key URI or a bare base32 key, see OtpAuth. InvalidInput when it makes no code.
    [[nodiscard]] static Expected<OneTimeCode> from(const SecretBuffer &text);

    /// The digits of the period that time lies in. InvalidInput before 1970.
    [[nodiscard]] Expected<SecretBuffer> at(const QDateTime &time) const;
    [[nodiscard]] std::chrono::seconds period() const { return std::chrono::seconds(m_period); }
    /// When the code of this moment gives way to the next one.
    [[nodiscard]] QDateTime turnAfter(const QDateTime &time) const;

private:
    OneTimeCode(SecretBuffer key, int flags, int digits, int period);

    SecretBuffer m_key; ///< decoded
    int m_flags;        ///< the library's word for the hash
    int m_digits;
    int m_period; ///< seconds
};

} // namespace coffret
