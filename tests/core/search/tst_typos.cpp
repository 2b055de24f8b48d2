// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/textfolder.h"
#include "core/search/search.h"
#include "core/search/typopattern.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <array>

using namespace coffret;

namespace {

using Points = std::u32string;

/// Letters of one script, folded or not: what words of it are made of.
struct Script
{
    const char *name;
    const char32_t *letters;
};
constexpr std::array Scripts{
    Script{"Latin", U"abcdeéñor"},          Script{"Cyrillic", U"абвгдйеё"}, Script{"Greek", U"αβγδέω"},
    Script{"Han", U"東京大学中国"},         Script{"Kana", U"あかがパハー"}, Script{"Hangul", U"가나다한글"},
    Script{"Digits", U"abcdeéñorstulmv1٢"},
};

QString toQString(const Points &points)
{
    return QString::fromUcs4(points.data(), static_cast<qsizetype>(points.size()));
}

std::string folded(const Points &points)
{
    return TextFolder().fold(toQString(points));
}

Points pointsOf(std::string_view utf8)
{
    const auto points = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size())).toUcs4();
    return Points(points.begin(), points.end());
}

Points randomWord(QRandomGenerator &random, const char32_t *letters, int shortest, int longest)
{
    const std::u32string_view all(letters);
    Points word;
    for (int left = random.bounded(shortest, longest + 1); left > 0; --left)
        word += all[random.bounded(static_cast<quint32>(all.size()))];
    return word;
}

/// Does to a word what hands do to it.
Points mistyped(Points word, QRandomGenerator &random, const char32_t *letters)
{
    const std::u32string_view all(letters);
    const char32_t other = all[random.bounded(static_cast<quint32>(all.size()))];
    const std::size_t at = random.bounded(static_cast<quint32>(word.size()));
    switch (random.bounded(4)) {
    case 0:
        word[at] = other;
        break;
    case 1:
        word.insert(at, 1, other);
        break;
    case 2:
        word.erase(at, 1);
        break;
    default:
        if (at + 1 < word.size())
            std::swap(word[at], word[at + 1]);
    }
    return word;
}

/// The distance of Damerau and Levenshtein (optimal string alignment) between a word and each beginning of a text,
/// written down as it is defined.
std::vector<int> distancesToBeginnings(const Points &word, const Points &text)
{
    std::vector<std::vector<int>> table(word.size() + 1, std::vector<int>(text.size() + 1));
    for (std::size_t i = 0; i <= word.size(); ++i) {
        for (std::size_t j = 0; j <= text.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = static_cast<int>(i + j);
                continue;
            }
            table[i][j] = std::min(
                {table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (word[i - 1] == text[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && word[i - 1] == text[j - 2] && word[i - 2] == text[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table[word.size()];
}

int allowedIn(const Points &word)
{
    const auto letters = std::count_if(word.begin(), word.end(), [](char32_t c) {
        return !QChar::isDigit(c) && (QChar::isLetter(c) || QChar::isMark(c));
    });
    return letters >= 8 ? 2 : letters >= 4 ? 1 : 0;
}

Points digitsOf(const Points &points)
{
    Points digits;
    std::copy_if(points.begin(), points.end(), std::back_inserter(digits),
                 [](char32_t c) { return QChar::isDigit(c); });
    return digits;
}

/// How many mistakes a folded word has in folded fields; nothing where there are too many, or other digits.
std::optional<int> slowDistance(const Points &word, const std::string &text)
{
    int best = allowedIn(word) + 1;
    for (const QString &field : QString::fromStdString(text).split(QLatin1Char('\n'))) {
        const Points points = pointsOf(field.toStdString());
        for (std::size_t at = 0; at < points.size(); ++at) {
            if (!beginsWord(at == 0 ? 0 : points[at - 1], points[at]))
                continue;
            const std::vector<int> distances = distancesToBeginnings(word, points.substr(at));
            for (std::size_t length = 0; length < distances.size(); ++length) {
                if (digitsOf(points.substr(at, length)) == digitsOf(word))
                    best = std::min(best, distances[length]);
            }
        }
    }
    return best > allowedIn(word) || allowedIn(word) == 0 ? std::nullopt : std::optional(best);
}

std::optional<int> distanceOf(const TypoPattern &pattern, const std::string &text)
{
    return pattern.distanceIn(text, pattern.allowed());
}

std::shared_ptr<const Catalog> catalogOf(const QStringList &names)
{
    std::vector<SecretSummary> secrets;
    for (const QString &name : names) {
        SecretSummary &secret = secrets.emplace_back();
        secret.id = QString::number(secrets.size());
        secret.name = name;
    }
    return Catalog::build({}, std::move(secrets));
}

SearchQuery tolerant(const QString &text)
{
    SearchQuery query;
    query.text = text;
    query.typosBelow = 1'000'000;
    return query;
}

QStringList found(const QStringList &names, const char *text)
{
    const auto catalog = catalogOf(names);
    QStringList hits;
    for (const Catalog::Row row : search(*catalog, tolerant(QString::fromUtf8(text))))
        hits << catalog->name(row);
    return hits;
}

QString markedIn(const char *shown, const char *text)
{
    const QString name = QString::fromUtf8(shown);
    QStringList parts;
    const std::string searchText = TextFolder().fold(name);
    for (const MatchRange &range : matchRanges(name, SearchWords(QString::fromUtf8(text)), searchText))
        parts << name.mid(range.start, range.length);
    return parts.join(QLatin1Char('|'));
}

} // namespace

class TestTypos : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void forgives_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char *name, const char *text, bool expected) {
            QTest::addRow("%s in %s", text, name) << QByteArray(name) << QByteArray(text) << expected;
        };
        row("GitHub", "gihtub", true);
        row("GitHub", "githb", true);
        row("GitHub", "gittthub", true);
        row("GitHub", "gitttthub", false);
        row("GitHub", "github.con", false);
        row("github.com", "gihtub.con", true);
        row("PostgreSQL", "postgers", true);
        row("my-router", "ruoter", true);
        row("microrouter", "ruoter", false); // no word begins there
        row("Git", "gti", false);            // too short
        row("Mail", "mial", true);
        row("Größe", "grossse", true);
        row("database", "data base", true); // both words are there as they are
        row("камера", "камреа", true);
        row("東京", "東亰", false);
        row("東京都庁", "東京都廰", true);
        row("日本東京都庁", "東京都廰", true); // a script without spaces
        row("비밀번호", "비밀번오", true);
        row("2023 report", "2024", false); // another number is another thing
        row("server12", "sevrer13", false);
        row("server12", "sevrer12", true);
        row("server12", "server13", false);
        row("server12", "server21", false);
        row("server12", "serverr2", false);
        row("server1", "serverr", true); // without its number
        row("web-prod-01", "web-prod-02", false);
        row("web-prod-01", "web-prdo-01", true);
        row("web-prod-01", "wbe-prod", true);
        row("web-prod-١", "web-prdo-٢", false); // Arabic digits
    }
    void forgives()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);
        QCOMPARE(!found({QString::fromUtf8(name)}, text.constData()).isEmpty(), expected);
    }

    void fewestMistakesFirst()
    {
        QCOMPARE(found({QStringLiteral("aa postgresql"), QStringLiteral("bb postgrseql"),
                        QStringLiteral("bb postgrseq"), QStringLiteral("cc postrgseql")},
                       "postgresql"),
                 (QStringList{QStringLiteral("aa postgresql"), QStringLiteral("bb postgrseql"),
                              QStringLiteral("bb postgrseq"), QStringLiteral("cc postrgseql")}));
    }

    void otherWordsMayBeAnywhere()
    {
        std::vector<SecretSummary> secrets(2);
        secrets[0].id = secrets[0].name = QStringLiteral("GitHub");
        secrets[0].collectionId = QStringLiteral("c");
        secrets[1].id = secrets[1].name = QStringLiteral("GitHub two");
        const auto catalog = Catalog::build({{QStringLiteral("c"), {}, QStringLiteral("Production"), AccessRight::Own}},
                                            std::move(secrets));
        const auto hits = search(*catalog, tolerant(QStringLiteral("prod gihtub")));
        QCOMPARE(hits.size(), 1u);
        QCOMPARE(catalog->name(hits.front()), QStringLiteral("GitHub"));
        QVERIFY(search(*catalog, tolerant(QStringLiteral("porduction github"))).empty()); // not in a path
        SearchQuery phrase = tolerant({});
        phrase.phrases = {QStringLiteral("gihtub")};
        QVERIFY(search(*catalog, phrase).empty()); // in quotes it is meant as it stands
    }

    void userNamesAndHostsAreForgivenToo()
    {
        std::vector<SecretSummary> secrets(1);
        secrets[0].id = secrets[0].name = QStringLiteral("One");
        secrets[0].username = QStringLiteral("administrator");
        secrets[0].uris = {QStringLiteral("https://jenkins.example/login")};
        const auto catalog = Catalog::build({}, std::move(secrets));
        QCOMPARE(search(*catalog, tolerant(QStringLiteral("adminsitrator"))).size(), 1u);
        QCOMPARE(search(*catalog, tolerant(QStringLiteral("jenkisn"))).size(), 1u);
        QCOMPARE(search(*catalog, tolerant(QStringLiteral("jenkisn adminsitrator"))).size(), 1u);
        QCOMPARE(search(*catalog, tolerant(QStringLiteral("jekinsn"))).size(), 0u);
    }

    void filtersHoldForMistakes()
    {
        const auto catalog = catalogOf({QStringLiteral("GitHub one"), QStringLiteral("GitHub two")});
        SearchQuery query = tolerant(QStringLiteral("gihtub"));
        query.conditions.push_back({SearchCondition::About::Words, QStringLiteral("two"), {}, {}, true});
        QCOMPARE(search(*catalog, query).size(), 1u);
        query.types = {SecretType::Note};
        QVERIFY(search(*catalog, query).empty());
    }

    void marks()
    {
        QCOMPARE(markedIn("My GitHub page", "gihtub"), QStringLiteral("GitHub"));
        QCOMPARE(markedIn("My GitHub page", "githb"), QStringLiteral("GitHub"));
        QCOMPARE(markedIn("My GitHub page", "gihtub page"), QStringLiteral("GitHub|page"));
        QCOMPARE(markedIn("Die größte Straße", "strasze"), QString::fromUtf8("Straße"));
        QCOMPARE(markedIn("東京都庁", "東京都廰"), QString::fromUtf8("東京都庁"));
        QCOMPARE(markedIn("My GitHub page", "bank"), QString());
        QCOMPARE(markedIn("database1 databse2", "databaes2"), QStringLiteral("databse2"));
        // What is there as it was typed is marked as it was typed, and nothing that is like it.
        const QString name = QStringLiteral("Main server");
        QVERIFY(matchRanges(name, SearchWords(QStringLiteral("mail")), "main server\n\nmail.example\n").empty());
    }

    void agreesWithTheDefinition_data()
    {
        QTest::addColumn<int>("script");
        for (std::size_t i = 0; i < Scripts.size(); ++i)
            QTest::newRow(Scripts[i].name) << static_cast<int>(i);
    }
    // Distance, place, and signature: a row that the signature rules out has none.
    void agreesWithTheDefinition()
    {
        QFETCH(int, script);
        const char32_t *const letters = Scripts[static_cast<std::size_t>(script)].letters;
        QRandomGenerator random(static_cast<quint32>(script + 1));
        int hits = 0;
        for (int round = 0; round < 1'500; ++round) {
            Points word = randomWord(random, letters, 2, 12);
            Points text = randomWord(random, letters, 0, 6) + (random.bounded(3) == 0 ? U"" : U" ");
            text += (random.bounded(3) == 0 ? randomWord(random, letters, 2, 12) : word);
            text += (random.bounded(2) == 0 ? U"-" : U"") + randomWord(random, letters, 0, 4);
            for (int mistakes = random.bounded(4); mistakes > 0 && !word.empty(); --mistakes)
                word = mistyped(word, random, letters);
            const std::string typed = folded(word);
            const std::string fields = folded(text) + '\n' + folded(randomWord(random, letters, 0, 9));
            const TypoPattern pattern(typed);
            const std::optional<int> expected = slowDistance(pointsOf(typed), fields);
            const QByteArray what = QByteArray::fromStdString(typed + " in " + fields);
            QCOMPARE(pattern.allowed(), allowedIn(pointsOf(typed)));
            if (expected != 0) // else there is nothing to forgive
                QVERIFY2(distanceOf(pattern, fields) == expected, what.constData());
            checkPlace(pattern, pointsOf(typed), fields, expected);
            WordSignature signature;
            signature.add(fields);
            QVERIFY2(!expected || pattern.mayOccurIn(signature, *expected), what.constData());
            hits += expected ? 1 : 0;
        }
        QVERIFY2(hits > 300 && hits < 1'400, qPrintable(QString::number(hits)));
    }

    // Over a whole catalog: first what is there as it was typed, as without tolerance; then, and only then, the rest.
    void exactHitsStayWhereTheyAre()
    {
        QRandomGenerator random(3);
        QStringList names;
        for (int i = 0; i < 1'500; ++i) {
            const char32_t *const letters = Scripts[random.bounded(static_cast<quint32>(Scripts.size()))].letters;
            names << toQString(randomWord(random, letters, 3, 10) + U" " + randomWord(random, letters, 1, 6));
        }
        const auto catalog = catalogOf(names);
        int withMistakes = 0;
        for (int round = 0; round < 60; ++round) {
            const QString text = names[random.bounded(static_cast<int>(names.size()))].left(random.bounded(1, 12));
            SearchQuery query = tolerant(text);
            query.typosBelow = 0;
            const std::vector<Catalog::Row> strict = search(*catalog, query);
            const SearchResult both = searchRanked(*catalog, tolerant(text));
            QCOMPARE(both.exact, strict.size());
            QVERIFY(std::equal(strict.begin(), strict.end(), both.rows.begin()));
            checkMistaken(*catalog, both, SearchWords(text));
            withMistakes += both.rows.size() > both.exact ? 1 : 0;
        }
        QVERIFY2(withMistakes > 12, qPrintable(QString::number(withMistakes)));
    }

    void onlyWhereFewAreExact()
    {
        const auto catalog = catalogOf({QStringLiteral("mail"), QStringLiteral("mail 2"), QStringLiteral("maik")});
        for (const std::size_t below : {0u, 1u, 2u, 3u}) {
            SearchQuery query = tolerant(QStringLiteral("mail"));
            query.typosBelow = below;
            QCOMPARE(search(*catalog, query).size(), below > 2 ? 3u : 2u);
            query.limit = 2;
            QCOMPARE(search(*catalog, query).size(), 2u);
        }
    }

    void longWordsAreTakenAsTheyAre()
    {
        const std::string longest(TypoPattern::LongestWord, 'a');
        QCOMPARE(TypoPattern(longest).allowed(), 2);
        QCOMPARE(distanceOf(TypoPattern(longest), std::string(TypoPattern::LongestWord - 2, 'a')), std::optional(2));
        QCOMPARE(TypoPattern(longest + 'a').allowed(), 0);
        QVERIFY(!distanceOf(TypoPattern(longest + 'a'), longest));
        QVERIFY(!distanceOf(TypoPattern(""), "anything"));
        QVERIFY(!distanceOf(TypoPattern("word"), ""));
        QVERIFY(!TypoPattern("wrodmark").distanceIn("wordmarc", 1)); // there are two
    }

private:
    static void checkPlace(const TypoPattern &pattern, const Points &word, const std::string &text,
                           std::optional<int> expected)
    {
        const auto place = pattern.placeIn(text);
        QCOMPARE(place.has_value(), expected.has_value());
        if (!place)
            return;
        const Points there = pointsOf(std::string_view(text).substr(place->start, place->length));
        QCOMPARE(distancesToBeginnings(word, there).back(), *expected);
        QVERIFY(digitsOf(there) == digitsOf(word));
    }

    static void checkMistaken(const Catalog &catalog, const SearchResult &result, const SearchWords &words)
    {
        std::vector<std::pair<int, Catalog::Row>> expected;
        for (Catalog::Row row = 0; row < catalog.size(); ++row) {
            int sum = 0;
            const std::string text(catalog.searchText(row));
            for (const std::string &word : words.all()) {
                if (text.find(word) == std::string::npos)
                    sum += slowDistance(pointsOf(word), text).value_or(1'000);
            }
            if (sum > 0 && sum < 1'000)
                expected.emplace_back(sum, row);
        }
        std::sort(expected.begin(), expected.end());
        expected.resize(std::min<std::size_t>(expected.size(), 200));
        QCOMPARE(result.rows.size() - result.exact, expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(result.rows[result.exact + i], expected[i].second);
    }
};

QTEST_GUILESS_MAIN(TestTypos)
#include "tst_typos.moc"
