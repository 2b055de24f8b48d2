// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/language.h"
#include "ui/viewmodels/keynames.h"

#include <QGuiApplication>
#include <QLocale>
#include <QTest>

using coffret::keyNames;
using coffret::Language;

namespace {

const QString Accented = QStringLiteral("en-XA");
const QString RightToLeft = QStringLiteral("ar-XB");

QString said(const char *text, int n = -1, const char *context = "ManyTexts")
{
    return QCoreApplication::translate(context, text, nullptr, n);
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accentedTextsAreLongerAndBetweenBrackets();
    void whatIsFilledInStaysAsItIs();
    void aSingleWordStaysOne();
    void pluralsTakeTheEnglishForm();
    void textsOfQtStay();
    void wordsAreTurnedRound();
    void theLayoutTurnsWithTheLanguage();
    void aTranslatedLanguageIsSpoken();
    void aLanguageNobodyTranslatedIsEnglish();
};

void TestLanguage::accentedTextsAreLongerAndBetweenBrackets()
{
    const Language language(Accented);
    for (const char *text : {"Save", "Move to another folder", "The keys of these people cannot be used."}) {
        const QString made = said(text);
        const double longer = static_cast<double>(made.size()) / static_cast<double>(qstrlen(text));
        QVERIFY2(made.startsWith(QLatin1Char('[')) && made.endsWith(QLatin1Char(']')), qPrintable(made));
        QVERIFY2(longer >= 1.4 && longer <= 2.4, qPrintable(made));
        QVERIFY2(!made.contains(QLatin1Char('e')) && !made.contains(QLatin1Char('a')), qPrintable(made));
        QVERIFY2(!made.contains(QLatin1Char('<')) && !made.contains(QLatin1Char('&')), qPrintable(made));
    }
    QCOMPARE(said("%1 · %2"), QStringLiteral("%1 · %2")); // no word that could be longer
}

void TestLanguage::whatIsFilledInStaysAsItIs()
{
    for (const QString &code : {Accented, RightToLeft}) {
        const Language language(code);
        const QString made = said("Move “%1” to %L2, %12 of %n, %Ln");
        for (const char *place : {"%1”", "%L2", "%12", "%n", "%Ln"})
            QVERIFY2(made.contains(QString::fromUtf8(place)), qPrintable(made));
        const QString filled = said("Move “%1” to %2?").arg(QStringLiteral("name"), QStringLiteral("place"));
        QVERIFY2(filled.contains(QLatin1String("name")) && filled.contains(QLatin1String("place")), qPrintable(filled));
    }
}

void TestLanguage::aSingleWordStaysOne()
{
    const Language language(Accented);
    QVERIFY(!said("Dismiss").contains(QLatin1Char(' ')));
    QVERIFY(said("Clear now").contains(QLatin1Char(' ')));
}

void TestLanguage::pluralsTakeTheEnglishForm()
{
    QString one;
    QString several;
    {
        const Language english(QStringLiteral("en"));
        one = said("%n secret(s) change.", 1);
        several = said("%n secret(s) change.", 2);
        QCOMPARE(one, QStringLiteral("1 secret changes."));
        QCOMPARE(several, QStringLiteral("2 secrets change."));
    }
    const Language language(Accented);
    QVERIFY(said("%n secret(s) change.", 1).contains(QStringLiteral("1 šéčřéť čĥáňğéš.")));
    QVERIFY(said("%n secret(s) change.", 2).contains(QStringLiteral("2 šéčřéťš čĥáňğé.")));
}

void TestLanguage::textsOfQtStay()
{
    const Language language(Accented);
    QCOMPARE(said("Ctrl", -1, "QShortcut"), QStringLiteral("Ctrl"));
    QVERIFY(said("Ctrl", -1, "QuickLookup") != QStringLiteral("Ctrl"));
}

void TestLanguage::wordsAreTurnedRound()
{
    const Language language(RightToLeft);
    const QString made = said("Move %1 to");
    QVERIFY(made.isRightToLeft());
    QCOMPARE(made.count(QChar(0x202e)), 2);
    QCOMPARE(made.count(QChar(0x202c)), 2);
    QVERIFY(said("%1, %2").count(QChar(0x202e)) == 0);
}

void TestLanguage::theLayoutTurnsWithTheLanguage()
{
    QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
    {
        const Language language(RightToLeft);
        QCOMPARE(QGuiApplication::layoutDirection(), Qt::RightToLeft);
    }
    QCOMPARE(QGuiApplication::layoutDirection(), Qt::LeftToRight);
}

void TestLanguage::aTranslatedLanguageIsSpoken()
{
    const Language language(QStringLiteral("de"));
    QCOMPARE(said("%n secret(s) change.", 1), QStringLiteral("1 Geheimnis ändert sich."));
    QCOMPARE(said("%n secret(s) change.", 3), QStringLiteral("3 Geheimnisse ändern sich."));
    QCOMPARE(keyNames(QStringLiteral("Shift+↑ ↓  Ctrl+A")), QStringLiteral("Umschalt+↑ ↓  Strg+A"));
    QCOMPARE(keyNames(QStringLiteral("F3")), QStringLiteral("F3"));
}

void TestLanguage::aLanguageNobodyTranslatedIsEnglish()
{
    const QLocale before;
    {
        const Language language(QStringLiteral("nl"));
        QCOMPARE(QLocale().language(), QLocale::Dutch); // dates and numbers
        QCOMPARE(said("Save"), QStringLiteral("Save"));
        QCOMPARE(said("%n secret(s) change.", 1), QStringLiteral("1 secret changes."));
    }
    QCOMPARE(QLocale(), before);
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
