// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/credentialstore.h"

namespace coffret {

/// Credentials without a system keyring: each value is an OpenPGP message to and signed by the user's own key, in a
/// file of its own (0600, named by the key's SHA-256) below a private folder. The sealed text names its key, so that
/// files cannot be swapped. Reading costs one operation of gpg-agent. Main thread. Errors besides CredentialStore's:
/// StorageFault, those of OpenPgp, BadSignature when somebody else signed, Malformed.
class SealedFileStore final : public CredentialStore
{
public:
    SealedFileStore(OpenPgp &openPgp, QString folder, QString keyFingerprint);

    Task<Expected<SecretBuffer>> read(QString key) override;
    Task<Expected<void>> write(QString key, SecretBuffer value) override;
    Task<Expected<void>> remove(QString key) override;

private:
    [[nodiscard]] QString fileOf(const QString &key) const;

    OpenPgp &m_openPgp;
    QString m_folder;
    QString m_keyFingerprint;
};

} // namespace coffret
