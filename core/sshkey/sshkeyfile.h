// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshprivatekey.h"

#include <optional>

namespace coffret {

enum class SshKeyFormat { OpenSsh, Pem, Pkcs8, Putty };

/// What the text of a private key shows without a passphrase.
struct SshKeyInspection
{
    SshKeyFormat format;
    bool needsPassphrase = false;
    /// Missing for encrypted PEM and PKCS#8, which hide it. In an encrypted file it is unproved until that is opened.
    std::optional<SshPublicKey> publicKey;
    QString comment; ///< empty for encrypted files of OpenSSH, which hide it, and where the format has none
};

constexpr std::size_t MostSshKeyText = 64 * 1024;

/// Text that somebody pasted or chose: an OpenSSH key file, PEM, PKCS#8 or PuTTY's. InvalidInput when it is not a
/// private key, or not a whole one; TooLarge beyond MostSshKeyText; Unsupported for types, ciphers and derivations that
/// are not read. A key that needs no passphrase is opened to be looked at, so this is a worker's work.
[[nodiscard]] Expected<SshKeyInspection> inspectSshKey(const SecretBuffer &text);

/// Errors as above, and WrongPassphrase, also for an empty one where one is needed. The passphrase of a key that needs
/// none is not looked at. May take seconds: a worker's work.
[[nodiscard]] Expected<SshPrivateKey> openSshKey(const SecretBuffer &text, const SecretBuffer &passphrase);

} // namespace coffret
