// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite.h"

#include "core/store/privatefile.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace coffret {

namespace {

constexpr int BusyMilliseconds = 2000; // a second window of ours

} // namespace

void SqliteStatement::Finalize::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

void SqliteStatement::reset()
{
    sqlite3_reset(m_statement.get());
}

void SqliteStatement::bind(int at, qint64 value)
{
    sqlite3_bind_int64(m_statement.get(), at, value);
}

void SqliteStatement::bind(int at, const QByteArray &value)
{
    sqlite3_bind_blob64(m_statement.get(), at, value.constData(), static_cast<sqlite3_uint64>(value.size()),
                        SQLITE_TRANSIENT);
}

bool SqliteStatement::next()
{
    const bool row = sqlite3_step(m_statement.get()) == SQLITE_ROW;
    if (!row)
        reset(); // ends the reading, so that others may write
    return row;
}

bool SqliteStatement::run()
{
    const bool done = sqlite3_step(m_statement.get()) == SQLITE_DONE;
    reset();
    return done;
}

std::optional<qint64> SqliteStatement::single()
{
    if (!next())
        return std::nullopt;
    const qint64 found = number(0);
    reset();
    return found;
}

qint64 SqliteStatement::number(int column) const
{
    return sqlite3_column_int64(m_statement.get(), column);
}

QByteArray SqliteStatement::bytes(int column) const
{
    const auto *const data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, sqlite3_column_bytes(m_statement.get(), column)};
}

Expected<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const QString &file)
{
    if (const auto folder = makePrivateFolder(QFileInfo(file).absolutePath()); !folder)
        return failure(folder);
    if (!QFileInfo::exists(file)) { // SQLite would make it with what the umask leaves; its journals take after it
        if (const auto made = writePrivateFile(file, {}); !made)
            return failure(made);
    }
    sqlite3 *created = nullptr;
    const int opened = sqlite3_open_v2(QFile::encodeName(file).constData(), &created,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(created, file));
    if (opened != SQLITE_OK)
        return tl::unexpected(database->fault());
    sqlite3_busy_timeout(created, BusyMilliseconds);
    if (const auto ready = database->execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL"); !ready)
        return failure(ready);
    return database;
}

SqliteDatabase::~SqliteDatabase()
{
    sqlite3_close_v2(m_database);
}

Expected<void> SqliteDatabase::execute(const char *sql)
{
    if (sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected(fault());
    return {};
}

Expected<SqliteStatement> SqliteDatabase::prepare(const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(m_database, sql, -1, &statement, nullptr) != SQLITE_OK)
        return tl::unexpected(fault());
    return SqliteStatement(statement);
}

Error SqliteDatabase::fault() const
{
    const int code = sqlite3_errcode(m_database) & 0xFF;
    const bool notOurs = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    return {notOurs ? ErrorKind::Malformed : ErrorKind::StorageFault,
            m_file + QStringLiteral(": ") + QString::fromUtf8(sqlite3_errmsg(m_database)), 0};
}

} // namespace coffret
