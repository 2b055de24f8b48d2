// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/sshkeygeneration.h"
#include "core/sshkey/sshpublicline.h"
#include "tests/core/sshkey/sshtools.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

Expected<SshPublicLine> parsed(const QByteArray &text)
{
    return parseSshPublicLine({text.constData(), static_cast<std::size_t>(text.size())});
}

} // namespace

class TestSshPublicLine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatSshKeygenWrites_data();
    void readsWhatSshKeygenWrites();
    void comments_data();
    void comments();
    void refuses_data();
    void refuses();
};

void TestSshPublicLine::readsWhatSshKeygenWrites_data()
{
    QTest::addColumn<QStringList>("type");
    for (const char *type : {"ed25519", "rsa", "ecdsa"})
        QTest::newRow(type) << QStringList{QStringLiteral("-t"), QString::fromLatin1(type)};
}

void TestSshPublicLine::readsWhatSshKeygenWrites()
{
    QFETCH(QStringList, type);
    const KeyFolder keys;
    keys.makeKey(QStringLiteral("key"), type);
    const auto line = parsed(keys.read(QStringLiteral("key.pub")));
    QVERIFY(line);
    QCOMPARE(listing(line->key), keys.listed(QStringLiteral("key.pub")));
    QCOMPARE(line->comment, QStringLiteral("ada on key"));
    QCOMPARE(line->key.line(line->comment), keys.read(QStringLiteral("key.pub")).trimmed());
}

void TestSshPublicLine::comments_data()
{
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<QString>("comment");
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("a line end") << QByteArray("\r\nssh-rsa BBBB") << QString();
    QTest::newRow("words") << QByteArray(" \tada  at home \n") << QStringLiteral("ada  at home");
    QTest::newRow("control") << QByteArray(" a\x1b[1mb") << QStringLiteral("a[1mb");
}

void TestSshPublicLine::comments()
{
    QFETCH(QByteArray, after);
    const auto key = generateSshKey(SshKeyKind::Ed25519, {});
    const auto line = parsed("  " + publicLine(*key) + after);
    QVERIFY(line);
    QVERIFY(line->key == key->publicKey());
    QTEST(line->comment, "comment");
}

void TestSshPublicLine::refuses_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray good = publicLine(*generateSshKey(SshKeyKind::Ed25519, {}));
    const QByteArray encoded = good.split(' ').at(1);
    QTest::newRow("nothing") << QByteArray() << ErrorKind::InvalidInput;
    QTest::newRow("one word") << QByteArray("ssh-ed25519") << ErrorKind::InvalidInput;
    QTest::newRow("no base64") << QByteArray("ssh-ed25519 A!AA") << ErrorKind::InvalidInput;
    QTest::newRow("another name") << "ssh-rsa " + encoded << ErrorKind::InvalidInput;
    QTest::newRow("half a key") << "ssh-ed25519 " + encoded.left(32) << ErrorKind::InvalidInput;
    QTest::newRow("a type that is not read")
        << QByteArray("ssh-dss ") + QByteArray("\0\0\0\x07ssh-dss", 11).toBase64() << ErrorKind::Unsupported;
}

void TestSshPublicLine::refuses()
{
    QFETCH(QByteArray, text);
    const auto line = parsed(text);
    QVERIFY(!line);
    QTEST(line.error().kind, "kind");
}

QTEST_GUILESS_MAIN(TestSshPublicLine)
#include "tst_sshpublicline.moc"
