// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/store/credentialstore.h"

#include <map>
#include <memory>
#include <mutex>

namespace coffret {

/// One record for each account, of what this program noticed itself or was told, and nobody else is to read: a file
/// (0600, named by a digest, replaced as a whole) sealed with a key of its own, which lies in the CredentialStore and
/// is made with the first record. One read or write at a time for an account. Main thread. Errors: those of
/// CredentialStore, StorageFault, CorruptMessage, TooLarge for what could not be read again.
class SealedRecords
{
public:
    /// What the records of a folder are; each has keys of its own, and none opens as another.
    enum class Purpose {
        Usage,  ///< which secrets this user uses
        Outbox, ///< changes that wait for their server
    };
    /// folder: of these records alone.
    SealedRecords(CredentialStore &credentials, WorkerPool &workers, QString folder, Purpose purpose = Purpose::Usage);

    /// NotFound when there is none; then the keyring is not asked.
    [[nodiscard]] Task<Expected<SecretBuffer>> read(QString accountId);
    [[nodiscard]] Task<Expected<void>> write(QString accountId, SecretBuffer record);
    [[nodiscard]] bool has(const QString &accountId) const;
    /// The file alone: the key goes with the other credentials of the account. A write that is under way ends
    /// Cancelled.
    [[nodiscard]] Expected<void> remove(const QString &accountId);
    void lock(const QString &accountId); ///< wipes its key

    /// The key's name in the CredentialStore.
    [[nodiscard]] static QString credentialOf(const QString &accountId, Purpose purpose = Purpose::Usage);

private:
    /// Asks the keyring once until it is locked. makesOne: where there is none.
    [[nodiscard]] Task<Expected<std::shared_ptr<const SecretBuffer>>> key(QString accountId, bool makesOne);
    [[nodiscard]] QString fileOf(const QString &accountId) const;
    /// Between a write, which happens on a worker, and a removal.
    struct Gate
    {
        std::mutex mutex;
        quint64 removals = 0; ///< changed by the main thread alone
    };
    [[nodiscard]] std::shared_ptr<Gate> gateOf(const QString &accountId);

    CredentialStore &m_credentials;
    WorkerPool &m_workers;
    QString m_folder;
    Purpose m_purpose;
    std::map<QString, std::shared_ptr<const SecretBuffer>> m_keys; ///< by account
    std::map<QString, std::shared_ptr<Gate>> m_gates;              ///< by account
    quint64 m_locks = 0;                                           ///< counts lock(): who waits across one keeps no key
    std::shared_ptr<int> m_alive = std::make_shared<int>();        ///< watched by tasks under way
};

} // namespace coffret
