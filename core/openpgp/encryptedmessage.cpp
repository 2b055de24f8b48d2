// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/encryptedmessage.h"

#include "core/openpgp/armor.h"
#include "core/openpgp/packets.h"

#include <QCryptographicHash>

#include <algorithm>
#include <limits>

namespace coffret {

namespace {

enum Tag { PublicKeySession = 1, SymmetricSession = 3, Unprotected = 9, Marker = 10, Protected = 18, Aead = 20 };

tl::unexpected<Error> corrupt(const char *why)
{
    return failure(ErrorKind::CorruptMessage, QString::fromLatin1(why));
}

} // namespace

Expected<EncryptedParts> encryptedParts(const QByteArray &message, qsizetype maximumPlaintext, int maximumRecipients)
{
    // Armor is 4/3 of what it holds; signatures and a good hundred recipients fit into the rest.
    if (message.size() / 2 > maximumPlaintext + 64 * 1024)
        return failure(ErrorKind::TooLarge);
    const bool armored = message.trimmed().startsWith("-----BEGIN PGP MESSAGE");
    const auto packets = armored ? dearmor(message, "MESSAGE") : message;
    if (!packets)
        return corrupt("the armor is damaged");
    EncryptedParts parts;
    parts.packets = *packets;
    PacketReader reader(std::string_view(parts.packets.constData(), static_cast<std::size_t>(parts.packets.size())));
    int recipients = 0;
    while (true) {
        const auto packet = reader.next();
        if (!packet && !armored && recipients == 0)
            return failure(ErrorKind::NotEncrypted);
        switch (packet ? packet->tag : 0) {
        case PublicKeySession:
            if (++recipients > maximumRecipients)
                return failure(ErrorKind::TooLarge, QStringLiteral("encrypted for too many keys"));
            if (packet->parts.size() != 1)
                return corrupt("a session key in parts");
            parts.sessionKeys.push_back(packet->parts.front());
            break;
        case Marker:
            break;
        case SymmetricSession:
            return failure(ErrorKind::NoSecretKey, QStringLiteral("sealed with a passphrase"));
        case Unprotected:
            return corrupt("no integrity protection");
        case Protected:
        case Aead:
            if (recipients == 0)
                return failure(ErrorKind::NoSecretKey, QStringLiteral("sealed with a passphrase"));
            if (!reader.atEnd())
                return corrupt("something follows the message");
            parts.data = packet->parts;
            parts.aead = packet->tag == Aead;
            return parts;
        default:
            if (packet && recipients == 0)
                return failure(ErrorKind::NotEncrypted);
            return corrupt("cut or malformed");
        }
    }
}

Expected<QByteArray> encryptedPackets(const QByteArray &message, qsizetype maximumPlaintext, int maximumRecipients)
{
    const auto parts = encryptedParts(message, maximumPlaintext, maximumRecipients);
    if (!parts)
        return failure(parts);
    return parts->packets;
}

std::optional<QStringList> recipientKeyIds(const QByteArray &message)
{
    constexpr unsigned Version = 3;
    constexpr std::size_t IdSize = 8;
    const auto parts = encryptedParts(message, std::numeric_limits<qsizetype>::max() / 2);
    if (!parts)
        return std::nullopt;
    QStringList ids;
    for (const std::string_view body : parts->sessionKeys) {
        PacketFields fields(body);
        const bool known = fields.octet() == Version;
        const std::string_view id = fields.take(IdSize);
        if (!known || fields.cut() || id == std::string_view("\0\0\0\0\0\0\0\0", IdSize))
            return std::nullopt;
        ids.append(QString::fromLatin1(QByteArray(id.data(), IdSize).toHex().toUpper()));
    }
    return ids;
}

bool looksSealed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text.starts_with("-----BEGIN PGP MESSAGE-----");
}

QByteArray messageDigest(const QByteArray &message)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (const auto parts = encryptedParts(message, std::numeric_limits<qsizetype>::max() / 2)) {
        for (const std::string_view part : parts->data)
            hash.addData(QByteArrayView(part.data(), static_cast<qsizetype>(part.size())));
    } else {
        hash.addData(message);
    }
    return hash.result().left(16);
}

} // namespace coffret
