// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/keyunwrap.h"
#include "core/openpgp/packets.h"
#include "core/openpgp/sessionkey.h"

#include <openssl/evp.h>

#include <optional>

namespace coffret {

/// What is carried to a key, without padding: an algorithm, an AES-256 key and a sum over it.
inline constexpr char Aes256 = 9;
inline constexpr std::size_t CarriedSize = 1 + SessionKeySize + 2;

/// The sum that is carried behind a key.
[[nodiscard]] unsigned carriedSum(std::string_view key);

/// The key out of what was carried. Nothing unless it is an AES-256 key with the right sum.
[[nodiscard]] SecretBuffer keyFromCarried(std::string_view carried);

/// What the body of a session key packet for this key begins with; fingerprint: 20 octets.
[[nodiscard]] std::string sessionKeyHead(std::string_view fingerprint, char algorithm);

/// How session keys are wrapped for one Curve25519 key, once both sides share a point (RFC 6637 sections 7 to 9).
class Curve25519Wrapping
{
public:
    /// parameters: a curve, a point and how to derive keys.
    [[nodiscard]] static std::optional<Curve25519Wrapping> from(PacketFields parameters, std::string_view fingerprint);
    /// What was carried; empty when that is not what was wrapped with this point.
    [[nodiscard]] SecretBuffer unwrapped(std::string_view shared, std::string_view wrapped) const;

private:
    bool derive(std::string_view shared, unsigned char *derived) const;

    const EVP_MD *m_hash = nullptr;
    const EVP_CIPHER *m_wrap = nullptr;
    std::string m_parameters; ///< what is hashed after the shared point
};

// One sort of key each; null when the numbers make no such key. parameters: the public part of the key packet from
// behind its algorithm; secret: the numbers behind it.
[[nodiscard]] std::unique_ptr<KeyUnwrap> rsaUnwrap(PacketFields parameters, PacketFields secret);
[[nodiscard]] std::unique_ptr<KeyUnwrap> curve25519Unwrap(PacketFields parameters, PacketFields secret,
                                                          std::string_view fingerprint);

} // namespace coffret
