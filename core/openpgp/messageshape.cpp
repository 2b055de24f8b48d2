// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/messageshape.h"

#include <QList>

#include <optional>

namespace coffret {

namespace {

enum Tag { PublicKeySession = 1, SymmetricSession = 3, PlainlyEncrypted = 9, Marker = 10, Protected = 18, Aead = 20 };

struct PacketHeader
{
    int tag = 0;
    qsizetype bodyAt = 0;
    qsizetype bodySize = 0; ///< -1: partial or open-ended, so nothing after it can be found
};

class Reader
{
public:
    explicit Reader(const QByteArray &bytes) : m_bytes(bytes) {}
    [[nodiscard]] std::optional<qsizetype> number(qsizetype at, int octets) const
    {
        if (at + octets > m_bytes.size())
            return std::nullopt;
        qsizetype value = 0;
        for (int i = 0; i < octets; ++i)
            value = (value << 8) | static_cast<quint8>(m_bytes[at + i]);
        return value;
    }
    [[nodiscard]] std::optional<PacketHeader> headerAt(qsizetype at) const
    {
        const auto first = number(at, 1);
        if (!first || (*first & 0x80) == 0)
            return std::nullopt;
        return (*first & 0x40) != 0 ? newFormat(at, *first & 0x3F) : oldFormat(at, *first);
    }

private:
    [[nodiscard]] std::optional<PacketHeader> newFormat(qsizetype at, qsizetype tag) const
    {
        const auto first = number(at + 1, 1);
        const auto second = number(at + 1, 2);
        const auto wide = number(at + 2, 4);
        const int type = static_cast<int>(tag);
        if (!first)
            return std::nullopt;
        if (*first < 192)
            return PacketHeader{type, at + 2, *first};
        if (*first < 224)
            return second ? std::optional(PacketHeader{type, at + 3, *second - 0xC000 + 192}) : std::nullopt;
        if (*first < 255)
            return PacketHeader{type, at + 2, -1};
        return wide ? std::optional(PacketHeader{type, at + 6, *wide}) : std::nullopt;
    }
    [[nodiscard]] std::optional<PacketHeader> oldFormat(qsizetype at, qsizetype first) const
    {
        const int type = static_cast<int>((first >> 2) & 0x0F);
        const int lengthType = static_cast<int>(first & 3);
        if (lengthType == 3)
            return PacketHeader{type, at + 1, -1};
        const int octets = 1 << lengthType;
        const auto size = number(at + 1, octets);
        return size ? std::optional(PacketHeader{type, at + 1 + octets, *size}) : std::nullopt;
    }

    const QByteArray &m_bytes;
};

/// The packets inside the armor, or the message itself when it is not armored.
QByteArray withoutArmor(const QByteArray &message)
{
    const qsizetype begin = message.indexOf("-----BEGIN PGP ");
    if (begin < 0)
        return message;
    const QByteArray rest = message.mid(message.indexOf('\n', begin) + 1);
    QByteArray base64;
    bool inHeaders = true;
    for (const QByteArray &line : rest.split('\n')) {
        const QByteArray text = line.trimmed();
        if (inHeaders && (text.isEmpty() || text.contains(": "))) {
            inHeaders = !text.isEmpty();
            continue;
        }
        inHeaders = false;
        if (text.startsWith('=') || text.startsWith('-'))
            break;
        base64 += text;
    }
    return QByteArray::fromBase64(base64);
}

} // namespace

MessageShape shapeOf(const QByteArray &message)
{
    const QByteArray packets = withoutArmor(message);
    const bool armored = packets.constData() != message.constData();
    const Reader reader(packets);
    bool forKeys = false;
    for (qsizetype at = 0; true;) {
        const auto header = reader.headerAt(at);
        if (!header)
            return armored || forKeys ? MessageShape::Broken : MessageShape::NotOpenPgp;
        switch (header->tag) {
        case PublicKeySession:
            forKeys = true;
            break;
        case Marker:
            break;
        case SymmetricSession:
            return MessageShape::ForPassphrase;
        case PlainlyEncrypted:
            return MessageShape::WithoutIntegrity;
        case Protected:
        case Aead:
            return forKeys ? MessageShape::ForKeys : MessageShape::ForPassphrase;
        default:
            return forKeys ? MessageShape::Broken : MessageShape::NotEncrypted;
        }
        if (header->bodySize < 0 || header->bodyAt + header->bodySize > packets.size())
            return MessageShape::Broken;
        at = header->bodyAt + header->bodySize;
    }
}

} // namespace coffret
