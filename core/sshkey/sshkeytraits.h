// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshpublickey.h"

#include <array>
#include <string_view>

namespace coffret {

/// What the formats call a type of key.
struct SshKeyTraits
{
    SshKeyType type;
    std::string_view name;     ///< on the wire
    std::string_view curve;    ///< on the wire, of ECDSA
    const char *group;         ///< OpenSSL's name of the curve
    int bits;                  ///< zero for RSA: each key has its own
    std::size_t pointSize = 0; ///< of an uncompressed point
};

inline constexpr std::array<SshKeyTraits, 5> AllSshKeyTraits{{
    {SshKeyType::Ed25519, "ssh-ed25519", "", "", 256},
    {SshKeyType::Rsa, "ssh-rsa", "", "", 0},
    {SshKeyType::EcdsaP256, "ecdsa-sha2-nistp256", "nistp256", "prime256v1", 256, 65},
    {SshKeyType::EcdsaP384, "ecdsa-sha2-nistp384", "nistp384", "secp384r1", 384, 97},
    {SshKeyType::EcdsaP521, "ecdsa-sha2-nistp521", "nistp521", "secp521r1", 521, 133},
}};

/// Null for a name that is not among them.
[[nodiscard]] inline const SshKeyTraits *sshKeyTraits(std::string_view name)
{
    for (const SshKeyTraits &traits : AllSshKeyTraits) {
        if (traits.name == name)
            return &traits;
    }
    return nullptr;
}

[[nodiscard]] inline const SshKeyTraits &sshKeyTraits(SshKeyType type)
{
    return AllSshKeyTraits[static_cast<std::size_t>(type)]; // in the order of SshKeyType
}

} // namespace coffret
