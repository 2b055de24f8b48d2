// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passwordstrength.h"

#include <QTest>

#include <cmath>
#include <type_traits>

using namespace coffret;

namespace {

PasswordStrength strengthOf(const QByteArray &password, const QStringList &knownWords = {})
{
    return PasswordStrength::of(SecretBuffer::copyOf({password.constData(), std::size_t(password.size())}), knownWords);
}

// Nothing in it can point to, or be, a part of a password.
static_assert(std::is_trivially_copyable_v<PasswordStrength>);
static_assert(sizeof(PasswordStrength) == 3 * sizeof(double));

} // namespace

class TestPasswordStrength : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void knownPasswords_data();
    void knownPasswords();
    void strongerHasMoreOfEverything();
    void nothingIsNothing();
    void knownWordsCount_data();
    void knownWordsCount();
    void looksAtTheBeginningOnly();
    void looksAtAFewKnownWordsOnly();
    void scaleOfGenerated();
};

void TestPasswordStrength::knownPasswords_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<int>("score");
    const auto row = [](const char *password, int score) {
        QTest::addRow("%s", password) << QByteArray(password) << score;
    };
    row("password", 0);
    row("123456", 0);
    row("P@ssw0rd", 0);
    row("qwertyuiop", 1);
    row("aaaaaaaaaaaa", 0);
    row("abcdefghijkl", 0);
    row("Tr0ub4dour&3", 3);
    row("correcthorsebatterystaple", 4);
    row("coRrecth0rseba++ery9.23.2007staple$", 4);
    row("D0g..................", 1);
    row("eheuczkqyq", 4);
    row("rWibMFACxAUGZmxhVncy", 4);
    row("Ba9ZyWABu99[BK#6MBgbH88Tofv)vs$w", 4);
    row("\xc3\xa9\xc3\xb1\xc3\xbc\xc3\xa5\xc3\xb8\xc3\xa6\xc5\x93\xc3\xa7", 4);
}

void TestPasswordStrength::knownPasswords()
{
    QFETCH(QByteArray, password);
    const PasswordStrength strength = strengthOf(password);
    QTEST(strength.score, "score");
}

void TestPasswordStrength::strongerHasMoreOfEverything()
{
    PasswordStrength before{-1, -1, -1};
    for (const char *password : {"password", "password1", "zxcvbn4!", "Tr0ub4dour&3", "eheuczkqyq1",
                                 "rWibMFACxAUGZmxhVncy", "Ba9ZyWABu99[BK#6MBgbH88Tofv)vs$w"}) {
        const PasswordStrength strength = strengthOf(password);
        QVERIFY2(strength.guessesLog10 > before.guessesLog10, password);
        QVERIFY2(strength.entropy > before.entropy && strength.score >= before.score, password);
        before = strength;
    }
}

void TestPasswordStrength::nothingIsNothing()
{
    const PasswordStrength none = strengthOf({});
    QVERIFY(none.score == 0 && none.entropy == 0 && none.guessesLog10 == 0);
    QCOMPARE(strengthOf(QByteArray("\0rWibMFACxAUGZmxhVncy", 21)).entropy, 0.0); // ends where it begins
    QVERIFY(strengthOf(" ").entropy > 0);
}

void TestPasswordStrength::knownWordsCount_data()
{
    QTest::addColumn<QByteArray>("password");
    QTest::addColumn<QString>("word");
    QTest::newRow("name") << QByteArray("Quxbazwik7") << QStringLiteral("Quxbazwik");
    QTest::newRow("other case") << QByteArray("quxBAZwik7") << QStringLiteral("QUXBAZWIK");
    QTest::newRow("with other signs") << QByteArray("quxb4zw1k") << QStringLiteral("quxbazwik");
    QTest::newRow("part of a login") << QByteArray("quxbazwik7") << QStringLiteral("quxbazwik@example.org");
    QTest::newRow("part of a host") << QByteArray("quxbazwik7") << QStringLiteral("https://vault.quxbazwik.example/x");
    QTest::newRow("whole host") << QByteArray("quxb.azwik.vq") << QStringLiteral(" quxb.azwik.vq ");
    QTest::newRow("backwards") << QByteArray("kiwzabxuq7") << QStringLiteral("quxbazwik");
}

void TestPasswordStrength::knownWordsCount()
{
    QFETCH(QByteArray, password);
    QFETCH(QString, word);
    const PasswordStrength unknown = strengthOf(password, {QStringLiteral("something"), QStringLiteral("else")});
    const PasswordStrength known = strengthOf(password, {word});
    QCOMPARE(unknown.entropy, strengthOf(password).entropy);
    QVERIFY2(known.entropy < unknown.entropy / 2, qPrintable(QString::number(known.entropy)));
    QVERIFY(known.score < unknown.score);
}

void TestPasswordStrength::looksAtTheBeginningOnly()
{
    QByteArray password; // in which nothing repeats
    for (quint32 i = 1, x = 1; i <= PasswordStrength::LongestPassword; ++i, x = x * 1103515245 + 12345)
        password += char('!' + (x >> 16) % 94);
    const double whole = strengthOf(password).entropy;
    QVERIFY(whole > strengthOf(password.left(99)).entropy);
    QCOMPARE(strengthOf(password + "More$7").entropy, whole);
    QCOMPARE(strengthOf(password + QByteArray(4 * 1024 * 1024, 'x')).entropy, whole);
}

void TestPasswordStrength::looksAtAFewKnownWordsOnly()
{
    const QByteArray password = "quxbazwik7";
    QStringList words;
    for (int i = 0; i < int(PasswordStrength::MostKnownWords) - 1; ++i)
        words += QStringLiteral("word%1").arg(i);
    const QString name = QStringLiteral("quxbazwik");
    const double unknown = strengthOf(password).entropy;
    QVERIFY(strengthOf(password, words + QStringList{name}).entropy < unknown);
    QVERIFY(strengthOf(password, words + QStringList{words.front(), name}).entropy < unknown); // twice counts once
    QCOMPARE(strengthOf(password, words + QStringList{QStringLiteral("onemore"), name}).entropy, unknown);
    const QString filler(int(PasswordStrength::LongestKnownWord) - 1, QLatin1Char('-'));
    QCOMPARE(strengthOf(password, {filler + name}).entropy, unknown); // only the beginning of a long one
    QVERIFY(strengthOf(password, {name + filler}).entropy < unknown);
}

void TestPasswordStrength::scaleOfGenerated()
{
    const auto scoreOf = [](double guesses) { return PasswordStrength::ofEntropy(std::log2(guesses)).score; };
    QCOMPARE(scoreOf(1), 0);
    QCOMPARE(scoreOf(1004), 0);
    QCOMPARE(scoreOf(1006), 1);
    QCOMPARE(scoreOf(1e6), 1);
    QCOMPARE(scoreOf(1e6 + 6), 2);
    QCOMPARE(scoreOf(1e8), 2);
    QCOMPARE(scoreOf(1e8 + 10), 3);
    QCOMPARE(scoreOf(1e10), 3);
    QCOMPARE(scoreOf(1.001e10), 4);
    QCOMPARE(PasswordStrength::ofEntropy(128).entropy, 128.0);
    QCOMPARE(PasswordStrength::ofEntropy(100).guessesLog10, 100 * std::log10(2.0));
    QCOMPARE(PasswordStrength::ofEntropy(-1).entropy, 0.0);
}

QTEST_APPLESS_MAIN(TestPasswordStrength)
#include "tst_passwordstrength.moc"
