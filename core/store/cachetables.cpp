// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cachetables.h"

#include "core/secret/sealedbox.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

// Rows have numbers of their own rather than being filed under their random names: new ones then lie side by side.
constexpr std::array<const char *, 1> Schema{R"(
CREATE TABLE secret (name BLOB NOT NULL UNIQUE, box BLOB NOT NULL);
CREATE TABLE collection (name BLOB NOT NULL UNIQUE, box BLOB NOT NULL);
CREATE TABLE payload (name BLOB NOT NULL UNIQUE, box BLOB NOT NULL, day INTEGER NOT NULL DEFAULT 0);
CREATE TABLE note (name BLOB NOT NULL UNIQUE, box BLOB NOT NULL);
)"};

// secure_delete: what was removed is overwritten. Nothing is put into other files, and no file is mapped: one that
// somebody cuts short would end the program.
constexpr const char *Settings = "PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0;"
                                 "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON";

constexpr std::array<const char *, 4> Kinds{"secret", "collection", "payload", "note"};

enum Statement : std::size_t { Put, Drop, Count, Find, All, PerKind };
constexpr std::size_t ForAllKinds = PerKind * Kinds.size();
enum Single : std::size_t { Use = ForAllKinds, DropUnused, PayloadBytes };

// The contact lies among the notes, but not in a box.
constexpr const char *ContactName = "contact";

std::vector<QByteArray> allSql()
{
    std::vector<QByteArray> sql;
    for (const QByteArray kind : Kinds) {
        sql.push_back("INSERT INTO " + kind +
                      " (name, box) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET box = excluded.box");
        sql.push_back("DELETE FROM " + kind + " WHERE name = ?");
        sql.push_back("SELECT count(*) FROM " + kind);
        sql.push_back("SELECT box FROM " + kind + " WHERE name = ?");
        sql.push_back("SELECT name, box FROM " + kind);
    }
    sql.push_back("UPDATE payload SET day = ? WHERE name = ? AND day < ?");
    sql.push_back("DELETE FROM payload WHERE day <= ? RETURNING day");
    sql.push_back("SELECT coalesce(sum(length(box)), 0) FROM payload");
    return sql;
}

} // namespace

CacheTables::CacheTables(std::unique_ptr<SqliteDatabase> database, std::vector<SqliteStatement> statements,
                         const QString &accountId, std::shared_ptr<const CacheKey> key)
    : m_database(std::move(database))
    , m_statements(std::move(statements))
    , m_key(std::move(key))
    , m_places("coffret cache 1\n" + accountId.toStdString() + '\n')
{
}

Expected<std::unique_ptr<CacheTables>> CacheTables::open(const QString &file, const QString &accountId,
                                                         std::shared_ptr<const CacheKey> key)
{
    auto database = SqliteDatabase::open(file, SqliteDatabase::Use::Alone);
    if (!database)
        return failure(database);
    if (const auto migrated = (*database)->migrate(Schema); !migrated)
        return failure(migrated);
    if (const auto set = (*database)->execute(Settings); !set)
        return failure(set);
    const std::vector<QByteArray> sql = allSql();
    std::vector<const char *> texts;
    for (const QByteArray &text : sql)
        texts.push_back(text.constData());
    auto statements = (*database)->prepareAll(texts);
    if (!statements)
        return failure(statements);
    return std::unique_ptr<CacheTables>(
        new CacheTables(std::move(*database), std::move(*statements), accountId, std::move(key)));
}

SqliteStatement &CacheTables::statement(std::size_t of, Kind kind)
{
    return m_statements[static_cast<std::size_t>(kind) * PerKind + of];
}

QByteArray CacheTables::nameOf(Kind kind, const QString &id) const
{
    if (kind == Kind::Note)
        return id.toUtf8();
    const std::string text = Kinds[static_cast<std::size_t>(kind)] + ('\n' + id.toStdString());
    return keyedName(m_key->names(), text);
}

const std::string &CacheTables::placeOf(Kind kind, std::string_view name)
{
    m_place = m_places;
    m_place += Kinds[static_cast<std::size_t>(kind)];
    m_place += '\n';
    m_place += name;
    return m_place;
}

bool CacheTables::put(Kind kind, const QString &id, std::string_view content)
{
    const QByteArray name = nameOf(kind, id);
    const std::size_t size = content.size() + BoxOverhead;
    QByteArray box(static_cast<qsizetype>(size), Qt::Uninitialized);
    sealBoxInto({box.data(), size}, m_key->boxes(), content, placeOf(kind, name.toStdString()));
    return statement(Put, kind).with(name, box).run();
}

bool CacheTables::drop(Kind kind, const QString &id)
{
    return dropNamed(kind, nameOf(kind, id));
}

bool CacheTables::dropNamed(Kind kind, const QByteArray &name)
{
    return statement(Drop, kind).with(name).run();
}

std::optional<qint64> CacheTables::count(Kind kind)
{
    return statement(Count, kind).with().single();
}

bool CacheTables::has(Kind kind, const QString &id)
{
    SqliteStatement &row = statement(Find, kind).with(nameOf(kind, id));
    const bool isThere = row.next();
    row.with(); // the reading ends here
    return isThere;
}

CacheTables::Found CacheTables::find(Kind kind, const QString &id, SecretBuffer &content)
{
    const QByteArray name = nameOf(kind, id);
    SqliteStatement &row = statement(Find, kind).with(name);
    if (!row.next())
        return row.failed() ? Found::Failed : Found::No;
    const QByteArray box = row.bytes(0);
    row.with(); // the reading ends here
    auto opened = openBox(m_key->boxes(), box, QByteArray::fromStdString(placeOf(kind, name.toStdString())));
    if (!opened)
        return Found::Damaged;
    content = std::move(*opened);
    return Found::Yes;
}

Expected<std::vector<QByteArray>> CacheTables::readAll(Kind kind, const StopToken &stop,
                                                       const std::function<bool(std::string_view)> &visit)
{
    constexpr std::size_t StopAfter = 256; // rows
    std::vector<QByteArray> broken;
    std::vector<char> room;
    std::size_t read = 0;
    SqliteStatement &rows = statement(All, kind).with();
    while (rows.next()) {
        if (++read % StopAfter == 0 && stop.stop_requested())
            break;
        const std::string_view name = rows.view(0);
        const std::string_view box = rows.view(1);
        room.resize(std::max(room.size(), box.size()));
        const std::span<char> content(room.data(), box.size() < BoxOverhead ? 0 : box.size() - BoxOverhead);
        const bool opens = openBoxInto(content, m_key->boxes(), box, placeOf(kind, name));
        if (!opens || !visit({content.data(), content.size()}))
            broken.push_back(rows.bytes(0));
    }
    wipeBytes(room);
    if (rows.failed())
        return tl::unexpected(fault());
    rows.with(); // the reading ends here
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled);
    return broken;
}

bool CacheTables::noteUse(const QString &id, qint64 day)
{
    return m_statements[Use].with(day, nameOf(Kind::Payload, id), day).run();
}

std::optional<qint64> CacheTables::dropPayloadsUnusedSince(qint64 day)
{
    qint64 dropped = 0;
    SqliteStatement &gone = m_statements[DropUnused].with(day);
    while (gone.next())
        ++dropped;
    return gone.failed() ? std::nullopt : std::optional(dropped);
}

std::optional<qint64> CacheTables::payloadBytes()
{
    return m_statements[PayloadBytes].with().single();
}

bool CacheTables::setContact(qint64 seconds)
{
    return statement(Put, Kind::Note).with(QByteArray(ContactName), seconds).run();
}

std::optional<qint64> CacheTables::contactOf(const QString &file)
{
    const auto database = SqliteDatabase::open(file, SqliteDatabase::Use::Alone);
    if (!database)
        return std::nullopt;
    auto contact = (*database)->prepare("SELECT box FROM note WHERE name = ?");
    return contact ? contact->with(QByteArray(ContactName)).single() : std::nullopt;
}

} // namespace coffret
