// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passphrasegenerator.h"
#include "tests/core/toolbox/chisquare.h"

#include <QFile>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>
#include <set>

using namespace coffret;
using namespace coffret::test;

Q_DECLARE_METATYPE(coffret::PassphraseOptions)

namespace {

std::shared_ptr<const WordList> systemList()
{
    auto list = WordList::read(WordList::systemPath());
    return list ? std::make_shared<const WordList>(*std::move(list)) : nullptr;
}

QString textOf(const SecretBuffer &password)
{
    return QString::fromUtf8(password.view().data(), qsizetype(password.size()));
}

PassphraseOptions optionsOf(int words, QString separator, WordCase wordCase = WordCase::Lower, bool hasDigit = false)
{
    return {words, std::move(separator), wordCase, hasDigit};
}

/// A list that is as it should be: no made-up word begins with another one.
QByteArrayList madeUpLines()
{
    QByteArrayList lines;
    for (int i = 0; i < int(WordList::Size); ++i) {
        QByteArray dice;
        QByteArray word;
        for (int rest = i, digit = 0; digit < 5; ++digit, rest /= 6) {
            dice.prepend(char('1' + rest % 6));
            word.prepend(char('a' + rest % 6));
        }
        lines += dice + '\t' + word;
    }
    return lines;
}

} // namespace

class TestPassphraseGenerator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsTheSystemsList();
    void saysWhenTheListIsMissing();
    void refusesOtherLists_data();
    void refusesOtherLists();
    void looks_data();
    void looks();
    void t25_everyWordIsAsLikely();
    void t25_theDigitIsAnywhere();
    void entropy();
    void refuses_data();
    void refuses();
};

void TestPassphraseGenerator::readsTheSystemsList()
{
    const auto list = WordList::read(WordList::systemPath());
    QVERIFY2(list, qPrintable(list ? QString() : list.error().detail));
    const std::vector<std::string> &words = list->words();
    QCOMPARE(std::set<std::string>(words.begin(), words.end()).size(), std::size_t(7776));
    QCOMPARE(words.front(), std::string("abacus"));
    QCOMPARE(words.back(), std::string("zoom"));
}

void TestPassphraseGenerator::saysWhenTheListIsMissing()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("words.txt"));
    const auto missing = WordList::read(path);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
    QVERIFY(missing.error().detail.contains(path));
    const auto unreadable = WordList::read(folder.path());
    QVERIFY(!unreadable);
    QCOMPARE(unreadable.error().kind, ErrorKind::StorageFault);
}

void TestPassphraseGenerator::refusesOtherLists_data()
{
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<bool>("isGood");
    const QByteArrayList good = madeUpLines();
    const auto with = [&good](const QByteArray &line) {
        QByteArrayList lines = good;
        lines[1000] = line;
        return lines;
    };
    QTest::newRow("good") << good << true;
    QTest::newRow("a hyphen and a space") << with("15444 yo-yo") << true;
    QTest::newRow("one too few") << good.mid(1) << false;
    QTest::newRow("one too many") << good + QByteArrayList{"11111\tzebra"} << false;
    QTest::newRow("twice the same") << with(good[5]) << false;
    QTest::newRow("beginning of another") << with("15444\tabc") << false;
    QTest::newRow("capital") << with("15444\tZebra") << false;
    QTest::newRow("digit") << with("15444\tzebra1") << false;
    QTest::newRow("begins with a hyphen") << with("15444\t-zebra") << false;
    QTest::newRow("no dice") << with("zebra") << false;
    QTest::newRow("four dice") << with("1544\tzebra") << false;
    QTest::newRow("a seven") << with("17444\tzebra") << false;
    QTest::newRow("no word") << with("15444\t") << false;
    QTest::newRow("not ASCII") << with("15444\tz\xc3\xa9"
                                       "bra")
                               << false;
}

void TestPassphraseGenerator::refusesOtherLists()
{
    QFETCH(QByteArrayList, lines);
    QFETCH(bool, isGood);
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("words.txt")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(lines.join('\n') + '\n');
    file.close();
    const auto list = WordList::read(file.fileName());
    QCOMPARE(list.has_value(), isGood);
    if (!isGood)
        QCOMPARE(list.error().kind, ErrorKind::Malformed);
}

void TestPassphraseGenerator::looks_data()
{
    QTest::addColumn<PassphraseOptions>("options");
    QTest::addColumn<QString>("pattern");
    const QString space = QStringLiteral(" ");
    QTest::newRow("usual") << PassphraseOptions() << QStringLiteral("[a-z-]+( [a-z-]+){5}");
    QTest::newRow("one word") << optionsOf(1, space) << QStringLiteral("[a-z-]+");
    QTest::newRow("many") << optionsOf(40, QStringLiteral(", ")) << QStringLiteral("[a-z-]+(, [a-z-]+){39}");
    QTest::newRow("no separator") << optionsOf(4, {}) << QStringLiteral("[a-z-]{12,}");
    QTest::newRow("separator beyond ASCII")
        << optionsOf(2, QStringLiteral("\U0001F600")) << QStringLiteral("[a-z-]+\U0001F600[a-z-]+");
    QTest::newRow("upper case") << optionsOf(3, space, WordCase::Upper) << QStringLiteral("[A-Z-]+( [A-Z-]+){2}");
    QTest::newRow("capitals") << optionsOf(3, {}, WordCase::Capitalized) << QStringLiteral("([A-Z][a-z-]+){3}");
    QTest::newRow("digit") << optionsOf(3, space, WordCase::Lower, true)
                           << QStringLiteral("(?=[^0-9]*[0-9][^0-9]*$)[a-z-]+[0-9]?( [a-z-]+[0-9]?){2}");
}

void TestPassphraseGenerator::looks()
{
    QFETCH(PassphraseOptions, options);
    QFETCH(QString, pattern);
    const auto generator = PassphraseGenerator::from(options, systemList());
    QVERIFY(generator);
    const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern));
    for (int i = 0; i < 50; ++i) {
        const QString password = textOf(generator->generate());
        QVERIFY2(whole.match(password).hasMatch(), qPrintable(password));
    }
    QVERIFY(!generator->generate().equals(generator->generate()));
}

void TestPassphraseGenerator::t25_everyWordIsAsLikely()
{
    const auto list = systemList();
    QVERIFY(list);
    std::map<std::string_view, std::size_t> places;
    for (std::size_t i = 0; i < list->words().size(); ++i)
        places[list->words()[i]] = i;
    const auto generator = PassphraseGenerator::from(optionsOf(40, QStringLiteral(" ")), list);
    std::vector<int> counts(WordList::Size);
    std::vector<int> bent(WordList::Size); // what taking the rest of thirteen bits comes to
    QRandomGenerator other;
    for (int i = 0; i < 2'000; ++i) {
        const SecretBuffer password = generator->generate();
        std::string_view rest = password.view();
        while (!rest.empty()) {
            const std::string_view word = rest.substr(0, rest.find(' '));
            ++counts[places.at(word)];
            ++bent[(other.generate() & 0x1fff) % WordList::Size];
            rest.remove_prefix(std::min(rest.size(), word.size() + 1));
        }
    }
    QVERIFY2(chiSquare(counts) < chiSquareLimit(counts.size()), qPrintable(QString::number(chiSquare(counts))));
    QVERIFY(chiSquare(bent) > chiSquareLimit(bent.size()));
}

void TestPassphraseGenerator::t25_theDigitIsAnywhere()
{
    const auto generator =
        PassphraseGenerator::from(optionsOf(4, QStringLiteral(" "), WordCase::Lower, true), systemList());
    std::vector<int> counts(40); // behind which word, and which digit
    for (int i = 0; i < 8'000; ++i) {
        const QString password = textOf(generator->generate());
        const auto place = password.indexOf(QRegularExpression(QStringLiteral("[0-9]")));
        const qsizetype word = password.left(place).count(QLatin1Char(' '));
        ++counts.at(std::size_t(word * 10 + password[place].digitValue()));
    }
    QVERIFY2(chiSquare(counts) < chiSquareLimit(counts.size()), qPrintable(QString::number(chiSquare(counts))));
}

void TestPassphraseGenerator::entropy()
{
    const auto list = systemList();
    const auto bits = [&list](const PassphraseOptions &options) {
        return PassphraseGenerator::from(options, list)->entropy();
    };
    QCOMPARE(bits(optionsOf(6, QStringLiteral(" "))), 6 * std::log2(7776.0));
    QCOMPARE(bits(optionsOf(6, {}, WordCase::Capitalized)), 6 * std::log2(7776.0)); // known beforehand: adds nothing
    // One word and a digit: every one of them, written down.
    std::set<std::string> all;
    for (const std::string &word : list->words()) {
        for (const char digit : std::string_view("0123456789"))
            all.insert(word + digit);
    }
    QCOMPARE(bits(optionsOf(1, {}, WordCase::Lower, true)), std::log2(double(all.size())));
    QCOMPARE(bits(optionsOf(5, {}, WordCase::Lower, true)), 5 * std::log2(7776.0) + std::log2(50.0));
}

void TestPassphraseGenerator::refuses_data()
{
    QTest::addColumn<PassphraseOptions>("options");
    QTest::newRow("no word") << optionsOf(0, {});
    QTest::newRow("too many") << optionsOf(41, {});
    QTest::newRow("long separator") << optionsOf(4, QString(11, QLatin1Char('-')));
    QTest::newRow("line break") << optionsOf(4, QStringLiteral("\n"));
    QTest::newRow("zero") << optionsOf(4, QString(QChar(0)));
    QTest::newRow("half a character") << optionsOf(4, QString(QChar(0xd83d)));
}

void TestPassphraseGenerator::refuses()
{
    QFETCH(PassphraseOptions, options);
    const auto generator = PassphraseGenerator::from(options, systemList());
    QVERIFY(!generator);
    QCOMPARE(generator.error().kind, ErrorKind::InvalidInput);
}

QTEST_APPLESS_MAIN(TestPassphraseGenerator)
#include "tst_passphrasegenerator.moc"
