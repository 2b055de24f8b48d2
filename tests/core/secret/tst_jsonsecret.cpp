// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/jsonsecret.h"
#include "core/secret/jsonwriter.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

using namespace coffret;

class JsonSecretTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unescapes_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *title, const char *token, const QByteArray &text) {
            QTest::newRow(title) << QByteArray(token) << text;
        };
        row("nothing", "", {});
        row("plain", "hunter2", "hunter2");
        row("every short escape", R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t");
        row("between text", R"(a\nb\\c)", "a\nb\\c");
        row("ASCII", R"(\u0041\u007f)", "A\x7f");
        row("two octets", R"(\u00e9\u07FF)", "\xc3\xa9\xdf\xbf");
        row("three octets", R"(\u0800\u20AC\uffff)", "\xe0\xa0\x80\xe2\x82\xac\xef\xbf\xbf");
        row("surrogate pair", R"(\ud83d\ude00)", "\xf0\x9f\x98\x80");
        row("last code point", R"(\uDBFF\uDFFF)", "\xf4\x8f\xbf\xbf");
        row("zero", R"(a\u0000b)", QByteArray("a\0b", 3));
        row("raw UTF-8", "p\xc3\xa4ss", "p\xc3\xa4ss");
        row("raw DEL", "\x7f", "\x7f");
        row("escaped backslash before u", R"(\\u0041)", R"(\u0041)");
    }

    void unescapes()
    {
        QFETCH(QByteArray, token);
        const auto text = unescapeJsonString({token.constData(), static_cast<std::size_t>(token.size())});
        QVERIFY(text);
        const QByteArray got(text->bytes().data(), static_cast<qsizetype>(text->size()));
        QTEST(got, "text");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("token");
        const auto row = [](const char *title, const QByteArray &token) { QTest::newRow(title) << token; };
        row("line feed", "\n");
        row("line feed after text", "ab\ncd");
        row("zero after text", QByteArray("ab\0cd", 5));
        row("control after an escape", "\\n\x1f");
        row("quote", "ab\"cd");
        row("lone high surrogate", R"(\ud83d)");
        row("high surrogate and text", R"(\ud83dabcdef)");
        row("high surrogate and another escape", R"(\ud83d\n12345)");
        row("two high surrogates", R"(\ud83d\ud83d)");
        row("lone low surrogate", R"(\ude00)");
        row("ends in a backslash", "ab\\");
        row("unknown escape", R"(\x41)");
        row("capital escape", R"(\N)");
        row("escaped zero octet", QByteArray("\\\0", 2));
        row("short escape", R"(\u12)");
        row("escape without digits", R"(\u)");
        row("no hex digits", R"(\u12g4)");
        row("sign in place of a digit", R"(\u+123)");
    }

    void refuses()
    {
        QFETCH(QByteArray, token);
        const auto text = unescapeJsonString({token.constData(), static_cast<std::size_t>(token.size())});
        QVERIFY(!text);
        QCOMPARE(text.error().kind, ErrorKind::Malformed);
    }

    /// Against Qt's reader, with texts from a fixed seed.
    void agreesWithQt()
    {
        QRandomGenerator random(4711);
        const QString alphabet = QStringLiteral("ab\"\\/\b\f\n\r\t\u0001\u00e9\u20ac\U0001F600 \u2028");
        for (int round = 0; round < 500; ++round) {
            QString text;
            for (int i = random.bounded(40); i > 0; --i) {
                const qsizetype at = random.bounded(int(alphabet.size()));
                text += alphabet[at].isSurrogate() ? QStringLiteral("\U0001F600") : QString(alphabet[at]);
            }
            const QByteArray json =
                QJsonDocument(QJsonObject{{QStringLiteral("k"), text}}).toJson(QJsonDocument::Compact);
            const QByteArray token = json.mid(6, json.size() - 8); // {"k":"..."}
            const auto got = unescapeJsonString({token.constData(), static_cast<std::size_t>(token.size())});
            QVERIFY2(got, token);
            QCOMPARE(QString::fromUtf8(got->bytes().data(), qsizetype(got->size())), text);
        }
    }

    void writesWhatAnybodyReads()
    {
        SecretJsonWriter writer(0); // grows as it goes
        writer.beginObject();
        writer.key("a/b");
        writer.beginArray();
        writer.text("");
        writer.null();
        writer.raw("1.50");
        writer.beginObject();
        writer.endObject();
        writer.beginArray();
        writer.endArray();
        writer.rawText("as\\u0020is");
        writer.endArray();
        writer.rawKey("k\\u00e9y");
        writer.text(std::string_view("\0\x1f\x7f'\\/\n", 7));
        writer.endObject();
        const SecretBuffer out = std::move(writer).take();
        QByteArray expected = "{'a/b':['',null,1.50,{},[],'as\\u0020is'],'k\\u00e9y':'\\u0000\\u001f\x7f~\\\\/\\n'}";
        expected.replace('\'', '"').replace('~', '\'');
        QCOMPARE(QByteArray(out.view().data(), static_cast<qsizetype>(out.size())), expected);
    }

    void everyCharacterComesBack()
    {
        QByteArray text;
        for (int c = 0; c < 0x80; ++c)
            text.append(static_cast<char>(c));
        text.append("\xc3\xa9\xe2\x82\xac\xe2\x80\xa8\xf0\x9f\x98\x80");
        SecretJsonWriter writer;
        writer.text({text.constData(), static_cast<std::size_t>(text.size())});
        const SecretBuffer out = std::move(writer).take();
        const auto got = unescapeJsonString(out.view().substr(1, out.size() - 2));
        QVERIFY(got);
        QVERIFY(got->view() == std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        const QByteArray json(out.view().data(), static_cast<qsizetype>(out.size()));
        QCOMPARE(QJsonDocument::fromJson('[' + json + ']')[0].toString().toUtf8(), text);
    }
};

QTEST_GUILESS_MAIN(JsonSecretTest)
#include "tst_jsonsecret.moc"
