// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>

#include <memory>
#include <optional>

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
    /// True while there is a row; false at the end and on a fault, which SqliteDatabase::fault() tells.
    [[nodiscard]] bool next();
    /// For statements without rows. False on a fault.
    [[nodiscard]] bool run();
    /// The number in the first column of the first row; nothing when there is none.
    [[nodiscard]] std::optional<qint64> single();

    [[nodiscard]] qint64 number(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;

private:
    void reset();
    void bind(int at, qint64 value);
    void bind(int at, const QByteArray &value);

    struct Finalize
    {
        void operator()(sqlite3_stmt *statement) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// One SQLite file that nobody else may read: 0600, like what SQLite keeps beside it meanwhile. Blocks; to be used by
/// one thread at a time.
class SqliteDatabase
{
public:
    /// Makes the file and its folder when they are missing. Malformed: the file is no database; otherwise StorageFault.
    [[nodiscard]] static Expected<std::unique_ptr<SqliteDatabase>> open(const QString &file);
    SqliteDatabase(const SqliteDatabase &) = delete;
    SqliteDatabase &operator=(const SqliteDatabase &) = delete;
    ~SqliteDatabase();

    [[nodiscard]] Expected<void> execute(const char *sql);
    [[nodiscard]] Expected<SqliteStatement> prepare(const char *sql);
    /// What went wrong last, as an error.
    [[nodiscard]] Error fault() const;

private:
    SqliteDatabase(sqlite3 *database, QString file) : m_database(database), m_file(std::move(file)) {}

    sqlite3 *m_database;
    QString m_file;
};

} // namespace coffret
