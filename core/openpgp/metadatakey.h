// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/model/secret.h"
#include "core/openpgp/openpgp.h"

#include <memory>
#include <string_view>

namespace coffret {

/// A shared secret key that is not the user's own (Passbolt's metadata key), held in memory only and used in process,
/// which is some fifty times faster here than one gpg run per message. For RSA and Curve25519 OpenSSL takes the session
/// key out of a message and opens it; librnp does everything else, and judges every signature. Not thread-safe: one
/// instance per thread, made with the same inputs.
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

/// The same for messages to any key, the user's own too, where the session key is known already. Not thread-safe.
class SessionKeyReader
{
public:
    /// signerKeys: as above. Errors: Internal.
    [[nodiscard]] static Expected<std::unique_ptr<SessionKeyReader>> load(const QList<QByteArray> &signerKeys);
    virtual ~SessionKeyReader() = default;

    /// sessionKey: SessionKeySize octets. As MetadataKey::open(); CorruptMessage where it is another message's key.
    [[nodiscard]] virtual Expected<OpenedMessage> open(const OpenRequest &request, std::string_view sessionKey) = 0;
};

} // namespace coffret
