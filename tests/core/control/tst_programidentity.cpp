// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/programidentity.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace coffret;

namespace {

/// Runs until it is closed, and tells the number of the process that does.
struct Sleeper
{
    Sleeper(const QString &program, const QStringList &arguments)
    {
        process.start(program, arguments);
        if (!process.waitForStarted() || !process.waitForReadyRead())
            qFatal("%s does not start", qPrintable(program));
        number = static_cast<pid_t>(process.readLine().trimmed().toInt());
    }
    ~Sleeper()
    {
        process.closeWriteChannel();
        process.waitForFinished();
    }
    QProcess process;
    pid_t number = 0;
};

const QString Line = QStringLiteral("echo $$; read x; true");

} // namespace

/// Who asks, as the kernel tells.
class TestProgramIdentity : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesAProgramAndItsParents();
    void namesTheScriptOfAnInterpreter();
    void passesOverAShellThatCarriesOutOneLine();
    void passesOverNoShellForItsLongOptions();
    void tellsTwoRunsApart();
    void knowsNothingOfWhoIsGone();
};

void TestProgramIdentity::namesAProgramAndItsParents()
{
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("my (tool) 1"));
    QVERIFY(QFile::copy(QStringLiteral("/bin/sleep"), copy));
    QProcess process;
    process.start(copy, {QStringLiteral("600")});
    QVERIFY(process.waitForStarted());
    const ProgramIdentity program = identifyProgram(static_cast<pid_t>(process.processId()));
    QVERIFY(program.isKnown());
    QCOMPARE(nameOf(program.chain[0]), QStringLiteral("my (tool) 1"));
    QCOMPARE(program.chain[0].executable, QFileInfo(copy).canonicalFilePath());
    QVERIFY(program.chain.size() > 1); // started by this test
    QCOMPARE(nameOf(program.chain[1]), QStringLiteral("tst_programidentity"));
    QVERIFY(program.chain.size() <= 4);
    process.kill();
    process.waitForFinished();
}

void TestProgramIdentity::namesTheScriptOfAnInterpreter()
{
    QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("deploy.sh")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("#!/bin/bash\n" + Line.toUtf8() + "\n");
    script.setPermissions(script.permissions() | QFile::ExeOwner);
    script.close();
    const Sleeper sleeper(script.fileName(), {});
    QCOMPARE(nameOf(identifyProgram(sleeper.number).chain.at(0)), QStringLiteral("bash deploy.sh"));
}

void TestProgramIdentity::passesOverAShellThatCarriesOutOneLine()
{
    const Sleeper sleeper(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), Line});
    // That this test runs a line says something about this test, whose own executable asks for its parent.
    QVERIFY(identifyProgram(sleeper.number).isSameProgram(identifyProgram(::getppid())));
}

void TestProgramIdentity::passesOverNoShellForItsLongOptions()
{
    QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("long.sh")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(Line.toUtf8() + "\n");
    script.close();
    const QString norc = QStringLiteral("--norc");
    const Sleeper shell(QStringLiteral("/bin/bash"), {norc, script.fileName()});
    QCOMPARE(identifyProgram(shell.number).chain.at(0).id, shell.number);
    const Sleeper file(QStringLiteral("/bin/bash"),
                       {QStringLiteral("--rcfile"), QStringLiteral("-c"), script.fileName()});
    QCOMPARE(identifyProgram(file.number).chain.at(0).id, file.number);
    const Sleeper line(QStringLiteral("/bin/bash"), {norc, QStringLiteral("-c"), Line});
    QVERIFY(identifyProgram(line.number).isSameProgram(identifyProgram(::getppid())));
}

void TestProgramIdentity::tellsTwoRunsApart()
{
    QTemporaryDir folder;
    QFile script(folder.filePath(QStringLiteral("twice.sh")));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(Line.toUtf8() + "\n");
    script.close();
    const Sleeper one(QStringLiteral("/bin/bash"), {script.fileName()});
    const Sleeper other(QStringLiteral("/bin/bash"), {script.fileName()});
    const ProgramIdentity first = identifyProgram(one.number);
    const ProgramIdentity second = identifyProgram(other.number);
    QCOMPARE(first.chain[0].executable, second.chain[0].executable);
    QVERIFY(!first.isSameProgram(second));
    QVERIFY(first.isSameProgram(identifyProgram(one.number)));
}

void TestProgramIdentity::knowsNothingOfWhoIsGone()
{
    QVERIFY(!identifyProgram(0).isKnown());
    QVERIFY(!identifyProgram(1).isKnown());
    QProcess process;
    process.start(QStringLiteral("/bin/true"), {});
    QVERIFY(process.waitForStarted());
    const auto number = static_cast<pid_t>(process.processId());
    process.waitForFinished();
    const ProgramIdentity gone = identifyProgram(number);
    QVERIFY(!gone.isKnown());
    QVERIFY(!gone.isSameProgram(gone));
}

QTEST_GUILESS_MAIN(TestProgramIdentity)
#include "tst_programidentity.moc"
