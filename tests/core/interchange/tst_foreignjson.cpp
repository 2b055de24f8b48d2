// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/interchange/samples.h"

#include <QTemporaryDir>
#include <QTest>

#include <zip.h>

using namespace coffret;
using namespace coffret::test;

namespace {

using Why = ForeignRefusal::Why;

QStringList linesOf(const ForeignFile &file)
{
    QStringList lines;
    for (const ForeignItem &item : file.items)
        lines.append(lineOf(item));
    return lines;
}

/// An archive with one file in it.
QByteArray zipped(const char *name, const QByteArray &text)
{
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("a.zip")).toLocal8Bit();
    zip_t *const zip = zip_open(path.constData(), ZIP_CREATE, nullptr);
    zip_source_t *const source = zip_source_buffer(zip, text.constData(), static_cast<zip_uint64_t>(text.size()), 0);
    if (zip_file_add(zip, name, source, 0) < 0 || zip_close(zip) != 0)
        qFatal("no archive");
    QFile file(QString::fromLocal8Bit(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QByteArray Bitwarden = bitwardenSample();
const QByteArray OnePux = onePuxSample();

} // namespace

class TestForeignJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bitwarden();
    void bitwardenThatCannotBeRead_data();
    void bitwardenThatCannotBeRead();
    void onePux();
    void archivesThatAreNone();
    void wrongTypesAreAsIfMissing();
};

void TestForeignJson::bitwarden()
{
    const Expected<ForeignFile> file = readBytes(Bitwarden);
    QVERIFY(file);
    QCOMPARE(file->format, ForeignFormat::BitwardenJson);
    QCOMPARE(linesOf(*file),
             (QStringList{QStringLiteral(
                              "Work/Mail|login|Maïl \"1\"*|ada|https://mail.example.org||password=s3\\cret "
                              "totp=otpauth://totp/"
                              "Ma%C3%AFl%20%221%22?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30 note=a\nb "
                              "PIN=12 on=true"),
                          QStringLiteral("Infra|note|Door||||note=4711"),
                          QStringLiteral("|note|Card||||cardholderName=Ada number=4111 code=123"),
                          QStringLiteral("|sshkey|Key||||private-key=-----BEGIN\nx public-key=ssh-ed25519 AAAA")}));
    QCOMPARE(file->items[0].losses, Losses(Loss::Passkey | Loss::History | Loss::Address));
    std::vector<std::pair<int, Why>> refused;
    for (const ForeignRefusal &refusal : file->refusals)
        refused.emplace_back(refusal.number, refusal.why);
    const std::vector<std::pair<int, Why>> expected{
        {5, Why::InTrash}, {6, Why::UnknownKind}, {7, Why::NotText}, {8, Why::UnknownKind}};
    QCOMPARE(refused, expected);
    QVERIFY(readBytes("\xef\xbb\xbf  " + Bitwarden)); // what editors put before it
}

void TestForeignJson::bitwardenThatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("kind");
    QTest::newRow("encrypted") << QByteArray(R"({"encrypted": true, "data": "2.x"})") << int(ErrorKind::Unsupported);
    QTest::newRow("no items") << QByteArray(R"({"encrypted": false})") << int(ErrorKind::Unsupported);
    QTest::newRow("items of another type") << QByteArray(R"({"items": {}})") << int(ErrorKind::Unsupported);
    QTest::newRow("cut off") << Bitwarden.left(700) << int(ErrorKind::Malformed);
    QTest::newRow("something follows") << QByteArray(R"({"items": []} {})") << int(ErrorKind::Malformed);
    QTest::newRow("not UTF-8") << QByteArray("{\"items\": [\"\xff\"]}") << int(ErrorKind::Malformed);
}

void TestForeignJson::bitwardenThatCannotBeRead()
{
    QFETCH(const QByteArray, json);
    QFETCH(const int, kind);
    const Expected<ForeignFile> file = readBytes(json);
    QVERIFY(!file);
    QCOMPARE(int(file.error().kind), kind);
}

void TestForeignJson::onePux()
{
    const Expected<ForeignFile> file = readBytes(zipped("export.data", OnePux));
    QVERIFY(file);
    QCOMPARE(file->format, ForeignFormat::OnePassword1Pux);
    const QStringList expected{
        QStringLiteral("Team|login|Mail*|ada|https://mail.example.org https://b.example.org|a b|password=s3cret "
                       "note=keep totp=otpauth://totp/Mail?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30 "
                       "More: PIN=12 More: Home street=A 1 "
                       "More: Home city=B"),
        QStringLiteral("Team|note|Door||||note=4711"),
        QStringLiteral("Team|login|Word||||password=pw"),
        QStringLiteral("Team|apikey|Api|svc|||token=tok"),
        QStringLiteral("Team|sshkey|Key||||private-key=OPENSSH public-key=ssh-ed25519 AAAA"),
        QStringLiteral("Team|login|Server|root|||password=toor"),
        QStringLiteral("Team|note|Doc||||"),
    };
    QCOMPARE(linesOf(*file), expected);
    QCOMPARE(file->items.back().losses, Losses(Loss::Attachments));
    QCOMPARE(file->refusals.size(), 1U);
    QCOMPARE(file->refusals[0].why, Why::InTrash);
}

void TestForeignJson::archivesThatAreNone()
{
    const QByteArray good = zipped("export.data", OnePux);
    QCOMPARE(readBytes(good.left(good.size() / 2)).error().kind, ErrorKind::Malformed);
    QCOMPARE(readBytes(zipped("other.data", OnePux)).error().kind, ErrorKind::Unsupported);
    QCOMPARE(readBytes(zipped("export.data", "{}")).error().kind, ErrorKind::Malformed);
    QCOMPARE(readBytes(zipped("export.data", "")).error().kind, ErrorKind::Malformed);
    QByteArray flipped = good;
    flipped[60] = static_cast<char>(flipped[60] ^ 0x20);
    QVERIFY(!readBytes(flipped));
}

/// Each member in turn becomes each other type: nothing is read wrong, nothing ends the program.
void TestForeignJson::wrongTypesAreAsIfMissing()
{
    int tried = 0;
    for (const QByteArray &whole : {Bitwarden, OnePux}) {
        for (qsizetype at = whole.indexOf("\": "); at > 0; at = whole.indexOf("\": ", at + 1)) {
            for (const QByteArray &other :
                 {QByteArray("null"), QByteArray("[]"), QByteArray("{}"), QByteArray("1e999"), QByteArray("\"\""),
                  QByteArray("[[[1]]]"), QByteArray("-0"), QByteArray("\"\\ud800\"")}) {
                // In place of a value that ends where the next comma or bracket stands.
                const qsizetype begin = at + 3;
                if (whole[begin] == '[' || whole[begin] == '{')
                    break;
                qsizetype end = whole[begin] == '"' ? whole.indexOf('"', begin + 1) + 1 : begin;
                while (whole[begin] == '"' && whole[end - 2] == '\\')
                    end = whole.indexOf('"', end) + 1;
                while (whole[begin] != '"' && !QByteArray(",]}").contains(whole[end]))
                    ++end;
                const QByteArray changed = whole.left(begin) + other + whole.mid(end);
                const auto file = whole == OnePux ? readBytes(zipped("export.data", changed)) : readBytes(changed);
                QVERIFY2(file || file.error().kind == ErrorKind::Malformed, changed.mid(begin - 20, 60).constData());
                ++tried;
            }
        }
    }
    qInfo("hostile inputs tried: %d", tried);
    QVERIFY(tried > 400);
}

QTEST_GUILESS_MAIN(TestForeignJson)
#include "tst_foreignjson.moc"
