// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/collectiontree.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>

using namespace coffret;

namespace {

/// "id parent name"; "-" for no parent.
CollectionTree tree(const QStringList &lines)
{
    std::vector<Collection> collections;
    for (const QString &line : lines) {
        const QStringList words = line.split(QLatin1Char(' '));
        const QString parent = words[1] == QLatin1String("-") ? QString() : words[1];
        collections.push_back({words[0], parent, words[2], AccessRight::None});
    }
    TextFolder folder;
    return CollectionTree(std::move(collections), folder);
}

QString ids(const CollectionTree &tree)
{
    QStringList ids;
    for (const Collection &collection : tree.all())
        ids << collection.id;
    return ids.join(QLatin1Char(' '));
}

QStringList lines(std::initializer_list<const char *> texts)
{
    QStringList result;
    for (const char *line : texts)
        result << QString::fromUtf8(line);
    return result;
}

} // namespace

class TestCollectionTree : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothing()
    {
        const CollectionTree empty = tree({});
        QVERIFY(empty.all().empty());
        QCOMPARE(empty.indexOf(QStringLiteral("a")), -1);
        QCOMPARE(empty.path(-1), QString());
        QVERIFY(!empty.subtree(QStringLiteral("a")).contains(-1));
        QVERIFY(empty.subtree(QString()).contains(-1));
    }

    void ordersDepthFirstByFoldedName()
    {
        const CollectionTree t =
            tree(lines({"z - zebra", "b a Beta", "a - Élan", "c a alpha", "d b deep", "e - eagle"}));
        QCOMPARE(ids(t), QStringLiteral("e a c b d z"));
        QCOMPARE(t.path(t.indexOf(QStringLiteral("d"))), QString::fromUtf8("Élan / Beta / deep"));
        const auto below = t.subtree(QStringLiteral("a"));
        QCOMPARE(below.end - below.first, 4);
        QVERIFY(below.contains(t.indexOf(QStringLiteral("d"))));
        QVERIFY(!below.contains(t.indexOf(QStringLiteral("z"))));
        QVERIFY(!below.contains(-1));
    }

    void equalNamesAreOrderedById()
    {
        QCOMPARE(ids(tree(lines({"b - Same", "a - same", "c - SAME"}))), QStringLiteral("a b c"));
    }

    void aMissingParentMakesARoot()
    {
        const CollectionTree t = tree(lines({"a gone one", "b a two"}));
        QCOMPARE(ids(t), QStringLiteral("a b"));
        QCOMPARE(t.all()[0].parentId, QString());
        QCOMPARE(t.all()[1].parentId, QStringLiteral("a"));
    }

    void cyclesBecomeRoots()
    {
        QCOMPARE(tree(lines({"a a one"})).all()[0].parentId, QString());
        const CollectionTree t = tree(lines({"a c one", "b a two", "c b three", "d b four", "e d five"}));
        QCOMPARE(ids(t), QStringLiteral("a c b d e"));
        for (const char *id : {"a", "b", "c"})
            QCOMPARE(t.all()[static_cast<std::size_t>(t.indexOf(QString::fromLatin1(id)))].parentId, QString());
        QCOMPARE(t.path(t.indexOf(QStringLiteral("e"))), QStringLiteral("two / four / five"));
    }

    void theLastOfEqualIdsStays()
    {
        const CollectionTree t = tree(lines({"a - first", "b a child", "a - second"}));
        QCOMPARE(ids(t), QStringLiteral("a b"));
        QCOMPARE(t.all()[0].name, QStringLiteral("second"));
    }

    void entriesWithoutIdAreDropped()
    {
        TextFolder folder;
        QVERIFY(CollectionTree({Collection{}}, folder).all().empty());
    }

    void addsUp()
    {
        const CollectionTree t = tree(lines({"a - a", "b a b", "c b c", "d a d"}));
        std::vector<int> counts{1, 2, 4, 8};
        t.addUp(counts);
        QCOMPARE(counts, (std::vector{15, 6, 4, 8}));
    }

    void aVeryDeepTreeIsNoTrouble()
    {
        std::vector<Collection> collections;
        for (int i = 0; i < 100'000; ++i)
            collections.push_back({QString::number(i), i == 0 ? QString() : QString::number(i - 1), QStringLiteral("x"),
                                   AccessRight::None});
        TextFolder folder;
        const CollectionTree deep(std::move(collections), folder);
        QCOMPARE(deep.subtree(QStringLiteral("0")).end, 100'000);
        QCOMPARE(deep.path(99'999).count(QLatin1Char('x')), 64);
    }

    // Whatever the parents are: everything is kept once, parents come first, subtrees are ranges.
    void anyParentsMakeATree()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 300; ++round) {
            std::vector<Collection> collections;
            const int count = random.bounded(1, 40);
            for (int i = 0; i < count; ++i)
                collections.push_back({QString::number(i), QString::number(random.bounded(count + 3)),
                                       QString::number(random.bounded(5)), AccessRight::None});
            TextFolder folder;
            const CollectionTree t(collections, folder);
            QCOMPARE(t.all().size(), collections.size());
            for (std::size_t i = 0; i < t.all().size(); ++i) {
                const auto at = static_cast<qint32>(i);
                QCOMPARE(t.indexOf(t.all()[i].id), at);
                const qint32 parent = t.indexOf(t.all()[i].parentId);
                QVERIFY(parent < at);
                if (parent >= 0)
                    QVERIFY(t.subtree(t.all()[static_cast<std::size_t>(parent)].id).contains(at));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCollectionTree)
#include "tst_collectiontree.moc"
