// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltloader.h"

namespace coffret {

/// Metadata as it goes into a row.
struct PassboltSealedMetadata
{
    QByteArray message;
    QString keyId; ///< empty for the user's own key: the server fills it in
    bool sharedKey = false;

    /// Sets "metadata", "metadata_key_id" and "metadata_key_type".
    void addTo(QJsonObject &row) const;
};

/// Chooses the key metadata is written with, by what the server says at that moment, and encrypts for it. Owned by
/// PassboltVault, main thread. An instance must outlive its running tasks.
class PassboltMetadataSeal
{
public:
    PassboltMetadataSeal(const Account &account, PassboltApi &api, OpenPgp &openPgp, PassboltLoader &loader);

    /// personal: only the user can read the item. Then it is the user's own key where the server allows that, else the
    /// newest shared key. Signed by the user. SharedKeyChanged, SharedKeyMissing or KeyUnusable when that key does not
    /// count (see PassboltMetadataKeyring); Unsupported when there is no key at all.
    Task<Expected<PassboltSealedMetadata>> seal(SecretBuffer plaintext, bool personal, StopToken stop);

private:
    Task<Expected<bool>> personalKeysAllowed(StopToken stop);
    Task<Expected<PassboltSealedMetadata>> sealShared(SecretBuffer plaintext, StopToken stop);

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    PassboltLoader &m_loader;
};

} // namespace coffret
