// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cacheretention.h"
#include "core/store/sqlite.h"
#include "tests/core/store/cachestage.h"
#include "tests/support/summaries.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace coffret;
using namespace coffret::test;

namespace {

QString zeroIn()
{
    return QStringLiteral("a") + QChar(u'\0') + QStringLiteral("b\nc\t\u202e");
}

SecretSummary fullSummary()
{
    SecretSummary summary;
    summary.id = QStringLiteral("app/prod/DB_PASSWORD");
    summary.collectionId = QStringLiteral("c1");
    summary.name = QStringLiteral("Büro 東京 камера \U0001F511\U0010FFFD");
    summary.username = zeroIn();
    summary.description = QString(100'000, QChar(u'é'));
    summary.uris = {QStringLiteral("https://example.org/ä"), QStringLiteral("ssh://[::1]:22")};
    summary.type = SecretType::Certificate;
    summary.vendorType = QStringLiteral("v5-custom-fields");
    summary.markers = Marker::Favourite | Marker::TagUnverified | Marker::OutOfOrder;
    summary.created = QDateTime::fromMSecsSinceEpoch(1'600'000'000'123, Qt::UTC);
    summary.modified = QDateTime::fromMSecsSinceEpoch(1'700'000'000'456, Qt::UTC);
    summary.expires = QDateTime::fromMSecsSinceEpoch(4'000'000'000'000, Qt::UTC);
    summary.modifiedBy = QStringLiteral("u7");
    summary.right = AccessRight::Own;
    summary.tags = {QStringLiteral("tag one"), QStringLiteral("метка")};
    summary.icon = {68, 0xff00aa80};
    return summary;
}

CachedPayload payloadOf(const QString &secretId, const QByteArray &body)
{
    CachedPayload payload;
    payload.secretId = secretId;
    payload.ciphertext = messageAround(body);
    payload.expectedSigners = {QString(40, QLatin1Char('A')), QString(40, QLatin1Char('B'))};
    payload.vendorType = QStringLiteral("v5-default");
    payload.version = QByteArrayLiteral("v\0 9");
    payload.modified = QDateTime::fromMSecsSinceEpoch(1'700'000'000'456, Qt::UTC);
    payload.fetched = QDateTime::fromMSecsSinceEpoch(1'700'000'100'000, Qt::UTC);
    return payload;
}

} // namespace

class AccountCacheTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<AccountCache> m_cache;
    CacheClock m_clock;
    [[nodiscard]] QString folder() const { return m_root->filePath(QStringLiteral("cache")); }
    [[nodiscard]] CachePlace place() const { return CachePlace(folder(), CacheAccount); }
    [[nodiscard]] Expected<std::unique_ptr<AccountCache>> open(char seed = 'k')
    {
        return AccountCache::open(folder(), CacheAccount, cacheKey(seed), m_clock);
    }
    /// As after a start of the program.
    void reopen()
    {
        m_cache.reset();
        auto cache = open();
        QVERIFY2(cache, qPrintable(cache ? QString() : cache.error().detail));
        m_cache = *std::move(cache);
    }
    [[nodiscard]] CacheContent load(const CacheNotes &notes = {})
    {
        auto content = m_cache->load({}, notes);
        return content ? *std::move(content) : CacheContent();
    }
    void putRows(int count)
    {
        CacheChange change;
        for (int i = 0; i < count; ++i)
            change.secrets.push_back(cachedSecret(i, QStringLiteral("name %1").arg(i)));
        change.whole = true;
        QVERIFY(m_cache->apply(change));
    }
    /// Does something to the closed file as somebody with SQLite could.
    void alter(const char *sql)
    {
        m_cache.reset();
        const auto database = SqliteDatabase::open(place().database());
        QVERIFY(database);
        const auto altered = (*database)->execute(sql);
        QVERIFY2(altered, qPrintable(altered ? QString() : altered.error().detail));
    }

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>();
        m_clock = CacheClock();
        reopen();
    }
    void cleanup() { m_cache.reset(); }

    void anEmptyOneIsNoWholeOne()
    {
        const CacheContent content = load();
        QCOMPARE(content.catalog->size(), 0U);
        QVERIFY(!content.whole && content.memory.isEmpty() && !content.contact.isValid() && !content.clockWentBack);
        QVERIFY(content.lost == 0 && content.setAside.isEmpty());
        QVERIFY(m_cache->apply({}));
        reopen();
        QVERIFY(!load().whole && load().setAside.isEmpty());
    }

    void everythingComesBack()
    {
        CacheChange change;
        change.secrets.push_back({fullSummary(), QByteArray(16, '\xfe'), QByteArrayLiteral("ex\0tra")});
        change.secrets.push_back(cachedSecret(1, {})); // nothing but an id
        change.secrets.push_back({});                  // not even that: passed over
        const Collection root{QStringLiteral("c1"), {},   zeroIn(),
                              AccessRight::Update,  true, Marker::MetadataUnreadable};
        change.collections = {{QStringLiteral("c2"), QStringLiteral("c1"), QString()}, root, {}};
        change.memory = SecretBuffer::copyOf(std::string_view("mem\0ory", 7));
        change.whole = true;
        change.contact = true;
        QVERIFY(m_cache->apply(change));
        reopen();

        QHash<QString, std::pair<QByteArray, QByteArray>> noted;
        const CacheContent content = load([&](const QString &id, const QByteArray &mark, const QByteArray &extra) {
            noted.insert(id, {mark, extra});
        });
        QCOMPARE(content.catalog->size(), 2U);
        compareSummaries(content.catalog->summary(content.catalog->rowOf(fullSummary().id)), fullSummary());
        compareSummaries(content.catalog->summary(content.catalog->rowOf(QStringLiteral("s00001"))),
                         cachedSecret(1, {}).summary);
        QCOMPARE(noted.size(), 1);
        QCOMPARE(noted[fullSummary().id].first, QByteArray(16, '\xfe'));
        QCOMPARE(noted[fullSummary().id].second, QByteArrayLiteral("ex\0tra"));
        QCOMPARE(content.catalog->collections().size(), std::size_t(2));
        const Collection &found = *content.catalog->collection(root.id);
        QVERIFY(found.name == root.name && found.right == root.right && found.shared && found.markers == root.markers);
        QCOMPARE(content.catalog->collection(QStringLiteral("c2"))->parentId, root.id);
        QVERIFY(content.memory.view() == std::string_view("mem\0ory", 7));
        QVERIFY(content.whole);
        QCOMPARE(content.contact, m_clock.time);
    }

    void brokenTextsBecomeWhatACatalogMakesOfThem()
    {
        CachedSecret secret = cachedSecret(0, QStringLiteral("x") + QChar(0xD800) + QStringLiteral("y"));
        secret.summary.username = QString(QChar(0xDC00));
        secret.summary.uris = {QString(), QStringLiteral("a\nb"), QString(QChar(0xDBFF))};
        const auto direct = Catalog::build({}, {secret.summary});
        CacheChange change;
        change.secrets = {secret};
        QVERIFY(m_cache->apply(change));
        reopen();
        compareSummaries(load().catalog->summary(0), direct->summary(0));
    }

    void changesAreWhatTheySay()
    {
        putRows(3);
        CacheChange change;
        change.collections = {{QStringLiteral("c1"), {}, QStringLiteral("one")},
                              {QStringLiteral("c2"), {}, QStringLiteral("two")}};
        QVERIFY(m_cache->apply(change));
        CacheChange next;
        next.secrets = {cachedSecret(1, QStringLiteral("new name")), cachedSecret(2, QStringLiteral("again"))};
        next.goneSecrets = {QStringLiteral("s00000"), QStringLiteral("s00002"), QStringLiteral("never there")};
        next.goneCollections = {QStringLiteral("c1")};
        QVERIFY(m_cache->apply(next));
        reopen();
        const CacheContent content = load();
        QCOMPARE(content.catalog->size(), 2U);
        QCOMPARE(content.catalog->name(content.catalog->rowOf(QStringLiteral("s00001"))), QStringLiteral("new name"));
        QCOMPARE(content.catalog->name(content.catalog->rowOf(QStringLiteral("s00002"))), QStringLiteral("again"));
        QCOMPARE(content.catalog->collections().size(), std::size_t(1));
        QVERIFY(content.whole); // nobody said otherwise
        next = {};
        next.whole = false;
        QVERIFY(m_cache->apply(next));
        QVERIFY(!load().whole);
    }

    void aChangeIsTheDifferenceOfTwoCatalogs()
    {
        const auto rows = [](std::initializer_list<std::pair<int, const char *>> names) {
            std::vector<SecretSummary> secrets;
            for (const auto &[number, name] : names)
                secrets.push_back(cachedSecret(number, QString::fromLatin1(name)).summary);
            return secrets;
        };
        const Collection kept{QStringLiteral("c1"), {}, QStringLiteral("kept")};
        const Collection gone{QStringLiteral("c2"), {}, QStringLiteral("gone")};
        const auto before = Catalog::build({kept, gone}, rows({{1, "same"}, {2, "old"}, {3, "gone"}}));
        const auto after = Catalog::build({kept}, rows({{1, "same"}, {2, "new"}, {4, "added"}}));
        QVERIFY(m_cache->apply(CacheChange::between(nullptr, *before)));
        const CacheChange change = CacheChange::between(before.get(), *after);
        QCOMPARE(change.secrets.size(), std::size_t(2));
        QVERIFY(change.collections.empty());
        QCOMPARE(change.goneSecrets, QStringList{QStringLiteral("s00003")});
        QCOMPARE(change.goneCollections, QStringList{gone.id});
        QVERIFY(m_cache->apply(change));
        reopen();
        const auto found = load().catalog;
        const CacheChange none = CacheChange::between(after.get(), *found);
        QVERIFY(none.secrets.empty() && none.collections.empty() && none.goneSecrets.isEmpty() &&
                none.goneCollections.isEmpty());
    }

    void messagesComeBackAndGoWithTheirSecret()
    {
        putRows(2);
        const CachedPayload large = payloadOf(QStringLiteral("s00000"), QByteArray(900'000, '\x80'));
        CacheChange change;
        change.payloads = {large, payloadOf(QStringLiteral("s00001"), QByteArrayLiteral("b"))};
        QVERIFY(m_cache->apply(change));
        reopen();
        auto payload = m_cache->payload(large.secretId);
        QVERIFY(payload && *payload);
        QCOMPARE((*payload)->secretId, large.secretId);
        QCOMPARE((*payload)->ciphertext, large.ciphertext);
        QCOMPARE((*payload)->expectedSigners, large.expectedSigners);
        QCOMPARE((*payload)->vendorType, large.vendorType);
        QCOMPARE((*payload)->version, large.version);
        QCOMPARE((*payload)->modified, large.modified);
        QCOMPARE((*payload)->fetched, large.fetched);
        const QStringList asked{large.secretId, QStringLiteral("s00001"), QStringLiteral("s00002")};
        QCOMPARE(m_cache->withoutPayload(asked).value(), QStringList{QStringLiteral("s00002")});
        QCOMPARE(m_cache->kept()->payloads, 2);
        QVERIFY(m_cache->kept()->payloadBytes > 900'000 && m_cache->kept()->fileBytes > 900'000);
        QCOMPARE(m_cache->kept()->secrets, 2);

        CacheChange gone;
        gone.goneSecrets = {large.secretId};
        gone.gonePayloads = {QStringLiteral("s00001")};
        QVERIFY(m_cache->apply(gone));
        QCOMPARE(m_cache->withoutPayload(asked).value(), asked);
        QVERIFY(m_cache->payload(large.secretId) && !*m_cache->payload(large.secretId));
        QCOMPARE(load().catalog->size(), 1U);
    }

    void valuesInTheClearAreNotTaken_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("a password") << QByteArrayLiteral("hunter2");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("something behind the message") << messageAround("m") + "hunter2";
        QTest::newRow("a marker alone") << QByteArrayLiteral("-----BEGIN PGP MESSAGE-----\n\nhunter2");
    }

    void valuesInTheClearAreNotTaken()
    {
        QFETCH(QByteArray, value);
        CacheChange change;
        change.secrets = {cachedSecret(0, QStringLiteral("beside it"))};
        change.payloads = {payloadOf(QStringLiteral("s00000"), "right"), payloadOf(QStringLiteral("s00001"), {})};
        change.payloads.back().ciphertext = value;
        QCOMPARE(m_cache->apply(change).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(m_cache->kept()->payloads, 0);
        QCOMPARE(load().catalog->size(), 0U);
    }

    void messagesNobodyAskedForGo()
    {
        const auto put = [this](int number) {
            CacheChange change;
            change.payloads = {payloadOf(QStringLiteral("s%1").arg(number), "body")};
            QVERIFY(m_cache->apply(change));
        };
        put(1);
        put(2);
        m_clock.time = m_clock.time.addDays(20);
        put(3);
        QVERIFY(m_cache->payload(QStringLiteral("s1")).value());
        m_clock.time = m_clock.time.addDays(20);
        QCOMPARE(m_cache->dropPayloadsUnusedFor(30).value(), 1);
        QCOMPARE(m_cache->withoutPayload({QStringLiteral("s1"), QStringLiteral("s2"), QStringLiteral("s3")}).value(),
                 QStringList{QStringLiteral("s2")});
        m_clock.time = m_clock.time.addDays(-2); // it was ahead when they were put there
        QCOMPARE(m_cache->dropPayloadsUnusedFor(0).value(), 2);
        QCOMPARE(m_cache->kept()->payloads, 0);
    }

    void aBoxOpensInItsPlaceAlone_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("another secret's")
            << QByteArrayLiteral("UPDATE secret SET box = (SELECT box FROM secret WHERE rowid = 2) WHERE rowid = 1");
        QTest::newRow("a collection's") << QByteArrayLiteral(
            "UPDATE secret SET box = (SELECT box FROM collection) WHERE rowid = 1");
        QTest::newRow("a message's") << QByteArrayLiteral(
            "UPDATE secret SET box = (SELECT box FROM payload) WHERE rowid = 1");
        QTest::newRow("under another name")
            << QByteArrayLiteral("UPDATE secret SET name = x'00112233445566778899aabbccddeeff' WHERE rowid = 1");
        QTest::newRow("cut") << QByteArrayLiteral("UPDATE secret SET box = substr(box, 1, 39) WHERE rowid = 1");
        QTest::newRow("empty") << QByteArrayLiteral("UPDATE secret SET box = x'' WHERE rowid = 1");
        QTest::newRow("a number") << QByteArrayLiteral("UPDATE secret SET box = 42 WHERE rowid = 1");
        QTest::newRow("longer") << QByteArrayLiteral("UPDATE secret SET box = box || x'00' WHERE rowid = 1");
        QTest::newRow("gone") << QByteArrayLiteral("DELETE FROM secret WHERE rowid = 1");
    }

    void aBoxOpensInItsPlaceAlone()
    {
        QFETCH(QByteArray, sql);
        putRows(200);
        CacheChange change;
        change.collections = {{QStringLiteral("s00000"), {}, QStringLiteral("name 0")}}; // the same id on purpose
        change.payloads = {payloadOf(QStringLiteral("s00000"), "body")};
        QVERIFY(m_cache->apply(change));
        alter(sql.constData());
        reopen();
        const CacheContent content = load();
        QCOMPARE(content.lost, 1);
        QVERIFY(!content.whole);
        QVERIFY(content.setAside.isEmpty());
        QCOMPARE(content.catalog->size(), 199U);
        QCOMPARE(content.catalog->rowOf(QStringLiteral("s00000")), Catalog::NoRow);
        QCOMPARE(m_cache->kept()->secrets, 199); // the damaged one is removed
        reopen();
        QCOMPARE(load().lost, 0); // and counted once
        QVERIFY(!load().whole);   // but still missed
    }

    void aRowBroughtBackIsNoticed()
    {
        putRows(200);
        CacheChange gone;
        gone.goneSecrets = {QStringLiteral("s00007")};
        alter("CREATE TABLE aside AS SELECT * FROM secret");
        reopen();
        QVERIFY(m_cache->apply(gone));
        QVERIFY(load().whole);
        alter("INSERT OR IGNORE INTO secret SELECT * FROM aside; DROP TABLE aside");
        reopen();
        const CacheContent content = load();
        QVERIFY(!content.whole); // so that the server is asked for everything
        QCOMPARE(content.lost, 0);
    }

    void aBoxOfAnotherAccountDoesNotOpen()
    {
        putRows(200);
        alter("SELECT 1");
        const QString other = QStringLiteral("another account");
        QVERIFY(QFile::copy(place().database(), CachePlace(folder(), other).database()));
        auto cache = AccountCache::open(folder(), other, cacheKey(), m_clock); // even with the same key
        QVERIFY(cache);
        const auto content = (*cache)->load({});
        QCOMPARE(content->catalog->size(), 0U);
        QVERIFY(!content->setAside.isEmpty());
        reopen();
        QCOMPARE(load().catalog->size(), 200U);
    }

    void manyBrokenBoxesEndTheWholeFile()
    {
        putRows(200);
        alter("UPDATE secret SET box = x'00' WHERE rowid <= 3");
        reopen();
        const CacheContent content = load();
        QCOMPARE(content.catalog->size(), 0U);
        QVERIFY(QFile::exists(content.setAside));
        QVERIFY(!content.whole);
        putRows(5);
        reopen();
        QCOMPARE(load().catalog->size(), 5U);
        QVERIFY(load().setAside.isEmpty());
    }

    void aBrokenMessageGoes()
    {
        CacheChange change;
        change.payloads = {payloadOf(QStringLiteral("s1"), "one"), payloadOf(QStringLiteral("s2"), "two")};
        QVERIFY(m_cache->apply(change));
        alter("UPDATE payload SET box = (SELECT box FROM payload WHERE rowid = 2) WHERE rowid = 1");
        reopen();
        const auto payload = m_cache->payload(QStringLiteral("s1"));
        QVERIFY(payload && !*payload);
        QCOMPARE(m_cache->kept()->payloads, 1);
        QVERIFY(m_cache->payload(QStringLiteral("s2")).value());
    }

    void anotherKeySetsTheFileAside()
    {
        putRows(20);
        m_cache.reset();
        auto cache = open('x');
        QVERIFY(cache);
        const auto content = (*cache)->load({});
        QCOMPARE(content->catalog->size(), 0U);
        QVERIFY(!content->whole);
        QVERIFY(QFile::exists(content->setAside));
        CacheChange change;
        change.secrets = {cachedSecret(1, QStringLiteral("new"))};
        QVERIFY((*cache)->apply(change));
        cache->reset();
        for (int i = 0; i < 3; ++i) { // no more than one is kept of those set aside
            cache = open(static_cast<char>('a' + i));
            QVERIFY(cache);
            cache->reset();
            QCOMPARE(QDir(folder()).entryList({QStringLiteral("*unreadable*")}).size(), 1);
        }
    }

    void whatIsNoDatabaseIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a text") << QByteArray(10'000, 'x');
        QTest::newRow("cut") << QByteArrayLiteral("SQLite format 3");
    }

    void whatIsNoDatabaseIsSetAside()
    {
        QFETCH(QByteArray, bytes);
        m_cache.reset();
        QVERIFY(putContents(place().database(), bytes));
        reopen();
        const CacheContent content = load();
        QCOMPARE(contentsOf(content.setAside), bytes);
        QVERIFY(load().setAside.isEmpty()); // said once
        putRows(3);
        reopen();
        QCOMPARE(load().catalog->size(), 3U);
    }

    void otherTablesAreSetAside()
    {
        putRows(3);
        alter("DROP TABLE payload");
        reopen();
        QVERIFY(!load().setAside.isEmpty());
    }

    void aNewerFormatIsLeftAlone()
    {
        putRows(3);
        alter("PRAGMA user_version = 2");
        const QByteArray before = contentsOf(place().database());
        const auto cache = open();
        QCOMPARE(cache.error().kind, ErrorKind::Unsupported);
        QCOMPARE(contentsOf(place().database()), before);
        QVERIFY(QDir(folder()).entryList({QStringLiteral("*unreadable*")}).isEmpty());
    }

    void twoProcessesDoNotShareOne()
    {
        putRows(3);
        QCOMPARE(open().error().kind, ErrorKind::HeldByAnother);
        QCOMPARE(AccountCache::remove(folder(), CacheAccount).error().kind, ErrorKind::HeldByAnother);
        const pid_t child = fork();
        if (child == 0) {
            const auto cache = open();
            _exit(!cache && cache.error().kind == ErrorKind::HeldByAnother ? 0 : 1);
        }
        int status = -1;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        QVERIFY(m_cache->apply({})); // which did not disturb this one
        QVERIFY(AccountCache::open(folder(), QStringLiteral("another"), cacheKey(), m_clock)); // each has its own
        reopen();
        QCOMPARE(load().catalog->size(), 3U);
    }

    void loadingCanBeStopped()
    {
        putRows(2000);
        std::stop_source source;
        source.request_stop();
        QCOMPARE(m_cache->load(source.get_token()).error().kind, ErrorKind::Cancelled);
        QCOMPARE(load().catalog->size(), 2000U);
        QVERIFY(load().whole);
    }

    void aClockThatWentBackIsNoticed()
    {
        CacheChange change;
        change.contact = true;
        QVERIFY(m_cache->apply(change));
        m_clock.time = m_clock.time.addDays(3);
        reopen();
        QVERIFY(!load().clockWentBack);
        m_clock.time = m_clock.time.addDays(-1); // later than the contact, earlier than it was
        reopen();
        QVERIFY(load().clockWentBack);
        QVERIFY(m_cache->apply(change)); // the server says how things are
        QVERIFY(!load().clockWentBack);
        QCOMPARE(load().contact, m_clock.time);
    }

    void filesAreForTheirOwnerAlone()
    {
        const mode_t before = umask(0);
        m_cache.reset();
        QVERIFY(QDir(folder()).removeRecursively());
        reopen();
        putRows(300);
        const QStringList files = QDir(folder()).entryList(QDir::Files);
        QVERIFY(files.size() >= 3); // with the log and the lock
        for (const QString &file : files) {
            struct stat state = {};
            QCOMPARE(stat(QFile::encodeName(folder() + QLatin1Char('/') + file).constData(), &state), 0);
            QCOMPARE(state.st_mode & 0777, mode_t(0600));
        }
        struct stat state = {};
        QCOMPARE(stat(QFile::encodeName(folder()).constData(), &state), 0);
        QCOMPARE(state.st_mode & 0777, mode_t(0700));
        umask(before);
    }

    void nothingCanBeRead()
    {
        const QString canary = QStringLiteral("canary-4be20c7719aa53d6");
        CacheChange change;
        CachedSecret secret = cachedSecret(0, canary);
        secret.summary.id = secret.summary.username = secret.summary.description = canary;
        secret.summary.collectionId = secret.summary.vendorType = secret.summary.modifiedBy = canary;
        secret.summary.uris = secret.summary.tags = {canary};
        secret.mark = secret.extra = canary.toUtf8();
        change.secrets = {secret};
        change.collections = {{canary, canary, canary}};
        change.payloads = {payloadOf(canary, canary.toUtf8())};
        change.memory = SecretBuffer::copyOf(canary.toStdString());
        QVERIFY(m_cache->apply(change));
        const auto findCanary = [&] {
            for (const QString &file : QDir(folder()).entryList(QDir::Files | QDir::Hidden)) {
                const QByteArray bytes = file.toUtf8() + contentsOf(folder() + QLatin1Char('/') + file);
                if (bytes.contains("canary") || bytes.contains(CacheAccount.toUtf8()) ||
                    bytes.contains(QByteArray(16, 'k')))
                    return file;
            }
            return QString();
        };
        QCOMPARE(findCanary(), QString());
        reopen();
        QCOMPARE(load().catalog->size(), 1U);
        QVERIFY(m_cache->payload(canary).value());
        m_cache.reset();
        QCOMPARE(findCanary(), QString());
        QVERIFY(!QFile::exists(place().database() + QStringLiteral("-wal"))); // everything is in one file
    }

    void isRemoved()
    {
        putRows(3);
        m_cache.reset();
        QVERIFY(putContents(place().database() + QStringLiteral(".unreadable-1"), "old"));
        QVERIFY(AccountCache::remove(folder(), CacheAccount));
        QVERIFY(QDir(folder()).entryList(QDir::Files).isEmpty());
        QVERIFY(AccountCache::remove(folder(), CacheAccount));
        reopen();
        QCOMPARE(load().catalog->size(), 0U);
    }

    void whatIsTooOldIsSwept()
    {
        const QString other = QStringLiteral("another");
        const QDateTime now = QDateTime::currentDateTimeUtc();
        CacheChange change;
        change.contact = true;
        m_clock.time = now.addDays(-40);
        QVERIFY(m_cache->apply(change));
        m_clock.time = now.addDays(-20);
        auto second = AccountCache::open(folder(), other, cacheKey(), m_clock);
        QVERIFY(second && (*second)->apply(change));
        m_clock.time = now;
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 1).value(), 0); // both are in use
        m_cache.reset();
        second->reset();
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 41).value(), 0);
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 30).value(), 1); // this one alone
        QVERIFY(place().databaseFiles().isEmpty());
        QCOMPARE(CachePlace(folder(), other).databaseFiles().size(), 1);
        m_clock.time = now.addYears(-5);
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 1).value(), 0); // a wrong clock removes nothing
        QVERIFY(putContents(folder() + QStringLiteral("/other.sqlite"), "not ours"));
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 0).value(), 1);
        QCOMPARE(QDir(folder()).entryList(QDir::Files), QStringList{QStringLiteral("other.sqlite")});
        QCOMPARE(CacheRetention::sweep(m_root->filePath(QStringLiteral("nowhere")), m_clock, 30).value(), 0);
    }

    void whatSaysNothingIsAsOldAsItLooks()
    {
        m_cache.reset();
        QVERIFY(putContents(place().database(), "no database"));
        m_clock.time = QDateTime::currentDateTimeUtc().addDays(6);
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 7).value(), 0);
        m_clock.time = m_clock.time.addDays(2);
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 7).value(), 1);
        QVERIFY(place().databaseFiles().isEmpty());
    }

    void aContactInTheFutureKeepsNothing()
    {
        m_clock.time = QDateTime::currentDateTimeUtc().addYears(10);
        CacheChange change;
        change.contact = true;
        QVERIFY(m_cache->apply(change));
        m_cache.reset();
        m_clock.time = QDateTime::currentDateTimeUtc().addDays(8);
        QCOMPARE(CacheRetention::sweep(folder(), m_clock, 7).value(), 1);
        QVERIFY(CacheRetention::isOver({}, m_clock.time, 7));
    }
};

QTEST_GUILESS_MAIN(AccountCacheTest)
#include "tst_accountcache.moc"
