// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/passbolt/passboltstage.h"

#include <QJsonDocument>
#include <QSslSocket>
#include <QTcpServer>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

SecretDraft loginDraft()
{
    SecretDraft draft;
    draft.name = QStringLiteral("Mail");
    draft.fields.push_back(
        {FieldKind::Password, fieldKey(FieldKind::Password), {}, true, SecretBuffer::copyOf(std::string_view("new"))});
    return draft;
}

QByteArray lastTarget(const PassboltStage &stage)
{
    return stage.server.requests().isEmpty() ? QByteArray() : stage.server.requests().last().target;
}

} // namespace

/// Signing in, above all where servers are old, odd, broken or hostile. Numbers in names: tests/numbers.md.
class TestPassboltSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trap01_translatedMessagesMeanNothing_data();
    void trap01_translatedMessagesMeanNothing();
    void trap02_pluginsAreOnInManyWays_data();
    void trap02_pluginsAreOnInManyWays();
    void trap03_installationsBelowAPath_data();
    void trap03_installationsBelowAPath();
    void trap04_theCsrfCookieComesWithALaterGet();
    void trap04_aLostCsrfCookieIsFetchedAgain();
    void trap05_aMissingSecondFactorIsAQuestion_data();
    void trap05_aMissingSecondFactorIsAQuestion();
    void trap16_brokenTokenKeysLeadToACookieSession_data();
    void trap16_brokenTokenKeysLeadToACookieSession();
    void trap16_aServerThatFailsAltogether();
    void trap17_aReplacedServerKeyIsNotUsed();
    void trap17_anExpiredServerKeyIsNotUsed();
    void trap17_aRevokedServerKeyIsNotUsed();
    void trap22_theRefreshCookieIsReadAndNeverSent();
    void t04_noTokenGoesToAServerWithAnotherKey();
    void t04_aReplayedReplyIsRefused();
    void t04_aLateReplyIsRefused();
    void t05_challengesAreCounted();
    void t24_nothingFollowsARedirectToAStranger_data();
    void t24_nothingFollowsARedirectToAStranger();
    void t24_signingOutFollowsNoRedirectEither_data();
    void t24_signingOutFollowsNoRedirectEither();
    void t33_signingOutLeavesNothing_data();
    void t33_signingOutLeavesNothing();
    void t33_aSignInThatFailsHalfWayIsUndone();
};

void TestPassboltSignIn::trap01_translatedMessagesMeanNothing_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("Japanese") << QByteArray("認証に失敗しました。");
    QTest::newRow("about forgery") << QByteArray("CSRF token mismatch.");
    QTest::newRow("about a second factor") << QByteArray("MFA authentication is required.");
    QTest::newRow("about a failure") << QByteArray("The credentials are invalid.");
    QTest::newRow("nothing") << QByteArray();
}

void TestPassboltSignIn::trap01_translatedMessagesMeanNothing()
{
    QFETCH(QByteArray, message);
    PassboltStage stage;
    stage.server.message = message;
    QVERIFY(stage.signIn());
    QVERIFY(stage.index());
    stage.server.answer("/folders.json", 403, "\"\"");
    QCOMPARE(errorOf(stage.index()), ErrorKind::Forbidden); // and no question for a second factor
    stage.server.answer("/folders.json", 200, "[]");
    stage.server.answer("/resources.json", [&](const SeenRequest &request, QSslSocket &socket) {
        const bool asked = request.method == "GET";
        stage.server.tell(socket, asked ? "[]" : "{}", {}, asked ? 200 : 400, "/resources.json");
    });
    QVERIFY(stage.index());
    QCOMPARE(errorOf(QCoro::waitFor(stage.vault->writing()->create(loginDraft(), {}, {}))), ErrorKind::InvalidInput);
    QCOMPARE(stage.server.count("POST", "/resources.json"), 1); // and nothing is tried again in another form
    stage.factors.names = {"totp"};
    stage.restart();
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
    stage.factors.names.clear();
    stage.server.answer("/auth/jwt/login.json", 400, "\"\"");
    stage.restart();
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::NotAuthenticated);
    QCOMPARE(stage.server.requests().last().target, QByteArray("/auth/jwt/login.json")); // and no other way is tried
}

void TestPassboltSignIn::trap02_pluginsAreOnInManyWays_data()
{
    QTest::addColumn<QByteArray>("enabled");
    QTest::addColumn<bool>("on");
    for (const char *text : {"true", "1", "\"1\"", "\"true\"", "\"TRUE\"", "\"on\""})
        QTest::newRow(text) << QByteArray(text) << true;
    for (const char *text : {"false", "0", "\"0\"", "\"false\"", "null", "\"\"", "{}"})
        QTest::newRow(text) << QByteArray(text) << false;
}

void TestPassboltSignIn::trap02_pluginsAreOnInManyWays()
{
    QFETCH(QByteArray, enabled);
    QFETCH(bool, on);
    PassboltStage stage;
    stage.server.jwtEnabled = enabled;
    QVERIFY(stage.signIn());
    QCOMPARE(stage.server.count("POST", "/auth/jwt/login.json"), on ? 1 : 0);
    QCOMPARE(stage.server.count("POST", "/auth/login.json"), on ? 0 : 2);
}

void TestPassboltSignIn::trap03_installationsBelowAPath_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::addColumn<bool>("asks");
    QTest::newRow("tokens") << true << false;
    QTest::newRow("tokens, second factor") << true << true;
    QTest::newRow("cookies") << false << false;
    QTest::newRow("cookies, second factor") << false << true;
}

void TestPassboltSignIn::trap03_installationsBelowAPath()
{
    QFETCH(bool, jwt);
    QFETCH(bool, asks);
    PassboltStage stage("/vault/passbolt");
    stage.server.jwt = jwt;
    if (asks) {
        stage.factors.names = {"totp"};
        QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
        QVERIFY(stage.submit("123456"));
    } else {
        QVERIFY(stage.signIn());
    }
    QVERIFY(stage.index());
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY2(request.target.startsWith("/vault/passbolt/"), request.target.constData());
}

void TestPassboltSignIn::trap04_theCsrfCookieComesWithALaterGet()
{
    PassboltStage stage;
    stage.server.jwt = false;
    QVERIFY(stage.signIn());
    QVERIFY(QCoro::waitFor(stage.vault->signOut())); // a POST
    const SeenRequest &last = stage.server.requests().last();
    QCOMPARE(last.target, QByteArray("/auth/logout.json"));
    QVERIFY(!FakePassbolt::isForged(last));
}

void TestPassboltSignIn::trap04_aLostCsrfCookieIsFetchedAgain()
{
    PassboltStage stage;
    stage.server.jwt = false;
    stage.factors.names = {"totp"};
    // Old servers: the first answer has neither cookie nor token.
    int asked = 0;
    stage.server.answer("/users/csrf-token.json", [&](const SeenRequest &, QSslSocket &socket) {
        if (++asked == 1)
            stage.server.tell(socket, R"({"mfa_providers":["totp"]})", {}, 403);
        else
            stage.server.tell(socket, "\"csrf-value\"", {"Set-Cookie: csrfToken=csrf-value; path=/"});
    });
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
    QVERIFY(stage.submit("123456"));
    QCOMPARE(asked, 2);
}

void TestPassboltSignIn::trap05_aMissingSecondFactorIsAQuestion_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::newRow("tokens") << true;
    QTest::newRow("cookies") << false;
}

void TestPassboltSignIn::trap05_aMissingSecondFactorIsAQuestion()
{
    QFETCH(bool, jwt);
    PassboltStage stage;
    stage.server.jwt = jwt;
    stage.factors.names = {"yubikey", "totp", "duo", "carrier-pigeon"};
    int told = 0;
    stage.vault->secondFactor()->onNeeded([&] { ++told; });
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
    QCOMPARE(told, 1);
    using Provider = SecondFactor::Provider;
    QCOMPARE(stage.vault->secondFactor()->providers(),
             (std::vector{Provider::Yubikey, Provider::OneTimeCode, Provider::Duo, Provider::Unknown}));
    QCOMPARE(errorOf(stage.index()), ErrorKind::SecondFactorNeeded);
}

void TestPassboltSignIn::trap16_brokenTokenKeysLeadToACookieSession_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("knowsUser");
    QTest::addColumn<bool>("asks");
    for (const bool knowsUser : {true, false}) {
        for (const bool asks : {true, false}) {
            const QByteArray more = QByteArray(knowsUser ? "" : ", user unknown") + (asks ? ", second factor" : "");
            QTest::newRow("public key" + more) << QByteArray("/auth/jwt/rsa.json") << knowsUser << asks;
            QTest::newRow("signing" + more) << QByteArray("/auth/jwt/login.json") << knowsUser << asks;
        }
    }
}

void TestPassboltSignIn::trap16_brokenTokenKeysLeadToACookieSession()
{
    QFETCH(QByteArray, path);
    QFETCH(bool, knowsUser);
    QFETCH(bool, asks);
    PassboltStage stage;
    if (!knowsUser)
        stage.account.userId.clear();
    if (asks)
        stage.factors.names = {"totp"};
    stage.restart();
    stage.server.answer(path, 500, "\"\"");
    if (asks) {
        QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
        QVERIFY(stage.submit("123456"));
    } else {
        QVERIFY(stage.signIn());
    }
    QVERIFY(stage.index());
    QVERIFY(stage.server.requests().last().headers.value("cookie").contains("passbolt_session=the-session"));
    QVERIFY(stage.server.count("POST", "/auth/jwt/login.json") <= 1); // never repeated
}

void TestPassboltSignIn::trap16_aServerThatFailsAltogether()
{
    PassboltStage stage;
    stage.server.answer("/auth/jwt/login.json", 500, "\"\"");
    stage.server.answer("/auth/login.json", 500, "\"\"");
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::ServerFault); // not "wrong passphrase"
    QCOMPARE(stage.server.count("POST", "/auth/jwt/login.json"), 1);
    QCOMPARE(stage.server.count("POST", "/auth/login.json"), 1);
}

void TestPassboltSignIn::trap17_aReplacedServerKeyIsNotUsed()
{
    PassboltStage stage;
    QVERIFY(stage.signIn());
    stage.server.forget();
    stage.account.serverFingerprint = QString(40, QLatin1Char('A'));
    stage.restart();
    const Expected<void> done = stage.signIn();
    QCOMPARE(errorOf(done), ErrorKind::ServerKeyChanged);
    QCOMPARE(done.error().detail, FakePassbolt::serverFingerprint()); // both can be shown
    QCOMPARE(stage.server.requests().size(), 1);
    QCOMPARE(lastTarget(stage), QByteArray("/auth/verify.json"));
}

void TestPassboltSignIn::trap17_anExpiredServerKeyIsNotUsed()
{
    PassboltStage stage;
    stage.engine->expiredKeys.append(FakePassbolt::serverFingerprint());
    const Expected<void> done = stage.signIn();
    QCOMPARE(errorOf(done), ErrorKind::KeyUnusable);
    QVERIFY(done.error().detail.contains(QStringLiteral("server")));
    QCOMPARE(stage.server.requests().size(), 1);
}

void TestPassboltSignIn::trap17_aRevokedServerKeyIsNotUsed()
{
    PassboltStage stage;
    KeyInfo revoked;
    revoked.fingerprint = FakePassbolt::serverFingerprint();
    revoked.canEncrypt = revoked.canSign = true;
    revoked.revoked = true;
    stage.engine->changedKeys.insert(FakePassbolt::ServerKey, revoked);
    const Expected<void> done = stage.signIn();
    QCOMPARE(errorOf(done), ErrorKind::KeyUnusable);
    QVERIFY(done.error().detail.contains(FakePassbolt::serverFingerprint()));
    QCOMPARE(stage.server.requests().size(), 1);
}

void TestPassboltSignIn::trap22_theRefreshCookieIsReadAndNeverSent()
{
    PassboltStage stage;
    stage.factors.names = {"totp"};
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
    QVERIFY(stage.submit("123456"));
    stage.server.accessToken = "revoked";
    QVERIFY(stage.index());
    stage.server.accessToken = "revoked";
    QVERIFY(stage.index()); // with the token out of the cookie
    QCOMPARE(stage.server.refreshes, 2);
    for (const SeenRequest &request : stage.server.requests()) {
        QVERIFY(!request.headers.value("cookie").contains("refresh_token"));
        QVERIFY(!request.headers.value("cookie").contains("passbolt_session"));
    }
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    QCOMPARE(stage.server.count("POST", "/auth/jwt/logout.json"), 1);
}

void TestPassboltSignIn::t04_noTokenGoesToAServerWithAnotherKey()
{
    PassboltStage stage;
    stage.factors.names = {"totp"};
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
    QVERIFY(stage.submit("123456", true));
    stage.server.forget();
    stage.server.answer("/auth/verify.json", 200,
                        R"({"fingerprint":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","keydata":"another"})");
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::ServerKeyChanged);
    for (const SeenRequest &request : stage.server.requests()) {
        if (request.target == "/auth/verify.json")
            QVERIFY(!request.headers.contains("cookie") && !request.headers.contains("authorization"));
        else // the session it had is closed
            QCOMPARE(request.target, QByteArray("/auth/jwt/logout.json"));
    }
}

void TestPassboltSignIn::t04_aReplayedReplyIsRefused()
{
    PassboltStage stage;
    QByteArray recorded;
    stage.server.answer("/auth/jwt/login.json",
                        [&](const SeenRequest &, QSslSocket &socket) { stage.server.tell(socket, recorded); });
    QJsonObject reply;
    reply.insert(QLatin1String("version"), QLatin1String("1.0.0"));
    reply.insert(QLatin1String("domain"), QString::fromLatin1(stage.server.url("/")));
    reply.insert(QLatin1String("verify_token"), QLatin1String("0cbf1f7d-9f32-4e0c-a4b2-6c67e0d64f53"));
    reply.insert(QLatin1String("refresh_token"), QLatin1String("0cbf1f7d-9f32-4e0c-a4b2-6c67e0d64f53"));
    reply.insert(QLatin1String("access_token"), QString::fromLatin1(FakePassbolt::issuer().token(
                                                    FakePassbolt::UserId, QDateTime::currentSecsSinceEpoch() + 300)));
    QJsonObject body;
    body.insert(QLatin1String("challenge"),
                QString::fromLatin1(fakes::FakeOpenPgp::sealed(QJsonDocument(reply).toJson(QJsonDocument::Compact),
                                                               FakePassbolt::serverFingerprint())));
    recorded = QJsonDocument(body).toJson(QJsonDocument::Compact);
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::BadSignature);
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
}

/// What the server was asked held for two minutes. A reply that was kept back longer proves nothing of now.
void TestPassboltSignIn::t04_aLateReplyIsRefused()
{
    PassboltStage stage;
    qint64 late = 60;
    stage.server.gate = [&](const QByteArray &path, const SeenRequest &, QSslSocket &) {
        if (path == "/auth/jwt/login.json")
            stage.clock.jump(std::exchange(late, 0));
        return false;
    };
    QVERIFY(stage.signIn());
    stage.server.clockOffset = 60;
    late = 121;
    const int opened = stage.engine->opens;
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::BadSignature);
    QCOMPARE(stage.engine->opens, opened); // not even looked at
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
}

void TestPassboltSignIn::t05_challengesAreCounted()
{
    PassboltStage stage;
    for (int i = 0; i < 6; ++i)
        QVERIFY(stage.signIn());
    QCOMPARE(stage.engine->opens, 6);
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::RateLimited);
    QCOMPARE(stage.engine->opens, 6); // not even tried
    stage.clock.jump(61);
    stage.server.clockOffset = 61;
    QVERIFY(stage.signIn());
}

void TestPassboltSignIn::t24_nothingFollowsARedirectToAStranger_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("JWT sign-in") << true << QByteArray("/auth/jwt/login.json");
    QTest::newRow("renewal") << true << QByteArray("/auth/jwt/refresh.json");
    QTest::newRow("GPGAuth, proof of the server") << false << QByteArray("/auth/verify.json");
    QTest::newRow("GPGAuth sign-in") << false << QByteArray("/auth/login.json");
    QTest::newRow("GPGAuth, second step") << false << QByteArray("/auth/login.json, second");
}

/// With 307 a client would send the same body, and so its tokens, once more.
void TestPassboltSignIn::t24_nothingFollowsARedirectToAStranger()
{
    QFETCH(bool, jwt);
    QFETCH(QByteArray, path);
    QTcpServer stranger; // sees whoever only tries
    QVERIFY(stranger.listen(QHostAddress::LocalHost));
    const QByteArray there = "Location: https://localhost:" + QByteArray::number(stranger.serverPort());
    PassboltStage stage;
    stage.server.jwt = jwt;
    const bool renewal = path.contains("refresh");
    if (renewal)
        QVERIFY(stage.signIn());
    const bool second = path.contains(", second");
    stage.server.gate = [&](const QByteArray &at, const SeenRequest &request, QSslSocket &socket) {
        if (request.method != "POST" || at != path.split(',').first() || request.body.contains("user_token") != second)
            return false;
        TlsTestServer::reply(socket, 307, {}, {there + at});
        return true;
    };
    if (renewal) {
        stage.server.accessToken = "revoked";
        const QString id = QStringLiteral("5cb07b88-850f-4da5-bb69-27674b4c23ea");
        QCOMPARE(errorOf(QCoro::waitFor(stage.vault->discussion()->comments(id, {}))), ErrorKind::RedirectRefused);
    } else {
        QCOMPARE(errorOf(stage.signIn()), ErrorKind::RedirectRefused);
    }
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
    QVERIFY(!stranger.waitForNewConnection(0) && !stranger.hasPendingConnections());
}

void TestPassboltSignIn::t24_signingOutFollowsNoRedirectEither_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::newRow("tokens") << true;
    QTest::newRow("cookies") << false;
}

void TestPassboltSignIn::t24_signingOutFollowsNoRedirectEither()
{
    QFETCH(bool, jwt);
    QTcpServer stranger; // sees whoever only tries
    QVERIFY(stranger.listen(QHostAddress::LocalHost));
    const QByteArray there = "Location: https://localhost:" + QByteArray::number(stranger.serverPort());
    PassboltStage stage;
    stage.server.jwt = jwt;
    QVERIFY(stage.signIn());
    const QByteArray path = jwt ? "/auth/jwt/logout.json" : "/auth/logout.json";
    stage.server.answer(
        path, [&](const SeenRequest &, QSslSocket &socket) { TlsTestServer::reply(socket, 307, {}, {there + path}); });
    QVERIFY(QCoro::waitFor(stage.vault->signOut())); // whoever locks is locked, whatever the server does
    QCOMPARE(stage.server.count("POST", path), 1);
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
    QVERIFY(!stranger.waitForNewConnection(0) && !stranger.hasPendingConnections());
}

void TestPassboltSignIn::t33_signingOutLeavesNothing_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::newRow("tokens") << true;
    QTest::newRow("cookies") << false;
}

void TestPassboltSignIn::t33_signingOutLeavesNothing()
{
    QFETCH(bool, jwt);
    PassboltStage stage;
    stage.server.jwt = jwt;
    stage.factors.names = {"totp"};
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::SecondFactorNeeded);
    QVERIFY(stage.submit("123456"));
    QVERIFY(stage.index());
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    QCOMPARE(stage.server.count("POST", jwt ? "/auth/jwt/logout.json" : "/auth/logout.json"), 1);
    stage.server.forget();
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
    QVERIFY(stage.server.requests().isEmpty());
    QVERIFY(stage.stored(QStringLiteral("/mfa")).isEmpty()); // it was not to be remembered
    QVERIFY(!stage.signIn());                                // and is asked for again
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY(!request.headers.value("cookie").contains("passbolt_mfa"));
}

void TestPassboltSignIn::t33_aSignInThatFailsHalfWayIsUndone()
{
    PassboltStage stage;
    int asked = 0;
    stage.server.answer("/settings.json", [&](const SeenRequest &, QSslSocket &socket) {
        if (++asked == 1) // before signing in
            stage.server.tell(socket, R"({"app":{"url":")" + stage.server.url("/") +
                                          R"("},"passbolt":{"plugins":{"jwtAuthentication":{"enabled":true}}}})");
        else
            stage.server.tell(socket, "\"\"", {}, 500);
    });
    QCOMPARE(errorOf(stage.signIn()), ErrorKind::ServerFault);
    QCOMPARE(stage.server.count("POST", "/auth/jwt/logout.json"), 1);
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
}

QTEST_GUILESS_MAIN(TestPassboltSignIn)
#include "tst_passboltsignin.moc"
