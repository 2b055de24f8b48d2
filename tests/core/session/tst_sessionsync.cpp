// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/sessionbench.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using Contact = Session::Contact;
using State = Session::State;

namespace {

constexpr int Pages = 3;

Error busy(std::chrono::seconds retryAfter)
{
    Error error{ErrorKind::RateLimited, {}, 429};
    error.retryAfter = retryAfter;
    return error;
}

/// An open session whose index has three pages.
struct SyncBench : Bench
{
    SyncBench()
    {
        isOpen = open().has_value();
        QObject::connect(session.get(), &Session::contactChanged, session.get(),
                         [this] { contacts.push_back(session->contact()); });
    }
    /// Time goes by, and a window comes to the front: reason enough for a sync that nobody asked for.
    void syncByItself(std::chrono::milliseconds later = 2min)
    {
        clock.advance(later);
        contacts.clear();
        session->wake(SyncSchedule::Reason::Window);
    }
    [[nodiscard]] int pages() const { return server->calls(Call::FetchIndex); }
    /// Lets the sync that is about to begin read its first page, and fail at the second.
    void failAtSecondPage(const Error &error)
    {
        const int before = pages();
        server->passNext(Call::FetchIndex);
        server->failNext(Call::FetchIndex, error);
        QVERIFY(QTest::qWaitFor([&] { return pages() >= before + 2; }));
    }
    [[nodiscard]] bool settles(Contact contact) const
    {
        return QTest::qWaitFor([&] { return session->contact() == contact; });
    }

    bool isOpen = false;
    std::vector<Contact> contacts;
};

} // namespace

class TestSessionSync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsHowItStands()
    {
        Bench bench;
        std::vector<Contact> contacts;
        QObject::connect(bench.session.get(), &Session::contactChanged, bench.session.get(),
                         [&] { contacts.push_back(bench.session->contact()); });
        QCOMPARE(bench.session->contact(), Contact::None);
        QVERIFY(bench.open());
        QCOMPARE(contacts, (std::vector{Contact::Connecting, Contact::Syncing, Contact::Online}));
        QCOMPARE(bench.session->lastContact(), bench.clock.now());
        QCoro::waitFor(bench.session->close());
        QCOMPARE(bench.session->contact(), Contact::None);
        QCOMPARE(contacts.back(), Contact::None);
        QVERIFY(!bench.session->lastContact().isValid());
    }

    void aRefreshStaysOpen()
    {
        SyncBench bench;
        QVERIFY(bench.isOpen);
        QSignalSpy states(bench.session.get(), &Session::stateChanged);
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        bench.server->gate(Call::FetchIndex).close();
        auto refreshing = bench.session->refresh();
        QCOMPARE(bench.session->state(), State::Open);
        QCOMPARE(bench.session->contact(), Contact::Syncing);
        bench.server->gate(Call::FetchIndex).open();
        QVERIFY(QCoro::waitFor(refreshing));
        QCOMPARE(bench.session->contact(), Contact::Online);
        QCOMPARE(states.size(), 0);
        QCOMPARE(catalogs.size(), 1);
    }

    void oneAfterAnother()
    {
        SyncBench bench;
        bench.server->gate(Call::FetchIndex).close();
        auto first = bench.session->refresh();
        auto second = bench.session->refresh(); // what the first has read may be too old for it
        auto third = bench.session->refresh();  // but not what the second will read
        Gate &gate = bench.server->gate(Call::FetchIndex);
        QObject::connect(
            bench.session.get(), &Session::catalogChanged, bench.session.get(), [&gate] { gate.close(); },
            Qt::SingleShotConnection); // or the second might end before the third has gone on
        gate.open();
        QVERIFY(QCoro::waitFor(first));
        QTRY_COMPARE(gate.waiting(), 1);
        gate.open();
        QVERIFY(QCoro::waitFor(second));
        QVERIFY(QCoro::waitFor(third));
        QCOMPARE(bench.pages(), 3 * Pages);
    }

    void readsAgainByItself()
    {
        SyncBench bench;
        QSignalSpy states(bench.session.get(), &Session::stateChanged);
        bench.server->secrets.erase(bench.server->secrets.begin());
        bench.syncByItself(30s); // what is shown is not a minute old
        QVERIFY(!QTest::qWaitFor([&] { return bench.pages() > Pages; }, 50));
        bench.syncByItself();
        QTRY_COMPARE(bench.session->catalog()->size(), 249u);
        QCOMPARE(bench.contacts, (std::vector{Contact::Syncing, Contact::Online}));
        QCOMPARE(bench.session->lastSync(), bench.clock.now());
        QVERIFY(!bench.server->attended);
        QCOMPARE(states.size(), 0);
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(bench.server->attended);
    }

    void asksABusyServerForTheSamePageAgain()
    {
        SyncBench bench;
        QElapsedTimer timer;
        bench.syncByItself();
        bench.failAtSecondPage(busy(1s));
        timer.start();
        QVERIFY(bench.settles(Contact::Waiting));
        QVERIFY(bench.settles(Contact::Online));
        QVERIFY(timer.elapsed() >= 900);
        QCOMPARE(bench.contacts, (std::vector{Contact::Syncing, Contact::Waiting, Contact::Syncing, Contact::Online}));
        QCOMPARE(bench.pages(), Pages + Pages + 1);
        QCOMPARE(bench.session->catalog()->size(), 250u);
    }

    void aPersonsHandShortensThat()
    {
        SyncBench bench;
        bench.syncByItself();
        bench.failAtSecondPage(busy(50s));
        QVERIFY(bench.settles(Contact::Waiting));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QVERIFY(timer.elapsed() < 20'000);
        QCOMPARE(bench.session->contact(), Contact::Online);
        QCOMPARE(bench.pages(), Pages + (Pages + 1) + Pages);
    }

    void aPersonIsNotKeptWaitingForLong()
    {
        SyncBench bench;
        bench.server->failNext(Call::FetchIndex, busy(50s));
        const Expected<void> refreshed = QCoro::waitFor(bench.session->refresh());
        QVERIFY(!refreshed);
        QCOMPARE(refreshed.error(), busy(50s));
        QCOMPARE(bench.session->lastError(), busy(50s));
        QCOMPARE(bench.session->contact(), Contact::Waiting);
        bench.clock.advance(40s);
        bench.session->wake(SyncSchedule::Reason::Network);
        QVERIFY(!QTest::qWaitFor([&] { return bench.pages() > Pages + 1; }, 50));
    }

    void goesOnWhereItBrokeOff_data()
    {
        QTest::addColumn<bool>("byHand");
        QTest::addColumn<std::chrono::milliseconds>("later");
        QTest::addColumn<int>("pages"); // asked for until then
        QTest::newRow("by itself") << false << std::chrono::milliseconds(2min) << Pages - 1;
        QTest::newRow("by itself, too late") << false << std::chrono::milliseconds(16min) << Pages;
        QTest::newRow("by hand, which may be because of a change") << true << std::chrono::milliseconds(0) << Pages;
    }
    void goesOnWhereItBrokeOff()
    {
        QFETCH(bool, byHand);
        QFETCH(std::chrono::milliseconds, later);
        QFETCH(int, pages);
        SyncBench bench;
        QSignalSpy states(bench.session.get(), &Session::stateChanged);
        QSignalSpy catalogs(bench.session.get(), &Session::catalogChanged);
        bench.syncByItself();
        bench.failAtSecondPage(Error{ErrorKind::Unreachable, {}, 0});
        QVERIFY(bench.settles(Contact::Waiting));
        QCOMPARE(bench.contacts, (std::vector{Contact::Syncing, Contact::Waiting}));
        QVERIFY(!bench.session->lastError()); // nobody had asked for it
        QCOMPARE(states.size(), 0);
        QCOMPARE(catalogs.size(), 0);
        QCOMPARE(bench.pages(), Pages + 2);

        if (byHand)
            QVERIFY(QCoro::waitFor(bench.session->refresh()));
        else
            bench.syncByItself(later);
        QVERIFY(bench.settles(Contact::Online));
        QCOMPARE(bench.pages(), Pages + 2 + pages);
        QCOMPARE(bench.session->catalog()->size(), 250u);
        QCOMPARE(catalogs.size(), 1);
    }

    void whatHappenedInBetweenIsKept()
    {
        SyncBench bench;
        bench.server->addFacets();
        bench.syncByItself();
        bench.failAtSecondPage(Error{ErrorKind::Unreachable, {}, 0}); // after the page that holds Ada
        QVERIFY(bench.settles(Contact::Waiting));
        std::erase_if(bench.server->secrets, [](const SecretSummary &summary) { return summary.id == Ada; });
        QVERIFY(QCoro::waitFor(bench.session->touched({Ada})));
        QCOMPARE(bench.session->catalog()->rowOf(Ada), Catalog::NoRow);
        bench.syncByItself();
        QVERIFY(bench.settles(Contact::Online));
        QCOMPARE(bench.session->catalog()->rowOf(Ada), Catalog::NoRow);
        QVERIFY(bench.session->catalog()->rowOf(Bob) != Catalog::NoRow);
    }

    void anotherSignInBeginsAnew()
    {
        SyncBench bench;
        bench.syncByItself();
        bench.failAtSecondPage(Error{ErrorKind::NotAuthenticated, {}, 401});
        QVERIFY(bench.settles(Contact::Online));
        QCOMPARE(bench.server->calls(Call::SignIn), 2);
        QCOMPARE(bench.pages(), Pages + 2 + Pages);
        QVERIFY(!bench.server->attended);
    }

    void aServerThatForgetsWhoAsksIsNotAskedWithoutEnd()
    {
        SyncBench bench;
        for (int i = 0; i < 3; ++i) {
            bench.server->passNext(Call::FetchIndex);
            bench.server->failNext(Call::FetchIndex, Error{ErrorKind::NotAuthenticated, {}, 401});
        }
        bench.syncByItself();
        QVERIFY(bench.settles(Contact::Paused));
        QCOMPARE(bench.server->calls(Call::SignIn), 2);
        QCOMPARE(bench.pages(), Pages + 2 + 2);
    }

    void whatIsGoneStaysGoneWhenItIsOpenedLate()
    {
        SyncBench bench;
        bench.server->setMessage(Ada, FakeOpenPgp::sealed("password=alpha", QStringLiteral("F00")), {AdasKey});
        bench.server->gate(Call::FetchIndex).close();
        bench.syncByItself();
        QTRY_COMPARE(bench.server->gate(Call::FetchIndex).waiting(), 1);
        QVERIFY(bench.reveal(Ada)); // which tells something new of its row
        QTRY_VERIFY(bench.session->catalog()->markers(bench.session->catalog()->rowOf(Ada)) & Marker::SecretUnverified);
        std::erase_if(bench.server->secrets, [](const SecretSummary &summary) { return summary.id == Ada; });
        bench.server->gate(Call::FetchIndex).open();
        QVERIFY(bench.settles(Contact::Online));
        QCOMPARE(bench.session->catalog()->rowOf(Ada), Catalog::NoRow);
    }

    void whatWasReadBeforeAPauseOfTheMachineIsReadAgain()
    {
        SyncBench bench;
        bench.syncByItself();
        bench.failAtSecondPage(Error{ErrorKind::Unreachable, {}, 0}); // after the page that holds Ada
        QVERIFY(bench.settles(Contact::Waiting));
        std::erase_if(bench.server->secrets, [](const SecretSummary &summary) { return summary.id == Ada; });
        bench.clock.advance(2min);
        bench.session->wake(SyncSchedule::Reason::Resume);
        QVERIFY(bench.settles(Contact::Online));
        QCOMPARE(bench.session->catalog()->rowOf(Ada), Catalog::NoRow);
    }

    void asksNobodyForAPassphrase()
    {
        SyncBench bench;
        bench.server->needsPassphrase = true;
        bench.server->expireSession();
        bench.syncByItself();
        QVERIFY(bench.settles(Contact::Paused));
        QCOMPARE(bench.session->state(), State::Open);
        QVERIFY(!bench.session->lastError()); // there is nothing wrong
        const int before = bench.pages();
        bench.syncByItself(20min);
        bench.session->wake(SyncSchedule::Reason::Network);
        QVERIFY(!QTest::qWaitFor([&] { return bench.pages() > before; }, 50));

        QVERIFY(bench.reveal(Ada)); // somebody is there
        QVERIFY(bench.settles(Contact::Online));
        QCOMPARE(bench.server->calls(Call::SignIn), 3); // of all that needed one
        QCOMPARE(bench.session->lastSync(), bench.clock.now());
    }

    void somebodyComesWhileNobodyIsAsked()
    {
        SyncBench bench;
        bench.server->needsPassphrase = true;
        bench.server->expireSession();
        bench.server->gate(Call::SignIn).close();
        bench.syncByItself();
        QTRY_COMPARE(bench.server->gate(Call::SignIn).waiting(), 1);
        QCOMPARE(bench.session->contact(), Contact::Connecting);
        auto revealing = bench.session->reveal(Ada, Password);
        bench.server->attended = false; // too late for the one under way
        bench.server->gate(Call::SignIn).open();
        QVERIFY(QCoro::waitFor(revealing));
        QVERIFY(bench.settles(Contact::Online));
    }

    void saysWhatAPersonHasToDo()
    {
        SyncBench bench;
        bench.server->expireSession();
        bench.server->failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
        bench.syncByItself();
        QVERIFY(bench.settles(Contact::Paused));
        QCOMPARE(bench.session->state(), State::Open);
        QCOMPARE(bench.session->lastError()->kind, ErrorKind::ServerKeyChanged);
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        QCOMPARE(bench.session->contact(), Contact::Online);
        QVERIFY(!bench.session->lastError());
    }

    void aSecondFactorIsAskedForAndTheRestGoesOn()
    {
        SyncBench bench;
        bench.server->factorProviders = {SecondFactor::Provider::OneTimeCode};
        bench.syncByItself();
        QTRY_COMPARE(bench.session->state(), State::NeedsSecondFactor);
        QCOMPARE(bench.session->contact(), Contact::Paused);
        QVERIFY(QCoro::waitFor(bench.session->submitSecondFactor(SecondFactor::Provider::OneTimeCode,
                                                                 SecretBuffer::copyOf("123456"), false)));
        QCOMPARE(bench.session->state(), State::Open);
        QCOMPARE(bench.session->contact(), Contact::Online);
        QCOMPARE(bench.session->lastSync(), bench.clock.now());
    }

    void closingStopsEverything_data()
    {
        QTest::addColumn<bool>("waiting");
        QTest::newRow("under way") << false;
        QTest::newRow("while it waits") << true;
    }
    void closingStopsEverything()
    {
        QFETCH(bool, waiting);
        SyncBench bench;
        bench.syncByItself();
        if (waiting) {
            bench.failAtSecondPage(busy(50s));
            QVERIFY(bench.settles(Contact::Waiting));
        } else {
            bench.server->gate(Call::FetchIndex).close();
            QTRY_COMPARE(bench.server->gate(Call::FetchIndex).waiting(), 1);
        }
        QCoro::waitFor(bench.session->close());
        QCOMPARE(bench.session->contact(), Contact::None);
        QTRY_COMPARE(bench.server->gate(Call::FetchIndex).waiting(), 0);
        bench.server->gate(Call::FetchIndex).open();
        const int before = bench.pages();
        bench.syncByItself(20min);
        bench.session->wake(SyncSchedule::Reason::Hand);
        QVERIFY(!QTest::qWaitFor([&] { return bench.pages() > before; }, 50));
        QCOMPARE(bench.session->catalog()->size(), 0u);

        QVERIFY(bench.open()); // and it begins again
        bench.syncByItself();
        QTRY_COMPARE(bench.pages(), before + 2 * Pages);
    }

    void survivesBeingDestroyed_data() { closingStopsEverything_data(); }
    void survivesBeingDestroyed()
    {
        QFETCH(bool, waiting);
        SyncBench bench;
        bench.syncByItself();
        if (waiting) {
            bench.failAtSecondPage(busy(50s));
            QVERIFY(bench.settles(Contact::Waiting));
        } else {
            bench.server->gate(Call::FetchIndex).close();
            QTRY_COMPARE(bench.server->gate(Call::FetchIndex).waiting(), 1);
        }
        bench.session.reset();
        QTRY_COMPARE(bench.server->gate(Call::FetchIndex).waiting(), 0);
        QTRY_COMPARE(bench.server.use_count(), 1); // nothing left behind
    }
};

QTEST_GUILESS_MAIN(TestSessionSync)
#include "tst_sessionsync.moc"
