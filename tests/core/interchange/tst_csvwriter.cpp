// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/csvwriter.h"
#include "tests/core/interchange/interchangetext.h"

#include <QProcess>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using namespace std::string_view_literals;

namespace {

const QByteArray Heading = "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\"\r\n";

/// The table without its heading.
QByteArray rowsOf(const ForeignItem &item, int guarded = 0, int left = 0)
{
    CsvWriter writer;
    const int leftOut = writer.add(item);
    const int guardedCells = writer.guardedCells();
    const SecretBuffer text = std::move(writer).take();
    const QByteArray table = bytesOf(text.view());
    if (leftOut != left || guardedCells != guarded || !table.startsWith(Heading))
        return QByteArray::number(leftOut) + " left, " + QByteArray::number(guardedCells) + " guarded";
    return table.mid(Heading.size());
}

} // namespace

/// A table for other programs, in which no spreadsheet finds anything to calculate.
class TestCsvWriter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void plainRows();
    void whatHasNoColumn();
    void quotes();
    void whatIsNotTextIsLeftOut();
    void formulas_data();
    void formulas();
    void t26_nothingToCalculate();
    void anotherReaderAgrees();
};

void TestCsvWriter::plainRows()
{
    ForeignItem item = login(QStringLiteral("Mail"), "secret", {QStringLiteral("Ops"), QStringLiteral("Mail")});
    item.username = QStringLiteral("ada");
    item.uris = QStringList{QStringLiteral("https://mail.example")};
    item.description = QStringLiteral("What for");
    item.fields.push_back({FieldKind::NoteText, {}, true, "and more"});
    item.fields.push_back({FieldKind::Totp, {}, true, "otpauth://totp/x?secret=ABC"});
    QCOMPARE(rowsOf(item),
             QByteArray("\"Ops/Mail\",\"Mail\",\"ada\",\"secret\",\"https://mail.example\",\"What for\nand "
                        "more\",\"otpauth://totp/x?secret=ABC\"\r\n"));
    CsvWriter none;
    QCOMPARE(bytesOf(std::move(none).take().view()), Heading);
}

void TestCsvWriter::whatHasNoColumn()
{
    ForeignItem item = login(QStringLiteral("Host"), "secret");
    item.type = SecretType::SshKey;
    item.uris = QStringList{QStringLiteral("ssh://a"), QStringLiteral("ssh://b")};
    item.description = QStringLiteral("About");
    item.tags = QStringList{QStringLiteral("x"), QStringLiteral("y")};
    item.isFavourite = true;
    item.expires = QDateTime(QDate(2030, 1, 2), QTime(3, 4, 5), Qt::UTC);
    item.fields.push_back({FieldKind::PublicKey, {}, false, "ssh-ed25519 AAAA\nsecond"});
    item.fields.push_back({FieldKind::Custom, QStringLiteral("Account number"), true, "0815"});
    item.fields.push_back({FieldKind::Custom, {}, true, "nameless"});
    QCOMPARE(rowsOf(item), QByteArray("\"\",\"Host\",\"\",\"secret\",\"ssh://a\",\"About\n\nAddress: ssh://b\nPublic "
                                      "key:\nssh-ed25519 AAAA\nsecond\nAccount number: 0815\nField: nameless\nTags: x, "
                                      "y\nFavourite: yes\nExpires: 2030-01-02T03:04:05Z\",\"\"\r\n"));
    ForeignItem token;
    token.type = SecretType::ApiKey;
    token.fields = {{FieldKind::Token, {}, true, "ghp_x"}};
    QCOMPARE(rowsOf(token), QByteArray("\"\",\"\",\"\",\"ghp_x\",\"\",\"\",\"\"\r\n"));
}

void TestCsvWriter::quotes()
{
    QCOMPARE(rowsOf(login(QStringLiteral("a\"b"), "\"\",\"x")),
             QByteArray("\"\",\"a\"\"b\",\"\",\"\"\"\"\",\"\"x\",\"\",\"\",\"\"\r\n"));
}

void TestCsvWriter::whatIsNotTextIsLeftOut()
{
    ForeignItem item = login(QStringLiteral("n\0m"), "\xff"sv);
    item.fields.push_back({FieldKind::Pin, {}, true, "1\0002"sv});
    item.fields.push_back({FieldKind::NoteText, {}, true, "kept"});
    const QByteArray rows = rowsOf(item, 0, 2);
    QVERIFY2(rows.contains("\"kept\""), rows.constData());
    QVERIFY(!rows.contains('\0') && !rows.contains("PIN") && !rows.contains('\xff'));
}

void TestCsvWriter::formulas_data()
{
    QTest::addColumn<QByteArray>("cell");
    QTest::addColumn<bool>("isFormula");
    const auto row = [](const char *name, const QByteArray &cell, bool isFormula = true) {
        QTest::newRow(name) << cell << isFormula;
    };
    row("equals", "=1+1");
    row("plus", "+49 30");
    row("minus", "-5");
    row("at", "@SUM(1)");
    row("full-width equals", "\xEF\xBC\x9D"
                             "1");
    row("full-width plus", "\xEF\xBC\x8B"
                           "1");
    row("full-width minus", "\xEF\xBC\x8D"
                            "1");
    row("full-width at", "\xEF\xBC\xA0"
                         "A1");
    row("tab", "\tx");
    row("carriage return", "\rx");
    row("line feed", "\nx");
    row("behind blanks", "  =1");
    row("behind a tab", "\t=1");
    row("behind quotes", "\"=1");
    row("behind an apostrophe", "'=1");
    row("behind typographic quotes", "\xE2\x80\x9C=1");
    row("behind a control", "\x01=1");
    row("behind a no-break space", "\xC2\xA0=1");
    row("behind an ideographic space", "\xE3\x80\x80=1");
    row("behind a byte order mark", "\xEF\xBB\xBF=1");
    row("behind nothing wide", "\xE2\x80\x8B=1");
    row("in a second line", "one\n=1");
    row("in a third line", "one\r\ntwo\r\n  +1");
    row("behind a semicolon", "a;=1");
    row("behind a tab within", "a\t@b");
    row("key", "-----BEGIN OPENSSH PRIVATE KEY-----");
    row("nothing", "", false);
    row("word", "secret", false);
    row("within", "a=b+c-d@e", false);
    row("mail", "ada@example.org", false);
    row("blank first", " secret", false);
    row("two lines", "one\ntwo = 2", false);
    row("apostrophe first", "'tis", false);
    row("letters alike",
        "\xE2\x88\x92"
        "1 \xC3\xA9",
        false); // U+2212 is no operator of a spreadsheet
}

void TestCsvWriter::formulas()
{
    QFETCH(QByteArray, cell);
    QFETCH(bool, isFormula);
    QCOMPARE(looksLikeFormula({cell.constData(), static_cast<std::size_t>(cell.size())}), isFormula);
    ForeignItem item = login(QStringLiteral("n"), {cell.constData(), static_cast<std::size_t>(cell.size())});
    const QByteArray row = rowsOf(item, isFormula ? 1 : 0);
    QVERIFY2(row.startsWith("\"\",\"n\",\"\",\""), row.constData());
    const QByteArray quoted = QByteArray(cell).replace('"', "\"\"");
    QCOMPARE(row.contains(",\"" + quoted + "\","), !isFormula);
}

void TestCsvWriter::t26_nothingToCalculate()
{
    ForeignItem item = login(QStringLiteral("=cmd|'/C calc'!A0"), "+x", {QStringLiteral("@a"), QStringLiteral("b")});
    item.username = QStringLiteral("-ada");
    item.uris = QStringList{QStringLiteral("=HYPERLINK(\"http://x\")")};
    item.description = QStringLiteral("fine\n=1\n+2");
    QCOMPARE(
        rowsOf(item, 6),
        QByteArray("\"'@a/b\",\"'=cmd|'/C calc'!A0\",\"'-ada\",\"'+x\",\"'=HYPERLINK(\"\"http://x\"\")\",\"fine\n'=1\n'"
                   "+2\",\"\"\r\n"));
}

void TestCsvWriter::anotherReaderAgrees()
{
    ForeignItem item = login(QStringLiteral("T \"q\"; x"), "a,b\n\"c\"\r\nd", {QStringLiteral("G")});
    CsvWriter writer;
    static_cast<void>(writer.add(item));
    QProcess python;
    python.start(
        QStringLiteral("python3"),
        {QStringLiteral("-c"), QStringLiteral("import csv,sys,io\n"
                                              "rows=list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode("
                                              "), newline='')))\n"
                                              "print(len(rows), len(rows[1]), repr(rows[1][1]), "
                                              "repr(rows[1][3]))")});
    QVERIFY(python.waitForStarted());
    const SecretBuffer text = std::move(writer).take();
    python.write(bytesOf(text.view()));
    python.closeWriteChannel();
    QVERIFY(python.waitForFinished());
    QCOMPARE(python.readAllStandardOutput().trimmed(), QByteArray(R"(2 7 'T "q"; x' 'a,b\n"c"\r\nd')"));
}

QTEST_GUILESS_MAIN(TestCsvWriter)
#include "tst_csvwriter.moc"
