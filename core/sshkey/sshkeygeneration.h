// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshprivatekey.h"

namespace coffret {

enum class SshKeyKind { Ed25519, Rsa3072, Rsa4096, EcdsaP256, EcdsaP384, EcdsaP521 };

/// A new key (OpenSSL). RSA takes up to some seconds: a worker's work. Internal when OpenSSL has no randomness.
[[nodiscard]] Expected<SshPrivateKey> generateSshKey(SshKeyKind kind, const QString &comment);

} // namespace coffret
