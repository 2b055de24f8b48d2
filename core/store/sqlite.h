// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace coffret {

/// A statement that was prepared once and is run many times. Not thread-safe. Numbering as SQLite's: parameters from 1,
/// columns from 0.
class SqliteStatement
{
public:
    explicit SqliteStatement(sqlite3_stmt *statement) : m_statement(statement) {}

    /// Starts over with these parameters.
    template <typename... Values>
    SqliteStatement &with(const Values &...values)
    {
        reset();
        int at = 0;
        (bind(++at, values), ...);
        return *this;
    }
    /// True while there is a row; false at the end and on a fault, which failed() tells apart and
    /// SqliteDatabase::fault() explains.
    [[nodiscard]] bool next();
    [[nodiscard]] bool failed() const { return m_failed; }
    /// For statements without rows. False on a fault.
    [[nodiscard]] bool run();
    /// The number in the first column of the first row; nothing when there is none.
    [[nodiscard]] std::optional<qint64> single();

    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] std::string_view view(int column) const; ///< the same without a copy: until the next call

private:
    bool step(int wanted);
    void reset();
    void bind(int at, qint64 value);
    void bind(int at, const QByteArray &value);

    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
    bool m_failed = false;
};

/// One SQLite file that nobody else may read: 0600, like what SQLite keeps beside it meanwhile. Blocks; to be used by
/// one thread at a time.
class SqliteDatabase
{
public:
    enum class Use {
        Shared, ///< several processes may have it open
        Alone,  ///< the caller sees to it that no other has; then nothing of it is mapped from a file
    };
    /// Makes the file and its folder when they are missing. Malformed: the file is no database; otherwise StorageFault.
    [[nodiscard]] static Expected<std::unique_ptr<SqliteDatabase>> open(const QString &file, Use use = Use::Shared);
    SqliteDatabase(const SqliteDatabase &) = delete;
    SqliteDatabase &operator=(const SqliteDatabase &) = delete;
    ~SqliteDatabase();

    [[nodiscard]] Expected<void> execute(const char *sql);
    [[nodiscard]] Expected<SqliteStatement> prepare(const char *sql);
    /// In the order of sql. Malformed, too, when the tables are not those that sql was written for.
    [[nodiscard]] Expected<std::vector<SqliteStatement>> prepareAll(std::span<const char *const> sql);
    /// Brings the tables up to the newest version: schema holds what each adds to the one before. Unsupported: a newer
    /// program made them; nothing is touched.
    [[nodiscard]] Expected<void> migrate(std::span<const char *const> schema);
    /// Runs work in a transaction: all of it is kept if it returns true, or nothing. The error is that of the statement
    /// that failed last, so work ends with it.
    template <typename Work>
    [[nodiscard]] Expected<void> transact(Work work)
    {
        if (const auto begun = execute("BEGIN IMMEDIATE"); !begun)
            return begun;
        const bool isWhole = work();
        const Error faultOfWork = fault();
        Expected<void> done = isWhole ? execute("COMMIT") : tl::unexpected(faultOfWork);
        if (!done)
            static_cast<void>(execute("ROLLBACK"));
        return done;
    }
    /// What went wrong last, as an error.
    [[nodiscard]] Error fault() const;

private:
    SqliteDatabase(sqlite3 *database, QString file) : m_database(database), m_file(std::move(file)) {}

    sqlite3 *m_database;
    QString m_file;
};

/// Moves a database that makes no sense, and what SQLite keeps beside it, out of the way of a new one. Returns the name
/// it rests under.
[[nodiscard]] Expected<QString> setDatabaseAside(const QString &file);

/// Runs open, which opens file; where that finds that the file makes no sense (Malformed), sets it aside and runs open
/// again, now on a new one. Returns the name the old one rests under, empty when it made sense.
template <typename Open>
[[nodiscard]] Expected<QString> openOrSetAside(const QString &file, Open open)
{
    const Expected<void> done = open();
    if (done)
        return QString();
    if (done.error().kind != ErrorKind::Malformed)
        return failure(done);
    const Expected<QString> aside = setDatabaseAside(file);
    if (!aside)
        return failure(aside);
    if (const Expected<void> again = open(); !again)
        return failure(again);
    return *aside;
}

} // namespace coffret
