// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/kdbxwriter.h"
#include "tests/core/interchange/interchangetext.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace coffret;
using namespace coffret::test;
using namespace std::string_view_literals;

namespace {

const QByteArray Password = " p\xC3\xA4ss \xE2\x82\xAC word";

struct Answer
{
    int exitCode = -1;
    QByteArray output;
};

Answer keepassxc(const QStringList &words, const QByteArray &input)
{
    QProcess program;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), QStringLiteral("/nonexistent"));
    program.setProcessEnvironment(environment);
    program.start(QStringLiteral("keepassxc-cli"), words);
    if (!program.waitForStarted())
        return {};
    program.write(input);
    program.closeWriteChannel();
    if (!program.waitForFinished(120'000))
        return {};
    return {program.exitCode(), program.readAllStandardOutput()};
}

/// The strings of every entry of an export, by the path of its groups and its title.
QMap<QString, QMap<QString, QString>> entriesOf(const QByteArray &xml)
{
    QMap<QString, QMap<QString, QString>> entries;
    QStringList groups;
    QMap<QString, QString> strings;
    QString key;
    QXmlStreamReader reader(xml);
    while (!reader.atEnd()) {
        reader.readNext();
        const auto name = reader.name();
        if (reader.isStartElement() && name == QLatin1String("Group"))
            groups.append(QString());
        else if (reader.isStartElement() && name == QLatin1String("Name") && !groups.isEmpty() &&
                 groups.last().isEmpty())
            groups.last() = reader.readElementText();
        else if (reader.isStartElement() && name == QLatin1String("Entry"))
            strings.clear();
        else if (reader.isStartElement() && name == QLatin1String("Key"))
            key = reader.readElementText();
        else if (reader.isStartElement() && name == QLatin1String("Value"))
            strings.insert(key, reader.readElementText());
        else if (reader.isStartElement() && (name == QLatin1String("Tags") || name == QLatin1String("ExpiryTime")))
            strings.insert(name.toString(), reader.readElementText());
        else if (reader.isEndElement() && name == QLatin1String("Group"))
            groups.removeLast();
        else if (reader.isEndElement() && name == QLatin1String("Entry"))
            entries.insert((groups.mid(1) + QStringList{strings.value(QStringLiteral("Title"))}).join(QLatin1Char('|')),
                           strings);
    }
    return entries;
}

QByteArray xmlOf(const std::vector<ForeignItem> &items)
{
    KeePassXmlWriter writer(QStringLiteral("Team"));
    for (const ForeignItem &item : items)
        static_cast<void>(writer.add(item));
    const SecretBuffer text = std::move(writer).take();
    return bytesOf(text.view());
}

ForeignItem full()
{
    ForeignItem item = login(QStringLiteral("T <&> \"'"), "]]> &amp; \t\r\nx\r", {QStringLiteral("A/b & c")});
    item.username = QStringLiteral("ada");
    item.uris = QStringList{QStringLiteral("https://a.example/?a=1&b=2"), QStringLiteral("ssh://b")};
    item.description = QStringLiteral("About");
    item.tags = QStringList{QStringLiteral("x;y"), QStringLiteral("z")};
    item.expires = QDateTime(QDate(2030, 1, 2), QTime(3, 4, 5), Qt::UTC);
    item.fields.push_back({FieldKind::NoteText, {}, true, "note \xF0\x9F\x94\x91"});
    item.fields.push_back({FieldKind::Totp, {}, true, "otpauth://totp/x?secret=ABCDEFGH"});
    item.fields.push_back({FieldKind::PrivateKey, {}, true, "-----BEGIN-----\nx\n"});
    item.fields.push_back({FieldKind::Custom, QStringLiteral("Notes"), true, "first"});
    item.fields.push_back({FieldKind::Custom, QStringLiteral("Notes"), false, "second"});
    item.fields.push_back({FieldKind::Custom, {}, true, "  "});
    return item;
}

} // namespace

/// KeePass databases, as KeePassXC makes and reads them.
class TestKdbxWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTextIsXml();
    void foldersAreATree();
    void whatXmlCannotHoldIsLeftOut();
    void aDatabaseHasEverything();
    void aLargeOneGoesThroughMemory();
    void passwordsOfOneLine();
    void nothingIsReplacedUnasked();
    void stoppedItLeavesNothing();
    void withoutTheProgram();

private:
    [[nodiscard]] QString path(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    [[nodiscard]] static Expected<void> make(const QString &path, const QByteArray &xml,
                                             const QByteArray &password = Password, bool mayReplace = false)
    {
        return writeKdbx(bufferOf(xml), bufferOf(password), path, mayReplace);
    }
    QTemporaryDir m_folder;
};

#define NEEDS_KEEPASSXC()                                                                                              \
    if (keepassxcProgram().isEmpty())                                                                                  \
    QSKIP("keepassxc-cli is not installed")

void TestKdbxWriter::theTextIsXml()
{
    const auto entries = entriesOf(xmlOf({full()}));
    QCOMPARE(entries.size(), 1);
    const QMap<QString, QString> strings = entries.value(QStringLiteral("A/b & c|T <&> \"'"));
    QCOMPARE(strings.value(QStringLiteral("Password")), QStringLiteral("]]> &amp; \t\r\nx\r"));
    QCOMPARE(strings.value(QStringLiteral("KP2A_URL_1")), QStringLiteral("ssh://b"));
}

void TestKdbxWriter::foldersAreATree()
{
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    const QString c = QStringLiteral("c");
    const QByteArray xml = xmlOf({login(QStringLiteral("1"), "x"), login(QStringLiteral("2"), "x", {a}),
                                  login(QStringLiteral("3"), "x", {a, b}), login(QStringLiteral("4"), "x", {a, c}),
                                  login(QStringLiteral("5"), "x", {c})});
    QCOMPARE(entriesOf(xml).keys(), (QStringList{QStringLiteral("1"), QStringLiteral("a|2"), QStringLiteral("a|b|3"),
                                                 QStringLiteral("a|c|4"), QStringLiteral("c|5")}));
    QCOMPARE(xml.count("<Group>"), 5); // and the root
}

void TestKdbxWriter::whatXmlCannotHoldIsLeftOut()
{
    KeePassXmlWriter writer(QStringLiteral("n"));
    ForeignItem item = login(QStringLiteral("a\x01"
                                            "b"),
                             "\x02");
    item.fields.push_back({FieldKind::NoteText, {}, true, "\xff"sv});
    item.fields.push_back({FieldKind::Pin, {}, true, "\xEF\xBF\xBF"sv});
    item.fields.push_back({FieldKind::Custom, QStringLiteral("l\x1F"), true, "kept\x7F"});
    QCOMPARE(writer.add(item), 3);
    const SecretBuffer text = std::move(writer).take();
    const auto entries = entriesOf(bytesOf(text.view()));
    const QMap<QString, QString> strings = entries.value(QStringLiteral("a\uFFFDb"));
    QCOMPARE(strings.value(QStringLiteral("l\uFFFD")), QStringLiteral("kept\x7F"));
    QVERIFY(!strings.contains(QStringLiteral("PIN")) && !strings.contains(QStringLiteral("Password")));
}

void TestKdbxWriter::aDatabaseHasEverything()
{
    NEEDS_KEEPASSXC();
    const QString file = path("team \u00e9.kdbx");
    const Expected<void> made = make(file, xmlOf({full(), login(QStringLiteral("second"), "x")}));
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    QCOMPARE(QFile::permissions(file) & 0x0077, QFileDevice::Permissions());
    const Answer answer =
        keepassxc({QStringLiteral("export"), QStringLiteral("-q"), QStringLiteral("-f"), QStringLiteral("xml"), file},
                  Password + '\n');
    QCOMPARE(answer.exitCode, 0);
    const auto entries = entriesOf(answer.output);
    QCOMPARE(entries.size(), 2);
    const QMap<QString, QString> strings = entries.value(QStringLiteral("A/b & c|T <&> \"'"));
    const auto string = [&strings](const char *key) { return strings.value(QLatin1String(key)); };
    QCOMPARE(string("UserName"), QStringLiteral("ada"));
    QCOMPARE(string("URL"), QStringLiteral("https://a.example/?a=1&b=2"));
    QCOMPARE(string("KP2A_URL_1"), QStringLiteral("ssh://b"));
    QCOMPARE(string("Notes"), QStringLiteral("About\n\nnote \U0001F511"));
    QCOMPARE(string("otp"), QStringLiteral("otpauth://totp/x?secret=ABCDEFGH"));
    QCOMPARE(string("Private key"), QStringLiteral("-----BEGIN-----\nx\n"));
    QCOMPARE(string("Notes (2)"), QStringLiteral("first"));
    QCOMPARE(string("Notes (3)"), QStringLiteral("second"));
    QCOMPARE(string("Field"), QStringLiteral("  "));
    QCOMPARE(string("Tags").replace(QLatin1Char(','), QLatin1Char(';')), QStringLiteral("x y;z"));
    QCOMPARE(string("ExpiryTime"), QStringLiteral("2030-01-02T03:04:05Z"));
    // Its XML leaves carriage returns to the reader, who makes line feeds of them: so this is asked for alone.
    const Answer shown = keepassxc({QStringLiteral("show"), QStringLiteral("-q"), QStringLiteral("-s"),
                                    QStringLiteral("-a"), QStringLiteral("Password"), file, QStringLiteral("second")},
                                   Password + '\n');
    QCOMPARE(shown.output.trimmed(), QByteArray("x"));
    QDirIterator others(m_folder.path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                        QDirIterator::Subdirectories);
    while (others.hasNext())
        QCOMPARE(others.next(), file); // nothing was left beside it
}

void TestKdbxWriter::aLargeOneGoesThroughMemory()
{
    NEEDS_KEEPASSXC();
    std::vector<ForeignItem> items;
    for (int i = 0; i < 2000; ++i)
        items.push_back(login(QString::number(i), "a value of some length that is the same for all"));
    const QString file = path("large.kdbx");
    QVERIFY(make(file, xmlOf(items)));
    const Answer answer = keepassxc({QStringLiteral("export"), QStringLiteral("-q"), file}, Password + '\n');
    QCOMPARE(entriesOf(answer.output).size(), 2000);
}

void TestKdbxWriter::passwordsOfOneLine()
{
    for (const QByteArray &password : {QByteArray(), QByteArray("a\nb"), QByteArray("a\rb"), QByteArray("a\0b", 3)}) {
        const Expected<void> made = make(path("password.kdbx"), "<x/>", password);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, keepassxcProgram().isEmpty() ? ErrorKind::Unsupported : ErrorKind::InvalidInput);
    }
}

void TestKdbxWriter::nothingIsReplacedUnasked()
{
    NEEDS_KEEPASSXC();
    QFile file(path("there.kdbx"));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    const QByteArray xml = xmlOf({login(QStringLiteral("n"), "x")});
    const Expected<void> refused = make(file.fileName(), xml);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::StorageFault);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
    file.close();
    QVERIFY(make(file.fileName(), xml, Password, true));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll() != QByteArray("mine"));
    const Expected<void> nowhere = make(path("missing/x.kdbx"), xml);
    QVERIFY(!nowhere);
    QCOMPARE(nowhere.error().kind, ErrorKind::StorageFault);
    const Expected<void> broken = make(path("broken.kdbx"), "<broken>");
    QVERIFY(!broken);
    QVERIFY(!QFile::exists(path("broken.kdbx")));
}

void TestKdbxWriter::stoppedItLeavesNothing()
{
    NEEDS_KEEPASSXC();
    std::stop_source stop;
    stop.request_stop();
    const QByteArray xml = xmlOf({login(QStringLiteral("n"), "x")});
    const Expected<void> made =
        writeKdbx(bufferOf(xml), bufferOf(Password), path("stopped.kdbx"), false, stop.get_token());
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(path("stopped.kdbx")));
}

void TestKdbxWriter::withoutTheProgram()
{
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", "/nonexistent");
    const Expected<void> made = make(path("none.kdbx"), "<x/>");
    qputenv("PATH", before);
    QVERIFY(!made);
    QCOMPARE(made.error().kind, ErrorKind::Unsupported);
    QVERIFY(made.error().detail.contains(QStringLiteral("keepassxc-cli")));
}

QTEST_GUILESS_MAIN(TestKdbxWriter)
#include "tst_kdbxwriter.moc"
