// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <cstdint>
#include <string_view>

namespace coffret {

/// A cipher that protects key files of OpenSSH.
struct OpenSshCipher
{
    std::string_view name;
    const char *engine; ///< OpenSSL's name; null for ChaCha20-Poly1305, whose form for SSH OpenSSL does not have
    std::size_t keySize;
    std::size_t startSize; ///< of the initialisation vector
    std::size_t blockSize; ///< the plaintext is padded to whole blocks
    std::size_t tagSize;   ///< of the authentication tag; zero for none
};

/// Null for a name that is not read.
[[nodiscard]] const OpenSshCipher *openSshCipher(std::string_view name);

constexpr std::uint32_t MostBcryptRounds =
    2048; ///< some twenty seconds; ssh-keygen makes 16 or 24 unless told otherwise

/// Key and initialisation vector out of a passphrase (bcrypt_pbkdf). Takes its time: a worker's work. Unsupported
/// beyond MostBcryptRounds. Botan keeps what lies between in memory that it wipes.
[[nodiscard]] Expected<SecretBuffer> openSshKeyMaterial(const OpenSshCipher &cipher, const SecretBuffer &passphrase,
                                                        std::string_view salt, std::uint32_t rounds);

/// WrongPassphrase when the authentication tag does not fit, which is also what damage looks like. The cipher's state
/// in OpenSSL is wiped when it is freed.
[[nodiscard]] Expected<SecretBuffer> decryptOpenSsh(const OpenSshCipher &cipher, const SecretBuffer &material,
                                                    std::string_view secret, std::string_view tag);
/// For ciphers without a tag.
[[nodiscard]] Expected<SecretBuffer> encryptOpenSsh(const OpenSshCipher &cipher, const SecretBuffer &material,
                                                    std::string_view plain);

} // namespace coffret
