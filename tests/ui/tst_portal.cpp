// SPDX-License-Identifier: GPL-3.0-or-later
// Shortcuts, the remote keyboard, autostart and colours through the real xdg-desktop-portal, from a process that does
// not let itself be looked into: whatever works here works by the helper. tests/support/portal/backend.py plays the
// desktop.
#include "ui/desktop/autostart.h"
#include "ui/desktop/desktopappearance.h"
#include "ui/desktop/globalshortcut.h"
#include "ui/desktop/portalbus.h"
#include "ui/desktop/portalrequest.h"
#include "ui/desktop/portaltypist.h"

#include <QDBusConnectionInterface>
#include <QDBusInterface>
#include <QDBusReply>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QWindow>

#include <csignal>
#include <sys/prctl.h>

using namespace coffret;

namespace {

using State = GlobalShortcut::State;
using Outcome = PortalRequest::Outcome;

const QKeySequence Keys(QStringLiteral("Ctrl+Alt+Space"));
constexpr int Slow = 20'000;  // ms: a busy machine
constexpr uint Silence = 99U; // what backend.py does not answer with

} // namespace

class TestPortal : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void refusesWhoHides();
    void theHelperHoldsNothing();
    void followsTheDesktopsColours();
    void writesTriggers_data();
    void writesTriggers();
    void bindsAndHears();
    void showsWhatTheDesktopChose();
    void saysWhenTheDesktopSaysNo_data();
    void saysWhenTheDesktopSaysNo();
    void closesWhatItOpened();
    void typesByTheRemoteKeyboard();
    void typesOnlyWhatIsAllowed_data();
    void typesOnlyWhatIsAllowed();
    void stopsWhenTheSessionEnds();
    void neverIntoOurselves();
    void waitsForNoDialogForever();
    void endsWithThePortal();
    void comesBackWithThePortal();
    void comesBackWithTheHelper();
    void startsWithTheDesktop();
    void cleanupTestCase();

private:
    template <typename... Arguments>
    void tell(const char *method, Arguments... arguments)
    {
        const QDBusMessage answer = m_desktop->call(QLatin1String(method), arguments...);
        QVERIFY2(answer.type() != QDBusMessage::ErrorMessage, qPrintable(answer.errorMessage()));
    }
    [[nodiscard]] const QJsonArray &log();           ///< since the test began
    [[nodiscard]] QJsonArray said(const char *what); ///< the first of that kind
    [[nodiscard]] QJsonArray keysTyped();
    [[nodiscard]] Typist::Result typeAndWait(PortalTypist &typist, const QString &text);
    void endPortal();
    void startPortal();

    std::unique_ptr<QDBusInterface> m_desktop;
    QJsonArray m_log;
    QString m_portalProgram;
    QProcess m_portal; ///< in place of the one that was there before
};

/// Before anything else in this process asks the portal.
void TestPortal::initTestCase()
{
    QCOMPARE(prctl(PR_SET_DUMPABLE, 0), 0);
    QVERIFY(portalBus(QStringLiteral(COFFRET_DESKTOP_HELPER)).isConnected());
    m_desktop =
        std::make_unique<QDBusInterface>(qEnvironmentVariable("COFFRET_PORTAL_BACKEND"),
                                         QStringLiteral("/org/coffret/Test"), QStringLiteral("org.coffret.Test"));
    QVERIFY(m_desktop->isValid());
}

void TestPortal::init()
{
    for (const char *method : {"CreateSession", "BindShortcuts", "SelectDevices", "Start", "EnableAutostart"})
        tell("Answer", QString::fromLatin1(method), 0U);
    tell("SetTrigger", QString());
    tell("CloseAfterKeys", -1);
    (void)log();
    m_log = {};
}

const QJsonArray &TestPortal::log()
{
    const QDBusReply<QString> reply = m_desktop->call(QStringLiteral("TakeLog"));
    for (const QJsonValue &entry : QJsonDocument::fromJson(reply.value().toUtf8()).array())
        m_log.append(entry);
    return m_log;
}

QJsonArray TestPortal::said(const char *what)
{
    for (const QJsonValue &entry : log()) {
        if (entry[0].toString() == QLatin1String(what))
            return entry.toArray();
    }
    return {};
}

QJsonArray TestPortal::keysTyped()
{
    QJsonArray keys;
    for (const QJsonValue &entry : log()) {
        if (entry[0].toString() == QLatin1String("key"))
            keys.append(QJsonArray{entry[1], entry[2]});
    }
    return keys;
}

/// The same question twice: from here, and by the helper.
void TestPortal::refusesWhoHides()
{
    const auto outcomeOn = [this](const QDBusConnection &bus) {
        std::optional<Outcome> outcome;
        const QVariantMap options{{QStringLiteral("session_handle_token"), PortalRequest::newToken()}};
        PortalRequest::ask(bus, {"GlobalShortcuts", "CreateSession", {}, options}, this,
                           [&outcome](Outcome said, const QVariantMap &) { outcome = said; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(outcome, Slow); }();
        return outcome;
    };
    QCOMPARE(outcomeOn(QDBusConnection::sessionBus()), Outcome::Failed);
    QCOMPARE(outcomeOn(portalBus()), Outcome::Granted);
    QDBusMessage call = QDBusMessage::createMethodCall(
        PortalService, PortalPath, QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("ReadAll"));
    call << QStringList();
    QCOMPARE(QDBusConnection::sessionBus().call(call).errorName(),
             QStringLiteral("org.freedesktop.DBus.Error.AccessDenied"));
    QCOMPARE(portalBus().call(call).type(), QDBusMessage::ReplyMessage);
}

/// It is another process than this one, one that may be looked into, and one that can do nothing but carry bytes.
void TestPortal::theHelperHoldsNothing()
{
    const QString name = portalBus().baseService();
    const uint pid = QDBusConnection::sessionBus().interface()->servicePid(name).value();
    QVERIFY(pid != 0 && pid != static_cast<uint>(QCoreApplication::applicationPid()));
    QCOMPARE(QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid)), QStringLiteral(COFFRET_DESKTOP_HELPER));
    QVERIFY(QFileInfo(QStringLiteral("/proc/%1/root").arg(pid)).isReadable());
#ifdef COFFRET_CALLS_LIMITED
    QFile status(QStringLiteral("/proc/%1/status").arg(pid));
    QVERIFY(status.open(QIODevice::ReadOnly));
    QVERIFY(status.readAll().contains("\nSeccomp:\t2\n"));
#endif
}

void TestPortal::followsTheDesktopsColours()
{
    DesktopAppearance appearance;
    appearance.start();
    QTRY_VERIFY_WITH_TIMEOUT(appearance.isDark(), Slow);
}

void TestPortal::writesTriggers_data()
{
    QTest::addColumn<QString>("keys");
    QTest::addColumn<QString>("trigger");
    QTest::newRow("space") << QStringLiteral("Ctrl+Alt+Space") << QStringLiteral("CTRL+ALT+space");
    QTest::newRow("letter") << QStringLiteral("Meta+K") << QStringLiteral("LOGO+k");
    QTest::newRow("digit") << QStringLiteral("Ctrl+Shift+9") << QStringLiteral("CTRL+SHIFT+9");
    QTest::newRow("sign") << QStringLiteral("Ctrl+,") << QStringLiteral("CTRL+comma");
    QTest::newRow("umlaut") << QStringLiteral("Alt+Ö") << QStringLiteral("ALT+odiaeresis");
    QTest::newRow("function key") << QStringLiteral("F12") << QStringLiteral("F12");
}

void TestPortal::writesTriggers()
{
    QFETCH(QString, keys);
    QFETCH(QString, trigger);
    tell("SetTrigger", QString());
    GlobalShortcut shortcut(nullptr, true);
    shortcut.setKeys(QKeySequence(keys, QKeySequence::PortableText));
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
    QCOMPARE(said("bind")[1][0][2].toString(), trigger);
}

void TestPortal::bindsAndHears()
{
    qunsetenv("XDG_ACTIVATION_TOKEN");
    GlobalShortcut shortcut(nullptr, true);
    QSignalSpy pressed(&shortcut, &GlobalShortcut::pressed);
    QByteArray token;
    connect(&shortcut, &GlobalShortcut::pressed, this, [&token] { token = qgetenv("XDG_ACTIVATION_TOKEN"); });
    shortcut.setKeys(Keys);
    QCOMPARE(shortcut.state(), State::Asked);
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
    QCOMPARE(said("bind")[1][0][0].toString(), QStringLiteral("quick-lookup"));
    tell("Press", QStringLiteral("token-of-the-desktop"));
    QTRY_COMPARE_WITH_TIMEOUT(pressed.count(), 1, Slow); // and not for another one's
    QCOMPARE(token, QByteArray("token-of-the-desktop"));
    shortcut.setKeys({});
    QCOMPARE(shortcut.state(), State::Off);
}

void TestPortal::showsWhatTheDesktopChose()
{
    tell("SetTrigger", QStringLiteral("Super + \u202eK"));
    GlobalShortcut shortcut(nullptr, true);
    QSignalSpy changed(&shortcut, &GlobalShortcut::stateChanged);
    shortcut.setKeys(Keys);
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
    QCOMPARE(shortcut.trigger(), QStringLiteral("Super + K")); // nothing that turns words round
    changed.clear();
    tell("SetTrigger", QStringLiteral("Super + L"));
    tell("Rebind");
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, Slow);
    QCOMPARE(shortcut.state(), State::Held);
    QCOMPARE(shortcut.trigger(), QStringLiteral("Super + L"));
    tell("SetTrigger", QStringLiteral("none"));
    tell("Rebind");
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Refused, Slow);
    QCOMPARE(shortcut.trigger(), QString());
}

void TestPortal::saysWhenTheDesktopSaysNo_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<uint>("response");
    QTest::addColumn<State>("state");
    QTest::newRow("declined") << QStringLiteral("BindShortcuts") << 1U << State::Refused;
    QTest::newRow("ended") << QStringLiteral("BindShortcuts") << 2U << State::Refused;
    QTest::newRow("no session") << QStringLiteral("CreateSession") << 2U << State::Unavailable;
}

void TestPortal::saysWhenTheDesktopSaysNo()
{
    QFETCH(QString, method);
    QFETCH(uint, response);
    QFETCH(State, state);
    tell("Answer", method, response);
    GlobalShortcut shortcut(nullptr, true);
    shortcut.setKeys(Keys);
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), state, Slow);
}

void TestPortal::closesWhatItOpened()
{
    {
        GlobalShortcut shortcut(nullptr, true);
        shortcut.setKeys(Keys);
        QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
        (void)log();
        m_log = {}; // what an earlier one had was closed before this one was opened
    }
    QTRY_VERIFY_WITH_TIMEOUT(!said("closed").isEmpty(), Slow);
    GlobalShortcut shortcut(nullptr, true);
    shortcut.setKeys(Keys);
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
    tell("CloseSession");
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Refused, Slow);
}

Typist::Result TestPortal::typeAndWait(PortalTypist &typist, const QString &text)
{
    QSignalSpy finished(&typist, &Typist::finished);
    typist.type(SecretBuffer::copyOf(text.toStdString()));
    return finished.wait(Slow) ? finished.front().front().value<Typist::Result>() : Typist::Result::Failed;
}

void TestPortal::typesByTheRemoteKeyboard()
{
    PortalTypist typist(portalBus());
    QCOMPARE(typist.obstacle(), Typist::Obstacle::NoPortal); // until it is known
    QTRY_COMPARE_WITH_TIMEOUT(typist.obstacle(), Typist::Obstacle::None, Slow);
    QVERIFY(!typist.aim().known);
    QCOMPARE(typeAndWait(typist, QStringLiteral("aé€😀\t\n")), Typist::Result::Typed);
    QJsonArray expected;
    for (const int symbol : {0x61, 0xe9, 0x20ac, 0x101f600, 0xff09, 0xff0d}) {
        expected.append(QJsonArray{symbol, 1});
        expected.append(QJsonArray{symbol, 0});
    }
    QTRY_COMPARE_WITH_TIMEOUT(keysTyped(), expected, Slow);
}

void TestPortal::typesOnlyWhatIsAllowed_data()
{
    QTest::addColumn<QString>("method");
    QTest::addColumn<uint>("response");
    QTest::addColumn<Typist::Result>("result");
    QTest::newRow("declined") << QStringLiteral("Start") << 1U << Typist::Result::Refused;
    QTest::newRow("ended") << QStringLiteral("Start") << 2U << Typist::Result::Failed;
    QTest::newRow("no keyboard") << QStringLiteral("SelectDevices") << 1U << Typist::Result::Refused;
}

void TestPortal::typesOnlyWhatIsAllowed()
{
    QFETCH(QString, method);
    QFETCH(uint, response);
    QFETCH(Typist::Result, result);
    tell("Answer", method, response);
    PortalTypist typist(portalBus());
    QCOMPARE(typeAndWait(typist, QStringLiteral("word")), result);
    QVERIFY(keysTyped().isEmpty());
}

void TestPortal::stopsWhenTheSessionEnds()
{
    tell("CloseAfterKeys", 4); // of two letters
    PortalTypist typist(portalBus());
    QCOMPARE(typeAndWait(typist, QString(400, QLatin1Char('x'))), Typist::Result::FocusLeft);
    QVERIFY(keysTyped().size() < 800);
}

void TestPortal::neverIntoOurselves()
{
    QWindow own;
    own.show();
    own.requestActivate();
    QVERIFY(QTest::qWaitForWindowActive(&own));
    PortalTypist typist(portalBus());
    QCOMPARE(typeAndWait(typist, QStringLiteral("word")), Typist::Result::NotInFront);
    QVERIFY(keysTyped().isEmpty());
}

/// A "Share" that is clicked later finds nothing to type.
void TestPortal::waitsForNoDialogForever()
{
    tell("Answer", QStringLiteral("Start"), Silence);
    PortalTypist typist(portalBus(), nullptr, std::chrono::seconds(5)); // with what comes before the dialog
    QSignalSpy finished(&typist, &Typist::finished);
    typist.type(SecretBuffer::copyOf("word"));
    QTRY_VERIFY_WITH_TIMEOUT(!said("waits").isEmpty(), Slow);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, Slow);
    QCOMPARE(finished.front().front().value<Typist::Result>(), Typist::Result::Refused);
    QVERIFY(keysTyped().isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(!said("closed").isEmpty(), Slow);
}

void TestPortal::endPortal()
{
    QDBusConnectionInterface *const bus = QDBusConnection::sessionBus().interface();
    const uint pid = bus->servicePid(PortalService).value();
    QVERIFY(pid != 0);
    m_portalProgram = QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid));
    QCOMPARE(kill(static_cast<pid_t>(pid), SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(!bus->isServiceRegistered(PortalService).value(), Slow);
}

void TestPortal::startPortal()
{
    m_portal.waitForFinished();
    m_portal.start(m_portalProgram, QStringList());
    QTRY_VERIFY_WITH_TIMEOUT(QDBusConnection::sessionBus().interface()->isServiceRegistered(PortalService).value(),
                             Slow);
}

void TestPortal::endsWithThePortal()
{
    tell("Answer", QStringLiteral("Start"), Silence);
    PortalTypist typist(portalBus());
    QSignalSpy finished(&typist, &Typist::finished);
    typist.type(SecretBuffer::copyOf("word"));
    QTRY_VERIFY_WITH_TIMEOUT(!said("waits").isEmpty(), Slow);
    QVERIFY(finished.isEmpty());
    endPortal();
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, Slow);
    QCOMPARE(finished.front().front().value<Typist::Result>(), Typist::Result::Failed);
    startPortal();
}

void TestPortal::comesBackWithThePortal()
{
    tell("Answer", QStringLiteral("BindShortcuts"), Silence);
    GlobalShortcut shortcut(nullptr, true);
    shortcut.setKeys(Keys);
    QTRY_VERIFY_WITH_TIMEOUT(!said("waits").isEmpty(), Slow);
    QCOMPARE(shortcut.state(), State::Asked);
    endPortal();
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Unavailable, Slow);
    tell("Answer", QStringLiteral("BindShortcuts"), 0U);
    startPortal();
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
}

void TestPortal::comesBackWithTheHelper()
{
    PortalTypist typist(portalBus());
    GlobalShortcut shortcut(nullptr, true);
    shortcut.setKeys(Keys);
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
    QTRY_COMPARE_WITH_TIMEOUT(typist.obstacle(), Typist::Obstacle::None, Slow);
    const QString name = portalBus().baseService();
    const uint pid = QDBusConnection::sessionBus().interface()->servicePid(name).value();
    QCOMPARE(kill(static_cast<pid_t>(pid), SIGKILL), 0);
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Unavailable, Slow);
    QVERIFY(portalBus(QStringLiteral(COFFRET_DESKTOP_HELPER))
                .isConnected()); // it may lie elsewhere than where it is looked for
    QTRY_COMPARE_WITH_TIMEOUT(shortcut.state(), State::Held, Slow);
    QCOMPARE(typeAndWait(typist, QStringLiteral("word")), Typist::Result::Failed);
    QVERIFY(!typist.aim().known);
    QCOMPARE(typeAndWait(typist, QStringLiteral("word")), Typist::Result::Typed);
}

void TestPortal::cleanupTestCase()
{
    m_portal.terminate();
    m_portal.waitForFinished();
}

/// Inside a sandbox: the desktop writes the file, and a copy says what it answered.
void TestPortal::startsWithTheDesktop()
{
    const QTemporaryDir folder;
    Autostart autostart({QStringLiteral("coffret"), QStringLiteral("--minimized")}, {folder.path(), true});
    QSignalSpy changed(&autostart, &Autostart::changed);
    QSignalSpy refused(&autostart, &Autostart::refused);
    QVERIFY(!autostart.isOn());
    autostart.set(true);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, Slow);
    QVERIFY(autostart.isOn());
    const QJsonArray expected{QStringLiteral("coffret"), QStringLiteral("--minimized")};
    QCOMPARE(said("autostart"), (QJsonArray{QStringLiteral("autostart"), true, expected}));
    autostart.set(false);
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 2, Slow);
    QVERIFY(!autostart.isOn());
    tell("Answer", QStringLiteral("EnableAutostart"), 1U);
    autostart.set(true);
    QTRY_COMPARE_WITH_TIMEOUT(refused.count(), 1, Slow);
    QVERIFY(!autostart.isOn());
}

QTEST_MAIN(TestPortal)
#include "tst_portal.moc"
