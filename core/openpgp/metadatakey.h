// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/model/secret.h"
#include "core/openpgp/openpgp.h"

#include <memory>

namespace coffret {

/// A shared secret key that is not the user's own (Passbolt's metadata key), held in memory only and used in process
/// through librnp, which is some fifty times faster here than one gpg run per message. Not thread-safe: one instance
/// per thread, made with the same inputs.
class MetadataKey
{
public:
    /// armoredSecretKey: unprotected or protected with passphrase. signerKeys: armored public keys whose signatures
    /// can be recognised. Errors: InvalidInput, WrongPassphrase, KeyUnusable.
    [[nodiscard]] static Expected<std::unique_ptr<MetadataKey>>
    load(const SecretBuffer &armoredSecretKey, const SecretBuffer &passphrase, const QList<QByteArray> &signerKeys);
    virtual ~MetadataKey() = default;

    [[nodiscard]] virtual QString fingerprint() const = 0;

    /// Decrypts and verifies one armored message; same errors and promises as OpenPgp::open. A message may carry
    /// several signatures: the best valid one by an expected signer decides.
    [[nodiscard]] virtual Expected<OpenedMessage> open(const OpenRequest &request) = 0;
};

} // namespace coffret
