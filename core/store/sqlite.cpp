// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sqlite.h"

#include "core/store/privatefile.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <algorithm>

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

bool SqliteStatement::step(int wanted)
{
    const int code = sqlite3_step(m_statement.get());
    m_failed = code != SQLITE_ROW && code != SQLITE_DONE;
    return code == wanted;
}

bool SqliteStatement::next()
{
    const bool row = step(SQLITE_ROW);
    if (!row)
        reset(); // ends the reading, so that others may write
    return row;
}

bool SqliteStatement::run()
{
    const bool done = step(SQLITE_DONE);
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
    const std::string_view bytes = view(column);
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

std::string_view SqliteStatement::view(int column) const
{
    const auto *const data = static_cast<const char *>(sqlite3_column_blob(m_statement.get(), column));
    return {data, static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

Expected<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const QString &file, Use use)
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
    if (use == Use::Alone) { // before the first look at the file: only then its log needs no index that is mapped
        if (const auto alone = database->execute("PRAGMA locking_mode=EXCLUSIVE"); !alone)
            return failure(alone);
    }
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

Expected<std::vector<SqliteStatement>> SqliteDatabase::prepareAll(std::span<const char *const> sql)
{
    std::vector<SqliteStatement> statements;
    for (const char *const one : sql) {
        Expected<SqliteStatement> statement = prepare(one);
        if (!statement && sqlite3_errcode(m_database) == SQLITE_ERROR) // the tables are not those it was written for
            return failure(ErrorKind::Malformed, statement.error().detail);
        if (!statement)
            return failure(statement);
        statements.push_back(std::move(*statement));
    }
    return statements;
}

Expected<void> SqliteDatabase::migrate(std::span<const char *const> schema)
{
    auto version = prepare("PRAGMA user_version");
    if (!version)
        return failure(version);
    const auto found = static_cast<std::size_t>(std::max<qint64>(version->single().value_or(0), 0));
    if (version->failed())
        return tl::unexpected(fault());
    if (found > schema.size())
        return failure(ErrorKind::Unsupported, m_file);
    if (found == schema.size())
        return {};
    const auto addMissing = [&] {
        for (const char *const added : schema.subspan(found)) {
            if (!execute(added))
                return false;
        }
        const QByteArray done = "PRAGMA user_version = " + QByteArray::number(static_cast<qint64>(schema.size()));
        return execute(done.constData()).has_value();
    };
    return transact(addMissing);
}

Error SqliteDatabase::fault() const
{
    const int code = sqlite3_errcode(m_database) & 0xFF;
    const bool notOurs = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    return {notOurs ? ErrorKind::Malformed : ErrorKind::StorageFault,
            m_file + QStringLiteral(": ") + QString::fromUtf8(sqlite3_errmsg(m_database)), 0};
}

Expected<QString> setDatabaseAside(const QString &file)
{
    const Expected<QString> aside = moveAside(file);
    if (!aside)
        return aside;
    for (const char *const beside : {"-wal", "-shm"}) // of no use to another file
        QFile::remove(file + QLatin1String(beside));
    return aside;
}

} // namespace coffret
