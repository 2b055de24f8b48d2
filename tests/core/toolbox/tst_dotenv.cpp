// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/dotenvreader.h"
#include "core/toolbox/dotenvwriter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace coffret;

using State = DotEnvLine::State;

namespace {

SecretBuffer bufferOf(const QByteArray &text)
{
    return SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
}

QByteArray bytesOf(const SecretBuffer &buffer)
{
    return {buffer.view().data(), static_cast<qsizetype>(buffer.size())};
}

std::vector<DotEnvLine> linesOf(const QByteArray &text)
{
    auto lines = readDotEnv(bufferOf(text));
    if (!lines)
        qFatal("not read");
    return *std::move(lines);
}

std::vector<NamedSecret> one(const QString &name, const QByteArray &value)
{
    std::vector<NamedSecret> secrets;
    secrets.push_back({name, bufferOf(value)});
    return secrets;
}

const std::initializer_list<QByteArray> Awkward{"",
                                                "plain",
                                                "two words",
                                                "#not a comment",
                                                "a # b",
                                                " blanks around ",
                                                "it's",
                                                "say \"hi\"",
                                                "$HOME `id` $(id)",
                                                "back\\slash",
                                                "a\\\\b",
                                                "ends with \\",
                                                "\\n is two",
                                                "a=b=c",
                                                "one\ntwo\n",
                                                "'\"\\\n$`",
                                                "va\xc3\xa9l",
                                                "!history",
                                                "\ttab",
                                                "~",
                                                "-----BEGIN KEY-----\nQUJD+/==\n-----END KEY-----\n"};

} // namespace

/// Reading and writing names and values the way programs take them.
class DotEnvTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lineEndsInQuotesAreOne_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("double") << QByteArray("A=\"one\r\ntwo\r\n\"\r\n") << QByteArray("one\ntwo\n");
        QTest::newRow("single") << QByteArray("A='one\r\ntwo\r\n'\r\n") << QByteArray("one\ntwo\n");
        QTest::newRow("alone") << QByteArray("A=\"one\rtwo\"") << QByteArray("one\rtwo");
        QTest::newRow("escaped") << QByteArray("A=\"one\\r\ntwo\"") << QByteArray("one\r\ntwo");
    }

    void lineEndsInQuotesAreOne()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, value);
        QCOMPARE(bytesOf(linesOf(text).front().value), value);
    }

    void carriageReturnsComeBack()
    {
        const auto text = writeSecrets(one(QStringLiteral("A"), "one\r\ntwo\r"), SecretsFormat::DotEnv);
        QVERIFY(text);
        QCOMPARE(bytesOf(readDotEnv(*text)->front().value), QByteArray("one\r\ntwo\r"));
    }

    void valuesTakeNoMoreMemoryThanTheyNeed()
    {
        const auto lines = linesOf(QByteArray("A='one'\nB=\"two\"\nC=three\n") + QByteArray(100000, '#'));
        for (const DotEnvLine &line : lines)
            QVERIFY2(line.value.capacity() < 100, qPrintable(line.name));
    }

    void readsValues_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("bare") << QByteArray("A=value") << QByteArray("value");
        QTest::newRow("empty") << QByteArray("A=") << QByteArray();
        QTest::newRow("export") << QByteArray("  export\tA=value") << QByteArray("value");
        QTest::newRow("blanks") << QByteArray("A  =  two words  \r\n") << QByteArray("two words");
        QTest::newRow("comment") << QByteArray("A=value # why") << QByteArray("value");
        QTest::newRow("only a comment") << QByteArray("A= # why") << QByteArray();
        QTest::newRow("hash inside") << QByteArray("A=#ff#00") << QByteArray("#ff#00");
        QTest::newRow("equals inside") << QByteArray("A=b=c==") << QByteArray("b=c==");
        QTest::newRow("nothing is expanded") << QByteArray("A=$HOME\\n") << QByteArray("$HOME\\n");
        QTest::newRow("single quotes") << QByteArray("A='a \"b\" \\n # $c' # d") << QByteArray("a \"b\" \\n # $c");
        QTest::newRow("apostrophe") << QByteArray("A='it'\\''s'") << QByteArray("it's");
        QTest::newRow("double quotes") << QByteArray("A=\"a 'b' # c\"#d") << QByteArray("a 'b' # c");
        QTest::newRow("escapes") << QByteArray("A=\"\\n\\r\\t\\\\\\\"\\$\\`\\x\\\"") + QByteArray("\"")
                                 << QByteArray("\n\r\t\\\"$`\\x\"");
        QTest::newRow("over lines") << QByteArray("A=\"one\n  two # 3\n\"\n") << QByteArray("one\n  two # 3\n");
        QTest::newRow("single over lines") << QByteArray("A='one\ntwo'") << QByteArray("one\ntwo");
        QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                       "A=b")
                                         << QByteArray("b");
        QTest::newRow("empty quotes") << QByteArray("A=\"\"") << QByteArray();
    }

    void readsValues()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, value);
        const auto lines = linesOf(text);
        QCOMPARE(lines.size(), std::size_t(1));
        QCOMPARE(static_cast<int>(lines[0].state), static_cast<int>(State::Taken));
        QCOMPARE(lines[0].name, QStringLiteral("A"));
        QCOMPARE(bytesOf(lines[0].value), value);
    }

    void namesWhatIsWrongAndWhere_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("state");
        const auto row = [](const char *name, const QByteArray &text, State state) {
            QTest::newRow(name) << text << static_cast<int>(state);
        };
        row("no assignment", "s3cret", State::NoAssignment);
        row("only export", "export A", State::NoAssignment);
        row("name with a blank", "s3 cret=1", State::BadName);
        row("name that begins with a digit", "1A=1", State::BadName);
        row("no name", "=1", State::BadName);
        row("long name", QByteArray(256, 'A') + "=1", State::BadName);
        row("open double quote", "A=\"b", State::OpenQuote);
        row("open single quote", "A='b", State::OpenQuote);
        row("quote closed by an escape", "A=\"b\\\"", State::OpenQuote);
        row("text after a quote", "A=\"b\" c", State::TextAfterQuote);
        row("too long", "A=" + QByteArray(int(LongestDotEnvValue) + 1, 'x'), State::TooLong);
        row("too long in quotes", "A=\"" + QByteArray(int(LongestDotEnvValue) + 1, 'x') + '"', State::TooLong);
        row("null", QByteArray("A=b\0c", 5), State::NotText);
        row("not UTF-8", "A=\xff", State::NotText);
        row("surrogate", "A=\xed\xa0\x80", State::NotText);
        row("overlong", "A=\xc0\xaf", State::NotText);
        row("cut", "A=\xe2\x82", State::NotText);
    }

    void namesWhatIsWrongAndWhere()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, state);
        const auto lines = linesOf("# first\n\n" + text + "\nB=2\n");
        QCOMPARE(static_cast<int>(lines.at(0).state), state);
        QCOMPARE(lines.at(0).number, 3);
        QVERIFY(lines.at(0).value.isEmpty());
        QVERIFY(!lines.at(0).name.contains(QLatin1String("s3")));
        QCOMPARE(lines.back().name, QStringLiteral("B")); // what follows is read
        QCOMPARE(lines.back().number, 4);
        QCOMPARE(static_cast<int>(lines.back().state), static_cast<int>(State::Taken));
    }

    void countsLinesInsideQuotes()
    {
        const auto lines = linesOf("A='1\n2\n3'\nB=\"x\ny\" z\nC=3");
        QCOMPARE(lines.size(), std::size_t(3));
        QCOMPARE(lines[1].number, 4);
        QCOMPARE(static_cast<int>(lines[1].state), static_cast<int>(State::TextAfterQuote));
        QCOMPARE(lines[2].number, 6);
        QCOMPARE(lines[2].name, QStringLiteral("C"));
    }

    void theLastOfANameCounts()
    {
        const auto lines = linesOf("A=1\nB=x\nA=2\nA='open\n");
        QCOMPARE(static_cast<int>(lines[0].state), static_cast<int>(State::Overridden));
        QCOMPARE(lines[0].overriddenBy, 3);
        QVERIFY(lines[0].value.isEmpty());
        QCOMPARE(bytesOf(lines[2].value), QByteArray("2"));
        QCOMPARE(static_cast<int>(lines[3].state),
                 static_cast<int>(State::OpenQuote)); // a broken one overrides nothing
    }

    void hasLimits()
    {
        QCOMPARE(readDotEnv(bufferOf(QByteArray(int(LargestDotEnvFile) + 1, '\n'))).error().kind, ErrorKind::TooLarge);
        QByteArray many;
        for (std::size_t i = 0; i < MostDotEnvLines; ++i)
            many += "x\n";
        QVERIFY(readDotEnv(bufferOf(many)));
        QCOMPARE(readDotEnv(bufferOf(many + "x\n")).error().kind, ErrorKind::TooLarge);
        QCOMPARE(linesOf({}).size(), std::size_t(0));
    }

    void writesTheShortestForm_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("dotEnv");
        QTest::addColumn<QByteArray>("shell");
        QTest::newRow("bare") << QByteArray("a/b:c=1") << QByteArray("A=a/b:c=1\n")
                              << QByteArray("export A='a/b:c=1'\n");
        QTest::newRow("empty") << QByteArray() << QByteArray("A=\n") << QByteArray("export A=''\n");
        QTest::newRow("blank") << QByteArray("a b") << QByteArray("A='a b'\n") << QByteArray("export A='a b'\n");
        QTest::newRow("apostrophe") << QByteArray("it's") << QByteArray("A=\"it's\"\n")
                                    << QByteArray("export A='it'\\''s'\n");
        QTest::newRow("special") << QByteArray("'$`\"\\") << QByteArray("A=\"'\\$\\`\\\"\\\\\"\n")
                                 << QByteArray("export A=''\\''$`\"\\'\n");
    }

    void writesTheShortestForm()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, dotEnv);
        QFETCH(QByteArray, shell);
        const auto secrets = one(QStringLiteral("A"), value);
        QCOMPARE(bytesOf(*writeSecrets(secrets, SecretsFormat::DotEnv)), dotEnv);
        QCOMPARE(bytesOf(*writeSecrets(secrets, SecretsFormat::Export)), shell);
    }

    void readsBackWhatItWrites()
    {
        for (const SecretsFormat format : {SecretsFormat::DotEnv, SecretsFormat::Export}) {
            std::vector<NamedSecret> secrets;
            for (const QByteArray &value : Awkward)
                secrets.push_back({QStringLiteral("N%1").arg(secrets.size()), bufferOf(value)});
            const auto lines = readDotEnv(*writeSecrets(secrets, format));
            QVERIFY(lines);
            QCOMPARE(lines->size(), secrets.size());
            for (std::size_t i = 0; i < secrets.size(); ++i) {
                QCOMPARE((*lines)[i].name, secrets[i].name);
                QCOMPARE(bytesOf((*lines)[i].value), bytesOf(secrets[i].value));
            }
        }
    }

    void aShellReadsTheSame()
    {
        for (const SecretsFormat format : {SecretsFormat::DotEnv, SecretsFormat::Export}) {
            for (const QByteArray &value : Awkward) {
                const auto text = writeSecrets(one(QStringLiteral("A"), value), format);
                QVERIFY(text);
                QProcess shell;
                shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QString::fromUtf8(bytesOf(*text)) +
                                                                                  QStringLiteral("printf %s \"$A.\"")});
                QVERIFY(shell.waitForFinished());
                QCOMPARE(shell.readAllStandardOutput(), value + '.');
            }
        }
    }

    void jsonHoldsEveryName()
    {
        auto secrets = one(QStringLiteral("a/b \"c\" \u03b1"), "l1\nl2\t\"q\"\x01");
        secrets.push_back({QStringLiteral("B"), bufferOf({})});
        const auto text = writeSecrets(secrets, SecretsFormat::Json);
        QVERIFY(text);
        const QJsonObject object = QJsonDocument::fromJson(bytesOf(*text)).object();
        QCOMPARE(object.size(), 2);
        QCOMPARE(object.value(QStringLiteral("a/b \"c\" \u03b1")).toString(), QStringLiteral("l1\nl2\t\"q\"\x01"));
        QCOMPARE(object.value(QStringLiteral("B")).toString(), QString());
    }

    void refusesWhatAFormatCannotHold()
    {
        const auto refuses = [](const QString &name, const QByteArray &value, SecretsFormat format) {
            const auto text = writeSecrets(one(name, value), format);
            return !text && text.error() == Error{ErrorKind::InvalidInput, name, 0};
        };
        QVERIFY(refuses(QStringLiteral("a b"), "x", SecretsFormat::DotEnv));
        QVERIFY(refuses(QStringLiteral("A;rm"), "x", SecretsFormat::Export));
        QVERIFY(refuses(QStringLiteral("a.b"), "x", SecretsFormat::Export));
        QVERIFY(refuses(QStringLiteral("a-b"), "x", SecretsFormat::Export));
        QVERIFY(refuses(QString(), "x", SecretsFormat::Json));
        for (const SecretsFormat format : {SecretsFormat::DotEnv, SecretsFormat::Export, SecretsFormat::Json}) {
            QVERIFY(refuses(QStringLiteral("A"), QByteArray("\0", 1), format));
            QVERIFY(refuses(QStringLiteral("A"), "\xff", format));
        }
        QVERIFY(canWriteName(QStringLiteral("a.b-c"), SecretsFormat::DotEnv));
        QVERIFY(!canWriteName(QStringLiteral("a.b"), SecretsFormat::Export));
    }
};

QTEST_GUILESS_MAIN(DotEnvTest)
#include "tst_dotenv.moc"
