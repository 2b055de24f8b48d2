// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/encryptedmessage.h"

#include "core/openpgp/armor.h"
#include "core/openpgp/packets.h"

#include <QCryptographicHash>

#include <limits>

namespace coffret {

namespace {

enum Tag { PublicKeySession = 1, SymmetricSession = 3, Unprotected = 9, Marker = 10, Protected = 18, Aead = 20 };

tl::unexpected<Error> corrupt(const char *why)
{
    return failure(ErrorKind::CorruptMessage, QString::fromLatin1(why));
}

/// What a packet holds, put together from its parts.
QByteArray bodyOf(const Packet &packet)
{
    QByteArray whole;
    for (const std::string_view part : packet.parts)
        whole.append(part.data(), static_cast<qsizetype>(part.size()));
    return whole;
}

/// body: filled with the encrypted part of the message.
Expected<QByteArray> packetsOf(const QByteArray &message, qsizetype maximumPlaintext, QByteArray *body)
{
    // Armor is 4/3 of what it holds; signatures and a good hundred recipients fit into the rest.
    if (message.size() / 2 > maximumPlaintext + 64 * 1024)
        return failure(ErrorKind::TooLarge);
    const bool armored = message.trimmed().startsWith("-----BEGIN PGP MESSAGE");
    const auto packets = armored ? dearmor(message, "MESSAGE") : message;
    if (!packets)
        return corrupt("the armor is damaged");
    PacketReader reader(std::string_view(packets->constData(), static_cast<std::size_t>(packets->size())));
    bool forKeys = false;
    while (true) {
        const auto packet = reader.next();
        if (!packet && !armored && !forKeys)
            return failure(ErrorKind::NotEncrypted);
        switch (packet ? packet->tag : 0) {
        case PublicKeySession:
            forKeys = true;
            break;
        case Marker:
            break;
        case SymmetricSession:
            return failure(ErrorKind::NoSecretKey, QStringLiteral("sealed with a passphrase"));
        case Unprotected:
            return corrupt("no integrity protection");
        case Protected:
        case Aead:
            if (!forKeys)
                return failure(ErrorKind::NoSecretKey, QStringLiteral("sealed with a passphrase"));
            if (!reader.atEnd())
                return corrupt("something follows the message");
            if (body != nullptr)
                *body = bodyOf(*packet);
            return *packets;
        default:
            if (packet && !forKeys)
                return failure(ErrorKind::NotEncrypted);
            return corrupt("cut or malformed");
        }
    }
}

} // namespace

Expected<QByteArray> encryptedPackets(const QByteArray &message, qsizetype maximumPlaintext)
{
    return packetsOf(message, maximumPlaintext, nullptr);
}

QByteArray messageDigest(const QByteArray &message)
{
    QByteArray body;
    if (!packetsOf(message, std::numeric_limits<qsizetype>::max() / 2, &body))
        body = message;
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).left(16);
}

} // namespace coffret
