// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/interchange/items.h"
#include "tests/support/ownmemory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zip.h>

#include <ctime>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr double MostSeconds = 5; // of a processor's time, however many others want it
constexpr double MostMebibytes = 256;

QByteArray numbered(int count, const char *pattern)
{
    QByteArray text;
    for (int i = 0; i < count; ++i)
        text += QByteArray(pattern).replace("%1", QByteArray::number(i));
    return text;
}

/// An archive whose text says nothing and is very long.
QByteArray bomb()
{
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("a.zip")).toLocal8Bit();
    const QByteArray zeros(256 * 1024 * 1024, ' ');
    zip_t *const zip = zip_open(path.constData(), ZIP_CREATE, nullptr);
    zip_source_t *const source = zip_source_buffer(zip, zeros.constData(), static_cast<zip_uint64_t>(zeros.size()), 0);
    if (zip_file_add(zip, "export.data", source, 0) < 0 || zip_close(zip) != 0)
        qFatal("no archive");
    QFile file(QString::fromLocal8Bit(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Files made to use up time or memory.
class TestHostileImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void staysWithinBounds_data();
    void staysWithinBounds();
};

void TestHostileImport::staysWithinBounds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("items"); // -1: not to be read at all
    const QByteArray heading = "name,url,username,password\n";
    QTest::newRow("one line of 30 MB") << heading + QByteArray(30 * 1024 * 1024, 'a') << 0;
    QTest::newRow("30 MB of quotation marks") << heading + QByteArray(30 * 1024 * 1024, '"') << 0;
    QTest::newRow("an open mark and 30 MB") << heading + "\"" + QByteArray(30 * 1024 * 1024, '\n') << -1;
    QTest::newRow("30 MB of separators") << heading + QByteArray(30 * 1024 * 1024, ',') << -1;
    QTest::newRow("30 MB of line ends") << heading + QByteArray(30 * 1024 * 1024, '\r') << 0;
    QTest::newRow("a hundred thousand rows")
        << heading + numbered(100'000, "n%1,https://%1.example.org,u%1,p%1\n") << 100'000;
    QTest::newRow("more rows than that") << heading + numbered(100'001, "n%1,,,p\n") << -1;
    QTest::newRow("larger than any") << heading + QByteArray(LargestForeignFile, 'a') << -1;
    QTest::newRow("a hundred thousand items")
        << "{\"items\":[" + numbered(100'000, R"({"type":1,"name":"n%1","login":{"password":"p\n%1"}},)") +
               R"({"type":77}]})"
        << -1;
    QTest::newRow("fifty thousand items")
        << "{\"items\":[" + numbered(50'000, R"({"type":1,"name":"n%1","login":{"password":"p\n%1"}},)") +
               R"({"type":77}]})"
        << 50'000;
    QTest::newRow("JSON that is deep") << "{\"items\":" + QByteArray("[").repeated(30 * 1024 * 1024) << -1;
    QTest::newRow("JSON that is deep and closed")
        << "{\"items\":[" + QByteArray("{\"fields\":[").repeated(100'000) + QByteArray("]}").repeated(100'000) + "]}"
        << 0;
    QTest::newRow("one name, a million times")
        << "{\"items\":[{\"type\":1,\"name\":\"x\",\"login\":{" +
               QByteArray("\"password\":\"a\",").repeated(1'000'000) + "\"password\":\"b\"}}]}"
        << 1;
    QTest::newRow("very many custom fields")
        << R"({"items":[{"type":1,"name":"x","fields":[)" +
               QByteArray(R"({"name":"a","value":"b","type":0},)").repeated(900'000) + R"({"name":"z"}]}]})"
        << 1;
    QTest::newRow("XML with a million attributes")
        << "<KeePassFile " + numbered(1'000'000, "a%1=\"\" ") + "><Root><Group/></Root></KeePassFile>" << 0;
    QTest::newRow("an archive that grows") << bomb() << -1;
    QTest::newRow("an address of commas")
        << "name,additional urls,password\nx," + ("\"" + QByteArray(30 * 1024 * 1024, ',') + "://\"") + ",y\n"
        << 0;
    QTest::newRow("a folder without end")
        << "name,folder,password\nx," + QByteArray("a/").repeated(15 * 1024 * 1024) + ",y\n"
        << 0;
    QTest::newRow("many addresses") << R"({"items":[{"type":1,"name":"x","login":{"uris":[)" +
                                           numbered(300'000, R"({"uri":"https://%1.example"},)") + R"({"uri":"z"}]}}]})"
                                    << 1;
    QTest::newRow("a folder's name for every item")
        << R"({"folders":[{"id":"f","name":")" + QByteArray(10 * 1024 * 1024, 'a') + R"("}],"items":[)" +
               numbered(20'000, R"({"type":1,"name":"n%1","folderId":"f","login":{"password":"x"}},)") + "{}]}"
        << 20'000;
    QTest::newRow("nothing") << QByteArray() << -1;
    QTest::newRow("nulls") << QByteArray(1024 * 1024, '\0') << -1;
}

void TestHostileImport::staysWithinBounds()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, items);
    SecretBuffer file = secretOf(bytes);
    const double before = privateMebibytes();
    forgetPeak();
    const std::clock_t begin = std::clock();
    const auto seconds = [begin] { return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC; };
    {
        const Expected<ForeignFile> read = readForeignFile(std::move(file));
        const double grown = peakMebibytes() - before;
        qInfo("%.1f MB: %.2f s, %.0f MiB", static_cast<double>(bytes.size()) / 1e6, seconds(), grown);
        QCOMPARE(read ? static_cast<int>(read->items.size()) : -1, items);
        QVERIFY2(grown < MostMebibytes, "too much memory");
    }
    QVERIFY2(seconds() < MostSeconds, "too slow");
}

QTEST_GUILESS_MAIN(TestHostileImport)
#include "tst_hostileimport.moc"
