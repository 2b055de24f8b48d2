// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/keyunwrap.h"
#include "core/openpgp/packets.h"
#include "core/openpgp/sessionkey.h"

namespace coffret {

/// What is carried to a key, without padding: an algorithm, an AES-256 key and a sum over it.
inline constexpr char Aes256 = 9;
inline constexpr std::size_t CarriedSize = 1 + SessionKeySize + 2;

/// The sum that is carried behind a key.
[[nodiscard]] unsigned carriedSum(std::string_view key);

// One sort of key each; null when the numbers make no such key. parameters: the public part of the key packet from
// behind its algorithm; secret: the numbers behind it.
[[nodiscard]] std::unique_ptr<KeyUnwrap> rsaUnwrap(PacketFields parameters, PacketFields secret);
[[nodiscard]] std::unique_ptr<KeyUnwrap> curve25519Unwrap(PacketFields parameters, PacketFields secret,
                                                          std::string_view fingerprint);

} // namespace coffret
