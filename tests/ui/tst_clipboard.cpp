// SPDX-License-Identifier: GPL-3.0-or-later
// The clipboard of a real X display, as other programs see it: a person's paste, clipboard managers, and what is left
// when this program ends.
#include "tests/support/fakes.h"
#include "tests/ui/x11programs.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/desktop/clipboardwatch.h"
#include "ui/desktop/secrecymarks.h"
#include "ui/desktop/x11clipboardgate.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QFile>
#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>
#include <sys/wait.h>

using namespace coffret;
using namespace coffret::x11;
using namespace std::chrono_literals;

namespace {

constexpr auto TooSoon = X11ClipboardGate::TooSoon;

SecretBuffer secret(std::string_view text)
{
    return SecretBuffer::copyOf(text);
}

const QByteArray Salt(16, 's');

QByteArray digestOf(const QByteArray &text)
{
    return QCryptographicHash::hash(Salt + text, QCryptographicHash::Sha256);
}

/// Has a value guarded and ends as by a crash: without a word.
qint64 crashGuarding(const QByteArray &text)
{
    ClipboardWatch watch(QStringLiteral(COFFRET_CLIPBOARD_WATCH));
    watch.guard(Salt, digestOf(text));
    return watch.process();
}

bool hasEnded(qint64 process)
{
    return waitpid(static_cast<pid_t>(process), nullptr, WNOHANG) != 0;
}

} // namespace

class TestClipboard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void marksSecrets();
    void keepsTheValueFromWhoAsksTooSoon();
    void saysToEverybodyThatItIsASecret();
    void givesItToWhoHasTheKeyboard();
    void givesItToWhoWasStartedWhereTheKeyboardIs();
    void forgetsWhoAskedTooSoonWithTheNextCopy();
    void doesNotTakeOneProgramForAnother();
    void doesNotTakeACompositorForOneProgram();
    void believesNoForgedRequest();
    void tellsEverybodyThatItIsEmpty();
    void leavesTheSelectionAlone();
    void emptiesAfterACrash();
    void emptiesWhatIsPutBackLater();
    void leavesForeignTextAfterACrash();
    void leavesEverythingAfterAnOrderlyEnd();
    void watchesAgainWhenTheWatchWasEnded();
    void guardAndWatchWorkTogether();
};

void TestClipboard::cleanup()
{
    QGuiApplication::clipboard()->setText(QString());
}

void TestClipboard::marksSecrets()
{
    const auto namesOf = [](ClipboardSystem system) {
        QStringList names;
        for (const SecrecyMark &mark : secrecyMarks(system))
            names.append(mark.format + QLatin1Char('=') + QString::fromLatin1(mark.value.toPercentEncoding()));
        return names;
    };
    QCOMPARE(namesOf(thisClipboardSystem()), QStringList{QStringLiteral("x-kde-passwordManagerHint=secret")});
    const QString windows = QStringLiteral("application/x-qt-windows-mime;value=\"%1\"=%2");
    QCOMPARE(namesOf(ClipboardSystem::Windows),
             (QStringList{windows.arg(QStringLiteral("Clipboard Viewer Ignore"), QStringLiteral("%01%00%00%00")),
                          windows.arg(QStringLiteral("ExcludeClipboardContentFromMonitorProcessing"),
                                      QStringLiteral("%01%00%00%00")),
                          windows.arg(QStringLiteral("CanIncludeInClipboardHistory"), QStringLiteral("%00%00%00%00")),
                          windows.arg(QStringLiteral("CanUploadToCloudClipboard"), QStringLiteral("%00%00%00%00"))}));
    QCOMPARE(namesOf(ClipboardSystem::MacOs), (QStringList{QStringLiteral("org.nspasteboard.ConcealedType=secret"),
                                                           QStringLiteral("org.nspasteboard.TransientType=secret")}));
}

/// As clipboard managers do: at once, and then every now and again.
void TestClipboard::keepsTheValueFromWhoAsksTooSoon()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    guard.copy(secret("canary"), 600s);
    Reader manager;
    for (const char *target : {"UTF8_STRING", "text/plain", "text/plain;charset=utf-8", "STRING", "TEXT", "MULTIPLE"})
        QVERIFY2(!manager.read(target), target);
    clock.advance(TooSoon - 1ms);
    Reader another;
    QVERIFY(!another.readText());
    clock.advance(5s);
    QVERIFY(!manager.readText());
    QVERIFY(!another.readText());
    Reader person; // who has started a program that prints the clipboard
    QCOMPARE(person.readText(), QByteArray("canary"));
}

void TestClipboard::saysToEverybodyThatItIsASecret()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    guard.copy(secret("canary"), 600s);
    Reader manager;
    QCOMPARE(manager.read("x-kde-passwordManagerHint"), QByteArray("secret"));
    const QByteArray targets = manager.read("TARGETS").value_or(QByteArray());
    for (const char *target : {"UTF8_STRING", "x-kde-passwordManagerHint"}) {
        const xcb_atom_t atom = manager.atom(target);
        QVERIFY2(targets.contains(QByteArray(reinterpret_cast<const char *>(&atom), sizeof atom)), target);
    }
}

void TestClipboard::givesItToWhoHasTheKeyboard()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    Reader person;
    person.takeKeyboard();
    guard.copy(secret("canary"), 600s);
    QCOMPARE(person.readText(), QByteArray("canary"));
    Reader manager;
    QVERIFY(!manager.readText());
    manager.takeKeyboard(); // its window was opened
    QCOMPARE(manager.readText(), QByteArray("canary"));
}

/// vim in a terminal asks from a window of its own, which never has the keyboard.
void TestClipboard::givesItToWhoWasStartedWhereTheKeyboardIs()
{
    const QTemporaryDir folder;
    const QString go = folder.filePath(QStringLiteral("go"));
    const QString output = folder.filePath(QStringLiteral("output"));
    const QString script =
        QStringLiteral("until [ -e %1 ]; do sleep 0.05; done; xclip -selection clipboard -o > %2.part; "
                       "mv %2.part %2")
            .arg(go, output);
    QProcess terminal;
    terminal.start(QStringLiteral("xterm"), {QStringLiteral("-T"), QStringLiteral("a terminal"), QStringLiteral("-e"),
                                             QStringLiteral("sh"), QStringLiteral("-c"), script});
    QCOMPARE(QProcess::execute(QStringLiteral("xdotool"),
                               {QStringLiteral("search"), QStringLiteral("--sync"), QStringLiteral("--onlyvisible"),
                                QStringLiteral("--name"), QStringLiteral("^a terminal$"), QStringLiteral("windowfocus"),
                                QStringLiteral("--sync")}),
             0);
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    guard.copy(secret("canary"), 600s);
    Reader manager;
    QVERIFY(!manager.readText());
    QFile(go).open(QIODevice::WriteOnly);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(output), Patience);
    QFile printed(output);
    QVERIFY(printed.open(QIODevice::ReadOnly));
    QCOMPARE(printed.readAll(), QByteArray("canary"));
    QTRY_COMPARE_WITH_TIMEOUT(terminal.state(), QProcess::NotRunning, Patience);
}

void TestClipboard::forgetsWhoAskedTooSoonWithTheNextCopy()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    Reader reader;
    guard.copy(secret("first"), 600s);
    QVERIFY(!reader.readText());
    guard.copy(secret("second"), 600s);
    clock.advance(TooSoon);
    QCOMPARE(reader.readText(), QByteArray("second"));
}

/// The display gives the numbers of a program that has ended to the next one.
void TestClipboard::doesNotTakeOneProgramForAnother()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    guard.copy(secret("canary"), 600s);
    auto script = std::make_unique<Reader>();
    const quint32 window = script->window();
    QVERIFY(!script->readText());
    script.reset();
    clock.advance(TooSoon);
    Reader person;
    QCOMPARE(person.window(), window);
    QCOMPARE(person.readText(), QByteArray("canary"));
}

/// One that shows X11 programs among others asks for a clipboard manager first and for a person later.
void TestClipboard::doesNotTakeACompositorForOneProgram()
{
    fakes::ManualClock clock;
    qputenv("WAYLAND_DISPLAY", "wayland-0");
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    qunsetenv("WAYLAND_DISPLAY");
    guard.copy(secret("canary"), 600s);
    Reader compositor;
    QVERIFY(!compositor.readText());
    clock.advance(TooSoon);
    QCOMPARE(compositor.readText(), QByteArray("canary"));
}

/// Made up by a program in the name of the window that has the keyboard.
void TestClipboard::believesNoForgedRequest()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    Reader person;
    person.takeKeyboard();
    guard.copy(secret("canary"), 600s);
    Reader forger;
    forger.forge(person.window());
    QCOMPARE(person.answer(), xcb_atom_t(XCB_ATOM_NONE));
    QCOMPARE(person.valueOf("FORGED"), QByteArray());
    QCOMPARE(person.readText(), QByteArray("canary"));
}

void TestClipboard::tellsEverybodyThatItIsEmpty()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    guard.copy(secret("canary"), 600s);
    Reader manager;
    QVERIFY(!manager.readText());
    guard.clearNow();
    QCOMPARE(manager.readText(), QByteArray(""));
}

void TestClipboard::leavesTheSelectionAlone()
{
    fakes::ManualClock clock;
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock);
    Reader reader;
    guard.copy(secret("canary"), 600s);
    QVERIFY(reader.readText() || reader.ownerOf("CLIPBOARD") != XCB_NONE);
    QCOMPARE(reader.ownerOf("PRIMARY"), quint32(XCB_NONE));
    guard.clearNow();
    QCOMPARE(reader.ownerOf("PRIMARY"), quint32(XCB_NONE));
}

void TestClipboard::emptiesAfterACrash()
{
    const Owner manager("canary");
    const qint64 watch = crashGuarding("canary");
    QVERIFY(watch != 0);
    Reader reader;
    QTRY_COMPARE_WITH_TIMEOUT(reader.readText(), QByteArray(""), Patience);
    const Owner person("something else"); // then there is nothing to be in the place of
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(watch), Patience);
    QCOMPARE(reader.readText(), QByteArray("something else"));
}

void TestClipboard::emptiesWhatIsPutBackLater()
{
    const qint64 watch = crashGuarding("canary");
    for (int i = 0; i < 2; ++i) {
        QProcess manager;
        manager.start(QStringLiteral("xclip"), {QStringLiteral("-selection"), QStringLiteral("clipboard"),
                                                QStringLiteral("-quiet"), QStringLiteral("-i")});
        manager.write("canary");
        manager.closeWriteChannel();
        QVERIFY(manager.waitForFinished(Patience)); // it ends when it is not the owner any more
        Reader reader;
        QCOMPARE(reader.readText(), QByteArray(""));
    }
    const Owner person("something else");
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(watch), Patience);
}

void TestClipboard::leavesForeignTextAfterACrash()
{
    const Owner person("something else");
    const qint64 watch = crashGuarding("canary");
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(watch), Patience);
    Reader reader;
    QCOMPARE(reader.readText(), QByteArray("something else"));
}

void TestClipboard::leavesEverythingAfterAnOrderlyEnd()
{
    const Owner person("canary");
    qint64 process = 0;
    {
        ClipboardWatch watch(QStringLiteral(COFFRET_CLIPBOARD_WATCH));
        watch.guard(Salt, digestOf("canary"));
        watch.forget();
        process = watch.process();
    }
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(process), Patience);
    Reader reader;
    QCOMPARE(reader.readText(), QByteArray("canary"));
}

void TestClipboard::watchesAgainWhenTheWatchWasEnded()
{
    ClipboardWatch watch(QStringLiteral(COFFRET_CLIPBOARD_WATCH));
    watch.guard(Salt, digestOf("first"));
    const qint64 first = watch.process();
    QVERIFY(first != 0);
    watch.guard(Salt, digestOf("second"));
    QCOMPARE(watch.process(), first);
    ::kill(static_cast<pid_t>(first), SIGKILL);
    QTRY_VERIFY((watch.guard(Salt, digestOf("third")), watch.process() != first));
    QVERIFY(watch.process() != 0);
    watch.forget();
}

void TestClipboard::guardAndWatchWorkTogether()
{
    fakes::ManualClock clock;
    auto watch = std::make_unique<ClipboardWatch>(QStringLiteral(COFFRET_CLIPBOARD_WATCH));
    ClipboardGuard guard(*QGuiApplication::clipboard(), clock, watch.get());
    QCOMPARE(watch->process(), 0); // nothing was copied yet
    guard.copy(secret("canary"), 600s);
    const qint64 process = watch->process();
    QVERIFY(process != 0);
    guard.clearNow();
    guard.copy(secret("again"), 600s);
    QCOMPARE(watch->process(), process);
    guard.clearNow();
    const Owner person("again");
    watch.reset();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded(process), Patience);
    Reader reader;
    QCOMPARE(reader.readText(), QByteArray("again"));
}

QTEST_MAIN(TestClipboard)
#include "tst_clipboard.moc"
