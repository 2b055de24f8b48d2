// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsessionkeys.h"

#include "tests/core/vault/passbolt/sessionkeystage.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSemaphore>
#include <QSslSocket>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using coffret::fakes::FakeOpenPgp;

namespace {

const QByteArray Time = "2026-11-22T00:21:30+00:00";
const QByteArray Later = "2026-11-23T08:00:00+00:00";
const QString BundleId = QStringLiteral("949fbd18-6ca5-4da4-a162-ce3f965b383b");
const QString OlderId = QStringLiteral("849fbd18-6ca5-4da4-a162-ce3f965b383b");

QString idOf(int number)
{
    return QStringLiteral("%1-6ca5-4da4-a162-ce3f965b383b").arg(number, 8, 16, QLatin1Char('0'));
}

/// 32 octets that say which they are.
QByteArray keyOf(int number)
{
    return QByteArray(31, 'k') + static_cast<char>(number);
}

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

QByteArray bytesOf(std::string_view view)
{
    return {view.data(), static_cast<qsizetype>(view.size())};
}

QByteArray entry(int number, const QByteArray &modified = Time, const QByteArray &model = "Resource")
{
    return R"({"foreign_model":")" + model + R"(","foreign_id":")" + idOf(number).toLatin1() +
           R"(","session_key":"9:)" + keyOf(number).toHex().toUpper() + R"(","modified":")" + modified + "\"}";
}

QByteArray bundle(const QByteArrayList &entries)
{
    return R"({"object_type":"PASSBOLT_SESSION_KEYS","session_keys":[)" + entries.join(',') + "]}";
}

Expected<PassboltSessionKeyBundle> parsed(const QByteArray &json)
{
    return PassboltSessionKeyBundle::parse(SecretBuffer::copyOf(viewOf(json)));
}

QSet<QUuid> ids(int count)
{
    QSet<QUuid> ids;
    for (int i = 0; i < count; ++i)
        ids.insert(QUuid(idOf(i)));
    return ids;
}

/// A server's session keys, kept as a real one keeps them.
struct Stage : SessionKeyStage
{
    Stage()
    {
        server.answer("/metadata/session-keys.json",
                      [this](const SeenRequest &request, QSslSocket &socket) { list(request, socket); });
        for (const QString &id : {BundleId, OlderId})
            server.answer(path(id),
                          [this, id](const SeenRequest &request, QSslSocket &socket) { one(id, request, socket); });
    }
    static QByteArray path(const QString &id) { return "/metadata/session-keys/" + id.toLatin1() + ".json"; }
    void put(const QString &id, const QByteArray &plaintext, const QByteArray &modified = Time,
             const QString &signer = FakePassbolt::UserFingerprint)
    {
        rows[id] = QJsonObject{{QStringLiteral("id"), id},
                               {QStringLiteral("user_id"), QString::fromLatin1(FakePassbolt::UserId)},
                               {QStringLiteral("data"), QString::fromLatin1(FakeOpenPgp::sealed(plaintext, signer))},
                               {QStringLiteral("created"), QString::fromLatin1(Time)},
                               {QStringLiteral("modified"), QString::fromLatin1(modified)}};
    }
    void list(const SeenRequest &request, QSslSocket &socket)
    {
        if (request.method == "POST") {
            const QJsonObject body = QJsonDocument::fromJson(request.body).object();
            put(BundleId, unsealed(body[QLatin1String("data")].toString().toLatin1()));
            return FakePassbolt::say(socket, QJsonDocument(rows[BundleId]).toJson());
        }
        QJsonArray all;
        for (const QJsonObject &row : std::as_const(rows))
            all.append(row);
        FakePassbolt::say(socket, QJsonDocument(all).toJson());
    }
    void one(const QString &id, const SeenRequest &request, QSslSocket &socket)
    {
        if (request.method == "DELETE") {
            rows.remove(id);
            return FakePassbolt::say(socket, "null");
        }
        if (refusePut != 0)
            return FakePassbolt::say(socket, "\"\"", {}, refusePut);
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        if (body[QLatin1String("modified")] != rows[id][QLatin1String("modified")])
            return FakePassbolt::say(socket, "\"\"", {}, 409);
        put(id, unsealed(body[QLatin1String("data")].toString().toLatin1()), Later);
        FakePassbolt::say(socket, QJsonDocument(rows[id]).toJson());
    }
    [[nodiscard]] PassboltSessionKeyBundle stored(const QString &id = BundleId) const
    {
        auto found = parsed(unsealed(rows[id][QLatin1String("data")].toString().toLatin1()));
        return found ? std::move(*found) : PassboltSessionKeyBundle();
    }
    [[nodiscard]] Expected<void> load(StopToken stop = {}) { return QCoro::waitFor(keys.load(std::move(stop))); }
    void save(const QSet<QUuid> &all) { QCoro::waitFor(keys.save(all)); }
    void add(int from, int to)
    {
        for (int i = from; i < to; ++i)
            keys.add(idOf(i), Time, viewOf(keyOf(i)));
    }

    QMap<QString, QJsonObject> rows;
    int refusePut = 0;
};

} // namespace

class TestPassboltSessionKeys : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writesWhatOthersRead();
    void passesOverOddEntries();
    void refusesOtherThings_data();
    void refusesOtherThings();
    void servesAStateOfAResource();
    void believesOnlyTheUser_data();
    void believesOnlyTheUser();
    void theNewestWins();
    void doesWithout_data();
    void doesWithout();
    void asksAgainAfterADeclinedQuestion();
    void createsABundle();
    void writesOnlyWhatIsWorthIt();
    void dropsWhatIsGone();
    void keepsOneBundle();
    void mergesWhatOthersWrote();
    void triesOnlyOnceMore();
    void aRefusedWriteKeepsTheOthers();
    void writesNoMoreThanAnybodyReads();
    void replacesWhatIsTooLargeToRead();
    void forgets();
    void aStoppedWriteWritesNothing();
};

void TestPassboltSessionKeys::writesWhatOthersRead()
{
    PassboltSessionKeyBundle one;
    QVERIFY(one.set(idOf(7).toUpper(), Time, viewOf(keyOf(7))));
    QVERIFY(!one.set(idOf(7), Time, viewOf(keyOf(7))));
    QCOMPARE(bytesOf(one.toJson().view()), bundle({entry(7)}));
}

void TestPassboltSessionKeys::passesOverOddEntries()
{
    const QByteArray good = entry(1);
    const auto read =
        parsed(bundle({good, QByteArray(entry(2)).replace("9:", "7:"), QByteArray(entry(3)).chopped(1) + ",\"x\":[]}",
                       QByteArray(entry(4)).replace("6B6B6B", "zzzzzz"), "[]", "null", "{}",
                       QByteArray(entry(5)).replace("ce3f965b383b", "no id at all"),
                       QByteArray(entry(6)).replace("\"9:", "\"9\\u003a")}));
    QVERIFY(read);
    QCOMPARE(read->size(), 2);
    QCOMPARE(bytesOf(read->find(idOf(1), Time)), keyOf(1));
    QCOMPARE(bytesOf(read->find(idOf(3), Time)), keyOf(3)); // what it says besides is no harm
}

void TestPassboltSessionKeys::refusesOtherThings_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("another object") << bundle({}).replace("SESSION_KEYS\"", "SECRET_DATA\"");
    QTest::newRow("no list") << QByteArray(R"({"object_type":"PASSBOLT_SESSION_KEYS","session_keys":{}})");
    QTest::newRow("a bare key") << QByteArray("9:00112233");
    QTest::newRow("cut") << bundle({entry(1)}).chopped(1);
    QTest::newRow("nothing") << QByteArray();
}

void TestPassboltSessionKeys::refusesOtherThings()
{
    QFETCH(QByteArray, json);
    QVERIFY(!parsed(json));
}

void TestPassboltSessionKeys::servesAStateOfAResource()
{
    Stage stage;
    stage.put(BundleId, bundle({entry(1), entry(2)}));
    QVERIFY(stage.load());
    QVERIFY(stage.keys.isKept());
    QCOMPARE(bytesOf(stage.keys.find(idOf(1), Time)), keyOf(1));
    QCOMPARE(bytesOf(stage.keys.find(idOf(2), Time)), keyOf(2));
    QVERIFY(stage.keys.find(idOf(1), Later).empty());
    QVERIFY(stage.keys.find(idOf(3), Time).empty());
    stage.keys.add(idOf(1), Later, viewOf(keyOf(9)));
    QCOMPARE(bytesOf(stage.keys.find(idOf(1), Later)), keyOf(9));
    QVERIFY(stage.keys.find(idOf(1), Time).empty());
    QVERIFY(stage.load());
    QCOMPARE(stage.server.count("GET", "/metadata/session-keys.json"), 1);
}

void TestPassboltSessionKeys::believesOnlyTheUser_data()
{
    QTest::addColumn<QString>("signer");
    QTest::addColumn<bool>("believed");
    QTest::newRow("the user") << FakePassbolt::UserFingerprint << true;
    QTest::newRow("the server") << FakePassbolt::serverFingerprint() << false;
    QTest::newRow("a stranger") << QString(40, QLatin1Char('7')) << false;
    QTest::newRow("nobody") << QString() << false;
}

void TestPassboltSessionKeys::believesOnlyTheUser()
{
    QFETCH(QString, signer);
    QFETCH(bool, believed);
    Stage stage;
    stage.put(OlderId, bundle({entry(1)}), Time, signer);
    QVERIFY(stage.load());
    QVERIFY(stage.keys.isKept());
    QCOMPARE(!stage.keys.find(idOf(1), Time).empty(), believed);
    const QJsonObject before = stage.rows[OlderId];
    stage.add(0, 5);
    stage.save(ids(5));
    QCOMPARE(stage.rows[OlderId] == before, !believed); // what is not ours is left alone
    QCOMPARE(stage.rows.contains(BundleId), !believed);
}

void TestPassboltSessionKeys::theNewestWins()
{
    Stage stage;
    QByteArray changed = entry(1, Later);
    changed.replace(keyOf(1).toHex().toUpper(), keyOf(8).toHex().toUpper());
    stage.put(BundleId, bundle({entry(1), entry(2)}), Time);
    stage.put(OlderId, bundle({changed}), Later); // the newer one, for all its name
    QVERIFY(stage.load());
    QCOMPARE(bytesOf(stage.keys.find(idOf(1), Later)), keyOf(8));
    QCOMPARE(bytesOf(stage.keys.find(idOf(2), Time)), keyOf(2));
}

void TestPassboltSessionKeys::doesWithout_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("not there") << 404 << QByteArray("\"\"");
    QTest::newRow("not allowed") << 403 << QByteArray("\"\"");
    QTest::newRow("broken") << 500 << QByteArray("\"\"");
    QTest::newRow("not a list") << 200 << QByteArray("\"\"");
}

void TestPassboltSessionKeys::doesWithout()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    Stage stage;
    stage.server.answer("/metadata/session-keys.json", status, body);
    if (status != 404)
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("session keys are not known")));
    QVERIFY(stage.load());
    QVERIFY(!stage.keys.isKept());
    stage.add(0, 5);
    stage.save(ids(5));
    QCOMPARE(stage.server.count("POST", "/metadata/session-keys.json"), 0);
}

void TestPassboltSessionKeys::asksAgainAfterADeclinedQuestion()
{
    Stage stage;
    stage.put(BundleId, bundle({entry(1)}));
    stage.engine->openErrors = {ErrorKind::Cancelled};
    const auto declined = stage.load();
    QVERIFY(!declined);
    QCOMPARE(declined.error().kind, ErrorKind::Cancelled);
    QVERIFY(stage.load());
    QVERIFY(!stage.keys.find(idOf(1), Time).empty());
}

void TestPassboltSessionKeys::createsABundle()
{
    Stage stage;
    QVERIFY(stage.load());
    stage.add(0, 3);
    stage.save(ids(3));
    QCOMPARE(stage.rows.size(), 1);
    QCOMPARE(stage.engine->sealedFor.last(), QStringList{FakePassbolt::UserFingerprint});
    QCOMPARE(stage.stored().size(), 3);
    QCOMPARE(bytesOf(stage.stored().find(idOf(2), Time)), keyOf(2));
    stage.add(3, 6);
    stage.save(ids(6)); // over the one it made itself
    QCOMPARE(stage.rows.size(), 1);
    QCOMPARE(stage.stored().size(), 6);
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 1);
}

void TestPassboltSessionKeys::writesOnlyWhatIsWorthIt()
{
    Stage stage;
    QVERIFY(stage.load());
    stage.save({});
    QCOMPARE(stage.rows.size(), 0);
    stage.add(0, 200);
    stage.save(ids(200));
    stage.save(ids(200));
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 0);
    stage.add(200, 203);
    stage.save(ids(203));
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 0);
    stage.add(203, 206);
    stage.save(ids(206));
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 1);
    QCOMPARE(stage.stored().size(), 206);
}

void TestPassboltSessionKeys::dropsWhatIsGone()
{
    Stage stage;
    stage.put(BundleId, bundle({entry(0), entry(1), entry(2), entry(3, Time, "Folder")}));
    QVERIFY(stage.load());
    stage.save(ids(2));
    QCOMPARE(stage.stored().size(), 3);
    QVERIFY(stage.stored().find(idOf(2), Time).empty());
    const QByteArray json = bytesOf(stage.stored().toJson().view());
    QVERIFY(json.contains(entry(3, Time, "Folder"))); // another client's
}

void TestPassboltSessionKeys::keepsOneBundle()
{
    Stage stage;
    stage.put(OlderId, bundle({entry(0)}), Time);
    stage.put(BundleId, bundle({entry(1)}), Later);
    QVERIFY(stage.load());
    stage.save(ids(2));
    QCOMPARE(stage.rows.keys(), QStringList{BundleId});
    QCOMPARE(stage.stored().size(), 2);
}

void TestPassboltSessionKeys::mergesWhatOthersWrote()
{
    Stage stage;
    stage.put(BundleId, bundle({entry(0)}), Time);
    QVERIFY(stage.load());
    stage.add(1, 3);
    stage.put(BundleId, bundle({entry(0), entry(4)}), "2026-11-22T12:00:00+00:00");
    stage.save(ids(5));
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 2);
    QCOMPARE(stage.stored().size(), 4);
    QVERIFY(!stage.stored().find(idOf(4), Time).empty());
    stage.rows.remove(BundleId); // and now it has gone
    stage.server.answer(Stage::path(BundleId), 404, "\"\"");
    stage.add(5, 8);
    stage.save(ids(8));
    QCOMPARE(stage.stored().size(), 7);
}

void TestPassboltSessionKeys::triesOnlyOnceMore()
{
    Stage stage;
    stage.put(BundleId, bundle({entry(0)}));
    QVERIFY(stage.load());
    stage.refusePut = 409;
    stage.add(1, 3);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("session keys cannot be kept")));
    stage.save(ids(3));
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 2);
    stage.save(ids(3)); // not before the next sign-in
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 2);
}

void TestPassboltSessionKeys::aRefusedWriteKeepsTheOthers()
{
    Stage stage;
    stage.put(OlderId, bundle({entry(0)}), Time);
    stage.put(BundleId, bundle({entry(1), entry(2)}), Later);
    QVERIFY(stage.load());
    stage.refusePut = 400;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("session keys cannot be kept")));
    stage.save(ids(3));
    QCOMPARE(stage.rows.keys(), (QStringList{OlderId, BundleId})); // what is in the older one is in no other
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 1);
    stage.save(ids(3)); // not before the next sign-in
    QCOMPARE(stage.server.count("PUT", Stage::path(BundleId)), 1);
}

void TestPassboltSessionKeys::writesNoMoreThanAnybodyReads()
{
    PassboltSessionKeyBundle full;
    int kept = 0;
    for (int i = 0; i < 40'000; ++i)
        kept += full.set(idOf(i), Time, viewOf(keyOf(i % 100))) ? 1 : 0;
    QVERIFY(kept > 30'000);
    QCOMPARE(full.size(), kept);
    const std::size_t size = full.toJson().size();
    QVERIFY2(size <= 7'000'100 && size > 6'500'000, qPrintable(QString::number(size)));
    QVERIFY(full.set(idOf(0), Later, viewOf(keyOf(1)))); // in place of another state of it
    QVERIFY(!full.set(idOf(40'000), Time, viewOf(keyOf(1))));
    const auto again = PassboltSessionKeyBundle::parse(full.toJson());
    QVERIFY(again);
    QCOMPARE(again->size(), full.size());
    QCOMPARE(full.keepOnly(ids(10)), kept - 10);
    QVERIFY(full.set(idOf(40'000), Time, viewOf(keyOf(1))));
}

void TestPassboltSessionKeys::replacesWhatIsTooLargeToRead()
{
    Stage stage;
    stage.put(BundleId, bundle({entry(0)}));
    stage.engine->openErrors = {ErrorKind::TooLarge};
    QVERIFY(stage.load());
    QVERIFY(stage.keys.isKept());
    QVERIFY(stage.keys.find(idOf(0), Time).empty());
    stage.add(1, 3);
    stage.save(ids(3));
    QCOMPARE(stage.rows.keys(), QStringList{BundleId});
    QCOMPARE(stage.stored().size(), 2);
    QCOMPARE(stage.server.count("POST", "/metadata/session-keys.json"), 0);
}

void TestPassboltSessionKeys::forgets()
{
    Stage stage;
    stage.put(BundleId, bundle({entry(0)}));
    QVERIFY(stage.load());
    QVERIFY(!stage.keys.find(idOf(0), Time).empty());
    stage.keys.clear();
    QVERIFY(stage.keys.find(idOf(0), Time).empty());
    QVERIFY(!stage.keys.isKept());
    stage.add(1, 3);
    QVERIFY(stage.keys.find(idOf(1), Time).empty());
    QVERIFY(stage.load());
    QVERIFY(!stage.keys.find(idOf(0), Time).empty());
}

void TestPassboltSessionKeys::aStoppedWriteWritesNothing()
{
    Stage stage;
    QVERIFY(stage.load());
    stage.add(0, 3);
    stage.engine->sealedFor.clear();
    QSemaphore free;
    std::function<bool()> occupy = [&free] { return free.tryAcquire(1, -1); };
    auto first = stage.workers.run(occupy);
    auto second = stage.workers.run(occupy);
    auto saving = stage.keys.save(ids(3)); // waits for a worker
    stage.keys.clear();
    free.release(2);
    QCoro::waitFor(std::move(saving));
    QCOMPARE(stage.rows.size(), 0);
    QVERIFY(stage.engine->sealedFor.isEmpty());
}

QTEST_GUILESS_MAIN(TestPassboltSessionKeys)
#include "tst_passboltsessionkeys.moc"
