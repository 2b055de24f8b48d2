// SPDX-License-Identifier: GPL-3.0-or-later
// Session keys between one client and the next: real gpg, the demo vault's encrypted metadata, and a second program of
// the same user that keeps bundles by hand.
#include "core/model/catalog.h"
#include "core/openpgp/gpgmeengine.h"
#include "core/sync/indexsync.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/integration/demovault/passboltguest.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr int Secrets = 560; // more than one page
const QString Mode = QStringLiteral("v5");
const QString Keys = QStringLiteral("/metadata/session-keys.json");

/// Remembers what was asked of the user's key.
class RecordingOpenPgp final : public OpenPgp
{
public:
    explicit RecordingOpenPgp(OpenPgp &engine) : m_engine(engine) {}
    QSet<QByteArray> opened; ///< messages, without the space around them

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { return m_engine.secretKeys(); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override
    {
        return m_engine.importPublicKey(std::move(armored));
    }
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override { return m_engine.findKey(std::move(fingerprint)); }
    Task<Expected<OpenedMessage>> open(OpenRequest request) override
    {
        opened.insert(request.message.trimmed());
        return m_engine.open(std::move(request));
    }
    Task<Expected<QByteArray>> seal(SecretBuffer plaintext, QStringList recipients, QString signer,
                                    StopToken stop) override
    {
        return m_engine.seal(std::move(plaintext), std::move(recipients), std::move(signer), stop);
    }

private:
    OpenPgp &m_engine;
};

QString pathOf(const QJsonValue &row)
{
    return QStringLiteral("/metadata/session-keys/%1.json").arg(row[QLatin1String("id")].toString());
}

QString keyIn(const QJsonObject &bundle, const QString &resourceId)
{
    for (const QJsonValue entry : bundle[QLatin1String("session_keys")].toArray()) {
        if (entry[QLatin1String("foreign_id")] == resourceId)
            return entry[QLatin1String("session_key")].toString();
    }
    return {};
}

} // namespace

class TestPassboltSessionKeysDemo : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder{QStringLiteral("/tmp/ckXXXXXX")};
    WorkerPool m_workers{2};
    SystemClock m_clock;
    std::unique_ptr<DemoVaultProcess> m_demo;
    std::unique_ptr<PassboltGuest> m_ada;
    std::unique_ptr<PassboltGuest> m_betty;
    std::unique_ptr<GpgmeEngine> m_engine;
    std::unique_ptr<RecordingOpenPgp> m_recording;
    std::unique_ptr<PinStore> m_pins;
    std::unique_ptr<TrustLedger> m_ledger;
    std::unique_ptr<PassboltVault> m_vault;
    QHash<QString, QJsonObject> m_rows; ///< Ada's resources by id
    QSet<QString> m_broken;             ///< those whose metadata nobody can read
    QString m_personal;                 ///< one that is for Ada's own key

    /// A client that remembers nothing.
    void newClient();
    [[nodiscard]] std::shared_ptr<const Catalog> load();
    /// How many rows say this.
    [[nodiscard]] static int count(const Catalog &catalog, Marker marker);
    [[nodiscard]] QJsonArray storedRows() const { return PassboltGuest::bodyOf(m_ada->get(Keys)).toArray(); }
    /// The bundle in this row, once it is there and signed by Ada; an empty object otherwise.
    [[nodiscard]] QJsonObject bundleIn(const QJsonValue &row) const;
    [[nodiscard]] QJsonObject bundle() const { return bundleIn(storedRows().at(0)); }
    [[nodiscard]] qsizetype entries() const { return bundle()[QLatin1String("session_keys")].toArray().size(); }
    void removeAll() const;
    [[nodiscard]] static QByteArray bundleOf(const QJsonArray &entries);
    [[nodiscard]] QJsonObject entryFor(const QString &resourceId, const QString &sessionKey) const;
    [[nodiscard]] QJsonObject sealedBundle(const PassboltGuest &signer, const QJsonArray &entries) const;
    [[nodiscard]] int personalOpened() const;

private Q_SLOTS:
    void initTestCase();
    void init();
    void theFirstSyncWritesABundle();
    void theNextClientNeedsNoPrivateKey();
    void evenWithoutTheSharedKey();
    void aStaleEntryFallsBack();
    void aBundleBySomebodyElseIsIgnored();
    void aConflictIsMerged();
    void olderBundlesAreRemoved();
    void signingOutEndsIt();
};

void TestPassboltSessionKeysDemo::initTestCase()
{
    m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--secrets"), QString::number(Secrets)});
    QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
    m_ada = std::make_unique<PassboltGuest>(*m_demo, Mode);
    m_betty = std::make_unique<PassboltGuest>(*m_demo, Mode, true);
    m_ada->signIn();
    m_betty->signIn();
    GpgmeEngine::Options options;
    options.privateHome = m_folder.filePath(QStringLiteral("g"));
    options.userHome = m_ada->user().gnupgHome;
    auto engine = GpgmeEngine::create(options);
    QVERIFY(engine);
    m_engine = std::move(*engine);
    m_recording = std::make_unique<RecordingOpenPgp>(*m_engine);
    m_pins = std::make_unique<PinStore>(m_folder.filePath(QStringLiteral("pins.json")));
    m_ledger = std::make_unique<TrustLedger>(m_folder.filePath(QStringLiteral("ledger.sqlite")));
    QVERIFY(m_pins->load() && m_ledger->load());
    for (const QJsonValue row :
         PassboltGuest::bodyOf(m_ada->get(QStringLiteral("/resources.json?limit=5000"))).toArray()) {
        const QString id = row[QLatin1String("id")].toString();
        m_rows.insert(id, row.toObject());
        if (row[QLatin1String("metadata_key_type")] == QLatin1String("user_key"))
            m_personal = id;
    }
    QVERIFY(m_rows.size() > 500 && !m_personal.isEmpty());
    newClient();
    const auto catalog = load();
    QVERIFY(catalog);
    for (Catalog::Row row = 0; row < catalog->size(); ++row) {
        if (catalog->summary(row).markers.testFlag(Marker::MetadataUnreadable))
            m_broken.insert(catalog->summary(row).id);
    }
    QTRY_COMPARE(storedRows().size(), 1);
}

void TestPassboltSessionKeysDemo::init()
{
    m_vault.reset();
    m_demo->setFaults({});
    removeAll();
}

void TestPassboltSessionKeysDemo::newClient()
{
    QFile authority(m_demo->certificateFile());
    QVERIFY(authority.open(QIODevice::ReadOnly));
    Account account;
    account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
    account.server = m_ada->server().url;
    account.certificateAuthorities = authority.readAll();
    account.serverFingerprint = m_ada->server().serverFingerprint;
    account.keyFingerprint = m_ada->user().fingerprint;
    account.userId = m_ada->user().id;
    m_vault = std::make_unique<PassboltVault>(account, *m_recording, m_workers, *m_pins, *m_ledger, m_clock);
    const auto done = QCoro::waitFor(m_vault->signIn({}));
    QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    m_recording->opened.clear();
}

std::shared_ptr<const Catalog> TestPassboltSessionKeysDemo::load()
{
    const auto catalog = QCoro::waitFor(fetchCatalog(*m_vault, m_workers, {}, {}));
    return catalog ? *catalog : nullptr;
}

int TestPassboltSessionKeysDemo::count(const Catalog &catalog, Marker marker)
{
    int found = 0;
    for (Catalog::Row row = 0; row < catalog.size(); ++row)
        found += catalog.summary(row).markers.testFlag(marker) ? 1 : 0;
    return found;
}

QJsonObject TestPassboltSessionKeysDemo::bundleIn(const QJsonValue &row) const
{
    const auto opened = m_ada->open(row[QLatin1String("data")].toString().toLatin1());
    return opened.whole() && opened.signedBy(m_ada->user().fingerprint)
               ? QJsonDocument::fromJson(opened.plaintext).object()
               : QJsonObject();
}

void TestPassboltSessionKeysDemo::removeAll() const
{
    for (const QJsonValue row : storedRows())
        QCOMPARE(m_ada->remove(pathOf(row)).status, 200);
}

QByteArray TestPassboltSessionKeysDemo::bundleOf(const QJsonArray &entries)
{
    const QJsonObject bundle{{QStringLiteral("object_type"), QStringLiteral("PASSBOLT_SESSION_KEYS")},
                             {QStringLiteral("session_keys"), entries}};
    return QJsonDocument(bundle).toJson(QJsonDocument::Compact);
}

QJsonObject TestPassboltSessionKeysDemo::entryFor(const QString &resourceId, const QString &sessionKey) const
{
    return {{QStringLiteral("foreign_model"), QStringLiteral("Resource")},
            {QStringLiteral("foreign_id"), resourceId},
            {QStringLiteral("session_key"), sessionKey},
            {QStringLiteral("modified"), m_rows[resourceId][QLatin1String("modified")]}};
}

QJsonObject TestPassboltSessionKeysDemo::sealedBundle(const PassboltGuest &signer, const QJsonArray &entries) const
{
    const QByteArray message = signer.seal(bundleOf(entries), {m_ada->user().fingerprint});
    return {{QStringLiteral("data"), QString::fromLatin1(message)}};
}

int TestPassboltSessionKeysDemo::personalOpened() const
{
    int opened = 0;
    for (const QJsonObject &row : m_rows)
        opened += m_recording->opened.contains(row[QLatin1String("metadata")].toString().toLatin1().trimmed()) ? 1 : 0;
    return opened;
}

void TestPassboltSessionKeysDemo::theFirstSyncWritesABundle()
{
    newClient();
    QVERIFY(load());
    QVERIFY(personalOpened() > 0);
    QTRY_COMPARE(storedRows().size(), 1);
    const QJsonObject written = bundle();
    QCOMPARE(written[QLatin1String("object_type")].toString(), QStringLiteral("PASSBOLT_SESSION_KEYS"));
    const QRegularExpression key(QStringLiteral("^9:[0-9A-F]{64}$"));
    QSet<QString> ids;
    for (const QJsonValue entry : written[QLatin1String("session_keys")].toArray()) {
        const QString id = entry[QLatin1String("foreign_id")].toString();
        ids.insert(id);
        QCOMPARE(entry[QLatin1String("foreign_model")].toString(), QStringLiteral("Resource"));
        QVERIFY(key.match(entry[QLatin1String("session_key")].toString()).hasMatch());
        QCOMPARE(entry[QLatin1String("modified")], m_rows[id][QLatin1String("modified")]);
    }
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
        QCOMPARE(ids.contains(it.key()), !m_broken.contains(it.key()));
}

void TestPassboltSessionKeysDemo::theNextClientNeedsNoPrivateKey()
{
    newClient();
    const auto first = load();
    QVERIFY(first);
    QTRY_COMPARE(storedRows().size(), 1);
    newClient();
    m_demo->clearRequests();
    const auto second = load();
    QVERIFY(second);
    QCOMPARE(personalOpened(), 0);
    QVERIFY(m_recording->opened.contains(storedRows().at(0)[QLatin1String("data")].toString().toLatin1().trimmed()));
    QCOMPARE(second->size(), first->size());
    for (Catalog::Row row = 0; row < first->size(); ++row) {
        QCOMPARE(second->summary(row).name, first->summary(row).name);
        QCOMPARE(second->summary(row).markers, first->summary(row).markers);
    }
    for (const DemoVaultProcess::Request &request : m_demo->requests())
        QVERIFY(request.path.startsWith(QLatin1String("/passbolt-v5/metadata/session-keys")) == false ||
                request.method == "GET"); // nothing changed, nothing written
}

void TestPassboltSessionKeysDemo::evenWithoutTheSharedKey()
{
    newClient();
    QVERIFY(load());
    QTRY_COMPARE(storedRows().size(), 1);
    const QJsonObject noKeys{
        {QStringLiteral("path"), m_ada->server().url.path() + QStringLiteral("/metadata/keys.json")},
        {QStringLiteral("status"), 200},
        {QStringLiteral("body"), QStringLiteral(R"({"header":{},"body":[]})")}};
    QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{noKeys}}}));
    newClient();
    const auto catalog = load();
    QVERIFY(catalog);
    QCOMPARE(count(*catalog, Marker::MetadataUnreadable), static_cast<int>(m_broken.size()));
    // A key nobody vouches for says nothing about who wrote a name, even where its session key is known.
    QVERIFY(count(*catalog, Marker::MetadataUnverified) > 400);
    removeAll();
    newClient();
    const auto without = load();
    QVERIFY(without);
    QVERIFY(count(*without, Marker::MetadataUnreadable) > 400); // it was the session keys
}

void TestPassboltSessionKeysDemo::aStaleEntryFallsBack()
{
    newClient();
    QVERIFY(load());
    QTRY_COMPARE(storedRows().size(), 1);
    const QString right = keyIn(bundle(), m_personal);
    QVERIFY(!right.isEmpty());
    removeAll();
    const QJsonArray stale{entryFor(m_personal, QStringLiteral("9:") + QString(64, QLatin1Char('A')))};
    QCOMPARE(m_ada->post(Keys, sealedBundle(*m_ada, stale)).status, 200);
    newClient();
    const auto catalog = load();
    QVERIFY(catalog);
    QCOMPARE(count(*catalog, Marker::MetadataUnreadable), static_cast<int>(m_broken.size()));
    QVERIFY(
        m_recording->opened.contains(m_rows[m_personal][QLatin1String("metadata")].toString().toLatin1().trimmed()));
    QTRY_COMPARE(keyIn(bundle(), m_personal), right);
    QCOMPARE(storedRows().size(), 1);
}

void TestPassboltSessionKeysDemo::aBundleBySomebodyElseIsIgnored()
{
    newClient();
    QVERIFY(load());
    const int personal = personalOpened();
    QTRY_COMPARE(storedRows().size(), 1);
    const QString right = keyIn(bundle(), m_personal);
    removeAll();
    QCOMPARE(m_ada->post(Keys, sealedBundle(*m_betty, {entryFor(m_personal, right)})).status, 200);
    const QJsonValue foreign = storedRows().at(0);
    newClient();
    QVERIFY(load());
    QCOMPARE(personalOpened(), personal); // as if it were not there
    QTRY_COMPARE(storedRows().size(), 2);
    QVERIFY(storedRows().contains(foreign));
}

void TestPassboltSessionKeysDemo::aConflictIsMerged()
{
    const QJsonObject folder{{QStringLiteral("foreign_model"), QStringLiteral("Folder")},
                             {QStringLiteral("foreign_id"), m_personal},
                             {QStringLiteral("session_key"), QStringLiteral("9:") + QString(64, QLatin1Char('B'))},
                             {QStringLiteral("modified"), QStringLiteral("2026-01-01T00:00:00+00:00")}};
    QCOMPARE(m_ada->post(Keys, sealedBundle(*m_ada, {})).status, 200);
    newClient();
    auto page = QCoro::waitFor(m_vault->fetchIndex({}, {}));
    QVERIFY(page && !page->nextCursor.isEmpty());
    const QJsonValue before = storedRows().at(0);
    const auto overtake = [&] { // again and again, until the server's clock shows another second
        QJsonObject body = sealedBundle(*m_ada, {folder});
        body.insert(QStringLiteral("modified"), storedRows().at(0)[QLatin1String("modified")]);
        return m_ada->put(pathOf(before), body).status == 200 &&
               storedRows().at(0)[QLatin1String("modified")] != before[QLatin1String("modified")];
    };
    QTRY_VERIFY(overtake());
    m_demo->clearRequests();
    while (page && !page->nextCursor.isEmpty())
        page = QCoro::waitFor(m_vault->fetchIndex(page->nextCursor, {}));
    QVERIFY(page);
    QTRY_COMPARE(entries(), m_rows.size() - m_broken.size() + 1);
    QVERIFY(bundle()[QLatin1String("session_keys")].toArray().contains(folder));
    QList<int> answers;
    for (const DemoVaultProcess::Request &request : m_demo->requests()) {
        if (request.method == "PUT")
            answers.append(request.status);
    }
    QCOMPARE(answers, (QList<int>{409, 200}));
}

void TestPassboltSessionKeysDemo::olderBundlesAreRemoved()
{
    for (int i = 0; i < 2; ++i)
        QCOMPARE(m_ada->post(Keys, sealedBundle(*m_ada, {})).status, 200);
    newClient();
    QVERIFY(load());
    QTRY_COMPARE(storedRows().size(), 1);
    QCOMPARE(entries(), m_rows.size() - m_broken.size());
}

void TestPassboltSessionKeysDemo::signingOutEndsIt()
{
    newClient();
    QVERIFY(load());
    static_cast<void>(QCoro::waitFor(m_vault->signOut())); // the write has only begun
    newClient();
    QVERIFY(QCoro::waitFor(m_vault->fetchIndex({}, {})));
    QCOMPARE(storedRows().size(), 0);
}

QTEST_GUILESS_MAIN(TestPassboltSessionKeysDemo)
#include "tst_passboltsessionkeysdemo.moc"
