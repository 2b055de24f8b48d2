// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/compositions.h"
#include "tests/core/toolbox/chisquare.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace coffret;
using namespace coffret::test;

Q_DECLARE_METATYPE(std::vector<CharacterGroup>)

namespace {

using Groups = std::vector<CharacterGroup>;

/// Writes down every text there is, and counts.
quint32 countedOneByOne(const Groups &groups, int length)
{
    std::vector<std::size_t> groupOf; // by character
    for (std::size_t group = 0; group < groups.size(); ++group)
        groupOf.insert(groupOf.end(), groups[group].size, group);
    std::vector<std::size_t> text(std::size_t(length), 0);
    quint32 found = 0;
    for (;;) {
        std::vector<int> counts(groups.size());
        for (const std::size_t character : text)
            ++counts[groupOf[character]];
        if (std::equal(groups.begin(), groups.end(), counts.begin(),
                       [](const CharacterGroup &group, int count) { return count >= group.minimum; }))
            ++found;
        std::size_t place = 0;
        while (place < text.size() && ++text[place] == groupOf.size())
            text[place++] = 0;
        if (place == text.size())
            return found;
    }
}

BigNumber power(quint32 base, int exponent)
{
    BigNumber result(1);
    for (int i = 0; i < exponent; ++i)
        result *= base;
    return result;
}

double log2OfFactorial(int n)
{
    return std::lgamma(n + 1.0) / std::log(2.0);
}

} // namespace

class TestCompositions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void calculates();
    void knowsLogarithms();
    void drawsNumbersEvenly();
    void countsWhatCanBeWrittenDown_data();
    void countsWhatCanBeWrittenDown();
    void countsTheLongest();
    void drawsEachCompositionAsOftenAsItHasTexts();
};

void TestCompositions::calculates()
{
    QVERIFY(power(7, 50) * power(7, 70) == power(7, 120));
    QVERIFY(power(4294967295u, 3) * power(4294967295u, 4) == power(4294967295u, 7)); // every digit is the highest
    QVERIFY((power(511, 128) /= 511) == power(511, 127));
    QVERIFY((BigNumber(1000) /= 7) == BigNumber(142));
    BigNumber below = power(2, 96);
    below -= BigNumber(1); // borrows from all digits
    QVERIFY(below < power(2, 96) && !(power(2, 96) < below) && !(below < below));
    QVERIFY((below += BigNumber(1)) == power(2, 96)); // and carries through all
    BigNumber twice = power(3, 200);
    twice += power(3, 200);
    QVERIFY(twice == (power(3, 200) *= 2));
    twice -= power(3, 200);
    twice -= power(3, 200);
    QVERIFY(twice.isZero() && (power(5, 40) *= 0).isZero() && (power(5, 40) * BigNumber()).isZero());
}

void TestCompositions::knowsLogarithms()
{
    for (const int exponent : {0, 1, 31, 32, 63, 64, 65, 95, 96, 97, 500, 1152})
        QCOMPARE(power(2, exponent).log2(), double(exponent));
    QCOMPARE(power(94, 128).log2(), 128 * std::log2(94.0));
    QVERIFY(BigNumber().log2() < 0 && std::isinf(BigNumber().log2()));
}

void TestCompositions::drawsNumbersEvenly()
{
    std::vector<int> small(5);
    std::vector<int> thirds(3); // of a number whose highest digit is 2, so that a quarter of what is drawn is too much
    const BigNumber third = power(2, 64);
    const BigNumber twoThirds = power(2, 65);
    const BigNumber whole = power(2, 64) *= 3;
    for (int i = 0; i < 20'000; ++i) {
        const BigNumber drawn = BigNumber(5).randomBelow();
        std::size_t value = 0;
        while (value < small.size() - 1 && !(drawn == BigNumber(quint32(value))))
            ++value;
        QVERIFY(drawn < BigNumber(5));
        ++small[value];
        const BigNumber large = whole.randomBelow();
        QVERIFY(large < whole);
        ++thirds[large < third ? 0 : large < twoThirds ? 1 : 2];
    }
    QVERIFY(chiSquare(small) < chiSquareLimit(5));
    QVERIFY(chiSquare(thirds) < chiSquareLimit(3));
    QVERIFY(BigNumber(1).randomBelow().isZero());
}

void TestCompositions::countsWhatCanBeWrittenDown_data()
{
    QTest::addColumn<Groups>("groups");
    QTest::addColumn<int>("length");
    QTest::newRow("one group") << Groups{{3, 0}} << 7;
    QTest::newRow("two minima") << Groups{{3, 1}, {2, 2}} << 5;
    QTest::newRow("one of three without") << Groups{{4, 0}, {2, 1}, {1, 1}} << 6;
    QTest::newRow("nothing without") << Groups{{0, 0}, {2, 1}, {3, 2}} << 5;
    QTest::newRow("no room to spare") << Groups{{5, 3}, {2, 1}} << 4;
    QTest::newRow("four") << Groups{{2, 1}, {1, 1}, {2, 1}, {1, 2}} << 7;
}

void TestCompositions::countsWhatCanBeWrittenDown()
{
    QFETCH(Groups, groups);
    QFETCH(int, length);
    QVERIFY(Compositions(groups, length).total() == BigNumber(countedOneByOne(groups, length)));
}

void TestCompositions::countsTheLongest()
{
    QVERIFY(Compositions({{26, 0}, {26, 0}, {10, 0}, {32, 0}}, 128).total() == power(94, 128));
    QVERIFY(Compositions({{512, 0}}, 128).total() == power(2, 1152));
    const Compositions even({{26, 32}, {26, 32}, {10, 32}, {32, 32}}, 128); // no room to spare
    const double places = log2OfFactorial(128) - 4 * log2OfFactorial(32);
    const double characters = 32 * std::log2(26.0 * 26.0 * 10.0 * 32.0);
    QVERIFY(std::abs(even.total().log2() - places - characters) < 1e-9);
    std::array<quint32, 4> counts{};
    even.draw(counts);
    QCOMPARE(counts, (std::array<quint32, 4>{32, 32, 32, 32}));
}

void TestCompositions::drawsEachCompositionAsOftenAsItHasTexts()
{
    // Of the 19 texts of three places with the third character at least once, 12 have it once, 6 twice, one has no
    // other.
    const Compositions compositions({{2, 0}, {1, 1}}, 3);
    QVERIFY(compositions.total() == BigNumber(19));
    std::vector<int> found(3);
    constexpr int Draws = 19'000;
    for (int i = 0; i < Draws; ++i) {
        std::array<quint32, 2> counts{};
        compositions.draw(counts);
        QCOMPARE(counts[0] + counts[1], 3u);
        QVERIFY(counts[1] >= 1);
        ++found[counts[1] - 1];
    }
    QVERIFY(chiSquare(found, {Draws * 12 / 19.0, Draws * 6 / 19.0, Draws / 19.0}) < chiSquareLimit(3));
}

QTEST_APPLESS_MAIN(TestCompositions)
#include "tst_compositions.moc"
