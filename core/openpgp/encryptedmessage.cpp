// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/encryptedmessage.h"

#include "core/openpgp/armor.h"

#include <QCryptographicHash>

#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace coffret {

namespace {

enum Tag { PublicKeySession = 1, SymmetricSession = 3, Unprotected = 9, Marker = 10, Protected = 18, Aead = 20 };

/// Walks over packets (RFC 4880 section 4.2).
class PacketReader
{
public:
    explicit PacketReader(const QByteArray &bytes) : m_bytes(bytes) {}

    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }

    /// The tag of the next packet, which is skipped; nothing when it is no packet or is cut.
    std::optional<int> next()
    {
        m_parts.clear();
        const auto first = number(1);
        if (!first || (*first & 0x80) == 0)
            return std::nullopt;
        const bool newFormat = (*first & 0x40) != 0;
        const bool whole = newFormat ? skipNewBody() : skipOldBody(static_cast<int>(*first & 3));
        if (!whole)
            return std::nullopt;
        return static_cast<int>(newFormat ? *first & 0x3F : (*first >> 2) & 0x0F);
    }

    /// What the packet that was skipped last holds, put together from its parts.
    [[nodiscard]] QByteArray body() const
    {
        QByteArray whole;
        for (const auto &[start, size] : m_parts)
            whole.append(m_bytes.constData() + start, size);
        return whole;
    }

private:
    std::optional<qsizetype> number(int octets)
    {
        if (m_bytes.size() - m_at < octets)
            return std::nullopt;
        qsizetype value = 0;
        for (int i = 0; i < octets; ++i)
            value = (value << 8) | static_cast<quint8>(m_bytes[m_at++]);
        return value;
    }

    bool skip(std::optional<qsizetype> size)
    {
        if (!size || *size > m_bytes.size() - m_at)
            return false;
        m_parts.emplace_back(m_at, *size);
        m_at += *size;
        return true;
    }

    bool skipNewBody()
    {
        while (const auto first = number(1)) {
            if (*first < 192)
                return skip(first);
            if (*first == 255)
                return skip(number(4));
            if (*first < 224) {
                const auto second = number(1);
                return second && skip(((*first - 192) << 8) + *second + 192);
            }
            if (!skip(qsizetype(1) << (*first & 0x1F))) // one part; the length of the next follows it
                return false;
        }
        return false;
    }

    bool skipOldBody(int lengthType) { return skip(lengthType == 3 ? m_bytes.size() - m_at : number(1 << lengthType)); }

    const QByteArray &m_bytes;
    qsizetype m_at = 0;
    std::vector<std::pair<qsizetype, qsizetype>> m_parts;
};

tl::unexpected<Error> corrupt(const char *why)
{
    return failure(ErrorKind::CorruptMessage, QString::fromLatin1(why));
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
    PacketReader reader(*packets);
    bool forKeys = false;
    while (true) {
        const auto tag = reader.next();
        if (!tag && !armored && !forKeys)
            return failure(ErrorKind::NotEncrypted);
        switch (tag.value_or(0)) {
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
                *body = reader.body();
            return *packets;
        default:
            if (tag && !forKeys)
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
