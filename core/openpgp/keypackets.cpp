// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keypackets.h"

#include "core/openpgp/packets.h"

#include <openssl/sha.h>

#include <array>

namespace coffret {

namespace {

enum Tag {
    Signature = 2,
    SecretKey = 5,
    PublicKey = 6,
    SecretSubkey = 7,
    UserId = 13,
    PublicSubkey = 14,
    UserAttribute = 17
};
constexpr unsigned char GnuExtension = 101;

/// Skips the public parameters; false when the algorithm is not known.
bool skipParameters(PacketFields &fields, unsigned algorithm)
{
    int numbers = 0;
    switch (algorithm) {
    case 1: // RSA
    case 2:
    case 3:
        numbers = 2;
        break;
    case 16: // ElGamal
        numbers = 3;
        break;
    case 17: // DSA
        numbers = 4;
        break;
    case 18: // ECDH: curve, point, how to derive the key
    case 19: // ECDSA
    case 22: // EdDSA
        fields.counted();
        fields.number();
        if (algorithm == 18)
            fields.counted();
        break;
    default:
        return false;
    }
    for (int i = 0; i < numbers; ++i)
        fields.number();
    return true;
}

tl::unexpected<Error> refuse(const char *why)
{
    return failure(ErrorKind::InvalidInput, QString::fromLatin1(why));
}

/// A packet with a five-octet length, as any reader takes it.
QByteArray packet(int tag, std::string_view body)
{
    QByteArray out;
    out.append(static_cast<char>(0xC0 | tag)).append('\xFF');
    for (int shift = 24; shift >= 0; shift -= 8)
        out.append(static_cast<char>(body.size() >> shift));
    return out.append(body.data(), static_cast<qsizetype>(body.size()));
}

Expected<void> takeSecretPart(SecretKeyParts &parts, const Packet &source)
{
    if (source.parts.size() != 1)
        return refuse("a key is not streamed");
    const std::string_view body = source.parts.front();
    PacketFields fields(body);
    if (fields.octet() != 4)
        return failure(ErrorKind::KeyUnusable, QStringLiteral("not a version 4 key"));
    fields.take(4);
    if (!skipParameters(fields, fields.octet()))
        return failure(ErrorKind::KeyUnusable, QStringLiteral("an algorithm that is not known here"));
    const std::size_t publicSize = fields.at();
    const unsigned protection = fields.octet();
    if (protection == 254 || protection == 255) {
        fields.octet(); // cipher
        if (fields.octet() == GnuExtension)
            return refuse("its secret part is not in here");
    }
    if (fields.cut() || fields.at() >= body.size())
        return refuse("the key is cut");
    parts.locked = parts.locked && protection != 0;
    parts.publicPackets += packet(source.tag == SecretKey ? PublicKey : PublicSubkey, body.substr(0, publicSize));
    ++parts.keys;
    return {};
}

} // namespace

std::size_t publicPartSize(std::string_view body)
{
    PacketFields fields(body);
    const bool known = fields.octet() == 4 && fields.take(4).size() == 4 && skipParameters(fields, fields.octet());
    return known && !fields.cut() ? fields.at() : 0;
}

std::string fingerprintOf(std::string_view publicPart)
{
    std::string hashed("\x99");
    hashed += static_cast<char>(publicPart.size() >> 8);
    hashed += static_cast<char>(publicPart.size());
    hashed += publicPart;
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    SHA1(reinterpret_cast<const unsigned char *>(hashed.data()), hashed.size(), digest.data());
    return {reinterpret_cast<const char *>(digest.data()), digest.size()};
}

std::string_view keyIdOf(std::string_view fingerprint)
{
    constexpr std::size_t Size = 8;
    return fingerprint.substr(fingerprint.size() - Size);
}

Expected<SecretKeyParts> splitSecretKey(std::string_view packets)
{
    SecretKeyParts parts;
    PacketReader reader(packets);
    while (!reader.atEnd()) {
        const auto next = reader.next();
        if (!next)
            return refuse("the key is cut");
        const bool first = parts.keys == 0;
        switch (next->tag) {
        case SecretKey:
        case SecretSubkey: {
            if (first != (next->tag == SecretKey))
                return refuse("not one private key");
            const Expected<void> taken = takeSecretPart(parts, *next);
            if (!taken)
                return failure(taken);
            break;
        }
        case Signature:
        case UserId:
        case UserAttribute:
            if (first)
                return refuse("not a private key");
            parts.publicPackets.append(next->whole.data(), static_cast<qsizetype>(next->whole.size()));
            break;
        case PublicKey:
        case PublicSubkey:
            return refuse("a public key where a private one should be");
        default:
            return refuse("not a private key");
        }
    }
    if (parts.keys == 0)
        return refuse("no key");
    return parts;
}

} // namespace coffret
