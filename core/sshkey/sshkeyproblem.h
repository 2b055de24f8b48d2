// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

namespace coffret {

/// Why a text is not a private key that can be used here, as far as somebody can do something about it.
enum class SshKeyProblem {
    NotAKey,
    PublicKey,       ///< the other half
    Certificate,     ///< of SSH or X.509
    OpenPgpKey,      ///< of GnuPG
    Damaged,         ///< begins like a private key, but is not a whole one
    TooLarge,        ///< more text than any private key has
    SecurityKey,     ///< the key itself is in a FIDO device
    Dsa,             ///< which OpenSSH has given up
    OtherType,       ///< a type, size, cipher or derivation that is not read
    NoPuttygen,      ///< PuTTY's, and nothing here reads that
    NoPassphrase,    ///< encrypted, and there is no passphrase
    WrongPassphrase, ///< which is also what damage in some formats looks like
    Other,
};

/// Whether the text has a private key, or the beginning of one, in some format.
[[nodiscard]] bool hasPrivateKey(std::string_view text);
/// What inspectSshKey() or openSshKey() meant by an error about this text; hasPassphrase: they were given one.
[[nodiscard]] SshKeyProblem sshKeyProblem(std::string_view text, const Error &error, bool hasPassphrase);

} // namespace coffret
