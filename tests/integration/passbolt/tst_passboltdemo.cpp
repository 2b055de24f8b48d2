// SPDX-License-Identifier: GPL-3.0-or-later
// The vault, real gpg and the demo vault's Passbolt, in both modes: clear metadata (v4) and encrypted metadata (v5).
#include "core/model/catalog.h"
#include "core/openpgp/gpgmeengine.h"
#include "core/sync/indexsync.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/support/demovaultprocess.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::DemoVaultProcess;

namespace {

constexpr int Secrets = 620; // more than one page

/// Counts what is asked of the user's key.
class CountingOpenPgp final : public OpenPgp
{
public:
    explicit CountingOpenPgp(OpenPgp &engine) : m_engine(engine) {}
    int opens = 0;

    Task<Expected<std::vector<KeyInfo>>> secretKeys() override { return m_engine.secretKeys(); }
    Task<Expected<KeyInfo>> importPublicKey(QByteArray armored) override
    {
        return m_engine.importPublicKey(std::move(armored));
    }
    Task<Expected<KeyInfo>> findKey(QString fingerprint) override { return m_engine.findKey(std::move(fingerprint)); }
    Task<Expected<OpenedMessage>> open(OpenRequest request) override
    {
        ++opens;
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

QByteArray bytesOf(const SecretBuffer &buffer)
{
    return {buffer.view().data(), static_cast<qsizetype>(buffer.size())};
}

} // namespace

class TestPassboltDemo : public QObject
{
    Q_OBJECT

    std::unique_ptr<DemoVaultProcess> m_demo;
    QTemporaryDir m_folder{QStringLiteral("/tmp/cpXXXXXX")};
    WorkerPool m_workers{2};
    SystemClock m_clock;
    std::unique_ptr<GpgmeEngine> m_engine;
    std::unique_ptr<CountingOpenPgp> m_counting;
    std::unique_ptr<PinStore> m_pins;
    std::unique_ptr<TrustLedger> m_ledger;
    std::unique_ptr<PassboltVault> m_vault;

    static void modes()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("v4") << QStringLiteral("v4");
        QTest::newRow("v5") << QStringLiteral("v5");
    }
    void openVault(const QString &mode)
    {
        const DemoVaultProcess::Passbolt server = m_demo->passbolt(mode);
        QFile authority(m_demo->certificateFile());
        QVERIFY(authority.open(QIODevice::ReadOnly));
        Account account;
        account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
        account.server = server.url;
        account.certificateAuthorities = authority.readAll();
        account.serverFingerprint = server.serverFingerprint;
        account.keyFingerprint = server.ada.fingerprint;
        account.userId = server.ada.id;
        m_pins = std::make_unique<PinStore>(m_folder.filePath(mode + QStringLiteral(".json")));
        QVERIFY(m_pins->load());
        m_ledger = std::make_unique<TrustLedger>(m_folder.filePath(mode + QStringLiteral(".sqlite")));
        QVERIFY(m_ledger->load());
        m_vault = std::make_unique<PassboltVault>(account, *m_counting, m_workers, *m_pins, *m_ledger, m_clock);
        const auto done = QCoro::waitFor(m_vault->signIn({}));
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
    }
    [[nodiscard]] std::shared_ptr<const Catalog> load()
    {
        const auto catalog = QCoro::waitFor(fetchCatalog(*m_vault, m_workers, {}, {}));
        return catalog ? *catalog : nullptr;
    }

private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_demo->setFaults({}); }
    void readsTheWholeIndex_data() { modes(); }
    void readsTheWholeIndex();
    void opensSecretsOfEveryType_data() { modes(); }
    void opensSecretsOfEveryType();
    void judgesEveryMessage_data() { modes(); }
    void judgesEveryMessage();
    void decryptsMetadataOnce();
    void faultsAreErrorsAndNothingElse_data();
    void faultsAreErrorsAndNothingElse();
};

void TestPassboltDemo::initTestCase()
{
    m_demo = std::make_unique<DemoVaultProcess>(QStringList{QStringLiteral("--secrets"), QString::number(Secrets)});
    QVERIFY2(m_demo->isRunning(), qPrintable(m_demo->problem()));
    GpgmeEngine::Options options;
    options.privateHome = m_folder.filePath(QStringLiteral("g"));
    options.userHome = m_demo->passbolt(QStringLiteral("v4")).ada.gnupgHome;
    auto engine = GpgmeEngine::create(options);
    QVERIFY(engine);
    m_engine = std::move(*engine);
    m_counting = std::make_unique<CountingOpenPgp>(*m_engine);
}

void TestPassboltDemo::readsTheWholeIndex()
{
    QFETCH(QString, mode);
    openVault(mode);
    m_demo->clearRequests();
    const auto catalog = load();
    QVERIFY(catalog);
    const auto firstPage = QCoro::waitFor(m_vault->fetchIndex({}, {}));
    QVERIFY(firstPage);
    QVERIFY(!firstPage->nextCursor.isEmpty());
    QCOMPARE(static_cast<int>(catalog->size()), firstPage->total); // all that Ada may see
    QVERIFY(catalog->size() > Secrets / 2);
    QVERIFY(!catalog->collections().empty());
    int unverified = 0;
    for (Catalog::Row row = 0; row < catalog->size(); ++row) {
        const SecretSummary summary = catalog->summary(row);
        QVERIFY(!summary.name.isEmpty());
        QVERIFY(!summary.markers.testFlag(Marker::UnknownType));
        QVERIFY2(!summary.markers.testFlag(Marker::MetadataUnreadable), qPrintable(summary.name));
        unverified += summary.markers.testFlag(Marker::MetadataUnverified) ? 1 : 0;
    }
    QVERIFY2(unverified < Secrets / 10, qPrintable(QString::number(unverified)));
    for (const DemoVaultProcess::Request &request : m_demo->requests())
        QVERIFY2(!request.path.contains(QLatin1String("secret")) && !request.query.contains(QLatin1String("secret")),
                 qPrintable(request.path)); // a list never asks for values
}

void TestPassboltDemo::opensSecretsOfEveryType()
{
    QFETCH(QString, mode);
    openVault(mode);
    const auto catalog = load();
    QVERIFY(catalog);
    const QList<QByteArray> canaries = m_demo->canaries();
    QHash<QString, int> openedByType;
    for (Catalog::Row row = 0; row < catalog->size(); ++row) {
        const SecretSummary summary = catalog->summary(row);
        const QString kind = summary.vendorType + QLatin1Char('/') + coffret::toString(summary.type);
        if (openedByType.value(kind) >= 3)
            continue;
        const auto payload = QCoro::waitFor(m_vault->fetchPayload(summary, {}));
        QVERIFY(payload);
        OpenRequest request(payload->ciphertext, payload->expectedSigners);
        const auto opened = QCoro::waitFor(m_engine->open(std::move(request)));
        if (!opened || opened->verdict.state != SignatureState::Expected)
            continue; // some are broken on purpose
        const auto parsed = m_vault->parsePlaintext(summary, opened->plaintext);
        QVERIFY2(parsed, qPrintable(summary.name));
        const auto cards = m_vault->outline(summary);
        bool sawCanary = false;
        for (const SecretField &field : parsed->fields) {
            const QByteArray value = bytesOf(field.value);
            sawCanary = sawCanary || std::any_of(canaries.cbegin(), canaries.cend(),
                                                 [&](const QByteArray &canary) { return value.contains(canary); });
            QVERIFY2(std::any_of(cards.cbegin(), cards.cend(),
                                 [&](const FieldOutline &card) { return card.key == field.key && card.isProtected; }),
                     qPrintable(summary.name + QLatin1Char(' ') + field.key));
        }
        QVERIFY2(sawCanary || summary.markers.testFlag(Marker::HasTotp), qPrintable(summary.name + kind));
        const QString primary = primaryFieldKey(summary.type);
        if (summary.type != SecretType::Login)
            QVERIFY2(std::any_of(parsed->fields.cbegin(), parsed->fields.cend(),
                                 [&](const SecretField &field) { return field.key == primary; }),
                     qPrintable(summary.name));
        ++openedByType[kind];
    }
    if (mode == QLatin1String("v5")) {
        for (const char *kind : {"v5-default/login", "v5-default-with-totp/login", "v5-custom-fields/sshkey",
                                 "v5-custom-fields/apikey", "v5-custom-fields/certificate", "v5-note/note"})
            QVERIFY2(openedByType.value(QLatin1String(kind)) > 0, kind);
    } else {
        QVERIFY(openedByType.value(QStringLiteral("password-and-description/login")) > 0);
    }
}

void TestPassboltDemo::judgesEveryMessage()
{
    QFETCH(QString, mode);
    openVault(mode);
    const auto catalog = load();
    QVERIFY(catalog);
    QHash<int, int> verdicts;
    QHash<int, int> errors;
    for (Catalog::Row row = 0; row < catalog->size(); ++row) {
        if (row % 5 != 0 && catalog->path(row).contains(QLatin1String("leet"))) // the filling material
            continue;
        const auto payload = QCoro::waitFor(m_vault->fetchPayload(catalog->summary(row), {}));
        QVERIFY(payload);
        OpenRequest request(payload->ciphertext, payload->expectedSigners);
        const auto opened = QCoro::waitFor(m_engine->open(std::move(request)));
        if (opened)
            ++verdicts[static_cast<int>(opened->verdict.state)];
        else
            ++errors[static_cast<int>(opened.error().kind)];
    }
    QVERIFY(verdicts.value(static_cast<int>(SignatureState::Expected)) > 50);
    QVERIFY(verdicts.value(static_cast<int>(SignatureState::Unsigned)) > 0);
    QVERIFY(verdicts.value(static_cast<int>(SignatureState::UnknownKey)) > 0);
    QCOMPARE(verdicts.value(static_cast<int>(SignatureState::Foreign)), 0);
    // A message altered on its way may fail its integrity check or its signature, whichever gpg meets first.
    QVERIFY(errors.value(static_cast<int>(ErrorKind::CorruptMessage)) +
                errors.value(static_cast<int>(ErrorKind::BadSignature)) >
            0);
    QVERIFY(errors.value(static_cast<int>(ErrorKind::NoSecretKey)) > 0);
    QCOMPARE(errors.size(), 2);
}

void TestPassboltDemo::decryptsMetadataOnce()
{
    openVault(QStringLiteral("v5"));
    m_counting->opens = 0;
    const auto first = load();
    QVERIFY(first);
    const int opensAtFirst = m_counting->opens;
    QVERIFY(opensAtFirst > 0);
    m_counting->opens = 0;
    const auto second = load();
    QVERIFY(second);
    QCOMPARE(second->size(), first->size());
    QVERIFY2(m_counting->opens <= 2,
             qPrintable(QString::number(m_counting->opens))); // the shared key's message, at most
    for (Catalog::Row row = 0; row < first->size(); ++row)
        QCOMPARE(second->summary(row).markers, first->summary(row).markers);
}

void TestPassboltDemo::faultsAreErrorsAndNothingElse_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<QList<int>>("kinds"); // any of them
    const auto row = [](const QString &path, const char *name, const QJsonObject &fault,
                        const QList<ErrorKind> &kinds) {
        QList<int> numbers;
        for (const ErrorKind kind : kinds)
            numbers.append(static_cast<int>(kind));
        QTest::addRow("%s %s", qPrintable(path), name) << path << fault << numbers;
    };
    for (const char *path : {"/resources.json", "/folders.json", "/users.json", "/metadata/keys.json"}) {
        const QString at = QLatin1String(path);
        row(at, "500", {{QStringLiteral("status"), 500}}, {ErrorKind::ServerFault});
        const QString refusal =
            QStringLiteral(R"({"header":{"status":"error","servertime":1,"code":403,"message":"no"},"body":""})");
        row(at, "403", {{QStringLiteral("status"), 403}, {QStringLiteral("body"), refusal}}, {ErrorKind::Forbidden});
        row(at, "403 of a proxy", {{QStringLiteral("status"), 403}}, {ErrorKind::ServerFault});
        row(at, "429", {{QStringLiteral("status"), 429}}, {ErrorKind::RateLimited});
        row(at, "cut off", {{QStringLiteral("truncate"), 40}}, {ErrorKind::Malformed, ErrorKind::Unreachable});
        row(at, "not JSON", {{QStringLiteral("status"), 200}, {QStringLiteral("body"), QStringLiteral("<html>")}},
            {ErrorKind::Malformed});
    }
}

void TestPassboltDemo::faultsAreErrorsAndNothingElse()
{
    QFETCH(QString, path);
    QFETCH(QJsonObject, fault);
    QFETCH(QList<int>, kinds);
    openVault(QStringLiteral("v5"));
    fault.insert(QStringLiteral("path"), m_demo->passbolt(QStringLiteral("v5")).url.path() + path);
    QVERIFY(m_demo->setFaults({{QStringLiteral("rules"), QJsonArray{fault}}}));
    const auto page = QCoro::waitFor(m_vault->fetchIndex({}, {}));
    QVERIFY(!page);
    QVERIFY2(kinds.contains(static_cast<int>(page.error().kind)),
             qPrintable(QString::number(static_cast<int>(page.error().kind))));
    QVERIFY(m_demo->setFaults({}));
    QVERIFY(QCoro::waitFor(m_vault->fetchIndex({}, {}))); // and it recovers
}

QTEST_GUILESS_MAIN(TestPassboltDemo)
#include "tst_passboltdemo.moc"
