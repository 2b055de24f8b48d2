// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/core/vault/passbolt/fakepassbolt.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QSet>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

/// A vault at a fake server.
struct Stage
{
    explicit Stage(const std::function<void(FakePassbolt &, Account &)> &arrange = {}) : account(server.account())
    {
        static_cast<void>(pins.load());
        static_cast<void>(ledger.load());
        if (arrange)
            arrange(server, account);
        vault = std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock);
    }

    [[nodiscard]] Expected<void> signIn() const { return QCoro::waitFor(vault->signIn({})); }
    [[nodiscard]] Expected<IndexPage> index(const QString &cursor = {}) const
    {
        return QCoro::waitFor(vault->fetchIndex(cursor, {}));
    }

    QTemporaryDir folder;
    FakePassbolt server;
    Account account;
    std::unique_ptr<fakes::FakeOpenPgp> engine = server.openPgp();
    WorkerPool workers{2};
    PinStore pins{folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger ledger{folder.filePath(QStringLiteral("ledger.sqlite"))};
    SystemClock clock;
    std::unique_ptr<PassboltVault> vault;
};

ErrorKind kindOf(const Expected<void> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

void withoutUserId(FakePassbolt &, Account &account)
{
    account.userId.clear();
}

QByteArray resourceRow(const QByteArray &id, const QByteArray &name)
{
    return R"({"id":")" + id + R"(","name":")" + name +
           R"(","resource_type_id":"a28a04cd-6f53-518a-967c-9963bf9cec51","personal":true,"permission":{"type":15}})";
}

const QByteArray Ada = "08593647-c13f-4070-b70b-1f340d13b0ad";
const QByteArray ResourceId = "5cb07b88-850f-4da5-bb69-27674b4c23ea";

/// FakeOpenPgp makes a key's fingerprint from its "armor".
QByteArray fingerprintOf(const QByteArray &armor)
{
    return armor.toHex().left(40).toUpper();
}

QByteArray userRow(const QByteArray &armor)
{
    return R"([{"id":")" + Ada + R"(","profile":{},"gpgkey":{"fingerprint":")" + fingerprintOf(armor) +
           R"(","armored_key":")" + armor + "\"}}]";
}

} // namespace

class TestPassboltVault : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsInWithJwt();
    void signsInWithGpgAuthToLearnTheUserId();
    void staysInTheCookieSessionWithoutJwt();
    void aChangedServerKeyStopsEverything();
    void aKeyUnderAWrongNameStopsEverything();
    void needsPinnedKeys();
    void needsTheOwnKey();
    void clockSkew_data();
    void clockSkew();
    void signsNoOtherServersName_data();
    void signsNoOtherServersName();
    void refusesForgedJwtReplies_data();
    void refusesForgedJwtReplies();
    void t04_aRenewedTokenIsCheckedToo_data();
    void t04_aRenewedTokenIsCheckedToo();
    void t05_everyFailureLooksAlike_data();
    void t05_everyFailureLooksAlike();
    void refusedSignInsAreNotRepeated_data();
    void refusedSignInsAreNotRepeated();
    void withoutTheTokenKeyItStaysInACookieSession_data();
    void withoutTheTokenKeyItStaysInACookieSession();
    void aServerThatCannotReadItsOwnKey();
    void answersNoQuestionThatIsNotAToken();
    void answersNoUnsignedQuestion();
    void renewsOnceForManyRequests();
    void stoppingOneRequestDoesNotStopTheRenewal();
    void aRenewalThatOutlivesItsSessionChangesNothing();
    void renewsAheadOfExpiry();
    void aFailedRenewalIsNotRepeated();
    void nothingWorksAfterSigningOut();
    void sendsNoCookiesWithATokenAndNoTokensInAddresses();
    void trap20_pagesWithoutValues();
    void trap20_listsHaveTime();
    void aListThatShrinksLosesNothing();
    void aRowThatChangesMeanwhileIsNotLost_data();
    void aRowThatChangesMeanwhileIsNotLost();
    void oneOddMetadataKeyDoesNotHideTheRest_data();
    void oneOddMetadataKeyDoesNotHideTheRest();
    void folderTree();
    void expectsTheAuthorOfASecret();
    void keepsTheFirstKeyOfAColleague();
    void t28_refusesIdsThatAreNone();
    void cancels();
    void mayDieWhileWorking();
    void tellsTheServersKey();
};

void TestPassboltVault::signsInWithJwt()
{
    Stage stage;
    const Expected<void> done = stage.signIn();
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QCOMPARE(stage.vault->userId(), QString::fromLatin1(FakePassbolt::UserId));
    QCOMPARE(stage.server.logins, 1);
    QCOMPARE(stage.server.count("POST", "/auth/login.json"), 0);
    QVERIFY(stage.vault->capabilities().testFlag(Capability::EndToEnd));
    QVERIFY(stage.vault->capabilities().testFlag(Capability::CollectionTree));
    QVERIFY(stage.index());
}

void TestPassboltVault::signsInWithGpgAuthToLearnTheUserId()
{
    Stage stage(withoutUserId);
    const Expected<void> done = stage.signIn();
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QCOMPARE(stage.vault->userId(), QString::fromLatin1(FakePassbolt::UserId));
    QCOMPARE(stage.server.count("POST", "/auth/verify.json"), 1);
    QCOMPARE(stage.server.count("POST", "/auth/login.json"), 2);
    QCOMPARE(stage.server.count("POST", "/auth/logout.json"), 1); // no session is left behind
    QCOMPARE(stage.server.count("POST", "/auth/jwt/login.json"), 1);
    QVERIFY(stage.index());
    QVERIFY(!stage.server.requests().last().headers.contains("cookie"));
}

void TestPassboltVault::staysInTheCookieSessionWithoutJwt()
{
    Stage stage([](FakePassbolt &server, Account &) { server.jwt = false; });
    const Expected<void> done = stage.signIn();
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QVERIFY(stage.index());
    QVERIFY(stage.server.requests().last().headers.value("cookie").contains("passbolt_session=the-session"));
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    const SeenRequest &last = stage.server.requests().last();
    QCOMPARE(last.target, QByteArray("/auth/logout.json"));
    QCOMPARE(last.headers.value("x-csrf-token"), QByteArray("csrf-value"));
    QVERIFY(last.headers.value("cookie").contains("csrfToken=csrf-value"));
    QCOMPARE(stage.server.count("POST", "/auth/jwt/login.json"), 0);
}

void TestPassboltVault::aChangedServerKeyStopsEverything()
{
    Stage stage([](FakePassbolt &, Account &account) { account.serverFingerprint = QString(40, QLatin1Char('A')); });
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::ServerKeyChanged);
    QCOMPARE(stage.server.requests().size(), 1);
    QCOMPARE(stage.server.count("GET", "/auth/verify.json"), 1);
}

void TestPassboltVault::aKeyUnderAWrongNameStopsEverything()
{
    Stage stage([](FakePassbolt &server, Account &account) {
        server.answer("/auth/verify.json", 200,
                      R"({"fingerprint":")" + account.serverFingerprint.toLatin1() +
                          R"(","keydata":"another key altogether"})");
    });
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::ServerKeyChanged);
    QCOMPARE(stage.server.requests().size(), 1);
}

void TestPassboltVault::needsPinnedKeys()
{
    Stage stage([](FakePassbolt &, Account &account) { account.serverFingerprint.clear(); });
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::InvalidInput);
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltVault::needsTheOwnKey()
{
    Stage stage;
    stage.engine->keys.clear();
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::NoSecretKey);
    QCOMPARE(stage.server.count("POST", "/auth/jwt/login.json"), 0);
}

void TestPassboltVault::clockSkew_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<bool>("fine");
    QTest::newRow("none") << 0 << true;
    QTest::newRow("four minutes ahead") << 240 << true;
    QTest::newRow("four minutes behind") << -240 << true;
    QTest::newRow("ten minutes ahead") << 600 << false;
    QTest::newRow("ten minutes behind") << -600 << false;
}

void TestPassboltVault::clockSkew()
{
    QFETCH(int, seconds);
    QFETCH(bool, fine);
    Stage stage([&](FakePassbolt &server, Account &) { server.clockOffset = seconds; });
    const Expected<void> done = stage.signIn();
    if (!fine) {
        QCOMPARE(kindOf(done), ErrorKind::ClockSkew);
        QCOMPARE(stage.server.requests().size(), 1);
        return;
    }
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    const QJsonObject body = QJsonDocument::fromJson([&] {
                                 for (const SeenRequest &request : stage.server.requests()) {
                                     if (request.target == "/auth/jwt/login.json")
                                         return request.body;
                                 }
                                 return QByteArray();
                             }())
                                 .object();
    const QJsonObject challenge =
        QJsonDocument::fromJson(unsealed(body[QLatin1String("challenge")].toString().toLatin1())).object();
    const qint64 ahead = challenge[QLatin1String("verify_token_expiry")].toInteger() -
                         (QDateTime::currentSecsSinceEpoch() + seconds); // by the server's clock
    QVERIFY2(ahead > 100 && ahead <= 122, qPrintable(QString::number(ahead)));
    stage.server.forget();
    QVERIFY(stage.index());
    QCOMPARE(stage.server.refreshes, 0); // the token's life is judged by the server's clock too
}

void TestPassboltVault::signsNoOtherServersName_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("another host") << QStringLiteral("https://good-server.example/");
    QTest::newRow("plain http") << QStringLiteral("http://localhost/");
    QTest::newRow("nothing") << QStringLiteral("/");
    QTest::newRow("userinfo trick") << QStringLiteral("https://localhost@good-server.example/");
}

void TestPassboltVault::signsNoOtherServersName()
{
    QFETCH(QString, name);
    Stage stage([&](FakePassbolt &server, Account &) { server.ownUrl = name; });
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::InvalidInput);
    QCOMPARE(stage.server.logins, 0);
}

void TestPassboltVault::refusesForgedJwtReplies_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("signer");
    const QString server = FakePassbolt::serverFingerprint();
    const auto row = [](const char *name, const QString &member, const QJsonValue &value, const QString &signer) {
        QTest::newRow(name) << member << value << signer;
    };
    row("unsigned", {}, {}, {});
    row("signed by another", {}, {}, QString(40, QLatin1Char('B')));
    row("another verify token", QStringLiteral("verify_token"), QStringLiteral("1cbb76af-51e3-46d8-b68f-40b294a0149f"),
        server);
    row("another domain", QStringLiteral("domain"), QStringLiteral("https://elsewhere.example/"), server);
    row("another version", QStringLiteral("version"), QStringLiteral("2.0.0"), server);
    row("no access token", QStringLiteral("access_token"), QJsonValue::Null, server);
    row("no token at all", QStringLiteral("access_token"), QStringLiteral("hunter2"), server);
    row("refresh token is no id", QStringLiteral("refresh_token"), QStringLiteral("\",\"user_id\":\"x"), server);
    const TestJwt stranger;
    row("a token by another key", QStringLiteral("access_token"),
        QString::fromLatin1(stranger.token(FakePassbolt::UserId, QDateTime::currentSecsSinceEpoch() + 300)), server);
    const TestJwt &issuer = FakePassbolt::issuer();
    row("access token already expired", QStringLiteral("access_token"),
        QString::fromLatin1(issuer.token(FakePassbolt::UserId, QDateTime::currentSecsSinceEpoch() - 1)), server);
    row("a token for somebody else", QStringLiteral("access_token"),
        QString::fromLatin1(issuer.token(Ada, QDateTime::currentSecsSinceEpoch() + 300)), server);
}

void TestPassboltVault::refusesForgedJwtReplies()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    QFETCH(QString, signer);
    Stage stage([&](FakePassbolt &server, Account &) {
        if (!member.isEmpty())
            server.changedReply.insert(member, value);
        server.replySigner = signer;
    });
    const Expected<void> done = stage.signIn();
    QCOMPARE(kindOf(done), ErrorKind::BadSignature); // T5: whatever is wrong, it is the same error
    QCOMPARE(done.error().detail, QStringLiteral("the server's challenge is not one it may send"));
    QCOMPARE(stage.server.logins, 1);
    QCOMPARE(stage.server.requests().last().target, QByteArray("/auth/jwt/login.json")); // nothing was sent after it
    stage.server.forget();
    const Expected<IndexPage> page = stage.index();
    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::NotAuthenticated);
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltVault::t04_aRenewedTokenIsCheckedToo_data()
{
    QTest::addColumn<QByteArray>("token");
    const TestJwt stranger;
    const qint64 later = QDateTime::currentSecsSinceEpoch() + 300;
    const QByteArray genuine = FakePassbolt::issuer().token(FakePassbolt::UserId, later);
    QTest::newRow("by another key") << stranger.token(FakePassbolt::UserId, later);
    QTest::newRow("for somebody else") << FakePassbolt::issuer().token(Ada, later);
    QTest::newRow("already expired") << FakePassbolt::issuer().token(FakePassbolt::UserId, later - 301);
    QTest::newRow("broken") << genuine.chopped(2);
    QTest::newRow("changed") << genuine.left(genuine.indexOf('.') + 4) + 'A' + genuine.mid(genuine.indexOf('.') + 5);
    QTest::newRow("none") << QByteArray("hunter2");
    QTest::newRow("empty") << QByteArray();
}

void TestPassboltVault::t04_aRenewedTokenIsCheckedToo()
{
    QFETCH(QByteArray, token);
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.accessToken = "revoked";
    stage.server.answer("/auth/jwt/refresh.json", [&](const SeenRequest &, QSslSocket &socket) {
        FakePassbolt::say(socket, R"({"access_token":")" + token + "\"}",
                          {"Set-Cookie: refresh_token=b0420af1-a1da-4aa4-86c4-12dac00f9d62; path=/"});
    });
    QVERIFY(!stage.index());
    QCOMPARE(stage.server.count("POST", "/auth/jwt/refresh.json"), 1);
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY(request.headers.value("authorization") != "Bearer " + token);
    stage.server.forget();
    const Expected<IndexPage> again = stage.index();
    QVERIFY(!again);
    QCOMPARE(again.error().kind, ErrorKind::NotAuthenticated);
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltVault::t05_everyFailureLooksAlike_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::newRow("JWT") << true;
    QTest::newRow("GPGAuth") << false;
}

/// Whatever keeps a challenge from being read, the server sees the same requests and the user the same error.
void TestPassboltVault::t05_everyFailureLooksAlike()
{
    QFETCH(bool, jwt);
    using Seen = QList<QPair<QByteArray, QByteArray>>;
    std::optional<Error> firstError;
    Seen firstRequests;
    const auto compare = [&](const Stage &stage, const Expected<void> &done) {
        QVERIFY(!done);
        Seen requests;
        for (const SeenRequest &request : stage.server.requests())
            requests.append({request.method, request.target});
        if (!firstError) {
            firstError = done.error();
            firstRequests = requests;
            QCOMPARE(done.error().kind, ErrorKind::BadSignature);
            QVERIFY(requests.last().second.endsWith("/login.json")); // and nothing was answered
        }
        QCOMPARE(done.error(), *firstError);
        QCOMPARE(requests, firstRequests);
    };
    const auto arrange = [jwt](FakePassbolt &server, Account &) { server.jwt = jwt; };
    for (const ErrorKind kind : {ErrorKind::CorruptMessage, ErrorKind::NoSecretKey, ErrorKind::TooLarge,
                                 ErrorKind::BadSignature, ErrorKind::NotEncrypted, ErrorKind::Malformed}) {
        Stage stage(arrange);
        stage.engine->openErrors = {kind};
        compare(stage, stage.signIn());
    }
    for (const auto state : {SignatureState::Unsigned, SignatureState::Foreign, SignatureState::UnknownKey,
                             SignatureState::ExpiredKey, SignatureState::RevokedKey}) {
        Stage stage(arrange);
        stage.engine->state = state;
        compare(stage, stage.signIn());
    }
    Stage odd(arrange); // readable, signed, and not what it should be
    odd.server.userToken = "hunter2";
    odd.server.changedReply.insert(QStringLiteral("verify_token"), QStringLiteral("hunter2"));
    compare(odd, odd.signIn());
    Stage large(arrange);
    large.server.userToken = QByteArray(66'000, 'x');
    large.server.changedReply.insert(QStringLiteral("padding"), QString(66'000, QLatin1Char('x')));
    compare(large, large.signIn());
}

void TestPassboltVault::refusedSignInsAreNotRepeated_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("kind");
    QTest::newRow("400") << 400 << static_cast<int>(ErrorKind::NotAuthenticated);
    QTest::newRow("404") << 404 << static_cast<int>(ErrorKind::NotAuthenticated);
    QTest::newRow("429") << 429 << static_cast<int>(ErrorKind::RateLimited);
}

void TestPassboltVault::refusedSignInsAreNotRepeated()
{
    QFETCH(int, status);
    Stage stage([&](FakePassbolt &server, Account &) { server.answer("/auth/jwt/login.json", status, "\"\""); });
    QTEST(static_cast<int>(kindOf(stage.signIn())), "kind");
    QCOMPARE(stage.server.count("POST", "/auth/jwt/login.json"), 1);
}

void TestPassboltVault::withoutTheTokenKeyItStaysInACookieSession_data()
{
    QTest::addColumn<bool>("knowsUser");
    QTest::newRow("user known") << true;
    QTest::newRow("user unknown") << false;
}

void TestPassboltVault::withoutTheTokenKeyItStaysInACookieSession()
{
    QFETCH(bool, knowsUser);
    Stage stage([&](FakePassbolt &server, Account &account) {
        if (!knowsUser)
            account.userId.clear();
        server.answer("/auth/jwt/rsa.json", 500, "\"\"");
    });
    const Expected<void> done = stage.signIn();
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    QVERIFY(stage.index());
    QVERIFY(stage.server.requests().last().headers.value("cookie").contains("passbolt_session=the-session"));
    QCOMPARE(stage.server.count("POST", "/auth/jwt/login.json"), 0); // no token session is left behind
    QCOMPARE(stage.server.count("POST", "/auth/logout.json"), 0);

    stage.server.answer("/auth/jwt/rsa.json", 403, "\"\"");
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::Forbidden); // a refusal is no fault
}

void TestPassboltVault::aServerThatCannotReadItsOwnKey()
{
    Stage stage(withoutUserId);
    stage.server.answer("/auth/verify.json", [&](const SeenRequest &request, QSslSocket &socket) {
        if (request.method == "GET")
            FakePassbolt::say(socket, R"({"fingerprint":")" + FakePassbolt::serverFingerprint().toLatin1() +
                                          R"(","keydata":")" + FakePassbolt::ServerKey + "\"}");
        else
            FakePassbolt::say(
                socket, "null",
                {"X-GPGAuth-Verify-Response: gpgauthv1.3.0|36|b0420af1-a1da-4aa4-86c4-12dac00f9d62|gpgauthv1.3.0"});
    });
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::ServerKeyChanged);
    QCOMPARE(stage.server.logins, 0);
}

void TestPassboltVault::answersNoQuestionThatIsNotAToken()
{
    const QList<QByteArray> questions{"",
                                      "hunter2",
                                      "gpgauthv1.3.0|36|not-a-uuid|gpgauthv1.3.0",
                                      "gpgauthv1.3.0|36|b87b89ab-c1db-4fb6-be4e-7f5b81538c6c|gpgauthv1.3.0|more",
                                      R"({"object_type":"PASSBOLT_SECRET_DATA","password":"p"})",
                                      QByteArray(3000, 'A')};
    for (const QByteArray &question : questions) {
        Stage stage(withoutUserId);
        stage.server.userToken = question;
        QCOMPARE(kindOf(stage.signIn()), ErrorKind::BadSignature);
        QCOMPARE(stage.server.logins, 1); // the question was asked, and nothing sent back
        QCOMPARE(stage.server.requests().last().target, QByteArray("/auth/login.json"));
    }
}

void TestPassboltVault::answersNoUnsignedQuestion()
{
    Stage stage(withoutUserId);
    stage.server.replySigner.clear();
    QCOMPARE(kindOf(stage.signIn()), ErrorKind::BadSignature);
    QCOMPARE(stage.server.logins, 1);
}

void TestPassboltVault::renewsOnceForManyRequests()
{
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.accessToken = "revoked"; // the server forgot the token, not the session
    std::vector<Task<Expected<FetchedPayload>>> tasks;
    SecretSummary summary;
    summary.id = QString::fromLatin1(ResourceId);
    for (int i = 0; i < 6; ++i)
        tasks.push_back(stage.vault->fetchPayload(summary, {}));
    for (auto &task : tasks) {
        const auto result = QCoro::waitFor(std::move(task));
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NotFound); // it was let in
    }
    QCOMPARE(stage.server.refreshes, 1);
    QVERIFY(stage.index());
    QCOMPARE(stage.server.refreshes, 1);
}

void TestPassboltVault::stoppingOneRequestDoesNotStopTheRenewal()
{
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.accessToken = "revoked";
    std::stop_source stop;
    const QByteArray newToken =
        FakePassbolt::issuer().token(FakePassbolt::UserId, QDateTime::currentSecsSinceEpoch() + 300);
    stage.server.answer("/auth/jwt/refresh.json", [&](const SeenRequest &, QSslSocket &socket) {
        stop.request_stop(); // the one who asked for the renewal gives up
        stage.server.accessToken = newToken;
        FakePassbolt::say(socket, R"({"access_token":")" + newToken + "\"}",
                          {"Set-Cookie: refresh_token=b0420af1-a1da-4aa4-86c4-12dac00f9d62; path=/"});
    });
    SecretSummary summary;
    summary.id = QString::fromLatin1(ResourceId);
    auto stopped = stage.vault->fetchPayload(summary, stop.get_token());
    auto patient = stage.vault->fetchPayload(summary, {});
    const auto first = QCoro::waitFor(std::move(stopped));
    QVERIFY(!first);
    QCOMPARE(first.error().kind, ErrorKind::Cancelled);
    const auto second = QCoro::waitFor(std::move(patient));
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::NotFound); // it was let in
    QVERIFY(stage.index());
    QCOMPARE(stage.server.count("POST", "/auth/jwt/refresh.json"), 1);
}

void TestPassboltVault::aRenewalThatOutlivesItsSessionChangesNothing()
{
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.accessToken = "revoked";
    QPointer<QSslSocket> waiting;
    stage.server.answer("/auth/jwt/refresh.json", [&](const SeenRequest &, QSslSocket &socket) { waiting = &socket; });
    SecretSummary summary;
    summary.id = QString::fromLatin1(ResourceId);
    auto late = stage.vault->fetchPayload(summary, {});
    QTRY_VERIFY(waiting);
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    QVERIFY(stage.signIn());
    FakePassbolt::say(*waiting, "\"\"", {}, 400);
    const auto payload = QCoro::waitFor(std::move(late));
    QVERIFY(!payload);
    QCOMPARE(payload.error().kind, ErrorKind::NotAuthenticated);
    QVERIFY(stage.index()); // the new session is as good as before
}

void TestPassboltVault::renewsAheadOfExpiry()
{
    Stage stage([](FakePassbolt &server, Account &) { server.accessSeconds = 5; });
    QVERIFY(stage.signIn());
    stage.server.accessSeconds = 300;
    const int before = stage.server.refreshes;
    QVERIFY(stage.index());
    QVERIFY(stage.server.refreshes <= before + 1);
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY(request.headers.value("authorization") != "Bearer ");
}

void TestPassboltVault::aFailedRenewalIsNotRepeated()
{
    for (const int status : {400, 500, 200}) { // 200 without a cookie: there is no new token to go on with
        Stage stage;
        QVERIFY(stage.signIn());
        stage.server.answer("/auth/jwt/refresh.json", status, "\"\"");
        stage.server.accessToken = "revoked";
        QVERIFY(!stage.index());
        const Expected<IndexPage> again = stage.index();
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(stage.server.count("POST", "/auth/jwt/refresh.json"), 1);
    }
}

void TestPassboltVault::nothingWorksAfterSigningOut()
{
    Stage stage;
    QVERIFY(stage.signIn());
    const QByteArray refresh = stage.server.refreshToken;
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    const SeenRequest &last = stage.server.requests().last();
    QCOMPARE(last.target, QByteArray("/auth/jwt/logout.json"));
    QVERIFY(last.body.contains(refresh));
    stage.server.forget();
    const Expected<IndexPage> page = stage.index();
    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::NotAuthenticated);
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltVault::sendsNoCookiesWithATokenAndNoTokensInAddresses()
{
    Stage stage;
    QVERIFY(stage.signIn());
    QVERIFY(stage.index());
    for (const SeenRequest &request : stage.server.requests()) {
        QVERIFY(!request.headers.contains("cookie"));
        QVERIFY(!request.target.contains(stage.server.refreshToken));
        QVERIFY(!request.target.contains("secret"));
        QVERIFY2(!request.target.contains("contain[secret]"), request.target.constData());
    }
}

void TestPassboltVault::trap20_pagesWithoutValues()
{
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.answer("/resources.json", [](const SeenRequest &request, QSslSocket &socket) {
        QByteArrayList rows;
        const int count = request.target.contains("page=1&") ? 500 : 3;
        for (int i = 0; i < count; ++i)
            rows.append(resourceRow(
                "00000000-0000-4000-8000-" +
                    QByteArray::number(request.target.contains("page=1&") ? i : 1000 + i).rightJustified(12, '0'),
                "n"));
        TlsTestServer::reply(socket, 200, R"({"header":{"pagination":{"count":503}},"body":[)" + rows.join(',') + "]}");
    });
    const Expected<IndexPage> first = stage.index();
    QVERIFY(first);
    QCOMPARE(first->secrets.size(), std::size_t(500));
    QCOMPARE(first->total, 503);
    QVERIFY(!first->nextCursor.isEmpty());
    const int users = stage.server.count("GET", "/users.json");
    const Expected<IndexPage> second = stage.index(first->nextCursor);
    QVERIFY(second);
    QCOMPARE(second->secrets.size(), std::size_t(3));
    QCOMPARE(stage.server.count("GET", "/users.json"), users); // only the first page brings them
    QVERIFY(stage.server.requests().last().target.contains("page=2&sort=Resources.modified&direction=desc"));
    const Expected<IndexPage> top = stage.index(second->nextCursor);
    QVERIFY(top);
    QVERIFY(stage.server.requests().last().target.contains("page=1&"));
    QVERIFY(top->nextCursor.isEmpty());
    const QList<SeenRequest> requests = stage.server.requests();
    for (const SeenRequest &request : requests) {
        QVERIFY2(!request.target.contains("secret"), request.target.constData());
        QVERIFY2(!request.target.startsWith("/resources.json") || request.target.contains("limit=500"),
                 request.target.constData());
    }

    for (const char *cursor : {"x", "0/5", "-1/5", "/"})
        QVERIFY(!stage.index(QLatin1String(cursor)));
}

void TestPassboltVault::trap20_listsHaveTime()
{
    QVERIFY(PassboltApi::Patience >= std::chrono::seconds(60));
    QVERIFY(PassboltApi::Patience > HttpRequest().timeout);
    const SystemClock clock;
    const PassboltApi api(QUrl(QStringLiteral("https://vault.example")), TlsPolicy(), clock);
    QCOMPARE(api.request("GET", QStringLiteral("/resources.json"), {}, {}).timeout, PassboltApi::Patience);
}

void TestPassboltVault::aListThatShrinksLosesNothing()
{
    Stage stage;
    QVERIFY(stage.signIn());
    QList<QByteArray> ids;
    for (int i = 0; i < 1100; ++i)
        ids.append("00000000-0000-4000-8000-" + QByteArray::number(i).rightJustified(12, '0'));
    stage.server.answer("/resources.json", [&](const SeenRequest &request, QSslSocket &socket) {
        const int page = request.target.mid(request.target.indexOf("&page=") + 6, 1).toInt();
        QByteArrayList rows;
        for (const QByteArray &id : ids.mid((page - 1) * 500, 500))
            rows.append(resourceRow(id, "n"));
        if (rows.isEmpty())
            return FakePassbolt::say(socket, "\"\"", {}, 404);
        TlsTestServer::reply(socket, 200,
                             R"({"header":{"pagination":{"count":)" + QByteArray::number(ids.size()) +
                                 R"(}},"body":[)" + rows.join(',') + "]}");
    });
    QSet<QString> seen;
    QString cursor;
    int rounds = 0;
    do {
        const Expected<IndexPage> page = stage.index(cursor);
        QVERIFY(page);
        for (const SecretSummary &summary : page->secrets)
            seen.insert(summary.id);
        cursor = page->nextCursor;
        if (++rounds == 1)
            ids.remove(10, 3); // while the first page is being looked at
        if (rounds == 4)
            ids.remove(0, 200); // now there is no third page any more
        QVERIFY(rounds < 12);
    } while (!cursor.isEmpty());
    for (const QByteArray &id : std::as_const(ids))
        QVERIFY2(seen.contains(QString::fromLatin1(id)), id.constData());

    ids.clear();
    QVERIFY(!stage.index()); // a missing first page is an error
}

void TestPassboltVault::aRowThatChangesMeanwhileIsNotLost_data()
{
    QTest::addColumn<int>("changed");
    QTest::addColumn<int>("requests");
    QTest::newRow("none") << 0 << 4;
    QTest::newRow("one") << 1 << 4;
    QTest::newRow("more than a page") << 550 << 5;
}

void TestPassboltVault::aRowThatChangesMeanwhileIsNotLost()
{
    QFETCH(int, changed);
    Stage stage;
    QVERIFY(stage.signIn());
    QList<QPair<QByteArray, QByteArray>> rows; // id and time of change, latest first
    for (int i = 0; i < 1300; ++i)
        rows.append({"00000000-0000-4000-8000-" + QByteArray::number(i).rightJustified(12, '0'),
                     QDateTime::fromSecsSinceEpoch(1795307174 - i, Qt::UTC).toString(Qt::ISODate).toLatin1()});
    stage.server.answer("/resources.json", [&](const SeenRequest &request, QSslSocket &socket) {
        const int page = request.target.mid(request.target.indexOf("&page=") + 6, 1).toInt();
        QByteArrayList list;
        for (const auto &[id, time] : rows.mid((page - 1) * 500, 500))
            list.append(R"({"id":")" + id + R"(","modified":")" + time + "\"}");
        TlsTestServer::reply(socket, 200,
                             R"({"header":{"pagination":{"count":1300}},"body":[)" + list.join(',') + "]}");
    });
    QHash<QString, QDateTime> seen;
    QString cursor;
    do {
        const Expected<IndexPage> page = stage.index(cursor);
        QVERIFY(page);
        for (const SecretSummary &summary : page->secrets)
            seen.insert(summary.id, summary.modified);
        if (cursor.isEmpty()) { // while the first page is being looked at
            for (int i = 0; i < changed; ++i) {
                rows.move(600 + i, 0);
                rows.first().second = "2026-12-24T00:00:00+00:00";
            }
        }
        cursor = page->nextCursor;
        QVERIFY(stage.server.count("GET", "/resources.json") < 9);
    } while (!cursor.isEmpty());
    QTEST(stage.server.count("GET", "/resources.json"), "requests");
    QCOMPARE(seen.size(), rows.size());
    for (const auto &[id, time] : std::as_const(rows))
        QCOMPARE(seen.value(QString::fromLatin1(id)), QDateTime::fromString(QString::fromLatin1(time), Qt::ISODate));
}

void TestPassboltVault::oneOddMetadataKeyDoesNotHideTheRest_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<bool>("stops");
    for (const ErrorKind kind : {ErrorKind::NotEncrypted, ErrorKind::TooLarge, ErrorKind::KeyUnusable})
        QTest::addRow("odd %d", static_cast<int>(kind)) << static_cast<int>(kind) << false;
    for (const ErrorKind kind : {ErrorKind::Cancelled, ErrorKind::WrongPassphrase, ErrorKind::NoPinentry})
        QTest::addRow("the end %d", static_cast<int>(kind)) << static_cast<int>(kind) << true;
}

void TestPassboltVault::oneOddMetadataKeyDoesNotHideTheRest()
{
    QFETCH(int, kind);
    QFETCH(bool, stops);
    Stage stage;
    const QByteArray keyId = "1ba2b056-c1f8-462a-aef8-5eb26dcf5b0f";
    stage.server.answer("/settings.json", 200,
                        R"({"app":{"url":")" + stage.account.server.toString().toUtf8() +
                            R"("},"passbolt":{"plugins":{"jwtAuthentication":{"enabled":true},)"
                            R"("metadata":{"enabled":true}}}})");
    stage.server.answer("/metadata/keys.json", 200,
                        R"([{"id":")" + keyId + R"(","metadata_private_keys":[{"user_id":")" + FakePassbolt::UserId +
                            R"(","data":"a message"}]}])");
    stage.server.answer("/resources.json", 200,
                        "[" + resourceRow(Ada, "Clear") + R"(,{"id":")" + ResourceId +
                            R"(","resource_type_id":"dd1f723d-0d1e-513f-8218-4055dc0530d0","metadata":"a message",)"
                            R"("metadata_key_type":"shared_key","metadata_key_id":")" +
                            keyId + R"("}])");
    QVERIFY(stage.signIn());
    stage.engine->openErrors = {static_cast<ErrorKind>(kind)};
    const Expected<IndexPage> page = stage.index();
    QVERIFY(stage.engine->openErrors.empty());
    QCOMPARE(page.has_value(), !stops);
    if (stops) {
        QCOMPARE(static_cast<int>(page.error().kind), kind);
        return;
    }
    QCOMPARE(page->secrets.size(), std::size_t(2));
    QCOMPARE(page->secrets[0].name, QStringLiteral("Clear"));
    QVERIFY(!page->secrets[0].markers.testFlag(Marker::MetadataUnreadable));
    QVERIFY(page->secrets[1].markers.testFlag(Marker::MetadataUnreadable));
}

void TestPassboltVault::folderTree()
{
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.answer("/folders.json", 200,
                        R"([{"id":"38f754fc-65fb-4817-953e-4e6c75481eac","name":"Databases",
        "folder_parent_id":"004de572-0371-4a6d-a16a-7018de00afb9","permission":{"type":15}},
        {"id":"004de572-0371-4a6d-a16a-7018de00afb9","name":"Infrastructure","folder_parent_id":null,"permission":{"type":1}}])");
    const Expected<IndexPage> page = stage.index();
    QVERIFY(page);
    QCOMPARE(page->collections.size(), std::size_t(2));
    QCOMPARE(page->collections[0].parentId, page->collections[1].id);
    QVERIFY(page->collections[0].right >= AccessRight::Update);
    QVERIFY(page->collections[1].right < AccessRight::Update);
}

void TestPassboltVault::expectsTheAuthorOfASecret()
{
    const QByteArray adasKey = "---- the key of ada, invented";
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.answer("/users.json", 200, userRow(adasKey));
    QVERIFY(stage.index());
    const auto signersFor = [&](const QByteArray &modifiedBy) {
        stage.server.answer("/secrets/resource/" + ResourceId + ".json", 200,
                            R"({"data":"-----BEGIN PGP MESSAGE-----","modified_by":)" + modifiedBy + "}");
        SecretSummary summary;
        summary.id = QString::fromLatin1(ResourceId);
        summary.modifiedBy = QString::fromLatin1(Ada);
        const auto payload = QCoro::waitFor(stage.vault->fetchPayload(summary, {}));
        return payload ? payload->expectedSigners : QStringList{QStringLiteral("failed")};
    };
    const QString ada = QString::fromLatin1(fingerprintOf(adasKey));
    QCOMPARE(signersFor('"' + Ada + '"'), QStringList{ada});
    QCOMPARE(signersFor('"' + FakePassbolt::UserId + '"'), QStringList{FakePassbolt::UserFingerprint});
    QCOMPARE(signersFor("null"), QStringList{ada}); // an older server: the resource's author
    QCOMPARE(signersFor("\"13c2455c-3e81-47f6-8e49-3b79303ca5fd\""), QStringList{}); // nobody we know
    QCOMPARE(stage.pins.pinned(stage.account.id, QString::fromLatin1(Ada)), ada);
    const QByteArray another = "\"" + Ada + "\",\"resource_id\":\"13c2455c-3e81-47f6-8e49-3b79303ca5fd\"";
    QCOMPARE(signersFor(another), QStringList{QStringLiteral("failed")}); // the secret of another resource
}

void TestPassboltVault::keepsTheFirstKeyOfAColleague()
{
    const QByteArray first = "---- the key of ada, invented";
    const QByteArray second = "==== another key for ada, by a bad server";
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.answer("/secrets/resource/" + ResourceId + ".json", 200,
                        R"({"data":"-----BEGIN PGP MESSAGE-----","modified_by":")" + Ada + "\"}");
    SecretSummary summary;
    summary.id = QString::fromLatin1(ResourceId);
    for (const QByteArray &shown : {first, second}) {
        stage.server.answer("/users.json", 200, userRow(shown));
        QVERIFY(stage.index());
        const auto payload = QCoro::waitFor(stage.vault->fetchPayload(summary, {}));
        QVERIFY(payload);
        QCOMPARE(payload->expectedSigners, QStringList{QString::fromLatin1(fingerprintOf(first))});
    }
}

void TestPassboltVault::t28_refusesIdsThatAreNone()
{
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.forget();
    for (const char *id :
         {"", "../../auth/logout", "5cb07b88-850f-4da5-bb69-27674b4c23ea/../x", "5cb07b88?x=1", "a#b"}) {
        SecretSummary summary;
        summary.id = QString::fromLatin1(id);
        const auto payload = QCoro::waitFor(stage.vault->fetchPayload(summary, {}));
        QVERIFY(!payload);
        QCOMPARE(payload.error().kind, ErrorKind::InvalidInput);
    }
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltVault::cancels()
{
    Stage stage;
    QVERIFY(stage.signIn());
    const auto stop = std::make_unique<std::stop_source>();
    stage.server.answer("/users.json", [&](const SeenRequest &, QSslSocket &) { stop->request_stop(); });
    const auto page = QCoro::waitFor(stage.vault->fetchIndex({}, stop->get_token()));
    QVERIFY(!page);
    QCOMPARE(page.error().kind, ErrorKind::Cancelled);
}

void TestPassboltVault::mayDieWhileWorking()
{
    Stage stage;
    QVERIFY(stage.signIn());
    stage.server.answer("/users.json", [&](const SeenRequest &, QSslSocket &socket) {
        stage.vault.reset();
        FakePassbolt::say(socket, "[]");
    });
    const auto page = QCoro::waitFor(stage.vault->fetchIndex({}, {}));
    QVERIFY(page); // it finishes with what it shares, or fails cleanly
}

void TestPassboltVault::tellsTheServersKey()
{
    const FakePassbolt server;
    TlsPolicy policy;
    policy.privateAuthorities = QSslCertificate::fromData(server.account().certificateAuthorities);
    const auto key = QCoro::waitFor(fetchPassboltServerKey(server.account().server, policy));
    QVERIFY(key);
    QCOMPARE(key->fingerprint, FakePassbolt::serverFingerprint());
    QCOMPARE(key->armored, FakePassbolt::ServerKey);
}

QTEST_GUILESS_MAIN(TestPassboltVault)
#include "tst_passboltvault.moc"
