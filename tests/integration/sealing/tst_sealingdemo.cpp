// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/environmenttext.h"
#include "core/session/sealmany.h"
#include "core/session/secretsimport.h"
#include "core/store/memorycredentialstore.h"
#include "core/vault/commandk/commandkvault.h"
#include "core/vault/sealing/sealingvault.h"
#include "tests/core/openpgp/people.h"
#include "tests/support/demovaultprocess.h"

#include <QCoroTask>
#include <QFile>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

using Depth = VaultEnvironments::Depth;

/// Values sealed on a demo vault that does not encrypt: what its server gets to see, and what comes back.
class SealingDemoTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<People> m_people;
    std::unique_ptr<DemoVaultProcess> m_demo;
    std::unique_ptr<EngineInHome> m_engine;
    QTemporaryDir m_folder;
    MemoryCredentialStore m_credentials;
    PinStore m_pins{m_folder.filePath(QStringLiteral("pins.json"))};
    TrustLedger m_ledger{m_folder.filePath(QStringLiteral("ledger.sqlite"))};
    WorkerPool m_workers{1};
    SystemClock m_clock;
    Account m_account;

    void keep(const char *name, const QByteArray &token)
    {
        QCoro::waitFor(m_credentials.write(m_account.id + QLatin1String(name),
                                           SecretBuffer::copyOf({token.constData(), std::size_t(token.size())})));
    }
    /// seals: as Ada's program does it; otherwise what the server hands out is seen as it is.
    [[nodiscard]] std::unique_ptr<Session> opened(bool seals)
    {
        auto vendor = std::make_unique<CommandKVault>(m_account, m_credentials);
        std::unique_ptr<Vault> vault = std::move(vendor);
        if (seals)
            vault = std::make_unique<SealingVault>(m_account, std::move(vault), *m_engine->engine, m_workers, m_pins,
                                                   m_ledger, [](const Sealing &) -> Expected<void> { return {}; });
        auto session = std::make_unique<Session>(m_account, std::move(vault), *m_engine->engine, m_workers, m_clock);
        const auto done = QCoro::waitFor(session->open());
        if (!done)
            qFatal("no session: %s", qPrintable(done.error().detail));
        return session;
    }
    [[nodiscard]] QByteArray stored(const QString &secretId)
    {
        CommandKVault vault(m_account, m_credentials);
        SecretSummary summary;
        summary.id = secretId;
        summary.type = SecretType::ApiKey;
        if (!QCoro::waitFor(vault.signIn({})))
            return "no sign-in";
        const auto payload = QCoro::waitFor(vault.fetchPayload(summary, {}));
        return payload ? QByteArray(payload->fields.front().value.view().data(),
                                    qsizetype(payload->fields.front().value.size()))
                       : "no payload";
    }
    [[nodiscard]] QString environment(int number) const
    {
        return m_account.appIds.front() + QLatin1Char('/') + m_demo->commandK().environments[std::size_t(number)].id;
    }
    [[nodiscard]] QString idIn(int number, const QString &name) const
    {
        return environment(number) + QLatin1Char('/') + name;
    }
    /// Ada's, or what whoever runs the server puts there.
    [[nodiscard]] static bool set(VaultEnvironments &environments, const QString &name, const QStringList &where,
                                  const QByteArray &value)
    {
        const auto results = QCoro::waitFor(environments.setValue(
            name, where, SecretBuffer::copyOf({value.constData(), std::size_t(value.size())}), {}, {}));
        return results && isSetEverywhere(*results);
    }
    [[nodiscard]] bool putBehind(const QString &name, int number, const QByteArray &value)
    {
        CommandKVault vault(m_account, m_credentials);
        return QCoro::waitFor(vault.signIn({})) && set(*vault.environments(), name, {environment(number)}, value);
    }
    /// In the first two environments, values compared.
    [[nodiscard]] std::optional<bool> isSame(const Session &session, const QString &name) const
    {
        const std::vector<Environment> both{{environment(0), QStringLiteral("a")},
                                            {environment(1), QStringLiteral("b")}};
        const auto table =
            QCoro::waitFor(session.environments()->compare(m_account.appIds.front(), both, Depth::Values, {}));
        if (!table)
            qFatal("no table: %s", qPrintable(table.error().detail));
        const auto row = std::find_if(table->rows.begin(), table->rows.end(),
                                      [&name](const EnvironmentRow &one) { return one.name == name; });
        return row == table->rows.end() ? std::nullopt : row->isSame();
    }
    [[nodiscard]] static Expected<EnvironmentText> textOf(Session &session, const QString &where, const QString &name)
    {
        return QCoro::waitFor(environmentText(&session, where, {name}, SecretsFormat::DotEnv, {}));
    }
    [[nodiscard]] static std::shared_ptr<SecretsImport> plan(Session &session, const QString &where,
                                                             const QByteArray &file)
    {
        const auto text =
            std::make_shared<const SecretBuffer>(SecretBuffer::copyOf({file.constData(), std::size_t(file.size())}));
        const auto planned = QCoro::waitFor(SecretsImport::plan(&session, where, text, {}));
        if (!planned)
            qFatal("no plan: %s", qPrintable(planned.error().detail));
        return *planned;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_people = std::make_unique<People>();
        m_engine = makeEngine(m_people->user);
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("commandk"),
                                                                QStringLiteral("--secrets"), QStringLiteral("20")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
        QVERIFY(m_pins.load());
        QVERIFY(m_ledger.load());
        QFile authority(m_demo->certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        m_account.id = QStringLiteral("account");
        m_account.service = Service::CommandK;
        m_account.server = m_demo->commandK().url;
        m_account.certificateAuthorities = authority.readAll();
        m_account.appIds = {m_demo->commandK().apps[0].id};
        m_account.keyFingerprint = m_people->ada;
        m_account.seals = true;
        m_account.sealedFor = {{QStringLiteral("Betty Holberton <betty@example.org>"), m_people->betty}};
        keep("/read-token", m_demo->commandK().readToken);
        keep("/write-token", m_demo->commandK().writeToken);
        QVERIFY(QCoro::waitFor(m_engine->engine->importPublicKey(m_people->others.publicKey(m_people->betty))));
        QVERIFY(m_pins.accept(m_account.id, QStringLiteral("betty@example.org"), m_people->betty));
    }

    void theServerGetsMessagesOnly()
    {
        const auto session = opened(true);
        if (session->writing() == nullptr)
            QSKIP("this vault can only be read");
        SecretDraft draft;
        draft.type = SecretType::ApiKey;
        draft.collectionId = m_account.appIds.front() + QLatin1Char('/') + m_demo->commandK().environments[0].id;
        draft.name = QStringLiteral("SEALED_TOKEN");
        draft.fields.push_back(
            {FieldKind::Token, fieldKey(FieldKind::Token), {}, true, SecretBuffer::copyOf("tok-5f2c")});
        const auto id =
            QCoro::waitFor(session->save(std::make_shared<const SecretDraft>(std::move(draft)), QStringList()));
        QVERIFY2(id, reason(id));
        const QByteArray message = stored(*id);
        QVERIFY(message.startsWith("-----BEGIN PGP MESSAGE-----"));
        QCOMPARE(m_people->others.open(message), QByteArray("tok-5f2c"));
        const auto revealed = QCoro::waitFor(session->reveal(*id, {}));
        QVERIFY2(revealed, reason(revealed));
        QCOMPARE(QByteArray(revealed->value.view().data(), qsizetype(revealed->value.size())), QByteArray("tok-5f2c"));
        QCOMPARE(revealed->verdict.state, SignatureState::Expected);
    }

    void aValueInSeveralEnvironmentsIsSealedForEach()
    {
        const auto session = opened(true);
        const QString name = QStringLiteral("EVERYWHERE");
        QVERIFY(
            QCoro::waitFor(session->environments()->create(m_account.appIds.front(), name, SecretType::ApiKey, {})));
        QVERIFY(set(*session->environments(), name, {environment(0), environment(1)}, "tok-77"));
        QVERIFY(QCoro::waitFor(session->touched({idIn(0, name), idIn(1, name)})));
        for (const int number : {0, 1}) {
            QCOMPARE(m_people->others.open(stored(idIn(number, name))), QByteArray("tok-77"));
            const auto revealed = QCoro::waitFor(session->reveal(idIn(number, name), {}));
            QVERIFY2(revealed, reason(revealed));
            QCOMPARE(revealed->verdict.state, SignatureState::Expected);
            QVERIFY(!revealed->verdict.outOfOrder);
        }
        QVERIFY(stored(idIn(0, name)) != stored(idIn(1, name)));
        QCOMPARE(isSame(*session, name), std::optional<bool>(true));
        QVERIFY(set(*session->environments(), name, {environment(1)}, "tok-78"));
        QCOMPARE(isSame(*session, name), std::optional<bool>(false));
        QVERIFY(putBehind(name, 1, "-----BEGIN PGP MESSAGE-----\n\nnone\n-----END PGP MESSAGE-----\n"));
        QCOMPARE(isSame(*session, name), std::optional<bool>());
    }

    void whatLooksSealedIsSealedForEachToo()
    {
        const auto session = opened(true);
        const QString name = QStringLiteral("DISGUISED");
        const QByteArray typed("-----BEGIN PGP MESSAGE-----\nhunter2");
        QVERIFY(
            QCoro::waitFor(session->environments()->create(m_account.appIds.front(), name, SecretType::ApiKey, {})));
        QVERIFY(set(*session->environments(), name, {environment(0)}, typed));
        QVERIFY(!stored(idIn(0, name)).contains("hunter2"));
        QCOMPARE(m_people->others.open(stored(idIn(0, name))), typed);
        QVERIFY(set(*session->environments(), name, {environment(0)}, "not disguised"));
    }

    void whatWasJustSetIsKnown()
    {
        const auto session = opened(true);
        const QString name = QStringLiteral("ROTATED");
        QVERIFY(
            QCoro::waitFor(session->environments()->create(m_account.appIds.front(), name, SecretType::ApiKey, {})));
        QVERIFY(set(*session->environments(), name, {environment(0)}, "first"));
        const QByteArray first = stored(idIn(0, name));
        QVERIFY(set(*session->environments(), name, {environment(0)}, "second"));
        QVERIFY(putBehind(name, 0, first)); // the second was never opened
        const auto found = QCoro::waitFor(session->environmentSecrets(environment(0), {name}));
        QVERIFY2(found, reason(found));
        QVERIFY(found->front().verdict.outOfOrder);
        QVERIFY(putBehind(name, 0, "put in by the server"));
        const auto clear = QCoro::waitFor(session->environmentSecrets(environment(0), {name}));
        QVERIFY2(clear, reason(clear));
        QCOMPARE(clear->front().verdict.state, SignatureState::Unsigned);
    }

    void whatIsReadBeforeTheListStaysInOrder()
    {
        const auto session = opened(true);
        const QString name = QStringLiteral("BETTYS_TOKEN");
        CommandKVault hers(m_account, m_credentials);
        QVERIFY(QCoro::waitFor(hers.signIn({})));
        QVERIFY(QCoro::waitFor(hers.environments()->create(m_account.appIds.front(), name, SecretType::ApiKey, {})));
        const QByteArray message = m_people->others.seal("hers", {m_people->ada, m_people->betty}, {m_people->betty});
        QVERIFY(set(*hers.environments(), name, {environment(0)}, message));
        const auto found = QCoro::waitFor(session->environmentSecrets(environment(0), {name}));
        QVERIFY2(found, reason(found));
        QCOMPARE(found->front().verdict.state, SignatureState::Expected);
        QVERIFY(QCoro::waitFor(session->refresh()));
        const auto revealed = QCoro::waitFor(session->reveal(idIn(0, name), {}));
        QVERIFY2(revealed, reason(revealed));
        QVERIFY(!revealed->verdict.outOfOrder);
        const auto again = QCoro::waitFor(session->environmentSecrets(environment(0), {name}));
        QVERIFY(again && !again->front().verdict.outOfOrder);
    }

    void exportsOpenAndImportsSeal()
    {
        const auto session = opened(true);
        const QString name = QStringLiteral("FROM_FILE");
        const QByteArray file = name.toLatin1() + "=one\n";
        const auto import = plan(*session, environment(0), file);
        QVERIFY(import->lines().front().plan == ImportLine::Plan::New);
        const auto report = QCoro::waitFor(SecretsImport::carryOut(session.get(), import, {}, {}));
        QVERIFY2(report, reason(report));
        QCOMPARE(report->done, 1);
        const QByteArray message = stored(idIn(0, name));
        QCOMPARE(m_people->others.open(message), QByteArray("one"));
        QVERIFY(plan(*session, environment(0), file)->lines().front().plan == ImportLine::Plan::Same);
        const auto text = textOf(*session, environment(0), name);
        QVERIFY2(text, reason(text));
        QCOMPARE(text->text.view(), std::string_view("FROM_FILE=one\n"));

        // What it says is not what anybody wrote there: it is no part of an export, and its place no part of an import.
        QVERIFY(set(*session->environments(), name, {environment(1)}, "two"));
        QVERIFY(putBehind(name, 1, message));
        const auto swapped = textOf(*session, environment(1), name);
        QVERIFY2(swapped, reason(swapped));
        QCOMPARE(swapped->written, 0);
        QCOMPARE(swapped->unvouched, QStringList{name});
        QVERIFY(putBehind(name, 0, "-----BEGIN PGP MESSAGE-----\n\nnone\n-----END PGP MESSAGE-----\n"));
        const auto blocked = plan(*session, environment(0), file);
        const auto nothing = QCoro::waitFor(SecretsImport::carryOut(session.get(), blocked, {}, {}));
        QVERIFY2(nothing, reason(nothing));
        QCOMPARE(nothing->done, 0);
        QCOMPARE(nothing->failures.size(), std::size_t(1));
        QVERIFY(stored(idIn(0, name)).contains("none"));
        QVERIFY(putBehind(name, 0, "in the clear"));
        QCOMPARE(textOf(*session, environment(0), name)->unvouched, QStringList{name});
    }

    void whatCameSealedDoesNotLeaveInTheClear()
    {
        const QString name = QStringLiteral("KEPT");
        auto session = opened(true);
        QVERIFY(
            QCoro::waitFor(session->environments()->create(m_account.appIds.front(), name, SecretType::ApiKey, {})));
        QVERIFY(set(*session->environments(), name, {environment(0)}, "sealed"));
        const QByteArray before = stored(idIn(0, name));
        session = opened(true); // and nothing of it was looked at since
        Sealing off = session->sealing()->setting();
        off.on = false;
        QVERIFY(session->sealing()->change(off));
        QVERIFY(!set(*session->environments(), name, {environment(0)}, "clear"));
        QVERIFY(!set(*session->environments(), name, {environment(0)}, "-----BEGIN PGP MESSAGE-----\nclear"));
        QCOMPARE(stored(idIn(0, name)), before);
        QVERIFY(set(*session->environments(), name, {environment(1)}, "clear")); // nothing was there
        QCOMPARE(stored(idIn(1, name)), QByteArray("clear"));
    }

    void whatIsWantedInTheClearIsNoForgery()
    {
        const QString name = QStringLiteral("OPENED_UP");
        const auto session = opened(true);
        QVERIFY(
            QCoro::waitFor(session->environments()->create(m_account.appIds.front(), name, SecretType::ApiKey, {})));
        QVERIFY(set(*session->environments(), name, {environment(0)}, "sealed"));
        QVERIFY(QCoro::waitFor(session->environmentSecrets(environment(0), {name})));
        QVERIFY(putBehind(name, 0, "by somebody who does not seal"));
        Sealing off = session->sealing()->setting();
        off.on = false;
        QVERIFY(session->sealing()->change(off));
        QVERIFY(set(*session->environments(), name, {environment(0)}, "clear"));
        const auto found = QCoro::waitFor(session->environmentSecrets(environment(0), {name}));
        QVERIFY2(found, reason(found));
        QCOMPARE(found->front().verdict.state, SignatureState::NotApplicable);
    }

    void nothingIsSetForKeysNeverCompared()
    {
        const auto session = opened(true);
        QVERIFY(QCoro::waitFor(m_engine->engine->importPublicKey(m_people->others.publicKey(m_people->carol))));
        Sealing setting = session->sealing()->setting();
        setting.people.append({QStringLiteral("Carol <carol@example.org>"), m_people->carol});
        QVERIFY(session->sealing()->change(setting));
        const auto results = QCoro::waitFor(session->environments()->setValue(QStringLiteral("KEPT"), {environment(0)},
                                                                              SecretBuffer::copyOf("x"), {}, {}));
        QCOMPARE(results ? ErrorKind::Internal : results.error().kind, ErrorKind::ReadersUnconfirmed);
    }

    void whatIsThereIsSealedAndUnsealed()
    {
        const auto session = opened(true);
        if (session->writing() == nullptr)
            QSKIP("this vault can only be read");
        for (const SealingWork work : {SealingWork::Seal, SealingWork::Unseal}) {
            Sealing setting = session->sealing()->setting();
            setting.on = work == SealingWork::Seal;
            QVERIFY(session->sealing()->change(setting));
            const auto plan = QCoro::waitFor(planSealing(session.get(), work, {}, {}));
            QVERIFY2(plan, reason(plan));
            QVERIFY(!plan->secretIds.isEmpty());
            const auto report = QCoro::waitFor(
                carryOutSealing(session.get(), std::make_shared<const SealingPlan>(*plan), QStringList(), {}, {}));
            QVERIFY2(report, reason(report));
            QCOMPARE(report->done, int(plan->secretIds.size()));
            QCOMPARE(stored(plan->secretIds.front()).startsWith("-----BEGIN PGP MESSAGE-----"),
                     work == SealingWork::Seal);
        }
    }
};

QTEST_GUILESS_MAIN(SealingDemoTest)
#include "tst_sealingdemo.moc"
