// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/x509.h>

#include <cstdint>
#include <optional>

namespace coffret {

constexpr std::int64_t MostDerivation = 3'000'000;

/// The work of making a key from a passphrase as an encryption asks for it, in rounds of PBKDF2; 32 times what openssl
/// asks scrypt for counts as MostDerivation. Nothing for a derivation that is not known, or asks for what is no number.
[[nodiscard]] std::optional<std::int64_t> derivationWork(const X509_ALGOR *encryption);
/// Whether an encrypted PKCS#8 key asks for at most MostDerivation, before its passphrase is known to be right.
[[nodiscard]] bool isBearable(const X509_SIG *encrypted);
/// Whether its algorithm is one whose keys are little work to decode: OpenSSL works out the open half of a DSA or
/// Diffie-Hellman key while it decodes it, in numbers as large as the file likes.
[[nodiscard]] bool isBearable(const PKCS8_PRIV_KEY_INFO *key);
/// Whether signing with it is bounded work: no RSA above 16384 bits, none of its numbers longer than the modulus.
[[nodiscard]] bool isBearable(const EVP_PKEY *key);

} // namespace coffret
