// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/opensslhandles.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace coffret {

/// What is in a message when it has the one form that vaults' clients write: a literal that is signed once or not at
/// all, not compressed, in which nothing is left to interpretation. The views are into the packets.
struct SignedContent
{
    std::string_view text;
    bool isSigned = false;
    std::string_view issuer;        ///< key id of the signer, 8 octets
    std::string_view issuerKey;     ///< its fingerprint where the signature tells it, 20 octets
    std::uint32_t created = 0;      ///< of the signature
    unsigned algorithm = 0;         ///< of the signer's key
    const EVP_MD *hash = nullptr;   ///< one that cannot be forged
    std::string_view hashed;        ///< the part of the signature that is signed itself
    std::string_view firstOfDigest; ///< 2 octets
    std::string_view numbers;       ///< those of the algorithm
};

/// Nothing for any other form, however right it may be: the slower engines say what it is.
[[nodiscard]] std::optional<SignedContent> signedContent(std::string_view packets);

/// The public half of one RSA or Ed25519 key. Thread-safe.
class SigningKey
{
public:
    /// publicPart: body of a public key packet. Null for other algorithms.
    [[nodiscard]] static std::unique_ptr<SigningKey> load(std::string_view publicPart);
    SigningKey(unsigned algorithm, SslKey key) : m_algorithm(algorithm), m_key(std::move(key)) {}

    /// Whether the signature was made by this key over just this text. Says nothing of whether the key may still sign.
    [[nodiscard]] bool signs(const SignedContent &content) const;

private:
    [[nodiscard]] bool rsaSigns(const EVP_MD *hash, std::string_view digest, std::string_view numbers) const;
    [[nodiscard]] bool ed25519Signs(std::string_view digest, std::string_view numbers) const;

    unsigned m_algorithm;
    SslKey m_key;
};

} // namespace coffret
