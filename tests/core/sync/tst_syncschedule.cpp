// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/syncschedule.h"
#include "tests/support/fakes.h"

#include <QTest>

#include <random>

using namespace coffret;
using namespace coffret::fakes;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using Reason = SyncSchedule::Reason;

namespace {

Error errorOf(ErrorKind kind, std::chrono::seconds retryAfter = 0s, int status = 0)
{
    Error error{kind, {}, status};
    error.retryAfter = retryAfter;
    return error;
}

} // namespace

class TestSyncSchedule : public QObject
{
    Q_OBJECT
private:
    ManualClock m_clock;
    double m_chance = 0.5;
    [[nodiscard]] SyncSchedule schedule()
    {
        return SyncSchedule(m_clock, [this] { return m_chance; });
    }

private Q_SLOTS:
    void init() { m_chance = 0.5; }

    void keepsAPaceOfItsOwn()
    {
        SyncSchedule schedule = this->schedule();
        schedule.noteDone();
        QCOMPARE(schedule.wait(), milliseconds(5min));
        m_clock.advance(4min);
        QCOMPARE(schedule.wait(), milliseconds(1min));
        m_clock.advance(10min); // slept over
        QCOMPARE(schedule.wait(), 0ms);
        m_chance = 0;
        schedule.noteDone();
        QCOMPARE(schedule.wait(), milliseconds(4min));
        m_chance = 1;
        schedule.noteDone();
        QCOMPARE(schedule.wait(), milliseconds(6min));
    }

    void wakes_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<milliseconds>("age"); // of what is shown
        QTest::addColumn<milliseconds>("wait");
        QTest::newRow("by hand") << static_cast<int>(Reason::Hand) << milliseconds(0) << milliseconds(0);
        QTest::newRow("window, fresh") << static_cast<int>(Reason::Window) << milliseconds(20s) << milliseconds(40s);
        QTest::newRow("window, old") << static_cast<int>(Reason::Window) << milliseconds(2min) << milliseconds(0);
        QTest::newRow("network") << static_cast<int>(Reason::Network) << milliseconds(20s) << milliseconds(1500);
        QTest::newRow("resume") << static_cast<int>(Reason::Resume) << milliseconds(20s) << milliseconds(1500);
        QTest::newRow("never later") << static_cast<int>(Reason::Resume) << milliseconds(299s) << milliseconds(1s);
    }
    void wakes()
    {
        QFETCH(int, reason);
        QFETCH(milliseconds, age);
        QFETCH(milliseconds, wait);
        SyncSchedule schedule = this->schedule();
        schedule.noteDone();
        m_clock.advance(age);
        schedule.wake(static_cast<Reason>(reason));
        QCOMPARE(schedule.wait(), wait);
    }

    void backsOff()
    {
        SyncSchedule schedule = this->schedule();
        schedule.noteDone();
        m_chance = 0.999999;
        const std::array longest{5s, 10s, 20s, 40s, 80s, 160s, 320s, 640s, 900s, 900s, 900s};
        for (const std::chrono::seconds most : longest) {
            QVERIFY(!schedule.isPaused());
            schedule.noteFailed(errorOf(ErrorKind::Unreachable));
            QVERIFY(schedule.hasFailed());
            QVERIFY(*schedule.wait() <= most);
            QVERIFY(*schedule.wait() > most - 100ms);
        }
        m_chance = 0; // never at once
        schedule.noteFailed(errorOf(ErrorKind::Unreachable));
        QCOMPARE(schedule.wait(), milliseconds(1s));
        schedule.noteDone();
        QVERIFY(!schedule.hasFailed());
        m_chance = 0.999999;
        schedule.noteFailed(errorOf(ErrorKind::ServerFault)); // from the beginning
        QVERIFY(*schedule.wait() <= 5s);
    }

    void leavesABusyServerAlone()
    {
        SyncSchedule schedule = this->schedule();
        schedule.noteDone();
        m_chance = 0;
        schedule.noteFailed(errorOf(ErrorKind::RateLimited, 90s, 429));
        QCOMPARE(schedule.wait(), milliseconds(90s));
        for (const Reason reason : {Reason::Window, Reason::Network, Reason::Resume}) {
            m_clock.advance(20s);
            schedule.wake(reason);
            QVERIFY(*schedule.wait() > 0ms);
        }
        QCOMPARE(schedule.wait(), milliseconds(30s));
        m_chance = 0.999999;
        schedule.noteFailed(errorOf(ErrorKind::ServerFault, 100s, 503));
        QVERIFY(*schedule.wait() > 119s && *schedule.wait() <= 120s);
        schedule.wake(Reason::Hand);
        QCOMPARE(schedule.wait(), 0ms);
    }

    void waitsForAPerson_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<bool>("paused");
        for (const ErrorKind kind :
             {ErrorKind::NotAuthenticated, ErrorKind::SecondFactorNeeded, ErrorKind::TlsPinMismatch,
              ErrorKind::ServerKeyChanged, ErrorKind::NoPinentry, ErrorKind::WrongPassphrase, ErrorKind::Cancelled,
              ErrorKind::NoCredential, ErrorKind::Forbidden})
            QTest::addRow("person %d", static_cast<int>(kind)) << static_cast<int>(kind) << true;
        for (const ErrorKind kind : {ErrorKind::Unreachable, ErrorKind::TimedOut, ErrorKind::RateLimited,
                                     ErrorKind::ServerFault, ErrorKind::Malformed, ErrorKind::TlsUntrusted})
            QTest::addRow("passes %d", static_cast<int>(kind)) << static_cast<int>(kind) << false;
    }
    void waitsForAPerson()
    {
        QFETCH(int, kind);
        QFETCH(bool, paused);
        SyncSchedule schedule = this->schedule();
        schedule.noteDone();
        schedule.noteFailed(errorOf(static_cast<ErrorKind>(kind)));
        QCOMPARE(schedule.isPaused(), paused);
        QCOMPARE(schedule.wait().has_value(), !paused);
        for (const Reason reason : {Reason::Window, Reason::Network, Reason::Resume})
            schedule.wake(reason);
        QCOMPARE(schedule.isPaused(), paused);
        schedule.wake(Reason::Hand);
        QVERIFY(!schedule.isPaused());
        QCOMPARE(schedule.wait(), 0ms);
    }

    void asksForTheSamePageAgain()
    {
        const SyncSchedule schedule = this->schedule();
        const Error busy = errorOf(ErrorKind::ServerFault, 0s, 503);
        QCOMPARE(schedule.pause(busy, 1, 1min), milliseconds(1s));
        QCOMPARE(schedule.pause(busy, 2, 1min), milliseconds(2s));
        QCOMPARE(schedule.pause(busy, 3, 1min), milliseconds(4s));
        QCOMPARE(schedule.pause(busy, 4, 1min), std::nullopt);
        QCOMPARE(schedule.pause(errorOf(ErrorKind::TimedOut), 1, 1min), milliseconds(1s));
        QCOMPARE(schedule.pause(errorOf(ErrorKind::RateLimited, 30s, 429), 1, 1min), milliseconds(30s));
        QCOMPARE(schedule.pause(errorOf(ErrorKind::RateLimited, 90s, 429), 1, 1min), std::nullopt);
        QCOMPARE(schedule.pause(errorOf(ErrorKind::RateLimited), 1, 1min), std::nullopt); // our own limit
        QCOMPARE(schedule.pause(errorOf(ErrorKind::ServerFault, 0s, 500), 1, 1min), std::nullopt);
        QCOMPARE(schedule.pause(errorOf(ErrorKind::Unreachable), 1, 1min), std::nullopt);
    }

    /// Whatever happens in whatever order: never sooner than a busy server allows, unless by hand; never later than the
    /// longest pace, back-off or Retry-After; never without an end but for a person.
    void staysWithinItsBounds_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 20; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void staysWithinItsBounds()
    {
        QFETCH(quint32, seed);
        std::mt19937 random(seed);
        std::uniform_real_distribution<double> chance(0, 1);
        SyncSchedule schedule(m_clock, [&] { return chance(random); });
        schedule.noteDone();
        milliseconds floor{0};
        for (int step = 0; step < 2000; ++step) {
            const auto asked = std::chrono::seconds(1 + random() % 3600);
            switch (random() % 7) {
            case 0:
                schedule.noteDone();
                floor = 0ms;
                break;
            case 1:
                schedule.noteFailed(errorOf(ErrorKind::Unreachable));
                break;
            case 2:
                schedule.noteFailed(errorOf(ErrorKind::RateLimited, asked, 429));
                floor = m_clock.monotonic() + asked;
                break;
            case 3:
                schedule.wake(Reason::Window);
                break;
            case 4:
                schedule.wake(Reason::Network);
                break;
            case 5:
                m_clock.advance(milliseconds(random() % 600'000));
                break;
            default:
                schedule.wake(Reason::Hand);
                floor = 0ms;
                break;
            }
            QVERIFY(schedule.wait().has_value());
            QVERIFY(*schedule.wait() >= 0ms);
            QVERIFY(*schedule.wait() <= 72min);
            QVERIFY2(m_clock.monotonic() + *schedule.wait() >= floor, "sooner than the server allows");
        }
    }
};

QTEST_GUILESS_MAIN(TestSyncSchedule)
#include "tst_syncschedule.moc"
