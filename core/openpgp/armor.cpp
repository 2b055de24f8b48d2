// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/armor.h"

#include <QList>

namespace coffret {

namespace {

/// RFC 4880 section 6.1.
quint32 crc24(const QByteArray &bytes)
{
    quint32 crc = 0xB704CE;
    for (const char byte : bytes) {
        crc ^= static_cast<quint32>(static_cast<quint8>(byte)) << 16;
        for (int bit = 0; bit < 8; ++bit) {
            crc <<= 1;
            if ((crc & 0x1000000) != 0)
                crc ^= 0x1864CFB;
        }
    }
    return crc & 0xFFFFFF;
}

} // namespace

QByteArray armored(const QByteArray &packets, const QByteArray &block)
{
    constexpr qsizetype LineLength = 64;
    QByteArray text = "-----BEGIN PGP " + block + "-----\n\n";
    const QByteArray base64 = packets.toBase64();
    for (qsizetype at = 0; at < base64.size(); at += LineLength)
        text += base64.mid(at, LineLength) + '\n';
    const quint32 crc = crc24(packets);
    QByteArray sum;
    for (const int shift : {16, 8, 0})
        sum.append(static_cast<char>(crc >> shift));
    return text + '=' + sum.toBase64() + "\n-----END PGP " + block + "-----\n";
}

std::optional<QByteArray> dearmor(const QByteArray &armored, const QByteArray &block)
{
    QList<QByteArray> lines = armored.trimmed().split('\n');
    for (QByteArray &line : lines)
        line = line.trimmed();
    if (lines.size() < 3 || lines.first() != "-----BEGIN PGP " + block + "-----" ||
        lines.last() != "-----END PGP " + block + "-----")
        return std::nullopt;
    qsizetype at = 1;
    while (lines[at].contains(": ") || lines[at].endsWith(':')) // "Comment: ..."
        ++at;
    QByteArray base64;
    for (; at + 1 < lines.size() && !lines[at].startsWith('='); ++at)
        base64 += lines[at];
    const qsizetype left = lines.size() - 1 - at; // the checksum, if any, is the last line
    auto decoded = QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
    if (left > 1 || !decoded)
        return std::nullopt;
    return *decoded;
}

} // namespace coffret
