// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/store/cacheplace.h"
#include "core/store/credentialstore.h"

#include <map>
#include <memory>

namespace coffret {

/// What a cache is sealed with. Never changes; any thread. Wiped with the last who holds it.
class CacheKey
{
public:
    static constexpr std::size_t Size = 32;

    explicit CacheKey(const SecretBuffer &master); ///< Size random octets

    [[nodiscard]] const SecretBuffer &boxes() const { return m_boxes; } ///< for sealBox() and its like
    [[nodiscard]] const SecretBuffer &names() const { return m_names; } ///< for keyedName()

private:
    SecretBuffer m_boxes;
    SecretBuffer m_names;
};

/// The keys of caches. Where an account has an OpenPGP key, its cache's key is a message to and signed by that key, in
/// two equal files beside the cache (0600): opening costs one operation of gpg-agent, and nobody can plant a key they
/// know. It names its account, so that files cannot be swapped. Other accounts have it in the CredentialStore.
/// One call at a time for an account. Main thread.
class CacheKeys
{
public:
    /// folder: of the caches.
    CacheKeys(OpenPgp &openPgp, CredentialStore &credentials, QString folder);

    /// The key of an account, asked for once until it is locked. makesOne: where there is none, or none that makes
    /// sense; what makes no sense is then set aside, and so will be the cache that it does not open. Errors: NotFound
    /// when there is none and none is to be made; StorageFault; those of OpenPgp and CredentialStore, after which
    /// everything is as it was: KeyUnusable when the user's own key is expired or revoked.
    [[nodiscard]] Task<Expected<std::shared_ptr<const CacheKey>>> open(Account account, bool makesOne, StopToken stop);

    void lock(const QString &accountId); ///< forgets its key
    /// The files alone: a key in the CredentialStore goes with the other credentials of the account.
    [[nodiscard]] Expected<void> remove(const QString &accountId);

    [[nodiscard]] static QString credentialOf(const QString &accountId); ///< the key's name in the CredentialStore

private:
    [[nodiscard]] Task<Expected<SecretBuffer>> fromCredentials(QString accountId, bool makesOne);
    [[nodiscard]] Task<Expected<SecretBuffer>> fromFiles(Account account, bool makesOne, StopToken stop);
    /// Malformed for whatever will never open, or should not.
    [[nodiscard]] Task<Expected<SecretBuffer>> openFile(QString file, Account account, StopToken stop);
    [[nodiscard]] Task<bool> isForAnotherKey(QByteArray message, QString fingerprint);
    [[nodiscard]] Task<Expected<SecretBuffer>> makeFiles(Account account, StopToken stop);

    OpenPgp &m_openPgp;
    CredentialStore &m_credentials;
    QString m_folder;
    std::map<QString, std::shared_ptr<const CacheKey>> m_keys; ///< by account
    quint64 m_locks = 0;                                       ///< counts lock(): who waits across one keeps no key
    std::shared_ptr<int> m_alive = std::make_shared<int>();    ///< watched by tasks under way
};

} // namespace coffret
