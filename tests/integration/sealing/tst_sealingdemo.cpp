// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sealmany.h"
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
