// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/displaytext.h"

#include <QTest>

using namespace coffret;

class TestDisplayText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void t29_showsWhatWouldBeInvisible_data();
    void t29_showsWhatWouldBeInvisible();
};

void TestDisplayText::t29_showsWhatWouldBeInvisible_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("oneLine");
    QTest::addColumn<QString>("lines");
    const auto row = [](const char *title, const QString &raw, const QString &oneLine, const QString &lines = {}) {
        QTest::newRow(title) << raw << oneLine << (lines.isNull() ? oneLine : lines);
    };
    const auto same = [&row](const char *title, const QString &raw) { row(title, raw, raw); };
    row("line feed", QStringLiteral("ada\nURI: x"), QStringLiteral("ada↵URI: x"), QStringLiteral("ada\nURI: x"));
    row("carriage return", QStringLiteral("ada\rroot"), QStringLiteral("ada↵root"), QStringLiteral("ada\rroot"));
    row("tab", QStringLiteral("a\tb"), QStringLiteral("a⇥b"), QStringLiteral("a\tb"));
    row("escape", QStringLiteral("a\x1b[0m"), QStringLiteral("a␛[0m"));
    row("zero", QStringLiteral("a") + QChar(u'\0'), QStringLiteral("a␀"));
    row("delete", QStringLiteral("a\x7f"), QStringLiteral("a␡"));
    row("upper controls", QStringLiteral("a\u0085\u009b"), QStringLiteral("a\ufffd\ufffd"));
    row("override", QStringLiteral("a\u202egpj"), QStringLiteral("a\ufffdgpj"));
    row("isolate", QStringLiteral("\u2066a\u2069"), QStringLiteral("\ufffda\ufffd"));
    row("mark of direction", QStringLiteral("a\u200f\u061c"), QStringLiteral("a\ufffd\ufffd"));
    row("no width", QStringLiteral("a\u200bb\ufeffc\u00add\u2060"), QStringLiteral("a\ufffdb\ufffdc\ufffdd\ufffd"));
    row("joiner between Latin letters", QStringLiteral("a\u200db\u200c"), QStringLiteral("a\ufffdb\ufffd"));
    row("line separators", QStringLiteral("a\u2028b\u2029"), QStringLiteral("a↵b↵"));
    row("letter that is nothing", QStringLiteral("a\u3164"), QStringLiteral("a\ufffd"));
    row("tag", QString::fromUcs4(U"a\U000e0041b"), QStringLiteral("a\ufffd\ufffdb"));
    row("joiners in a row", QStringLiteral("\u0645\u200c\u200d\u200c\u06cc"),
        QStringLiteral("\u0645\ufffd\ufffd\ufffd\u06cc"));
    row("joiner beside a dash", QStringLiteral("\u2014\u200d\u2014"), QStringLiteral("\u2014\ufffd\u2014"));
    row("joiner between wide letters", QStringLiteral("\uff41\u200d\uff42"), QStringLiteral("\uff41\ufffd\uff42"));
    row("joiner between Han", QStringLiteral("\u611b\u200d\u611b"), QStringLiteral("\u611b\ufffd\u611b"));
    row("joiner on one side", QStringLiteral("\u0645\u200da"), QStringLiteral("\u0645\ufffda"));
    row("Braille without a dot", QStringLiteral("a\u2800b"), QStringLiteral("a\ufffdb"));
    row("grapheme joiner", QStringLiteral("a\u034fb"), QStringLiteral("a\ufffdb"));
    row("Khmer vowels that are nothing", QStringLiteral("\u1780\u17b4\u17b5"), QStringLiteral("\u1780\ufffd\ufffd"));
    row("private use", QStringLiteral("a\ue000"), QStringLiteral("a\ufffd"));
    row("private use beyond", QString::fromUcs4(U"a\U000f0000"), QStringLiteral("a\ufffd\ufffd"));
    row("not assigned", QStringLiteral("a\u0378"), QStringLiteral("a\ufffd"));
    row("variation selector", QStringLiteral("a\ufe0fb\ufe01"), QStringLiteral("a\ufffdb\ufffd"));
    row("variation selector beyond", QString::fromUcs4(U"a\U000e0100b\U000e01ef"),
        QStringLiteral("a\ufffd\ufffdb\ufffd\ufffd"));
    row("two for one sign", QStringLiteral("\u2764\ufe0f\ufe0f"), QStringLiteral("\u2764\ufe0f\ufffd"));
    row("Mongolian selector between Latin letters", QStringLiteral("a\u180bb"), QStringLiteral("a\ufffdb"));
    same("plain", QStringLiteral("Ada <ada@example.org> 100%"));
    same("nothing", QString());
    same("accents", QStringLiteral("\u00c4da e\u0301"));
    same("Persian with its joiner", QStringLiteral("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"));
    same("Arabic number sign", QStringLiteral("\u06dd\u0661"));
    same("family", QString::fromUcs4(U"\U0001f469\u200d\U0001f467"));
    same("heart", QStringLiteral("\u2764\ufe0f"));
    same("heart as a sign", QStringLiteral("\u2764\ufe0e"));
    same("heart on fire", QString::fromUcs4(U"\u2764\ufe0f\u200d\U0001f525"));
    same("a tone of skin", QString::fromUcs4(U"\U0001f469\U0001f3fd\u200d\U0001f680"));
    same("key of a telephone", QStringLiteral("1\ufe0f\u20e3"));
    same("Persian with a vowel", QStringLiteral("\u0645\u064e\u200c\u06cc"));
    same("Devanagari with its joiner", QStringLiteral("\u0915\u094d\u200d\u0937"));
    same("Sinhala with its joiner", QStringLiteral("\u0d9a\u0dca\u200d\u0dbb"));
    same("Mongolian with its selector", QStringLiteral("\u1820\u180b"));
}

void TestDisplayText::t29_showsWhatWouldBeInvisible()
{
    QFETCH(QString, raw);
    QTEST(visibleText(raw), "oneLine");
    QTEST(visibleText(raw, LineEnds::Kept), "lines");
    QCOMPARE(visibleText(raw).size(), raw.size()); // offsets stay
}

QTEST_GUILESS_MAIN(TestDisplayText)

#include "tst_displaytext.moc"
