// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/task.h"
#include "core/store/cachecontent.h"
#include "core/store/cachekeys.h"

namespace coffret {

class CatalogBuilder;
struct CacheState;
class CacheTables;

/// What one account showed last, for the time before its server answers and for when it does not: summaries,
/// collections, and messages as the server handed them out. SQLite, 0600, every row in a box of its own. Nothing in it
/// is lost for good: the server has it. One process at a time.
/// Calls block and belong on a worker of their own, one at a time. Errors of all of them: StorageFault (a full disk,
/// say), after which the cache is as it was before the call; Malformed: the file made no sense and now rests under the
/// name in detail, and the cache is empty and usable, so that everything has to be put anew.
class AccountCache
{
public:
    /// folder: of all caches. A file that makes no sense, or that the key does not open, is set aside; load() says so.
    /// HeldByAnother: somebody else has this cache; Unsupported: a newer program made it, it is left alone.
    [[nodiscard]] static Expected<std::unique_ptr<AccountCache>>
    open(const QString &folder, const QString &accountId, std::shared_ptr<const CacheKey> key, const Clock &clock);
    /// Everything goes into one file, and somebody else may have it.
    ~AccountCache();

    /// Everything but payloads. Rows that are damaged are left out, counted and removed; where that is more than one in
    /// a hundred, the whole file is set aside. Errors: Cancelled; never Malformed, which the content tells.
    [[nodiscard]] Expected<CacheContent> load(const StopToken &stop, const CacheNotes &notes = {});

    /// All of it or nothing. After load(), which alone sees what was lost. InvalidInput: a payload that is not one
    /// OpenPGP message.
    [[nodiscard]] Expected<void> apply(const CacheChange &change);

    /// The message that is kept of a secret; nothing where there is none, or a damaged one, which goes. Being asked for
    /// counts as use.
    [[nodiscard]] Expected<std::optional<CachedPayload>> payload(const QString &secretId);
    /// Those of the secrets whose message is not kept.
    [[nodiscard]] Expected<QStringList> withoutPayload(const QStringList &secretIds);
    /// Removes the messages that were neither put nor asked for in the last days; 0: all. Returns how many.
    [[nodiscard]] Expected<int> dropPayloadsUnusedFor(int days);

    [[nodiscard]] Expected<CacheKept> kept();

    /// Removes the cache of an account, but not its key. HeldByAnother: close it first.
    [[nodiscard]] static Expected<void> remove(const QString &folder, const QString &accountId);

private:
    AccountCache(CachePlace place, QString accountId, std::shared_ptr<const CacheKey> key, const Clock &clock,
                 CacheLock lock);
    [[nodiscard]] Expected<void> setUp();
    /// Reads what the cache remembers of itself, or makes it where nothing is there yet.
    [[nodiscard]] Expected<CacheState> recall(CacheTables &tables) const;
    template <typename Work>
    [[nodiscard]] Expected<void> change(CacheState state, Work work);
    [[nodiscard]] bool drop(const CacheChange &change);
    [[nodiscard]] bool put(const CacheChange &change);
    [[nodiscard]] Expected<CacheContent> read(const StopToken &stop, const CacheNotes &notes);
    struct SecretsRead
    {
        qint64 good = 0;
        std::vector<QByteArray> broken;
    };
    [[nodiscard]] Expected<SecretsRead> readSecrets(CatalogBuilder &builder, const StopToken &stop,
                                                    const CacheNotes &notes);
    void removeBroken(const std::vector<QByteArray> &secrets, const std::vector<QByteArray> &collections);
    /// Passes an error on; when the file makes no sense any more, after it was set aside.
    [[nodiscard]] Error handled(Error error);
    [[nodiscard]] qint64 today() const;

    const CachePlace m_place;
    const QString m_accountId;
    const std::shared_ptr<const CacheKey> m_key;
    const Clock &m_clock;
    const CacheLock m_lock; ///< given up after the tables are closed
    std::unique_ptr<CacheState> m_state;
    std::unique_ptr<CacheTables> m_tables; ///< null: could not be made anew
    QString m_setAside;                    ///< by open(), until load() says so
};

} // namespace coffret
