// SPDX-License-Identifier: GPL-3.0-or-later
// When everything is locked by itself: what logind and the desktop say on real buses that are gone afterwards.
#include "tests/support/fakes.h"
#include "ui/desktop/autolock.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusUnixFileDescriptor>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

#include <poll.h>
#include <unistd.h>

using namespace coffret;
using namespace std::chrono_literals;

namespace {

const QString LoginService = QStringLiteral("org.freedesktop.login1");
const QString LoginPath = QStringLiteral("/org/freedesktop/login1");
const QString LoginManager = QStringLiteral("org.freedesktop.login1.Manager");
const QString LoginSession = QStringLiteral("org.freedesktop.login1.Session");
const QString Power = QStringLiteral("org.freedesktop.UPower");
const QString PowerPath = QStringLiteral("/org/freedesktop/UPower");
const QString Monitor = QStringLiteral("org.gnome.Mutter.IdleMonitor");
const QString MonitorPath = QStringLiteral("/org/gnome/Mutter/IdleMonitor/Core");
const QString Here = QStringLiteral("/org/freedesktop/login1/session/c1");
const QString Elsewhere = QStringLiteral("/org/freedesktop/login1/session/c2");

} // namespace

/// Answers like logind. Whoever asks it to wait gets one end of a pipe; the other tells whether that is still open.
class Login : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")
public:
    QStringList asked;    ///< what, mode
    QStringList sessions; ///< looked up

    /// For how many it would wait now.
    [[nodiscard]] int waiting() const
    {
        return static_cast<int>(std::count_if(m_ends.begin(), m_ends.end(), [](const QDBusUnixFileDescriptor &end) {
            pollfd state{end.fileDescriptor(), POLLIN, 0};
            return poll(&state, 1, 0) == 0;
        }));
    }

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &, const QString &why, const QString &mode)
    {
        asked = {what, mode};
        int ends[2] = {-1, -1};
        if (why.isEmpty() || pipe(ends) != 0)
            return {};
        m_ends.emplace_back().giveFileDescriptor(ends[0]);
        QDBusUnixFileDescriptor theirs;
        theirs.giveFileDescriptor(ends[1]);
        return theirs;
    }

    QDBusObjectPath GetSession(const QString &id)
    {
        sessions.append(id);
        return QDBusObjectPath(Here);
    }

private:
    std::vector<QDBusUnixFileDescriptor> m_ends;
};

/// Answers like GNOME where it counts the time without use.
class IdleMonitor : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.gnome.Mutter.IdleMonitor")
public:
    quint64 idle = 0; ///< ms
    int asked = 0;

public Q_SLOTS:
    quint64 GetIdletime()
    {
        ++asked;
        return idle;
    }
};

class TestAutoLock : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void locksWhenNotUsed();
    void otherSettingsDoNotBeginAnew();
    void theTimeAsleepCounts_data();
    void theTimeAsleepCounts();
    void useComesTooLate();
    void locksBeforeSleep();
    void theComputerWaitsUntilItIsDone();
    void theComputerDoesNotWaitForEver();
    void theComputerWaitsOnlyWhenWanted();
    void locksWithTheScreen_data();
    void locksWithTheScreen();
    void locksWithTheLoginSession();
    void locksWhenTheUserIsSwitched();
    void locksWithTheLid();
    void theUseOfOtherProgramsCounts();
    void onlyOwnUseCountsWhereWanted();
    void otherUseBeforeSleepCounts();

private:
    void settle();
    void tellSleep(bool begins);
    void tellHint(bool locked) { tellSession(Here, QStringLiteral("LockedHint"), locked); }
    void tellSession(const QString &session, const QString &property, bool value);
    void tellChange(const QString &path, const QString &interface, const QVariantMap &values);

    QDBusConnection m_desktop{QString()}; ///< the desktop's own
    fakes::ManualClock m_clock;
    std::unique_ptr<Login> m_login;
    std::unique_ptr<AutoLock> m_lock;
    std::unique_ptr<QSignalSpy> m_asked;
};

void TestAutoLock::initTestCase()
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    QVERIFY(!bus.isEmpty());
    qputenv("DBUS_SYSTEM_BUS_ADDRESS", bus); // before anything asks for the system's
    m_desktop = QDBusConnection::connectToBus(QString::fromLocal8Bit(bus), QStringLiteral("desktop"));
    QVERIFY(m_desktop.isConnected());
    for (const QString &service : {LoginService, Power, Monitor})
        QVERIFY(m_desktop.registerService(service));
}

void TestAutoLock::init()
{
    m_login = std::make_unique<Login>();
    QVERIFY(m_desktop.registerObject(LoginPath, m_login.get(), QDBusConnection::ExportAllSlots));
    m_lock = std::make_unique<AutoLock>(m_clock);
    m_asked = std::make_unique<QSignalSpy>(m_lock.get(), &AutoLock::lockRequested);
    m_lock->start();
    QTRY_COMPARE(m_login->waiting(), 1);
    QTRY_COMPARE(m_login->sessions, QStringList{QStringLiteral("auto")});
    settle();
}

void TestAutoLock::cleanup()
{
    m_lock.reset();
    m_desktop.unregisterObject(LoginPath);
}

/// Until everything that was sent has arrived, and what was answered to it, too.
void TestAutoLock::settle()
{
    const QString bus = QStringLiteral("org.freedesktop.DBus");
    const QDBusMessage ping =
        QDBusMessage::createMethodCall(bus, QStringLiteral("/org/freedesktop/DBus"), bus, QStringLiteral("GetId"));
    for (int way = 0; way < 4; ++way) {
        QCOMPARE(m_desktop.call(ping).type(), QDBusMessage::ReplyMessage);
        QCOMPARE(QDBusConnection::systemBus().call(ping).type(), QDBusMessage::ReplyMessage);
        QCOMPARE(QDBusConnection::sessionBus().call(ping).type(), QDBusMessage::ReplyMessage);
        QCoreApplication::processEvents();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

void TestAutoLock::tellSleep(bool begins)
{
    QVERIFY(m_desktop.send(QDBusMessage::createSignal(LoginPath, LoginManager, QStringLiteral("PrepareForSleep"))
                           << begins));
    settle();
}

void TestAutoLock::tellSession(const QString &session, const QString &property, bool value)
{
    tellChange(session, LoginSession, {{property, value}});
}

void TestAutoLock::tellChange(const QString &path, const QString &interface, const QVariantMap &values)
{
    QDBusMessage signal = QDBusMessage::createSignal(path, QStringLiteral("org.freedesktop.DBus.Properties"),
                                                     QStringLiteral("PropertiesChanged"));
    QVERIFY(m_desktop.send(signal << interface << values << QStringList()));
    settle();
}

void TestAutoLock::locksWhenNotUsed()
{
    m_lock->setIdleTime(1ms);
    QTRY_COMPARE(m_asked->count(), 1);
    m_lock->setLocked(true);
    m_lock->setIdleTime(2ms); // nothing to lock
    AutoLock other(m_clock);
    QSignalSpy later(&other, &AutoLock::lockRequested);
    other.setIdleTime(20ms);
    QTRY_COMPARE(later.count(), 1);
    QCOMPARE(m_asked->count(), 1);
    m_lock->setLocked(false); // by the tray, say, without a key or a click
    QTRY_COMPARE(m_asked->count(), 2);
}

void TestAutoLock::otherSettingsDoNotBeginAnew()
{
    m_lock->setIdleTime(40ms);
    QTimer desktop;
    connect(&desktop, &QTimer::timeout, this, [this] { m_lock->setIdleTime(40ms); });
    desktop.start(1ms);
    QTRY_COMPARE(m_asked->count(), 1);
}

void TestAutoLock::theTimeAsleepCounts_data()
{
    QTest::addColumn<int>("asleep"); // ms
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("longer than the time without use") << 700'000 << true;
    QTest::newRow("nearly as long") << 599'999 << false;
}

void TestAutoLock::theTimeAsleepCounts()
{
    QFETCH(int, asleep);
    QFETCH(bool, atOnce);
    m_lock->setOnSuspend(false);
    m_lock->setIdleTime(10min);
    tellSleep(true);
    m_clock.advance(std::chrono::milliseconds(asleep));
    QCOMPARE(m_asked->count(), 0);
    tellSleep(false);
    if (atOnce)
        QCOMPARE(m_asked->count(), 1);
    QTRY_COMPARE(m_asked->count(), 1); // what is left of it is short
}

void TestAutoLock::useComesTooLate()
{
    m_lock->setIdleTime(10min);
    const auto press = [this] {
        QKeyEvent key(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier);
        QCoreApplication::sendEvent(this, &key);
    };
    m_clock.advance(9min);
    press();
    m_clock.advance(9min);
    press();
    QCOMPARE(m_asked->count(), 0);
    m_clock.advance(10min); // nobody told that the computer slept
    press();
    QCOMPARE(m_asked->count(), 1);
}

void TestAutoLock::locksBeforeSleep()
{
    tellSleep(true);
    QCOMPARE(m_asked->count(), 1);
    tellSleep(false);
    m_lock->setOnSuspend(false);
    tellSleep(true);
    QCOMPARE(m_asked->count(), 1);
}

void TestAutoLock::theComputerWaitsUntilItIsDone()
{
    QCOMPARE(m_login->asked, (QStringList{QStringLiteral("sleep"), QStringLiteral("delay")}));
    m_lock->setDone(); // of something else
    settle();
    QCOMPARE(m_login->waiting(), 1);
    tellSleep(true);
    QCOMPARE(m_login->waiting(), 1);
    m_lock->setDone();
    QTRY_COMPARE(m_login->waiting(), 0);
    tellSleep(false);
    QTRY_COMPARE(m_login->waiting(), 1);
}

void TestAutoLock::theComputerDoesNotWaitForEver()
{
    tellSleep(true);
    QTRY_COMPARE_WITH_TIMEOUT(m_login->waiting(), 0, 10'000);
}

void TestAutoLock::theComputerWaitsOnlyWhenWanted()
{
    m_lock->setOnSuspend(false);
    QTRY_COMPARE(m_login->waiting(), 0);
    tellSleep(true);
    tellSleep(false);
    QCOMPARE(m_login->waiting(), 0);
    m_lock->setOnSuspend(true);
    QTRY_COMPARE(m_login->waiting(), 1);
}

void TestAutoLock::locksWithTheScreen_data()
{
    QTest::addColumn<QString>("interface");
    QTest::newRow("most desktops") << QStringLiteral("org.freedesktop.ScreenSaver");
    QTest::newRow("GNOME") << QStringLiteral("org.gnome.ScreenSaver");
    QTest::newRow("Cinnamon") << QStringLiteral("org.cinnamon.ScreenSaver");
    QTest::newRow("MATE") << QStringLiteral("org.mate.ScreenSaver");
    QTest::newRow("Xfce") << QStringLiteral("org.xfce.ScreenSaver");
}

void TestAutoLock::locksWithTheScreen()
{
    QFETCH(QString, interface);
    const auto tell = [&](bool active) {
        QDBusMessage signal =
            QDBusMessage::createSignal(QStringLiteral("/ScreenSaver"), interface, QStringLiteral("ActiveChanged"));
        QVERIFY(m_desktop.send(signal << active));
        settle();
    };
    tell(false); // unlocked again
    QCOMPARE(m_asked->count(), 0);
    tell(true);
    QCOMPARE(m_asked->count(), 1);
    m_lock->setWithScreen(false);
    tell(true);
    QCOMPARE(m_asked->count(), 1);
}

void TestAutoLock::locksWithTheLoginSession()
{
    const auto lock = [this](const QString &session) {
        QVERIFY(m_desktop.send(QDBusMessage::createSignal(session, LoginSession, QStringLiteral("Lock"))));
        settle();
    };
    lock(Elsewhere);
    tellHint(false);
    QCOMPARE(m_asked->count(), 0);
    lock(Here);
    QCOMPARE(m_asked->count(), 1);
    tellHint(true);
    QCOMPARE(m_asked->count(), 2);
    m_lock->setWithScreen(false);
    lock(Here);
    tellHint(true);
    QCOMPARE(m_asked->count(), 2);
}

void TestAutoLock::locksWhenTheUserIsSwitched()
{
    const QString active = QStringLiteral("Active");
    tellSession(Here, active, true);
    tellSession(Elsewhere, active, false);
    tellHint(false); // says nothing about it
    QCOMPARE(m_asked->count(), 0);
    tellSession(Here, active, false);
    QCOMPARE(m_asked->count(), 1);
    m_lock->setOnSwitch(false);
    tellSession(Here, active, false);
    QCOMPARE(m_asked->count(), 1);
}

void TestAutoLock::locksWithTheLid()
{
    const auto tell = [this](bool closed) { tellChange(PowerPath, Power, {{QStringLiteral("LidIsClosed"), closed}}); };
    tell(false);
    tellChange(PowerPath, Power, {{QStringLiteral("OnBattery"), true}});
    QCOMPARE(m_asked->count(), 0);
    tell(true);
    QCOMPARE(m_asked->count(), 1);
    m_lock->setWithLid(false);
    tell(true);
    QCOMPARE(m_asked->count(), 1);
}

void TestAutoLock::theUseOfOtherProgramsCounts()
{
    IdleMonitor monitor;
    QVERIFY(m_desktop.registerObject(MonitorPath, &monitor, QDBusConnection::ExportAllSlots));
    m_lock->setIdleTime(30ms);
    QTRY_VERIFY(monitor.asked >= 3);
    QCOMPARE(m_asked->count(), 0);
    monitor.idle = 30;
    QTRY_COMPARE(m_asked->count(), 1);
    m_desktop.unregisterObject(MonitorPath);
}

void TestAutoLock::onlyOwnUseCountsWhereWanted()
{
    IdleMonitor monitor;
    QVERIFY(m_desktop.registerObject(MonitorPath, &monitor, QDBusConnection::ExportAllSlots));
    m_lock->setCountsOtherUse(false);
    m_lock->setIdleTime(1ms);
    QTRY_COMPARE(m_asked->count(), 1);
    QCOMPARE(monitor.asked, 0);
    m_desktop.unregisterObject(MonitorPath);
}

void TestAutoLock::otherUseBeforeSleepCounts()
{
    IdleMonitor monitor;
    QVERIFY(m_desktop.registerObject(MonitorPath, &monitor, QDBusConnection::ExportAllSlots));
    m_lock->setOnSuspend(false);
    m_lock->setIdleTime(10min);
    m_clock.advance(9min); // in another program
    tellSleep(true);
    QTRY_COMPARE(monitor.asked, 1);
    settle();
    m_clock.advance(9min);
    tellSleep(false);
    QCOMPARE(m_asked->count(), 0);
    tellSleep(true);
    m_clock.advance(11min);
    tellSleep(false);
    QCOMPARE(m_asked->count(), 1);
    m_desktop.unregisterObject(MonitorPath);
}

QTEST_MAIN(TestAutoLock)
#include "tst_autolock.moc"
