// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/passwordgenerator.h"
#include "tests/core/toolbox/chisquare.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>

using namespace coffret;
using namespace coffret::test;

Q_DECLARE_METATYPE(coffret::PasswordOptions)

namespace {

QString textOf(const SecretBuffer &password)
{
    return QString::fromUtf8(password.view().data(), qsizetype(password.size()));
}

qsizetype countOf(const QString &password, const QString &set)
{
    return std::count_if(password.begin(), password.end(), [&set](QChar c) { return set.contains(c); });
}

PasswordOptions optionsOf(int length, std::vector<CharacterSet> sets, QString excluded = {})
{
    PasswordOptions options;
    options.length = length;
    options.sets = std::move(sets);
    options.excluded = std::move(excluded);
    return options;
}

/// Every password that has so many characters of each set, written down.
std::vector<QString> allPasswords(const PasswordOptions &options)
{
    QString alphabet;
    for (const CharacterSet &set : options.sets) {
        for (const QChar c : set.characters) {
            if (!alphabet.contains(c) && !options.excluded.contains(c))
                alphabet += c;
        }
    }
    std::vector<QString> texts{QString()};
    for (int i = 0; i < options.length; ++i) {
        std::vector<QString> longer;
        for (const QString &text : texts) {
            for (const QChar c : alphabet)
                longer.push_back(text + c);
        }
        texts = std::move(longer);
    }
    std::erase_if(texts, [&options](const QString &text) {
        return std::any_of(options.sets.begin(), options.sets.end(),
                           [&text](const CharacterSet &set) { return countOf(text, set.characters) < set.minimum; });
    });
    return texts;
}

std::vector<int> countsOf(const std::vector<QString> &all, const std::vector<QString> &found)
{
    std::map<QString, std::size_t> places;
    for (std::size_t i = 0; i < all.size(); ++i)
        places[all[i]] = i;
    std::vector<int> counts(all.size());
    for (const QString &text : found)
        ++counts.at(places.at(text)); // throws for one that should not be
    return counts;
}

const QString Lower = LowerLetters;
const QString Vowels = QStringLiteral("aeiou");

} // namespace

class TestPasswordGenerator : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySetHasItsMinimum();
    void lengths();
    void excludes();
    void aCharacterCountsForItsFirstSet();
    void countsCodePoints();
    void t25_everyCharacterIsAsLikely();
    void t25_everyPasswordIsAsLikely();
    void entropyIsThatOfAllPasswords_data();
    void entropyIsThatOfAllPasswords();
    void refuses_data();
    void refuses();
};

void TestPasswordGenerator::everySetHasItsMinimum()
{
    for (const int length : {9, 10, 40}) {
        const PasswordOptions options =
            optionsOf(length, {{LowerLetters, 1}, {UpperLetters, 2}, {Digits, 2}, {Symbols, 4}});
        const auto generator = PasswordGenerator::from(options);
        QVERIFY(generator);
        for (int i = 0; i < 200; ++i) {
            const QString password = textOf(generator->generate());
            QCOMPARE(password.size(), length);
            for (const CharacterSet &set : options.sets)
                QVERIFY2(countOf(password, set.characters) >= set.minimum, qPrintable(set.characters));
        }
    }
}

void TestPasswordGenerator::lengths()
{
    for (int length = 4; length <= 128; length += 31) {
        PasswordOptions options;
        options.length = length;
        QCOMPARE(textOf(PasswordGenerator::from(options)->generate()).size(), length);
    }
    const auto one = PasswordGenerator::from(optionsOf(1, {{Digits, 1}}));
    QCOMPARE(countOf(textOf(one->generate()), Digits), 1);
    const auto usual = PasswordGenerator::from({});
    QVERIFY(!usual->generate().equals(usual->generate()));
}

void TestPasswordGenerator::excludes()
{
    PasswordOptions options =
        optionsOf(128, {{LowerLetters, 0}, {UpperLetters, 0}, {Digits, 1}}, QStringLiteral("xyz789"));
    options.excludesLookAlikes = true;
    const auto generator = PasswordGenerator::from(options);
    QVERIFY(generator);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(countOf(textOf(generator->generate()), QStringLiteral("xyz7890O1Il|")), 0);
    options.sets.back().minimum = 0;
    QCOMPARE(PasswordGenerator::from(options)->entropy(), 128 * std::log2(62.0 - 6 - 5)); // there is no | among them
}

void TestPasswordGenerator::aCharacterCountsForItsFirstSet()
{
    const auto generator = PasswordGenerator::from(optionsOf(4, {{Vowels, 2}, {LowerLetters, 1}}));
    QVERIFY(generator);
    for (int i = 0; i < 200; ++i) {
        const qsizetype vowels = countOf(textOf(generator->generate()), Vowels);
        QVERIFY(vowels >= 2 && vowels <= 3); // both minima hold, however one counts
    }
    QCOMPARE(generator->entropy(), std::log2(6.0 * 25 * 21 * 21 + 4.0 * 125 * 21));
    QVERIFY(!PasswordGenerator::from(optionsOf(4, {{LowerLetters, 1}, {Vowels, 2}})));
}

void TestPasswordGenerator::countsCodePoints()
{
    // A letter with its accent behind it is the one character it looks like.
    const QString own = QStringLiteral("e\u0301") + QStringLiteral("\u20ac") + QStringLiteral("\U0001F600");
    const auto generator = PasswordGenerator::from(optionsOf(12, {{own, 0}}));
    QVERIFY(generator);
    QCOMPARE(generator->entropy(), 12 * std::log2(3.0));
    QString together;
    for (int i = 0; i < 20; ++i) {
        const QString password = textOf(generator->generate());
        QCOMPARE(password.toUcs4().size(), 12);
        together += password;
    }
    QString rest = together;
    for (const char32_t character : {U'\u00e9', U'\u20ac', U'\U0001F600'}) {
        QVERIFY(together.contains(QString::fromUcs4(&character, 1)));
        rest.remove(QString::fromUcs4(&character, 1));
    }
    QVERIFY(rest.isEmpty());
}

void TestPasswordGenerator::t25_everyCharacterIsAsLikely()
{
    const QString alphabet = LowerLetters + UpperLetters + Digits + Symbols;
    const auto generator = PasswordGenerator::from(optionsOf(128, {{alphabet, 0}}));
    std::vector<int> counts(std::size_t(alphabet.size()));
    std::vector<int> bent(counts.size()); // what taking the rest of a byte comes to
    QRandomGenerator other;
    for (int i = 0; i < 200'000 / 128; ++i) {
        const SecretBuffer password = generator->generate();
        for (const char c : password.view()) {
            ++counts[std::size_t(alphabet.indexOf(QLatin1Char(c)))];
            ++bent[(other.generate() & 0xff) % bent.size()];
        }
    }
    QVERIFY2(chiSquare(counts) < chiSquareLimit(counts.size()), qPrintable(QString::number(chiSquare(counts))));
    QVERIFY(chiSquare(bent) > chiSquareLimit(bent.size()));
}

void TestPasswordGenerator::t25_everyPasswordIsAsLikely()
{
    const PasswordOptions options = optionsOf(4, {{QStringLiteral("abc"), 1}, {QStringLiteral("1"), 1}});
    const std::vector<QString> all = allPasswords(options);
    QCOMPARE(all.size(), std::size_t(174)); // no power of two, which a bent choice would still hit evenly
    const auto generator = PasswordGenerator::from(options);
    std::vector<QString> found;
    std::vector<QString> bent; // what placing the minima first and filling up comes to
    QRandomGenerator other;
    const auto pick = [&other](const char *from, quint32 count) { return QLatin1Char(from[other.bounded(count)]); };
    for (int i = 0; i < 16'000; ++i) {
        found.push_back(textOf(generator->generate()));
        QString filled = QString(pick("abc", 3)) + pick("1", 1) + pick("abc1", 4) + pick("abc1", 4);
        std::shuffle(filled.begin(), filled.end(), other);
        bent.push_back(filled);
    }
    const double even = chiSquare(countsOf(all, found));
    QVERIFY2(even < chiSquareLimit(all.size()), qPrintable(QString::number(even)));
    QVERIFY(chiSquare(countsOf(all, bent)) > chiSquareLimit(all.size()));
}

void TestPasswordGenerator::entropyIsThatOfAllPasswords_data()
{
    QTest::addColumn<PasswordOptions>("options");
    const QString letters = QStringLiteral("abc");
    const QString digits = QStringLiteral("12");
    const QString sign = QStringLiteral("!");
    QTest::newRow("no minimum") << optionsOf(6, {{letters, 0}, {digits, 0}});
    QTest::newRow("one minimum") << optionsOf(6, {{letters, 0}, {digits, 1}});
    QTest::newRow("each once") << optionsOf(6, {{letters, 1}, {digits, 1}, {sign, 1}});
    QTest::newRow("large minimum") << optionsOf(6, {{letters, 0}, {digits, 5}, {sign, 0}});
    QTest::newRow("no room to spare") << optionsOf(5, {{letters, 2}, {digits, 2}, {sign, 1}});
    QTest::newRow("only one") << optionsOf(5, {{letters, 0}, {digits, 0}, {sign, 5}});
    QTest::newRow("excluded") << optionsOf(6, {{letters, 1}, {digits, 1}}, QStringLiteral("b1"));
    QTest::newRow("twice the same character") << optionsOf(5, {{QStringLiteral("aab"), 1}, {digits, 1}});
}

void TestPasswordGenerator::entropyIsThatOfAllPasswords()
{
    QFETCH(PasswordOptions, options);
    const auto generator = PasswordGenerator::from(options);
    QVERIFY(generator);
    const double counted = std::log2(double(allPasswords(options).size()));
    QVERIFY2(std::abs(generator->entropy() - counted) < 1e-12, qPrintable(QString::number(generator->entropy())));
}

void TestPasswordGenerator::refuses_data()
{
    QTest::addColumn<PasswordOptions>("options");
    QTest::newRow("no length") << optionsOf(0, {{Lower, 0}});
    QTest::newRow("too long") << optionsOf(129, {{Lower, 0}});
    QTest::newRow("no set") << optionsOf(8, {});
    QTest::newRow("empty set") << optionsOf(8, {{Lower, 0}, {QString(), 0}});
    QTest::newRow("set of excluded characters")
        << optionsOf(8, {{Lower, 0}, {QStringLiteral("12"), 0}}, QStringLiteral("21"));
    QTest::newRow("minima without room") << optionsOf(8, {{Lower, 5}, {Digits, 4}});
    QTest::newRow("minimum below zero") << optionsOf(8, {{Lower, -1}});
    QTest::newRow("minima that overflow") << optionsOf(8, {{Lower, 2147483647}, {Digits, 2147483647}});
    QTest::newRow("line break") << optionsOf(8, {{QStringLiteral("ab\n"), 0}});
    QTest::newRow("accent alone") << optionsOf(8, {{QStringLiteral("\u0301"), 0}});
    QTest::newRow("joiner") << optionsOf(8, {{QStringLiteral("a\u200d"), 0}});
    QTest::newRow("half a character") << optionsOf(8, {{QString(QChar(0xd83d)), 0}});
    QString many;
    for (char16_t c = 0x4e00; c <= 0x4e00 + 512; ++c)
        many += QChar(c);
    QTest::newRow("too many characters") << optionsOf(8, {{many, 0}});
}

void TestPasswordGenerator::refuses()
{
    QFETCH(PasswordOptions, options);
    const auto generator = PasswordGenerator::from(options);
    QVERIFY(!generator);
    QCOMPARE(generator.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!generator.error().detail.isEmpty());
}

QTEST_APPLESS_MAIN(TestPasswordGenerator)
#include "tst_passwordgenerator.moc"
