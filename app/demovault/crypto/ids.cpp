// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/crypto/ids.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUuid>

namespace coffret::demovault {
namespace {

constexpr QUuid nameSpace{0x6b1d5d36, 0x2f4e, 0x4d53, 0x9a, 0x77, 0x20, 0x5e, 0xc3, 0x41, 0x8f, 0x02};

/// The finishing step of SplitMix64.
quint64 scrambled(quint64 value)
{
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9ULL;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebULL;
    return value ^ (value >> 31);
}

} // namespace

QString uuidOf(const QString &name)
{
    return QUuid::createUuidV5(nameSpace, name).toString(QUuid::WithoutBraces);
}

QString uuidOf(const QString &series, quint64 number)
{
    quint64 seed = 0x5eed;
    for (const QChar c : series) // not qHash: that one may differ from machine to machine
        seed = scrambled(seed + c.unicode());
    const quint64 high = scrambled(seed + number * 0x9e3779b97f4a7c15ULL);
    const quint64 low = scrambled(high ^ number);
    QUuid uuid;
    uuid.data1 = static_cast<quint32>(high);
    uuid.data2 = static_cast<quint16>(high >> 32);
    uuid.data3 = static_cast<quint16>(((high >> 48) & 0x0fff) | 0x4000);
    for (unsigned i = 0; i < 8; ++i)
        uuid.data4[i] = static_cast<uchar>(low >> (8 * i));
    uuid.data4[0] = static_cast<uchar>((uuid.data4[0] & 0x3f) | 0x80);
    return uuid.toString(QUuid::WithoutBraces);
}

QString randomUuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces);
}

bool isUuid(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\\z"));
    return form.match(text).hasMatch();
}

QByteArray randomHex(qsizetype bytes)
{
    QByteArray result;
    while (result.size() < bytes)
        result.append(static_cast<char>(QRandomGenerator::system()->bounded(256)));
    return result.toHex();
}

QByteArray seededBytes(const QString &name)
{
    return QCryptographicHash::hash("coffret demo vault/" + name.toUtf8(), QCryptographicHash::Sha256);
}

QByteArray base32(const QByteArray &bytes)
{
    static constexpr char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
    QByteArray result;
    unsigned buffer = 0;
    int bits = 0;
    for (const char byte : bytes) {
        buffer = (buffer << 8) | static_cast<unsigned char>(byte);
        for (bits += 8; bits >= 5; bits -= 5)
            result.append(alphabet[(buffer >> (bits - 5)) & 31U]);
    }
    return result;
}

} // namespace coffret::demovault
