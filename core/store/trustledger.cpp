// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/trustledger.h"

#include "core/store/sqlite.h"

#include <QUuid>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

// What one person signs follows that person's clock; two clocks may differ.
constexpr qint64 ClockToleranceSeconds = 300;

// Older messages than these are told by the time of their signature alone.
constexpr qint64 KeptMessages = 16;

// What each version adds to the one before.
constexpr std::array<const char *, 2> Schema{R"(
CREATE TABLE account (number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE);
CREATE TABLE message (
  account INTEGER NOT NULL, secret BLOB NOT NULL, part INTEGER NOT NULL, digest BLOB NOT NULL,
  turn INTEGER NOT NULL,     -- counts the messages of a secret in the order they were seen
  verified INTEGER NOT NULL, signer BLOB NOT NULL, signed_at INTEGER NOT NULL, modified INTEGER NOT NULL,
  PRIMARY KEY (account, secret, part, digest)) WITHOUT ROWID;
CREATE INDEX message_digest ON message (account, digest);
CREATE TABLE marker (
  account INTEGER NOT NULL, secret BLOB NOT NULL, markers INTEGER NOT NULL,
  PRIMARY KEY (account, secret)) WITHOUT ROWID;
)",
                                             R"(
CREATE TABLE type (
  account INTEGER NOT NULL, secret BLOB NOT NULL, type BLOB NOT NULL,
  PRIMARY KEY (account, secret)) WITHOUT ROWID;
)"};

qint64 secondsOf(const QDateTime &time)
{
    return time.isValid() ? time.toSecsSinceEpoch() : 0;
}

/// A message that was noted under the same secret.
struct Noted
{
    QByteArray digest;
    qint64 turn = 0;
    bool verified = false;
    QByteArray signer;
    qint64 signedAt = 0;
};

bool isOlder(const Sighting &sighting, const Noted &newest)
{
    const bool sameClock = sighting.signer.toLatin1() == newest.signer;
    return secondsOf(sighting.signedAt) < newest.signedAt - (sameClock ? 0 : ClockToleranceSeconds);
}

/// The latest message that says who signed it, or null.
const Noted *newestVerified(const std::vector<Noted> &known)
{
    const Noted *newest = nullptr;
    for (const Noted &noted : known) {
        if (noted.verified && (newest == nullptr || noted.turn > newest->turn))
            newest = &noted;
    }
    return newest;
}

/// Only verified messages have an order: anybody can make another one. same: the message among those that were noted
/// under this secret, or null.
bool isSuperseded(const Sighting &sighting, const Noted *same, const Noted *newest)
{
    if (newest == nullptr || newest == same)
        return false;
    const bool seenBefore = same != nullptr && same->turn < newest->turn;
    return seenBefore || (sighting.verified && isOlder(sighting, *newest));
}

} // namespace

struct TrustLedger::Private
{
    Private(std::unique_ptr<SqliteDatabase> file, std::vector<SqliteStatement> prepared)
        : database(std::move(file)), statements(std::move(prepared))
    {
    }
    enum Statement {
        AddAccount,
        FindAccount,
        OfSecret,
        Elsewhere,
        Insert,
        Trim,
        Markers,
        PutMarker,
        DropMarker,
        Types,
        PutType,
        DropType,
        DropMessages,
        Count
    };
    static constexpr std::array<const char *, Count> Sql{
        "INSERT OR IGNORE INTO account (id) VALUES (?)",
        "SELECT number FROM account WHERE id = ?",
        "SELECT digest, turn, verified, signer, signed_at FROM message WHERE account = ? AND secret = ? AND part = ?",
        "SELECT 1 FROM message WHERE account = ? AND digest = ? AND secret <> ? LIMIT 1",
        "INSERT OR REPLACE INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        "DELETE FROM message WHERE account = ? AND secret = ? AND part = ? AND turn <= ? AND digest <> ?",
        "SELECT secret, markers FROM marker WHERE account = ?",
        "INSERT OR REPLACE INTO marker VALUES (?, ?, ?)",
        "DELETE FROM marker WHERE account = ? AND secret = ?",
        "SELECT secret, type FROM type WHERE account = ?",
        "INSERT OR REPLACE INTO type VALUES (?, ?, ?)",
        "DELETE FROM type WHERE account = ? AND secret = ?",
        "DELETE FROM message WHERE account = ? AND secret = ? AND part = ?",
    };

    SqliteStatement &at(Statement statement) { return statements[statement]; }
    void run(SqliteStatement &statement) { isWhole = statement.run() && isWhole; }
    [[nodiscard]] qint64 accountNumber(const QString &accountId);
    [[nodiscard]] std::vector<Noted> notedOf(qint64 account, const QByteArray &secret, qint64 part);
    [[nodiscard]] bool isOutOfOrder(qint64 account, const Sighting &sighting);
    /// Runs work in a transaction: all of it is kept, or nothing.
    template <typename Work>
    [[nodiscard]] Expected<void> transact(Work work);
    /// What a statement tells of each secret of an account: its id comes first, and read makes a value of the row.
    template <typename Value, typename Read>
    [[nodiscard]] Expected<QHash<QString, Value>> bySecret(Statement statement, const QString &accountId, Read read);

    /// Changes what is held of one secret: with the values, or, where there are none, by its id alone.
    template <typename... Values>
    [[nodiscard]] Expected<void> change(Statement statement, const QString &accountId, const QString &secretId,
                                        const Values &...values);

    std::unique_ptr<SqliteDatabase> database;
    std::vector<SqliteStatement> statements; ///< gone before the database
    bool isWhole = true;                     ///< nothing failed in this transaction
};

qint64 TrustLedger::Private::accountNumber(const QString &accountId)
{
    const QByteArray id = accountId.toUtf8();
    run(at(AddAccount).with(id));
    return at(FindAccount).with(id).single().value_or(0);
}

std::vector<Noted> TrustLedger::Private::notedOf(qint64 account, const QByteArray &secret, qint64 part)
{
    std::vector<Noted> noted;
    SqliteStatement &rows = at(OfSecret).with(account, secret, part);
    while (rows.next())
        noted.push_back({rows.bytes(0), rows.number(1), rows.number(2) != 0, rows.bytes(3), rows.number(4)});
    isWhole = isWhole && !rows.failed();
    return noted;
}

bool TrustLedger::Private::isOutOfOrder(qint64 account, const Sighting &sighting)
{
    const QByteArray secret = QUuid::fromString(sighting.secretId).toRfc4122();
    const auto part = static_cast<qint64>(sighting.part);
    const std::vector<Noted> known = notedOf(account, secret, part);
    const Noted *same = nullptr;
    qint64 lastTurn = 0;
    for (const Noted &noted : known) {
        lastTurn = std::max(lastTurn, noted.turn);
        if (noted.digest == sighting.message)
            same = &noted;
    }
    if (same != nullptr && same->turn == lastTurn && same->verified == sighting.verified)
        return false; // what nearly every row is: nothing new
    const Noted *const newest = newestVerified(known);
    if (isSuperseded(sighting, same, newest))
        return true;
    if (same == nullptr && at(Elsewhere).with(account, sighting.message, secret).single())
        return true;
    run(at(Insert).with(account, secret, part, sighting.message, lastTurn + 1, qint64(sighting.verified),
                        sighting.signer.toLatin1(), secondsOf(sighting.signedAt), secondsOf(sighting.modified)));
    run(at(Trim).with(account, secret, part, lastTurn + 1 - KeptMessages, newest ? newest->digest : QByteArray()));
    return false;
}

template <typename Work>
Expected<void> TrustLedger::Private::transact(Work work)
{
    isWhole = true;
    return database->transact([&] {
        work();
        return isWhole;
    });
}

template <typename Value, typename Read>
Expected<QHash<QString, Value>> TrustLedger::Private::bySecret(Statement statement, const QString &accountId, Read read)
{
    QHash<QString, Value> values;
    const auto work = [&] {
        SqliteStatement &rows = at(statement).with(accountNumber(accountId));
        while (rows.next())
            values.insert(QUuid::fromRfc4122(rows.bytes(0)).toString(QUuid::WithoutBraces), read(rows));
        isWhole = isWhole && !rows.failed();
    };
    if (const auto done = transact(work); !done)
        return failure(done);
    return values;
}

template <typename... Values>
Expected<void> TrustLedger::Private::change(Statement statement, const QString &accountId, const QString &secretId,
                                            const Values &...values)
{
    return transact(
        [&] { run(at(statement).with(accountNumber(accountId), QUuid::fromString(secretId).toRfc4122(), values...)); });
}

TrustLedger::TrustLedger(QString file) : m_file(std::move(file)) {}

TrustLedger::~TrustLedger() = default;

Expected<void> TrustLedger::setUp()
{
    d.reset();
    auto database = SqliteDatabase::open(m_file);
    if (!database)
        return failure(database);
    if (const auto migrated = (*database)->migrate(Schema); !migrated)
        return migrated;
    auto statements = (*database)->prepareAll(Private::Sql);
    if (!statements)
        return failure(statements);
    d = std::make_unique<Private>(std::move(*database), std::move(*statements));
    return {};
}

Expected<void> TrustLedger::load()
{
    const std::scoped_lock lock(m_mutex);
    const Expected<QString> aside = openOrSetAside(m_file, [this] { return setUp(); });
    if (!aside)
        return failure(aside);
    if (!aside->isEmpty())
        return failure(ErrorKind::Malformed, *aside);
    return {};
}

Expected<std::vector<bool>> TrustLedger::note(const QString &accountId, const std::vector<Sighting> &sightings)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    std::vector<bool> outOfOrder;
    const auto work = [&] {
        const qint64 account = d->accountNumber(accountId);
        for (const Sighting &sighting : sightings)
            outOfOrder.push_back(d->isOutOfOrder(account, sighting));
    };
    if (const auto done = d->transact(work); !done)
        return failure(done);
    return outOfOrder;
}

Expected<bool> TrustLedger::hasVerified(const QString &accountId, const QString &secretId)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    bool found = false;
    const auto work = [&] {
        const QByteArray secret = QUuid::fromString(secretId).toRfc4122();
        const auto part = static_cast<qint64>(Sighting::Part::Value);
        found = newestVerified(d->notedOf(d->accountNumber(accountId), secret, part)) != nullptr;
    };
    if (const auto done = d->transact(work); !done)
        return failure(done);
    return found;
}

Expected<void> TrustLedger::forgetValues(const QString &accountId, const QString &secretId)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    return d->transact([&] {
        const QByteArray secret = QUuid::fromString(secretId).toRfc4122();
        const auto part = static_cast<qint64>(Sighting::Part::Value);
        d->run(d->at(Private::DropMessages).with(d->accountNumber(accountId), secret, part));
    });
}

Expected<QHash<QString, Markers>> TrustLedger::valueMarkers(const QString &accountId)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    return d->bySecret<Markers>(Private::Markers, accountId, [](SqliteStatement &row) {
        return Markers::fromInt(static_cast<Markers::Int>(row.number(1)));
    });
}

Expected<void> TrustLedger::setValueMarkers(const QString &accountId, const QString &secretId, Markers markers)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    if (markers == Markers())
        return d->change(Private::DropMarker, accountId, secretId);
    return d->change(Private::PutMarker, accountId, secretId, static_cast<qint64>(markers.toInt()));
}

Expected<QHash<QString, SecretType>> TrustLedger::valueTypes(const QString &accountId)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    return d->bySecret<SecretType>(Private::Types, accountId, [](SqliteStatement &row) {
        return secretTypeFromString(QString::fromLatin1(row.bytes(1)));
    });
}

Expected<void> TrustLedger::setValueType(const QString &accountId, const QString &secretId, SecretType type)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    if (type == SecretType::Unknown)
        return d->change(Private::DropType, accountId, secretId);
    return d->change(Private::PutType, accountId, secretId, toString(type).toLatin1());
}

Expected<void> TrustLedger::forgetAccount(const QString &accountId)
{
    const std::scoped_lock lock(m_mutex);
    if (d == nullptr)
        return failure(ErrorKind::StorageFault, m_file);
    const QByteArray id = accountId.toUtf8();
    auto messages =
        d->database->prepare("DELETE FROM message WHERE account = (SELECT number FROM account WHERE id = ?)");
    auto markers = d->database->prepare("DELETE FROM marker WHERE account = (SELECT number FROM account WHERE id = ?)");
    auto types = d->database->prepare("DELETE FROM type WHERE account = (SELECT number FROM account WHERE id = ?)");
    auto account = d->database->prepare("DELETE FROM account WHERE id = ?");
    if (!messages || !markers || !types || !account)
        return tl::unexpected(d->database->fault());
    return d->transact([&] {
        for (SqliteStatement *const statement : {&*messages, &*markers, &*types, &*account})
            d->run(statement->with(id));
    });
}

} // namespace coffret
