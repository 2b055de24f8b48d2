// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/pipedprogram.h"
#include "core/sshkey/sshkeyfile.h"
#include "tests/core/sshkey/sshtools.h"

#include <QDirIterator>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Passphrase = "Schuppen 7";

} // namespace

/// Key files that a real puttygen writes, and what is done when it cannot convert them.
class TestPuttyKey : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void reads_data();
    void reads();
    void leavesNothingOnDisk();
    void refusesWhatBroke();
    void refusesTooMuchWork();
    void withoutPuttygen();
    void pipesIntoAProgram();
    void programsThatDoNotBehave();

private:
    [[nodiscard]] QByteArray made(const QStringList &options, const QByteArray &passphrase) const;

    KeyFolder m_folder;
};

void TestPuttyKey::initTestCase()
{
    QVERIFY(qputenv("HOME", m_folder.path({}).toUtf8())); // where puttygen keeps its random seed
}

QByteArray TestPuttyKey::made(const QStringList &options, const QByteArray &passphrase) const
{
    m_folder.write(u"passphrase"_s, passphrase);
    const ToolAnswer answer =
        runTool(u"puttygen"_s, QStringList{u"-q"_s, u"-C"_s, u"ada's key"_s, u"--new-passphrase"_s,
                                           m_folder.path(u"passphrase"_s), u"-o"_s, m_folder.path(u"key.ppk"_s)} +
                                   options);
    if (answer.exitCode != 0)
        qFatal("%s", answer.errors.constData());
    return m_folder.read(u"key.ppk"_s);
}

void TestPuttyKey::reads_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("passphrase");
    const QStringList light{u"--ppk-param"_s, u"passes=1"_s};
    const QStringList version2{u"--ppk-param"_s, u"version=2"_s};
    const QStringList ed25519{u"-t"_s, u"ed25519"_s};
    QTest::newRow("Ed25519") << ed25519 << QByteArray();
    QTest::newRow("Ed25519, protected") << ed25519 + light << Passphrase;
    QTest::newRow("Ed25519, version 2") << ed25519 + version2 << QByteArray();
    QTest::newRow("Ed25519, version 2, protected") << ed25519 + version2 << Passphrase;
    QTest::newRow("RSA") << QStringList{u"-t"_s, u"rsa"_s, u"-b"_s, u"2048"_s} + light << Passphrase;
    for (const QString &bits : {u"256"_s, u"384"_s, u"521"_s})
        QTest::addRow("ECDSA %s", qUtf8Printable(bits))
            << QStringList{u"-t"_s, u"ecdsa"_s, u"-b"_s, bits} + light << Passphrase;
}

void TestPuttyKey::reads()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, passphrase);
    const QByteArray text = made(options, passphrase);
    const ToolAnswer open = runTool(u"puttygen"_s, {m_folder.path(u"key.ppk"_s), u"-O"_s, u"public-openssh"_s});
    m_folder.write(u"key.pub"_s, open.output);

    const auto shown = inspectSshKey(secretOf(text));
    QVERIFY(shown);
    QCOMPARE(shown->format, SshKeyFormat::Putty);
    QCOMPARE(shown->needsPassphrase, !passphrase.isEmpty());
    QCOMPARE(shown->comment, u"ada's key"_s);
    QCOMPARE(listing(*shown->publicKey), m_folder.listed(u"key.pub"_s));

    const auto opened = openSshKey(secretOf(text), secretOf(passphrase));
    QVERIFY(opened);
    QCOMPARE(listing(opened->publicKey()), m_folder.listed(u"key.pub"_s));
    QCOMPARE(opened->publicLine(), open.output.trimmed());
    if (!passphrase.isEmpty()) {
        for (const QByteArray &wrong : {QByteArray("wrong"), QByteArray(), passphrase + "\n"})
            QCOMPARE(openSshKey(secretOf(text), secretOf(wrong)).error().kind, ErrorKind::WrongPassphrase);
    }
}

void TestPuttyKey::leavesNothingOnDisk()
{
    const QByteArray text = made({u"-t"_s, u"ed25519"_s}, {});
    const QTemporaryDir empty;
    const QByteArray home = qgetenv("HOME");
    qputenv("HOME", empty.path().toUtf8());
    qputenv("TMPDIR", empty.path().toUtf8());
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(empty.path()));
    const auto opened = openSshKey(secretOf(text), SecretBuffer());
    QVERIFY(QDir::setCurrent(before));
    qputenv("HOME", home);
    qunsetenv("TMPDIR");
    QVERIFY(opened);
    QDirIterator files(empty.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        QCOMPARE(QFileInfo(files.next()).fileName(), u"randomseed"_s);
}

void TestPuttyKey::refusesWhatBroke()
{
    const QByteArray text = made({u"-t"_s, u"ed25519"_s}, {});
    QByteArray otherMac = text;
    otherMac.replace("Comment: ada", "Comment: eve"); // the MAC covers it
    QCOMPARE(openSshKey(secretOf(otherMac), SecretBuffer()).error().kind, ErrorKind::InvalidInput);
    for (qsizetype size = 0; size < text.size() - 2; size += 5) {
        const auto opened = openSshKey(secretOf(text.left(size)), SecretBuffer());
        QVERIFY2(!opened && opened.error().kind == ErrorKind::InvalidInput, QByteArray::number(size).constData());
    }
    QByteArray version = text;
    version.replace("File-3", "File-9");
    QCOMPARE(openSshKey(secretOf(version), SecretBuffer()).error().kind, ErrorKind::Unsupported);
}

void TestPuttyKey::refusesTooMuchWork()
{
    const QByteArray text = made({u"-t"_s, u"ed25519"_s, u"--ppk-param"_s, u"passes=1"_s}, Passphrase);
    for (const QByteArray &memory : {QByteArray("4294967295"), QByteArray("99999999999"), QByteArray("-1")}) {
        QByteArray greedy = text;
        greedy.replace("Argon2-Memory: 8192", "Argon2-Memory: " + memory);
        QVERIFY(greedy != text);
        QCOMPARE(openSshKey(secretOf(greedy), secretOf(Passphrase)).error().kind, ErrorKind::Unsupported);
    }
    QByteArray slow = text;
    slow.replace("Argon2-Passes: 1\r", "Argon2-Passes: 1").replace("Argon2-Passes: 1\n", "Argon2-Passes: 10000000\n");
    QVERIFY(slow != text);
    QCOMPARE(openSshKey(secretOf(slow), secretOf(Passphrase)).error().kind, ErrorKind::Unsupported);
}

void TestPuttyKey::withoutPuttygen()
{
    const QByteArray text = made({u"-t"_s, u"ed25519"_s}, {});
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", m_folder.path({}).toUtf8());
    const auto opened = openSshKey(secretOf(text), SecretBuffer());
    const auto shown = inspectSshKey(secretOf(text));
    qputenv("PATH", path);
    QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
    QVERIFY(shown && shown->publicKey); // the part in the clear needs no puttygen
}

void TestPuttyKey::pipesIntoAProgram()
{
    const QString script = u"cat; cat /dev/fd/3; cat /dev/fd/4; echo bad >&2; exit 7"_s;
    const std::vector<PipedInput> inputs{{0, "one "}, {3, "two "}, {4, ""}};
    const auto outcome = runPiped(u"/bin/sh"_s, {u"-c"_s, script}, inputs, std::chrono::seconds(30));
    QVERIFY(outcome);
    QCOMPARE(outcome->exitCode, 7);
    QCOMPARE(bytesOf(outcome->output), QByteArray("one two "));
    QCOMPARE(bytesOf(outcome->errors), QByteArray("bad\n"));
}

void TestPuttyKey::programsThatDoNotBehave()
{
    const auto kind = [](const QString &program, const QStringList &arguments, const std::vector<PipedInput> &inputs) {
        const auto outcome = runPiped(program, arguments, inputs, std::chrono::milliseconds(500));
        return outcome ? ErrorKind::Internal : outcome.error().kind;
    };
    QCOMPARE(kind(u"/nowhere/at/all"_s, {}, {}), ErrorKind::Unsupported);
    QCOMPARE(kind(u"/bin/sleep"_s, {u"600"_s}, {}), ErrorKind::TimedOut);
    QCOMPARE(kind(u"/bin/cat"_s, {u"/dev/zero"_s}, {}), ErrorKind::TooLarge);
    const std::string much(2000000, 'a');
    QCOMPARE(kind(u"/bin/cat"_s, {}, {{0, much}}), ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(TestPuttyKey)
#include "tst_puttykey.moc"
