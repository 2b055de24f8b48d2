// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshprivatekey.h"

#include <cstdint>

namespace coffret {

/// A key file of OpenSSH, "openssh-key-v1" (PROTOCOL.key in OpenSSH), taken apart but not opened. In guarded memory.
class OpenSshFile
{
public:
    /// text begins with BEGIN OPENSSH PRIVATE KEY. InvalidInput when it is not one whole file; Unsupported for a
    /// cipher, a derivation or a type of key that is not read.
    [[nodiscard]] static Expected<OpenSshFile> fromText(std::string_view text);

    [[nodiscard]] bool isEncrypted() const { return m_encrypted; }
    /// What the part in the clear says: unproved until the file is opened.
    [[nodiscard]] const SshPublicKey &publicKey() const { return m_public; }
    /// With an empty passphrase for a file that is not encrypted. Takes its time: a worker's work. WrongPassphrase;
    /// InvalidInput when what is inside is not the key that the file says it is; Unsupported beyond MostBcryptRounds.
    [[nodiscard]] Expected<SshPrivateKey> open(const SecretBuffer &passphrase) const;

private:
    OpenSshFile(SecretBuffer bytes, SshPublicKey publicKey) : m_bytes(std::move(bytes)), m_public(std::move(publicKey))
    {
    }
    [[nodiscard]] Expected<SecretBuffer> decrypted(const SecretBuffer &passphrase) const;
    [[nodiscard]] Expected<SshPrivateKey> keyIn(std::string_view plain) const;

    SecretBuffer m_bytes; ///< what the views point into
    SshPublicKey m_public;
    std::string_view m_cipher;
    std::string_view m_derivationOptions;
    std::string_view m_secret;
    std::string_view m_tag;
    bool m_encrypted = false;
};

constexpr std::uint32_t UsualBcryptRounds = 24; ///< ssh-keygen's own since OpenSSH 9.4

/// The text of a key file with the key's comment, encrypted (aes256-ctr) unless the passphrase is empty. Takes its
/// time: a worker's work.
[[nodiscard]] Expected<SecretBuffer> toOpenSshText(const SshPrivateKey &key, const SecretBuffer &passphrase,
                                                   std::uint32_t rounds = UsualBcryptRounds);

} // namespace coffret
