// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/sessionbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using Provider = SecondFactor::Provider;
using State = Session::State;

namespace {

SecretBuffer code(const char *text)
{
    return SecretBuffer::copyOf({text, qstrlen(text)});
}

Expected<void> submit(Bench &bench, const char *text, bool remember = false)
{
    return QCoro::waitFor(bench.session->submitSecondFactor(Provider::OneTimeCode, code(text), remember));
}

ErrorKind kindOf(const Expected<void> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

struct AskingBench : Bench
{
    AskingBench() { server->factorProviders = {Provider::Yubikey, Provider::OneTimeCode, Provider::Duo}; }
};

} // namespace

class TestSessionSecondFactor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksAtSignIn()
    {
        AskingBench bench;
        QVERIFY(bench.session->secondFactorProviders().empty());
        QCOMPARE(kindOf(bench.open()), ErrorKind::SecondFactorNeeded);
        QCOMPARE(bench.session->state(), State::NeedsSecondFactor);
        QVERIFY(!bench.session->lastError()); // a question, not a failure
        QCOMPARE(bench.session->secondFactorProviders(), bench.server->factorProviders);
        QCOMPARE(kindOf(bench.open()), ErrorKind::SecondFactorNeeded); // does not sign in once more
        QCOMPARE(kindOf(QCoro::waitFor(bench.session->refresh())), ErrorKind::SecondFactorNeeded);
        QCOMPARE(bench.server->calls(Call::SignIn), 1);

        QCOMPARE(kindOf(submit(bench, "000000")), ErrorKind::InvalidInput);
        QCOMPARE(bench.session->state(), State::NeedsSecondFactor);
        QVERIFY(submit(bench, "123456", true));
        QCOMPARE(bench.session->state(), State::Open);
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(bench.server->calls(Call::SignIn), 1);
        QVERIFY(bench.server->factorRemembered);
        QVERIFY(bench.session->secondFactorProviders().empty());
        QCOMPARE(kindOf(submit(bench, "123456")), ErrorKind::InvalidInput); // nobody asks any more
    }

    void asksInTheMiddleOfASession()
    {
        Bench bench;
        QVERIFY(bench.open());
        const int pages = bench.server->calls(Call::FetchIndex);
        bench.server->factorProviders = {Provider::OneTimeCode};
        QCOMPARE(bench.revealError(Ada), ErrorKind::SecondFactorNeeded);
        QCOMPARE(bench.session->state(), State::NeedsSecondFactor);
        QCOMPARE(bench.session->catalog()->size(), 250u); // what was loaded stays
        QVERIFY(submit(bench, "123456"));
        QCOMPARE(bench.session->state(), State::Open);
        QCOMPARE(bench.server->calls(Call::FetchIndex), pages);
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("alpha"));
    }

    void anInterruptedSyncIsMadeUpFor()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->factorProviders = {Provider::OneTimeCode};
        bench.server->secrets.pop_back();
        QCOMPARE(kindOf(QCoro::waitFor(bench.session->refresh())), ErrorKind::SecondFactorNeeded);
        QCOMPARE(bench.session->state(), State::NeedsSecondFactor);
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QVERIFY(submit(bench, "123456"));
        QCOMPARE(bench.session->catalog()->size(), 249u);
    }

    void asksWhenASessionHasToBeRenewed()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->factorProviders = {Provider::OneTimeCode};
        bench.server->expireSession();
        QCOMPARE(bench.revealError(Ada), ErrorKind::SecondFactorNeeded);
        QCOMPARE(bench.session->state(), State::NeedsSecondFactor);
        QVERIFY(submit(bench, "123456"));
        QCOMPARE(textOf(bench.reveal(Ada)), QByteArray("alpha"));
    }

    void tooManyWrongCodesEndIt()
    {
        AskingBench bench;
        bench.server->factorAttempts = 2;
        QCOMPARE(kindOf(bench.open()), ErrorKind::SecondFactorNeeded);
        QCOMPARE(kindOf(submit(bench, "000000")), ErrorKind::InvalidInput);
        QCOMPARE(kindOf(submit(bench, "000001")), ErrorKind::TooManyAttempts);
        QCOMPARE(bench.session->state(), State::Failed);
        QCOMPARE(bench.session->lastError()->kind, ErrorKind::TooManyAttempts);
        QCOMPARE(bench.server->calls(Call::SignIn), 1); // the user decides whether to sign in again
    }

    void goesThroughABrowser()
    {
        AskingBench bench;
        QCOMPARE(kindOf(bench.open()), ErrorKind::SecondFactorNeeded);
        const Expected<QUrl> start = QCoro::waitFor(bench.session->startSecondFactorInBrowser());
        QCOMPARE(start->host(), QStringLiteral("duo.example"));
        const QUrl elsewhere(QStringLiteral("https://elsewhere.example/"));
        QCOMPARE(kindOf(QCoro::waitFor(bench.session->finishSecondFactorInBrowser(elsewhere))),
                 ErrorKind::InvalidInput);
        const QUrl back(QStringLiteral("https://vault.example/callback"));
        QVERIFY(QCoro::waitFor(bench.session->finishSecondFactorInBrowser(back)));
        QCOMPARE(bench.session->state(), State::Open);
    }

    void lockingEndsTheQuestion()
    {
        AskingBench bench;
        QCOMPARE(kindOf(bench.open()), ErrorKind::SecondFactorNeeded);
        bench.server->gate(Call::SecondFactor).close();
        const auto answering = bench.session->submitSecondFactor(Provider::OneTimeCode, code("123456"), false);
        QCOMPARE(kindOf(submit(bench, "123456")), ErrorKind::InvalidInput); // one at a time
        QCoro::waitFor(bench.session->close());
        QTRY_VERIFY(answering.isReady());
        QCOMPARE(bench.session->state(), State::Closed);
        QCOMPARE(bench.server->calls(Call::SignOut), 1);
        QVERIFY(!bench.server->signedIn);
    }

    /// T33: a setup given up, or an account removed, leaves no session behind at the server.
    void aSessionThatGoesSignsOut()
    {
        AskingBench bench;
        QCOMPARE(kindOf(bench.open()), ErrorKind::SecondFactorNeeded);
        bench.session.reset();
        QCOMPARE(bench.server->calls(Call::SignOut), 1);
        QVERIFY(!bench.server->signedIn);

        Bench closed;
        QVERIFY(closed.open());
        QCoro::waitFor(closed.session->close());
        closed.session.reset();
        QCOMPARE(closed.server->calls(Call::SignOut), 1); // once is enough
    }
};

QTEST_GUILESS_MAIN(TestSessionSecondFactor)
#include "tst_sessionsecondfactor.moc"
