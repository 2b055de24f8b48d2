// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using coffret::test::everythingVisible;
using Call = FakeServer::Call;

namespace {

const QString Acme = QStringLiteral("acme");
const QByteArray Canary = "cnry-imported-value";
const QByteArray Csv = "folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,"
                       "login_totp\n"
                       "Work/Mail,,login,Imported mail,,,0,https://mail.example.org,ada," +
                       Canary +
                       ",\n"
                       ",,login,Imported web,,,0,,bob,x,\n"
                       ",,,,,,0,,,,\n";

/// The account "acme" can be written to, and is open.
struct ImportBench : Bench
{
    explicit ImportBench(const std::function<void(FakeServer &)> &before = {})
    {
        addAccount(Acme, QStringLiteral("Acme"));
        server().addFacets();
        if (before)
            before(server());
        opened = openAll();
    }
    [[nodiscard]] FakeServer &server() { return *servers[Acme]; }
    [[nodiscard]] ImportViewModel &importing() { return *browse.importing(); }
    [[nodiscard]] ImportRowModel &rows() { return *importing().rows(); }
    QString write(const QString &name, const QByteArray &bytes)
    {
        QFile file(folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    bool choose(const QByteArray &bytes)
    {
        importing().choose(write(QStringLiteral("secrets"), bytes));
        return waitWhile(ImportViewModel::Reading);
    }
    bool go()
    {
        importing().go();
        return waitWhile(ImportViewModel::Running);
    }
    bool waitWhile(ImportViewModel::Stage stage)
    {
        return QTest::qWaitFor([this, stage] { return importing().stage() != stage; });
    }
    [[nodiscard]] QStringList texts(int role)
    {
        QStringList all;
        for (int row = 0; row < rows().rowCount(); ++row)
            all.append(rows().data(rows().index(row), role).toString());
        return all;
    }

    bool opened = false;
};

} // namespace

class TestUiImport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsWhatAFileComesTo();
    void importsAndReports();
    void choicesPlanAgain();
    void asksWhoseKeysTheyAre();
    void goesOnAfterAFailure();
    void stopsAndGoesOn();
    void filesThatCannotBeRead_data();
    void filesThatCannotBeRead();
    void databasesHaveAPassword();
    void lockingClosesIt();
    void whereNothingCanBeImported();
    void nothingOfAValueIsVisible();
};

void TestUiImport::showsWhatAFileComesTo()
{
    ImportBench bench;
    QVERIFY(bench.opened);
    const QAbstractItemModelTester tester(&bench.rows());
    bench.browse.importFile();
    QCOMPARE(bench.importing().stage(), ImportViewModel::Choosing);
    QVERIFY(bench.choose(Csv));
    QCOMPARE(bench.importing().stage(), ImportViewModel::Review);
    QCOMPARE(bench.importing().summary(), QStringLiteral("Bitwarden, CSV: 2 new, 1 left out. Nothing is written yet."));
    QCOMPARE(
        bench.texts(ImportRowModel::NameRole),
        (QStringList{QStringLiteral("Imported mail"), QStringLiteral("Imported web"), QStringLiteral("(no name)")}));
    QCOMPARE(bench.texts(ImportRowModel::PlaceRole).first(), QStringLiteral("Work / Mail"));
    QCOMPARE(bench.texts(ImportRowModel::WordsRole).last(), QStringLiteral("Left out"));
    QCOMPARE(bench.texts(ImportRowModel::ReasonRole).last(), QStringLiteral("There is nothing in it."));
    QVERIFY(bench.importing().canGo());
    QVERIFY(bench.importing().hasFolders());
    QCOMPARE(bench.server().calls(Call::Write), 0);
    bench.rows().setRemarkableOnly(true);
    QCOMPARE(bench.texts(ImportRowModel::NameRole), QStringList(QStringLiteral("(no name)")));
}

void TestUiImport::importsAndReports()
{
    ImportBench bench;
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    QVERIFY(bench.go());
    QCOMPARE(bench.importing().stage(), ImportViewModel::Report);
    QVERIFY2(bench.importing().summary().startsWith(QLatin1String("2 secret(s) imported.")),
             qPrintable(bench.importing().summary()));
    QCOMPARE(bench.texts(ImportRowModel::WordsRole).first(), QStringLiteral("Imported"));
    QVERIFY(!bench.importing().canGo());
    const auto catalog = bench.session().catalog();
    QVERIFY(catalog->rowOf(QStringLiteral("new-3")) != Catalog::NoRow); // after two folders
    QCOMPARE(catalog->path(catalog->rowOf(QStringLiteral("new-3"))), QStringLiteral("Work / Mail"));
    bench.importing().close();
    QCOMPARE(bench.importing().stage(), ImportViewModel::Closed);
    QCOMPARE(bench.rows().rowCount(), 0);
}

void TestUiImport::choicesPlanAgain()
{
    ImportBench bench;
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    QVERIFY(bench.go());
    QVERIFY(bench.importing().stage() == ImportViewModel::Report);
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    QCOMPARE(bench.importing().twins(), 2);
    QVERIFY(!bench.importing().canGo());
    bench.importing().setTakesTwins(true);
    QVERIFY(bench.waitWhile(ImportViewModel::Reading));
    QVERIFY(bench.importing().canGo());
    QCOMPARE(bench.importing().goText(), QStringLiteral("Import 2 secret(s)"));
    bench.importing().setKeepsFolders(false);
    QVERIFY(bench.waitWhile(ImportViewModel::Reading));
    QVERIFY(bench.texts(ImportRowModel::PlaceRole).first().isEmpty());
    bench.importing().choosePlace();
    QVERIFY(bench.importing().placing()->isAsking());
    const QString place = bench.server().collections.front().id;
    bench.importing().placing()->choose(place);
    QVERIFY(bench.waitWhile(ImportViewModel::Reading));
    QCOMPARE(bench.importing().place(), bench.session().catalog()->collectionPath(place));
    QVERIFY(bench.go());
    QCOMPARE(bench.server().facets->writing.lastDraft->collectionId, place);
}

void TestUiImport::asksWhoseKeysTheyAre()
{
    ImportBench bench([](FakeServer &server) {
        ReaderKey betty;
        betty.person = {Grantee::Kind::Person, QStringLiteral("betty"), QStringLiteral("Betty"), QString(), 0};
        betty.fingerprint = QStringLiteral("BE77");
        betty.state = ReaderKey::State::FirstSeen;
        server.facets->writing.otherReaders = {betty};
    });
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    QVERIFY(bench.go());
    QVERIFY(bench.importing().readers()->isAsking());
    QCOMPARE(bench.importing().stage(), ImportViewModel::Review);
    bench.importing().readers()->confirmAll();
    bench.importing().readers()->proceed();
    QVERIFY(bench.waitWhile(ImportViewModel::Running));
    QCOMPARE(bench.importing().stage(), ImportViewModel::Report);
    QCOMPARE(bench.server().facets->writing.lastConfirmed, QStringList(QStringLiteral("BE77")));
}

void TestUiImport::goesOnAfterAFailure()
{
    ImportBench bench;
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    bench.server().passNext(Call::Write); // the readers of the one place
    bench.server().failNext(Call::Write, ErrorKind::Unreachable);
    QVERIFY(bench.go());
    QCOMPARE(bench.importing().stage(), ImportViewModel::Report);
    QVERIFY(!bench.importing().errorText().isEmpty());
    QCOMPARE(bench.importing().goText(), QStringLiteral("Go on with 2 secret(s)"));
    QVERIFY(bench.go());
    QVERIFY(bench.importing().errorText().isEmpty());
    QVERIFY(!bench.importing().canGo());
}

void TestUiImport::stopsAndGoesOn()
{
    ImportBench bench;
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    connect(&bench.importing(), &ImportViewModel::changed, &bench.importing(), [&bench] {
        if (bench.importing().done() == 1)
            bench.importing().stop();
    });
    QVERIFY(bench.go());
    QVERIFY2(bench.importing().summary().startsWith(QLatin1String("Stopped. 1 secret(s) imported.")),
             qPrintable(bench.importing().summary()));
    QVERIFY(bench.go());
    QVERIFY(!bench.importing().canGo());
}

void TestUiImport::filesThatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("nobody knows") << QByteArray("1,2,3\n")
                                  << QStringLiteral("Coffret cannot tell what is in this file.");
    QTest::newRow("encrypted")
        << QByteArray("{\"encrypted\":true}")
        << QStringLiteral("This export is encrypted, and only the program that wrote it can open it. Export it "
                          "without encryption.");
    QTest::newRow("cut off") << QByteArray("{\"items\":[") << QStringLiteral("This file is damaged or not complete.");
    QTest::newRow("too large") << QByteArray(LargestForeignFile + 1, 'a')
                               << QStringLiteral("This file is larger than any that Coffret imports.");
}

void TestUiImport::filesThatCannotBeRead()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, text);
    ImportBench bench;
    bench.browse.importFile();
    QVERIFY(bench.choose(bytes));
    QCOMPARE(bench.importing().stage(), ImportViewModel::Choosing);
    QCOMPARE(bench.importing().errorText(), text);
    QVERIFY(bench.choose(Csv)); // and another one is fine
    QVERIFY(bench.importing().errorText().isEmpty());
    bench.importing().choose(bench.folder.filePath(QStringLiteral("nowhere")));
    QCOMPARE(bench.importing().errorText(), QStringLiteral("This file cannot be read."));
}

void TestUiImport::databasesHaveAPassword()
{
    if (QStandardPaths::findExecutable(QStringLiteral("keepassxc-cli")).isEmpty())
        QSKIP("keepassxc-cli is not installed");
    ImportBench bench;
    const QString path = bench.folder.filePath(QStringLiteral("a.kdbx"));
    QProcess program;
    program.start(QStringLiteral("keepassxc-cli"),
                  {QStringLiteral("db-create"), QStringLiteral("-q"), QStringLiteral("-p"), path});
    program.write("pw\npw\n");
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished());
    program.start(QStringLiteral("keepassxc-cli"), {QStringLiteral("add"), QStringLiteral("-q"), QStringLiteral("-u"),
                                                    QStringLiteral("ada"), path, QStringLiteral("From a database")});
    program.write("pw\n");
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished());
    bench.browse.importFile();
    bench.importing().choose(path);
    QCOMPARE(bench.importing().stage(), ImportViewModel::Locked);
    bench.importing().password()->replaceAll("wrong");
    bench.importing().unlock();
    QVERIFY(bench.waitWhile(ImportViewModel::Reading));
    QCOMPARE(bench.importing().stage(), ImportViewModel::Locked);
    QCOMPARE(bench.importing().errorText(), QStringLiteral("The database does not open with this password."));
    bench.importing().password()->replaceAll("pw");
    bench.importing().unlock();
    QVERIFY(bench.waitWhile(ImportViewModel::Reading));
    QCOMPARE(bench.importing().stage(), ImportViewModel::Review);
    QVERIFY(bench.importing().password()->isEmpty());
    QCOMPARE(bench.texts(ImportRowModel::NameRole), QStringList(QStringLiteral("From a database")));
}

void TestUiImport::lockingClosesIt()
{
    ImportBench bench;
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    bench.session().close();
    QTRY_COMPARE(bench.importing().stage(), ImportViewModel::Closed);
    QCOMPARE(bench.rows().rowCount(), 0);
    QVERIFY(bench.importing().path().isEmpty());
}

void TestUiImport::whereNothingCanBeImported()
{
    ImportBench bench;
    QVERIFY(bench.browse.importHint().isEmpty());
    bench.server().capabilities &= ~Capabilities(Capability::Import);
    QCOMPARE(bench.browse.importHint(), QStringLiteral("An administrator does not allow imports"));
    bench.browse.importFile();
    QCOMPARE(bench.importing().stage(), ImportViewModel::Closed);
    bench.server().facets->writing.creatable.clear();
    QCOMPARE(bench.browse.importHint(), QStringLiteral("You cannot make secrets in this account"));
    QCOMPARE(ImportViewModel::hint(nullptr), QStringLiteral("The account is not open"));
}

void TestUiImport::nothingOfAValueIsVisible()
{
    ImportBench bench;
    bench.browse.importFile();
    QVERIFY(bench.choose(Csv));
    const QString visible = everythingVisible(bench.browse).join(QLatin1Char('\n'));
    QVERIFY(visible.contains(QLatin1String("Imported mail")));
    QVERIFY(!visible.contains(QLatin1String(Canary)));
}

QTEST_MAIN(TestUiImport)
#include "tst_import.moc"
