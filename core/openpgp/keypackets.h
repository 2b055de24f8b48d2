// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

#include <string>
#include <string_view>

namespace coffret {

// Algorithms of keys (RFC 4880 section 9.1).
inline constexpr char RsaKey = 1;
inline constexpr char EcdhKey = 18;
inline constexpr char EddsaKey = 22;

/// What can be told from the packets of one private key without unlocking it.
struct SecretKeyParts
{
    QByteArray publicPackets; ///< the same key without its secret parts
    int keys = 0;             ///< primary key and subkeys
    bool locked = true;       ///< every secret part is protected by a passphrase
};

/// Takes the secret parts out of the packets of one private key (RFC 4880 section 5.5.3). InvalidInput unless they are
/// exactly one key with all of its secret parts: not a public key, not two keys, not a stub whose secret is elsewhere.
/// KeyUnusable for algorithms gpg 2.2 does not know.
[[nodiscard]] Expected<SecretKeyParts> splitSecretKey(std::string_view packets);

/// How much of the body of a key packet is there in its public half, too; 0 unless it is one of version 4 with an
/// algorithm gpg 2.2 knows.
[[nodiscard]] std::size_t publicPartSize(std::string_view body);

/// 20 octets (RFC 4880 section 12.2).
[[nodiscard]] std::string fingerprintOf(std::string_view publicPart);
/// The last 8 of them.
[[nodiscard]] std::string_view keyIdOf(std::string_view fingerprint);

} // namespace coffret
