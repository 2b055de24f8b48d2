// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/secretpaths.h"

#include <QTest>

using namespace coffret;

namespace {

SecretSummary secret(const char *id, const char *collection, const char *name)
{
    SecretSummary summary;
    summary.id = QString::fromUtf8(id);
    summary.collectionId = QString::fromUtf8(collection);
    summary.name = QString::fromUtf8(name);
    return summary;
}

Collection folder(const char *id, const char *parent, const char *name)
{
    Collection collection;
    collection.id = QString::fromUtf8(id);
    collection.parentId = QString::fromUtf8(parent);
    collection.name = QString::fromUtf8(name);
    return collection;
}

SecretPaths sample()
{
    std::vector<Collection> folders{folder("1", "", "Databases"), folder("2", "1", "Production"),
                                    folder("3", "", "A/B")};
    std::vector<SecretSummary> secrets{
        secret("s1", "2", "primary"),    secret("s2", "1", "primary"),    secret("s3", "2", "replica"),
        secret("s4", "", "at the root"), secret("s5", "3", "with slash"), secret("s6", "2", "twin"),
        secret("s7", "2", "twin"),       secret("s8", "gone", "orphan"),  secret("s9", "", "es\x1b[31mcape")};
    auto one = Catalog::build(std::move(folders), std::move(secrets));
    auto two = Catalog::build({}, {secret("t1", "", "at the root"), secret("t2", "", "Acme/at the root"),
                                   secret("t3", "", "s3"), secret("Acme/orphan", "", "false\u2003friend "),
                                   secret("t5", "", "two  spaces")});
    return SecretPaths({{QStringLiteral("acme"), QStringLiteral("Acme"), one},
                        {QStringLiteral("other"), QStringLiteral("Other"), two}});
}

QStringList idsOf(const std::vector<SecretPlace> &places)
{
    QStringList ids;
    for (const SecretPlace &place : places)
        ids.append(place.secretId);
    ids.sort();
    return ids;
}

std::vector<SecretPlace> placesAt(const SecretPaths &paths, const QString &path)
{
    return paths.at({path}).at(0);
}

} // namespace

/// Paths as somebody writes them.
class TestSecretPaths : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsByPath_data();
    void findsByPath();
    void findsSeveralAtOnce();
    void saysWhereItIs();
    void lists();
};

void TestSecretPaths::findsByPath_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QStringList>("ids");
    const auto row = [](const char *path, const QStringList &ids) {
        QTest::newRow(path) << QString::fromUtf8(path) << ids;
    };
    row("Acme/Databases/Production/primary", {QStringLiteral("s1")});
    row("Production/primary", {QStringLiteral("s1")});
    row("primary", {QStringLiteral("s1"), QStringLiteral("s2")});
    row("Databases/primary", {QStringLiteral("s2")});
    row("rimary", {});
    row("replica", {QStringLiteral("s3")});
    row("Replica", {});
    row("Acme/at the root", {QStringLiteral("s4")}); // the whole path counts before the end of another
    row("Other/at the root", {QStringLiteral("t1")});
    row("at the root", {QStringLiteral("s4"), QStringLiteral("t1"), QStringLiteral("t2")});
    row("A/B/with slash", {QStringLiteral("s5")});
    row("Acme/Databases/Production/twin", {QStringLiteral("s6"), QStringLiteral("s7")});
    row("s7", {QStringLiteral("s7")});
    row("s3", {QStringLiteral("s3"), QStringLiteral("t3")}); // an id does not go before a name, nor a name before it
    row("Acme/orphan", {QStringLiteral("Acme/orphan"), QStringLiteral("s8")});
    row("false friend", {QStringLiteral("Acme/orphan")}); // as the window shows it
    row("two spaces", {QStringLiteral("t5")});
    row("two  spaces", {});
    row("Acme/es[31mcape", {QStringLiteral("s9")}); // as the window shows it
    row("Acme/Databases", {});
    row("/primary", {});
}

void TestSecretPaths::findsByPath()
{
    QFETCH(QString, path);
    QFETCH(QStringList, ids);
    QCOMPARE(idsOf(placesAt(sample(), path)), ids);
}

void TestSecretPaths::findsSeveralAtOnce()
{
    const auto found = sample().at({QStringLiteral("replica"), QStringLiteral("nothing"), QStringLiteral("primary"),
                                    QStringLiteral("Production/replica")});
    QCOMPARE(found.size(), 4U);
    QCOMPARE(idsOf(found[0]), QStringList{QStringLiteral("s3")});
    QVERIFY(found[1].empty());
    QCOMPARE(idsOf(found[2]), (QStringList{QStringLiteral("s1"), QStringLiteral("s2")}));
    QCOMPARE(idsOf(found[3]), QStringList{QStringLiteral("s3")});
    QVERIFY(sample().at({}).empty());
}

void TestSecretPaths::saysWhereItIs()
{
    const std::vector<SecretPlace> places = placesAt(sample(), QStringLiteral("replica"));
    QCOMPARE(places.size(), 1U);
    QCOMPARE(places[0].path, QStringLiteral("Acme/Databases/Production/replica"));
    QCOMPARE(places[0].accountId, QStringLiteral("acme"));
    for (const SecretPlace &place : sample().below({})) // every path that is told can be asked for
        QVERIFY2(idsOf(placesAt(sample(), place.path)).contains(place.secretId), qPrintable(place.path));
}

void TestSecretPaths::lists()
{
    QCOMPARE(sample().below({}).size(), 14U);
    QCOMPARE(idsOf(sample().below(QStringLiteral("Acme/Databases/Production/"))),
             (QStringList{QStringLiteral("s1"), QStringLiteral("s3"), QStringLiteral("s6"), QStringLiteral("s7")}));
    QCOMPARE(idsOf(sample().below(QStringLiteral("Acme/Databases"))).size(), 5);
    QCOMPARE(idsOf(sample().below(QStringLiteral("Acme/Data"))).size(), 0);
    QCOMPARE(idsOf(sample().below(QStringLiteral("Acme/at the root"))), QStringList{QStringLiteral("s4")});
    QCOMPARE(idsOf(sample().below(QStringLiteral("Other"))).size(), 5);
}

QTEST_GUILESS_MAIN(TestSecretPaths)
#include "tst_secretpaths.moc"
