// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keyunwrap.h"

#include "core/openpgp/keypackets.h"
#include "core/openpgp/keyunwrapparts.h"

#include <openssl/sha.h>

#include <array>

namespace coffret {

namespace {

constexpr int SecretKey = 5;
constexpr int SecretSubkey = 7;
constexpr char Version = 3; // of session key packets
constexpr std::size_t KeyIdSize = 8;
constexpr char Rsa = 1;
constexpr char Ecdh = 18;

/// RFC 4880 section 12.2.
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

/// The key from what was carried to us. Nothing unless it is an AES-256 key with the right sum.
SecretBuffer keyFrom(std::string_view carried)
{
    if (carried.size() != CarriedSize || carried.front() != Aes256)
        return {};
    const std::string_view key = carried.substr(1, SessionKeySize);
    const unsigned high = static_cast<unsigned char>(carried[CarriedSize - 2]);
    const unsigned low = static_cast<unsigned char>(carried[CarriedSize - 1]);
    return carriedSum(key) == (high << 8 | low) ? SecretBuffer::copyOf(key) : SecretBuffer();
}

} // namespace

unsigned carriedSum(std::string_view key)
{
    unsigned sum = 0;
    for (const char octet : key)
        sum += static_cast<unsigned char>(octet);
    return sum & 0xFFFF;
}

std::unique_ptr<KeyUnwrap> KeyUnwrap::load(std::string_view packets, std::string_view fingerprint)
{
    PacketReader reader(packets);
    while (const auto packet = reader.next()) {
        if ((packet->tag != SecretKey && packet->tag != SecretSubkey) || packet->parts.size() != 1)
            continue;
        const std::string_view body = packet->parts.front();
        const std::size_t publicSize = publicPartSize(body);
        if (publicSize == 0 || publicSize >= body.size() || body[publicSize] != 0 || // protected
            fingerprintOf(body.substr(0, publicSize)) != fingerprint)
            continue;
        const char algorithm = body[5];
        const PacketFields parameters(body.substr(6, publicSize - 6));
        const PacketFields secret(body.substr(publicSize + 1));
        auto unwrap = algorithm == Rsa    ? rsaUnwrap(parameters, secret)
                      : algorithm == Ecdh ? curve25519Unwrap(parameters, secret, fingerprint)
                                          : nullptr;
        if (unwrap != nullptr) {
            unwrap->m_head = Version;
            unwrap->m_head.append(fingerprint.substr(fingerprint.size() - KeyIdSize)).append(1, algorithm);
        }
        return unwrap;
    }
    return nullptr;
}

SecretBuffer KeyUnwrap::sessionKey(std::string_view body) const
{
    if (!body.starts_with(m_head))
        return {};
    const SecretBuffer carried = unwrapped(body.substr(m_head.size()));
    return keyFrom(carried.view());
}

} // namespace coffret
