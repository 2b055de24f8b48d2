// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/trait.h"
#include "tests/ui/bench.h"
#include "ui/models/rowchanges.h"
#include "ui/viewmodels/symboltexts.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;

namespace {

constexpr auto Fatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

std::shared_ptr<const Catalog> catalogOf(int count, quint32 seed = 1)
{
    SampleIndex index = sampleIndex(count, seed);
    return Catalog::build(std::move(index.collections), std::move(index.secrets));
}

std::vector<Catalog::Row> allRows(const Catalog &catalog)
{
    std::vector<Catalog::Row> rows(catalog.size());
    std::iota(rows.begin(), rows.end(), Catalog::Row(0));
    return rows;
}

QStringList column(const QAbstractItemModel &model, int role)
{
    QStringList values;
    for (int row = 0; row < model.rowCount(); ++row)
        values.append(model.index(row, 0).data(role).toString());
    return values;
}

int rowSignals(const QSignalSpy &inserted, const QSignalSpy &removed)
{
    return static_cast<int>(inserted.count() + removed.count());
}

std::vector<FieldOutline> loginFields()
{
    return {{FieldKind::Username, QStringLiteral("username"), {}, false, QStringLiteral("ada")},
            {FieldKind::Password, QStringLiteral("password"), {}, true, {}}};
}

} // namespace

class TestModels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowChangesRebuildAnyList();
    void rowChangesAreFewest();
    void secretsFollowASearch();
    void secretsFollowASnapshot();
    void onlyRowsThatChangedAreTold();
    void aViewLearnsWhereItsRowsWent();
    void secretsStartAgainWhenTooMuchChanges();
    void sidebarCountsWithoutLookingAtRows();
    void secretsTellTheirRoles();
    void everySymbolIsDrawn();
    void endsAreToldInTime_data();
    void endsAreToldInTime();
    void sidebarOffersListsTheVaultCanFill();
    void sidebarFoldsItsTree();
    void sidebarKeepsOpenBranchesAcrossSnapshots();
    void sidebarCountsAndFindsRows();
    void sidebarSaysWhereARowStands();
    void fieldsHideWhatIsProtected();
    void fieldsKeepTheRevealedOneWhenOthersCome();
    void aCodeIsPrimaryOnlyAlone();
    void keysSayWhichCanBeUsed();
    void quickResultsMoveWithTheQuery();
    void accountsFollowTheirSessions();
};

void TestModels::rowChangesRebuildAnyList()
{
    QRandomGenerator random(7);
    for (int round = 0; round < 500; ++round) {
        std::vector<int> before(random.bounded(12));
        std::iota(before.begin(), before.end(), 0);
        std::vector<int> after; // keys: kept ones in any order, new ones from 100
        for (const int key : before) {
            if (random.bounded(3) > 0)
                after.push_back(key);
        }
        for (int i = random.bounded(4); i > 0; --i)
            after.insert(after.begin() + random.bounded(static_cast<int>(after.size()) + 1), 100 + i);
        if (random.bounded(2) == 0)
            std::shuffle(after.begin(), after.end(), random);

        const RowChanges changes = rowChangesByKey<int>(before, after, [](int key) { return key; });
        std::vector<int> list = before;
        for (const RowRange &range : changes.removals)
            list.erase(list.begin() + range.first, list.begin() + range.first + range.count);
        for (const RowRange &range : changes.insertions)
            list.insert(list.begin() + range.first, after.begin() + range.first,
                        after.begin() + range.first + range.count);
        QCOMPARE(list, after);
    }
}

void TestModels::rowChangesAreFewest()
{
    // The last row moved to the front: one row goes and comes, the others stay.
    const RowChanges moved = rowChanges(5, {4, 0, 1, 2, 3});
    QCOMPARE(moved.removals, (std::vector<RowRange>{{4, 1}}));
    QCOMPARE(moved.insertions, (std::vector<RowRange>{{0, 1}}));
    const RowChanges none = rowChanges(3, {0, 1, 2});
    QVERIFY(none.removals.empty() && none.insertions.empty());
}

void TestModels::secretsFollowASearch()
{
    const ManualClock clock;
    SecretListModel model(clock);
    const QAbstractItemModelTester tester(&model, Fatal);
    const auto catalog = catalogOf(60);
    const std::vector<Catalog::Row> rows = allRows(*catalog);
    model.show(catalog, rows, {});
    QCOMPARE(model.rowCount(), 60);

    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    std::vector<Catalog::Row> fewer(rows.begin() + 10, rows.begin() + 20);
    model.show(catalog, fewer, SearchWords(QStringLiteral("a")));
    QCOMPARE(column(model, SecretListModel::SecretIdRole).first(), catalog->id(10));
    QCOMPARE(rowSignals(inserted, removed), 2); // before and after the ten
    std::rotate(fewer.begin(), fewer.begin() + 1, fewer.end());
    model.show(catalog, fewer, SearchWords(QStringLiteral("ab")));
    QCOMPARE(rowSignals(inserted, removed), 4); // one row changed places
    QCOMPARE(column(model, SecretListModel::SecretIdRole).last(), catalog->id(10));
    QCOMPARE(reset.count(), 0);
    model.show(catalog, fewer, SearchWords(QStringLiteral("ab")));
    QCOMPARE(rowSignals(inserted, removed), 4);
}

void TestModels::secretsFollowASnapshot()
{
    const ManualClock clock;
    SecretListModel model(clock);
    const QAbstractItemModelTester tester(&model, Fatal);
    SampleIndex index = sampleIndex(40);
    const auto first = Catalog::build(index.collections, index.secrets);
    model.show(first, allRows(*first), {});

    index.secrets[5].name = QStringLiteral("000 renamed"); // sorts to the front
    index.secrets[6].markers.setFlag(Marker::NoValue);
    index.secrets.erase(index.secrets.begin() + 20);
    SecretSummary extra = index.secrets.front();
    extra.id = QStringLiteral("new");
    extra.name = QStringLiteral("zzz new");
    index.secrets.push_back(extra);
    const auto second = Catalog::build(index.collections, index.secrets);

    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy told(&model, &QAbstractItemModel::dataChanged);
    model.show(second, allRows(*second), {}, {}, stepsBetween(first, second).get());
    QStringList expected;
    for (const Catalog::Row row : allRows(*second))
        expected.append(second->id(row));
    QCOMPARE(column(model, SecretListModel::SecretIdRole), expected);
    QCOMPARE(model.rowOf(QStringLiteral("new")), expected.indexOf(QStringLiteral("new")));
    QVERIFY2(rowSignals(inserted, removed) <= 4, "renamed, removed and added: two removals and two insertions at most");
    QCOMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toModelIndex(), told[0][1].toModelIndex());
    const auto steps = stepsBetween(first, second);
    model.show(second, allRows(*second), {}, {}, steps.get()); // they lead elsewhere, and there is nothing to do
    QCOMPARE(told.count(), 1);
    model.show(Catalog::empty(), {}, {});
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.idAt(0), QString());
    QCOMPARE(model.rowOf(QStringLiteral("new")), -1);
}

void TestModels::onlyRowsThatChangedAreTold()
{
    const ManualClock clock;
    SecretListModel model(clock);
    const QAbstractItemModelTester tester(&model, Fatal);
    QRandomGenerator random(11);
    SampleIndex index = sampleIndex(300);
    auto catalog = Catalog::build(index.collections, index.secrets);
    model.show(catalog, allRows(*catalog), {});
    QSet<QString> told;
    QSet<QString> inserted;
    const auto idsBetween = [&model](int first, int last) {
        QSet<QString> ids;
        for (int row = first; row <= last; ++row)
            ids.insert(model.idAt(row));
        return ids;
    };
    connect(&model, &QAbstractItemModel::dataChanged, this,
            [&](const QModelIndex &first, const QModelIndex &last) { told += idsBetween(first.row(), last.row()); });
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [&](const QModelIndex &, int first, int last) { inserted += idsBetween(first, last); });
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    for (int round = 0; round < 200; ++round) {
        QSet<QString> changed;
        QSet<QString> added;
        told.clear();
        inserted.clear();
        const auto one = [&]() -> SecretSummary & {
            return index.secrets[random.bounded(static_cast<quint32>(index.secrets.size()))];
        };
        for (int i = random.bounded(4); i > 0; --i) {
            SecretSummary &secret = one();
            secret.username += QLatin1Char('x');
            if (random.bounded(3) == 0)
                secret.name.prepend(QChar(u'a' + random.bounded(26)));
            changed.insert(secret.id);
        }
        for (int i = random.bounded(2); i > 0; --i) {
            index.secrets.push_back(one());
            index.secrets.back().id = QStringLiteral("new %1").arg(round);
            added.insert(index.secrets.back().id);
        }
        const QString gone = one().id;
        std::erase_if(index.secrets, [&](const SecretSummary &secret) { return secret.id == gone; });
        const auto next = Catalog::build(index.collections, index.secrets);
        model.show(next, allRows(*next), {}, {}, stepsBetween(catalog, next).get());
        changed.remove(gone);
        added.remove(gone);
        QVERIFY(inserted.contains(added)); // and those that moved, or gave way to them
        QVERIFY(inserted.size() <= added.size() + changed.size());
        QCOMPARE(told, changed - inserted);
        QCOMPARE(model.rowCount(), static_cast<int>(next->size()));
        for (Catalog::Row row = 0; row < next->size(); ++row)
            QCOMPARE(model.idAt(static_cast<int>(row)), next->id(row));
        catalog = next;
    }
    QCOMPARE(reset.count(), 0);
}

void TestModels::aViewLearnsWhereItsRowsWent()
{
    const ManualClock clock;
    SecretListModel model(clock);
    SampleIndex index = sampleIndex(5'000);
    const auto first = Catalog::build(index.collections, index.secrets);
    model.show(first, allRows(*first), {});
    QSet<QString> gone{first->id(2)};
    for (Catalog::Row row = 10; row < first->size(); row += 3) // too many ranges: the model starts again
        gone.insert(first->id(row));
    std::erase_if(index.secrets, [&gone](const SecretSummary &secret) { return gone.contains(secret.id); });
    index.secrets.push_back(index.secrets.front());
    index.secrets.back().id = QStringLiteral("new");
    index.secrets.back().name.clear(); // comes first
    const auto second = Catalog::build(index.collections, index.secrets);

    QStringList order;
    std::vector<int> now;
    connect(&model, &SecretListModel::snapshotAboutToChange, this, [&] { order << QStringLiteral("about"); });
    connect(&model, &SecretListModel::modelReset, this, [&] { order << QStringLiteral("reset"); });
    connect(&model, &SecretListModel::snapshotChanged, this, [&] {
        order << QStringLiteral("changed");
        now = {model.rowNow(0), model.rowNow(2), model.rowNow(3), model.rowNow(model.rowCount() * 2)};
    });
    model.show(second, allRows(*second), {}, {}, stepsBetween(first, second).get());
    QCOMPARE(order.join(QLatin1Char(' ')), QStringLiteral("about reset changed"));
    QCOMPARE(now, (std::vector<int>{1, 3, 3, -1})); // the third is gone, and the fourth comes in its place
    QCOMPARE(model.rowNow(0), -1);
    model.show(second, {1, 2}, {}); // another list of the same
    model.show(first, {1, 2}, {});  // and one that nobody knows the way to
    QCOMPARE(order.size(), 3);
    QCOMPARE(model.idAt(0), first->id(1));
}

void TestModels::secretsStartAgainWhenTooMuchChanges()
{
    const ManualClock clock;
    SecretListModel model(clock);
    const QAbstractItemModelTester tester(&model, Fatal);
    const auto catalog = catalogOf(4000);
    model.show(catalog, allRows(*catalog), {});
    std::vector<Catalog::Row> everyOther;
    for (Catalog::Row row = 0; row < catalog->size(); row += 2)
        everyOther.push_back(row);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.show(catalog, everyOther, {});
    QCOMPARE(reset.count(), 1);
    QCOMPARE(model.idAt(1), catalog->id(2));
}

void TestModels::secretsTellTheirRoles()
{
    const ManualClock clock;
    SecretListModel model(clock);
    const QAbstractItemModelTester tester(&model, Fatal);
    SecretSummary secret;
    secret.id = QStringLiteral("1");
    secret.collectionId = QStringLiteral("c");
    secret.name = QStringLiteral("Mail server");
    secret.username = QStringLiteral("root");
    secret.type = SecretType::Login;
    secret.markers = Markers(Marker::Favourite) | Marker::MetadataUnverified | Marker::CheckedOutByMe;
    secret.modified = clock.now().addSecs(-300);
    secret.icon = {42, 0x2f734080};
    secret.uris = {QStringLiteral("https://imap.example.org/login")};
    secret.tags = {QStringLiteral("rota")};
    const auto catalog =
        Catalog::build({{QStringLiteral("c"), {}, QStringLiteral("Ops"), AccessRight::None}}, {secret});
    model.show(catalog, {0}, SearchWords(QStringLiteral("serv")));
    const auto value = [&](int role) { return model.index(0).data(role); };
    QCOMPARE(value(SecretListModel::NameRole).toString(), QStringLiteral("Mail server"));
    QCOMPARE(value(SecretListModel::PathRole).toString(), QStringLiteral("Ops"));
    QCOMPARE(value(SecretListModel::TypeRole).toString(), QStringLiteral("login"));
    QCOMPARE(value(SecretListModel::TypeLabelRole).toString(), QStringLiteral("Login"));
    QCOMPARE(value(SecretListModel::FavouriteRole).toBool(), true);
    QCOMPARE(value(SecretListModel::HasTotpRole).toBool(), false);
    QCOMPARE(value(SecretListModel::CheckedOutRole).toBool(), true);
    QCOMPARE(value(SecretListModel::AttentionRole).toString(), QStringLiteral("Signature not verified"));
    QCOMPARE(value(SecretListModel::ModifiedTextRole).toString(), QStringLiteral("5 min ago"));
    QCOMPARE(value(SecretListModel::SymbolRole).toString(), QStringLiteral("chip"));
    QCOMPARE(value(SecretListModel::GroundRole).toString(), QStringLiteral("#802f7340"));
    QCOMPARE(value(SecretListModel::ExpiryRole).toString(), QString());
    QCOMPARE(value(SecretListModel::NameMarksRole).value<QList<int>>(), (QList<int>{5, 4}));
    for (const Marker marker :
         {Marker::SecretUnverified, Marker::OutOfOrder, Marker::KeyMissing, Marker::TagUnverified})
        QVERIFY(needsAttention(marker) && !attentionText(marker).isEmpty());
    QVERIFY(needsAttention(Marker::NoValue) && !needsAttention(Marker::NeedsApproval)); // a check-out is no fault
    model.show(catalog, {0}, SearchWords(QStringLiteral("root")));                      // matches, but not in the name
    QCOMPARE(value(SecretListModel::NameMarksRole).value<QList<int>>(), QList<int>());
    QCOMPARE(value(SecretListModel::PlaceRole).toString(), QStringLiteral("root · Ops"));
    QCOMPARE(value(SecretListModel::PlaceMarksRole).value<QList<int>>(), (QList<int>{0, 4}));
    model.show(catalog, {0}, SearchWords(QStringLiteral("op serv imap mail rota")));
    QCOMPARE(value(SecretListModel::NameMarksRole).value<QList<int>>(), (QList<int>{0, 4, 5, 4}));
    QCOMPARE(value(SecretListModel::PlaceRole).toString(), QStringLiteral("root · Ops · imap.example.org · rota"));
    QCOMPARE(value(SecretListModel::PlaceMarksRole).value<QList<int>>(), (QList<int>{7, 2, 13, 4, 32, 4}));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.show(catalog, {0}, SearchWords(QStringLiteral("op serv imap mail rota")), {0});
    QCOMPARE(inserted.count(), 1); // a view looks at the section of a row once
    QCOMPARE(value(SecretListModel::SimilarRole).toString(), QStringLiteral("Similar"));
    model.show(catalog, {0}, {});
    QCOMPARE(value(SecretListModel::SimilarRole).toString(), QString());
    QCOMPARE(value(SecretListModel::PlaceRole).toString(), QStringLiteral("root · Ops"));
    QVERIFY(value(SecretListModel::PlaceMarksRole).value<QList<int>>().isEmpty());
}

namespace {

std::shared_ptr<const Catalog> smallTree(bool withThird = true)
{
    std::vector<Collection> collections{
        {QStringLiteral("a"), {}, QStringLiteral("Alpha"), AccessRight::None},
        {QStringLiteral("a1"), QStringLiteral("a"), QStringLiteral("Inner"), AccessRight::None},
        {QStringLiteral("a11"), QStringLiteral("a1"), QStringLiteral("Deep"), AccessRight::None},
        {QStringLiteral("b"), {}, QStringLiteral("Beta"), AccessRight::None}};
    collections.back().markers = Marker::MetadataUnverified;
    if (withThird)
        collections.push_back({QStringLiteral("c"), {}, QStringLiteral("Gamma"), AccessRight::None});
    SecretSummary secret;
    secret.id = QStringLiteral("1");
    secret.name = QStringLiteral("one");
    secret.collectionId = QStringLiteral("a11");
    secret.type = SecretType::Note;
    secret.markers = Marker::NoValue;
    return Catalog::build(std::move(collections), {secret});
}

} // namespace

void TestModels::everySymbolIsDrawn()
{
    QSet<QString> offered;
    for (const Choice &choice : symbolChoices()) {
        QVERIFY(!choice.label.isEmpty());
        QVERIFY2(!offered.contains(choice.key), qPrintable(choice.key));
        offered.insert(choice.key);
        QCOMPARE(symbolName(withSymbol({}, choice.key)), choice.key);
    }
    for (int number = -1; number < SecretIcon::Symbols; ++number) {
        const SecretIcon icon{static_cast<qint8>(number), 0x01020304};
        const QString name = symbolName(icon);
        QVERIFY2(offered.contains(name), qPrintable(name));
        const QString file = QStringLiteral(COFFRET_ICON_FOLDER "/%1.svg").arg(name);
        QVERIFY2(name.isEmpty() == (number < 0) && (number < 0 || QFile::exists(file)), qPrintable(file));
        QVERIFY(withSymbol(icon, name) == icon); // looks like it already
    }
    for (const Choice &choice : colourChoices())
        QCOMPARE(colourName(withColour({5, 0x11223344}, choice.key)), choice.key);
    QCOMPARE(symbolName({100, 0}), QString());
}

void TestModels::endsAreToldInTime_data()
{
    QTest::addColumn<qint64>("seconds");
    QTest::addColumn<QString>("words");
    const qint64 day = 24 * 60 * 60;
    QTest::newRow("long ago") << -900 * day << QStringLiteral("Expired");
    QTest::newRow("now") << qint64{0} << QStringLiteral("Expired");
    QTest::newRow("soon") << qint64{1} << QStringLiteral("Expires today");
    QTest::newRow("three days") << 3 * day << QStringLiteral("Expires in 3 days");
    QTest::newRow("one day") << day << QStringLiteral("Expires tomorrow");
    QTest::newRow("thirty days") << 30 * day << QStringLiteral("Expires in 30 days");
    QTest::newRow("later") << 30 * day + 1 << QString();
}

void TestModels::endsAreToldInTime()
{
    QFETCH(qint64, seconds);
    const ManualClock clock;
    SecretListModel model(clock);
    SecretSummary secret;
    secret.id = QStringLiteral("1");
    secret.expires = clock.now().addSecs(seconds);
    model.show(Catalog::build({}, {secret}), {0}, {});
    QTEST(model.index(0).data(SecretListModel::ExpiryRole).toString(), "words");
    QCOMPARE(model.index(0).data(SecretListModel::ExpiredRole).toBool(), seconds <= 0);
}

void TestModels::sidebarOffersListsTheVaultCanFill()
{
    const ManualClock clock;
    std::vector<SecretSummary> secrets(5);
    for (std::size_t i = 0; i < secrets.size(); ++i)
        secrets[i].id = QString::number(i);
    secrets[0].right = AccessRight::Own;
    secrets[0].markers = Marker::Shared; // by the user, that is
    secrets[1].right = AccessRight::Update;
    secrets[1].tags = {QStringLiteral("ops"), QStringLiteral("all")};
    secrets[2].right = AccessRight::Read;
    secrets[2].expires = clock.now().addDays(-1);
    secrets[2].tags = {QStringLiteral("ops")};
    secrets[3].expires = clock.now().addDays(29);
    secrets[4].expires = clock.now().addDays(31);
    SidebarModel model;
    SidebarOptions options;
    options.now = clock.now();
    const auto count = [&](const QString &id) {
        const int row = model.rowOf(id);
        return row < 0 ? -1 : model.index(row).data(SidebarModel::CountRole).toInt();
    };
    model.setCatalog(Catalog::build({}, secrets), options);
    QCOMPARE(count(QStringLiteral("shared")), 2);
    QCOMPARE(count(QStringLiteral("expiring")), 2);
    QCOMPARE(count(QStringLiteral("tag:ops")), -1);
    options.tags = options.expiry = options.sharing = true;
    model.setCatalog(Catalog::build({}, secrets), options);
    QCOMPARE(count(QStringLiteral("tag:ops")), 2);
    QCOMPARE(model.idAt(model.rowCount() - 1), QStringLiteral("tag:ops"));
    QCOMPARE(model.idAt(model.rowCount() - 2), QStringLiteral("tag:all"));
    model.setCatalog(Catalog::empty(), options);
    QCOMPARE(count(QStringLiteral("shared")), 0);
    QCOMPARE(count(QStringLiteral("expiring")), 0);
    options.expiry = options.sharing = false;
    model.setCatalog(Catalog::empty(), options);
    QCOMPARE(count(QStringLiteral("shared")), -1);
    QCOMPARE(count(QStringLiteral("expiring")), -1);
}

void TestModels::sidebarCountsWithoutLookingAtRows()
{
    const ManualClock clock;
    SampleIndex index = sampleIndex(400);
    for (std::size_t i = 0; i < index.secrets.size(); ++i) {
        index.secrets[i].right = static_cast<AccessRight>(i % 4);
        index.secrets[i].markers.setFlag(Marker::Shared, i % 3 == 0);
        index.secrets[i].markers.setFlag(Marker::NoValue, i % 5 == 0);
        index.secrets[i].markers.setFlag(Marker::CheckedOutByMe, i % 7 == 0);
        if (i % 2 == 0)
            index.secrets[i].expires = clock.now().addDays(static_cast<qint64>(i % 60));
    }
    const auto catalog = Catalog::build(index.collections, index.secrets);
    const auto rowsWith = [&](Trait trait) {
        int rows = 0;
        for (Catalog::Row row = 0; row < catalog->size(); ++row)
            rows += hasTrait(*catalog, row, trait, clock.now().toMSecsSinceEpoch()) ? 1 : 0;
        return rows;
    };
    SidebarOptions options;
    options.lending = true;
    options.now = clock.now();
    QHash<QString, int> counts;
    for (const SidebarNode &node : sidebarNodes(*catalog, options))
        counts.insert(node.id, node.count);
    const std::pair<QLatin1String, Trait> lists[] = {{FavouritesNode, Trait::Favourite},
                                                     {SharedNode, Trait::SharedWithMe},
                                                     {ExpiringNode, Trait::Expiring},
                                                     {AttentionNode, Trait::Attention},
                                                     {CheckedOutNode, Trait::CheckedOut}};
    for (const auto &[node, trait] : lists) {
        QVERIFY2(rowsWith(trait) > 0 && rowsWith(trait) < 400, node.data());
        QCOMPARE(counts.value(node), rowsWith(trait));
    }
    int ofTypes = 0;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        ofTypes += typeOf(count.key()) ? count.value() : 0;
    QCOMPARE(ofTypes, 400);
}

void TestModels::sidebarFoldsItsTree()
{
    SidebarModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    model.setCatalog(smallTree(), {1});
    const QStringList closed{QStringLiteral("all"),          QStringLiteral("favourites"),
                             QStringLiteral("recent"),       QStringLiteral("attention"),
                             QStringLiteral("type:note"),    QStringLiteral("collection:a"),
                             QStringLiteral("collection:b"), QStringLiteral("collection:c")};
    QCOMPARE(column(model, SidebarModel::NodeIdRole), closed);

    const int alpha = model.rowOf(QStringLiteral("collection:a"));
    model.expand(alpha);
    model.expand(alpha); // again: nothing happens
    QCOMPARE(model.rowCount(), 9);
    model.toggle(alpha + 1);
    QCOMPARE(model.idAt(alpha + 2), QStringLiteral("collection:a11"));
    QCOMPARE(model.index(alpha + 2).data(SidebarModel::DepthRole).toInt(), 2);
    QCOMPARE(model.parentRow(alpha + 2), alpha + 1);
    QCOMPARE(model.parentRow(alpha), -1);

    model.collapse(alpha); // the inner branch stays open behind it
    QCOMPARE(column(model, SidebarModel::NodeIdRole), closed);
    model.toggle(alpha);
    QCOMPARE(model.rowCount(), 10);
    QCOMPARE(model.index(alpha).data(SidebarModel::ExpandedRole).toBool(), true);
    model.toggle(99);
    model.collapse(-1);
    model.collapse(model.rowOf(QStringLiteral("collection:a1")));
    model.collapse(alpha);
    model.setSelected(QStringLiteral("collection:a11")); // two levels down: what is selected has a row
    QVERIFY(model.rowOf(QStringLiteral("collection:a11")) > alpha);
    QVERIFY(model.index(model.rowOf(QStringLiteral("collection:a11"))).data(SidebarModel::SelectedRole).toBool());
}

void TestModels::sidebarKeepsOpenBranchesAcrossSnapshots()
{
    SidebarModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    model.setCatalog(smallTree(), {1});
    model.setSelected(QStringLiteral("collection:b"));
    model.expand(model.rowOf(QStringLiteral("collection:a")));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.setCatalog(smallTree(false), {1});
    QCOMPARE(reset.count(), 0);
    QCOMPARE(removed.count(), 1);
    QVERIFY(model.rowOf(QStringLiteral("collection:a1")) > 0);
    QCOMPARE(model.rowOf(QStringLiteral("collection:c")), -1);
    const int beta = model.rowOf(QStringLiteral("collection:b"));
    QCOMPARE(model.index(beta).data(SidebarModel::SelectedRole).toBool(), true);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::sidebarSaysWhereARowStands()
{
    SidebarModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    model.setCatalog(smallTree(), {1});
    model.setSelected(QStringLiteral("collection:a11"));
    const auto place = [&](const QString &id) {
        const QModelIndex row = model.index(model.rowOf(id));
        return QPair(row.data(SidebarModel::PositionRole).toInt(), row.data(SidebarModel::SiblingsRole).toInt());
    };
    QCOMPARE(place(QStringLiteral("all")), QPair(1, 4));
    QCOMPARE(place(QStringLiteral("attention")), QPair(4, 4));
    QCOMPARE(place(QStringLiteral("type:note")), QPair(1, 1)); // under a heading of its own
    QCOMPARE(place(QStringLiteral("collection:a")), QPair(1, 3));
    QCOMPARE(place(QStringLiteral("collection:a11")), QPair(1, 1)); // what is open above and below does not count
    QCOMPARE(place(QStringLiteral("collection:c")), QPair(3, 3));
}

void TestModels::sidebarCountsAndFindsRows()
{
    SidebarModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    model.setCatalog(smallTree(), {1});
    const auto count = [&](const QString &id) {
        return model.index(model.rowOf(id)).data(SidebarModel::CountRole).toInt();
    };
    QCOMPARE(count(QStringLiteral("all")), 1);
    QCOMPARE(count(QStringLiteral("favourites")), 0);
    QCOMPARE(count(QStringLiteral("attention")), 1);
    QCOMPARE(count(QStringLiteral("type:note")), 1);
    QCOMPARE(count(QStringLiteral("collection:a")), 1); // two levels below
    QCOMPARE(count(QStringLiteral("collection:b")), 0);
    const auto reason = [&](const QString &id) {
        return model.index(model.rowOf(id)).data(SidebarModel::ReasonRole).toString();
    };
    QCOMPARE(reason(QStringLiteral("all")), QString());
    QCOMPARE(reason(QStringLiteral("collection:a")), QString());
    QVERIFY(reason(QStringLiteral("collection:b")).contains(QStringLiteral("vouches")));

    const int beta = model.rowOf(QStringLiteral("collection:b"));
    QCOMPARE(model.rowForPrefix(QStringLiteral("be"), 0), beta);
    QCOMPARE(model.rowForPrefix(QStringLiteral("a"), beta), 0); // wraps around to "All secrets"
    QCOMPARE(model.rowForPrefix(QStringLiteral("x"), 0), -1);
    QVERIFY(model.contains(QStringLiteral("collection:a11"))); // although its branch is closed
}

void TestModels::fieldsHideWhatIsProtected()
{
    FieldListModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    model.setFields(loginFields());
    const auto value = [&](int row, int role) { return model.index(row).data(role); };
    QCOMPARE(value(0, FieldListModel::PlainValueRole).toString(), QStringLiteral("ada"));
    QCOMPARE(value(1, FieldListModel::PlainValueRole).toString(), QString());
    QCOMPARE(value(1, FieldListModel::LabelRole).toString(), QStringLiteral("Password"));
    QCOMPARE(value(1, FieldListModel::MonospaceRole).toBool(), true);

    model.reveal(QStringLiteral("password"), SecretBuffer::copyOf("hush"));
    QCOMPARE(value(1, FieldListModel::RevealedRole).toBool(), true);
    QCOMPARE(value(1, FieldListModel::PlainValueRole).toString(), QString());
    QPointer<RevealedSecret> secret = value(1, FieldListModel::SecretRole).value<RevealedSecret *>();
    QVERIFY(secret && secret->buffer().view() == "hush");
    QSignalSpy wiped(secret, &RevealedSecret::wiped);
    model.hide(QStringLiteral("password"));
    QVERIFY(wiped.count() > 0);
    QVERIFY(!secret);
    QVERIFY(!value(1, FieldListModel::SecretRole).value<RevealedSecret *>());
}

void TestModels::fieldsKeepTheRevealedOneWhenOthersCome()
{
    FieldListModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    model.setFields(loginFields());
    model.reveal(QStringLiteral("password"), SecretBuffer::copyOf("hush"));
    std::vector<FieldOutline> more = loginFields();
    more.push_back({FieldKind::Custom, QStringLiteral("custom:1"), QStringLiteral("Recovery"), true, {}});
    model.setFields(more);
    QCOMPARE(model.rowCount(), 3);
    QVERIFY(model.isRevealed(QStringLiteral("password")));
    QCOMPARE(model.index(2).data(FieldListModel::LabelRole).toString(), QStringLiteral("Recovery"));
    QCOMPARE(model.index(2).data(FieldListModel::KindRole).toString(), QStringLiteral("custom"));
    model.setFields({});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.isRevealed(QStringLiteral("password")));
}

void TestModels::aCodeIsPrimaryOnlyAlone()
{
    const FieldOutline seed{FieldKind::Totp, QStringLiteral("totp"), {}, true, {}};
    const FieldOutline pin{FieldKind::Pin, QStringLiteral("pin"), {}, true, {}};
    QCOMPARE(primaryFieldOf(SecretType::Unknown, {}), QString());
    QCOMPARE(primaryFieldOf(SecretType::Login, {seed}), QStringLiteral("totp"));
    QCOMPARE(primaryFieldOf(SecretType::Unknown, {seed, pin}), QStringLiteral("pin"));
    QCOMPARE(primaryFieldOf(SecretType::Login, loginFields()), QStringLiteral("password"));
}

void TestModels::keysSayWhichCanBeUsed()
{
    KeyListModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    KeyInfo good;
    good.fingerprint = QStringLiteral("0123456789ABCDEF0123456789ABCDEF01234567");
    good.userId = QStringLiteral("Ada");
    good.canEncrypt = true;
    KeyInfo expired = good;
    expired.fingerprint = QStringLiteral("F") + good.fingerprint.mid(1);
    expired.expired = true;
    model.setKeys({expired, good},
                  [](const KeyInfo &key) { return key.expired ? QStringLiteral("Expired") : QString(); });
    QCOMPARE(model.firstUsable(), good.fingerprint);
    QVERIFY(!model.isUsable(expired.fingerprint));
    QCOMPARE(model.index(0).data(KeyListModel::UsableRole).toBool(), false);
    QCOMPARE(model.index(0).data(KeyListModel::ProblemRole).toString(), QStringLiteral("Expired"));
    QVERIFY(model.find(good.fingerprint) && !model.find(QString()));
    QCOMPARE(model.index(1).data(KeyListModel::FingerprintTextRole).toString(),
             QStringLiteral("0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567"));
}

void TestModels::quickResultsMoveWithTheQuery()
{
    QuickResultModel model;
    const QAbstractItemModelTester tester(&model, Fatal);
    const auto result = [](const QString &account, const QString &id) {
        QuickResult made;
        made.accountId = account;
        made.secretId = id;
        made.name = id;
        return made;
    };
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    model.show({result(a, a), result(a, b), result(b, a)}); // the same id in two accounts
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QuickResult highlighted = result(b, a);
    highlighted.nameMarks = {0, 1};
    model.show({highlighted});
    QCOMPARE(removed.count(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.at(0)->accountId, b);
    QCOMPARE(model.index(0).data(QuickResultModel::NameMarksRole).value<QList<int>>(), (QList<int>{0, 1}));
    QVERIFY(!model.at(1) && !model.at(-1));
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

void TestModels::accountsFollowTheirSessions()
{
    Bench bench;
    AccountListModel model(bench.sessions);
    const QAbstractItemModelTester tester(&model, Fatal);
    bench.addAccount(QStringLiteral("one"), QStringLiteral("Acme Passbolt"));
    bench.addAccount(QStringLiteral("two"), QStringLiteral("vault"));
    bench.servers[QStringLiteral("two")]->failNext(FakeServer::Call::SignIn, ErrorKind::Unreachable);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(column(model, AccountListModel::InitialsRole), (QStringList{QStringLiteral("AP"), QStringLiteral("V")}));
    QCOMPARE(model.index(0).data(AccountListModel::StateTextRole).toString(), QStringLiteral("Locked"));
    QVERIFY(bench.openAll());
    QCOMPARE(model.index(0).data(AccountListModel::StateTextRole).toString(), QStringLiteral("Open"));
    QCOMPARE(model.index(1).data(AccountListModel::ErrorTextRole).toString(),
             QStringLiteral("The server cannot be reached."));
    model.setCurrent(QStringLiteral("two"));
    QCOMPARE(model.index(1).data(AccountListModel::CurrentRole).toBool(), true);
    QCOMPARE(model.index(1).data(AccountListModel::BadgeRole).toInt(), 1);
    bench.sessions.remove(QStringLiteral("one"));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0).data(AccountListModel::AccountIdRole).toString(), QStringLiteral("two"));
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
