// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/vaultexport.h"

#include "core/interchange/coffretjson.h"
#include "core/interchange/kdbxwriter.h"
#include "tests/core/session/sessionbench.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;

namespace {

const QString Mail = QStringLiteral("mail");
const QString Host = QStringLiteral("host");
const QString Foreign = QStringLiteral("foreign");
const QString Lent = QStringLiteral("lent");
const QString Broken = QStringLiteral("broken");
const QByteArray Canary = "canary-value";

SecretSummary summary(const QString &id, const QString &folder, SecretType type = SecretType::Login)
{
    SecretSummary secret;
    secret.id = id;
    secret.name = QStringLiteral("Name of ") + id;
    secret.collectionId = folder;
    secret.type = type;
    secret.username = QStringLiteral("ada");
    secret.tags = QStringList{QStringLiteral("team")};
    return secret;
}

/// An account with two that can be exported, one that nobody vouches for, one that would have to be checked out and one
/// that cannot be opened.
struct ExportBench
{
    ExportBench()
    {
        server->collections = {{QStringLiteral("ops"), {}, QStringLiteral("Ops")},
                               {QStringLiteral("below"), QStringLiteral("ops"), QStringLiteral("Below")},
                               {QStringLiteral("other"), {}, QStringLiteral("Other")}};
        server->secrets = {summary(Mail, QStringLiteral("ops")),
                           summary(Host, QStringLiteral("below"), SecretType::SshKey),
                           summary(Foreign, QStringLiteral("other")), summary(Lent, QStringLiteral("other")),
                           summary(Broken, QStringLiteral("other"))};
        server->secrets.front().markers |= Marker::Favourite;
        server->secrets[3].markers |= Marker::NeedsApproval;
        server->setMessage(Mail, FakeOpenPgp::sealed("password=" + Canary + "\nnote=", AdasKey), {AdasKey});
        server->setMessage(Host, FakeOpenPgp::sealed("type=sshkey\nprivate-key=" + Canary + "-key", AdasKey),
                           {AdasKey});
        server->setMessage(Foreign, FakeOpenPgp::sealed("password=" + Canary + "-foreign"), {AdasKey});
        server->setMessage(Broken, "-----BEGIN PGP MESSAGE-----\nnone\n", {AdasKey});
        server->capabilities |= Capability::Export | Capability::ClearExport | Capability::EndToEnd;
        session = std::make_unique<Session>(Account(), std::make_unique<FakeVault>(server), openPgp, workers, clock);
        if (!QCoro::waitFor(session->open()))
            qFatal("not opened");
        wanted->path = folder.filePath(QStringLiteral("out"));
        wanted->ownKey = AdasKey;
    }
    Expected<ExportReport> run(Progress progress = {}, StopToken stop = {})
    {
        return QCoro::waitFor(exportSecrets(session.get(), openPgp, workers, clock, wanted, std::move(progress), stop));
    }
    [[nodiscard]] QByteArray file() const
    {
        QFile out(wanted->path);
        return out.open(QIODevice::ReadOnly) ? out.readAll() : QByteArray();
    }
    /// What is in the folder, but the file itself.
    [[nodiscard]] QStringList others() const
    {
        QStringList found;
        QDirIterator all(folder.path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            if (const QString path = all.next(); path != wanted->path)
                found.append(path);
        }
        return found;
    }
    [[nodiscard]] QByteArray opened()
    {
        OpenRequest request(file(), QStringList{AdasKey});
        const auto message = QCoro::waitFor(openPgp.open(request));
        return message ? QByteArray(message->plaintext.view().data(), static_cast<qsizetype>(message->plaintext.size()))
                       : QByteArray();
    }

    QTemporaryDir folder;
    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    FakeOpenPgp openPgp;
    WorkerPool workers{1};
    ManualClock clock;
    std::unique_ptr<Session> session;
    std::shared_ptr<VaultExport> wanted = std::make_shared<VaultExport>();
};

template <typename T>
ErrorKind kindOf(const Expected<T> &result)
{
    return result ? ErrorKind::Internal : result.error().kind;
}

} // namespace

/// Secrets of an account in one file: what is in it, what is not, and when there is none.
class TestVaultExport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSealedFileHasEverything();
    void whatIsLeftOutIsNamed();
    void aFolderOrAChoice();
    void aTableIsInTheClear();
    void aDatabaseHasAPassword();
    void t26_rulesAreKept_data();
    void t26_rulesAreKept();
    void rulesThatBecomeStricter();
    void aStopLeavesNoFile();
    void closingLeavesNoFile();
    void whatConcernsAllEndsIt();
    void nothingToWriteMakesNoFile();
    void nothingIsReplacedUnasked();
};

void TestVaultExport::aSealedFileHasEverything()
{
    ExportBench bench;
    bench.wanted->recipients = QStringList{QStringLiteral("B0B"), AdasKey};
    QList<int> seen;
    const auto report = bench.run([&seen](int done, int total) {
        QCOMPARE(total, 5);
        seen.append(done);
    });
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->written, 2);
    QCOMPARE(seen, (QList<int>{1, 2, 3, 4, 5}));
    QCOMPARE(bench.openPgp.sealedFor.last(), (QStringList{AdasKey, QStringLiteral("B0B")}));
    QCOMPARE(QFile::permissions(bench.wanted->path) & 0x0077, QFileDevice::Permissions());
    QVERIFY(!bench.file().contains(Canary));
    QVERIFY(bench.others().isEmpty());
    const QByteArray text = bench.opened();
    const SecretBuffer buffer = SecretBuffer::copyOf({text.constData(), static_cast<std::size_t>(text.size())});
    const auto file = readCoffretJson(buffer.view());
    QVERIFY2(file, file ? "" : qPrintable(file.error().detail));
    QCOMPARE(file->items.size(), std::size_t(2));
    const ForeignItem &mail = file->items[0];
    QCOMPARE(mail.name, QStringLiteral("Name of mail"));
    QCOMPARE(mail.folder, QStringList{QStringLiteral("Ops")});
    QCOMPARE(mail.username, QStringLiteral("ada"));
    QCOMPARE(mail.tags, QStringList{QStringLiteral("team")});
    QVERIFY(mail.isFavourite);
    QCOMPARE(mail.fields.size(), std::size_t(1)); // an empty note is none
    QCOMPARE(mail.fields.front().value, std::string_view("canary-value"));
    const ForeignItem &host = file->items[1];
    QVERIFY(host.type == SecretType::SshKey);
    QCOMPARE(host.folder, (QStringList{QStringLiteral("Ops"), QStringLiteral("Below")}));
    QVERIFY(!host.isFavourite);
}

void TestVaultExport::whatIsLeftOutIsNamed()
{
    ExportBench bench;
    const auto report = bench.run();
    QVERIFY(report);
    QMap<QString, ErrorKind> left;
    for (const JobReport::Failure &one : report->left)
        left.insert(one.name, one.error.kind);
    const QMap<QString, ErrorKind> expected{{QStringLiteral("Name of foreign"), ErrorKind::NotVouched},
                                            {QStringLiteral("Name of lent"), ErrorKind::ApprovalNeeded},
                                            {QStringLiteral("Name of broken"), ErrorKind::NotEncrypted}};
    QCOMPARE(left, expected);
    QVERIFY(!bench.opened().contains("foreign"));
    QCOMPARE(bench.server->calls(Call::FetchPayload), 4); // what would have to be checked out was not asked for
}

void TestVaultExport::aFolderOrAChoice()
{
    ExportBench bench;
    bench.wanted->collectionId = QStringLiteral("below");
    QCOMPARE(exportCount(*bench.session, *bench.wanted), 1);
    auto report = bench.run();
    QVERIFY(report);
    QCOMPARE(report->written, 1);
    QVERIFY(report->left.empty());
    QVERIFY(bench.opened().contains("Name of host") && !bench.opened().contains("Name of mail"));
    bench.wanted->collectionId = QStringLiteral("ops");
    bench.wanted->mayReplace = true;
    QCOMPARE(exportCount(*bench.session, *bench.wanted), 2);
    bench.wanted->secretIds = QStringList{Mail, QStringLiteral("gone")};
    QCOMPARE(exportCount(*bench.session, *bench.wanted), 1);
    report = bench.run();
    QVERIFY(report);
    QCOMPARE(report->written, 1);
    QVERIFY(bench.opened().contains("Name of mail") && !bench.opened().contains("Name of host"));
}

void TestVaultExport::aTableIsInTheClear()
{
    ExportBench bench;
    bench.wanted->format = ExportFormat::Csv;
    bench.server->setMessage(Host, FakeOpenPgp::sealed("type=sshkey\nprivate-key=-----BEGIN", AdasKey), {AdasKey});
    const auto report = bench.run();
    QVERIFY(report);
    QCOMPARE(report->written, 2);
    QCOMPARE(report->guardedCells, 0); // "Private key: -----BEGIN"
    QCOMPARE(QFile::permissions(bench.wanted->path) & 0x0077, QFileDevice::Permissions());
    QVERIFY(bench.file().contains("\"Ops\",\"Name of mail\",\"ada\",\"canary-value\""));
    QVERIFY(bench.others().isEmpty());
}

void TestVaultExport::aDatabaseHasAPassword()
{
    if (keepassxcProgram().isEmpty())
        QSKIP("keepassxc-cli is not installed");
    ExportBench bench;
    bench.wanted->format = ExportFormat::Kdbx;
    bench.wanted->name = QStringLiteral("Acme");
    bench.wanted->password = SecretBuffer::copyOf("long password");
    const auto report = bench.run();
    QVERIFY2(report, report ? "" : qPrintable(report.error().detail));
    QCOMPARE(report->written, 2);
    QVERIFY(!bench.file().contains(Canary));
    QVERIFY(bench.others().isEmpty());
    QProcess program;
    program.start(QStringLiteral("keepassxc-cli"),
                  {QStringLiteral("show"), QStringLiteral("-q"), QStringLiteral("-s"), QStringLiteral("-a"),
                   QStringLiteral("Password"), bench.wanted->path, QStringLiteral("Ops/Name of mail")});
    QVERIFY(program.waitForStarted());
    program.write("long password\n");
    program.closeWriteChannel();
    QVERIFY(program.waitForFinished());
    QCOMPARE(program.readAllStandardOutput().trimmed(), Canary);
}

void TestVaultExport::t26_rulesAreKept_data()
{
    QTest::addColumn<Capabilities>("taken");
    QTest::addColumn<int>("format");
    QTest::addColumn<bool>("allowed");
    const auto row = [](const char *name, Capabilities taken, ExportFormat format, bool allowed) {
        QTest::newRow(name) << taken << static_cast<int>(format) << allowed;
    };
    row("no copies", Capability::Copy, ExportFormat::Sealed, false);
    row("no exports", Capability::Export, ExportFormat::Sealed, false);
    row("no exports, database", Capability::Export, ExportFormat::Kdbx, false);
    row("nothing in the clear, table", Capability::ClearExport, ExportFormat::Csv, false);
    row("nothing in the clear, sealed", Capability::ClearExport, ExportFormat::Sealed, true);
    row("nothing shown", Capability::Reveal, ExportFormat::Csv, true);
}

void TestVaultExport::t26_rulesAreKept()
{
    QFETCH(Capabilities, taken);
    QFETCH(int, format);
    QFETCH(bool, allowed);
    ExportBench bench;
    bench.server->capabilities &= ~taken;
    bench.wanted->format = static_cast<ExportFormat>(format);
    QCOMPARE(exportObstacle(*bench.session, bench.wanted->format).has_value(), !allowed);
    const auto report = bench.run();
    QCOMPARE(kindOf(report), allowed ? ErrorKind::Internal : ErrorKind::AgainstRules);
    QCOMPARE(bench.file().isEmpty(), !allowed);
    QCOMPARE(bench.server->calls(Call::FetchPayload) > 0, allowed);
}

void TestVaultExport::rulesThatBecomeStricter()
{
    ExportBench bench;
    const auto report = bench.run([&bench](int done, int) {
        if (done == 2)
            bench.server->capabilities &= ~Capabilities(Capability::Export);
    });
    QCOMPARE(kindOf(report), ErrorKind::AgainstRules);
    QVERIFY(bench.file().isEmpty());
}

void TestVaultExport::aStopLeavesNoFile()
{
    for (const ExportFormat format : {ExportFormat::Sealed, ExportFormat::Csv}) {
        ExportBench bench;
        bench.wanted->format = format;
        std::stop_source stop;
        const auto report = bench.run(
            [&stop](int done, int) {
                if (done == 2) // both that could be written are
                    stop.request_stop();
            },
            stop.get_token());
        QCOMPARE(kindOf(report), ErrorKind::Cancelled);
        QVERIFY(bench.file().isEmpty());
        QVERIFY(bench.others().isEmpty());
        QCOMPARE(bench.server->calls(Call::FetchPayload), 2);
    }
}

void TestVaultExport::closingLeavesNoFile()
{
    ExportBench bench;
    const auto report = bench.run([&bench](int done, int) {
        if (done == 2)
            bench.session->close(); // goes on by itself
    });
    QVERIFY(!report);
    QVERIFY(bench.file().isEmpty());
}

void TestVaultExport::whatConcernsAllEndsIt()
{
    ExportBench bench;
    bench.server->passNext(Call::FetchPayload);
    bench.server->failNext(Call::FetchPayload, ErrorKind::Unreachable);
    QCOMPARE(kindOf(bench.run()), ErrorKind::Unreachable);
    QVERIFY(bench.file().isEmpty());
    bench.wanted->path.clear();
    QCOMPARE(kindOf(bench.run()), ErrorKind::InvalidInput);
    bench.wanted->path = bench.folder.filePath(QStringLiteral("missing/out"));
    QCOMPARE(kindOf(bench.run()), ErrorKind::StorageFault);
    bench.wanted->path = bench.folder.filePath(QStringLiteral("out"));
    bench.wanted->ownKey.clear();
    QCOMPARE(kindOf(bench.run()), ErrorKind::InvalidInput);
}

void TestVaultExport::nothingToWriteMakesNoFile()
{
    ExportBench bench;
    bench.wanted->secretIds = QStringList{Foreign, Lent};
    const auto report = bench.run();
    QVERIFY(report);
    QCOMPARE(report->written, 0);
    QCOMPARE(report->left.size(), std::size_t(2));
    QVERIFY(!QFile::exists(bench.wanted->path));
}

void TestVaultExport::nothingIsReplacedUnasked()
{
    ExportBench bench;
    QFile there(bench.wanted->path);
    QVERIFY(there.open(QIODevice::WriteOnly) && there.write("mine") == 4);
    there.close();
    for (const ExportFormat format : {ExportFormat::Sealed, ExportFormat::Csv}) {
        bench.wanted->format = format;
        bench.wanted->mayReplace = false;
        QCOMPARE(kindOf(bench.run()), ErrorKind::StorageFault);
        QCOMPARE(bench.file(), QByteArray("mine"));
    }
    bench.wanted->mayReplace = true;
    QVERIFY(bench.run());
    QVERIFY(bench.file() != QByteArray("mine"));
}

QTEST_GUILESS_MAIN(TestVaultExport)
#include "tst_vaultexport.moc"
