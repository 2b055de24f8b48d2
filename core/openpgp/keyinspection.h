// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/gpgmecontext.h"
#include "core/openpgp/ownkeys.h"

namespace coffret {

// Looking at keys and signed texts that came from somewhere, in throw-away homes. On a worker thread; see OwnKeys.

[[nodiscard]] Expected<SecretBuffer> readSignedText(const QByteArray &message, const QByteArray &publicKey);
[[nodiscard]] Expected<KeyInfo> inspectPublicKey(const QByteArray &publicKey);
[[nodiscard]] Expected<KeyFile> inspectKeyFile(const QString &userHome, SecretBuffer privateKey);

/// Null when there is none.
[[nodiscard]] Expected<GpgmeKey> findOwnKey(gpgme_ctx_t context, const QString &fingerprint, bool secret);

} // namespace coffret
