// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace coffret {

struct SshKeyTraits;

/// The numbers of an RSA key, big-endian.
struct RsaNumbers
{
    std::string_view n, e, d, iqmp, p, q;
};

/// Whether the secret half belongs to the public one. A file in which they differ would let somebody else's public key
/// be shown, or a signature give the secret away.
[[nodiscard]] bool ed25519HalvesFit(std::string_view publicKey, std::string_view secret);
[[nodiscard]] bool rsaHalvesFit(const RsaNumbers &numbers);
[[nodiscard]] bool ecdsaHalvesFit(const SshKeyTraits &traits, std::string_view point, std::string_view secret);

} // namespace coffret
