// SPDX-License-Identifier: GPL-3.0-or-later
// What is said to other programs over the session bus, as they hear it, on a real one that is gone afterwards.
#include "tests/ui/bench.h"
#include "ui/desktop/notifications.h"
#include "ui/desktop/searchonbus.h"
#include "ui/desktop/traypresence.h"
#include "ui/viewmodels/desktopsearch.h"

#include <QDBusConnection>
#include <QDBusInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusReply>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using coffret::test::Bench;

namespace {

const QString Daemon = QStringLiteral("org.freedesktop.Notifications");
const QString DaemonPath = QStringLiteral("/org/freedesktop/Notifications");
const QString Watcher = QStringLiteral("org.kde.StatusNotifierWatcher");
const QString SearchName = QStringLiteral("org.coffret.Coffret.Search");
const QString Topic = QStringLiteral("a topic");

} // namespace

/// Shows notifications, and remembers what it was asked.
class NotificationDaemon : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown
    {
        uint replaces = 0;
        QString title;
        QString text;
        QStringList actions;
    };
    QList<Shown> shown;
    QList<uint> closed;
    QStringList capabilities;
    uint next = 41;

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &text,
                const QStringList &actions, const QVariantMap &, int)
    {
        shown.append({replaces, title, text, actions});
        return replaces != 0 ? replaces : ++next;
    }
    void CloseNotification(uint id) { closed.append(id); }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void NotificationClosed(uint id, uint reason);
};

/// A panel that shows icons, or does not.
class IconWatcher : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.kde.StatusNotifierWatcher")
    Q_PROPERTY(bool IsStatusNotifierHostRegistered MEMBER m_hasHost)
public:
    void setHost(bool there)
    {
        m_hasHost = there;
        if (there)
            Q_EMIT StatusNotifierHostRegistered();
        else
            Q_EMIT StatusNotifierHostUnregistered();
    }

Q_SIGNALS:
    void StatusNotifierHostRegistered();
    void StatusNotifierHostUnregistered();

private:
    bool m_hasHost = false;
};

class TestOnBus : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aNoticeIsShown();
    void aLaterNoticeTakesThePlace();
    void aNoticeIsWithdrawn();
    void aNoticeIsWithdrawnBeforeItIsShown();
    void aNoticeLeadsBack();
    void onlyOwnNoticesLeadBack();
    void markupIsNoMarkup();
    void withoutADaemonItIsSaidElsewhere();

    void findsForGnome();
    void findsForKRunner();
    void isNotThereUnwanted();
    void answersWithNothingWhileLocked();

    void traysComeAndGo();

private:
    [[nodiscard]] QDBusMessage ask(const QString &path, const QString &interface, const QString &method,
                                   const QVariantList &arguments) const;
    [[nodiscard]] bool registerDaemon();

    QDBusConnection m_desktop{QString()}; ///< the desktop's own
    std::unique_ptr<NotificationDaemon> m_daemon;
};

void TestOnBus::initTestCase()
{
    const QByteArray bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");
    QVERIFY(!bus.isEmpty());
    m_desktop = QDBusConnection::connectToBus(QString::fromLocal8Bit(bus), QStringLiteral("desktop"));
    QVERIFY(m_desktop.isConnected());
}

bool TestOnBus::registerDaemon()
{
    return m_desktop.registerObject(DaemonPath, m_daemon.get(),
                                    QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals) &&
           m_desktop.registerService(Daemon);
}

void TestOnBus::init()
{
    m_daemon = std::make_unique<NotificationDaemon>();
    QVERIFY(registerDaemon());
}

void TestOnBus::cleanup()
{
    m_desktop.unregisterObject(DaemonPath);
    m_desktop.unregisterService(Daemon);
}

void TestOnBus::aNoticeIsShown()
{
    Notifications notifications;
    notifications.show(Topic, {QStringLiteral("Title"), QStringLiteral("Text")});
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QCOMPARE(m_daemon->shown[0].title, QStringLiteral("Title"));
    QCOMPARE(m_daemon->shown[0].text, QStringLiteral("Text"));
    QVERIFY(m_daemon->shown[0].actions.contains(QStringLiteral("open")));
}

void TestOnBus::aLaterNoticeTakesThePlace()
{
    Notifications notifications;
    notifications.show(Topic, {QStringLiteral("One"), {}});
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QTRY_VERIFY(notifications.isShown(Topic));
    notifications.show(Topic, {QStringLiteral("Two"), {}});
    notifications.show(QStringLiteral("another"), {QStringLiteral("Three"), {}});
    QTRY_COMPARE(m_daemon->shown.size(), 3);
    QCOMPARE(m_daemon->shown[1].replaces, 42u);
    QCOMPARE(m_daemon->shown[2].replaces, 0u);
}

void TestOnBus::aNoticeIsWithdrawn()
{
    Notifications notifications;
    notifications.show(Topic, {QStringLiteral("One"), {}});
    QTRY_VERIFY(notifications.isShown(Topic));
    notifications.withdraw(QStringLiteral("another"));
    notifications.withdrawAll();
    QTRY_COMPARE(m_daemon->closed, QList<uint>{42});
    notifications.withdraw(Topic);
    notifications.show(Topic, {QStringLiteral("Two"), {}});
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(m_daemon->shown[1].replaces, 0u);
    QCOMPARE(m_daemon->closed.size(), 1);
}

void TestOnBus::aNoticeIsWithdrawnBeforeItIsShown()
{
    Notifications notifications;
    notifications.show(Topic, {QStringLiteral("One"), {}});
    notifications.withdraw(Topic);
    notifications.show(QStringLiteral("another"), {QStringLiteral("Two"), {}});
    QTRY_VERIFY(notifications.isShown(QStringLiteral("another")));
    QCOMPARE(m_daemon->shown.size() - m_daemon->closed.size(), 1);
    QCOMPARE(m_daemon->shown.last().title, QStringLiteral("Two"));
}

void TestOnBus::aNoticeLeadsBack()
{
    Notifications notifications;
    QSignalSpy chosen(&notifications, &Notifications::chosen);
    for (const QString &action : {QStringLiteral("open"), QStringLiteral("default")}) {
        notifications.show(Topic, {QStringLiteral("One"), {}});
        QTRY_VERIFY(notifications.isShown(Topic));
        Q_EMIT m_daemon->ActionInvoked(m_daemon->next, action);
        QTRY_VERIFY(!notifications.isShown(Topic));
    }
    QCOMPARE(chosen.count(), 2);
    QCOMPARE(chosen.first().first().toString(), Topic);
}

void TestOnBus::onlyOwnNoticesLeadBack()
{
    Notifications notifications;
    QSignalSpy chosen(&notifications, &Notifications::chosen);
    notifications.show(Topic, {QStringLiteral("One"), {}});
    QTRY_VERIFY(notifications.isShown(Topic));
    Q_EMIT m_daemon->ActionInvoked(7, QStringLiteral("open"));
    Q_EMIT m_daemon->ActionInvoked(42, QStringLiteral("something else"));
    Q_EMIT m_daemon->NotificationClosed(42, 2); // by the person
    QTRY_VERIFY(!notifications.isShown(Topic));
    Q_EMIT m_daemon->ActionInvoked(42, QStringLiteral("open"));
    Q_EMIT m_daemon->NotificationClosed(1, 2);
    notifications.show(Topic, {QStringLiteral("Two"), {}});
    QTRY_VERIFY(notifications.isShown(Topic));
    QCOMPARE(chosen.count(), 0);
}

void TestOnBus::markupIsNoMarkup()
{
    Notifications notifications;
    const QString name = QStringLiteral("<img src=\"http://127.0.0.1/\"> & more");
    notifications.show(Topic, {QStringLiteral("One"), name});
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QCOMPARE(m_daemon->shown[0].text, name);
    m_daemon->capabilities = {QStringLiteral("body"), QStringLiteral("body-markup")};
    notifications.show(Topic, {QStringLiteral("Two"), name});
    QTRY_COMPARE(m_daemon->shown.size(), 2);
    QCOMPARE(m_daemon->shown[1].text, name.toHtmlEscaped());
}

void TestOnBus::withoutADaemonItIsSaidElsewhere()
{
    m_desktop.unregisterService(Daemon);
    m_desktop.unregisterObject(DaemonPath);
    Notifications notifications;
    QSignalSpy elsewhere(&notifications, &Notifications::undelivered);
    notifications.show(Topic, {QStringLiteral("One"), QStringLiteral("Text")});
    QTRY_COMPARE(elsewhere.count(), 1);
    QCOMPARE(elsewhere.first().first().value<Notice>(), (Notice{QStringLiteral("One"), QStringLiteral("Text")}));
    QVERIFY(registerDaemon()); // it came late
    notifications.show(Topic, {QStringLiteral("Two"), {}});
    QTRY_COMPARE(m_daemon->shown.size(), 1);
    QCOMPARE(elsewhere.count(), 1);
}

namespace {

const QString GnomePath = QStringLiteral("/org/coffret/Coffret/GnomeSearch");
const QString GnomeInterface = QStringLiteral("org.gnome.Shell.SearchProvider2");
const QString RunnerPath = QStringLiteral("/org/coffret/Coffret/RunnerSearch");
const QString RunnerInterface = QStringLiteral("org.kde.krunner1");
const QVariantList Grafana{QStringList{QStringLiteral("grafana")}};

struct SearchBench : Bench
{
    SearchBench()
    {
        addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        if (!openAll())
            qFatal("the account does not open");
    }
    DesktopSearch search{lookup};
    SearchOnBus onBus{search};
};

} // namespace

/// As another program does: the answer comes while this one goes on.
QDBusMessage TestOnBus::ask(const QString &path, const QString &interface, const QString &method,
                            const QVariantList &arguments) const
{
    QDBusMessage call = QDBusMessage::createMethodCall(SearchName, path, interface, method);
    call.setArguments(arguments);
    QDBusPendingCall answer = m_desktop.asyncCall(call);
    if (!QTest::qWaitFor([&answer] { return answer.isFinished(); }))
        qFatal("no answer");
    return answer.reply();
}

void TestOnBus::findsForGnome()
{
    SearchBench bench;
    bench.search.setWanted(true);
    const QStringList tokens = ask(GnomePath, GnomeInterface, QStringLiteral("GetInitialResultSet"), Grafana)
                                   .arguments()
                                   .value(0)
                                   .toStringList();
    QVERIFY(tokens.size() > 1);
    QCOMPARE(ask(GnomePath, GnomeInterface, QStringLiteral("GetSubsearchResultSet"), {tokens, Grafana.first()})
                 .arguments()
                 .value(0)
                 .toStringList(),
             tokens);
    const QDBusMessage answer = ask(GnomePath, GnomeInterface, QStringLiteral("GetResultMetas"),
                                    {QStringList{tokens[1], QStringLiteral("made up")}});
    QCOMPARE(answer.signature(), QStringLiteral("aa{sv}"));
    const auto metas = qdbus_cast<QList<QVariantMap>>(answer.arguments().value(0));
    QCOMPARE(metas.size(), 1);
    QCOMPARE(metas[0].value(QStringLiteral("id")).toString(), tokens[1]);
    QCOMPARE(metas[0].value(QStringLiteral("name")).toString(), bench.search.nameOf(tokens[1]));
    QCOMPARE(metas[0].keys(),
             (QStringList{QStringLiteral("gicon"), QStringLiteral("id"), QStringLiteral("name")})); // names only
    (void)ask(GnomePath, GnomeInterface, QStringLiteral("ActivateResult"), {tokens[1], Grafana.first(), 0u});
    QVERIFY(bench.lookup.isActive());
    QCOMPARE(bench.lookup.results()->at(bench.lookup.currentIndex())->name,
             metas[0].value(QStringLiteral("name")).toString());
    QCOMPARE(bench.openPgp.opens, 0);
    bench.lookup.hide();
    (void)ask(GnomePath, GnomeInterface, QStringLiteral("LaunchSearch"), {Grafana.first(), 0u});
    QCOMPARE(bench.lookup.query(), QStringLiteral("grafana"));
}

void TestOnBus::findsForKRunner()
{
    SearchBench bench;
    bench.search.setWanted(true);
    QCOMPARE(ask(RunnerPath, RunnerInterface, QStringLiteral("Actions"), {}).signature(), QStringLiteral("a(sss)"));
    const QDBusMessage answer = ask(RunnerPath, RunnerInterface, QStringLiteral("Match"), {QStringLiteral("grafana")});
    QCOMPARE(answer.signature(), QStringLiteral("a(sssida{sv})"));
    const auto matches = qdbus_cast<QList<RunnerMatch>>(answer.arguments().value(0));
    QVERIFY(matches.size() > 1);
    QVERIFY(matches[0].relevance > matches[1].relevance && matches[0].relevance <= 1);
    QCOMPARE(matches[0].name, bench.search.nameOf(matches[0].token));
    (void)ask(RunnerPath, RunnerInterface, QStringLiteral("Run"), {matches[0].token, QString()});
    QVERIFY(bench.lookup.isActive());
    QCOMPARE(bench.lookup.results()->at(0)->name, matches[0].name);
}

void TestOnBus::isNotThereUnwanted()
{
    SearchBench bench;
    const auto find = [this] { return ask(GnomePath, GnomeInterface, QStringLiteral("GetInitialResultSet"), Grafana); };
    QCOMPARE(find().type(), QDBusMessage::ErrorMessage);
    bench.search.setWanted(true);
    QCOMPARE(find().type(), QDBusMessage::ReplyMessage);
    bench.search.setWanted(false);
    QCOMPARE(find().type(), QDBusMessage::ErrorMessage);
    // not by the connection's own name either
    QDBusMessage direct = QDBusMessage::createMethodCall(QDBusConnection::sessionBus().baseService(), GnomePath,
                                                         GnomeInterface, QStringLiteral("GetInitialResultSet"));
    direct.setArguments(Grafana);
    QDBusPendingCall answer = m_desktop.asyncCall(direct);
    QTRY_VERIFY(answer.isFinished());
    QVERIFY(answer.isError());
}

void TestOnBus::answersWithNothingWhileLocked()
{
    SearchBench bench;
    bench.search.setWanted(true);
    const QStringList tokens = ask(GnomePath, GnomeInterface, QStringLiteral("GetInitialResultSet"), Grafana)
                                   .arguments()
                                   .value(0)
                                   .toStringList();
    bench.search.setLocked(true);
    QCOMPARE(ask(GnomePath, GnomeInterface, QStringLiteral("GetInitialResultSet"), Grafana).arguments().value(0),
             QVariant(QStringList()));
    const QDBusMessage metas = ask(GnomePath, GnomeInterface, QStringLiteral("GetResultMetas"), {tokens});
    QVERIFY(qdbus_cast<QList<QVariantMap>>(metas.arguments().value(0)).isEmpty());
    const QDBusMessage matches = ask(RunnerPath, RunnerInterface, QStringLiteral("Match"), {QStringLiteral("grafana")});
    QCOMPARE(matches.type(), QDBusMessage::ReplyMessage);
    QVERIFY(qdbus_cast<QList<RunnerMatch>>(matches.arguments().value(0)).isEmpty());
    (void)ask(RunnerPath, RunnerInterface, QStringLiteral("Run"), {tokens[0], QString()});
    (void)ask(GnomePath, GnomeInterface, QStringLiteral("LaunchSearch"), {Grafana.first(), 0u});
    QVERIFY(!bench.lookup.isActive());
}

void TestOnBus::traysComeAndGo()
{
    using Kind = TrayPresence::Kind;
    TrayPresence presence;
    QSignalSpy changed(&presence, &TrayPresence::changed);
    presence.start();
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(presence.best(), Kind::None);
    IconWatcher watcher;
    QVERIFY(m_desktop.registerObject(QStringLiteral("/StatusNotifierWatcher"), &watcher,
                                     QDBusConnection::ExportAllProperties | QDBusConnection::ExportAllSignals));
    QVERIFY(m_desktop.registerService(Watcher));
    QTRY_COMPARE(changed.count(), 2);
    QVERIFY(!presence.has(Kind::Notifier)); // nobody shows what is registered there
    watcher.setHost(true);
    QTRY_COMPARE(presence.best(), Kind::Notifier);
    watcher.setHost(false);
    QTRY_COMPARE(presence.best(), Kind::None);
    watcher.setHost(true);
    QTRY_VERIFY(presence.has(Kind::Notifier));
    m_desktop.unregisterService(Watcher);
    QTRY_VERIFY(!presence.has(Kind::Notifier));
}

QTEST_MAIN(TestOnBus)
#include "tst_onbus.moc"
