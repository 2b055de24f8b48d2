// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/model/catalog.h"
#include "core/session/offlinecopies.h"
#include "core/store/cachecontent.h"
#include "core/vault/memory.h"

#include <functional>
#include <memory>
#include <optional>

namespace coffret {

/// What one session keeps on the disk for when its server cannot be asked, and reads again. Keeping goes on by itself,
/// one step after the other; what cannot be kept is told and tried again with the next step. Owned by its Session, main
/// thread; everything that blocks runs on the worker of OfflineCopies.
class OfflineCopy
{
public:
    /// What is wanted; asked for at each use, because it changes meanwhile.
    struct Choice
    {
        int days = 0; ///< 0: nothing is kept
        KeepsOffline messages = KeepsOffline::Nothing;
    };
    using Choose = std::function<Choice()>;

    OfflineCopy(OfflineCopies &home, Account account, Choose choose);
    ~OfflineCopy(); ///< closes
    OfflineCopy(const OfflineCopy &) = delete;
    OfflineCopy &operator=(const OfflineCopy &) = delete;

    [[nodiscard]] Choice choice() const;
    [[nodiscard]] bool isKeeping() const; ///< something is kept, or about to be
    /// Tells what goes wrong: HeldByAnother and Unsupported (nothing is kept until close()), StorageFault, Malformed
    /// (what was there is set aside under the name in detail). Each kind once until close().
    void onTrouble(std::function<void(const Error &)> tell);

    /// What was kept.
    struct Found
    {
        std::shared_ptr<const Catalog> catalog;
        SecretBuffer memory;
        QHash<QString, QByteArray> extras; ///< by secret
        QDateTime contact;                 ///< as of when
    };
    /// One operation with the user's key. NotFound: nothing there, or too old to be shown. Otherwise the errors of
    /// CacheKeys and AccountCache; nothing has changed then.
    Task<Expected<Found>> open(StopToken stop);
    /// Forgets the key and closes the file; what is under way ends by itself.
    Task<void> close();

    /// What the server has just said: what differs from what was kept last. Makes the key where there is none.
    void keep(std::shared_ptr<const Catalog> catalog, const VaultMemory &memory);
    /// before became catalog by a change to changedIds alone; before null: that is not known.
    void keepChange(std::shared_ptr<const Catalog> before, std::shared_ptr<const Catalog> catalog,
                    QStringList changedIds, const VaultMemory &memory);
    /// What was found makes no sense to whoever read it: the next keep() writes everything, and until then no message
    /// is used.
    void distrust();

    /// The message of a secret in this version; nothing where none is kept, or none may be used: the clock shows less
    /// than it did.
    Task<std::optional<CachedPayload>> message(QString secretId, QDateTime modified);
    void keepMessage(CachedPayload message);
    void forgetMessage(const QString &secretId);
    /// Those of which no message is kept; none when that cannot be told.
    Task<QStringList> withoutMessage(QStringList secretIds);
    /// The choice has changed: what is not to be kept any more goes.
    void followChoice();

private:
    struct Private;
    std::shared_ptr<Private> d; ///< shared with what is under way
};

} // namespace coffret
