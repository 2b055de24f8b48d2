// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/keychainstore.h"

#include <memory>

namespace coffret {

/// The system keyring, and where none is running files sealed to the user's own OpenPGP key. Main thread.
class FallbackCredentials final : public CredentialStore
{
public:
    FallbackCredentials(OpenPgp &openPgp, QString folder);
    ~FallbackCredentials() override;

    Task<Expected<SecretBuffer>> read(QString key) override;
    Task<Expected<void>> write(QString key, SecretBuffer value) override;
    Task<Expected<void>> remove(QString key) override;

private:
    /// NoKeyring when there is no key to seal with either.
    Task<Expected<std::shared_ptr<CredentialStore>>> sealedFiles();

    OpenPgp &m_openPgp;
    QString m_folder;
    QtKeychainStore m_keyring;
    std::shared_ptr<CredentialStore> m_files;               ///< made on first need
    std::shared_ptr<int> m_alive = std::make_shared<int>(); ///< watched by tasks under way
};

} // namespace coffret
