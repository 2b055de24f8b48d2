// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalog.h"
#include "core/model/secretdraft.h"
#include "core/model/textfolder.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace coffret;

namespace {

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

// Any text a server may send: several scripts, marks, surrogates with and without partner.
QString randomText(QRandomGenerator &random)
{
    QString result;
    for (int length = random.bounded(12); length > 0; --length) {
        const char32_t top[] = {0x80, 0x80, 0x250, 0x530, 0x3100, 0xe000, 0x10000, 0x20000};
        const char32_t codePoint = random.bounded(top[random.bounded(8)]);
        result += QString::fromUcs4(&codePoint, 1);
    }
    return result;
}

} // namespace

class TestTextFolder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void folds_data()
    {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("folded");
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("case") << text("GitHub ROOT-2") << text("github root-2");
        QTest::newRow("accents") << text("Café À la crème") << text("cafe a la creme");
        QTest::newRow("decomposed") << text("Cafe\u0301") << text("cafe");
        QTest::newRow("vietnamese") << text("Điện thoại") << text("dien thoai");
        QTest::newRow("sharp s") << text("Straße STRAẞE") << text("strasse strasse");
        QTest::newRow("strokes") << text("Łódź Ørsted Æther Œuvre Ħal") << text("lodz orsted aether oeuvre hal");
        QTest::newRow("turkish") << text("İstanbul ılık") << text("istanbul ilik");
        QTest::newRow("greek") << text("ΆΛΦΑ Σίσυφος") << text("αλφα σισυφοσ");
        QTest::newRow("cyrillic") << text("Ёлка ЙОД") << text("елка иод");
        QTest::newRow("hebrew points") << text("שָׁלוֹם") << text("שלום");
        QTest::newRow("arabic marks") << text("مُحَمَّد") << text("محمد");
        QTest::newRow("devanagari vowels stay") << text("हिन्दी") << text("हिन्दी");
        QTest::newRow("full width") << text("ＧｉｔＨｕｂ") << text("github");
        QTest::newRow("ligature") << text("ﬁrewall") << text("firewall");
        QTest::newRow("han") << text("東京") << text("東京");
        QTest::newRow("beyond the first plane") << text("𝐀𝐁 😀") << text("ab 😀");
        QTest::newRow("white space") << text("  a \t\n b\u00a0\u2003c ") << text("a b c");
        QTest::newRow("control characters") << text("a\x01\x7f\u2028z") << text("a z");
        QTest::newRow("invisible") << text("pass\u00adw\u200bo\u200drd\u202e\ufeff") << text("password");
        QTest::newRow("emoji variation") << text("❤️") << text("❤");
    }
    void folds()
    {
        QFETCH(QString, shown);
        QFETCH(QString, folded);
        QCOMPARE(Catalog::fold(shown), folded);
    }

    void survivesLoneSurrogates()
    {
        const QString lone = QString(QChar(0xd800)) + QLatin1Char('A') + QChar(0xdc00);
        QCOMPARE(Catalog::fold(lone), text("\ufffda\ufffd"));
    }

    void survivesTheLongestDecomposition()
    {
        const QString folded = Catalog::fold(text("ﷺ"));
        QCOMPARE(folded.toUtf8().size(), 33);
        QVERIFY(!folded.contains(QChar(QChar::ReplacementCharacter)));
    }

    void foldingTwiceChangesNothing()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 20'000; ++i) {
            const QString shown = randomText(random);
            const QString once = Catalog::fold(shown);
            QVERIFY2(Catalog::fold(once) == once, qPrintable(QString::fromLatin1(shown.toUtf8().toHex())));
        }
    }

    // What search relies on: a part of a text folds to a part of the folded text.
    void codePointsFoldByThemselves()
    {
        QRandomGenerator random(8);
        TextFolder folder;
        for (int i = 0; i < 5'000; ++i) {
            const QString shown = randomText(random);
            std::string joined;
            for (const char32_t codePoint : shown.toUcs4())
                joined += folder.foldCodePoint(codePoint);
            const QString spaced = QString::fromStdString(joined).simplified();
            QCOMPARE(spaced, QString::fromStdString(TextFolder().fold(shown)).simplified());
        }
    }

    void namesTypesAndKeysApart()
    {
        QSet<QString> names;
        for (int i = 0; i <= static_cast<int>(SecretType::Unknown); ++i) {
            const auto type = static_cast<SecretType>(i);
            names.insert(toString(type));
            QVERIFY(secretTypeFromString(toString(type)) == type);
        }
        QCOMPARE(names.size(), 6);
        QVERIFY(secretTypeFromString(text("Login")) == SecretType::Unknown);

        QSet<QString> keys;
        for (int i = 0; i < static_cast<int>(FieldKind::Custom); ++i)
            keys.insert(fieldKey(static_cast<FieldKind>(i)));
        QCOMPARE(keys.size(), static_cast<int>(FieldKind::Custom));
        QVERIFY(!keys.contains(QString()));
        QVERIFY(fieldKey(FieldKind::Custom).isEmpty());
        QCOMPARE(primaryFieldKey(SecretType::Login), fieldKey(FieldKind::Password));
        QVERIFY(primaryFieldKey(SecretType::Unknown).isEmpty());
    }

    void findsFieldsOfADraft()
    {
        SecretDraft draft;
        draft.fields.push_back({FieldKind::Password, text("password"), {}, true, SecretBuffer::copyOf("alpha")});
        QVERIFY(draft.field(text("password")));
        QCOMPARE(draft.field(text("password"))->value.size(), std::size_t(5));
        QVERIFY(!draft.field(text("note")));
    }
};

QTEST_GUILESS_MAIN(TestTextFolder)
#include "tst_textfolder.moc"
