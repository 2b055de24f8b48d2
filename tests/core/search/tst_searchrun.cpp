// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/searchrun.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <functional>
#include <thread>

using namespace coffret;

namespace {

constexpr int Count = 4'000;

/// Names of a few syllables, so that each beginning has many hits and a whole name has few.
QString randomName(QRandomGenerator &random)
{
    static const QStringList syllables{QStringLiteral("gi"),   QStringLiteral("thub"), QStringLiteral("ro"),
                                       QStringLiteral("uter"), QStringLiteral("ка"),   QStringLiteral("мера"),
                                       QStringLiteral("post"), QStringLiteral("gres")};
    QString name;
    for (int left = random.bounded(1, 5); left > 0; --left)
        name += syllables[random.bounded(static_cast<int>(syllables.size()))] +
                (random.bounded(4) == 0 ? QStringLiteral(" ") : QString());
    return name + QString::number(random.bounded(100));
}

std::shared_ptr<const Catalog> catalogOf(int count)
{
    QRandomGenerator random(1);
    std::vector<SecretSummary> secrets;
    for (int i = 0; i < count; ++i) {
        SecretSummary &secret = secrets.emplace_back();
        secret.id = QString::number(i);
        secret.name = randomName(random);
        secret.username = i % 7 == 0 ? QStringLiteral("router") : QString();
        secret.type = i % 3 == 0 ? SecretType::Note : SecretType::Login;
    }
    return Catalog::build({{QStringLiteral("a"), {}, QStringLiteral("Git servers"), AccessRight::Own},
                           {QStringLiteral("b"), {}, QStringLiteral("Servers git"), AccessRight::Own},
                           {QStringLiteral("c"), {}, QStringLiteral("Größe"), AccessRight::Own},
                           {QStringLiteral("d"), QStringLiteral("c"), QStringLiteral("Git"), AccessRight::Own}},
                          std::move(secrets));
}

const std::shared_ptr<const Catalog> &sample()
{
    static const std::shared_ptr<const Catalog> catalog = catalogOf(Count);
    return catalog;
}

SearchQuery queryOf(const QString &text)
{
    SearchQuery query;
    query.text = text;
    query.typosBelow = 20;
    return query;
}

bool beginsWith(const SearchResult &all, const SearchResult &first)
{
    return first.rows.size() <= all.rows.size() && std::equal(first.rows.begin(), first.rows.end(), all.rows.begin());
}

} // namespace

class TestSearchRun : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // What comes later goes below what is there already.
    void theRestComesAfterTheFirst()
    {
        QRandomGenerator random(2);
        int whole = 0;
        for (int round = 0; round < 200; ++round) {
            const QString text = randomName(random).left(random.bounded(0, 9));
            const SearchRun run(sample(), queryOf(text));
            const SearchResult first = run.first(random.bounded(1u, 80u));
            const SearchResult all = run.all();
            QVERIFY(all.whole);
            QVERIFY2(beginsWith(all, first), qPrintable(text));
            QVERIFY2(!first.whole || first.rows == all.rows, qPrintable(text));
            QCOMPARE(all.rows, search(*sample(), queryOf(text)));
            whole += first.whole ? 1 : 0;
        }
        QVERIFY2(whole > 10 && whole < 190, qPrintable(QString::number(whole)));
    }

    // Typed on letter by letter, a search among what was found finds what a whole one does.
    void narrowsAsSomebodyTypesOn()
    {
        QRandomGenerator random(3);
        int narrowed = 0;
        for (int round = 0; round < 60; ++round) {
            const QString typed = randomName(random) + QLatin1Char(' ') + randomName(random).left(3);
            std::unique_ptr<SearchRun> earlier;
            SearchResult found;
            for (int length = 1; length <= typed.size(); ++length) {
                auto run = std::make_unique<SearchRun>(sample(), queryOf(typed.left(length)));
                if (earlier)
                    run->narrowTo(*earlier, found);
                narrowed += run->isNarrowed() ? 1 : 0;
                found = run->all();
                QVERIFY2(found.rows == search(*sample(), queryOf(typed.left(length))), qPrintable(typed.left(length)));
                QCOMPARE(run->first(10).rows, SearchRun(sample(), queryOf(typed.left(length))).first(10).rows);
                earlier = std::move(run);
            }
        }
        QVERIFY2(narrowed > 100, qPrintable(QString::number(narrowed)));
    }

    void narrowsOnlyWhatItMay()
    {
        const SearchRun earlier(sample(), queryOf(QStringLiteral("github 7")));
        const SearchResult found = earlier.all();
        const auto narrows = [&](const std::shared_ptr<const Catalog> &catalog, const SearchQuery &query,
                                 const SearchResult &from) {
            SearchRun run(catalog, query);
            run.narrowTo(earlier, from);
            return run.isNarrowed();
        };
        SearchQuery longer = queryOf(QStringLiteral("github 77"));
        QVERIFY(narrows(sample(), longer, found));
        QVERIFY(narrows(sample(), queryOf(QStringLiteral("7 xgithubx")), found));
        QVERIFY(!narrows(sample(), queryOf(QStringLiteral("github")), found));
        QVERIFY(!narrows(sample(), queryOf(QStringLiteral("gitlab 77")), found));
        QVERIFY(!narrows(sample(), queryOf({}), found));
        QVERIFY(!narrows(catalogOf(Count), longer, found)); // another snapshot has other rows
        SearchResult part = found;
        part.whole = false;
        QVERIFY(!narrows(sample(), longer, part));
        longer.types = {SecretType::Note};
        QVERIFY(!narrows(sample(), longer, found));
        longer = queryOf(QStringLiteral("github 77"));
        longer.conditions.push_back({SearchCondition::About::Words, QStringLiteral("x"), {}, {}, true});
        QVERIFY(!narrows(sample(), longer, found));
    }

    // What a list of chosen rows is searched for is what a whole search finds among them.
    void looksAmongTheseOnly()
    {
        QRandomGenerator random(4);
        std::size_t hits = 0;
        for (int round = 0; round < 60; ++round) {
            std::vector<Catalog::Row> rows(50);
            std::generate(rows.begin(), rows.end(), [&] { return random.bounded(static_cast<quint32>(Count)); });
            const auto among = [rows](Catalog::Row row) { return std::count(rows.begin(), rows.end(), row) > 0; };
            std::sort(rows.begin(), rows.end());
            rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
            const QString text = randomName(random).left(random.bounded(0, 5));
            SearchQuery query = queryOf(text);
            SearchRun run(sample(), query);
            run.confineTo(rows);
            query.typosBelow = 0;
            std::vector<Catalog::Row> expected = search(*sample(), query);
            expected.erase(std::remove_if(expected.begin(), expected.end(), std::not_fn(among)), expected.end());
            const SearchResult found = run.all();
            QVERIFY2(found.rows == expected && found.whole, qPrintable(text));
            hits += found.rows.size();
            SearchRun longer(sample(), queryOf(text + QLatin1Char('x')));
            longer.narrowTo(run, found);
            QVERIFY(!longer.isNarrowed()); // there are other rows
        }
        QVERIFY2(hits > 100, qPrintable(QString::number(hits)));
    }

    void stops()
    {
        const SearchRun run(sample(), queryOf(QStringLiteral("gihtubro")));
        QVERIFY(run.all().rows.size() > run.all().exact);
        std::stop_source source;
        source.request_stop();
        const SearchResult stopped = run.all(source.get_token());
        QVERIFY(!stopped.whole);
        QVERIFY(stopped.rows.empty()); // nobody waits for it
    }

    // One word may be folded to many: a diaeresis that stands alone is a space with a mark.
    void looksForSoManyWordsOnly()
    {
        const auto most = static_cast<int>(SearchWords::MostWords);
        const SearchWords words(QStringLiteral("abcd\u00a8").repeated(most + 1));
        QCOMPARE(words.all().size(), SearchWords::MostWords);
        QCOMPARE(QByteArray::fromStdString(words.line()), QByteArray("abcd ").repeated(most).chopped(1));
        QCOMPARE(SearchWords(QStringLiteral("abcd\u00a8").repeated(most)).line(), words.line());
    }

    void runsOnAnyThread()
    {
        const SearchRun run(sample(), queryOf(QStringLiteral("ruoter")));
        const SearchResult expected = run.all();
        SearchResult there;
        std::thread other([&] { there = run.all(); });
        for (int round = 0; round < 5; ++round)
            QCOMPARE(run.first(50).rows,
                     expected.exact < 50
                         ? std::vector(expected.rows.begin(),
                                       expected.rows.begin() + static_cast<std::ptrdiff_t>(expected.exact))
                         : std::vector(expected.rows.begin(), expected.rows.begin() + 50));
        other.join();
        QCOMPARE(there.rows, expected.rows);
        QVERIFY(!expected.rows.empty());
    }

    void findsCollections()
    {
        const auto names = [](const char *text, std::size_t limit) {
            QStringList found;
            for (const std::size_t index : searchCollections(*sample(), SearchWords(QString::fromUtf8(text)), limit))
                found << sample()->collections()[index].name;
            return found;
        };
        QCOMPARE(names("git", 9),
                 (QStringList{QStringLiteral("Git"), QStringLiteral("Git servers"), QStringLiteral("Servers git")}));
        QCOMPARE(names("git", 2), (QStringList{QStringLiteral("Git"), QStringLiteral("Git servers")}));
        QCOMPARE(names("GROSSE", 9), QStringList{QString::fromUtf8("Größe")});
        QCOMPARE(names("große git", 9), QStringList()); // its own name only
        QCOMPARE(names("", 9), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestSearchRun)
#include "tst_searchrun.moc"
