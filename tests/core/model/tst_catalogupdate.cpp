// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogupdate.h"
#include "tests/core/model/catalogsamples.h"

#include <QTest>

#include <algorithm>
#include <functional>

using namespace coffret;
using test::Churn;
using test::compare;
using test::compareSummaries;

namespace {

using Change = std::function<void(SecretSummary &)>;

/// In portions of seven.
std::shared_ptr<const Catalog> updated(const std::shared_ptr<const Catalog> &before, std::vector<SecretSummary> secrets,
                                       const std::vector<Collection> &collections)
{
    CatalogUpdate update(before);
    update.add(collections);
    for (auto from = secrets.begin(); from != secrets.end();) {
        const auto to = from + std::min<std::ptrdiff_t>(7, secrets.end() - from);
        update.add(std::vector<SecretSummary>(from, to));
        from = to;
    }
    return std::move(update).finish();
}

SecretSummary full()
{
    SecretSummary secret;
    secret.id = QStringLiteral("id-ä");
    secret.collectionId = QStringLiteral("c");
    secret.name = QStringLiteral("Name");
    secret.username = QStringLiteral("ada");
    secret.description = QStringLiteral("words");
    secret.uris = {QStringLiteral("https://a.example"), QStringLiteral("b.example")};
    secret.type = SecretType::Login;
    secret.vendorType = QStringLiteral("v5-default");
    secret.markers = Marker::Favourite;
    secret.created = secret.modified = secret.expires = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    secret.modifiedBy = QStringLiteral("u1");
    secret.right = AccessRight::Read;
    secret.tags = {QStringLiteral("ops"), QStringLiteral("web")};
    secret.icon = {3, 0xff00ff00};
    return secret;
}

const std::vector<Collection> Collections{{QStringLiteral("c"), {}, QStringLiteral("One")},
                                          {QStringLiteral("d"), {}, QStringLiteral("Two")}};

} // namespace

Q_DECLARE_METATYPE(Change)

class TestCatalogUpdate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesWhatBuildingMakes()
    {
        Churn churn(11);
        QRandomGenerator random(12);
        auto before = Catalog::empty();
        int same = 0;
        for (int round = 0; round < 400; ++round) {
            if (round % 5 != 0) // otherwise nothing has changed
                static_cast<void>(churn.next());
            std::vector<SecretSummary> secrets = churn.secrets();
            std::shuffle(secrets.begin(), secrets.end(), random);
            for (int i = random.bounded(4); i > 0; --i) { // rows that come twice, in another state
                SecretSummary earlier = secrets[random.bounded(static_cast<quint32>(secrets.size()))];
                if (i % 2 == 0)
                    earlier.name += QStringLiteral(" then");
                secrets.insert(secrets.begin(), std::move(earlier));
            }
            secrets.emplace_back(); // without id
            const auto after = updated(before, secrets, churn.collections());
            compare(*after, *Catalog::build(churn.collections(), secrets));
            if (QTest::currentTestFailed())
                return;
            same += after == before ? 1 : 0;
            before = after;
        }
        QVERIFY(same > 20);
    }

    void everyDifferenceIsSeen_data()
    {
        QTest::addColumn<Change>("change");
        const auto row = [](const char *name, Change change) { QTest::newRow(name) << std::move(change); };
        row("collection", [](SecretSummary &secret) { secret.collectionId = QStringLiteral("d"); });
        row("no collection", [](SecretSummary &secret) { secret.collectionId.clear(); });
        row("name", [](SecretSummary &secret) { secret.name = QStringLiteral("Nane"); });
        row("user name", [](SecretSummary &secret) { secret.username = QStringLiteral("eda"); });
        row("description", [](SecretSummary &secret) { secret.description = QStringLiteral("sword"); });
        row("where a text ends", [](SecretSummary &secret) {
            secret.name += secret.username;
            secret.username.clear();
        });
        row("addresses", [](SecretSummary &secret) { secret.uris.swapItemsAt(0, 1); });
        row("fewer addresses", [](SecretSummary &secret) { secret.uris.removeLast(); });
        row("type", [](SecretSummary &secret) { secret.type = SecretType::ApiKey; });
        row("vendor's type", [](SecretSummary &secret) { secret.vendorType = QStringLiteral("v5-note"); });
        row("markers", [](SecretSummary &secret) { secret.markers = Marker::Shared; });
        row("created", [](SecretSummary &secret) { secret.created = secret.created.addMSecs(1); });
        row("modified", [](SecretSummary &secret) { secret.modified = secret.modified.addMSecs(-1); });
        row("expires", [](SecretSummary &secret) { secret.expires = QDateTime(); });
        row("modified by", [](SecretSummary &secret) { secret.modifiedBy.clear(); });
        row("right", [](SecretSummary &secret) { secret.right = AccessRight::Own; });
        row("tags", [](SecretSummary &secret) { secret.tags = {QStringLiteral("ops")}; });
        row("no tags", [](SecretSummary &secret) { secret.tags.clear(); });
        row("symbol", [](SecretSummary &secret) { secret.icon.symbol = 4; });
        row("colour", [](SecretSummary &secret) { secret.icon.colour = 0xff; });
    }
    void everyDifferenceIsSeen()
    {
        QFETCH(const Change, change);
        SecretSummary other = full();
        other.id = QStringLiteral("other");
        const auto before = Catalog::build(Collections, {full(), other});
        QCOMPARE(updated(before, {full(), other}, Collections), before);
        SecretSummary changed = full();
        change(changed);
        const auto after = updated(before, {changed, other}, Collections);
        compare(*after, *Catalog::build(Collections, {changed, other}));
        compareSummaries(after->summary(after->rowOf(changed.id)), changed);
    }

    void collectionsAreSeen()
    {
        const auto before = Catalog::build(Collections, {full()});
        for (auto change : {+[](Collection &one) { one.name = QStringLiteral("Other"); },
                            +[](Collection &one) { one.parentId = QStringLiteral("d"); },
                            +[](Collection &one) { one.id = QStringLiteral("e"); },
                            +[](Collection &one) { one.right = AccessRight::Own; }}) {
            std::vector<Collection> others = Collections;
            change(others.front());
            const auto after = updated(before, {full()}, others);
            compare(*after, *Catalog::build(others, {full()}));
        }
        const auto none = updated(before, {full()}, {});
        compare(*none, *Catalog::build({}, {full()}));
        compare(*updated(none, {full()}, Collections), *Catalog::build(Collections, {full()})); // and it is back
    }

    void addressesAreAsTheyWereKept()
    {
        SecretSummary odd = full();
        odd.uris = {QString(), QStringLiteral("a.example\nb.example"), QStringLiteral("c.example")};
        const auto before = Catalog::build(Collections, {odd});
        const auto again = Catalog::build(Collections, {before->summary(0)});
        compare(*again, *before);
        QCOMPARE(updated(again, {odd}, Collections), again);
    }

    void whatDoesNotComeAgainIsGone()
    {
        SecretSummary other = full();
        other.id = QStringLiteral("other");
        const auto before = Catalog::build(Collections, {full(), other});
        const auto after = updated(before, {other}, Collections);
        compare(*after, *Catalog::build(Collections, {other}));
        compare(*updated(after, {}, {}), *Catalog::empty());
    }
};

QTEST_GUILESS_MAIN(TestCatalogUpdate)
#include "tst_catalogupdate.moc"
