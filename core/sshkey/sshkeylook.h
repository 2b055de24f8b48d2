// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshkeyfile.h"
#include "core/sshkey/sshkeyproblem.h"

namespace coffret {

/// What can be said of the text of a private key and the passphrase beside it.
struct SshKeyLook
{
    std::optional<SshKeyProblem> problem;  ///< why it could not be opened
    bool encrypted = false;                ///< with a passphrase
    bool proved = false;                   ///< it was opened: what follows is true
    std::optional<SshPublicKey> publicKey; ///< of an encrypted key sometimes known before it is opened
    QString comment;
    SecretBuffer converted; ///< in OpenSSH's format, under the same passphrase, when it was in another program's
};

/// Looks at it, opens it if that can be done, and converts what is PuTTY's. May take seconds: a worker's work.
[[nodiscard]] SshKeyLook lookAtSshKey(const SecretBuffer &text, const SecretBuffer &passphrase);

} // namespace coffret
