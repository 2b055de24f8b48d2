// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsecondfactor.h"

#include "tests/core/vault/passbolt/passboltstage.h"

#include <QJsonDocument>
#include <QSslSocket>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using Provider = SecondFactor::Provider;

namespace {

const QString Mfa = QStringLiteral("/mfa");

QByteArray mfaCookieOf(const SeenRequest &request)
{
    for (const QByteArray &pair : request.headers.value("cookie").split(';')) {
        if (pair.trimmed().startsWith("passbolt_mfa="))
            return pair.trimmed().mid(13);
    }
    return {};
}

struct AskingStage : PassboltStage
{
    explicit AskingStage(bool jwt = true) { server.jwt = jwt, factors.names = {"totp", "yubikey", "duo"}; }
    [[nodiscard]] bool asks() const { return errorOf(signIn()) == ErrorKind::SecondFactorNeeded; }
};

} // namespace

class TestPassboltSecondFactor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneTimeCodes_data();
    void oneTimeCodes();
    void yubikeys_data();
    void yubikeys();
    void theCookieGoesWithEverythingThatFollows();
    void refusesWhatCannotBeACode_data();
    void refusesWhatCannotBeACode();
    void aWrongCodeMayBeCorrected_data();
    void aWrongCodeMayBeCorrected();
    void tooManyWrongCodesEndTheSession();
    void anAnswerThatComesTooLate();
    void anAnswerWithoutItsCookie();
    void signingOutInsteadOfAnswering_data() { oneTimeCodes_data(); }
    void signingOutInsteadOfAnswering();
    void asksInTheMiddleOfASession_data();
    void asksInTheMiddleOfASession();
    void followsTheQuestionToNobodyElse();
    void remembers_data();
    void remembers();
    void remembersNoLongerThanTheServer();
    void whatTheServerForgotIsAskedAgain();
    void whatTheServerDoesNotLetLastIsNotKept();
    void duoThroughABrowser_data();
    void duoThroughABrowser();
    void duoThatCannotWork_data();
    void duoThatCannotWork();
    void t32_duoAddresses_data();
    void t32_duoAddresses();
    void mayDieWhileWorking();
};

void TestPassboltSecondFactor::oneTimeCodes_data()
{
    QTest::addColumn<bool>("jwt");
    QTest::newRow("tokens") << true;
    QTest::newRow("cookies") << false;
}

void TestPassboltSecondFactor::oneTimeCodes()
{
    QFETCH(bool, jwt);
    AskingStage stage(jwt);
    QVERIFY(stage.asks());
    const int logins = stage.server.logins;
    QVERIFY(stage.submit("123456"));
    QCOMPARE(stage.server.logins, logins); // the sign-in is not repeated
    QCOMPARE(stage.vault->userId(), QString::fromLatin1(FakePassbolt::UserId));
    QVERIFY(stage.vault->capabilities().testFlag(Capability::CollectionTree)); // settings were read afterwards
    QVERIFY(stage.index());
    QVERIFY(stage.vault->secondFactor()->providers().empty());
    for (const SeenRequest &request : stage.server.requests()) {
        if (request.target != "/mfa/verify/totp.json")
            continue;
        QCOMPARE(QJsonDocument::fromJson(request.body).toJson(QJsonDocument::Compact),
                 QByteArray(R"({"remember":false,"totp":"123456"})"));
        QCOMPARE(request.headers.contains("x-csrf-token"), !jwt);
    }
}

void TestPassboltSecondFactor::yubikeys_data()
{
    oneTimeCodes_data();
}

void TestPassboltSecondFactor::yubikeys()
{
    QFETCH(bool, jwt);
    AskingStage stage(jwt);
    QVERIFY(stage.asks());
    QByteArray wrong = stage.factors.yubikey;
    wrong[43] = 'c';
    QCOMPARE(errorOf(stage.submit(wrong, false, Provider::Yubikey)), ErrorKind::InvalidInput);
    QVERIFY(stage.submit(stage.factors.yubikey, false, Provider::Yubikey));
    QVERIFY(stage.index());
}

void TestPassboltSecondFactor::theCookieGoesWithEverythingThatFollows()
{
    AskingStage stage;
    QVERIFY(stage.asks());
    QVERIFY(stage.submit("123456", true));
    stage.server.forget();
    QVERIFY(stage.index());
    stage.server.accessToken = "revoked";
    QVERIFY(stage.index()); // renewed on the way
    QCOMPARE(stage.server.refreshes, 1);
    QVERIFY(stage.signIn()); // a session that ran out
    QVERIFY(stage.index());
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    QCOMPARE(stage.factors.refusals, 0);
    for (const SeenRequest &request : stage.server.requests()) {
        const bool before = request.target == "/auth/verify.json" || request.target == "/auth/jwt/rsa.json" ||
                            (request.target == "/settings.json" && !request.headers.contains("authorization"));
        if (!before)
            QVERIFY2(mfaCookieOf(request) == stage.factors.lastToken(), request.target.constData());
        else // nothing is shown to a server that has not yet shown who it is
            QVERIFY2(!request.headers.contains("cookie"), request.target.constData());
    }
}

void TestPassboltSecondFactor::refusesWhatCannotBeACode_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<SecondFactor::Provider>("provider");
    QTest::newRow("nothing") << QByteArray() << Provider::OneTimeCode;
    QTest::newRow("five digits") << QByteArray("12345") << Provider::OneTimeCode;
    QTest::newRow("nine digits") << QByteArray("123456789") << Provider::OneTimeCode;
    QTest::newRow("letters") << QByteArray("12345a") << Provider::OneTimeCode;
    QTest::newRow("a way out of the text") << QByteArray("1234\",") << Provider::OneTimeCode;
    QTest::newRow("a line") << QByteArray("12345\n") << Provider::OneTimeCode;
    QTest::newRow("short key") << QByteArray(43, 'c') << Provider::Yubikey;
    QTest::newRow("not modhex") << QByteArray(44, 'a') << Provider::Yubikey;
    QTest::newRow("code for the wrong thing") << QByteArray("123456") << Provider::Yubikey;
    QTest::newRow("not by code") << QByteArray("123456") << Provider::Duo;
    QTest::newRow("unheard of") << QByteArray("123456") << Provider::Unknown;
}

void TestPassboltSecondFactor::refusesWhatCannotBeACode()
{
    QFETCH(QByteArray, code);
    QFETCH(SecondFactor::Provider, provider);
    AskingStage stage;
    QVERIFY(stage.asks());
    stage.server.forget();
    QCOMPARE(errorOf(stage.submit(code, false, provider)), ErrorKind::InvalidInput);
    QVERIFY(stage.server.requests().isEmpty());
    QVERIFY(stage.submit("123456")); // nothing is lost
}

void TestPassboltSecondFactor::aWrongCodeMayBeCorrected_data()
{
    oneTimeCodes_data();
}

void TestPassboltSecondFactor::aWrongCodeMayBeCorrected()
{
    QFETCH(bool, jwt);
    AskingStage stage(jwt);
    QVERIFY(stage.asks());
    for (int i = 0; i < 4; ++i)
        QCOMPARE(errorOf(stage.submit("000000")), ErrorKind::InvalidInput);
    QVERIFY(!stage.vault->secondFactor()->providers().empty());
    QVERIFY(stage.submit("123456"));
    QVERIFY(stage.index());
}

void TestPassboltSecondFactor::tooManyWrongCodesEndTheSession()
{
    AskingStage stage;
    QVERIFY(stage.asks());
    for (int i = 0; i < 4; ++i)
        QCOMPARE(errorOf(stage.submit("000000")), ErrorKind::InvalidInput);
    QCOMPARE(errorOf(stage.submit("000000")), ErrorKind::TooManyAttempts);
    stage.server.forget();
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
    QCOMPARE(errorOf(stage.submit("123456")), ErrorKind::NotAuthenticated);
    QVERIFY(stage.server.requests().isEmpty()); // nothing is tried with what has ended
    QVERIFY(stage.asks());                      // signing in anew begins again
    QVERIFY(stage.submit("123456"));
}

void TestPassboltSecondFactor::anAnswerThatComesTooLate()
{
    AskingStage stage;
    QVERIFY(stage.asks());
    stage.server.accessToken = "ran out";
    QCOMPARE(errorOf(stage.submit("123456")), ErrorKind::NotAuthenticated);
    QCOMPARE(stage.server.refreshes, 0); // the server would want the second factor for that too
}

void TestPassboltSecondFactor::anAnswerWithoutItsCookie()
{
    AskingStage stage;
    stage.server.answer("/mfa/verify/totp.json", 200, "null");
    QVERIFY(stage.asks());
    QCOMPARE(errorOf(stage.submit("123456")), ErrorKind::Malformed);
}

void TestPassboltSecondFactor::signingOutInsteadOfAnswering()
{
    QFETCH(bool, jwt);
    AskingStage stage(jwt);
    QVERIFY(stage.asks());
    QVERIFY(QCoro::waitFor(stage.vault->signOut())); // the server keeps its token until that is too old
    QCOMPARE(stage.server.count("POST", jwt ? "/auth/jwt/logout.json" : "/auth/logout.json"), 1);
    stage.server.forget();
    QCOMPARE(errorOf(stage.index()), ErrorKind::NotAuthenticated);
    QVERIFY(!stage.submit("123456"));
    QVERIFY(stage.server.requests().isEmpty());
}

void TestPassboltSecondFactor::asksInTheMiddleOfASession_data()
{
    oneTimeCodes_data();
}

void TestPassboltSecondFactor::asksInTheMiddleOfASession()
{
    QFETCH(bool, jwt);
    AskingStage stage(jwt);
    stage.factors.names.clear();
    QVERIFY(stage.signIn());
    QVERIFY(stage.index());
    int told = 0;
    stage.vault->secondFactor()->onNeeded([&] { ++told; });
    stage.factors.names = {"totp"}; // an administrator turned it on
    QCOMPARE(errorOf(stage.index()), ErrorKind::SecondFactorNeeded);
    QVERIFY(told > 0);
    QCOMPARE(stage.vault->secondFactor()->providers(), (std::vector{Provider::OneTimeCode}));
    QVERIFY(stage.submit("123456"));
    QVERIFY(stage.index());
    stage.factors.forgetAll(); // and reset it
    QCOMPARE(errorOf(stage.index()), ErrorKind::SecondFactorNeeded);
    QVERIFY(stage.submit("123456"));
    QVERIFY(stage.index());
}

void TestPassboltSecondFactor::followsTheQuestionToNobodyElse()
{
    PassboltStage stage;
    PassboltStage stranger;
    QVERIFY(stage.signIn());
    stage.server.answer("/folders.json", 302, "\"\"", {"Location: " + stranger.server.url("/mfa/verify/error.json")});
    QCOMPARE(errorOf(stage.index()), ErrorKind::RedirectRefused);
    QVERIFY(stranger.server.requests().isEmpty());
}

void TestPassboltSecondFactor::remembers_data()
{
    oneTimeCodes_data();
}

void TestPassboltSecondFactor::remembers()
{
    QFETCH(bool, jwt);
    AskingStage stage(jwt);
    QVERIFY(stage.asks());
    QVERIFY(stage.submit("123456", true));
    const QByteArray kept = stage.stored(Mfa);
    QCOMPARE(kept.mid(kept.indexOf(':') + 1), stage.factors.lastToken());
    const qint64 days = (kept.left(kept.indexOf(':')).toLongLong() - QDateTime::currentSecsSinceEpoch() + 60) / 86400;
    QCOMPARE(days, 30);
    QVERIFY(QCoro::waitFor(stage.vault->signOut()));
    stage.restart();
    int told = 0;
    stage.vault->secondFactor()->onNeeded([&] { ++told; });
    QVERIFY(stage.signIn());
    QVERIFY(stage.index());
    QCOMPARE(told, 0);
    QCOMPARE(stage.factors.verifications, 1);
}

void TestPassboltSecondFactor::remembersNoLongerThanTheServer()
{
    AskingStage stage;
    QVERIFY(stage.asks());
    QVERIFY(stage.submit("123456", true));
    stage.restart();
    stage.clock.jump(31LL * 86400);
    stage.server.clockOffset = 31LL * 86400;
    stage.server.forget();
    QVERIFY(stage.asks());
    QVERIFY(stage.stored(Mfa).isEmpty());
    for (const SeenRequest &request : stage.server.requests())
        QVERIFY(mfaCookieOf(request).isEmpty());
}

void TestPassboltSecondFactor::whatTheServerForgotIsAskedAgain()
{
    AskingStage stage;
    QVERIFY(stage.asks());
    QVERIFY(stage.submit("123456", true));
    stage.restart();
    stage.factors.forgetAll();
    int told = 0;
    stage.vault->secondFactor()->onNeeded([&] { ++told; });
    QVERIFY(stage.asks());
    QCOMPARE(told, 1);
    QTRY_VERIFY(stage.stored(Mfa).isEmpty());
    QVERIFY(stage.submit("123456", true));
    QVERIFY(!stage.stored(Mfa).isEmpty());
}

void TestPassboltSecondFactor::whatTheServerDoesNotLetLastIsNotKept()
{
    AskingStage stage;
    stage.factors.mayRemember = false; // by its policy
    QVERIFY(stage.asks());
    QVERIFY(stage.submit("123456", true));
    QVERIFY(stage.stored(Mfa).isEmpty());
    QVERIFY(stage.index());
}

void TestPassboltSecondFactor::duoThroughABrowser_data()
{
    oneTimeCodes_data();
}

void TestPassboltSecondFactor::duoThroughABrowser()
{
    QFETCH(bool, jwt);
    AskingStage stage(jwt);
    QVERIFY(stage.asks());
    SecondFactor &factor = *stage.vault->secondFactor();
    const QUrl back(QString::fromLatin1(stage.server.url("/mfa/verify/duo/callback?state=abc&duo_code=the-code")));
    QCOMPARE(errorOf(QCoro::waitFor(factor.finishInBrowser(back, {}))), ErrorKind::InvalidInput); // not begun
    const Expected<QUrl> start = QCoro::waitFor(factor.startInBrowser({}));
    QVERIFY(start);
    QCOMPARE(start->toEncoded(), stage.factors.duo);
    const QUrl wrong(QString::fromLatin1(stage.server.url("/mfa/verify/duo/callback?state=abc&duo_code=another")));
    QCOMPARE(errorOf(QCoro::waitFor(factor.finishInBrowser(wrong, {}))), ErrorKind::InvalidInput);
    QCOMPARE(errorOf(QCoro::waitFor(factor.finishInBrowser(back, {}))), ErrorKind::InvalidInput); // one use only
    QVERIFY(QCoro::waitFor(factor.startInBrowser({})));
    QVERIFY(QCoro::waitFor(factor.finishInBrowser(back, {})));
    QVERIFY(stage.index());
    QVERIFY(stage.stored(Mfa).isEmpty());
}

void TestPassboltSecondFactor::duoThatCannotWork_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("not encrypted") << QByteArray("http://duo.example.com/");
    QTest::newRow("a file") << QByteArray("file:///etc/passwd");
    QTest::newRow("with a name") << QByteArray("https://ada@duo.example.com/");
    QTest::newRow("back to the server") << QByteArray("/mfa/verify/duo");
    QTest::newRow("nowhere") << QByteArray();
}

void TestPassboltSecondFactor::duoThatCannotWork()
{
    QFETCH(QByteArray, target);
    AskingStage stage;
    stage.factors.duo = target;
    QVERIFY(stage.asks());
    QCOMPARE(errorOf(QCoro::waitFor(stage.vault->secondFactor()->startInBrowser({}))), ErrorKind::Unsupported);
    QVERIFY(stage.submit("123456")); // there are other ways
}

void TestPassboltSecondFactor::t32_duoAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char *name, const char *address, bool taken) {
        QTest::newRow(name) << QString::fromLatin1(address) << taken;
    };
    row("callback", "https://vault.example/base/mfa/verify/duo/callback?state=s&duo_code=c", true);
    row("default port", "https://vault.example:443/base/mfa/verify/duo/callback?state=s&duo_code=c", true);
    row("sign-in page",
        "https://vault.example/base/auth/login?redirect=%2Fmfa%2Fverify%2Fduo%2Fcallback%3Fstate%3Ds%26duo_code%3Dc",
        true);
    row("sign-in page, whole path",
        "https://vault.example/base/auth/"
        "login?redirect=%2Fbase%2Fmfa%2Fverify%2Fduo%2Fcallback%3Fstate%3Ds%26duo_code%3Dc",
        true);
    row("T32: another host", "https://vault.example.evil/base/mfa/verify/duo/callback?state=s&duo_code=c", false);
    row("T32: host as user", "https://vault.example@evil/base/mfa/verify/duo/callback?state=s&duo_code=c", false);
    row("T32: host in the query", "https://evil?vault.example/base/mfa/verify/duo/callback?state=s&duo_code=c", false);
    row("T32: backslash", "https://vault.example\\@evil/base/mfa/verify/duo/callback?state=s&duo_code=c", false);
    row("another port", "https://vault.example:8443/base/mfa/verify/duo/callback?state=s&duo_code=c", false);
    row("not encrypted", "http://vault.example/base/mfa/verify/duo/callback?state=s&duo_code=c", false);
    row("outside the base", "https://vault.example/mfa/verify/duo/callback?state=s&duo_code=c", false);
    row("another page", "https://vault.example/base/app/passwords?state=s&duo_code=c", false);
    row("a longer path", "https://vault.example/base/mfa/verify/duo/callback/../x?state=s&duo_code=c", false);
    row("no code", "https://vault.example/base/mfa/verify/duo/callback?state=s", false);
    row("no state", "https://vault.example/base/mfa/verify/duo/callback?duo_code=c", false);
    row("more in the code", "https://vault.example/base/mfa/verify/duo/callback?state=s&duo_code=c%26x%3Dy", false);
    row("redirect elsewhere",
        "https://vault.example/base/auth/login?redirect=https%3A%2F%2Fevil%2Fmfa%2Fverify%2Fduo%2Fcallback%3Fstate%3Ds",
        false);
    row("redirect to a host",
        "https://vault.example/base/auth/"
        "login?redirect=%2F%2Fevil%2Fmfa%2Fverify%2Fduo%2Fcallback%3Fstate%3Ds%26duo_code%3Dc",
        false);
    row("nothing", "", false);
}

void TestPassboltSecondFactor::t32_duoAddresses()
{
    QFETCH(QString, address);
    QFETCH(bool, taken);
    const QUrl server(QStringLiteral("https://vault.example/base"));
    const Expected<DuoCallback> callback = parseDuoCallback(QUrl(address), server);
    QCOMPARE(callback.has_value(), taken);
    if (!taken)
        return;
    QCOMPARE(callback->state, QStringLiteral("s"));
    QCOMPARE(callback->code, QStringLiteral("c"));
    const QUrl refused(QStringLiteral("https://vault.example/base/mfa/verify/duo/callback?error=denied"));
    QVERIFY(parseDuoCallback(refused, server)->refused);
}

void TestPassboltSecondFactor::mayDieWhileWorking()
{
    AskingStage stage;
    QVERIFY(stage.asks());
    QVERIFY(stage.submit("123456", true));
    stage.restart();
    stage.server.answer("/auth/jwt/rsa.json", [&](const SeenRequest &, QSslSocket &socket) {
        stage.vault.reset();
        stage.server.tell(socket, "\"\"", {}, 500);
    });
    QVERIFY(QCoro::waitFor(stage.vault->signIn({}))); // it finishes with what it shares
}

QTEST_GUILESS_MAIN(TestPassboltSecondFactor)
#include "tst_passboltsecondfactor.moc"
