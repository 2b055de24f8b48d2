// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/textfolder.h"
#include "core/search/search.h"
#include "tests/support/fakes.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <optional>

using namespace coffret;
using fakes::SampleIndex;
using fakes::sampleIndex;

namespace {

struct Item
{
    const char *name;
    const char *username = "";
    const char *uri = "";
    const char *collection = "";
};

std::shared_ptr<const Catalog> catalogOf(const std::vector<Item> &items)
{
    std::vector<SecretSummary> secrets;
    for (const Item &item : items) {
        SecretSummary secret;
        secret.id = QString::number(secrets.size());
        secret.name = QString::fromUtf8(item.name);
        secret.username = QString::fromUtf8(item.username);
        secret.uris = {QString::fromUtf8(item.uri)};
        secret.collectionId = QString::fromUtf8(item.collection);
        secrets.push_back(secret);
    }
    return Catalog::build({{QStringLiteral("infra"), {}, QStringLiteral("Infrastructure"), AccessRight::None}},
                          std::move(secrets));
}

SearchQuery query(const char *text, std::size_t limit = 0)
{
    SearchQuery query;
    query.text = QString::fromUtf8(text);
    query.limit = limit;
    return query;
}

QStringList namesOf(const Catalog &catalog, const std::vector<Catalog::Row> &rows)
{
    QStringList names;
    for (const Catalog::Row row : rows)
        names << catalog.name(row);
    return names;
}

QStringList found(const std::vector<Item> &items, const char *text)
{
    const auto catalog = catalogOf(items);
    return namesOf(*catalog, search(*catalog, query(text)));
}

// The ranking written down a second time, slowly and with QString: what search() is compared with.
class Naive
{
public:
    explicit Naive(const Catalog &catalog)
    {
        for (Catalog::Row row = 0; row < catalog.size(); ++row) {
            const SecretSummary summary = catalog.summary(row);
            QStringList hosts;
            for (const QString &uri : summary.uris)
                hosts << uri.section(QLatin1Char('/'), 2, 2); // all of them are https://host/login
            m_fields.push_back({Catalog::fold(summary.name), Catalog::fold(summary.username),
                                Catalog::fold(hosts.join(QLatin1Char(' '))), Catalog::fold(catalog.path(row))});
        }
    }

    [[nodiscard]] std::vector<Catalog::Row> search(const Catalog &catalog, const SearchQuery &query) const
    {
        std::vector<std::pair<int, Catalog::Row>> ranked;
        for (Catalog::Row row = 0; row < catalog.size(); ++row) {
            if (!catalog.isBelow(row, query.collectionId) || (catalog.markers(row) & query.required) != query.required)
                continue;
            if (!query.types.empty() && std::count(query.types.begin(), query.types.end(), catalog.type(row)) == 0)
                continue;
            if (const auto rank = rankOf(m_fields[row], Catalog::fold(query.text)))
                ranked.emplace_back(*rank, row);
        }
        std::sort(ranked.begin(), ranked.end());
        if (query.limit > 0 && ranked.size() > query.limit)
            ranked.resize(query.limit);
        std::vector<Catalog::Row> rows;
        for (const auto &[rank, row] : ranked)
            rows.push_back(row);
        return rows;
    }

private:
    static std::optional<int> rankOf(const QStringList &fields, const QString &phrase)
    {
        if (fields[0] == phrase)
            return 0;
        if (fields[0].startsWith(phrase))
            return 1;
        int worst = 2;
        for (const QString &word : phrase.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const auto has = [&word](const QString &field) { return field.contains(word); };
            const auto first = std::find_if(fields.begin(), fields.end(), has) - fields.begin();
            if (first == fields.size())
                return std::nullopt;
            worst = std::max(worst, first == 0 && startsAWord(fields[0], word) ? 2 : 3 + static_cast<int>(first));
        }
        return worst;
    }
    static bool startsAWord(const QString &name, const QString &word)
    {
        for (qsizetype at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
            const char32_t before = at == 0 ? U'\0' : name[at - 1].unicode();
            if (!isOfWord(before) || beginsWord(before, name[at].unicode()))
                return true;
        }
        return false;
    }
    std::vector<QStringList> m_fields;
};

// A query somebody might type: pieces of what is there, with their first or last letters missing.
QString randomQuery(QRandomGenerator &random, const Catalog &catalog)
{
    QStringList words;
    for (int count = random.bounded(1, 4); count > 0; --count) {
        const Catalog::Row row = random.bounded(catalog.size());
        const QString texts[] = {catalog.name(row), catalog.username(row), catalog.path(row),
                                 catalog.summary(row).uris.value(0).mid(8)};
        const QString text = texts[random.bounded(4)];
        const int start = random.bounded(3) == 0 ? random.bounded(static_cast<int>(text.size()) + 1) : 0;
        words << text.mid(start, random.bounded(1, 9));
    }
    const QString joined = words.join(QLatin1Char(' '));
    return random.bounded(2) == 0 ? joined.toUpper() : joined;
}

QString ranges(const char *shown, const char *text)
{
    QStringList parts;
    for (const MatchRange &range : matchRanges(QString::fromUtf8(shown), QString::fromUtf8(text)))
        parts << QStringLiteral("%1+%2").arg(range.start).arg(range.length);
    return parts.join(QLatin1Char(' '));
}

} // namespace

class TestSearch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ranksByWhereItFits()
    {
        const std::vector<Item> items{{"c path", "", "", "infra"},
                                      {"b host", "", "https://infra.example"},
                                      {"a user", "my-infra"},
                                      {"x-infra inside? no: word start"},
                                      {"microinfra"},
                                      {"Infrared"},
                                      {"infra"},
                                      {"infra two"},
                                      {"nothing"}};
        QCOMPARE(found(items, "Infra"),
                 (QStringList{QStringLiteral("infra"), QStringLiteral("infra two"), QStringLiteral("Infrared"),
                              QStringLiteral("x-infra inside? no: word start"), QStringLiteral("microinfra"),
                              QStringLiteral("a user"), QStringLiteral("b host"), QStringLiteral("c path")}));
    }

    // The same order for texts that are in no catalog.
    void ranksAPhraseLikeTheSearch()
    {
        TextFolder folder;
        const auto rank = [&](const char *name, const char *rest, const char *typed) {
            const std::string folded = folder.fold(QString::fromUtf8(name));
            return PhraseMatcher(QString::fromUtf8(typed))
                .rank(folded + '\n' + folder.fold(QString::fromUtf8(rest)), folded.size());
        };
        const std::vector<std::optional<std::size_t>> ranks{
            rank("Sync", "", "sync"),      rank("Synchronise", "", "Sync"), rank("Full sync", "", "sync"),
            rank("Resyncing", "", "sync"), rank("Fetch", "sync", "sync"),
        };
        for (std::size_t i = 0; i < ranks.size(); ++i) {
            QVERIFY(ranks[i]);
            QVERIFY(i == 0 || *ranks[i - 1] < *ranks[i]);
        }
        QVERIFY(!rank("Sync", "all accounts", "sync nothing"));
        QVERIFY(rank("Größe", "Straße", "grosse strasse") && rank("Größe", "Straße", "größe straße"));
        QVERIFY(PhraseMatcher(QStringLiteral("  ")).isEmpty());
    }

    void aLaterWordStartCounts()
    {
        QCOMPARE(found({{"aa microgit"}, {"bb microgit git"}}, "git"),
                 (QStringList{QStringLiteral("bb microgit git"), QStringLiteral("aa microgit")}));
        QCOMPARE(found({{"a\u2014git"}, {"жgit"}, {"0git"}}, "git"),
                 (QStringList{QString::fromUtf8("a\u2014git"), QStringLiteral("0git"), QString::fromUtf8("жgit")}));
        // In a script without spaces words begin anywhere.
        QCOMPARE(found({{"zz 東"}, {"aa東"}, {"ab京東"}}, "東"),
                 (QStringList{QString::fromUtf8("aa東"), QString::fromUtf8("ab京東"), QString::fromUtf8("zz 東")}));
    }

    void allWordsMustBeThere()
    {
        const std::vector<Item> items{{"GitHub", "ada"}, {"GitLab", "grace"}, {"ada's git"}, {"ada"}};
        QCOMPARE(found(items, "git  ADA "), (QStringList{QStringLiteral("ada's git"), QStringLiteral("GitHub")}));
        QCOMPARE(found(items, "git bob"), QStringList());
        QCOMPARE(found(items, "ada's g"), QStringList{QStringLiteral("ada's git")});
    }

    void wordsDoNotReachAcrossFields()
    {
        QCOMPARE(found({{"abc", "def"}, {"x"}}, "cd"), QStringList());
        QCOMPARE(found({{"abc", "def"}, {"x"}}, "c d"), QStringList{QStringLiteral("abc")});
    }

    void foldsWhatIsTyped()
    {
        QCOMPARE(found({{"Café"}, {"ÜBUNG"}}, "CAFE"), QStringList{QString::fromUtf8("Café")});
        QCOMPARE(found({{"Cafe"}, {"x"}}, "café"), QStringList{QStringLiteral("Cafe")});
        QCOMPARE(found({{"東京タワー"}, {"x"}}, "京タ"), QStringList{QString::fromUtf8("東京タワー")});
    }

    void anEmptyTextKeepsTheOrder()
    {
        const auto catalog = catalogOf({{"b"}, {"a"}, {"c"}});
        for (const char *nothing : {"", "   ", "\u200b"})
            QCOMPARE(search(*catalog, query(nothing)), (std::vector<Catalog::Row>{0, 1, 2}));
        QCOMPARE(search(*catalog, query("", 2)), (std::vector<Catalog::Row>{0, 1}));
        QVERIFY(search(*Catalog::empty(), query("")).empty());
        QVERIFY(search(*Catalog::empty(), query("a")).empty());
    }

    void filters()
    {
        const auto catalog = catalogOf({{"a1", "", "", "infra"}, {"a2"}, {"b", "", "", "infra"}});
        SearchQuery inInfra = query("");
        inInfra.collectionId = QStringLiteral("infra");
        QCOMPARE(namesOf(*catalog, search(*catalog, inInfra)),
                 (QStringList{QStringLiteral("a1"), QStringLiteral("b")}));
        inInfra.text = QStringLiteral("a");
        inInfra.limit = 1;
        QCOMPARE(namesOf(*catalog, search(*catalog, inInfra)), QStringList{QStringLiteral("a1")});
        inInfra.collectionId = QStringLiteral("unknown");
        QVERIFY(search(*catalog, inInfra).empty());
    }

    void findsAndFiltersByTag()
    {
        std::vector<SecretSummary> secrets;
        for (const char *name : {"a ops", "b", "c", "d"}) {
            SecretSummary &secret = secrets.emplace_back();
            secret.id = secret.name = QString::fromLatin1(name);
        }
        secrets[1].tags = {QStringLiteral("Ops"), QStringLiteral("other")};
        secrets[2].tags = {QStringLiteral("devops")};
        const auto catalog = Catalog::build({}, std::move(secrets));
        QCOMPARE(namesOf(*catalog, search(*catalog, query("ops"))),
                 (QStringList{QStringLiteral("a ops"), QStringLiteral("b"), QStringLiteral("c")}));
        SearchQuery tagged = query("");
        tagged.tag = QStringLiteral("Ops");
        QCOMPARE(namesOf(*catalog, search(*catalog, tagged)), QStringList{QStringLiteral("b")});
        tagged.text = QStringLiteral("other");
        QCOMPARE(namesOf(*catalog, search(*catalog, tagged)), QStringList{QStringLiteral("b")});
        tagged.text = QStringLiteral("devops");
        QVERIFY(search(*catalog, tagged).empty());
        tagged = query("");
        tagged.tag = QStringLiteral("unknown");
        QVERIFY(search(*catalog, tagged).empty());
    }

    void agreesWithTheSlowWay()
    {
        const SampleIndex index = sampleIndex(3'000);
        const auto catalog = Catalog::build(index.collections, index.secrets);
        const Naive naive(*catalog);
        QRandomGenerator random(5);
        int hits = 0;
        for (int round = 0; round < 600; ++round) {
            SearchQuery q;
            q.text = randomQuery(random, *catalog);
            if (random.bounded(4) == 0)
                q.collectionId = QStringLiteral("c%1").arg(random.bounded(60), 3, 10, QLatin1Char('0'));
            if (random.bounded(4) == 0)
                q.types = {SecretType::SshKey, SecretType::Login};
            if (random.bounded(4) == 0)
                q.required = Marker::HasTotp;
            q.limit = random.bounded(3) == 0 ? random.bounded(1u, 120u) : 0;
            const auto rows = search(*catalog, q);
            QVERIFY2(rows == naive.search(*catalog, q), qPrintable(q.text));
            hits += rows.empty() ? 0 : 1;
        }
        QVERIFY2(hits > 200, qPrintable(QString::number(hits)));
    }

    void highlights_data()
    {
        QTest::addColumn<QByteArray>("shown");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing") << QByteArray("GitHub") << QByteArray("lab") << QString();
        QTest::newRow("empty") << QByteArray("GitHub") << QByteArray() << QString();
        QTest::newRow("case") << QByteArray("My GitHub") << QByteArray("GIT") << QStringLiteral("3+3");
        QTest::newRow("every place") << QByteArray("git and git") << QByteArray("git") << QStringLiteral("0+3 8+3");
        QTest::newRow("two words") << QByteArray("GitHub ada") << QByteArray("ada hub") << QStringLiteral("3+3 7+3");
        QTest::newRow("overlapping") << QByteArray("abcde") << QByteArray("bcd abc") << QStringLiteral("0+4");
        QTest::newRow("itself") << QByteArray("aaaa") << QByteArray("aa") << QStringLiteral("0+4");
        QTest::newRow("composed") << QByteArray("caf\u00e9 x") << QByteArray("cafe") << QStringLiteral("0+4");
        QTest::newRow("decomposed") << QByteArray("cafe\u0301 x") << QByteArray("caf\u00e9") << QStringLiteral("0+5");
        QTest::newRow("longer folded") << QByteArray("Stra\u00dfe") << QByteArray("sse") << QStringLiteral("4+2");
        QTest::newRow("half a letter") << QByteArray("Stra\u00dfe") << QByteArray("tras") << QStringLiteral("1+4");
        QTest::newRow("surrogates") << QByteArray("\U0001f600 \U0001d400b") << QByteArray("ab")
                                    << QStringLiteral("3+3");
        QTest::newRow("leading mark") << QByteArray("\u0301abc") << QByteArray("abc") << QStringLiteral("1+3");
    }
    void highlights()
    {
        QFETCH(QByteArray, shown);
        QFETCH(QByteArray, text);
        QFETCH(QString, expected);
        QCOMPARE(ranges(shown.constData(), text.constData()), expected);
    }

    // Whatever search() finds in a name can be shown there.
    void highlightsWhatWasFound()
    {
        const SampleIndex index = sampleIndex(500);
        const auto catalog = Catalog::build(index.collections, index.secrets);
        QRandomGenerator random(6);
        for (int round = 0; round < 300; ++round) {
            const QString name = catalog->name(random.bounded(catalog->size()));
            const int start = random.bounded(static_cast<int>(name.size()));
            const QString part = name.mid(start, random.bounded(1, 6));
            const QString folded = Catalog::fold(part);
            if (folded.isEmpty() || part.contains(QLatin1Char(' ')))
                continue;
            int covered = 0;
            int end = 0;
            for (const MatchRange &range : matchRanges(name, part.toUpper())) {
                QVERIFY(range.start >= end && range.length > 0);
                end = range.start + range.length;
                QVERIFY(end <= name.size());
                if (range.start <= start && end >= start + part.size())
                    ++covered;
            }
            QVERIFY2(covered == 1, qPrintable(name + QLatin1Char('|') + part));
        }
    }
};

QTEST_GUILESS_MAIN(TestSearch)
#include "tst_search.moc"
