// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/cachekeys.h"
#include "core/store/sqlite.h"

#include <functional>

namespace coffret {

/// The tables of one cache in SQLite: rows under names that say nothing without the key, in boxes that open in their
/// own place alone. Knows nothing of what is in them. The caller holds the CacheLock. One thread at a time. What
/// returns false has failed, for the reason that fault() gives.
class CacheTables
{
public:
    enum class Kind { Secret, Collection, Payload, Note }; ///< notes are the cache's own, under names in the clear

    /// Errors: Malformed, Unsupported (made by a newer program, and left alone), StorageFault.
    [[nodiscard]] static Expected<std::unique_ptr<CacheTables>> open(const QString &file, const QString &accountId,
                                                                     std::shared_ptr<const CacheKey> key);

    template <typename Work>
    [[nodiscard]] Expected<void> transact(Work work)
    {
        return m_database->transact(std::move(work));
    }
    [[nodiscard]] Error fault() const { return m_database->fault(); }

    [[nodiscard]] bool put(Kind kind, const QString &id, std::string_view content);
    [[nodiscard]] bool drop(Kind kind, const QString &id);
    [[nodiscard]] bool dropNamed(Kind kind, const QByteArray &name);
    [[nodiscard]] std::optional<qint64> count(Kind kind); ///< nothing on a fault

    enum class Found { Yes, No, Damaged, Failed };
    [[nodiscard]] bool has(Kind kind, const QString &id);
    [[nodiscard]] Found find(Kind kind, const QString &id, SecretBuffer &content);

    /// Shows the content of each row to visit, in no order, until that is told to stop. Returns the names of those that
    /// do not open or that visit makes no sense of. Errors: Malformed, StorageFault, Cancelled.
    [[nodiscard]] Expected<std::vector<QByteArray>> readAll(Kind kind, const StopToken &stop,
                                                            const std::function<bool(std::string_view)> &visit);

    /// On which day, counted from the epoch, a payload was last of use.
    [[nodiscard]] bool noteUse(const QString &id, qint64 day);
    [[nodiscard]] std::optional<qint64> dropPayloadsUnusedSince(qint64 day); ///< how many; nothing on a fault
    [[nodiscard]] std::optional<qint64> payloadBytes();

    /// Seconds since the epoch, in the clear: what is kept too long has to go before anybody can unlock it.
    [[nodiscard]] bool setContact(qint64 seconds);
    /// The same of a file that nobody has opened; nothing where it does not say.
    [[nodiscard]] static std::optional<qint64> contactOf(const QString &file);

private:
    CacheTables(std::unique_ptr<SqliteDatabase> database, std::vector<SqliteStatement> statements,
                const QString &accountId, std::shared_ptr<const CacheKey> key);

    [[nodiscard]] SqliteStatement &statement(std::size_t of, Kind kind);
    [[nodiscard]] QByteArray nameOf(Kind kind, const QString &id) const;
    [[nodiscard]] const std::string &placeOf(Kind kind, std::string_view name);

    std::unique_ptr<SqliteDatabase> m_database;
    std::vector<SqliteStatement> m_statements; ///< gone before the database
    std::shared_ptr<const CacheKey> m_key;
    std::string m_places; ///< what every place begins with
    std::string m_place;  ///< room for one
};

} // namespace coffret
