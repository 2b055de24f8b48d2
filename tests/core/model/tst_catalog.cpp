// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalog.h"
#include "core/model/catalogbuilder.h"
#include "core/model/catalogchange.h"
#include "core/model/catalogsteps.h"
#include "tests/core/model/catalogsamples.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>
#include <tuple>

using namespace coffret;
using fakes::SampleIndex;
using fakes::sampleIndex;
using test::Churn;
using test::compare;
using test::compareSummaries;

namespace {

SecretSummary named(const char *id, const char *name)
{
    SecretSummary secret;
    secret.id = QString::fromUtf8(id);
    secret.name = QString::fromUtf8(name);
    return secret;
}

std::shared_ptr<const Catalog> of(std::vector<SecretSummary> secrets, std::vector<Collection> collections = {})
{
    return Catalog::build(std::move(collections), std::move(secrets));
}

QString searchTextOf(const SecretSummary &secret, std::vector<Collection> collections = {})
{
    const auto catalog = of({secret}, std::move(collections));
    const std::string_view text = catalog->searchText(0);
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// Collections say it too: their names stand with every row below them.
bool saysTheSame(const Catalog &before, Catalog::Row old, const Catalog &after, Catalog::Row row)
{
    const auto words = [](const Catalog &catalog, Catalog::Row at) {
        const SecretSummary all = catalog.summary(at);
        return QStringList{all.name,         all.username,   all.description, all.uris.join(QLatin1Char(' ')),
                           all.collectionId, all.vendorType, all.modifiedBy,  all.tags.join(QLatin1Char('\n')),
                           catalog.path(at)};
    };
    const auto numbers = [](const Catalog &catalog, Catalog::Row at) {
        return std::make_tuple(catalog.type(at), catalog.right(at), catalog.markers(at).toInt(), catalog.createdMs(at),
                               catalog.modifiedMs(at), catalog.expiresMs(at), catalog.icon(at).symbol,
                               catalog.icon(at).colour);
    };
    return words(before, old) == words(after, row) && numbers(before, old) == numbers(after, row);
}

} // namespace

class TestCatalog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void empty()
    {
        const auto catalog = Catalog::empty();
        QCOMPARE(catalog->size(), 0u);
        QCOMPARE(catalog->rowOf(QStringLiteral("a")), Catalog::NoRow);
        QCOMPARE(catalog->countBelow(QString()), 0);
        QVERIFY(catalog->collections().empty());
        QVERIFY(catalog->searchArena().empty());
        QCOMPARE(of({})->size(), 0u);
    }

    void keepsEverythingOfASummary()
    {
        SecretSummary full = named("id-ä", "Näme 😀");
        full.collectionId = QStringLiteral("c");
        full.username = QStringLiteral("ada");
        full.description = QString::fromUtf8("two\nlines ü");
        full.uris = {QStringLiteral("https://a.example/x"), QStringLiteral("b.example")};
        full.type = SecretType::ApiKey;
        full.vendorType = QStringLiteral("v5-custom-fields");
        full.markers = Marker::Favourite | Marker::NoValue;
        full.created = QDateTime::fromMSecsSinceEpoch(1'600'000'000'123, Qt::UTC);
        full.modified = full.created.addDays(1);
        full.expires = full.created.addDays(2);
        full.right = AccessRight::Update;
        full.tags = {QStringLiteral("ops"), QStringLiteral("#team")};
        full.modifiedBy = QStringLiteral("user-7");
        full.icon = {42, 0xaabbcc80};
        const SecretSummary bare = named("z", "");
        const auto catalog =
            of({bare, full}, {{QStringLiteral("c"), {}, QStringLiteral("Folder"), AccessRight::Update}});
        compareSummaries(catalog->summary(catalog->rowOf(full.id)), full);
        compareSummaries(catalog->summary(catalog->rowOf(bare.id)), bare);
        const Catalog::Row row = catalog->rowOf(full.id);
        QCOMPARE(catalog->id(row), full.id);
        QCOMPARE(catalog->name(row), full.name);
        QCOMPARE(catalog->username(row), full.username);
        QVERIFY(catalog->type(row) == full.type);
        QCOMPARE(catalog->markers(row), full.markers);
        QCOMPARE(catalog->modifiedMs(row), full.modified.toMSecsSinceEpoch());
        QCOMPARE(catalog->path(row), QStringLiteral("Folder"));
    }

    void iconsTakeNoRoomOfTheirOwn()
    {
        std::vector<SecretSummary> secrets;
        for (int i = 0; i < 70'000; ++i) { // more than can be told apart
            secrets.push_back(named(qPrintable(QString::number(i)), "x"));
            secrets.back().icon = {static_cast<qint8>(i % 3), static_cast<quint32>(i / 3) << 8 | 0xff};
        }
        const auto catalog = of(std::move(secrets));
        int kept = 0;
        for (Catalog::Row row = 0; row < catalog->size(); ++row) {
            const int i = catalog->id(row).toInt();
            const SecretIcon given{static_cast<qint8>(i % 3), static_cast<quint32>(i / 3) << 8 | 0xff};
            QVERIFY(catalog->icon(row) == given || catalog->icon(row) == SecretIcon());
            kept += catalog->icon(row) == given ? 1 : 0;
        }
        QCOMPARE(kept, 65'535);
    }

    void countsTags()
    {
        const auto tagged = [](const char *id, const QStringList &tags) {
            SecretSummary secret = named(id, id);
            secret.tags = tags;
            secret.vendorType = QStringLiteral("ops"); // a word that is a tag, too
            return secret;
        };
        const QString ops = QStringLiteral("ops");
        const QString team = QStringLiteral("#team");
        const auto catalog = of({tagged("1", {ops, team}), tagged("2", {team}), tagged("3", {}),
                                 tagged("4", {team, ops}), tagged("5", {team, team}), tagged("4", {ops})});
        using Counts = std::vector<std::pair<QString, int>>;
        QCOMPARE(catalog->tagCounts(), (Counts{{team, 3}, {ops, 2}}));
        const std::vector<bool> withOps = catalog->tagSetsWith(ops);
        QString rows;
        for (Catalog::Row row = 0; row < catalog->size(); ++row)
            rows += withOps[catalog->tagSet(row)] ? catalog->id(row) : QString();
        QCOMPARE(rows, QStringLiteral("14"));
        QVERIFY(Catalog::empty()->tagCounts().empty());
    }

    void tagsAreSearchedBehindThePath()
    {
        SecretSummary secret = named("1", "Name");
        secret.tags = {QStringLiteral("Ünit"), QStringLiteral("two words")};
        QCOMPARE(searchTextOf(secret), QStringLiteral("name\n\n\nunit two words"));
        secret.collectionId = QStringLiteral("c");
        QCOMPARE(searchTextOf(secret, {{QStringLiteral("c"), {}, QStringLiteral("Folder"), AccessRight::Update}}),
                 QStringLiteral("name\n\n\nfolder unit two words"));
    }

    void sortsByFoldedNameThenId()
    {
        const auto catalog = of({named("3", "zebra"), named("2", "Äpfel"), named("1", "apfel"), named("5", "éa"),
                                 named("4", "EB"), named("6", "")});
        QStringList order;
        for (Catalog::Row row = 0; row < catalog->size(); ++row)
            order << catalog->id(row);
        QCOMPARE(order.join(QString()), QStringLiteral("612543"));
    }

    void sortsLongAndEqualNames()
    {
        QRandomGenerator random(9);
        std::vector<SecretSummary> secrets;
        for (int i = 0; i < 3'000; ++i) {
            SecretSummary secret = named("", "");
            secret.id = QString::number(random.generate());
            // Long common beginnings, names that begin others, and names that many have.
            for (int part = random.bounded(5); part > 0; --part)
                secret.name += QStringLiteral("common beginning %1 ").arg(random.bounded(2) * 1000);
            secrets.push_back(secret);
        }
        for (int i = 0; i < 20; ++i) {
            secrets.push_back(named("", ""));
            secrets.back().id = QStringLiteral("long %1").arg(i);
            secrets.back().name = QString(200'000, QLatin1Char('z'));
        }
        const auto catalog = of(secrets);
        for (Catalog::Row row = 1; row < catalog->size(); ++row) {
            const auto before = std::pair(catalog->foldedName(row - 1), catalog->id(row - 1).toUtf8());
            QVERIFY(before < std::pair(catalog->foldedName(row), catalog->id(row).toUtf8()));
        }
    }

    void theLastOfEqualIdsStays()
    {
        const auto catalog = of({named("a", "first"), named("b", "other"), named("a", "second"), named("", "no id")});
        QCOMPARE(catalog->size(), 2u);
        QCOMPARE(catalog->name(catalog->rowOf(QStringLiteral("a"))), QStringLiteral("second"));
    }

    void anUnknownCollectionIsTheRoot()
    {
        SecretSummary lost = named("a", "lost");
        lost.collectionId = QStringLiteral("gone");
        const auto catalog = of({lost});
        QCOMPARE(catalog->collectionId(0), QString());
        QCOMPARE(catalog->path(0), QString());
        QVERIFY(!catalog->isBelow(0, QStringLiteral("gone")));
        QVERIFY(catalog->isBelow(0, QString()));
        QCOMPARE(catalog->countBelow(QStringLiteral("gone")), 0);
    }

    void searchTextHasNameUserHostsAndPath()
    {
        SecretSummary secret = named("a", "Büro \n Router");
        secret.username = QStringLiteral("ADA");
        secret.description = QStringLiteral("not searched");
        secret.uris = {QStringLiteral("https://user:pw@Router.Example:8443/path?q"),
                       QStringLiteral("10.0.0.1/login"),
                       QStringLiteral("ssh://[2001:db8::1]:22"),
                       QStringLiteral("example.org:80"),
                       QString(),
                       QStringLiteral("file:///etc")};
        secret.collectionId = QStringLiteral("b");
        const std::vector<Collection> collections{
            {QStringLiteral("a"), {}, QString::fromUtf8("Zürich"), AccessRight::None},
            {QStringLiteral("b"), QStringLiteral("a"), QStringLiteral("IT"), AccessRight::None}};
        QCOMPARE(searchTextOf(secret, collections),
                 QStringLiteral("buro router\nada\nrouter.example 10.0.0.1 2001:db8::1 example.org\nzurich / it"));
        const auto catalog = of({secret}, collections);
        QCOMPARE(catalog->foldedName(0), std::string_view("buro router"));
        QCOMPARE(searchTextOf(named("a", "")), QStringLiteral("\n\n\n"));
    }

    void aVeryLongPathIsCutAtItsBeginning()
    {
        SecretSummary secret = named("a", "x");
        secret.collectionId = QStringLiteral("c");
        const QString longName = QString(1000, QChar(0x6771)) + QStringLiteral("end");
        const QString text = searchTextOf(secret, {{QStringLiteral("c"), {}, longName, AccessRight::None}});
        QVERIFY(text.endsWith(QStringLiteral("end")));
        QVERIFY(text.toUtf8().size() <= 520);
        QVERIFY(!text.contains(QChar(QChar::ReplacementCharacter)));
    }

    void countsWithEverythingBelow()
    {
        std::vector<SecretSummary> secrets{named("1", "a"), named("2", "b"), named("3", "c"), named("4", "d")};
        secrets[0].collectionId = QStringLiteral("top");
        secrets[1].collectionId = QStringLiteral("sub");
        secrets[2].collectionId = QStringLiteral("sub");
        const std::vector<Collection> collections{
            {QStringLiteral("sub"), QStringLiteral("top"), QStringLiteral("s"), AccessRight::None},
            {QStringLiteral("top"), {}, QStringLiteral("t"), AccessRight::None}};
        const auto catalog = of(secrets, collections);
        QCOMPARE(catalog->countBelow(QStringLiteral("top")), 3);
        QCOMPARE(catalog->countBelow(QStringLiteral("sub")), 2);
        QCOMPARE(catalog->countBelow(QString()), 4);
        QVERIFY(catalog->isBelow(1, QStringLiteral("top")));
        QVERIFY(!catalog->isBelow(0, QStringLiteral("sub")));
        QVERIFY(!catalog->isBelow(3, QStringLiteral("top")));
        QVERIFY(catalog->isBelow(3, QString()));
    }

    void portionsMakeTheSameCatalog()
    {
        const SampleIndex index = sampleIndex(700);
        const auto whole = Catalog::build(index.collections, index.secrets);
        CatalogBuilder builder;
        for (std::size_t i = 0; i < index.secrets.size(); i += 90) {
            const auto end = std::min(i + 90, index.secrets.size());
            builder.add(std::vector<SecretSummary>(index.secrets.begin() + static_cast<std::ptrdiff_t>(i),
                                                   index.secrets.begin() + static_cast<std::ptrdiff_t>(end)));
        }
        builder.add(index.collections); // last of all
        const auto portions = std::move(builder).finish();
        QCOMPARE(portions->size(), whole->size());
        QVERIFY(portions->searchArena() == whole->searchArena());
        for (Catalog::Row row = 0; row < whole->size(); ++row)
            compareSummaries(portions->summary(row), whole->summary(row));
    }

    void findsTheRowOfAnyOffset()
    {
        const SampleIndex index = sampleIndex(300);
        const auto catalog = Catalog::build(index.collections, index.secrets);
        for (Catalog::Row row = 0; row < catalog->size(); ++row) {
            for (const Catalog::Row hint : {Catalog::Row{0}, row / 2, row}) {
                QCOMPARE(catalog->rowAt(catalog->searchStart(row), hint), row);
                QCOMPARE(catalog->rowAt(catalog->searchStart(row + 1) - 1, hint), row);
            }
        }
    }

    void holdsAHundredThousand()
    {
        const SampleIndex index = sampleIndex(100'000);
        QElapsedTimer timer;
        timer.start();
        const auto catalog = Catalog::build(index.collections, index.secrets);
        qInfo("built in %lld ms, search text %zu bytes", timer.elapsed(), catalog->searchArena().size());
        QCOMPARE(catalog->size(), 100'000u);
        QRandomGenerator random(1);
        for (int i = 0; i < 2'000; ++i) {
            const SecretSummary &given = index.secrets[random.bounded(100'000u)];
            const Catalog::Row row = catalog->rowOf(given.id);
            QVERIFY(row != Catalog::NoRow);
            compareSummaries(catalog->summary(row), given);
        }
        for (Catalog::Row row = 1; row < catalog->size(); ++row) {
            const auto before = catalog->foldedName(row - 1);
            const auto here = catalog->foldedName(row);
            QVERIFY(before < here || (before == here && catalog->id(row - 1) < catalog->id(row)));
        }
    }

    void patches()
    {
        SampleIndex index = sampleIndex(2'000);
        index.secrets[10].markers = Marker::NeedsApproval | Marker::Favourite;
        const auto base = Catalog::build(index.collections, index.secrets);
        CatalogPatch patch;
        SecretSummary changed = index.secrets[7];
        changed.name = QStringLiteral("Zebra");
        changed.collectionId = QStringLiteral("made");
        changed.markers.setFlag(Marker::Favourite);
        patch.secrets.push_back(changed);
        SecretSummary added = changed;
        added.id = QStringLiteral("added");
        patch.secrets.push_back(added);
        SecretSummary older = index.secrets[8];
        older.name = QStringLiteral("stale");
        older.modified = older.modified.addSecs(-1);
        patch.secrets.push_back(older);
        patch.removedSecrets = {index.secrets[9].id, QStringLiteral("never there")};
        patch.markings = {{index.secrets[10].id, Marker::CheckedOutByMe, Marker::NeedsApproval},
                          {QStringLiteral("never there"), Marker::CheckedOutByMe, {}}};
        patch.collections.push_back({QStringLiteral("made"), index.collections[0].id, QStringLiteral("Made")});
        patch.collections.push_back(index.collections[1]);
        patch.collections.back().name = QStringLiteral("Renamed");
        const auto patched = base->patched(patch);

        index.secrets[7] = changed;
        index.secrets[10].markers = Marker::CheckedOutByMe | Marker::Favourite;
        index.secrets.push_back(added);
        index.secrets.erase(index.secrets.begin() + 9);
        index.collections[1].name = QStringLiteral("Renamed");
        index.collections.push_back(patch.collections.front());
        const auto whole = Catalog::build(index.collections, index.secrets);
        QCOMPARE(patched->size(), whole->size());
        QVERIFY(patched->searchArena() == whole->searchArena());
        QCOMPARE(patched->collections().size(), whole->collections().size());
        for (Catalog::Row row = 0; row < whole->size(); ++row) {
            compareSummaries(patched->summary(row), whole->summary(row));
            QCOMPARE(patched->path(row), whole->path(row));
        }
        QCOMPARE(patched->path(patched->rowOf(added.id)).section(QLatin1Char('/'), -1).trimmed(),
                 QStringLiteral("Made"));
        QCOMPARE(base->size(), 2'000u); // a snapshot stays what it is
        QVERIFY(base->rowOf(added.id) == Catalog::NoRow);
    }

    void patchesLikeBuiltAnew()
    {
        Churn churn(5);
        auto catalog = churn.built();
        for (int round = 0; round < 1'000; ++round) {
            const CatalogPatch patch = churn.next();
            catalog = catalog->patched(patch);
            compare(*catalog, *churn.built());
            if (QTest::currentTestFailed())
                return qWarning("in round %d", round);
        }
    }

    void changesTogetherAreWhatTheyAreOneByOne()
    {
        Churn churn(7);
        auto catalog = churn.built();
        for (int round = 0; round < 100; ++round) {
            std::vector<CatalogChange> changes;
            auto expected = catalog;
            for (int i = 0; i < 1 + round % 7; ++i) {
                const CatalogPatch patch = churn.next();
                expected = expected->patched(patch);
                changes.push_back([patch](const Catalog &) { return patch; });
            }
            catalog = changed(catalog, changes).catalog;
            compare(*catalog, *expected);
            if (QTest::currentTestFailed())
                return qWarning("in round %d", round);
        }
    }

    void oneCopyServesChangesOfDifferentSecrets()
    {
        const SampleIndex index = sampleIndex(100);
        const auto base = Catalog::build(index.collections, index.secrets);
        QCOMPARE(changed(base, {}).catalog, base);
        QCOMPARE(changed(base, {[](const Catalog &) { return CatalogPatch(); }}).catalog, base);
        std::vector<const Catalog *> seen;
        const auto star = [&seen](const QString &id) {
            return CatalogChange([&seen, id](const Catalog &catalog) {
                seen.push_back(&catalog);
                CatalogPatch patch;
                patch.secrets.push_back(catalog.summary(catalog.rowOf(id)));
                patch.secrets.back().description += QStringLiteral("*");
                return patch;
            });
        };
        std::vector<CatalogChange> changes;
        for (int i = 0; i < 50; ++i)
            changes.push_back(star(index.secrets[std::size_t(i)].id));
        const ChangedCatalog different = changed(base, changes);
        QCOMPARE(seen, std::vector<const Catalog *>(50, base.get()));
        QCOMPARE(different.secretIds.size(), 50);
        QVERIFY(!different.changesCollections);
        QVERIFY(different.catalog->summary(different.catalog->rowOf(index.secrets[49].id))
                    .description.endsWith(QLatin1Char('*')));

        const QString twice = index.secrets[0].id;
        const auto same = changed(base, {star(twice), star(twice)}).catalog;
        QVERIFY(same->summary(same->rowOf(twice)).description.endsWith(QStringLiteral("**")));
        CatalogPatch collection;
        collection.collections.push_back({QStringLiteral("made"), {}, QStringLiteral("Made")});
        QVERIFY(changed(base, {[collection](const Catalog &) { return collection; }}).changesCollections);
    }

    void stepsSayWhatChanged()
    {
        Churn churn(6);
        auto before = churn.built();
        int moved = 0;
        for (int round = 0; round < 300; ++round) {
            const CatalogPatch patch = churn.next();
            const auto after = round % 2 == 0 ? before->patched(patch) : churn.built();
            const auto steps = stepsBetween(before, after);
            QVERIFY(steps->lead(before, after) && !steps->lead(after, before) && !steps->lead({}, after));
            QCOMPARE(steps->oldRowOf.size(), std::size_t{after->size()});
            std::vector<Catalog::Row> changed;
            for (Catalog::Row row = 0; row < after->size(); ++row) {
                const Catalog::Row old = before->rowOf(after->id(row));
                QCOMPARE(steps->oldRowOf[row], old);
                const bool isSame = old != Catalog::NoRow && saysTheSame(*before, old, *after, row);
                QCOMPARE(steps->isNews(row), !isSame);
                if (old != Catalog::NoRow && !isSame)
                    changed.push_back(row);
                moved += old != row ? 1 : 0;
            }
            QVERIFY(steps->changed == changed);
            before = after;
        }
        QVERIFY(moved > 1'000);
    }

    void stepsEndWithWhatTheyCameFrom()
    {
        auto before = of({named("1", "one")});
        const auto after = of({named("1", "one"), named("2", "two")});
        const auto steps = stepsBetween(before, after);
        QVERIFY(steps->lead(before, after));
        const std::weak_ptr<const Catalog> gone = before;
        before.reset();
        QVERIFY(gone.expired()); // they keep no catalog that nobody shows
        QVERIFY(!steps->lead(of({}), after));
    }

    void patchesAHundredThousand()
    {
        const SampleIndex index = sampleIndex(100'000);
        const auto catalog = Catalog::build(index.collections, index.secrets);
        CatalogPatch patch;
        patch.secrets.push_back(index.secrets[7]);
        QElapsedTimer timer;
        timer.start();
        const auto patched = catalog->patched(patch);
        qInfo("patched in %lld ms", timer.restart());
        QCOMPARE(patched->size(), 100'000u);
        const auto steps = stepsBetween(catalog, patched);
        qInfo("compared in %lld ms", timer.elapsed());
        QVERIFY(steps->changed.empty());
    }

    void isReadByManyThreads()
    {
        const SampleIndex index = sampleIndex(2'000);
        const auto catalog = Catalog::build(index.collections, index.secrets);
        std::atomic<int> found = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (const SecretSummary &secret : index.secrets)
                    found += catalog->name(catalog->rowOf(secret.id)) == secret.name ? 1 : 0;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(found.load(), 8'000);
    }
};

QTEST_GUILESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
