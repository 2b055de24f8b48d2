// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/keyunwrap.h"

#include "core/openpgp/keypackets.h"
#include "core/openpgp/keyunwrapparts.h"

namespace coffret {

namespace {

constexpr int SecretKey = 5;
constexpr int SecretSubkey = 7;
constexpr char Version = 3; // of session key packets

} // namespace

unsigned carriedSum(std::string_view key)
{
    unsigned sum = 0;
    for (const char octet : key)
        sum += static_cast<unsigned char>(octet);
    return sum & 0xFFFF;
}

SecretBuffer keyFromCarried(std::string_view carried)
{
    if (carried.size() != CarriedSize || carried.front() != Aes256)
        return {};
    const std::string_view key = carried.substr(1, SessionKeySize);
    const unsigned high = static_cast<unsigned char>(carried[CarriedSize - 2]);
    const unsigned low = static_cast<unsigned char>(carried[CarriedSize - 1]);
    return carriedSum(key) == (high << 8 | low) ? SecretBuffer::copyOf(key) : SecretBuffer();
}

std::string sessionKeyHead(std::string_view fingerprint, char algorithm)
{
    return std::string(1, Version).append(keyIdOf(fingerprint)).append(1, algorithm);
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
        auto unwrap = algorithm == RsaKey    ? rsaUnwrap(parameters, secret)
                      : algorithm == EcdhKey ? curve25519Unwrap(parameters, secret, fingerprint)
                                             : nullptr;
        if (unwrap != nullptr)
            unwrap->m_head = sessionKeyHead(fingerprint, algorithm);
        return unwrap;
    }
    return nullptr;
}

SecretBuffer KeyUnwrap::sessionKey(std::string_view body) const
{
    if (!body.starts_with(m_head))
        return {};
    const SecretBuffer carried = unwrapped(body.substr(m_head.size()));
    return keyFromCarried(carried.view());
}

} // namespace coffret
