// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/messageforge.h"

#include <QCryptographicHash>
#include <QList>

#include <openssl/evp.h>

namespace coffret::test {

namespace {

constexpr int ProtectedData = 18;
constexpr int UnprotectedData = 9;
constexpr qsizetype PrefixSize = 18;    // a random block and its last two octets again
constexpr qsizetype IntegritySize = 22; // header of two octets, SHA-1

quint8 at(const QByteArray &bytes, qsizetype index)
{
    return static_cast<quint8>(bytes[index]);
}

struct Parts
{
    QByteArray recipients;
    QByteArray data; ///< body of the data packet, with its version octet
};

/// gpg writes old-format headers for session keys and a new-format one for the data.
Parts partsOf(const QByteArray &packets)
{
    qsizetype position = 0;
    while ((at(packets, position) & 0xFC) == 0x84) { // old format, tag 1
        const bool wide = (at(packets, position) & 3) == 1;
        const qsizetype size =
            wide ? at(packets, position + 1) * 256 + at(packets, position + 2) : at(packets, position + 1);
        position += (wide ? 3 : 2) + size;
    }
    Parts parts{packets.left(position), {}};
    ++position;
    while (position < packets.size()) {
        const quint8 first = at(packets, position);
        qsizetype size = first;
        qsizetype header = 1;
        if (first >= 224 && first < 255) {
            size = qsizetype(1) << (first & 0x1F);
        } else if (first >= 192 && first < 224) {
            size = (first - 192) * 256 + at(packets, position + 1) + 192;
            header = 2;
        }
        parts.data += packets.mid(position + header, size);
        position += header + size;
    }
    return parts;
}

QByteArray packet(int tag, const QByteArray &body)
{
    QByteArray header(1, static_cast<char>(0xC0 | tag));
    header += static_cast<char>(0xFF);
    for (int shift = 24; shift >= 0; shift -= 8)
        header += static_cast<char>((body.size() >> shift) & 0xFF);
    return header + body;
}

QByteArray cfb(const QByteArray &input, const QByteArray &key, bool encrypt)
{
    const QByteArray zero(16, '\0');
    QByteArray output(input.size(), '\0');
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int written = 0;
    EVP_CipherInit_ex(context, EVP_aes_256_cfb128(), nullptr, reinterpret_cast<const unsigned char *>(key.data()),
                      reinterpret_cast<const unsigned char *>(zero.data()), encrypt ? 1 : 0);
    EVP_CipherUpdate(context, reinterpret_cast<unsigned char *>(output.data()), &written,
                     reinterpret_cast<const unsigned char *>(input.constData()), static_cast<int>(input.size()));
    EVP_CIPHER_CTX_free(context);
    return output;
}

} // namespace

QByteArray dearmored(const QByteArray &armored)
{
    const qsizetype begin = armored.indexOf("\n\n") + 2;
    const qsizetype end = armored.indexOf("\n=", begin);
    return QByteArray::fromBase64(armored.mid(begin, end - begin));
}

QByteArray armoredMessage(const QByteArray &packets)
{
    QByteArray text = "-----BEGIN PGP MESSAGE-----\n\n";
    const QByteArray base64 = packets.toBase64();
    for (qsizetype from = 0; from < base64.size(); from += 64)
        text += base64.mid(from, 64) + '\n';
    return text + "-----END PGP MESSAGE-----\n";
}

QByteArray withContent(const QByteArray &message, const QByteArray &sessionKey,
                       const std::function<QByteArray(QByteArray)> &change, Integrity integrity)
{
    const Parts parts = partsOf(dearmored(message));
    const QByteArray plain = cfb(parts.data.mid(1), sessionKey, false);
    const QByteArray content = plain.mid(PrefixSize, plain.size() - PrefixSize - IntegritySize);
    QByteArray forged = plain.left(PrefixSize) + change(content);
    if (integrity != Integrity::Missing) {
        forged += QByteArray::fromHex("d314");
        QByteArray digest = QCryptographicHash::hash(forged, QCryptographicHash::Sha1);
        if (integrity == Integrity::Wrong)
            digest[0] = static_cast<char>(digest[0] ^ 1);
        forged += digest;
    }
    return armoredMessage(parts.recipients + packet(ProtectedData, '\x01' + cfb(forged, sessionKey, true)));
}

QByteArray withoutProtection(const QByteArray &message)
{
    const Parts parts = partsOf(dearmored(message));
    return armoredMessage(parts.recipients + packet(UnprotectedData, parts.data.mid(1)));
}

} // namespace coffret::test
