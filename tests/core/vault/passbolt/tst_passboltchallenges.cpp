// SPDX-License-Identifier: GPL-3.0-or-later
// What a server can learn by having the user's key open what it likes, with real gpg: nothing, and that seldom.
#include "tests/core/openpgp/people.h"
#include "tests/core/vault/passbolt/fakepassbolt.h"
#include "tests/support/jumpingclock.h"
#include "tests/support/messageforge.h"

#include "core/store/memorycredentialstore.h"
#include "core/vault/passbolt/passboltvault.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <map>

using namespace coffret;
using namespace coffret::test;

namespace {

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject bodyOf(const SeenRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

/// A server whose OpenPGP key is Betty's, and Ada's vault at it.
class Stage
{
public:
    Stage(People &people, EngineInHome &engine, bool jwt) : m_people(people), m_account(m_server.account())
    {
        m_server.jwt = jwt;
        m_account.keyFingerprint = people.ada;
        m_account.serverFingerprint = people.betty;
        static_cast<void>(m_pins.load());
        static_cast<void>(m_ledger.load());
        m_server.answer("/auth/verify.json",
                        [this](const SeenRequest &request, QSslSocket &socket) { verify(request, socket); });
        m_server.answer("/auth/jwt/login.json",
                        [this](const SeenRequest &request, QSslSocket &socket) { jwtLogin(request, socket); });
        m_server.answer("/auth/login.json", [this](const SeenRequest &, QSslSocket &socket) {
            m_server.tell(
                socket, "null",
                {"X-GPGAuth-Progress: stage1", "X-GPGAuth-User-Auth-Token: " + challenge.toPercentEncoding()});
        });
        m_vault = std::make_unique<PassboltVault>(m_account, *engine.engine, m_workers, m_pins, m_ledger, clock,
                                                  &m_credentials);
    }
    [[nodiscard]] Expected<void> signIn() { return QCoro::waitFor(m_vault->signIn({})); }
    /// What went to the server, as far as it is not chosen anew each time.
    [[nodiscard]] QByteArrayList sent() const
    {
        QByteArrayList sent;
        for (const SeenRequest &request : m_server.requests()) {
            QStringList members = bodyOf(request).keys() + bodyOf(request)[QLatin1String("gpg_auth")].toObject().keys();
            QByteArrayList headers = request.headers.keys();
            std::sort(headers.begin(), headers.end());
            sent.append(request.method + ' ' + request.target + ' ' + members.join(QLatin1Char(',')).toUtf8() + ' ' +
                        headers.join(','));
        }
        return sent;
    }

    QByteArray challenge; ///< empty: the one that is right
    JumpingClock clock;

private:
    void verify(const SeenRequest &request, QSslSocket &socket)
    {
        if (request.method == "GET") {
            const QJsonObject header{{QStringLiteral("servertime"), clock.now().toSecsSinceEpoch()}};
            const QJsonObject key{
                {QStringLiteral("fingerprint"), m_people.betty},
                {QStringLiteral("keydata"), QString::fromLatin1(m_people.others.publicKey(m_people.betty))}};
            return TlsTestServer::reply(socket, 200,
                                        jsonOf({{QStringLiteral("header"), header}, {QStringLiteral("body"), key}}));
        }
        const QJsonObject fields = bodyOf(request)[QLatin1String("gpg_auth")].toObject();
        const QByteArray token =
            m_people.others.open(fields[QLatin1String("server_verify_token")].toString().toLatin1());
        m_server.tell(socket, "null", {"X-GPGAuth-Verify-Response: " + token});
    }
    void jwtLogin(const SeenRequest &request, QSslSocket &socket)
    {
        QByteArray reply = challenge;
        if (reply.isEmpty()) {
            const QByteArray asked =
                m_people.others.open(bodyOf(request)[QLatin1String("challenge")].toString().toLatin1());
            QJsonObject answer;
            answer.insert(QLatin1String("version"), QLatin1String("1.0.0"));
            answer.insert(QLatin1String("domain"), QString::fromLatin1(m_server.url("/")));
            answer.insert(QLatin1String("verify_token"),
                          QJsonDocument::fromJson(asked).object()[QLatin1String("verify_token")]);
            answer.insert(QLatin1String("refresh_token"), QLatin1String("0cbf1f7d-9f32-4e0c-a4b2-6c67e0d64f53"));
            answer.insert(QLatin1String("access_token"),
                          QString::fromLatin1(FakePassbolt::issuer().token(FakePassbolt::UserId,
                                                                           clock.now().toSecsSinceEpoch() + 300)));
            reply = m_people.toAda(jsonOf(answer), {m_people.betty});
        }
        m_server.tell(socket, jsonOf({{QStringLiteral("challenge"), QString::fromLatin1(reply)}}));
    }

    People &m_people;
    QTemporaryDir m_folder;
    FakePassbolt m_server;
    Account m_account;
    WorkerPool m_workers{1};
    PinStore m_pins{m_folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger m_ledger{m_folder.filePath(QStringLiteral("ledger.sqlite"))};
    MemoryCredentialStore m_credentials;
    std::unique_ptr<PassboltVault> m_vault;
};

} // namespace

class TestPassboltChallenges : public QObject
{
    Q_OBJECT

    std::unique_ptr<People> m_people;
    std::unique_ptr<EngineInHome> m_engine;

    [[nodiscard]] std::map<QString, QByteArray> malformed() const;

private Q_SLOTS:
    void initTestCase();
    void aGoodOneIsTaken();
    void t05_whateverIsWrongLooksAlike_data();
    void t05_whateverIsWrongLooksAlike();
    void t05_gpgIsAskedSixTimesAMinute();
};

void TestPassboltChallenges::initTestCase()
{
    m_people = std::make_unique<People>();
    m_engine = makeEngine(m_people->user);
}

/// By what is wrong with it.
std::map<QString, QByteArray> TestPassboltChallenges::malformed() const
{
    const People &people = *m_people;
    const QByteArray token = "gpgauthv1.3.0|36|b87b89ab-c1db-4fb6-be4e-7f5b81538c6c|gpgauthv1.3.0";
    const QByteArray good =
        people.toAda(token, {people.betty}, {QStringLiteral("--compress-algo"), QStringLiteral("none")});
    const QByteArray packets = dearmored(good);
    const QByteArray key = people.user.sessionKey(good);
    const auto same = [](QByteArray content) { return content; };
    const auto flipped = [&packets](qsizetype at) {
        QByteArray altered = packets;
        altered[at < 0 ? altered.size() + at : at] = static_cast<char>(altered[at < 0 ? altered.size() + at : at] ^ 1);
        return armoredMessage(altered);
    };
    return {
        {QStringLiteral("another form of token"), people.toAda("gpgauthv1.3.0|36|no|gpgauthv1.3.0", {people.betty})},
        {QStringLiteral("a token and more"), people.toAda(token + "\nand more", {people.betty})},
        {QStringLiteral("a secret of the user's"), people.toAda("correct horse", {people.betty})},
        {QStringLiteral("nothing in it"), people.toAda({}, {people.betty})},
        {QStringLiteral("64 KiB and more"), people.toAda(QByteArray(70'000, 'x'), {people.betty})},
        {QStringLiteral("unsigned"), people.toAda(token, {})},
        {QStringLiteral("signed by somebody else"), people.toAda(token, {people.carol})},
        {QStringLiteral("signed by a stranger"), people.toAda(token, {people.mallory})},
        {QStringLiteral("for somebody else"), people.others.seal(token, {people.carol}, {people.betty})},
        {QStringLiteral("another session key"), flipped(40)},
        {QStringLiteral("other data"), flipped(-60)},
        {QStringLiteral("another integrity code"), flipped(-1)},
        {QStringLiteral("a wrong integrity code"), withContent(good, key, same, Integrity::Wrong)},
        {QStringLiteral("no integrity code"), withContent(good, key, same, Integrity::Missing)},
        {QStringLiteral("no protection"), withoutProtection(good)},
        {QStringLiteral("cut"), armoredMessage(packets.left(packets.size() / 2))},
        {QStringLiteral("twice"), armoredMessage(packets + packets)},
        {QStringLiteral("no message"), QByteArray("hello")},
        {QStringLiteral("a key"), people.others.publicKey(people.betty)},
    };
}

/// So what follows is refused for what is wrong with it.
void TestPassboltChallenges::aGoodOneIsTaken()
{
    Stage stage(*m_people, *m_engine, true);
    const Expected<void> done = stage.signIn();
    QVERIFY2(done, reason(done));
}

void TestPassboltChallenges::t05_whateverIsWrongLooksAlike_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::newRow("JWT") << true;
    QTest::newRow("GPGAuth") << false;
}

/// From outside: what is sent, byte for byte where nothing is chosen anew, and what is said. The times are told.
void TestPassboltChallenges::t05_whateverIsWrongLooksAlike()
{
    QFETCH(bool, jwt);
    constexpr int Rounds = 3;
    QByteArrayList sent;
    QString detail;
    std::map<QString, std::vector<qint64>> times;
    const std::map<QString, QByteArray> messages = malformed();
    for (int round = 0; round < Rounds; ++round) {
        for (const auto &[wrong, message] : messages) {
            Stage stage(*m_people, *m_engine, jwt);
            stage.challenge = message;
            QElapsedTimer timer;
            timer.start();
            const Expected<void> done = stage.signIn();
            times[wrong].push_back(timer.elapsed());
            QVERIFY2(!done, qPrintable(wrong));
            QVERIFY2(done.error().kind == ErrorKind::BadSignature, qPrintable(wrong + QString::fromUtf8(reason(done))));
            if (sent.isEmpty()) {
                sent = stage.sent();
                detail = done.error().detail;
            }
            QVERIFY2(stage.sent() == sent,
                     qPrintable(wrong + QLatin1Char('\n') + QString::fromUtf8(stage.sent().join('\n'))));
            QCOMPARE(done.error().detail, detail);
        }
    }
    QVERIFY(sent.last().contains(jwt ? "/auth/jwt/login.json" : "/auth/login.json")); // and nothing after it
    for (auto &[wrong, all] : times) {
        std::sort(all.begin(), all.end());
        qInfo("%-28s %lld to %lld ms, half below %lld", qPrintable(wrong), static_cast<long long>(all.front()),
              static_cast<long long>(all.back()), static_cast<long long>(all[all.size() / 2]));
    }
}

void TestPassboltChallenges::t05_gpgIsAskedSixTimesAMinute()
{
    Stage stage(*m_people, *m_engine, true);
    stage.challenge = m_people->toAda("correct horse", {m_people->betty});
    for (int i = 0; i < 6; ++i) {
        const Expected<void> done = stage.signIn();
        QVERIFY(!done && done.error().kind == ErrorKind::BadSignature);
    }
    for (int i = 0; i < 3; ++i) {
        const Expected<void> done = stage.signIn();
        QVERIFY(!done && done.error().kind == ErrorKind::RateLimited);
    }
    stage.clock.jump(61);
    const Expected<void> done = stage.signIn();
    QVERIFY(!done && done.error().kind == ErrorKind::BadSignature);
}

QTEST_GUILESS_MAIN(TestPassboltChallenges)
#include "tst_passboltchallenges.moc"
