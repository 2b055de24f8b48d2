// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/interchange/items.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

using Format = ForeignFormat;
using Why = ForeignRefusal::Why;

const QString Code = QStringLiteral("otpauth://totp/Mail?secret=JBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30");

} // namespace

Q_DECLARE_METATYPE(coffret::ForeignFormat)

/// Tables as the programs write them: the headings are theirs, the content is made up.
class TestCsvImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dialects_data();
    void dialects();
    void whatHasNoColumnStays();
    void rowsThatAreNone();
    void foldersAndTheirRoot();
    void headingsNobodyKnows();
    void draftsHaveEverything();
};

void TestCsvImport::dialects_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<Format>("format");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, Format format, const QByteArray &csv, const QStringList &lines) {
        QTest::newRow(name) << csv << format << lines;
    };
    const QString login = QStringLiteral("|login|Mail|ada|https://mail.example.org||password=s3cret");
    row("Bitwarden", Format::CsvBitwarden,
        "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n"
        "Work/Mail,1,login,Mail,keep,\"PIN: 12\nlogo\",0,https://mail.example.org,ada,s3cret,JBSWY3DPEHPK3PXP\n"
        ",,note,Door,4711,,0,,,,\n",
        {QStringLiteral("Work/Mail|login|Mail*|ada|https://mail.example.org||note=keep PIN=12 #3=logo password=s3cret "
                        "totp=%1")
             .arg(Code),
         QStringLiteral("|note|Door||||note=4711")});
    row("Bitwarden of an organisation", Format::CsvBitwarden,
        "collections,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n"
        "\"Infra/DB,Other\",login,Mail,,,0,\"https://a.example.org,https://b.example.org/x,y\",ada,s3cret,\n",
        {QStringLiteral("Infra/DB|login|Mail|ada|https://a.example.org https://b.example.org/x,y||password=s3cret")});
    row("Chromium", Format::CsvChromium, "name,url,username,password,note\nMail,https://mail.example.org,ada,s3cret,\n",
        {login});
    row("Dashlane", Format::CsvDashlane,
        "username,username2,username3,title,password,note,url,category,otpSecret\n"
        "ada,a2,,Mail,s3cret,,https://mail.example.org,Work,JBSWY3DPEHPK3PXP\n",
        {QStringLiteral("Work|login|Mail|ada|https://mail.example.org||username2=a2 password=s3cret totp=%1")
             .arg(Code)});
    row("Firefox", Format::CsvFirefox,
        "\"url\",\"username\",\"password\",\"httpRealm\",\"formActionOrigin\",\"guid\",\"timeCreated\","
        "\"timeLastUsed\","
        "\"timePasswordChanged\"\n\"https://mail.example.org\",\"ada\",\"s3cret\",,\"https://mail.example.org\","
        "\"{1}\",\"1\",\"2\",\"3\"\n",
        {QStringLiteral("|login|mail.example.org|ada|https://mail.example.org||password=s3cret")});
    row("KeePassXC", Format::CsvKeePass,
        "\"Group\",\"Title\",\"Username\",\"Password\",\"URL\",\"Notes\",\"TOTP\",\"Icon\",\"Last "
        "Modified\",\"Created\"\n"
        "\"Passwords/Work\",\"Mail\",\"ada\",\"s3cret\",\"https://mail.example.org\",\"\",\"otpauth://totp/x?secret="
        "JBSWY3DPEHPK3PXP\",\"0\",\"2026\",\"2026\"\n",
        {QStringLiteral("Work|login|Mail|ada|https://mail.example.org||password=s3cret totp=%1").arg(Code)});
    row("KeePass 1", Format::CsvKeePass1,
        "\"Account\",\"Login Name\",\"Password\",\"Web Site\",\"Comments\"\n"
        "\"Mail\",\"ada\",\"s3cret\",\"https://mail.example.org\",\"\"\n",
        {login});
    row("LastPass", Format::CsvLastPass,
        "url,username,password,totp,extra,name,grouping,fav\n"
        "https://mail.example.org,ada,s3cret,,,Mail,Work\\Mail,1\nhttp://sn,,,,4711,Door,,0\n",
        {QStringLiteral("Work/Mail|login|Mail*|ada|https://mail.example.org||password=s3cret"),
         QStringLiteral("|note|Door||||note=4711")});
    row("LogMeOnce", Format::CsvLogMeOnce,
        "name,url,note,group,username,password,extra\nMail,https://mail.example.org,,,ada,s3cret,\n", {login});
    row("NordPass", Format::CsvNordPass,
        "name,url,additional_urls,username,password,note,cardholdername,cardnumber,cvc,folder,full_name,email,type\n"
        "Mail,https://mail.example.org,,ada,s3cret,,,,,Work,,,password\n"
        "Work,,,,,,,,,,,,folder\n"
        "Card,,,,,,Ada L,4111,123,,,,credit_card\n",
        {QStringLiteral("Work|login|Mail|ada|https://mail.example.org||password=s3cret"),
         QStringLiteral("|note|Card||||cardholdername=Ada L cardnumber=4111 cvc=123")});
    row("1Password", Format::CsvOnePassword,
        "Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\n"
        "Mail,https://mail.example.org,ada,s3cret,,true,false,a;b c,\nOld,,,x,,false,true,,\n",
        {QStringLiteral("|login|Mail*|ada|https://mail.example.org|a b c|password=s3cret")});
    row("Proton Pass", Format::CsvProtonPass,
        "type,name,url,email,username,password,note,totp,createTime,modifyTime,vault\n"
        "login,Mail,https://mail.example.org,ada@example.org,ada,s3cret,,,1,2,Work\n",
        {QStringLiteral("Work|login|Mail|ada|https://mail.example.org||email=ada@example.org password=s3cret")});
    row("Safari", Format::CsvSafari,
        "Title,URL,Username,Password,Notes,OTPAuth\nMail,https://mail.example.org,ada,s3cret,,\n", {login});
}

void TestCsvImport::dialects()
{
    QFETCH(const QByteArray, csv);
    QFETCH(const Format, format);
    QFETCH(const QStringList, lines);
    const Expected<ForeignFile> file = readBytes(csv);
    QVERIFY(file);
    QCOMPARE(file->format, format);
    QStringList found;
    for (const ForeignItem &item : file->items)
        found.append(lineOf(item));
    QCOMPARE(found, lines);
}

void TestCsvImport::whatHasNoColumnStays()
{
    const Expected<ForeignFile> file =
        readBytes("name,password,Recovery key,__proto__\nMail,s3cret,abcd-efgh,polluted\n");
    QVERIFY(file);
    QCOMPARE(file->format, Format::Csv);
    const ForeignItem &item = file->items.at(0);
    QCOMPARE(valueIn(item, FieldKind::Custom, QStringLiteral("Recovery key")), QStringLiteral("abcd-efgh"));
    QCOMPARE(valueIn(item, FieldKind::Custom, QStringLiteral("__proto__")), QStringLiteral("polluted"));
    QVERIFY(item.fields.at(1).isProtected); // nobody knows what it is
    // Addresses hold commas themselves; only some programs write several into one cell.
    const Expected<ForeignFile> comma =
        readBytes("name,url,username,password\nMail,\"https://x.example.org/?q=a,https://y.example.org\",ada,one\n");
    QCOMPARE(comma->items.at(0).uris.size(), 1);
    // Of two columns for one thing nothing is lost.
    const Expected<ForeignFile> twice = readBytes("title,account,password,login,username\nMail,7,x,,ada\n");
    QCOMPARE(twice->items.at(0).name, QStringLiteral("Mail"));
    QCOMPARE(twice->items.at(0).username, QStringLiteral("ada"));
    QCOMPARE(valueIn(twice->items.at(0), FieldKind::Custom, QStringLiteral("account")), QStringLiteral("7"));
    // A code that makes none is kept as it stands.
    const Expected<ForeignFile> steam = readBytes("name,password,totp\nGame,x,steam://ABCDEFG\n");
    QCOMPARE(valueIn(steam->items.at(0), FieldKind::Custom, QStringLiteral("totp")), QStringLiteral("steam://ABCDEFG"));
}

void TestCsvImport::rowsThatAreNone()
{
    QByteArray csv = "name,url,username,password\n"
                     ",,,\n"
                     "Mail,https://mail.example.org,ada,s3cret,one too many\n"
                     "\"Ma\"il,,,x\n";
    csv += "Latin,,,caf\xe9\n";
    csv += QByteArray("Null,,,a\0b\n", 11);
    csv += "Long,,," + QByteArray(LongestForeignValue + 1, 'a') + "\n";
    csv += "Good,,,x\n";
    csv += "Short\n";
    const Expected<ForeignFile> file = readBytes(csv);
    QVERIFY(file);
    QCOMPARE(file->items.size(), 2U);
    QCOMPARE(file->items[0].name, QStringLiteral("Good"));
    QCOMPARE(file->items[0].number, 8);
    QCOMPARE(file->items[1].name, QStringLiteral("Short")); // cells at the end may be missing
    std::vector<std::pair<int, Why>> refused;
    for (const ForeignRefusal &refusal : file->refusals)
        refused.emplace_back(refusal.number, refusal.why);
    const std::vector<std::pair<int, Why>> expected{{2, Why::Nothing}, {3, Why::WrongShape}, {4, Why::WrongShape},
                                                    {5, Why::NotText}, {6, Why::NotText},    {7, Why::TooLong}};
    QCOMPARE(refused, expected);
    QCOMPARE(file->refusals[1].name, QStringLiteral("Mail"));
}

void TestCsvImport::foldersAndTheirRoot()
{
    const QByteArray heading = "Group,Title,Username,Password\n";
    const Expected<ForeignFile> rooted = readBytes(heading + "Root,A,,1\nRoot/X/Y,B,,2\n");
    QVERIFY(rooted->items[0].folder.isEmpty());
    QCOMPARE(rooted->items[1].folder, (QStringList{QStringLiteral("X"), QStringLiteral("Y")}));
    const Expected<ForeignFile> bare = readBytes(heading + ",A,,1\nX/ /Y,B,,2\n");
    QVERIFY(bare->items[0].folder.isEmpty());
    QCOMPARE(bare->items[1].folder, (QStringList{QStringLiteral("X"), QStringLiteral("Y")}));
}

void TestCsvImport::headingsNobodyKnows()
{
    for (const QByteArray &csv : {QByteArray("1,2,3\nx,y,z\n"), QByteArray("name,colour\nMail,red\n"), QByteArray(),
                                  QByteArray("caf\xe9,password\na,b\n"),
                                  QByteArray("\xff\xfe"
                                             "n\0a\0",
                                             6)}) {
        const Expected<ForeignFile> file = readBytes(csv);
        QVERIFY2(!file, csv.constData());
        QCOMPARE(file.error().kind, ErrorKind::Unsupported);
    }
    QCOMPARE(readBytes("name,password\n\"x,1\n").error().kind, ErrorKind::Malformed);
}

void TestCsvImport::draftsHaveEverything()
{
    const Expected<ForeignFile> file =
        readBytes("name,url,username,password,note,totp,extra field\nMail,https://a.example.org,ada,s3cret,keep,"
                  "JBSWY3DPEHPK3PXP,x\n");
    const SecretDraft draft = draftOf(file->items.at(0));
    QVERIFY(draft.id.isEmpty());
    QCOMPARE(draft.name, QStringLiteral("Mail"));
    QCOMPARE(draft.username, QStringLiteral("ada"));
    QCOMPARE(draft.uris, QStringList(QStringLiteral("https://a.example.org")));
    QVERIFY(draft.field(fieldKey(FieldKind::Password))->value.view() == "s3cret");
    QVERIFY(draft.field(fieldKey(FieldKind::NoteText))->value.view() == "keep");
    QVERIFY(draft.field(fieldKey(FieldKind::Totp))->value.view() == Code.toStdString());
    QCOMPARE(draft.fields.back().label, QStringLiteral("extra field"));
    QVERIFY(draft.fields.back().key.startsWith(QLatin1String("custom:")));
}

QTEST_GUILESS_MAIN(TestCsvImport)
#include "tst_csvimport.moc"
