// SPDX-License-Identifier: GPL-3.0-or-later
// Metadata in bulk: real messages, real keys; only the user's own key is a fake.
#include "core/vault/passbolt/passboltmetadata.h"

#include "tests/core/vault/passbolt/sessionkeystage.h"
#include "tests/support/fakes.h"
#include "tests/support/gpghome.h"
#include "tests/support/messageforge.h"

#include <QCoroTask>
#include <QTest>

using namespace coffret;
using coffret::fakes::FakeOpenPgp;
using coffret::test::GpgHome;
using coffret::test::KeyRequest;
using coffret::test::withContent;

namespace {

const QString KeyId = QStringLiteral("1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f");
const QString TypeId = QStringLiteral("dd1f723d-0d1e-513f-8218-4055dc0530d0");

QByteArray plaintext(const QByteArray &name)
{
    return R"({"object_type":"PASSBOLT_RESOURCE_METADATA","resource_type_id":")" + TypeId.toLatin1() + R"(","name":")" +
           name + R"(","uris":[]})";
}

SecretBuffer secret(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

/// A server that keeps session keys for this user; there are none yet.
struct KeyStage : coffret::test::SessionKeyStage
{
    explicit KeyStage(const QString &user)
    {
        server.answer("/metadata/session-keys.json", 200, "[]");
        account.keyFingerprint = user;
        loaded = QCoro::waitFor(keys.load({})).has_value() && keys.isKept();
    }

    PassboltMetadataReader reader{*engine, workers, &keys};
    bool loaded = false;
};

const QString ResourceId = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
const QByteArray Time = "2026-11-22T00:21:30+00:00";

} // namespace

class TestPassboltMetadata : public QObject
{
    Q_OBJECT

    GpgHome m_home;
    QString m_shared; ///< fingerprint of the metadata key
    QString m_ada;
    QString m_betty;
    QString m_stranger;
    QString m_expired; ///< an author, as is the next
    QString m_revoked;
    QByteArray m_byRevoked; ///< signed before

    [[nodiscard]] std::shared_ptr<PassboltMetadataKeys> keys(bool trusted = true) const
    {
        PassboltPrivateKey key;
        key.armored = secret(m_home.secretKey(m_shared));
        key.fingerprint = m_shared;
        key.trusted = trusted;
        const auto keys = std::make_shared<PassboltMetadataKeys>();
        keys->add(KeyId, std::move(key),
                  {m_home.publicKey(m_ada), m_home.publicKey(m_betty), m_home.publicKey(m_shared),
                   m_home.publicKey(m_expired), m_home.publicKey(m_revoked)});
        return keys;
    }
    [[nodiscard]] PassboltMetadataWork work(const QByteArray &message) const
    {
        PassboltMetadataWork work;
        work.metadata.message = message;
        work.metadata.keyId = KeyId;
        work.metadata.sharedKey = true;
        work.expectedSigners = {m_ada, m_expired, m_revoked};
        work.objectType = QLatin1String(ResourceMetadataType);
        work.typeId = TypeId;
        return work;
    }
    [[nodiscard]] QByteArray sealed(const QByteArray &text, const QStringList &signers,
                                    const QStringList &extra = {}) const
    {
        return m_home.seal(text, {m_shared}, signers, extra);
    }

private Q_SLOTS:
    void initTestCase();
    void judgesSharedMetadata_data();
    void judgesSharedMetadata();
    void keepsTheOrderOfManyMessages();
    void readsWhatDidNotChangeOnlyOnce();
    void aNewAuthorMeansANewJudgement();
    void anotherLabelMeansANewJudgement();
    void knownSessionKeysJudgeAsTheOrdinaryWay_data();
    void knownSessionKeysJudgeAsTheOrdinaryWay();
    void whatADoubtfulKeyOpensIsNotRemembered();
    void readsPersonalMetadata();
    void stopsWhenTheUserDeclines_data();
    void stopsWhenTheUserDeclines();
    void cancels();
};

void TestPassboltMetadata::initTestCase()
{
    m_shared = m_home.createKey(QStringLiteral("Shared metadata key"));
    m_ada = m_home.createKey(QStringLiteral("Ada <ada@example.org>"));
    m_betty = m_home.createKey(QStringLiteral("Betty <betty@example.org>"));
    m_stranger = m_home.createKey(QStringLiteral("Stranger <stranger@example.org>"));
    KeyRequest past;
    past.userId = QStringLiteral("Erin <erin@example.org>");
    past.created = QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC);
    past.expires = past.created.addDays(30);
    m_expired = m_home.createKey(past);
    m_revoked = m_home.createKey(QStringLiteral("Rita <rita@example.org>"));
    m_byRevoked = sealed(plaintext("Git"), {m_revoked});
    m_home.revokeKey(m_revoked);
}

void TestPassboltMetadata::judgesSharedMetadata_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<bool>("readable");
    QTest::addColumn<bool>("verified");
    const QByteArray text = plaintext("Git");
    QTest::newRow("by its author") << sealed(text, {m_ada}) << true << true << true;
    QTest::newRow("by its author and the shared key") << sealed(text, {m_ada, m_shared}) << true << true << true;
    QTest::newRow("by the shared key alone") << sealed(text, {m_shared}) << true << true << false;
    QTest::newRow("by a colleague") << sealed(text, {m_betty}) << true << true << false;
    QTest::newRow("by a stranger") << sealed(text, {m_stranger}) << true << true << false;
    QTest::newRow("unsigned") << sealed(text, {}) << true << true << false;
    const QByteArray byExpired =
        sealed(text, {m_expired},
               {QStringLiteral("--faked-system-time"), QStringLiteral("20200110T000000!"),
                QStringLiteral("--ignore-time-conflict"), QStringLiteral("--ignore-valid-from")});
    QTest::newRow("by an author whose key has expired") << byExpired << true << true << false;
    QTest::newRow("by an author whose key was revoked") << m_byRevoked << true << true << false;
    const QByteArray good = sealed(text, {m_ada}, {QStringLiteral("--compress-algo"), QStringLiteral("none")});
    const auto altered = [](QByteArray content) { return content.replace("Git", "Gut"); };
    QTest::newRow("with a signature that does not fit")
        << withContent(good, m_home.sessionKey(good), altered) << true << false << false;
    QTest::newRow("a key of doubtful origin") << sealed(text, {m_ada}) << false << true << false;
    QByteArray otherType = text;
    otherType.replace(TypeId.toLatin1(), "669f8c64-242a-59fb-92fc-81f660975fd3");
    QTest::newRow("of another type") << sealed(otherType, {m_ada}) << true << false << false;
    QTest::newRow("a secret") << sealed(R"({"object_type":"PASSBOLT_SECRET_DATA","password":"x"})", {m_ada}) << true
                              << false << false;
    QTest::newRow("not JSON") << sealed("hunter2", {m_ada}) << true << false << false;
    QTest::newRow("for another key") << m_home.seal(text, {m_ada}, {m_ada}) << true << false << false;
    QTest::newRow("for two keys") << m_home.seal(text, {m_shared, m_ada}, {m_ada}) << true << false << false;
    QTest::newRow("no message") << QByteArray("metadata") << true << false << false;
    QByteArray damaged = sealed(text, {m_ada});
    damaged[damaged.size() / 2] = damaged[damaged.size() / 2] == 'A' ? 'B' : 'A';
    QTest::newRow("damaged") << damaged << true << false << false;
}

void TestPassboltMetadata::judgesSharedMetadata()
{
    QFETCH(QByteArray, message);
    QFETCH(bool, trusted);
    FakeOpenPgp openPgp;
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys(trusted));
    const auto outcomes = QCoro::waitFor(reader.read({work(message)}, {}));
    QVERIFY(outcomes);
    QCOMPARE(outcomes->size(), std::size_t(1));
    QTEST(outcomes->front().text.has_value(), "readable");
    QTEST(outcomes->front().verified, "verified");
    if (outcomes->front().text)
        QCOMPARE(outcomes->front().text->name, QStringLiteral("Git"));
    QCOMPARE(openPgp.opens, 0);
}

void TestPassboltMetadata::keepsTheOrderOfManyMessages()
{
    FakeOpenPgp openPgp;
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys());
    std::vector<PassboltMetadataWork> works;
    for (int i = 0; i < 40; ++i) {
        if (i % 7 == 3)
            works.push_back(work("broken"));
        else
            works.push_back(work(sealed(plaintext(QByteArray::number(i)), {m_ada})));
    }
    works[5].metadata.keyId = QStringLiteral("a key nobody gave us");
    const auto outcomes = QCoro::waitFor(reader.read(works, {}));
    QVERIFY(outcomes);
    for (int i = 0; i < 40; ++i) {
        const PassboltMetadataOutcome &outcome = (*outcomes)[static_cast<std::size_t>(i)];
        QCOMPARE(outcome.text.has_value(), i % 7 != 3 && i != 5);
        if (outcome.text)
            QCOMPARE(outcome.text->name, QString::number(i));
    }
}

void TestPassboltMetadata::readsWhatDidNotChangeOnlyOnce()
{
    FakeOpenPgp openPgp;
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys());
    const QByteArray message = sealed(plaintext("Git"), {m_ada});
    QVERIFY(QCoro::waitFor(reader.read({work(message)}, {}))->front().text);

    PassboltPrivateKey broken;
    broken.fingerprint = m_shared;
    broken.trusted = true;
    const auto noKeys = std::make_shared<PassboltMetadataKeys>(); // so that decrypting again would be seen to fail
    noKeys->add(KeyId, std::move(broken), {});
    reader.startRound(noKeys);
    const auto again = QCoro::waitFor(reader.read({work(message)}, {}));
    QVERIFY(again && again->front().text && again->front().verified);
    const QByteArray changed = sealed(plaintext("Git 2"), {m_ada});
    QVERIFY(!QCoro::waitFor(reader.read({work(changed)}, {}))->front().text);

    reader.startRound(noKeys);
    reader.startRound(noKeys); // a round without it: forgotten
    QVERIFY(!QCoro::waitFor(reader.read({work(message)}, {}))->front().text);
    reader.startRound(keys());
    QVERIFY(QCoro::waitFor(reader.read({work(message)}, {}))->front().text);
    reader.clear();
    QVERIFY(!QCoro::waitFor(reader.read({work(message)}, {}))->front().text);
}

void TestPassboltMetadata::aNewAuthorMeansANewJudgement()
{
    FakeOpenPgp openPgp;
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys());
    PassboltMetadataWork item = work(sealed(plaintext("Git"), {m_ada}));
    QVERIFY(QCoro::waitFor(reader.read({item}, {}))->front().verified);
    item.expectedSigners = QStringList{m_betty}; // the row now says Betty wrote it
    QVERIFY(!QCoro::waitFor(reader.read({item}, {}))->front().verified);
}

void TestPassboltMetadata::anotherLabelMeansANewJudgement()
{
    FakeOpenPgp openPgp;
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys());
    PassboltMetadataWork item = work(sealed(plaintext("Git"), {m_ada}));
    QVERIFY(QCoro::waitFor(reader.read({item}, {}))->front().verified);
    item.metadata.sharedKey = false; // the row now says it is for the user's own key
    QVERIFY(!QCoro::waitFor(reader.read({item}, {}))->front().text);
    QCOMPARE(openPgp.opens, 1);
}

void TestPassboltMetadata::knownSessionKeysJudgeAsTheOrdinaryWay_data()
{
    QTest::addColumn<bool>("shared");
    QTest::addColumn<QStringList>("signers");
    QTest::addColumn<bool>("known"); // false: gpg is asked
    QTest::addColumn<bool>("verified");
    QTest::newRow("personal, by the user") << false << QStringList{m_ada} << true << true;
    QTest::newRow("personal, by another author") << false << QStringList{m_betty} << false << false;
    QTest::newRow("personal, by a stranger") << false << QStringList{m_stranger} << false << false;
    QTest::newRow("personal, unsigned") << false << QStringList() << false << false;
    QTest::newRow("shared, by an author") << true << QStringList{m_betty} << true << true;
    QTest::newRow("shared, unsigned") << true << QStringList() << true << false;
}

void TestPassboltMetadata::knownSessionKeysJudgeAsTheOrdinaryWay()
{
    QFETCH(bool, shared);
    QFETCH(QStringList, signers);
    QFETCH(bool, known);
    KeyStage stage(m_ada);
    QVERIFY(stage.loaded);
    const auto round = keys();
    round->setSigners({m_home.publicKey(m_ada), m_home.publicKey(m_betty)});
    stage.reader.startRound(round);
    PassboltMetadataWork item = work(m_home.seal(plaintext("Git"), {shared ? m_shared : m_ada}, signers));
    item.metadata.sharedKey = shared;
    item.expectedSigners = {m_ada, m_betty};
    item.resourceId = ResourceId;
    item.modified = Time;
    const QByteArray key = m_home.sessionKey(item.metadata.message);
    stage.keys.add(ResourceId, Time, {key.constData(), static_cast<std::size_t>(key.size())});
    QVERIFY(!stage.keys.find(ResourceId, Time).empty());
    const int before = stage.engine->opens;
    const auto outcomes = QCoro::waitFor(stage.reader.read({item}, {}));
    QVERIFY(outcomes);
    QCOMPARE(stage.engine->opens - before, known ? 0 : 1);
    QCOMPARE(outcomes->front().text.has_value(), known); // the double of gpg reads no real message
    QTEST(outcomes->front().verified, "verified");
}

void TestPassboltMetadata::whatADoubtfulKeyOpensIsNotRemembered()
{
    for (const bool trusted : {false, true}) {
        KeyStage stage(m_ada);
        QVERIFY(stage.loaded);
        stage.reader.startRound(keys(trusted));
        PassboltMetadataWork item = work(sealed(plaintext("Git"), {m_ada}));
        item.resourceId = ResourceId;
        item.modified = Time;
        const auto outcomes = QCoro::waitFor(stage.reader.read({item}, {}));
        QVERIFY(outcomes && outcomes->front().text);
        QCOMPARE(stage.keys.find(ResourceId, Time).empty(), !trusted);
    }
}

void TestPassboltMetadata::readsPersonalMetadata()
{
    FakeOpenPgp openPgp;
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys());
    std::vector<PassboltMetadataWork> works;
    for (int i = 0; i < 20; ++i) {
        PassboltMetadataWork item =
            work(FakeOpenPgp::sealed(plaintext(QByteArray::number(i)), i == 3 ? m_betty : m_ada));
        item.metadata.sharedKey = false;
        works.push_back(item);
    }
    works[4].metadata.message = "broken";
    const auto outcomes = QCoro::waitFor(reader.read(works, {}));
    QVERIFY(outcomes);
    QCOMPARE(openPgp.opens, 20);
    for (int i = 0; i < 20; ++i) {
        const PassboltMetadataOutcome &outcome = (*outcomes)[static_cast<std::size_t>(i)];
        QCOMPARE(outcome.text.has_value(), i != 4);
        QCOMPARE(outcome.verified, i != 4 && i != 3);
    }
}

void TestPassboltMetadata::stopsWhenTheUserDeclines_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("stops");
    QTest::newRow("cancelled") << static_cast<int>(ErrorKind::Cancelled) << true;
    QTest::newRow("wrong passphrase") << static_cast<int>(ErrorKind::WrongPassphrase) << true;
    QTest::newRow("no pinentry") << static_cast<int>(ErrorKind::NoPinentry) << true;
    QTest::newRow("no gpg") << static_cast<int>(ErrorKind::NoOpenPgp) << true;
    QTest::newRow("for another key") << static_cast<int>(ErrorKind::NoSecretKey) << false;
    QTest::newRow("bad signature") << static_cast<int>(ErrorKind::BadSignature) << false;
}

void TestPassboltMetadata::stopsWhenTheUserDeclines()
{
    QFETCH(int, kind);
    QFETCH(bool, stops);
    FakeOpenPgp openPgp;
    openPgp.openErrors = {static_cast<ErrorKind>(kind)};
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys());
    std::vector<PassboltMetadataWork> works;
    for (int i = 0; i < 30; ++i) {
        PassboltMetadataWork item = work(FakeOpenPgp::sealed(plaintext(QByteArray::number(i)), m_ada));
        item.metadata.sharedKey = false;
        works.push_back(item);
    }
    const auto outcomes = QCoro::waitFor(reader.read(works, {}));
    QCOMPARE(outcomes.has_value(), !stops);
    if (stops) {
        QCOMPARE(static_cast<int>(outcomes.error().kind), kind);
        QVERIFY(openPgp.opens < 10); // nobody is asked thirty times
    } else {
        QVERIFY(!outcomes->front().text);
        QVERIFY(outcomes->back().text);
    }
}

void TestPassboltMetadata::cancels()
{
    FakeOpenPgp openPgp;
    WorkerPool workers(2);
    PassboltMetadataReader reader(openPgp, workers);
    reader.startRound(keys());
    const auto stop = std::make_unique<std::stop_source>();
    stop->request_stop();
    const auto outcomes = QCoro::waitFor(reader.read({work(sealed(plaintext("Git"), {m_ada}))}, stop->get_token()));
    QVERIFY(!outcomes);
    QCOMPARE(outcomes.error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(TestPassboltMetadata)
#include "tst_passboltmetadata.moc"
