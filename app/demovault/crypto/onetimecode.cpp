// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/onetimecode.h"

#include <QMessageAuthenticationCode>
#include <QtEndian>

namespace coffret::demovault {
namespace {

constexpr qint64 period = 30;
constexpr int digits = 6;
constexpr quint32 modulus = 1'000'000;

} // namespace

QString OneTimeCode::at(qint64 secondsSinceEpoch) const
{
    QByteArray counter(8, '\0');
    qToBigEndian(static_cast<quint64>(secondsSinceEpoch / period), counter.data());
    const QByteArray mac = QMessageAuthenticationCode::hash(counter, m_key, QCryptographicHash::Sha1);
    const int offset = mac.back() & 0x0f; // RFC 4226, section 5.3
    const quint32 number = qFromBigEndian<quint32>(mac.constData() + offset) & 0x7fffffffU;
    return QString::number(number % modulus).rightJustified(digits, QLatin1Char('0'));
}

bool OneTimeCode::accepts(const QString &code, qint64 secondsSinceEpoch) const
{
    return code == at(secondsSinceEpoch) || code == at(secondsSinceEpoch - period);
}

} // namespace coffret::demovault
