// SPDX-License-Identifier: GPL-3.0-or-later
// For how long nobody has used the computer, as a real X display tells, and whether it has a tray.
#include "ui/desktop/sessionidle.h"
#include "ui/desktop/traypresence.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace std::chrono_literals;

class TestSessionIdle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDisplayTells();
    void anXEmbedTrayComesAndGoes();
};

void TestSessionIdle::theDisplayTells()
{
    SessionIdle session;
    const auto idle = [&session] {
        SessionIdle::Time told;
        session.ask([&told](SessionIdle::Time time) { told = time; }); // the display answers at once
        return told;
    };
    QVERIFY(idle());
    QTRY_VERIFY(*idle() >= 200ms);
    QElapsedTimer sinceUse;
    sinceUse.start();
    QProcess other; // nobody touches this program
    other.start(QStringLiteral("xdotool"), {QStringLiteral("key"), QStringLiteral("a")});
    QVERIFY(other.waitForFinished());
    QCOMPARE(other.exitCode(), 0);
    QTRY_VERIFY(idle()->count() <= sinceUse.elapsed());
}

void TestSessionIdle::anXEmbedTrayComesAndGoes()
{
    using Kind = TrayPresence::Kind;
    TrayPresence presence;
    QSignalSpy changed(&presence, &TrayPresence::changed);
    presence.start();
    QCOMPARE(changed.count(), 1); // it is known at once, without a session bus
    QCOMPARE(presence.best(), Kind::None);
    for (int time = 0; time < 2; ++time) {
        QProcess tray;
        tray.start(QStringLiteral("trayer"), {});
        QVERIFY(tray.waitForStarted());
        QTRY_COMPARE(presence.best(), Kind::Embedded);
        TrayPresence late; // it is there already
        late.start();
        QVERIFY(late.has(Kind::Embedded));
        tray.kill();
        QVERIFY(tray.waitForFinished());
        QTRY_COMPARE(presence.best(), Kind::None);
    }
}

QTEST_MAIN(TestSessionIdle)
#include "tst_sessionidle.moc"
