// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/csvreader.h"
#include "tests/core/interchange/items.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

/// Rows on lines, cells between brackets; '!' for a broken one. Nothing where it cannot be read.
std::optional<QString> shown(const QByteArray &csv, std::size_t mostRows = 1000)
{
    SecretArena arena;
    const std::string_view text = arena.keep({csv.constData(), static_cast<std::size_t>(csv.size())});
    const Expected<CsvTable> table = readCsv(text, arena, mostRows);
    if (!table)
        return std::nullopt;
    QStringList rows;
    for (const CsvRow &row : table->rows) {
        QString line = QString::number(row.number) + (row.isBroken ? QLatin1String("!") : QLatin1String(":"));
        for (const std::string_view cell : row.cells)
            line += QStringLiteral("[%1]").arg(QString::fromUtf8(cell.data(), static_cast<qsizetype>(cell.size())));
        rows.append(line);
    }
    return rows.join(QLatin1Char('\n'));
}

} // namespace

class TestCsvReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tables_data();
    void tables();
    void limits();
};

void TestCsvReader::tables_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("rows");
    const auto row = [](const char *name, const char *csv, const char *rows) {
        QTest::newRow(name) << QByteArray(csv) << QString::fromUtf8(rows);
    };
    row("plain", "a,b\n1,2\n", "1:[a][b]\n2:[1][2]");
    row("no end of the last line", "a,b\n1,2", "1:[a][b]\n2:[1][2]");
    row("CR LF", "a,b\r\n1,2\r\n", "1:[a][b]\n2:[1][2]");
    row("CR", "a,b\r1,2\r", "1:[a][b]\n2:[1][2]");
    row("mixed", "a,b\r1,2\n3,4\r\n5,6", "1:[a][b]\n2:[1][2]\n3:[3][4]\n4:[5][6]");
    row("quoted", "\"a\",\"b,c\"\n\"1\n2\",3", "1:[a][b,c]\n2:[1\n2][3]");
    row("doubled marks", "a\n\"say \"\"hi\"\"\"\n\"\"\"\"\n\"\"\"\"\"\"", "1:[a]\n2:[say \"hi\"]\n3:[\"]\n4:[\"\"]");
    row("an empty quoted cell", "a,b\n\"\",x\n", "1:[a][b]\n2:[][x]");
    row("empty cells", "a,b,c\n,,\n", "1:[a][b][c]\n2:[][][]");
    row("empty rows", "a,b\n\n\n1,2\n\n", "1:[a][b]\n4:[1][2]");
    row("semicolons", "a;b;c,d\n1;2;3\n", "1:[a][b][c,d]\n2:[1][2][3]");
    row("tabs", "a\tb\n1\t2,3\n", "1:[a][b]\n2:[1][2,3]");
    row("a separator in a quoted heading", "\"a;b;c\",d\n1,2", "1:[a;b;c][d]\n2:[1][2]");
    row("byte order mark", "\xef\xbb\xbfname,b\n", "1:[name][b]");
    row("a mark within a cell", "a,b\n5\" disk,2\n", "1:[a][b]\n2:[5\" disk][2]");
    row("text behind a quoted cell", "a,b\n\"x\"y,2\n", "1:[a][b]\n2![x][2]");
    row("never closed", "a,b\n\"x,2\n", "unreadable");
    row("blanks stay", "a,b\n x , y\n", "1:[a][b]\n2:[ x ][ y]");
    row("nothing", "", "");
}

void TestCsvReader::tables()
{
    QFETCH(const QByteArray, csv);
    QFETCH(const QString, rows);
    QCOMPARE(shown(csv).value_or(QStringLiteral("unreadable")), rows);
}

void TestCsvReader::limits()
{
    QVERIFY(shown("a\n1\n2\n", 2)); // besides the heading
    QVERIFY(!shown("a\n1\n2\n3\n", 2));
    const QByteArray wide = QByteArray("a,").repeated(MostCsvColumns - 1);
    QVERIFY(shown(wide));
    QVERIFY(!shown("a," + wide));
}

QTEST_GUILESS_MAIN(TestCsvReader)
#include "tst_csvreader.moc"
