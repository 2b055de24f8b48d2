// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/listorder.h"

#include <QTest>

using namespace coffret;

namespace {

SecretSummary secret(const char *name, SecretType type, int created, int modified, int expires)
{
    const auto day = [](int number) {
        return number == 0 ? QDateTime() : QDateTime(QDate(2025, 1, number), QTime(12, 0), Qt::UTC);
    };
    SecretSummary summary;
    summary.id = summary.name = QString::fromLatin1(name);
    summary.type = type;
    summary.created = day(created);
    summary.modified = day(modified);
    summary.expires = day(expires);
    return summary;
}

} // namespace

class TestListOrder : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sorts_data();
    void sorts();
    void wordsComeBack();
};

void TestListOrder::sorts_data()
{
    QTest::addColumn<ListOrder>("order");
    QTest::addColumn<QString>("names");
    QTest::newRow("as found") << ListOrder::Usual << QStringLiteral("d b a c");
    QTest::newRow("last changed first, unknown last") << ListOrder::Changed << QStringLiteral("a c d b");
    QTest::newRow("newest first, equal ones as found") << ListOrder::Created << QStringLiteral("d a c b");
    QTest::newRow("soonest end first, never last") << ListOrder::Expires << QStringLiteral("c d b a");
    QTest::newRow("by type, equal ones as found") << ListOrder::Type << QStringLiteral("b c d a");
}

void TestListOrder::sorts()
{
    QFETCH(const ListOrder, order);
    QFETCH(const QString, names);
    const auto catalog =
        Catalog::build({}, {secret("a", SecretType::Certificate, 3, 9, 0), secret("b", SecretType::Login, 0, 0, 0),
                            secret("c", SecretType::Login, 2, 8, 4), secret("d", SecretType::Note, 3, 7, 5)});
    std::vector<Catalog::Row> rows{3, 1, 0, 2};
    sortRows(*catalog, order, rows);
    QStringList sorted;
    for (const Catalog::Row row : rows)
        sorted << catalog->name(row);
    QCOMPARE(sorted.join(QLatin1Char(' ')), names);
}

void TestListOrder::wordsComeBack()
{
    for (const ListOrder order :
         {ListOrder::Usual, ListOrder::Changed, ListOrder::Created, ListOrder::Expires, ListOrder::Type})
        QVERIFY(listOrderFromString(toString(order)) == order);
    QVERIFY(listOrderFromString(QStringLiteral("colour")) == ListOrder::Usual);
}

QTEST_GUILESS_MAIN(TestListOrder)
#include "tst_listorder.moc"
