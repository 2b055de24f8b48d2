// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/autostart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;

namespace {

const QStringList Command{QStringLiteral("coffret"), QStringLiteral("--minimized")};
const QByteArray Own = "[Desktop Entry]\nType=Application\nName=Coffret\nExec=coffret --minimized\n"
                       "Icon=org.coffret.Coffret\nTerminal=false\n";

} // namespace

class TestAutostart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void isOffAtFirst();
    void writesAndRemovesItsFile();
    void eachProfileHasItsOwnFile();
    void isAValidFile();
    void readsWhatTheDesktopDoes_data();
    void readsWhatTheDesktopDoes();
    void keepsWhatSomebodyChanged_data();
    void keepsWhatSomebodyChanged();
    void quotesCommands_data();
    void quotesCommands();
    void saysWhenItCannotWrite();

private:
    [[nodiscard]] Autostart::Place place() const { return {m_folder->path()}; }
    [[nodiscard]] QString path() const
    {
        return m_folder->filePath(QStringLiteral("autostart/org.coffret.Coffret.desktop"));
    }
    [[nodiscard]] QByteArray text() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void write(const QByteArray &text) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path()).path()));
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAutostart::isOffAtFirst()
{
    const Autostart autostart(Command, place());
    QVERIFY(!autostart.isOn());
    QVERIFY(QDir(m_folder->path()).isEmpty());
}

void TestAutostart::writesAndRemovesItsFile()
{
    Autostart autostart(Command, place());
    QSignalSpy changed(&autostart, &Autostart::changed);
    autostart.set(true);
    QVERIFY(autostart.isOn());
    QCOMPARE(text(), Own);
    autostart.set(true);
    QCOMPARE(text(), Own);
    QVERIFY(Autostart(Command, place()).isOn()); // as another run sees it
    autostart.set(false);
    QVERIFY(!autostart.isOn());
    QVERIFY(!QFile::exists(path()));
    autostart.set(false);
    QCOMPARE(changed.count(), 4);
}

void TestAutostart::eachProfileHasItsOwnFile()
{
    Autostart own(Command, place());
    Autostart other(Command + QStringList{QStringLiteral("--profile"), QStringLiteral("work")},
                    {m_folder->path(), false, QStringLiteral("org.coffret.Coffret.p0")});
    own.set(true);
    QVERIFY(!other.isOn());
    other.set(true);
    QCOMPARE(text(), Own);
    own.set(false);
    QVERIFY(other.isOn());
}

void TestAutostart::isAValidFile()
{
    const QString validator = QStandardPaths::findExecutable(QStringLiteral("desktop-file-validate"));
    if (validator.isEmpty())
        QSKIP("desktop-file-validate is missing");
    Autostart autostart({QStringLiteral("/opt/my \"$programs`\\100%/coffret"), QStringLiteral("--minimized")}, place());
    autostart.set(true);
    QCOMPARE(QProcess::execute(validator, {path()}), 0);
}

void TestAutostart::readsWhatTheDesktopDoes_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("on");
    QTest::newRow("ours") << Own << true;
    QTest::newRow("hidden") << Own + "Hidden=true\n" << false;
    QTest::newRow("not hidden") << Own + "Hidden=false\n" << true;
    QTest::newRow("switched off in GNOME") << Own + "X-GNOME-Autostart-enabled=false\n" << false;
    QTest::newRow("with spaces") << Own + "Hidden = true \n" << false;
    QTest::newRow("of another group") << Own + "[Desktop Action quick]\nHidden=true\n" << true;
    QTest::newRow("nothing to start") << QByteArray("[Desktop Entry]\nName=Coffret\n") << false;
    QTest::newRow("empty") << QByteArray() << false;
}

void TestAutostart::readsWhatTheDesktopDoes()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, on);
    write(text);
    QCOMPARE(Autostart(Command, place()).isOn(), on);
}

void TestAutostart::keepsWhatSomebodyChanged_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<bool>("on");
    QTest::addColumn<QByteArray>("after");
    const QByteArray theirs = "# mine\n[Desktop Entry]\nExec=nice coffret --minimized\nX-Delay=5\n";
    QTest::newRow("off") << theirs << false
                         << QByteArray(
                                "# mine\n[Desktop Entry]\nHidden=true\nExec=nice coffret --minimized\nX-Delay=5\n");
    QTest::newRow("on") << theirs << true << theirs;
    QTest::newRow("on again") << theirs + "Hidden=true\n" << true << theirs + "Hidden=false\n";
    QTest::newRow("on again after GNOME") << Own + "X-GNOME-Autostart-enabled=false\n"
                                          << true << Own + "X-GNOME-Autostart-enabled=true\n";
    QTest::newRow("off, said before") << theirs + "Hidden=false\n[Other]\nHidden=x\n"
                                      << false << theirs + "Hidden=true\n[Other]\nHidden=x\n";
}

void TestAutostart::keepsWhatSomebodyChanged()
{
    QFETCH(QByteArray, before);
    QFETCH(bool, on);
    QFETCH(QByteArray, after);
    write(before);
    Autostart autostart(Command, place());
    autostart.set(on);
    QCOMPARE(autostart.isOn(), on);
    QCOMPARE(text(), after);
}

// https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
void TestAutostart::quotesCommands_data()
{
    QTest::addColumn<QStringList>("command");
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("plain") << Command << QByteArray("coffret --minimized");
    QTest::newRow("space") << QStringList{QStringLiteral("/a b/c")} << QByteArray(R"("/a b/c")");
    QTest::newRow("percent") << QStringList{QStringLiteral("50%u")} << QByteArray(R"("50%%u")");
    QTest::newRow("quotes") << QStringList{QStringLiteral("\"$`")} << QByteArray(R"("\\"\\$\\`")");
    QTest::newRow("backslash") << QStringList{QStringLiteral("a\\b")} << QByteArray(R"("a\\\\b")");
    QTest::newRow("none") << QStringList{QString()} << QByteArray(R"("")");
}

void TestAutostart::quotesCommands()
{
    QFETCH(QStringList, command);
    QFETCH(QByteArray, line);
    QCOMPARE(Autostart::execLine(command), line);
}

void TestAutostart::saysWhenItCannotWrite()
{
    QFile blocker(m_folder->filePath(QStringLiteral("autostart")));
    QVERIFY(blocker.open(QIODevice::WriteOnly)); // a file where a folder belongs
    Autostart autostart(Command, place());
    QSignalSpy failed(&autostart, &Autostart::failed);
    autostart.set(true);
    QCOMPARE(failed.count(), 1);
    QCOMPARE(failed.front().front().value<ErrorKind>(), ErrorKind::StorageFault);
    QVERIFY(!autostart.isOn());
}

QTEST_GUILESS_MAIN(TestAutostart)
#include "tst_autostart.moc"
