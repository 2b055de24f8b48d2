// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/keyforge.h"

#include "tests/support/messageforge.h"

#include <QList>

namespace coffret::test {

namespace {

constexpr int SecretKey = 5;
constexpr int SecretSubkey = 7;
constexpr qsizetype PointAt = 6 + 10 + 2 + 1; ///< in a primary key: version, date, algorithm; curve; size; prefix

struct Part
{
    int tag = 0;
    QByteArray body;
};

/// gpg writes old packet headers with one or two octets of length.
QList<Part> partsOf(const QByteArray &armored)
{
    const QByteArray bytes = dearmored(armored);
    QList<Part> parts;
    for (qsizetype at = 0; at < bytes.size();) {
        const auto octet = [&](qsizetype i) { return static_cast<quint8>(bytes[i]); };
        const int sizes = 1 << (octet(at) & 3);
        qsizetype size = 0;
        for (int i = 1; i <= sizes; ++i)
            size = (size << 8) | octet(at + i);
        parts.append({(octet(at) >> 2) & 15, bytes.mid(at + 1 + sizes, size)});
        at += 1 + sizes + size;
    }
    return parts;
}

QByteArray joined(const QList<Part> &parts)
{
    QByteArray bytes;
    for (const Part &part : parts) {
        bytes.append(static_cast<char>(0x81 | (part.tag << 2)));
        bytes.append(static_cast<char>(part.body.size() >> 8)).append(static_cast<char>(part.body.size()));
        bytes.append(part.body);
    }
    return armoredBlock(bytes, "PRIVATE KEY BLOCK");
}

qsizetype publicSize(const Part &part)
{
    return part.tag == SecretKey ? 6 + 10 + 2 + 33 : 6 + 11 + 2 + 33 + 4;
}

} // namespace

QByteArray armoredBlock(const QByteArray &packets, const QByteArray &block)
{
    const QByteArray base64 = packets.toBase64();
    QByteArray text = "-----BEGIN PGP " + block + "-----\n\n";
    for (qsizetype at = 0; at < base64.size(); at += 64)
        text += base64.mid(at, 64) + '\n';
    return text + "-----END PGP " + block + "-----\n";
}

QByteArray keyWithOtherSecrets(const QByteArray &publicHalf, const QByteArray &secretHalf)
{
    QList<Part> parts = partsOf(publicHalf);
    const QList<Part> secrets = partsOf(secretHalf);
    for (Part &part : parts) {
        for (const Part &secret : secrets) {
            if (part.tag == secret.tag && (part.tag == SecretKey || part.tag == SecretSubkey))
                part.body = part.body.left(publicSize(part)) + secret.body.mid(publicSize(secret));
        }
    }
    return joined(parts);
}

QByteArray keyWithAlteredPoint(const QByteArray &privateKey)
{
    QList<Part> parts = partsOf(privateKey);
    parts.first().body[PointAt + 5] = static_cast<char>(parts.first().body[PointAt + 5] ^ 1);
    return joined(parts);
}

QByteArray keyWithForeignSubkey(const QByteArray &key, const QByteArray &donor)
{
    return joined(partsOf(key) + partsOf(donor).last(2));
}

} // namespace coffret::test
