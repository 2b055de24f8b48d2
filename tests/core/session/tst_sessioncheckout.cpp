// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/sessionbench.h"
#include "tests/support/fakecheckout.h"

#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;

using State = CheckOut::State;

class SessionCheckOutTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Bench> m_bench;
    std::shared_ptr<FakeCheckOut> m_lending;

    [[nodiscard]] Session &session() { return *m_bench->session; }
    [[nodiscard]] Markers markersOf(const QString &id)
    {
        const auto catalog = session().catalog();
        return catalog->summary(catalog->rowOf(id)).markers;
    }
    [[nodiscard]] static CheckOut checkOut(const QString &id, State state)
    {
        CheckOut now;
        now.secretId = id;
        now.state = state;
        now.needsRequest = true;
        return now;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<Bench>();
        m_lending = std::make_shared<FakeCheckOut>();
        m_bench->session =
            std::make_unique<Session>(Account(), std::make_unique<LendingVault>(m_bench->server, m_lending),
                                      m_bench->openPgp, m_bench->workers, m_bench->clock);
        QVERIFY(m_bench->open());
    }

    /// Before any answer of the server, and without one.
    void t39_wakingEndsWhatIsOver()
    {
        session().wake(SyncSchedule::Reason::Window);
        session().wake(SyncSchedule::Reason::Network);
        QVERIFY(!m_lending->log.contains(QLatin1String("catchUp")));
        session().wake(SyncSchedule::Reason::Resume);
        QCOMPARE(m_lending->log.count(QLatin1String("catchUp")), 1);
    }

    void theListFollows()
    {
        const QSignalSpy changed(&session(), &Session::checkOutChanged);
        m_lending->becomes(checkOut(Ada, State::Available));
        QTRY_VERIFY(markersOf(Ada).testFlag(Marker::NeedsApproval));
        m_lending->becomes(checkOut(Ada, State::Approved));
        QTRY_VERIFY(!markersOf(Ada).testFlag(Marker::NeedsApproval));
        m_lending->becomes(checkOut(Ada, State::CheckedOut));
        QTRY_VERIFY(markersOf(Ada).testFlag(Marker::CheckedOutByMe));
        m_lending->becomes(checkOut(Ada, State::Returned));
        QTRY_VERIFY(!markersOf(Ada).testFlag(Marker::CheckedOutByMe));
        QVERIFY(markersOf(Ada).testFlag(Marker::NeedsApproval));
        QCOMPARE(changed.size(), 4);
        QCOMPARE(m_bench->server->calls(Call::FetchIndex), 3); // nothing was asked for that
    }

    void whatIsOverBeforeItWasShownIsOver()
    {
        m_lending->becomes(checkOut(Ada, State::CheckedOut));
        m_lending->becomes(checkOut(Ada, State::Returned));
        QTRY_VERIFY(markersOf(Ada).testFlag(Marker::NeedsApproval));
        QVERIFY(!markersOf(Ada).testFlag(Marker::CheckedOutByMe));
    }

    void anEndWipesWhatIsHeld_data()
    {
        QTest::addColumn<int>("state");
        QTest::newRow("over") << static_cast<int>(State::Expired);
        QTest::newRow("given back") << static_cast<int>(State::Returned);
    }
    void anEndWipesWhatIsHeld()
    {
        QFETCH(int, state);
        const QSignalSpy ended(&session(), &Session::accessEnded);
        QCOMPARE(textOf(m_bench->reveal(Ada)), QByteArray("alpha"));
        QCOMPARE(textOf(m_bench->reveal(Ada)), QByteArray("alpha"));
        QCOMPARE(m_bench->requests(), 1); // held
        m_lending->becomes(checkOut(Bob, static_cast<State>(state)));
        (void)m_bench->reveal(Ada);
        QCOMPARE(m_bench->requests(), 1); // another secret's end is none of its
        m_lending->becomes(checkOut(Ada, static_cast<State>(state)));
        QCOMPARE(ended.size(), 2);
        QCOMPARE(ended.back().front().toString(), Ada);
        (void)m_bench->reveal(Ada);
        QCOMPARE(m_bench->requests(), 2);
    }

    void anEndStopsWhatIsBeingOpened()
    {
        m_bench->server->gate(Call::FetchPayload).close();
        auto revealing = session().reveal(Ada, Password);
        m_lending->becomes(checkOut(Ada, State::Expired));
        m_bench->server->gate(Call::FetchPayload).open();
        const auto revealed = QCoro::waitFor(std::move(revealing));
        QVERIFY(!revealed);
        QCOMPARE(revealed.error().kind, ErrorKind::AccessEnded);
    }

    void aSessionThatIsGoneIsNotTold()
    {
        m_bench->session.reset();
        m_lending->becomes(checkOut(Ada, State::Expired)); // must not crash
    }
};

QTEST_GUILESS_MAIN(SessionCheckOutTest)
#include "tst_sessioncheckout.moc"
