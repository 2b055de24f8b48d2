// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/kdbxfile.h"
#include "tests/core/interchange/items.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

using Why = ForeignRefusal::Why;

const QByteArray Xml = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<KeePassFile>
 <Meta><Binaries><Binary ID="0">YQ==</Binary></Binaries><RecycleBinEnabled>True</RecycleBinEnabled><RecycleBinUUID>AAAAAAAAAAAAAAAAAAAAAg==</RecycleBinUUID></Meta>
 <Root><Group><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID><Name>Passwords</Name>
  <Entry><UUID>AAAAAAAAAAAAAAAAAAAAEQ==</UUID>   <Tags>a;b c</Tags>
   <Times><ExpiryTime>2027-01-02T03:04:05Z</ExpiryTime><Expires>True</Expires></Times>
   <String><Key>Notes</Key><Value>  two
lines &amp; &lt;b&gt;</Value></String>
   <String><Key>Password</Key><Value ProtectInMemory="True">s&quot;3&#x63;ret</Value></String>
   <String><Key>Title</Key><Value>Mail</Value></String>
   <String><Key>URL</Key><Value>https://mail.example.org</Value></String>
   <String><Key>KP2A_URL_1</Key><Value>https://b.example.org</Value></String>
   <String><Key>UserName</Key><Value>ada</Value></String>
   <String><Key>TimeOtp-Secret-Base32</Key><Value ProtectInMemory="True">JBSW Y3DP EHPK 3PXP</Value></String>
   <String><Key>TimeOtp-Length</Key><Value>8</Value></String>
   <String><Key>TimeOtp-Algorithm</Key><Value>HMAC-SHA-256</Value></String>
   <String><Key>PIN</Key><Value ProtectInMemory="True">12</Value></String>
   <String><Key>Place</Key><Value>here</Value></String>
   <String><Key>KPEX_PASSKEY_USERNAME</Key><Value>x</Value></String>
   <Binary><Key>a.pdf</Key><Value Ref="0"/></Binary>
   <AutoType><Association><Window>x</Window><KeystrokeSequence>y</KeystrokeSequence></Association></AutoType>
   <History><Entry><UUID>AAAAAAAAAAAAAAAAAAAAEg==</UUID><String><Key>Title</Key><Value>Before</Value></String></Entry></History>
  </Entry>
  <Group><UUID>AAAAAAAAAAAAAAAAAAAAAw==</UUID><Name>Work</Name>
   <Group><UUID>AAAAAAAAAAAAAAAAAAAABA==</UUID><Name>Deep</Name>
    <Entry><UUID>AAAAAAAAAAAAAAAAAAAAEw==</UUID><Times><Expires>True</Expires><ExpiryTime>AFjy3w4AAAA=</ExpiryTime></Times>
     <String><Key>Title</Key><Value>Door</Value></String><String><Key>Notes</Key><Value>4711</Value></String></Entry>
   </Group>
  </Group>
  <Group><UUID>AAAAAAAAAAAAAAAAAAAAAg==</UUID><Name>Recycle Bin</Name>
   <Group><UUID>AAAAAAAAAAAAAAAAAAAABQ==</UUID><Name>x</Name><Entry><UUID>AAAAAAAAAAAAAAAAAAAAFA==</UUID><String><Key>Title</Key><Value>Gone</Value></String></Entry></Group>
  </Group>
 </Group></Root>
</KeePassFile>)";

/// Runs KeePassXC's command line with lines on its input.
QByteArray keepassxc(const QStringList &arguments, const QByteArray &input)
{
    QProcess program;
    program.start(QStringLiteral("keepassxc-cli"), arguments);
    program.write(input);
    program.closeWriteChannel();
    if (!program.waitForFinished() || program.exitCode() != 0)
        qFatal("keepassxc-cli: %s", program.readAllStandardError().constData());
    return program.readAllStandardOutput();
}

} // namespace

class TestKeePassXml : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void entries();
    void notADatabase_data();
    void notADatabase();
    void noEndlessGroups();
    void realDatabases();
};

void TestKeePassXml::entries()
{
    const Expected<ForeignFile> file = readBytes(Xml);
    QVERIFY(file);
    QCOMPARE(file->format, ForeignFormat::KeePassXml);
    QCOMPARE(file->items.size(), 2U);
    QCOMPARE(lineOf(file->items[0]),
             QStringLiteral("|login|Mail|ada|https://mail.example.org https://b.example.org|a b c|note=  two\nlines & "
                            "<b> password=s\"3cret PIN=12 Place=here "
                            "totp=otpauth://totp/Mail?secret=JBSWY3DPEHPK3PXP&algorithm=SHA256&digits=8&period=30"));
    QCOMPARE(file->items[0].expires, QDateTime(QDate(2027, 1, 2), QTime(3, 4, 5), Qt::UTC));
    QCOMPARE(file->items[0].losses, Losses(Loss::Attachments | Loss::Passkey | Loss::History | Loss::AutoType));
    QVERIFY(!file->items[0].fields.at(3).isProtected);
    QCOMPARE(lineOf(file->items[1]), QStringLiteral("Work/Deep|note|Door||||note=4711"));
    QCOMPARE(file->items[1].expires.date().year(), 2025);
    QCOMPARE(file->refusals.size(), 1U);
    QCOMPARE(file->refusals[0].why, Why::InTrash);
    QCOMPARE(file->refusals[0].name, QStringLiteral("Gone"));
}

void TestKeePassXml::notADatabase_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::addColumn<int>("kind");
    QTest::newRow("cut off") << Xml.left(1500) << int(ErrorKind::Malformed);
    QTest::newRow("another root") << QByteArray("<html><body/></html>") << int(ErrorKind::Unsupported);
    QTest::newRow("no group") << QByteArray("<KeePassFile><Root/></KeePassFile>") << int(ErrorKind::Unsupported);
    QTest::newRow("not XML") << QByteArray("<<<>>>") << int(ErrorKind::Malformed);
    // Entities that stand for ten of another are not resolved, so they do not grow.
    QTest::newRow("entities of entities")
        << QByteArray("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><x>&b;</x>")
        << int(ErrorKind::Unsupported);
}

void TestKeePassXml::notADatabase()
{
    QFETCH(const QByteArray, xml);
    QFETCH(const int, kind);
    const Expected<ForeignFile> file = readBytes(xml);
    QVERIFY(!file);
    QCOMPARE(int(file.error().kind), kind);
}

void TestKeePassXml::noEndlessGroups()
{
    const QByteArray deep = "<KeePassFile><Root>" + QByteArray("<Group>").repeated(200'000) +
                            QByteArray("</Group>").repeated(200'000) + "</Root></KeePassFile>";
    const Expected<ForeignFile> file = readBytes(deep);
    QVERIFY(!file);
    QCOMPARE(file.error().kind, ErrorKind::Malformed);
}

void TestKeePassXml::realDatabases()
{
    if (QStandardPaths::findExecutable(QStringLiteral("keepassxc-cli")).isEmpty())
        QSKIP("keepassxc-cli is not installed");
    const QTemporaryDir folder;
    const QString xml = folder.filePath(QStringLiteral("a.xml"));
    const QString path = folder.filePath(QStringLiteral("-a b.kdbx"));
    QFile out(xml);
    QVERIFY(out.open(QIODevice::WriteOnly) && out.write(Xml) == Xml.size());
    out.close();
    keepassxc({QStringLiteral("import"), QStringLiteral("-q"), QStringLiteral("-p"), xml, path}, "pw\npw\n");
    QFile database(path);
    QVERIFY(database.open(QIODevice::ReadOnly));
    const QByteArray bytes = database.readAll();
    QCOMPARE(beginningOf({bytes.constData(), static_cast<std::size_t>(bytes.size())}), FileBeginning::Kdbx);

    Expected<SecretBuffer> opened = openKdbx(path, secretOf("pw"), {});
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    const Expected<ForeignFile> file = readForeignFile(*std::move(opened));
    QVERIFY(file);
    QCOMPARE(file->items.size(), 2U);
    QCOMPARE(valueIn(file->items[0], FieldKind::Password), QStringLiteral("s\"3cret"));
    QCOMPARE(file->items[1].folder, (QStringList{QStringLiteral("Work"), QStringLiteral("Deep")}));
    QCOMPARE(file->refusals.size(), 1U); // still in the bin

    QCOMPARE(openKdbx(path, secretOf("PW"), {}).error().kind, ErrorKind::WrongPassphrase);
    QCOMPARE(openKdbx(xml, secretOf("pw"), {}).error().kind, ErrorKind::WrongPassphrase);
    const QByteArray searched = qgetenv("PATH");
    qputenv("PATH", folder.path().toUtf8());
    const Expected<SecretBuffer> without = openKdbx(path, secretOf("pw"), {});
    qputenv("PATH", searched);
    QCOMPARE(without.error().kind, ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(TestKeePassXml)
#include "tst_keepassxml.moc"
