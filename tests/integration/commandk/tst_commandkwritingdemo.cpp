// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/environmenttext.h"
#include "core/session/secretsimport.h"
#include "tests/integration/commandk/commandkmember.h"

#include <QTest>

using namespace coffret;
using namespace coffret::test;

using Plan = ImportLine::Plan;
using State = ImportLine::State;

/// Changing CommandK secrets through a session, against the demo vault: agreement with the vendor's documents, not with
/// the service.
class CommandKWritingDemoTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    std::unique_ptr<CommandKMember> m_ada;
    QString m_production;
    QString m_staging;

    [[nodiscard]] QString idOf(const QString &environmentId, const QString &name) const
    {
        return m_ada->session->environments()->secretIdOf(environmentId, name);
    }
    [[nodiscard]] int countOf(const QByteArray &method, int status) const
    {
        int count = 0;
        for (const auto &request : m_demo->requests())
            count += request.method == method && request.status == status ? 1 : 0;
        return count;
    }
    [[nodiscard]] std::shared_ptr<SecretsImport> plan(const QByteArray &file) const
    {
        const auto text = std::make_shared<const SecretBuffer>(bufferOf(file));
        const auto planned = QCoro::waitFor(SecretsImport::plan(m_ada->session.get(), m_staging, text, {}));
        if (!planned)
            qFatal("no plan: %s", qPrintable(planned.error().detail));
        return *planned;
    }
    [[nodiscard]] Expected<JobReport> carryOut(const std::shared_ptr<SecretsImport> &import,
                                               const Progress &progress = {}, StopToken stop = {}) const
    {
        return QCoro::waitFor(SecretsImport::carryOut(m_ada->session.get(), import, progress, std::move(stop)));
    }
    /// The demo vault is gone for this method; a prefix of a path ends its connections after 0 bytes.
    bool breakOff(const QByteArray &method, int times)
    {
        return m_demo->setFaults({{QStringLiteral("rules"),
                                   QJsonArray{QJsonObject{{QStringLiteral("path"), QStringLiteral("/commandk/apps")},
                                                          {QStringLiteral("method"), QString::fromLatin1(method)},
                                                          {QStringLiteral("times"), times},
                                                          {QStringLiteral("status"), 503}}}}});
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("commandk"),
                                                                QStringLiteral("--secrets"), QStringLiteral("60")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        const auto server = m_demo->commandK();
        m_ada = std::make_unique<CommandKMember>(*m_demo, server.readToken, server.writeToken);
        m_ada->open();
        m_production = m_ada->app() + QLatin1Char('/') + server.environments[0].id;
        m_staging = m_ada->app() + QLatin1Char('/') + server.environments[1].id;
    }

    void init() { m_demo->clearRequests(); }
    void cleanup() { QVERIFY(m_demo->setFaults({})); }

    void createsOpensAndChanges()
    {
        const auto id = m_ada->save(m_ada->draft(m_staging, QStringLiteral("NEW_TOKEN"), "first \"value\""));
        QVERIFY2(id, id ? "" : qPrintable(id.error().detail));
        QVERIFY(m_ada->isListed(*id));
        QCOMPARE(m_ada->reveal(*id), QByteArray("first \"value\""));
        auto edit = QCoro::waitFor(m_ada->session->edit(*id));
        QVERIFY(edit);
        QCOMPARE(edit->draft.fields.size(), std::size_t(1));
        edit->draft.fields[0].value = bufferOf("second");
        QVERIFY(m_ada->save(std::move(edit->draft)));
        QCOMPARE(m_ada->reveal(*id), QByteArray("second"));
        QCOMPARE(countOf("PUT", 200), 2);
    }

    void aTakenNameOffersTheSecretThere()
    {
        const auto first = m_ada->save(m_ada->draft(m_staging, QStringLiteral("TAKEN"), "mine"));
        QVERIFY(first);
        const auto second = m_ada->save(m_ada->draft(m_staging, QStringLiteral("TAKEN"), "yours"));
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QCOMPARE(second.error().detail, *first);
        QCOMPARE(m_ada->reveal(*first), QByteArray("mine"));
    }

    void aServerThatGoesBetweenMakingAndSettingIsCaughtUpWith()
    {
        QVERIFY(breakOff("PUT", 1));
        const auto first = m_ada->save(m_ada->draft(m_staging, QStringLiteral("HALF_TOKEN"), "whole"));
        QVERIFY(!first);
        QVERIFY2(first.error().detail.contains(QLatin1String("no value yet")), qPrintable(first.error().detail));
        QVERIFY(QCoro::waitFor(m_ada->session->touched({idOf(m_staging, QStringLiteral("HALF_TOKEN"))})));
        const Catalog::Row row = m_ada->session->catalog()->rowOf(idOf(m_staging, QStringLiteral("HALF_TOKEN")));
        QVERIFY(row != Catalog::NoRow);
        QVERIFY(m_ada->session->catalog()->summary(row).markers.testFlag(Marker::NoValue));
        const auto second = m_ada->save(m_ada->draft(m_staging, QStringLiteral("HALF_TOKEN"), "whole"));
        QVERIFY(second);
        QCOMPARE(m_ada->reveal(*second), QByteArray("whole"));
        QCOMPARE(countOf("POST", 200), 1);
    }

    void somebodyElsesChangeIsAConflict()
    {
        const auto id = m_ada->save(m_ada->draft(m_staging, QStringLiteral("RACED"), "one"));
        QVERIFY(id);
        auto edit = QCoro::waitFor(m_ada->session->edit(*id));
        QVERIFY(edit);
        const auto server = m_demo->commandK();
        CommandKMember other(*m_demo, server.readToken, server.writeToken);
        other.open();
        auto theirs = QCoro::waitFor(other.session->edit(*id));
        theirs->draft.fields[0].value = bufferOf("two");
        QVERIFY(other.save(std::move(theirs->draft)));
        edit->draft.fields[0].value = bufferOf("three");
        QCOMPARE(m_ada->save(std::move(edit->draft)).error().kind, ErrorKind::Conflict);
        QCOMPARE(other.reveal(*id), QByteArray("two"));
    }

    void comparesEnvironments()
    {
        auto *const environments = m_ada->session->environments();
        const auto all = QCoro::waitFor(environments->environments(m_ada->app(), {}));
        QVERIFY(all);
        QCOMPARE(all->size(), std::size_t(3));
        QVERIFY(m_ada->save(m_ada->draft(m_staging, QStringLiteral("COMPARED"), "same")));
        QVERIFY(QCoro::waitFor(
            environments->setValue(QStringLiteral("COMPARED"), {m_production}, bufferOf("same"), {}, {})));
        m_demo->clearRequests();
        const auto names =
            QCoro::waitFor(environments->compare(m_ada->app(), *all, VaultEnvironments::Depth::Names, {}));
        QVERIFY(names);
        for (const auto &request : m_demo->requests())
            QVERIFY(!request.query.contains(QLatin1String("Full")));
        const auto values =
            QCoro::waitFor(environments->compare(m_ada->app(), *all, VaultEnvironments::Depth::Values, {}));
        QVERIFY(values);
        QCOMPARE(values->rows.size(), names->rows.size());
        int different = 0;
        for (const EnvironmentRow &row : values->rows) {
            if (row.name == QLatin1String("COMPARED")) {
                QCOMPARE(row.isSame(), std::optional<bool>(true));
                QVERIFY(!row.isComplete());
                QVERIFY(row.cells[2].state == EnvironmentCell::State::NoValue);
                QCOMPARE(m_ada->reveal(row.cells[1].secretId), QByteArray("same"));
            } else {
                different += row.isSame() == std::optional<bool>(false) ? 1 : 0;
            }
        }
        QVERIFY(different > 3);
    }

    void aRestrictedAccountSeesAndSetsItsPart()
    {
        const auto server = m_demo->commandK();
        CommandKMember guest(*m_demo, server.restrictedReadToken, server.restrictedWriteToken);
        guest.open(); // by id
        auto *const environments = guest.session->environments();
        QCOMPARE(QCoro::waitFor(environments->environments(guest.app(), {}))->size(), std::size_t(2));
        const auto id = guest.save(guest.draft(m_staging, QStringLiteral("GUESTS"), "x"));
        QVERIFY(id);
        const auto set = QCoro::waitFor(
            environments->setValue(QStringLiteral("GUESTS"), {m_production, m_staging}, bufferOf("y"), {}, {}));
        QVERIFY(set);
        QVERIFY(set->at(0).error->detail.contains(QLatin1String("Write scope")));
        QVERIFY(set->at(1).state == EnvironmentResult::State::Set);

        guest.account.appIds = {server.apps[0].name};
        CommandKVault byName(guest.account, guest.credentials);
        QVERIFY(QCoro::waitFor(byName.signIn({})));
        Expected<IndexPage> page;
        QString cursor;
        do {
            page = QCoro::waitFor(byName.fetchIndex(cursor, {}));
            cursor = page ? page->nextCursor : QString();
        } while (!cursor.isEmpty());
        QVERIFY(!page);
        QVERIFY2(page.error().detail.contains(QLatin1String("for all apps")), qPrintable(page.error().detail));
    }

    void importsWhatAFileHolds()
    {
        QVERIFY(m_ada->save(m_ada->draft(m_staging, QStringLiteral("IMP_SAME"), "same")));
        QVERIFY(m_ada->save(m_ada->draft(m_staging, QStringLiteral("IMP_CHANGED"), "old")));
        QVERIFY(m_ada->save(m_ada->draft(m_production, QStringLiteral("IMP_ELSEWHERE"), "there")));
        m_demo->clearRequests();
        const auto import = plan("# a file\nIMP_SAME=same\nexport IMP_CHANGED=\"new\nvalue\"\nIMP_NEW=1\n"
                                 "IMP_ELSEWHERE=here\nno assignment\nIMP_NEW=2\n");
        QCOMPARE(m_demo->requests().size(), 1);
        const std::vector<Plan> plans{Plan::Same,       Plan::Changed, Plan::Refused,
                                      Plan::FirstValue, Plan::Refused, Plan::New};
        QCOMPARE(import->lines().size(), plans.size());
        for (std::size_t i = 0; i < plans.size(); ++i)
            QCOMPARE(static_cast<int>(import->lines()[i].plan), static_cast<int>(plans[i]));
        QCOMPARE(import->lines()[2].overriddenBy, 8);
        QCOMPARE(import->lines()[4].number, 7);
        QCOMPARE(import->pending(), 3);

        const auto report = carryOut(import);
        QVERIFY(report);
        QCOMPARE(report->done, 3);
        QVERIFY(report->failures.empty());
        QCOMPARE(import->pending(), 0);
        QCOMPARE(m_ada->reveal(idOf(m_staging, QStringLiteral("IMP_CHANGED"))), QByteArray("new\nvalue"));
        QCOMPARE(m_ada->reveal(idOf(m_staging, QStringLiteral("IMP_NEW"))), QByteArray("2"));
        QCOMPARE(m_ada->reveal(idOf(m_staging, QStringLiteral("IMP_ELSEWHERE"))), QByteArray("here"));
        QCOMPARE(m_ada->reveal(idOf(m_production, QStringLiteral("IMP_ELSEWHERE"))), QByteArray("there"));
        QCOMPARE(countOf("POST", 200), 1);
        QCOMPARE(countOf("PUT", 200), 3);
    }

    void anImportGoesOnWhereItStopped()
    {
        const auto import = plan("STEP_1=a\nSTEP_2=b\nSTEP_3=c\n");
        const auto stop = std::make_shared<std::stop_source>();
        const Progress afterOne = [stop](int done, int total) {
            QCOMPARE(total, 3);
            if (done == 1)
                stop->request_stop();
        };
        const auto first = carryOut(import, afterOne, stop->get_token());
        QVERIFY(first);
        QVERIFY(first->cancelled);
        QCOMPARE(first->done, 1);
        QVERIFY(breakOff("PUT", 1)); // made, but not set; the server's fault does not stop the next line
        const auto second = carryOut(import);
        QVERIFY(second);
        QCOMPARE(second->done, 1);
        QCOMPARE(second->failures.size(), std::size_t(1));
        QCOMPARE(second->failures[0].name, QStringLiteral("STEP_2"));
        QVERIFY(import->lines()[1].state == State::Made);
        const auto third = carryOut(import);
        QVERIFY(third);
        QCOMPARE(third->done, 1);
        QCOMPARE(carryOut(import)->done, 0);
        QCOMPARE(countOf("POST", 200), 3); // nothing twice
        QCOMPARE(countOf("PUT", 200), 3);
        QCOMPARE(m_ada->reveal(idOf(m_staging, QStringLiteral("STEP_2"))), QByteArray("b"));
    }

    void aWriteWhoseAnswerWasLostIsNotRepeated()
    {
        const auto import = plan("LOST=a\n");
        QVERIFY(m_demo->setFaults({{QStringLiteral("rules"),
                                    QJsonArray{QJsonObject{{QStringLiteral("path"), QStringLiteral("/commandk/apps")},
                                                           {QStringLiteral("method"), QStringLiteral("PUT")},
                                                           {QStringLiteral("truncate"), 1}}}}}));
        const auto first = carryOut(import);
        QVERIFY(first);
        QCOMPARE(first->done, 0);
        QVERIFY(m_demo->setFaults({}));
        m_demo->clearRequests();
        QVERIFY(carryOut(import));
        QVERIFY(import->lines()[0].state == State::Done);
        QCOMPARE(countOf("PUT", 200), 0);
    }

    void anImportLeavesWhatOthersChangedSinceThePlan()
    {
        const auto id = m_ada->save(m_ada->draft(m_staging, QStringLiteral("CONTESTED"), "old"));
        QVERIFY(id);
        const auto import = plan("CONTESTED=mine\n");
        QVERIFY(QCoro::waitFor(m_ada->session->environments()->setValue(QStringLiteral("CONTESTED"), {m_staging},
                                                                        bufferOf("theirs"), {}, {})));
        const auto report = carryOut(import);
        QVERIFY(report);
        QCOMPARE(report->failures.at(0).error.kind, ErrorKind::Conflict);
        m_ada->session->forgetPayloads();
        QCOMPARE(m_ada->reveal(*id), QByteArray("theirs"));
    }

    void writesTextsForOtherPrograms()
    {
        QVERIFY(m_ada->save(m_ada->draft(m_staging, QStringLiteral("COPIED"), "it's $1")));
        QVERIFY(QCoro::waitFor(
            m_ada->session->environments()->create(m_ada->app(), QStringLiteral("COPIED_NOT"), SecretType::Note, {})));
        const QStringList names{QStringLiteral("COPIED"), QStringLiteral("COPIED_NOT")};
        const std::pair<SecretsFormat, std::string_view> forms[] = {
            {SecretsFormat::DotEnv, "COPIED=\"it's \\$1\"\n"},
            {SecretsFormat::Export, "export COPIED='it'\\''s $1'\n"},
            {SecretsFormat::Json, "{\"COPIED\":\"it's $1\"}"},
        };
        for (const auto &[format, expected] : forms) {
            const auto text = QCoro::waitFor(environmentText(m_ada->session.get(), m_staging, names, format, {}));
            QVERIFY(text);
            QCOMPARE(text->text.view(), expected);
            QCOMPARE(text->withoutValue, QStringList{QStringLiteral("COPIED_NOT")});
        }
        const auto nothing = QCoro::waitFor(
            environmentText(m_ada->session.get(), m_staging, {QStringLiteral("COPIED_NOT")}, SecretsFormat::Json, {}));
        QVERIFY(nothing);
        QCOMPARE(nothing->written, 0);
        QVERIFY(nothing->text.isEmpty());
        QCOMPARE(nothing->withoutValue, QStringList{QStringLiteral("COPIED_NOT")});
    }

    void exportsForChosenKeysAlone()
    {
        QVERIFY(m_ada->save(m_ada->draft(m_staging, QStringLiteral("SEALED"), "c4nary \"x\"")));
        GpgHome friendHome;
        const QString friendKey = friendHome.createKey(QStringLiteral("Betty <betty@example.org>"));
        QVERIFY(QCoro::waitFor(m_ada->engine->importPublicKey(friendHome.publicKey(friendKey))));
        const auto wanted = std::make_shared<SealedExport>();
        wanted->environmentId = m_staging;
        wanted->ownKey = m_ada->ownKey;
        wanted->recipients = {friendKey};
        wanted->path = m_ada->folder.filePath(QStringLiteral("staging.env.asc"));
        const auto done = QCoro::waitFor(exportSealed(m_ada->session.get(), *m_ada->engine, wanted, {}));
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QVERIFY(done->written > 1);
        QVERIFY(done->text.isEmpty());
        QFile file(wanted->path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        const QByteArray message = file.readAll();
        QVERIFY(message.startsWith("-----BEGIN PGP MESSAGE-----"));
        QVERIFY(!message.contains("c4nary"));
        for (const QString &name : QDir(m_ada->folder.path()).entryList(QDir::Files)) // nothing in the clear beside it
            QCOMPARE(name, QStringLiteral("staging.env.asc"));
        QVERIFY(friendHome.open(message).contains("SEALED='c4nary \"x\"'\n"));

        const auto opened = QCoro::waitFor(m_ada->engine->open(OpenRequest(message, {m_ada->ownKey})));
        QVERIFY(opened);
        QVERIFY(opened->verdict.state == SignatureState::Expected);
        const auto lines = readDotEnv(opened->plaintext); // what was exported can be imported
        QVERIFY(lines);
        QCOMPARE(int(lines->size()), done->written);
        for (const DotEnvLine &line : *lines)
            QVERIFY(line.state == DotEnvLine::State::Taken);
    }

    void anExportThatFailsLeavesNoFile()
    {
        const auto wanted = std::make_shared<SealedExport>();
        wanted->environmentId = m_staging;
        wanted->ownKey = m_ada->ownKey;
        wanted->recipients = {QString(40, QLatin1Char('A'))};
        wanted->path = m_ada->folder.filePath(QStringLiteral("none.asc"));
        const auto unknown = QCoro::waitFor(exportSealed(m_ada->session.get(), *m_ada->engine, wanted, {}));
        QCOMPARE(unknown.error().kind, ErrorKind::KeyUnusable);
        wanted->ownKey.clear();
        const auto keyless = QCoro::waitFor(exportSealed(m_ada->session.get(), *m_ada->engine, wanted, {}));
        QCOMPARE(keyless.error().kind, ErrorKind::InvalidInput);
        QVERIFY(!QFile::exists(wanted->path));
    }

    void worksWithTheDocumentedPartAlone()
    {
        DemoVaultProcess strict({QStringLiteral("--mode"), QStringLiteral("commandk"), QStringLiteral("--secrets"),
                                 QStringLiteral("60"), QStringLiteral("--no-inferred")});
        QVERIFY2(strict.isRunning(), qPrintable(strict.problem()));
        const auto server = strict.commandK();
        CommandKMember guest(strict, server.restrictedReadToken, server.restrictedWriteToken);
        guest.open(); // 401 for what its token does not cover, and a filter that filters nothing
        const QString staging = guest.app() + QLatin1Char('/') + server.environments[1].id;
        const auto id = guest.save(guest.draft(staging, QStringLiteral("STRICT"), "x"));
        QVERIFY2(id, id ? "" : qPrintable(id.error().detail));
        QCOMPARE(guest.reveal(*id), QByteArray("x"));
        const auto values =
            QCoro::waitFor(guest.session->environments()->values(staging, {QStringLiteral("STRICT")}, {}));
        QVERIFY(values);
        QCOMPARE(values->size(), std::size_t(1));
    }

    void aTokenRevokedInMidListEndsIt() // last but one: no token is good afterwards
    {
        CommandKVault vault(m_ada->account, m_ada->credentials);
        QVERIFY(QCoro::waitFor(vault.signIn({})));
        const auto first = QCoro::waitFor(vault.fetchIndex({}, {}));
        QVERIFY(first);
        QVERIFY(!first->nextCursor.isEmpty());
        QVERIFY(m_demo->setFaults({{QStringLiteral("expire_tokens"), true}}));
        const auto second = QCoro::waitFor(vault.fetchIndex(first->nextCursor, {}));
        QCOMPARE(second.error().kind, ErrorKind::Forbidden);
        QVERIFY2(second.error().detail.contains(QLatin1String("Read scope")), qPrintable(second.error().detail));
    }

    void aRevokedTokenLeavesEverythingAsItWas()
    {
        const auto id = m_ada->save(m_ada->draft(m_staging, QStringLiteral("LATE"), "x"));
        QCOMPARE(id.error().kind, ErrorKind::Forbidden);
        QVERIFY2(id.error().detail.contains(QLatin1String("Write scope")), qPrintable(id.error().detail));
        QCOMPARE(countOf("PUT", 200), 0);
    }
};

QTEST_GUILESS_MAIN(CommandKWritingDemoTest)
#include "tst_commandkwritingdemo.moc"
