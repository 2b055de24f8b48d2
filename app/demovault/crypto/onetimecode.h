// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace coffret::demovault {

/// RFC 6238 with HMAC-SHA-1, six digits and periods of 30 seconds.
class OneTimeCode
{
public:
    /// key: the shared secret, not encoded.
    explicit OneTimeCode(QByteArray key) : m_key(std::move(key)) {}

    [[nodiscard]] QString at(qint64 secondsSinceEpoch) const;
    /// Takes the code of this period, and for the time a code needs to arrive (section 5.2) that of the one before.
    /// Passbolt 5.12 has less patience: it takes the first alone.
    [[nodiscard]] bool accepts(const QString &code, qint64 secondsSinceEpoch) const;

private:
    QByteArray m_key;
};

} // namespace coffret::demovault
