// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/kdbxwriter.h"
#include "tests/ui/bench.h"

#include <QDirIterator>
#include <QFile>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using coffret::test::everythingVisible;
using Call = FakeServer::Call;
using Format = ExportViewModel::Format;

namespace {

const QString Acme = QStringLiteral("acme");

/// The account "acme" with three secrets, of which two can be exported.
struct ExportBench : Bench
{
    explicit ExportBench(Capabilities rules = Capability::Export | Capability::ClearExport)
    {
        addAccount(Acme, QStringLiteral("Acme"));
        FakeServer &server = *servers[Acme];
        server.capabilities |= rules;
        std::erase_if(server.secrets, [](const SecretSummary &secret) {
            return secret.id != Signed && secret.id != Unsigned && secret.id != QLatin1String("s000002");
        });
        for (SecretSummary &secret : server.secrets) {
            secret.markers = {};
            secret.collectionId = server.collections.front().id;
        }
        server.secrets.back().type = SecretType::Note;
        server.setMessage(QStringLiteral("s000002"), FakeOpenPgp::sealed("note==1+1\\n" + OtherValue, AdasKey),
                          {AdasKey});
        folderId = server.collections.front().id;
        opened = openAll();
    }
    [[nodiscard]] ExportViewModel &exporting() { return *browse.exporting(); }
    bool begin(const char *name)
    {
        browse.exportSecrets();
        exporting().setPath(folder.filePath(QLatin1String(name)));
        return opened && QTest::qWaitFor([this] { return exporting().isOpen() && !exporting().isBusy(); });
    }
    bool finish()
    {
        exporting().go();
        return QTest::qWaitFor([this] { return exporting().isOver(); }, 60'000);
    }
    [[nodiscard]] QByteArray written()
    {
        QFile file(exporting().path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Whether a value lies in the clear somewhere below the folder.
    [[nodiscard]] bool isLeaked() const
    {
        QDirIterator all(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(Password))
                return true;
        }
        return false;
    }
    static void enter(SecretDocument &document, std::string_view text)
    {
        document.selectAll();
        document.insert(text);
    }

    QString folderId;
    bool opened = false;
};

} // namespace

/// Secrets written into files, as far as a person decides about it.
class TestExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSealedFile();
    void othersCanOpenIt();
    void aDatabaseWantsAPasswordTwice();
    void aTableWantsAgreement();
    void whatIsForbiddenSaysWhy();
    void whatIsExportedIsChosen();
    void replacingIsSaid();
    void stopping();
    void lockingForgetsAll();
    void theReportNamesWhatIsLeft();
    void commands();
};

void TestExport::aSealedFile()
{
    ExportBench bench;
    QVERIFY(bench.begin("out.asc"));
    ExportViewModel &exporting = bench.exporting();
    QCOMPARE(exporting.format(), Format::Sealed);
    QVERIFY(exporting.statement().contains(QStringLiteral("Ada Lovelace")));
    QCOMPARE(exporting.goHint(), QString());
    QVERIFY(bench.finish());
    QCOMPARE(exporting.report(), QStringLiteral("2 secret(s) written to %1.").arg(exporting.path()));
    QVERIFY(bench.written().startsWith("-----BEGIN PGP MESSAGE-----"));
    QCOMPARE(bench.openPgp.sealedFor, QList<QStringList>{QStringList{Bench::AdasKey}});
    QVERIFY(!bench.isLeaked());
    QVERIFY(everythingVisible(exporting).filter(QString::fromLatin1(Bench::Password)).isEmpty());
    exporting.close();
    QVERIFY(!exporting.isOpen());
}

void TestExport::othersCanOpenIt()
{
    ExportBench bench;
    QVERIFY(bench.begin("out.asc"));
    ExportViewModel &exporting = bench.exporting();
    QFile key(bench.folder.filePath(QStringLiteral("betty.asc")));
    QVERIFY(key.open(QIODevice::WriteOnly) && key.write("key of Betty") > 0);
    key.close();
    exporting.recipients()->add(key.fileName());
    QTRY_COMPARE(exporting.recipients()->others()->rowCount(), 1);
    exporting.go();
    QTRY_VERIFY(exporting.recipients()->readers()->isAsking()); // whose key is that?
    QVERIFY(bench.written().isEmpty());
    exporting.recipients()->readers()->confirmAll();
    exporting.recipients()->readers()->proceed();
    QTRY_VERIFY(exporting.isOver());
    QCOMPARE(bench.openPgp.sealedFor.last(), QStringList({Bench::AdasKey}) + exporting.recipients()->otherKeys());
}

void TestExport::aDatabaseWantsAPasswordTwice()
{
    ExportBench bench;
    QVERIFY(bench.begin("out.asc"));
    ExportViewModel &exporting = bench.exporting();
    exporting.setFormat(Format::Kdbx);
    if (keepassxcProgram().isEmpty()) {
        QCOMPARE(exporting.format(), Format::Sealed);
        QVERIFY(exporting.kdbxHint().contains(QStringLiteral("KeePassXC")));
        return;
    }
    QVERIFY(exporting.path().endsWith(QStringLiteral("out.kdbx")));
    QCOMPARE(exporting.goHint(), QStringLiteral("Enter a password for the database"));
    bench.enter(*exporting.password(), "one long password");
    QCOMPARE(exporting.goHint(), QStringLiteral("Enter the password a second time"));
    QCOMPARE(exporting.repeatedError(), QString());
    bench.enter(*exporting.repeated(), "another");
    QVERIFY(!exporting.repeatedError().isEmpty());
    bench.enter(*exporting.repeated(), "one long password");
    QCOMPARE(exporting.goHint(), QString());
    QVERIFY(bench.finish());
    QVERIFY(exporting.password()->isEmpty() && exporting.repeated()->isEmpty());
    QVERIFY(bench.written().startsWith("\x03\xD9\xA2\x9A")); // as KeePass databases begin
    QVERIFY(!bench.isLeaked());
}

void TestExport::aTableWantsAgreement()
{
    ExportBench bench;
    QVERIFY(bench.begin("out.asc"));
    ExportViewModel &exporting = bench.exporting();
    exporting.setFormat(Format::Csv);
    QVERIFY(!exporting.goHint().isEmpty());
    exporting.go();
    QVERIFY(!exporting.isBusy());
    exporting.setAgreed(true);
    exporting.setFormat(Format::Sealed);
    exporting.setFormat(Format::Csv);
    QVERIFY(!exporting.isAgreed()); // asked again
    exporting.setAgreed(true);
    QVERIFY(bench.finish());
    QVERIFY(bench.written().contains(Bench::Password));
    QVERIFY(bench.written().contains("\"'=1+1"));
    QVERIFY(exporting.remarks().contains(QStringLiteral("In 1 cell(s) an apostrophe")));
}

void TestExport::whatIsForbiddenSaysWhy()
{
    ExportBench bench(Capability::Export);
    QVERIFY(bench.begin("out.asc"));
    QVERIFY(!bench.exporting().csvHint().isEmpty());
    QCOMPARE(bench.exporting().sealedHint(), QString());
    bench.exporting().setFormat(Format::Csv);
    QCOMPARE(bench.exporting().format(), Format::Sealed);
    ExportBench forbidden{Capabilities()};
    QVERIFY(forbidden.browse.exportHint().contains(QStringLiteral("administrator")));
    forbidden.browse.exportSecrets();
    QVERIFY(!forbidden.exporting().isOpen());
}

void TestExport::whatIsExportedIsChosen()
{
    ExportBench bench;
    bench.browse.chooseFolder(QStringLiteral("collection:") + bench.folderId);
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.exportFolder();
    ExportViewModel &exporting = bench.exporting();
    QTRY_VERIFY(!exporting.isBusy());
    QCOMPARE(exporting.scope(), QStringLiteral("folder"));
    QCOMPARE(exporting.scopes()->rowCount(), 3);
    exporting.setScope(QStringLiteral("chosen"));
    exporting.setPath(bench.folder.filePath(QStringLiteral("one.asc")));
    QVERIFY(bench.finish());
    QVERIFY(exporting.report().startsWith(QStringLiteral("1 secret")));
    bench.browse.selectAll();
    bench.browse.exportChosen();
    QCOMPARE(exporting.scope(), QStringLiteral("chosen"));
    QVERIFY(!exporting.isOver());
}

void TestExport::replacingIsSaid()
{
    ExportBench bench;
    QVERIFY(bench.begin("out.asc"));
    ExportViewModel &exporting = bench.exporting();
    QFile there(exporting.path());
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
    there.close();
    QVERIFY(exporting.replaces());
    QCOMPARE(exporting.goText(), QStringLiteral("Replace the file"));
    exporting.choosePath(exporting.path()); // the dialog has asked
    QVERIFY(!exporting.replaces());
    QVERIFY(bench.finish());
    QVERIFY(bench.written() != "mine");
}

void TestExport::stopping()
{
    ExportBench bench;
    QVERIFY(bench.begin("out.asc"));
    ExportViewModel &exporting = bench.exporting();
    Gate &gate = bench.servers[Acme]->gate(Call::FetchPayload);
    gate.close();
    exporting.go();
    QTRY_COMPARE(gate.waiting(), 1);
    QVERIFY(exporting.isWriting());
    QCOMPARE(exporting.total(), 3);
    exporting.stop();
    QTRY_VERIFY(!exporting.isBusy());
    QVERIFY(exporting.isOpen() && !exporting.isOver());
    QCOMPARE(exporting.errorText(), QString());
    QVERIFY(bench.written().isEmpty());
    gate.open();
    QVERIFY(bench.finish());
}

void TestExport::lockingForgetsAll()
{
    ExportBench bench;
    QVERIFY(bench.begin("out.asc"));
    ExportViewModel &exporting = bench.exporting();
    bench.enter(*exporting.password(), "canary");
    Gate &gate = bench.servers[Acme]->gate(Call::FetchPayload);
    gate.close();
    exporting.go();
    QTRY_COMPARE(gate.waiting(), 1);
    bench.app.lockAll();
    QVERIFY(!exporting.isOpen());
    QVERIFY(exporting.password()->isEmpty());
    gate.open();
    QTRY_COMPARE(bench.session().state(), Session::State::Closed);
    QVERIFY(!QFile::exists(bench.folder.filePath(QStringLiteral("out.asc"))));
}

void TestExport::theReportNamesWhatIsLeft()
{
    ExportBench bench;
    bench.servers[Acme]->failNext(Call::FetchPayload, ErrorKind::Forbidden);
    QVERIFY(bench.begin("out.asc"));
    QVERIFY(bench.finish());
    ExportViewModel &exporting = bench.exporting();
    QCOMPARE(exporting.left()->rowCount(), 2);
    QVERIFY(exporting.remarks().startsWith(QStringLiteral("2 secret(s) left out.")));
    QStringList reasons;
    for (const Choice &one : exporting.left()->choices())
        reasons.append(one.hint);
    QVERIFY(!reasons.filter(QStringLiteral("Nobody vouches")).isEmpty());
    QVERIFY(!reasons.filter(QStringLiteral("not allowed")).isEmpty());
}

void TestExport::commands()
{
    ExportBench bench;
    CommandTable &commands = *bench.app.commands();
    QCOMPARE(commands.command(QStringLiteral("exportSecrets"))->reason(), QString());
    QVERIFY(!commands.command(QStringLiteral("exportSeveral"))->reason().isEmpty());
    commands.command(QStringLiteral("exportSecrets"))->run();
    QVERIFY(bench.exporting().isOpen());
    QCOMPARE(bench.exporting().scope(), QStringLiteral("account"));
}

QTEST_MAIN(TestExport)
#include "tst_export.moc"
