// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Step = FirstRunViewModel::Step;

namespace {

const QString Url = QStringLiteral("https://vault.example.com/sub/");

QByteArray stored(Bench &bench, const QString &key)
{
    const Expected<SecretBuffer> value = QCoro::waitFor(bench.credentials.read(key));
    return value ? QByteArray(value->view().data(), static_cast<qsizetype>(value->size())) : QByteArray("none");
}

/// Leads setup of a token service up to its last page.
void walkToFinish(Bench &bench, const QString &service)
{
    FirstRunViewModel &setup = bench.firstRun;
    setup.chooseService(service);
    setup.setAddress(Url);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    setup.next();
    setup.setToken(service == QLatin1String("fudo") ? QStringLiteral("token") : QStringLiteral("read-token"),
                   QStringLiteral("  canary-token "));
    setup.next();
    setup.setAppIds(QStringLiteral(" billing, web shop ,billing,"));
    QCOMPARE(setup.step(), Step::FinishStep);
}

/// Signs in, up to the question for a second factor.
std::shared_ptr<FakeServer> walkToSecondFactor(Bench &bench)
{
    auto server = std::make_shared<FakeServer>();
    server->factorProviders = {SecondFactor::Provider::OneTimeCode};
    walkToFinish(bench, QStringLiteral("fudo"));
    bench.nextServer = server;
    bench.firstRun.next();
    [&bench] { QTRY_VERIFY(bench.app.secondFactor()->isAsked()); }();
    return server;
}

} // namespace

class TestSetup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void walksThroughPassbolt();
    void walksThroughFudo();
    void aPasswordTakesTheTokensPlace();
    void walksThroughCommandK();
    void hasFiveScreensAtMost();
    void refusesAddresses_data();
    void refusesAddresses();
    void readsACertificateAuthority();
    void stopsAtAnUntrustedCertificate();
    void pinsACertificateByItsFingerprint();
    void saysWhatTheServerDidWrong();
    void asksForWhatIsMissing();
    void saysWhenThereIsNoKey();
    void aFailedSignInSavesNothing();
    void goingBackStopsWhatIsUnderWay();
    void goingBackTakesALateTokenAway();
    void aSecondAttemptHasATokenOfItsOwn();
    void aRefusedTokenTakesTheOthersAlong();
    void lockingEndsSetup();
    void asksForASecondFactor();
    void tooManyWrongCodesEndTheAttempt();
    void refusingTheSecondFactor();
    void leavingTheSecondFactor_data();
    void leavingTheSecondFactor();
    void anAnswerThatComesTooLate();
    void setupIsAskedAboutFirst();
    void restartForgetsEverything();
    void theDemoIsAskedForOnce();
};

void TestSetup::walksThroughPassbolt()
{
    Bench bench;
    FirstRunViewModel &setup = bench.firstRun;
    QSignalSpy finished(&setup, &FirstRunViewModel::finished);
    QCOMPARE(bench.app.page(), AppViewModel::FirstRunPage);
    QVERIFY(!setup.canGoBack());
    setup.chooseService(QStringLiteral("passbolt"));
    QCOMPARE(setup.step(), Step::ServerStep);
    QCOMPARE(setup.service(), QStringLiteral("passbolt"));
    setup.setAddress(Url);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    QCOMPARE(setup.server()->keyFingerprint(), groupedFingerprint(Bench::AdasKey));
    QVERIFY(setup.server()->certificateFingerprint().startsWith(QStringLiteral("2A2A 2A2A")));
    QVERIFY(setup.server()->isCertificateTrusted());
    setup.next();
    QCOMPARE(setup.step(), Step::KeyStep);
    QTRY_COMPARE(setup.ownKeys()->selected(), Bench::AdasKey); // the only usable one is chosen already
    QCOMPARE(setup.ownKeys()->keys()->rowCount(), 1);
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    QTRY_COMPARE(finished.count(), 1);

    QCOMPARE(bench.settings.accounts().size(), 1);
    const Account account = bench.settings.accounts().first();
    QCOMPARE(account.name, QStringLiteral("vault.example.com"));
    QCOMPARE(account.server, QUrl(QStringLiteral("https://vault.example.com/sub")));
    QCOMPARE(account.keyFingerprint, Bench::AdasKey);
    QCOMPARE(account.serverFingerprint, Bench::AdasKey);
    QCOMPARE(bench.app.page(), AppViewModel::BrowsePage);
    QCOMPARE(bench.browse.currentAccountId(), account.id);
    QCOMPARE(bench.session(account.id).state(), Session::State::Open);
}

void TestSetup::walksThroughFudo()
{
    Bench bench;
    walkToFinish(bench, QStringLiteral("fudo"));
    bench.firstRun.next();
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
    QCOMPARE(stored(bench, bench.settings.accounts().first().id + QStringLiteral("/token")),
             QByteArray("canary-token"));
    for (const QString &text : coffret::test::everythingVisible(bench.app))
        QVERIFY(!text.contains(QStringLiteral("canary"), Qt::CaseInsensitive));
}

void TestSetup::walksThroughCommandK()
{
    Bench bench;
    bench.firstRun.setAccountName(QStringLiteral(" Apps "));
    walkToFinish(bench, QStringLiteral("commandk"));
    bench.firstRun.next();
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
    const Account account = bench.settings.accounts().first();
    QCOMPARE(account.appIds, (QStringList{QStringLiteral("billing"), QStringLiteral("web shop")}));
    QCOMPARE(account.name, QStringLiteral("Apps"));
    QCOMPARE(stored(bench, account.id + QStringLiteral("/read-token")), QByteArray("canary-token"));
    QCOMPARE(stored(bench, account.id + QStringLiteral("/write-token")), QByteArray("none"));
}

void TestSetup::hasFiveScreensAtMost()
{
    Bench bench;
    FirstRunViewModel &setup = bench.firstRun;
    for (const char *service : {"passbolt", "fudo", "commandk"}) {
        setup.chooseService(QLatin1String(service));
        QVERIFY2(setup.stepCount() > 2 && setup.stepCount() <= 5, service);
    }
    setup.chooseKit();
    QVERIFY(setup.stepCount() <= 5);
    setup.chooseLink();
    QVERIFY(setup.stepCount() <= 5);
}

void TestSetup::refusesAddresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::newRow("nothing") << QString();
    QTest::newRow("not encrypted") << QStringLiteral("http://vault.example.com");
    QTest::newRow("a file") << QStringLiteral("file:///etc/passwd");
    QTest::newRow("a name and password") << QStringLiteral("https://ada:pw@vault.example.com");
    QTest::newRow("a query") << QStringLiteral("https://vault?x=.example.com");
    QTest::newRow("no host") << QStringLiteral("https:///x");
    QTest::newRow("spaces") << QStringLiteral("https://a b");
}

void TestSetup::refusesAddresses()
{
    QFETCH(QString, typed);
    Bench bench;
    bench.firstRun.chooseService(QStringLiteral("fudo"));
    bench.firstRun.setAddress(typed);
    bench.firstRun.next();
    QCOMPARE(bench.firstRun.step(), Step::ServerStep);
    QVERIFY(!bench.firstRun.errorText().isEmpty() && !bench.firstRun.errorHint().isEmpty());
    bench.firstRun.setAddress(QStringLiteral(" vault.example.com "));
    bench.firstRun.next();
    QTRY_COMPARE(bench.firstRun.step(), Step::TrustStep);
    QCOMPARE(bench.firstRun.errorText(), QString());
}

void TestSetup::aPasswordTakesTheTokensPlace()
{
    Bench bench;
    FirstRunViewModel &setup = bench.firstRun;
    setup.chooseService(QStringLiteral("fudo"));
    setup.setAddress(Url);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    setup.next();
    setup.setToken(QStringLiteral("token"), QStringLiteral("typed-first"));
    setup.setByPassword(true);
    setup.setPortalUser(QStringLiteral("  "));
    setup.setToken(QStringLiteral("password"), QStringLiteral("of nobody"));
    setup.next();
    QVERIFY(setup.errorText().contains(QStringLiteral("user name")));
    setup.setToken(QStringLiteral("password"), {});
    setup.setPortalUser(QStringLiteral(" ada "));
    setup.next();
    QCOMPARE(setup.step(), Step::TokenStep);
    QVERIFY(setup.errorText().contains(QStringLiteral("password")));
    setup.setToken(QStringLiteral("password"), QStringLiteral(" ends in a space "));
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
    const Account &saved = bench.settings.accounts().first();
    QCOMPARE(saved.portalUser, QStringLiteral("ada"));
    QCOMPARE(stored(bench, saved.id + QStringLiteral("/password")), QByteArray(" ends in a space "));
    QCOMPARE(stored(bench, saved.id + QStringLiteral("/token")), QByteArray("none"));
}

void TestSetup::readsACertificateAuthority()
{
    Bench bench;
    FirstRunViewModel &setup = bench.firstRun;
    const QString file = bench.folder.filePath(QStringLiteral("ca.pem"));
    setup.chooseService(QStringLiteral("fudo"));
    setup.setAddress(Url);
    setup.server()->setAuthorityFile(QUrl::fromLocalFile(file).toString());
    QCOMPARE(setup.server()->authorityFile(), file);
    setup.next();
    QVERIFY(setup.errorText().contains(QStringLiteral("cannot be read")));
    QFile pem(file);
    QVERIFY(pem.open(QIODevice::WriteOnly));
    pem.write("no certificate");
    pem.close();
    setup.next();
    QVERIFY(setup.errorText().contains(QStringLiteral("no certificate")));
    QVERIFY(pem.open(QIODevice::WriteOnly));
    pem.write("-----BEGIN CERTIFICATE-----\n");
    pem.close();
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
}

void TestSetup::stopsAtAnUntrustedCertificate()
{
    Bench bench;
    bench.certificate->trusted = false;
    FirstRunViewModel &setup = bench.firstRun;
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(Url);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    QVERIFY(!setup.server()->isCertificateTrusted());
    QVERIFY(!setup.server()->certificateFingerprint().isEmpty()); // to compare, and to see whose it is
    setup.next();
    setup.next();
    QCOMPARE(setup.step(), Step::TrustStep); // there is no going on anyway
    QCOMPARE(setup.errorText(), describe(ErrorKind::TlsUntrusted).text);
}

void TestSetup::pinsACertificateByItsFingerprint()
{
    Bench bench;
    bench.certificate->trusted = false;
    FirstRunViewModel &setup = bench.firstRun;
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(Url);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    setup.server()->setExpectedFingerprint(QString::fromLatin1(QByteArray(32, '\x2b').toHex(':')));
    setup.next();
    QCOMPARE(setup.errorText(), describe(ErrorKind::TlsPinMismatch).text);
    setup.server()->setExpectedFingerprint(QString::fromLatin1(QByteArray(32, '\x2a').toHex(':').toUpper()));
    setup.next();
    QTRY_COMPARE(setup.server()->keyFingerprint(), groupedFingerprint(Bench::AdasKey)); // now shown, to be compared
    QCOMPARE(bench.pinnedAtServerKey, QByteArray(32, '\x2a'));
    QCOMPARE(setup.step(), Step::TrustStep);
    setup.next();
    QTRY_COMPARE(setup.ownKeys()->selected(), Bench::AdasKey);
    setup.next();
    setup.next();
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
    QCOMPARE(bench.settings.accounts().first().pinnedCertificate, QByteArray(32, '\x2a'));
}

void TestSetup::saysWhatTheServerDidWrong()
{
    Bench bench;
    FirstRunViewModel &setup = bench.firstRun;
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(Url);
    bench.certificate = failure(ErrorKind::Unreachable);
    setup.next();
    QTRY_COMPARE(setup.errorText(), describe(ErrorKind::Unreachable).text);
    QVERIFY(!setup.isBusy());
    bench.certificate = ServerCertificate{{}, {}, true};
    bench.serverKey = failure(ErrorKind::Malformed);
    setup.next();
    QTRY_COMPARE(setup.errorText(), describe(ErrorKind::Malformed).text);
    QCOMPARE(setup.step(), Step::ServerStep);
}

void TestSetup::asksForWhatIsMissing()
{
    Bench bench;
    FirstRunViewModel &setup = bench.firstRun;
    setup.chooseService(QStringLiteral("commandk"));
    setup.setAddress(Url);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    setup.next();
    QCOMPARE(setup.step(), Step::TokenStep);
    setup.next();
    QVERIFY(!setup.errorText().isEmpty());
    setup.setToken(QStringLiteral("write-token"), QStringLiteral("x")); // not the one that is needed
    setup.next();
    QCOMPARE(setup.step(), Step::TokenStep);
    setup.setToken(QStringLiteral("read-token"), QStringLiteral("x"));
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.setAppIds(QStringLiteral(" , "));
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    QVERIFY(!setup.errorText().isEmpty());
    QVERIFY(!setup.isBusy());
}

void TestSetup::saysWhenThereIsNoKey()
{
    Bench bench;
    bench.openPgp.keys.clear();
    FirstRunViewModel &setup = bench.firstRun;
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(Url);
    setup.next();
    QTRY_COMPARE(setup.step(), Step::TrustStep);
    setup.next();
    QTRY_VERIFY(setup.errorText().contains(QStringLiteral("no OpenPGP key")));
    setup.next();
    QCOMPARE(setup.step(), Step::KeyStep);
}

void TestSetup::aFailedSignInSavesNothing()
{
    Bench bench;
    walkToFinish(bench, QStringLiteral("fudo"));
    auto server = std::make_shared<FakeServer>();
    server->failNext(FakeServer::Call::SignIn, ErrorKind::NotAuthenticated);
    bench.nextServer = server;
    bench.firstRun.next();
    QTRY_COMPARE(bench.firstRun.errorText(), describe(ErrorKind::NotAuthenticated).text);
    QVERIFY(bench.settings.accounts().isEmpty());
    QVERIFY(bench.sessions.isEmpty());
    QCOMPARE(bench.credentials.size(), 0);
    bench.firstRun.next(); // and again: the token is still known
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
}

void TestSetup::goingBackStopsWhatIsUnderWay()
{
    Bench bench;
    walkToFinish(bench, QStringLiteral("fudo"));
    auto server = std::make_shared<FakeServer>();
    server->gate(FakeServer::Call::SignIn).close();
    bench.nextServer = server;
    bench.firstRun.next();
    QTRY_COMPARE(server->gate(FakeServer::Call::SignIn).waiting(), 1);
    QVERIFY(bench.firstRun.isBusy());
    bench.firstRun.back();
    QCOMPARE(bench.firstRun.step(), Step::TokenStep);
    QVERIFY(!bench.firstRun.isBusy());
    server->gate(FakeServer::Call::SignIn).open();
    QTRY_COMPARE(server->gate(FakeServer::Call::SignIn).waiting(), 0);
    QCoreApplication::processEvents();
    QVERIFY(bench.settings.accounts().isEmpty());
    QTRY_COMPARE(bench.credentials.size(), 0);
    QCOMPARE(bench.firstRun.step(), Step::TokenStep);
    QCOMPARE(bench.credentials.size(), 0);
}

void TestSetup::goingBackTakesALateTokenAway()
{
    Bench bench;
    walkToFinish(bench, QStringLiteral("fudo"));
    auto server = std::make_shared<FakeServer>();
    bench.nextServer = server;
    bench.credentials.gate.close();
    bench.firstRun.next();
    QTRY_COMPARE(bench.credentials.gate.waiting(), 1);
    bench.firstRun.back();
    bench.credentials.gate.open();
    QTRY_COMPARE(bench.credentials.everWritten(), 1);
    QTRY_COMPARE(bench.credentials.size(), 0);
    QCoreApplication::processEvents();
    QCOMPARE(server->calls(FakeServer::Call::SignIn), 0); // nobody waits for it any more
    QVERIFY(bench.settings.accounts().isEmpty());
}

void TestSetup::aSecondAttemptHasATokenOfItsOwn()
{
    Bench bench;
    walkToFinish(bench, QStringLiteral("fudo"));
    auto server = std::make_shared<FakeServer>();
    bench.nextServer = server;
    bench.credentials.gate.close();
    bench.firstRun.next();
    QTRY_COMPARE(bench.credentials.gate.waiting(), 1);
    bench.firstRun.back();
    bench.firstRun.next();
    bench.firstRun.next(); // while the first attempt still writes
    QTRY_COMPARE(bench.credentials.gate.waiting(), 2);
    bench.credentials.gate.open();
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
    QTRY_COMPARE(bench.credentials.size(), 1);
    // Under one key, whichever of removing the first and writing the second came last would have decided.
    QCOMPARE(bench.credentials.everWritten(), 2);
    QCOMPARE(server->calls(FakeServer::Call::SignIn), 1);
    QCOMPARE(stored(bench, bench.settings.accounts().first().id + QStringLiteral("/token")),
             QByteArray("canary-token"));
}

void TestSetup::aRefusedTokenTakesTheOthersAlong()
{
    Bench bench;
    walkToFinish(bench, QStringLiteral("commandk"));
    bench.firstRun.setToken(QStringLiteral("write-token"), QStringLiteral("canary-write"));
    bench.credentials.refused = QStringLiteral("/write-token");
    bench.firstRun.next();
    QTRY_COMPARE(bench.firstRun.errorText(), describe(ErrorKind::KeyringDenied).text);
    QVERIFY(bench.settings.accounts().isEmpty());
    QCOMPARE(bench.credentials.size(), 0);
}

void TestSetup::lockingEndsSetup()
{
    Bench bench;
    bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
    QVERIFY(bench.openAll());
    bench.app.addAccount();
    walkToFinish(bench, QStringLiteral("fudo"));
    auto server = std::make_shared<FakeServer>();
    server->ignoresStop = true; // it answers all the same
    server->gate(FakeServer::Call::SignIn).close();
    bench.nextServer = server;
    bench.firstRun.next();
    QTRY_COMPARE(server->gate(FakeServer::Call::SignIn).waiting(), 1);
    QSignalSpy pages(&bench.app, &AppViewModel::pageChanged);
    QSignalSpy finished(&bench.firstRun, &FirstRunViewModel::finished);
    bench.app.lockAll();
    QVERIFY(bench.app.isLocked());
    QCOMPARE(bench.app.page(), AppViewModel::BrowsePage);
    QVERIFY(pages.count() > 0);
    QCOMPARE(bench.firstRun.step(), Step::ChooseService);
    server->gate(FakeServer::Call::SignIn).open();
    QTRY_VERIFY(!server->signedIn);
    QTRY_COMPARE(bench.credentials.size(), 0);
    QCOMPARE(finished.count(), 0);
    QCOMPARE(bench.sessions.all().size(), std::size_t(1));
    QVERIFY(bench.settings.accounts().isEmpty());
    bench.app.addAccount(); // the token is forgotten too
    bench.firstRun.chooseService(QStringLiteral("fudo"));
    bench.firstRun.setAddress(Url);
    bench.firstRun.next();
    QTRY_COMPARE(bench.firstRun.step(), Step::TrustStep);
    bench.firstRun.next();
    bench.firstRun.next();
    QCOMPARE(bench.firstRun.step(), Step::TokenStep);
}

void TestSetup::asksForASecondFactor()
{
    Bench bench;
    SecondFactorViewModel &factor = *bench.app.secondFactor();
    const auto server = walkToSecondFactor(bench);
    QCOMPARE(factor.accountName(), QStringLiteral("vault.example.com"));
    QVERIFY(bench.firstRun.isBusy());
    QVERIFY(bench.settings.accounts().isEmpty()); // nothing is saved before the sign-in is complete
    QVERIFY(bench.sessions.isEmpty());
    factor.submit(QStringLiteral("000000"));
    QTRY_VERIFY(!factor.errorText().isEmpty());
    QVERIFY(factor.isAsked());
    QVERIFY(bench.settings.accounts().isEmpty());
    factor.submit(QStringLiteral("123456"));
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
    QVERIFY(!factor.isAsked());
    QCOMPARE(bench.firstRun.errorText(), QString());
    QCOMPARE(bench.app.page(), AppViewModel::BrowsePage);
    QCOMPARE(bench.session(bench.settings.accounts().first().id).state(), Session::State::Open);
    QCOMPARE(server->calls(FakeServer::Call::SignIn), 1);
    QCOMPARE(server->calls(FakeServer::Call::SignOut), 0);
    QCOMPARE(bench.firstRun.candidate(), nullptr);
    QCOMPARE(bench.credentials.size(), 1);
}

void TestSetup::tooManyWrongCodesEndTheAttempt()
{
    Bench bench;
    const auto server = walkToSecondFactor(bench);
    server->factorAttempts = 1;
    bench.app.secondFactor()->submit(QStringLiteral("000000"));
    QTRY_COMPARE(bench.firstRun.errorText(), describe(ErrorKind::TooManyAttempts).text);
    QVERIFY(!bench.app.secondFactor()->isAsked());
    QVERIFY(!bench.firstRun.isBusy());
    QCOMPARE(bench.firstRun.step(), Step::FinishStep);
    QVERIFY(bench.settings.accounts().isEmpty());
    QTRY_COMPARE(bench.credentials.size(), 0);
    bench.firstRun.next(); // and from the start
    QTRY_COMPARE(bench.settings.accounts().size(), 1);
}

void TestSetup::refusingTheSecondFactor()
{
    Bench bench;
    const auto server = walkToSecondFactor(bench);
    server->gate(FakeServer::Call::SignOut).close();
    QSignalSpy signedOut(&bench.app, &AppViewModel::signedOut);
    bench.app.secondFactor()->cancel();
    QTRY_COMPARE(bench.firstRun.errorText(), describe(ErrorKind::Cancelled).text);
    QCOMPARE(bench.firstRun.step(), Step::FinishStep);
    QVERIFY(!bench.firstRun.isBusy());
    QVERIFY(!bench.app.secondFactor()->isAsked());
    QVERIFY(bench.settings.accounts().isEmpty());
    QTRY_COMPARE(bench.credentials.size(), 0);
    bench.app.lockAll(); // as at the end of the program
    QVERIFY(bench.app.isSigningOut());
    QCOMPARE(signedOut.count(), 0);
    server->gate(FakeServer::Call::SignOut).open();
    QTRY_COMPARE(signedOut.count(), 1);
    QVERIFY(!server->signedIn);
    QVERIFY(!bench.app.isSigningOut());
}

void TestSetup::leavingTheSecondFactor_data()
{
    QTest::addColumn<QString>("by");
    for (const char *by : {"going back", "starting over", "cancelling", "locking"})
        QTest::newRow(by) << QString::fromLatin1(by);
}

void TestSetup::leavingTheSecondFactor()
{
    QFETCH(QString, by);
    Bench bench;
    const auto server = walkToSecondFactor(bench);
    server->gate(FakeServer::Call::SignOut).close();
    if (by == QLatin1String("going back"))
        bench.firstRun.back();
    else if (by == QLatin1String("starting over"))
        bench.firstRun.restart();
    else if (by == QLatin1String("cancelling"))
        bench.app.cancelAddAccount();
    else
        bench.app.lockAll();
    QCOMPARE(bench.firstRun.candidate(), nullptr);
    QVERIFY(!bench.app.secondFactor()->isAsked());
    QVERIFY(!bench.firstRun.isBusy());
    QCOMPARE(server->calls(FakeServer::Call::SignOut), 1);
    QVERIFY(bench.app.isSigningOut()); // the program waits for this before it ends
    server->gate(FakeServer::Call::SignOut).open();
    QTRY_VERIFY(!bench.app.isSigningOut());
    QVERIFY(!server->signedIn);
    QTRY_COMPARE(bench.credentials.size(), 0);
    QVERIFY(bench.settings.accounts().isEmpty());
    QVERIFY(bench.firstRun.errorText().isEmpty());
}

void TestSetup::anAnswerThatComesTooLate()
{
    Bench bench;
    const auto server = walkToSecondFactor(bench);
    QVERIFY(bench.firstRun.candidate());
    const QString kept = bench.firstRun.candidate()->account().id + QStringLiteral("/mfa");
    QVERIFY(QCoro::waitFor(bench.credentials.write(kept, SecretBuffer::copyOf("remembered"))));
    server->gate(FakeServer::Call::SecondFactor).close();
    server->ignoresStop = true;
    bench.app.secondFactor()->submit(QStringLiteral("123456"));
    QTRY_COMPARE(server->gate(FakeServer::Call::SecondFactor).waiting(), 1);
    bench.firstRun.back();
    server->gate(FakeServer::Call::SecondFactor).open();
    QTRY_VERIFY(server->factorGiven);
    QTRY_COMPARE(bench.credentials.size(), 0); // what the server would have remembered included
    QVERIFY(bench.settings.accounts().isEmpty());
    QVERIFY(bench.sessions.isEmpty());
}

void TestSetup::setupIsAskedAboutFirst()
{
    Bench bench;
    bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
    QVERIFY(bench.openAll());
    bench.app.addAccount();
    walkToSecondFactor(bench);
    bench.servers.at(QStringLiteral("acme"))->factorProviders = {SecondFactor::Provider::OneTimeCode};
    bench.session().refresh();
    QTRY_COMPARE(bench.session().state(), Session::State::NeedsSecondFactor);
    QCOMPARE(bench.app.secondFactor()->accountName(), QStringLiteral("vault.example.com"));
    bench.firstRun.back();
    QVERIFY(bench.app.secondFactor()->isAsked());
    QCOMPARE(bench.app.secondFactor()->accountName(), QStringLiteral("Acme"));
}

void TestSetup::restartForgetsEverything()
{
    Bench bench;
    walkToFinish(bench, QStringLiteral("fudo"));
    bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
    bench.app.addAccount();
    QCOMPARE(bench.app.page(), AppViewModel::FirstRunPage);
    QCOMPARE(bench.firstRun.step(), Step::ChooseService);
    QCOMPARE(bench.firstRun.server()->url(), QString());
    QCOMPARE(bench.firstRun.server()->certificateFingerprint(), QString());
    bench.app.cancelAddAccount();
    QCOMPARE(bench.app.page(), AppViewModel::BrowsePage);
}

void TestSetup::theDemoIsAskedForOnce()
{
    Bench bench;
    QSignalSpy requested(&bench.firstRun, &FirstRunViewModel::demoRequested);
    bench.firstRun.startDemo();
    bench.firstRun.startDemo();
    QCOMPARE(requested.count(), 1);
    QVERIFY(bench.firstRun.isBusy());
    bench.firstRun.showDemoFailure();
    QVERIFY(!bench.firstRun.isBusy());
    QVERIFY(!bench.firstRun.errorText().isEmpty());
}

QTEST_MAIN(TestSetup)
#include "tst_setup.moc"
