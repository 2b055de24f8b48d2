// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshkeyfile.h"
#include "tests/core/sshkey/sshtools.h"

#include <QDirIterator>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

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
    void refusesLinesOnlyPuttygenSees();
    void refusesUnsaidWork();
    void withoutPuttygen();

private:
    [[nodiscard]] QByteArray made(const QStringList &options, const QByteArray &passphrase) const;
    /// Encrypted, with little work.
    [[nodiscard]] QByteArray light() const;

    KeyFolder m_folder;
};

void TestPuttyKey::initTestCase()
{
    QVERIFY(qputenv("HOME", m_folder.path({}).toUtf8())); // where puttygen keeps its random seed
}

QByteArray TestPuttyKey::made(const QStringList &options, const QByteArray &passphrase) const
{
    m_folder.write(QStringLiteral("passphrase"), passphrase);
    const ToolAnswer answer =
        runTool(QStringLiteral("puttygen"),
                QStringList{QStringLiteral("-q"), QStringLiteral("-C"), QStringLiteral("ada's key"),
                            QStringLiteral("--new-passphrase"), m_folder.path(QStringLiteral("passphrase")),
                            QStringLiteral("-o"), m_folder.path(QStringLiteral("key.ppk"))} +
                    options);
    if (answer.exitCode != 0)
        qFatal("%s", answer.errors.constData());
    return m_folder.read(QStringLiteral("key.ppk"));
}

QByteArray TestPuttyKey::light() const
{
    return made(
        {QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("--ppk-param"), QStringLiteral("passes=1")},
        Passphrase);
}

void TestPuttyKey::reads_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("passphrase");
    const QStringList light{QStringLiteral("--ppk-param"), QStringLiteral("passes=1")};
    const QStringList version2{QStringLiteral("--ppk-param"), QStringLiteral("version=2")};
    const QStringList ed25519{QStringLiteral("-t"), QStringLiteral("ed25519")};
    QTest::newRow("Ed25519") << ed25519 << QByteArray();
    QTest::newRow("Ed25519, protected") << ed25519 + light << Passphrase;
    QTest::newRow("Ed25519, version 2") << ed25519 + version2 << QByteArray();
    QTest::newRow("Ed25519, version 2, protected") << ed25519 + version2 << Passphrase;
    QTest::newRow("RSA") << QStringList{QStringLiteral("-t"), QStringLiteral("rsa"), QStringLiteral("-b"),
                                        QStringLiteral("2048")} +
                                light
                         << Passphrase;
    for (const QString &bits : {QStringLiteral("256"), QStringLiteral("384"), QStringLiteral("521")})
        QTest::addRow("ECDSA %s", qUtf8Printable(bits))
            << QStringList{QStringLiteral("-t"), QStringLiteral("ecdsa"), QStringLiteral("-b"), bits} + light
            << Passphrase;
}

void TestPuttyKey::reads()
{
    QFETCH(QStringList, options);
    QFETCH(QByteArray, passphrase);
    const QByteArray text = made(options, passphrase);
    const ToolAnswer open =
        runTool(QStringLiteral("puttygen"),
                {m_folder.path(QStringLiteral("key.ppk")), QStringLiteral("-O"), QStringLiteral("public-openssh")});
    m_folder.write(QStringLiteral("key.pub"), open.output);

    const auto shown = inspectSshKey(secretOf(text));
    QVERIFY(shown);
    QCOMPARE(shown->format, SshKeyFormat::Putty);
    QCOMPARE(shown->needsPassphrase, !passphrase.isEmpty());
    QCOMPARE(shown->comment, QStringLiteral("ada's key"));
    QCOMPARE(listing(*shown->publicKey), m_folder.listed(QStringLiteral("key.pub")));

    const auto opened = openSshKey(secretOf(text), secretOf(passphrase));
    QVERIFY(opened);
    QCOMPARE(listing(opened->publicKey()), m_folder.listed(QStringLiteral("key.pub")));
    QCOMPARE(publicLine(*opened), open.output.trimmed());
    if (!passphrase.isEmpty()) {
        for (const QByteArray &wrong : {QByteArray("wrong"), QByteArray(), passphrase + "\n"})
            QCOMPARE(openSshKey(secretOf(text), secretOf(wrong)).error().kind, ErrorKind::WrongPassphrase);
    }
}

void TestPuttyKey::leavesNothingOnDisk()
{
    const QByteArray text = made({QStringLiteral("-t"), QStringLiteral("ed25519")}, {});
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
    QDirIterator files(empty.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext())
        QCOMPARE(QFileInfo(files.next()).fileName(), QStringLiteral("randomseed"));
    QVERIFY(opened);
}

void TestPuttyKey::refusesWhatBroke()
{
    const QByteArray text = made({QStringLiteral("-t"), QStringLiteral("ed25519")}, {});
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
    const QByteArray text = light();
    for (const QByteArray &memory :
         {QByteArray("4294967295"), QByteArray("99999999999"), QByteArray("-1"), QByteArray("65536")}) {
        QByteArray greedy = text;
        greedy.replace("Argon2-Memory: 8192", "Argon2-Memory: " + memory);
        QVERIFY(greedy != text);
        QCOMPARE(openSshKey(secretOf(greedy), secretOf(Passphrase)).error().kind, ErrorKind::Unsupported);
    }
    for (const QByteArray &passes : {QByteArray("10000000"), QByteArray("1000")}) {
        QByteArray slow = text;
        slow.replace("Argon2-Passes: 1\r", "Argon2-Passes: 1")
            .replace("Argon2-Passes: 1\n", "Argon2-Passes: " + passes + "\n");
        QVERIFY(slow != text);
        QCOMPARE(openSshKey(secretOf(slow), secretOf(Passphrase)).error().kind, ErrorKind::Unsupported);
    }
}

/// puttygen ends a line at a return alone: what it is asked to do would stand in a line that is passed over here.
void TestPuttyKey::refusesLinesOnlyPuttygenSees()
{
    const QByteArray text = light();
    for (const QByteArray &before : {QByteArray("Argon2-Memory"), QByteArray("Argon2-Passes"), QByteArray("Comment")}) {
        QByteArray joined = text;
        joined.replace("\n" + before, "\r" + before);
        QVERIFY(joined != text);
        QCOMPARE(openSshKey(secretOf(joined), secretOf(Passphrase)).error().kind, ErrorKind::InvalidInput);
        QCOMPARE(inspectSshKey(secretOf(joined)).error().kind, ErrorKind::InvalidInput);
    }
    QByteArray windows = text;
    windows.replace("\n", "\r\n");
    QVERIFY(openSshKey(secretOf(windows), secretOf(Passphrase)));
    windows.chop(1);
    QVERIFY(openSshKey(secretOf(windows), secretOf(Passphrase)));
}

void TestPuttyKey::refusesUnsaidWork()
{
    const QByteArray text = light();
    QVERIFY(inspectSshKey(secretOf(text)));
    for (const QByteArray &line : {QByteArray("Argon2-Memory: 8192\n"), QByteArray("Argon2-Passes: 1\n")}) {
        QByteArray without = text;
        without.replace(line, "");
        QVERIFY(without != text);
        const auto shown = inspectSshKey(secretOf(without));
        QVERIFY(!shown);
        QCOMPARE(shown.error().kind, ErrorKind::Unsupported);
    }
}

void TestPuttyKey::withoutPuttygen()
{
    const QByteArray text = made({QStringLiteral("-t"), QStringLiteral("ed25519")}, {});
    const QByteArray path = qgetenv("PATH");
    qputenv("PATH", m_folder.path({}).toUtf8());
    const auto opened = openSshKey(secretOf(text), SecretBuffer());
    const auto shown = inspectSshKey(secretOf(text));
    qputenv("PATH", path);
    QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
    QVERIFY(shown && shown->publicKey); // the part in the clear needs no puttygen
}

QTEST_GUILESS_MAIN(TestPuttyKey)
#include "tst_puttykey.moc"
