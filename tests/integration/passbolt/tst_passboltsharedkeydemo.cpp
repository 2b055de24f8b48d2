// SPDX-License-Identifier: GPL-3.0-or-later
// A session at the demo vault whose shared metadata key is another one, or was not given to the user.
#include "core/openpgp/gpgmeengine.h"
#include "core/session/session.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/integration/demovault/passboltguest.h"
#include "tests/support/demovaultprocess.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::DemoVaultProcess;
using coffret::test::PassboltGuest;

namespace {

/// With these Ada reads what she has read before, also without the shared key.
void forgetSessionKeys(const DemoVaultProcess &demo)
{
    PassboltGuest guest(demo, QStringLiteral("v5"));
    guest.signIn();
    const QJsonArray rows = PassboltGuest::bodyOf(guest.get(QStringLiteral("/metadata/session-keys.json"))).toArray();
    for (const QJsonValue &row : rows)
        QCOMPARE(guest.remove(QStringLiteral("/metadata/session-keys/%1.json").arg(row[QLatin1String("id")].toString()))
                     .status,
                 200);
}

/// Ada at the v5 server, as one run of the program.
struct Desk
{
    Desk(const DemoVaultProcess &demo, const QTemporaryDir &folder)
        : pins(folder.filePath(QStringLiteral("pins.json"))), ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
    {
        const DemoVaultProcess::Passbolt server = demo.passbolt(QStringLiteral("v5"));
        GpgmeEngine::Options options;
        options.privateHome = folder.filePath(QStringLiteral("g"));
        options.userHome = server.ada.gnupgHome;
        auto created = GpgmeEngine::create(options);
        QFile authority(demo.certificateFile());
        if (!created || !authority.open(QIODevice::ReadOnly) || !pins.load() || !ledger.load())
            qFatal("nothing to work with");
        engine = std::move(*created);
        Account account;
        account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
        account.server = server.url;
        account.certificateAuthorities = authority.readAll();
        account.serverFingerprint = server.serverFingerprint;
        account.keyFingerprint = server.ada.fingerprint;
        account.userId = server.ada.id;
        auto vault = std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock);
        session = std::make_unique<Session>(account, std::move(vault), *engine, workers, clock);
    }
    [[nodiscard]] bool sync() const { return QCoro::waitFor(session->refresh()).has_value(); }
    [[nodiscard]] int count(Marker marker) const
    {
        int rows = 0;
        for (Catalog::Row row = 0; row < session->catalog()->size(); ++row)
            rows += session->catalog()->markers(row).testFlag(marker) ? 1 : 0;
        return rows;
    }
    /// A secret with encrypted details that the user may change and others can read.
    [[nodiscard]] QString sharedSecret() const
    {
        for (Catalog::Row row = 0; row < session->catalog()->size(); ++row) {
            const SecretSummary summary = session->catalog()->summary(row);
            if (summary.vendorType == QLatin1String("v5-default") && summary.markers.testFlag(Marker::Shared) &&
                summary.right >= AccessRight::Update && !summary.markers.testFlag(Marker::MetadataUnreadable))
                return summary.id;
        }
        return {};
    }
    /// Empty on success, else the kind of the error by name.
    [[nodiscard]] std::optional<ErrorKind> rename(const QString &secretId, const QString &name) const
    {
        Expected<Session::Edit> edit = QCoro::waitFor(session->edit(secretId));
        if (!edit)
            return edit.error().kind;
        edit->draft.name = name;
        edit->draft.valuesChanged = false;
        edit->draft.fields.clear();
        const auto saved =
            QCoro::waitFor(session->save(std::make_shared<const SecretDraft>(std::move(edit->draft)), {}));
        return saved ? std::nullopt : std::optional(saved.error().kind);
    }
    [[nodiscard]] SecretSummary listed(const QString &secretId) const
    {
        return session->catalog()->summary(session->catalog()->rowOf(secretId));
    }

    WorkerPool workers{2};
    SystemClock clock;
    PinStore pins;
    TrustLedger ledger;
    std::unique_ptr<GpgmeEngine> engine;
    std::unique_ptr<Session> session;
};

} // namespace

class TestPassboltSharedKeyDemo : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;

private Q_SLOTS:
    void initTestCase()
    {
        m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--mode"), QStringLiteral("v5")});
        QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
    }
    void cleanup() { m_demo->setFaults({}); }
    void aMissingKeyIsWaitedFor();
    void aChangedKeyWaitsForTheUser(); // last: what it writes is for a key that goes with the lie
};

void TestPassboltSharedKeyDemo::aChangedKeyWaitsForTheUser()
{
    const QTemporaryDir folder(QStringLiteral("/tmp/ckXXXXXX"));
    const Desk desk(*m_demo, folder);
    QVERIFY(desk.sync());
    VaultSharing &sharing = *desk.session->sharing();
    QVERIFY(!sharing.sharedKeyChange());
    const QString id = desk.sharedSecret();
    QVERIFY(!id.isEmpty());
    QCOMPARE(desk.rename(id, QStringLiteral("before")), std::nullopt);

    QVERIFY(m_demo->setLie(QStringLiteral("metadata_key")));
    QVERIFY(desk.sync());
    const std::optional<SharedKeyChange> change = sharing.sharedKeyChange();
    QVERIFY(change);
    QCOMPARE(change->key.pinnedFingerprint.size(), 40);
    QVERIFY(change->key.fingerprint != change->key.pinnedFingerprint);
    QVERIFY(!change->key.person.name.isEmpty());
    QCOMPARE(change->giver, SharedKeyChange::Giver::Server);
    QCOMPARE(desk.rename(id, QStringLiteral("not yet")), ErrorKind::SharedKeyChanged);
    QCOMPARE(desk.listed(id).name, QStringLiteral("before"));

    QVERIFY(sharing.acceptKey(change->key.person.id, change->key.fingerprint));
    m_demo->clearRequests();
    QVERIFY(desk.sync());
    QVERIFY(!sharing.sharedKeyChange());
    const QList<DemoVaultProcess::Request> requests = m_demo->requests();
    QVERIFY(std::any_of(requests.begin(), requests.end(), [](const auto &request) {
        return request.method == "PUT" && request.path.contains(QLatin1String("/metadata/keys/private/"));
    })); // the own copy is signed now
    QCOMPARE(desk.rename(id, QStringLiteral("with the new key")), std::nullopt);
    QVERIFY(desk.sync());
    QCOMPARE(desk.listed(id).name, QStringLiteral("with the new key"));
    QVERIFY(!desk.listed(id).markers.testFlag(Marker::MetadataUnverified));
}

void TestPassboltSharedKeyDemo::aMissingKeyIsWaitedFor()
{
    const QTemporaryDir folder(QStringLiteral("/tmp/ckXXXXXX"));
    const Desk desk(*m_demo, folder);
    QVERIFY(desk.sync());
    QCOMPARE(desk.count(Marker::KeyMissing), 0);
    const QString id = desk.sharedSecret();
    QVERIFY(!id.isEmpty());

    QVERIFY(m_demo->setLie(QStringLiteral("no_metadata_key"), {m_demo->passbolt(QStringLiteral("v5")).ada.id}));
    forgetSessionKeys(*m_demo);
    const Desk newcomer(*m_demo, folder);
    QVERIFY(newcomer.sync());
    QVERIFY(newcomer.count(Marker::KeyMissing) > 0);
    QVERIFY(newcomer.listed(id).markers.testFlag(Marker::KeyMissing));
    QVERIFY(!newcomer.session->sharing()->sharedKeyChange());
    QCOMPARE(newcomer.rename(id, QStringLiteral("unseen")), ErrorKind::SharedKeyMissing);

    QVERIFY(m_demo->setFaults({})); // an administrator gives it
    QVERIFY(newcomer.sync());
    QCOMPARE(newcomer.count(Marker::KeyMissing), 0);
    QVERIFY(!newcomer.listed(id).markers.testFlag(Marker::MetadataUnreadable));
}

QTEST_GUILESS_MAIN(TestPassboltSharedKeyDemo)
#include "tst_passboltsharedkeydemo.moc"
