// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/sessionbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsInAndLoads()
    {
        Bench bench;
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        QSignalSpy progress(bench.session.get(), &Session::progressChanged);
        std::vector<Session::State> states;
        QObject::connect(bench.session.get(), &Session::stateChanged, bench.session.get(),
                         [&] { states.push_back(bench.session->state()); });
        QVERIFY(bench.session->catalog());
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QVERIFY(bench.open());
        QCOMPARE(states, (std::vector{Session::State::SigningIn, Session::State::Loading, Session::State::Open}));
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(catalogs.size(), 1);
        QCOMPARE(progress.size(), 3);
        QCOMPARE(progress.last().at(0).toInt(), 250);
        QCOMPARE(bench.session->lastSync(), bench.clock.now());
        QVERIFY(!bench.session->lastError());
    }

    void opensOnlyOnce()
    {
        Bench bench;
        bench.server->gate(Call::SignIn).close();
        const auto first = bench.session->open();
        QVERIFY(QCoro::waitFor(bench.session->open()));
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QCOMPARE(bench.session->state(), Session::State::SigningIn);
        bench.server->gate(Call::SignIn).open();
        QTRY_COMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(bench.open());
        QCOMPARE(bench.server->calls(Call::SignIn), 1);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 3);
    }

    void tellsWhySignInFailed()
    {
        Bench bench;
        bench.server->failNext(Call::SignIn, ErrorKind::WrongPassphrase);
        const Expected<void> opened = bench.open();
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::WrongPassphrase);
        QCOMPARE(bench.session->state(), Session::State::Failed);
        QCOMPARE(bench.session->lastError()->kind, ErrorKind::WrongPassphrase);
        QVERIFY(QCoro::waitFor(bench.session->refresh())); // tries from the beginning
        QCOMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(!bench.session->lastError());
    }

    void failsWithoutAnIndex()
    {
        Bench bench;
        bench.server->failNext(Call::FetchIndex, ErrorKind::ServerFault);
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->state(), Session::State::Failed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
    }

    void keepsTheLastCatalogWhenRefreshFails()
    {
        Bench bench;
        QVERIFY(bench.open());
        const auto before = bench.session->catalog();
        bench.server->failNext(Call::FetchIndex, ErrorKind::Unreachable);
        const Expected<void> refreshed = QCoro::waitFor(bench.session->refresh());
        QVERIFY(!refreshed);
        QCOMPARE(refreshed.error().kind, ErrorKind::Unreachable);
        QCOMPARE(bench.session->state(), Session::State::Open);
        QCOMPARE(bench.session->lastError()->kind, ErrorKind::Unreachable);
        QCOMPARE(bench.session->catalog(), before);
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QCOMPARE(bench.session->catalog(), before); // nothing has changed
        QVERIFY(!bench.session->lastError());
        bench.server->secrets.front().name = QStringLiteral("renamed elsewhere");
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.session->catalog() != before);
    }

    void signsInAgainOnceWhenTheSessionRanOut()
    {
        Bench bench;
        QVERIFY(bench.open());
        bench.server->expireSession();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QCOMPARE(bench.server->calls(Call::SignIn), 2);

        bench.server->failNext(Call::FetchIndex, ErrorKind::NotAuthenticated);
        bench.server->failNext(Call::FetchIndex, ErrorKind::NotAuthenticated);
        const Expected<void> refused = QCoro::waitFor(bench.session->refresh());
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(bench.server->calls(Call::SignIn), 3);
    }

    void closingLeavesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.reveal(Ada));
        bench.server->gate(Call::SignOut).close();
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        const auto closing = bench.session->close();
        // All of this before the server has answered.
        QCOMPARE(bench.session->state(), Session::State::Closed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QCOMPARE(catalogs.size(), 1);
        QVERIFY(!bench.session->lastSync().isValid());
        QVERIFY(!bench.server->signedIn);
        QCOMPARE(bench.revealError(Ada), ErrorKind::NotFound);
        QCOMPARE(bench.requests(), 1);

        // Opening again waits until the old session is really over.
        const auto opening = bench.session->open();
        QCOMPARE(bench.session->state(), Session::State::SigningIn);
        QCOMPARE(bench.server->calls(Call::SignIn), 1);
        bench.server->gate(Call::SignOut).open();
        QTRY_COMPARE(bench.session->state(), Session::State::Open);
        QVERIFY(bench.reveal(Ada));
        QCOMPARE(bench.requests(), 2);
    }

    void closingStopsWhatIsUnderWay_data()
    {
        QTest::addColumn<int>("call");
        QTest::newRow("sign-in") << static_cast<int>(Call::SignIn);
        QTest::newRow("index") << static_cast<int>(Call::FetchIndex);
    }
    void closingStopsWhatIsUnderWay()
    {
        QFETCH(int, call);
        Bench bench;
        bench.server->gate(static_cast<Call>(call)).close();
        auto opening = bench.session->open();
        QCOMPARE(bench.server->gate(static_cast<Call>(call)).waiting(), 1);
        QCoro::waitFor(bench.session->close());
        const Expected<void> opened = QCoro::waitFor(opening);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.session->state(), Session::State::Closed);
        QCOMPARE(bench.session->catalog()->size(), 0u);
        QTRY_COMPARE(bench.server->gate(static_cast<Call>(call)).waiting(), 0);
        QVERIFY(!bench.server->signedIn);
    }

    void aLateSignInIsTakenBack()
    {
        Bench bench;
        bench.server->ignoresStop = true;
        bench.server->gate(Call::SignIn).close();
        auto opening = bench.session->open();
        QCoro::waitFor(bench.session->close());
        bench.server->gate(Call::SignIn).open();
        QCOMPARE(QCoro::waitFor(opening).error().kind, ErrorKind::Cancelled);
        QTRY_COMPARE(bench.server->calls(Call::SignOut), 2);
        QVERIFY(!bench.server->signedIn);
        QCOMPARE(bench.session->state(), Session::State::Closed);
    }

    // Going away

    void survivesBeingDestroyed_data()
    {
        QTest::addColumn<int>("where");
        QTest::newRow("sign-in") << 0;
        QTest::newRow("index") << 1;
        QTest::newRow("payload") << 2;
        QTest::newRow("decryption") << 3;
        QTest::newRow("sign-out") << 4;
        QTest::newRow("second sign-in") << 5;
    }
    void survivesBeingDestroyed()
    {
        QFETCH(int, where);
        Bench bench;
        const std::array gates{&bench.server->gate(Call::SignIn),       &bench.server->gate(Call::FetchIndex),
                               &bench.server->gate(Call::FetchPayload), &bench.openPgp.gate,
                               &bench.server->gate(Call::SignOut),      &bench.server->gate(Call::SignIn)};
        Gate &gate = *gates[static_cast<std::size_t>(where)];
        if (where >= 2)
            QVERIFY(bench.open());
        gate.close();
        std::optional<ErrorKind> outcome;
        const auto keep = [&outcome](const auto &result) {
            outcome = result ? ErrorKind::Internal : result.error().kind;
        };
        if (where == 5)
            bench.server->expireSession();
        if (where < 2)
            bench.session->open().then(keep);
        else if (where == 4)
            bench.session->close();
        else
            bench.session->reveal(Ada, Password).then(keep);
        QTRY_COMPARE(gate.waiting(), 1);
        bench.session.reset();
        if (where == 4)
            gate.open(); // a sign-out is not stopped
        else
            QTRY_COMPARE(outcome, ErrorKind::Cancelled);
        QTRY_COMPARE(gate.waiting(), 0);
        QTRY_COMPARE(bench.server.use_count(), 1); // nothing left behind
    }
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
