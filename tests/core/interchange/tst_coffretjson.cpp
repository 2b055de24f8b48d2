// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/coffretjson.h"
#include "tests/core/interchange/interchangetext.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;
using namespace std::string_view_literals;

namespace {

const QDateTime Created(QDate(2026, 11, 30), QTime(21, 5, 6, 7), Qt::UTC);

/// Everything that a secret can have.
ForeignItem full()
{
    ForeignItem item;
    item.folder = QStringList{QStringLiteral("Ops / \"x\""), QStringLiteral("数据")};
    item.type = SecretType::ApiKey;
    item.name = QStringLiteral("name\n\u202E\\");
    item.username = QStringLiteral("ada");
    item.uris = QStringList{QStringLiteral("https://a.example"), QStringLiteral("ssh://b")};
    item.description = QStringLiteral("one\ntwo");
    item.tags = QStringList{QStringLiteral("a,b"), QStringLiteral("é")};
    item.isFavourite = true;
    item.expires = QDateTime(QDate(2030, 1, 2), QTime(3, 4, 5, 6), Qt::UTC);
    for (int kind = 0; kind < static_cast<int>(FieldKind::Custom); ++kind)
        item.fields.push_back(
            {static_cast<FieldKind>(kind), {}, kind % 2 == 0, "\x01\x1f\x7f\t\r\n\"\\/ \xF0\x9F\x94\x91"sv});
    for (const CustomKind kind :
         {CustomKind::Text, CustomKind::Password, CustomKind::Number, CustomKind::Boolean, CustomKind::Uri})
        item.fields.push_back({FieldKind::Custom, QStringLiteral("Label"), false, "true", kind});
    item.fields.push_back({FieldKind::Custom, {}, true, "plain"});
    return item;
}

SecretBuffer written(const std::vector<ForeignItem> &items)
{
    CoffretJsonWriter writer(Created);
    for (const ForeignItem &item : items)
        static_cast<void>(writer.add(item));
    return std::move(writer).take();
}

ErrorKind errorOf(const QByteArray &text)
{
    const SecretBuffer buffer = bufferOf(text);
    const Expected<ForeignFile> file = readCoffretJson(buffer.view());
    return file ? ErrorKind::Internal : file.error().kind;
}

QByteArray fileOf(const QByteArray &secrets)
{
    return R"({"format":"coffret","version":1,"created":"2026-11-30T21:05:06.007Z","secrets":[)" + secrets + "]}";
}

} // namespace

/// Coffret's own file: what was written is read again, and nothing else.
class TestCoffretJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingComesBack();
    void emptyFiles();
    void whatJsonCannotHoldIsLeftOut();
    void manySecrets();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void namesWhatCannotBeTaken_data();
    void namesWhatCannotBeTaken();
};

void TestCoffretJson::everythingComesBack()
{
    const ForeignItem item = full();
    std::vector<ForeignItem> items{item, login(QStringLiteral("second"), "x")};
    const SecretBuffer text = written(items);
    const Expected<ForeignFile> file = readCoffretJson(text.view());
    QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
    QCOMPARE(file->format, ForeignFormat::Coffret);
    QVERIFY(file->refusals.empty());
    QCOMPARE(file->items.size(), std::size_t(2));
    const ForeignItem &read = file->items.front();
    QCOMPARE(read.number, 1);
    QCOMPARE(read.folder, item.folder);
    QVERIFY(read.type == item.type);
    QCOMPARE(read.name, item.name);
    QCOMPARE(read.username, item.username);
    QCOMPARE(read.uris, item.uris);
    QCOMPARE(read.description, item.description);
    QCOMPARE(read.tags, item.tags);
    QCOMPARE(read.isFavourite, true);
    QCOMPARE(read.expires, item.expires);
    QCOMPARE(read.fields.size(), item.fields.size());
    for (std::size_t i = 0; i < item.fields.size(); ++i) {
        QCOMPARE(read.fields[i].kind, item.fields[i].kind);
        QCOMPARE(read.fields[i].label, item.fields[i].label);
        QCOMPARE(read.fields[i].isProtected, item.fields[i].isProtected);
        QCOMPARE(bytesOf(read.fields[i].value), bytesOf(item.fields[i].value));
        QCOMPARE(read.fields[i].customKind, item.fields[i].customKind);
    }
    QCOMPARE(file->items.back().name, QStringLiteral("second"));
    QVERIFY(!file->items.back().expires.isValid());
}

void TestCoffretJson::emptyFiles()
{
    const SecretBuffer none = written({});
    const Expected<ForeignFile> file = readCoffretJson(none.view());
    QVERIFY(file);
    QVERIFY(file->items.empty());
    ForeignItem nameless;
    nameless.type = SecretType::Note;
    const SecretBuffer text = written({nameless});
    const Expected<ForeignFile> one = readCoffretJson(text.view());
    QVERIFY(one);
    QCOMPARE(one->refusals.size(), std::size_t(1));
    QCOMPARE(one->refusals.front().why, ForeignRefusal::Why::Nothing);
}

void TestCoffretJson::whatJsonCannotHoldIsLeftOut()
{
    ForeignItem item = login(QStringLiteral("n"), "\xff\xfe"sv);
    item.fields.push_back({FieldKind::Pin, {}, true, "1\0"sv});
    item.fields.push_back({FieldKind::Token, {}, true, "kept"});
    CoffretJsonWriter writer(Created);
    QCOMPARE(writer.add(item), 2);
    const SecretBuffer text = std::move(writer).take();
    const Expected<ForeignFile> file = readCoffretJson(text.view());
    QVERIFY(file);
    QCOMPARE(file->items.front().fields.size(), std::size_t(1));
    QCOMPARE(bytesOf(file->items.front().fields.front().value), QByteArray("kept"));
}

void TestCoffretJson::manySecrets()
{
    for (const std::size_t count : {MostForeignItems, MostForeignItems + 1}) {
        CoffretJsonWriter writer(Created);
        for (std::size_t i = 0; i < count; ++i)
            static_cast<void>(writer.add(login(QStringLiteral("n"), "value")));
        const SecretBuffer text = std::move(writer).take();
        const Expected<ForeignFile> file = readCoffretJson(text.view());
        QCOMPARE(file.has_value(), count == MostForeignItems);
        if (!file) {
            QCOMPARE(file.error().kind, ErrorKind::TooLarge);
            return;
        }
        QCOMPARE(file->items.size(), count);
        QCOMPARE(bytesOf(file->items.back().fields.front().value), QByteArray("value"));
    }
}

void TestCoffretJson::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto broken = ErrorKind::Malformed;
    const QByteArray good = fileOf(R"({"type":"login","name":"n","fields":[]})");
    QTest::newRow("good") << good << ErrorKind::Internal;
    QTest::newRow("empty") << QByteArray() << broken;
    QTest::newRow("a list") << QByteArray("[]") << broken;
    QTest::newRow("of another program") << QByteArray(R"({"encrypted":false,"items":[]})") << broken;
    QTest::newRow("cut") << good.chopped(1) << broken;
    QTest::newRow("something behind it") << good + "{}" << broken;
    QTest::newRow("later version") << QByteArray(good).replace("\"version\":1", "\"version\":2,\"more\":[]")
                                   << ErrorKind::Unsupported;
    QTest::newRow("version as text") << QByteArray(good).replace("\"version\":1", "\"version\":\"1\"") << broken;
    QTest::newRow("no version") << QByteArray(good).replace("\"version\":1,", "") << broken;
    QTest::newRow("no time") << QByteArray(good).replace("2026-11-30T21:05:06.007Z", "yesterday") << broken;
    QTest::newRow("unknown member") << QByteArray(good).replace("\"name\"", "\"more\":1,\"name\"") << broken;
    QTest::newRow("twice") << QByteArray(good).replace("\"name\"", "\"name\":\"m\",\"name\"") << broken;
    QTest::newRow("unknown type") << fileOf(R"({"type":"passkey","name":"n","fields":[]})") << broken;
    QTest::newRow("no object") << fileOf("1") << broken;
    QTest::newRow("unknown kind") << fileOf(R"({"type":"login","fields":[{"kind":"what","value":"x"}]})") << broken;
    QTest::newRow("no value") << fileOf(R"({"type":"login","fields":[{"kind":"password"}]})") << broken;
    QTest::newRow("number as value") << fileOf(R"({"type":"login","fields":[{"kind":"pin","value":1}]})") << broken;
    QTest::newRow("half a character") << fileOf(R"({"type":"login","name":"\ud800","fields":[]})") << broken;
    QTest::newRow("not UTF-8") << fileOf("{\"type\":\"login\",\"name\":\"\xff\",\"fields\":[]}") << broken;
    QTest::newRow("too large") << QByteArray(static_cast<qsizetype>(LargestForeignFile) + 1, ' ')
                               << ErrorKind::TooLarge;
}

void TestCoffretJson::refusesOtherFiles()
{
    QFETCH(QByteArray, text);
    QFETCH(ErrorKind, kind);
    QCOMPARE(errorOf(text), kind);
}

void TestCoffretJson::namesWhatCannotBeTaken_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<ForeignRefusal::Why>("why");
    using Why = ForeignRefusal::Why;
    QTest::newRow("null") << QByteArray(R"({"kind":"password","value":"a\u0000b"})") << Why::NotText;
    QTest::newRow("long") << "{\"kind\":\"password\",\"value\":\"" +
                                 QByteArray(static_cast<qsizetype>(LongestForeignValue) + 1, 'x') + "\"}"
                          << Why::TooLong;
    QTest::newRow("two passwords") << QByteArray(R"({"kind":"password","value":"a"},{"kind":"password","value":"b"})")
                                   << Why::WrongShape;
    QTest::newRow("fields without end") << QByteArray(R"({"kind":"custom","value":"a"},)").repeated(1001).chopped(1)
                                        << Why::WrongShape;
}

void TestCoffretJson::namesWhatCannotBeTaken()
{
    QFETCH(QByteArray, fields);
    QFETCH(ForeignRefusal::Why, why);
    const SecretBuffer text = bufferOf(fileOf(R"({"type":"login","name":"bad","fields":[)" + fields +
                                              R"(]},{"type":"note","name":"good","fields":[]})"));
    const Expected<ForeignFile> file = readCoffretJson(text.view());
    QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
    QCOMPARE(file->refusals.size(), std::size_t(1));
    QCOMPARE(file->refusals.front().number, 1);
    QCOMPARE(file->refusals.front().name, QStringLiteral("bad"));
    QCOMPARE(file->refusals.front().why, why);
    QCOMPARE(file->items.size(), std::size_t(1));
}

QTEST_GUILESS_MAIN(TestCoffretJson)
#include "tst_coffretjson.moc"
