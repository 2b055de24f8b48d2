// SPDX-License-Identifier: GPL-3.0-or-later
// The clipboard of a real Wayland compositor, with the two kinds of clipboard managers there are: one that keeps what
// it reads in a file (wl-paste --watch), and one that also takes the clipboard over (clipman).
#include "core/base/clock.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/desktop/clipboardwatch.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QFile>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMimeData>
#include <QProcess>
#include <QRasterWindow>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <sys/wait.h>

using namespace coffret;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20000; // ms
const QByteArray Salt(16, 's');

SecretBuffer secret(std::string_view text)
{
    return SecretBuffer::copyOf(text);
}

/// Runs a shell command to its end and answers what it printed.
QByteArray run(const QString &command)
{
    QProcess process;
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, Patience);
    return ended ? process.readAllStandardOutput() : QByteArray("it does not end");
}

/// As a person's program reads it, or a script without any.
QByteArray pasted()
{
    return run(QStringLiteral("wl-paste --no-newline 2>/dev/null"));
}

void copyElsewhere(const QByteArray &text)
{
    run(QStringLiteral("wl-copy '%1'").arg(QString::fromUtf8(text)));
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), text, Patience);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Counts keys: only after one may a program copy anything.
class Window : public QRasterWindow
{
public:
    int pressed = 0;

protected:
    void keyPressEvent(QKeyEvent *) override { ++pressed; }
};

} // namespace

class TestClipboardWayland : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();
    void managersKeepWhatIsNoSecret();
    void managersGetNoSecret();
    void aPersonPastes();
    void wipesWhatIsReplaced();
    void clearsWithoutTheKeyboard();
    void clearsWhatAnotherProgramTookOver();
    void leavesForeignText();
    void emptiesAfterACrash();
    void leavesForeignTextAfterACrash();

private:
    [[nodiscard]] bool managersHave(const QByteArray &text) const;
    void crashGuarding(const QByteArray &text);

    QTemporaryDir m_folder;
    QString m_history = m_folder.filePath(QStringLiteral("history"));
    QString m_clipman = m_folder.filePath(QStringLiteral("clipman.json"));
    std::vector<std::unique_ptr<QProcess>> m_processes;
    Window m_window;
    SystemClock m_clock;
    std::unique_ptr<ClipboardWatch> m_watch;
    std::unique_ptr<ClipboardGuard> m_guard;
};

void TestClipboardWayland::initTestCase()
{
    QVERIFY2(QGuiApplication::platformName().startsWith(QLatin1String("wayland")), "a Wayland compositor is needed");
    const QStringList commands{
        QStringLiteral("exec wl-paste --watch sh -c 'cat >> %1; echo >> %1'").arg(m_history),
        QStringLiteral("exec wl-paste --type text --watch clipman store --histpath %1").arg(m_clipman),
        QStringLiteral("exec wtype -s 1000000")}; // a keyboard
    for (const QString &command : commands) {
        m_processes.push_back(std::make_unique<QProcess>());
        m_processes.back()->start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
    }
    m_window.resize(300, 200);
    m_window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&m_window, Patience));
}

void TestClipboardWayland::init()
{
    run(QStringLiteral("swaymsg workspace 1"));
    QTRY_VERIFY_WITH_TIMEOUT((run(QStringLiteral("wtype -s 100 a")), m_window.pressed > 0), Patience);
    m_watch = std::make_unique<ClipboardWatch>(QStringLiteral(COFFRET_CLIPBOARD_WATCH));
    m_guard = std::make_unique<ClipboardGuard>(*QGuiApplication::clipboard(), m_clock, m_watch.get());
}

void TestClipboardWayland::cleanup()
{
    m_guard.reset();
    m_watch.reset();
    run(QStringLiteral("wl-copy --clear"));
}

void TestClipboardWayland::cleanupTestCase()
{
    for (const auto &process : m_processes) {
        process->terminate();
        process->waitForFinished();
    }
}

bool TestClipboardWayland::managersHave(const QByteArray &text) const
{
    return contentOf(m_history).contains(text) || contentOf(m_clipman).contains(text);
}

void TestClipboardWayland::crashGuarding(const QByteArray &text)
{
    ClipboardWatch watch(QStringLiteral(COFFRET_CLIPBOARD_WATCH));
    watch.guard(Salt, QCryptographicHash::hash(Salt + text, QCryptographicHash::Sha256));
    const auto process = static_cast<pid_t>(watch.process());
    QVERIFY(process != 0);
    copyElsewhere("while it is guarded");
    copyElsewhere(text);
}

/// Otherwise it would prove nothing that they have no secret.
void TestClipboardWayland::managersKeepWhatIsNoSecret()
{
    copyElsewhere("ordinary");
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(m_history).contains("ordinary"), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(m_clipman).contains("ordinary"), Patience);
}

void TestClipboardWayland::managersGetNoSecret()
{
    m_guard->copy(secret("canary one"), 600s);
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray("canary one"), Patience); // long after them
    m_guard->clearNow();
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray(""), Patience);
    copyElsewhere("after the canary");
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(m_history).contains("after the canary"), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(m_clipman).contains("after the canary"), Patience);
    QVERIFY(!managersHave("canary one"));
}

void TestClipboardWayland::aPersonPastes()
{
    m_guard->copy(secret("canary two"), 600s);
    QTest::qWait(static_cast<int>(ClipboardGuard::TooSoon.count()));
    QCOMPARE(pasted(), QByteArray("canary two"));
    const QByteArray formats = run(QStringLiteral("wl-paste --list-types"));
    QVERIFY2(formats.contains("x-kde-passwordManagerHint"), formats.constData());
    QCOMPARE(run(QStringLiteral("wl-paste --type x-kde-passwordManagerHint")), QByteArray("secret"));
    QCOMPARE(run(QStringLiteral("wl-paste --primary --no-newline 2>/dev/null")), QByteArray(""));
}

/// Qt goes on holding what was offered before.
void TestClipboardWayland::wipesWhatIsReplaced()
{
    m_guard->copy(secret("canary eight"), 600s);
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray("canary eight"), Patience);
    const QPointer<const QMimeData> first = QGuiApplication::clipboard()->mimeData();
    QCOMPARE(first->data(QStringLiteral("text/plain")), QByteArray("canary eight"));
    m_guard->copy(secret("canary nine"), 600s);
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray("canary nine"), Patience);
    QCOMPARE(first ? first->data(QStringLiteral("text/plain")) : QByteArray(), QByteArray());
}

/// Another window has it, or none.
void TestClipboardWayland::clearsWithoutTheKeyboard()
{
    m_guard->copy(secret("canary three"), 600s);
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray("canary three"), Patience);
    run(QStringLiteral("swaymsg workspace 2"));
    QTRY_VERIFY_WITH_TIMEOUT(!QGuiApplication::focusWindow(), Patience);
    m_guard->clearNow();
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray(""), Patience);
}

void TestClipboardWayland::clearsWhatAnotherProgramTookOver()
{
    m_guard->copy(secret("canary four"), 600s);
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray("canary four"), Patience);
    run(QStringLiteral("swaymsg workspace 2"));
    QTRY_VERIFY_WITH_TIMEOUT(!QGuiApplication::focusWindow(), Patience);
    copyElsewhere("canary four");
    m_guard->clearNow();
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray(""), Patience);
}

void TestClipboardWayland::leavesForeignText()
{
    m_guard->copy(secret("canary five"), 600s);
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray("canary five"), Patience);
    copyElsewhere("a text of my own");
    m_guard->clearNow();
    const qint64 watch = m_watch->process();
    m_guard.reset();
    m_watch.reset(); // it does what it was told before it ends
    QTRY_VERIFY_WITH_TIMEOUT(waitpid(static_cast<pid_t>(watch), nullptr, WNOHANG) != 0, Patience);
    QCOMPARE(pasted(), QByteArray("a text of my own"));
}

void TestClipboardWayland::emptiesAfterACrash()
{
    crashGuarding("canary six");
    QTRY_COMPARE_WITH_TIMEOUT(pasted(), QByteArray(""), Patience);
}

void TestClipboardWayland::leavesForeignTextAfterACrash()
{
    qint64 process = 0;
    {
        ClipboardWatch watch(QStringLiteral(COFFRET_CLIPBOARD_WATCH));
        watch.guard(Salt, QCryptographicHash::hash(Salt + "canary seven", QCryptographicHash::Sha256));
        process = watch.process();
        copyElsewhere("a text of my own");
    }
    QTRY_VERIFY_WITH_TIMEOUT(waitpid(static_cast<pid_t>(process), nullptr, WNOHANG) != 0, Patience);
    QCOMPARE(pasted(), QByteArray("a text of my own"));
}

QTEST_MAIN(TestClipboardWayland)
#include "tst_clipboardwayland.moc"
