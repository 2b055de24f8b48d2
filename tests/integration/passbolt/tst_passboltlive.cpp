// SPDX-License-Identifier: GPL-3.0-or-later
// Reading at a real Passbolt. COFFRET_LIVE_PASSBOLT as README.md tells. Nothing is changed there.
#include "core/model/catalog.h"
#include "core/openpgp/gpgmeengine.h"
#include "core/sync/indexsync.h"
#include "core/vault/passbolt/passboltvault.h"
#include "tests/support/gpghome.h"

#include <QCoroTask>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::GpgHome;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString textAt(const QJsonValue &value, const char *key)
{
    return value[QLatin1String(key)].toString();
}

/// One user at one instance, with a GnuPG home, a keyring and pins of their own.
struct Person
{
    Person(const QJsonObject &instance, const QJsonObject &user)
        : folder(QStringLiteral("/tmp/cpXXXXXX"))
        , pins(folder.filePath(QStringLiteral("pins.json")))
        , ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
    {
        home.importKey(contentsOf(textAt(user, "private_key")));
        home.setPinentry(GpgHome::Pinentry::Answers, textAt(user, "passphrase").toUtf8());
        GpgmeEngine::Options options;
        options.privateHome = folder.filePath(QStringLiteral("g"));
        options.userHome = home.path();
        auto created = GpgmeEngine::create(options);
        if (!created)
            qFatal("no OpenPGP: %s", qPrintable(created.error().detail));
        engine = std::move(*created);
        account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
        account.server = QUrl(textAt(instance, "url"));
        account.certificateAuthorities = contentsOf(textAt(instance, "ca"));
        account.serverFingerprint = textAt(instance, "server_fingerprint");
        account.keyFingerprint = textAt(user, "fingerprint");
        account.userId = textAt(user, "id");
        static_cast<void>(pins.load());
        static_cast<void>(ledger.load());
    }

    [[nodiscard]] std::unique_ptr<PassboltVault> vault()
    {
        return std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock);
    }

    GpgHome home;
    QTemporaryDir folder;
    PinStore pins;
    TrustLedger ledger;
    WorkerPool workers{2};
    SystemClock clock;
    std::unique_ptr<GpgmeEngine> engine;
    Account account;
};

#define COMPARE_OK(result)                                                                                             \
    QVERIFY2((result).has_value(), (result) ? ""                                                                       \
                                            : qPrintable(QStringLiteral("error %1: %2")                                \
                                                             .arg(static_cast<int>((result).error().kind))             \
                                                             .arg((result).error().detail)))

} // namespace

class TestPassboltLive : public QObject
{
    Q_OBJECT

    QJsonObject m_instances;

    void addPeople() const
    {
        QTest::addColumn<QString>("instance");
        QTest::addColumn<QJsonObject>("user");
        for (auto it = m_instances.begin(); it != m_instances.end(); ++it) {
            for (const QJsonValue user : it.value()[QLatin1String("users")].toArray())
                QTest::addRow("%s %s", qPrintable(it.key()), qPrintable(textAt(user, "handle")))
                    << it.key() << user.toObject();
        }
    }

private Q_SLOTS:
    void initTestCase();
    void tellsItsKey();
    void refusesAnotherServerKey();
    void learnsTheUserId_data() { addPeople(); }
    void learnsTheUserId();
    void listsAndOpensEverything_data() { addPeople(); }
    void listsAndOpensEverything();
    void anOutsiderIsRefused();
};

void TestPassboltLive::initTestCase()
{
    m_instances = QJsonDocument::fromJson(contentsOf(qEnvironmentVariable("COFFRET_LIVE_PASSBOLT"))).object();
    QVERIFY(!m_instances.isEmpty());
}

void TestPassboltLive::tellsItsKey()
{
    for (const QJsonValue instance : std::as_const(m_instances)) {
        TlsPolicy policy;
        policy.privateAuthorities = QSslCertificate::fromData(contentsOf(textAt(instance, "ca")));
        const auto key = QCoro::waitFor(fetchPassboltServerKey(QUrl(textAt(instance, "url")), policy));
        COMPARE_OK(key);
        QCOMPARE(key->fingerprint, textAt(instance, "server_fingerprint"));
    }
}

void TestPassboltLive::refusesAnotherServerKey()
{
    const QJsonObject instance = m_instances.begin().value().toObject();
    Person person(instance, instance[QLatin1String("users")][0].toObject());
    person.account.serverFingerprint = QString(40, QLatin1Char('A'));
    const auto vault = person.vault();
    const auto result = QCoro::waitFor(vault->signIn({}));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::ServerKeyChanged);
}

void TestPassboltLive::learnsTheUserId()
{
    QFETCH(QString, instance);
    QFETCH(QJsonObject, user);
    Person person(m_instances[instance].toObject(), user);
    person.account.userId.clear();
    const auto vault = person.vault();
    const auto result = QCoro::waitFor(vault->signIn({}));
    COMPARE_OK(result);
    QCOMPARE(vault->userId(), textAt(user, "id"));
    COMPARE_OK(QCoro::waitFor(vault->signOut()));
    const auto after = QCoro::waitFor(vault->fetchIndex({}, {}));
    QVERIFY(!after);
    QCOMPARE(after.error().kind, ErrorKind::NotAuthenticated);
}

void TestPassboltLive::listsAndOpensEverything()
{
    QFETCH(QString, instance);
    QFETCH(QJsonObject, user);
    const QJsonObject expected = m_instances[instance].toObject();
    const QString handle = textAt(user, "handle");
    Person person(expected, user);
    const auto vault = person.vault();
    COMPARE_OK(QCoro::waitFor(vault->signIn({})));
    const auto fetched = QCoro::waitFor(fetchCatalog(*vault, person.workers, {}, {}));
    COMPARE_OK(fetched);
    const Catalog &catalog = **fetched;
    int opened = 0;
    for (const QJsonValue resource : expected[QLatin1String("resources")].toArray()) {
        if (!resource[QLatin1String("readers")].toArray().contains(handle))
            continue;
        const Catalog::Row row = catalog.rowOf(textAt(resource, "id"));
        QVERIFY2(row != Catalog::NoRow, qPrintable(textAt(resource, "name")));
        const SecretSummary summary = catalog.summary(row);
        QCOMPARE(summary.name, textAt(resource, "name"));
        QCOMPARE(summary.username, textAt(resource, "username"));
        QCOMPARE(summary.uris.value(0), textAt(resource, "uri"));
        QCOMPARE(summary.vendorType, textAt(resource, "kind"));
        QVERIFY(!summary.markers.testFlag(Marker::MetadataUnreadable));
        QVERIFY2(!summary.markers.testFlag(Marker::MetadataUnverified), qPrintable(summary.name));
        QVERIFY(!summary.markers.testFlag(Marker::UnknownType));
        if (textAt(resource, "owner") == handle && !textAt(resource, "folder").isEmpty())
            QCOMPARE(catalog.path(row).remove(QLatin1Char(' ')), textAt(resource, "folder").remove(QLatin1Char(' ')));

        auto payload = QCoro::waitFor(vault->fetchPayload(summary, {}));
        COMPARE_OK(payload);
        OpenRequest request(payload->ciphertext, payload->expectedSigners);
        const auto message = QCoro::waitFor(person.engine->open(std::move(request)));
        COMPARE_OK(message);
        QCOMPARE(QString::fromUtf8(message->plaintext.view().data(), static_cast<qsizetype>(message->plaintext.size())),
                 textAt(resource, "secret_plaintext"));
        const QJsonValue signer = resource[QLatin1String("signed_by")][handle];
        if (signer.isNull())
            QCOMPARE(message->verdict.state, SignatureState::Unsigned);
        else if (signer == expected[QLatin1String("unknown_signer")][QLatin1String("fingerprint")])
            QCOMPARE(message->verdict.state, SignatureState::UnknownKey);
        else
            QCOMPARE(message->verdict.state, SignatureState::Expected);

        const auto parsed = vault->parsePlaintext(summary, message->plaintext);
        COMPARE_OK(parsed);
        const QString password = textAt(resource, "plaintext_password");
        for (const SecretField &field : parsed->fields) {
            if (field.kind == FieldKind::Password)
                QCOMPARE(QString::fromUtf8(field.value.view().data(), static_cast<qsizetype>(field.value.size())),
                         password);
            const auto cards = vault->outline(summary);
            const bool announced = std::any_of(cards.cbegin(), cards.cend(),
                                               [&](const FieldOutline &card) { return card.key == field.key; });
            QVERIFY2(announced, qPrintable(summary.name + QLatin1Char(' ') + field.key));
        }
        ++opened;
    }
    QVERIFY(opened > 0);
    for (const QJsonValue folder : expected[QLatin1String("folders")].toArray()) {
        const auto &known = catalog.collections();
        const bool found = std::any_of(known.cbegin(), known.cend(),
                                       [&](const Collection &c) { return c.id == textAt(folder, "id"); });
        if (textAt(folder, "owner") == handle)
            QVERIFY2(found, qPrintable(textAt(folder, "path")));
    }
    COMPARE_OK(QCoro::waitFor(vault->signOut()));
}

void TestPassboltLive::anOutsiderIsRefused()
{
    const QJsonObject instance = m_instances.begin().value().toObject();
    Person person(instance, instance[QLatin1String("users")][0].toObject());
    GpgHome strangers;
    const QString stranger = strangers.createKey(QStringLiteral("Mallory <mallory@example.org>"));
    person.home.importKey(strangers.secretKey(stranger));
    person.account.keyFingerprint = stranger;
    person.account.userId.clear();
    const auto vault = person.vault();
    const auto result = QCoro::waitFor(vault->signIn({}));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotAuthenticated);
}

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("COFFRET_LIVE_PASSBOLT")) {
        std::puts("SKIP ENTIRE TEST: COFFRET_LIVE_PASSBOLT names no file with servers to test against");
        return 0;
    }
    QCoreApplication app(argc, argv);
    TestPassboltLive test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_passboltlive.moc"
