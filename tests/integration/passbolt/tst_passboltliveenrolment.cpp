// SPDX-License-Identifier: GPL-3.0-or-later
// How an account of a real Passbolt comes into a fresh GnuPG home: by an account kit, by a key file and an address, by
// the links of the server's e-mails. COFFRET_LIVE_PASSBOLT as README.md tells; links are only followed when they are
// given there, and each works once.
#include "core/openpgp/gpgmeownkeys.h"
#include "core/vault/passbolt/passboltenrolment.h"
#include "core/vault/passbolt/passboltvault.h"
#include "core/vault/support/tlspolicy.h"
#include "tests/integration/passbolt/liveperson.h"
#include "tests/integration/passbolt/messagecheck.h"
#include "tests/integration/passbolt/writingdrafts.h"

#include <QCoroTask>

using namespace coffret;
using namespace coffret::test;

namespace {

const QByteArray Passphrase = "three quiet pianos";

/// A computer that knows nobody yet.
struct Computer
{
    explicit Computer(const QJsonObject &instance, const QByteArray &passphrase)
        : pins(folder.filePath(QStringLiteral("pins.json"))), ledger(folder.filePath(QStringLiteral("ledger.sqlite")))
    {
        home.setPinentry(GpgHome::Pinentry::Answers, passphrase);
        GpgmeEngine::Options options;
        options.privateHome = folder.filePath(QStringLiteral("g"));
        options.userHome = home.path();
        auto created = GpgmeEngine::create(options);
        if (!created || !pins.load() || !ledger.load())
            qFatal("no OpenPGP");
        engine = std::move(*created);
        ownKeys = std::make_unique<GpgmeOwnKeys>(home.path());
        account.id = QStringLiteral("2c3d1b52-8a11-4a27-8f5c-0c6d4f9f1e11");
        account.server = QUrl(textAt(instance, "url"));
        account.certificateAuthorities = contentsOfFile(textAt(instance, "ca"));
        policy.privateAuthorities = QSslCertificate::fromData(account.certificateAuthorities);
    }
    [[nodiscard]] QString shownFingerprint() const
    {
        const auto key = QCoro::waitFor(fetchPassboltServerKey(account.server, policy));
        return key ? key->fingerprint : QString();
    }
    [[nodiscard]] std::unique_ptr<PassboltVault> vault()
    {
        return std::make_unique<PassboltVault>(account, *engine, workers, pins, ledger, clock);
    }
    [[nodiscard]] std::unique_ptr<Session> session()
    {
        return std::make_unique<Session>(account, vault(), *engine, workers, clock);
    }

    GpgHome home;
    QTemporaryDir folder{QStringLiteral("/tmp/ceXXXXXX")};
    PinStore pins;
    TrustLedger ledger;
    WorkerPool workers{2};
    SystemClock clock;
    std::unique_ptr<GpgmeEngine> engine;
    std::unique_ptr<GpgmeOwnKeys> ownKeys;
    TlsPolicy policy;
    Account account;
};

/// What the server's own web page would hand out for a desktop program; made with gpg.
QByteArray accountKit(const QJsonObject &instance, const QJsonValue &user, const QByteArray &serverKey)
{
    GpgHome maker;
    const QByteArray privateKey = contentsOfFile(textAt(user, "private_key"));
    const QByteArray passphrase = textAt(user, "passphrase").toUtf8();
    maker.importKey(privateKey);
    maker.setPinentry(GpgHome::Pinentry::Answers, passphrase);
    const QStringList names = textAt(user, "name").split(QLatin1Char(' '));
    const QJsonObject kit{
        {QStringLiteral("domain"), textAt(instance, "url")},
        {QStringLiteral("user_id"), textAt(user, "id")},
        {QStringLiteral("username"), textAt(user, "email")},
        {QStringLiteral("first_name"), names.value(0)},
        {QStringLiteral("last_name"), names.value(1)},
        {QStringLiteral("user_public_armored_key"), QString::fromLatin1(contentsOfFile(textAt(user, "public_key")))},
        {QStringLiteral("user_private_armored_key"), QString::fromLatin1(privateKey)},
        {QStringLiteral("server_public_armored_key"), QString::fromLatin1(serverKey)},
        {QStringLiteral("security_token"), QJsonObject{{QStringLiteral("code"), QStringLiteral("KIT")}}}};
    return maker
        .gpg({QStringLiteral("--batch"), QStringLiteral("--pinentry-mode"), QStringLiteral("ask"),
              QStringLiteral("--clear-sign")},
             QJsonDocument(kit).toJson(QJsonDocument::Compact))
        .toBase64();
}

QJsonObject userNamed(const QJsonObject &instance, const QString &handle)
{
    for (const QJsonValue user : instance[QLatin1String("users")].toArray()) {
        if (textAt(user, "handle") == handle)
            return user.toObject();
    }
    return {};
}

QString nameOf(const Session &session, const QString &id)
{
    const Catalog::Row row = session.catalog()->rowOf(id);
    return row == Catalog::NoRow ? QString() : session.catalog()->summary(row).name;
}

SecretBuffer bufferOf(const QByteArray &bytes)
{
    return SecretBuffer::copyOf({bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

} // namespace

class TestPassboltLiveEnrolment : public QObject
{
    Q_OBJECT

    const QJsonObject m_instances = liveInstances();
    std::unique_ptr<LiveGuest> m_administrator;
    QStringList m_newcomers; ///< ids, to be removed
    std::unique_ptr<LivePerson> m_betty;
    QStringList m_secrets; ///< hers, to be removed

    void people() const
    {
        QTest::addColumn<QString>("instance");
        QTest::addColumn<QJsonObject>("user");
        for (const QString &name : m_instances.keys()) {
            for (const QJsonValue user : m_instances[name][QLatin1String("users")].toArray())
                QTest::addRow("%s %s", qPrintable(name), qPrintable(textAt(user, "handle"))) << name << user.toObject();
        }
    }
    void links(const char *key) const
    {
        QTest::addColumn<QString>("instance");
        QTest::addColumn<QString>("whose");
        QTest::addColumn<QString>("link");
        for (const QString &name : m_instances.keys()) {
            const QJsonObject given = m_instances[name][QLatin1String(key)].toObject();
            for (const QString &whose : given.keys())
                QTest::addRow("%s %s", qPrintable(name), qPrintable(whose)) << name << whose << given[whose].toString();
            if (given.isEmpty())
                QTest::addRow("%s, none", qPrintable(name)) << name << QString() << QString();
        }
    }
    /// Betty gives the newcomer something, and the newcomer gives her something: both are looked at by hand.
    void sharesWithNewcomer(const QJsonObject &server, const Computer &computer, Session &session,
                            const QString &newcomerId);
    /// Opens every secret the user can read that the file tells the value of.
    void readsAll(Computer &computer, const QJsonObject &server, const QString &handle) const;

private Q_SLOTS:
    void cleanup();
    void accountKits_data() { people(); }
    void accountKits();
    void keyFilesAndAnAddress_data() { people(); }
    void keyFilesAndAnAddress();
    void setupLinks_data() { links("setup_links"); }
    void setupLinks();
    void recoverLinks_data() { links("recover_links"); }
    void recoverLinks();
};

void TestPassboltLiveEnrolment::cleanup()
{
    for (const QString &id : std::exchange(m_secrets, {}))
        m_betty->guest.remove(QStringLiteral("/resources/%1.json").arg(id));
    for (const QString &id : std::exchange(m_newcomers, {}))
        QCOMPARE(m_administrator->remove(QStringLiteral("/users/%1.json").arg(id)).status, 200);
}

void TestPassboltLiveEnrolment::readsAll(Computer &computer, const QJsonObject &server, const QString &handle) const
{
    const auto session = computer.session();
    VERIFY_OK(QCoro::waitFor(session->open()));
    int read = 0;
    for (const QJsonValue resource : server[QLatin1String("resources")].toArray()) {
        const QString password = textAt(resource, "plaintext_password");
        if (password.isEmpty() || !resource[QLatin1String("readers")].toArray().contains(handle))
            continue;
        const QString id = textAt(resource, "id");
        QCOMPARE(nameOf(*session, id), textAt(resource, "name"));
        const auto shown = QCoro::waitFor(session->reveal(id, fieldKey(FieldKind::Password)));
        VERIFY_OK(shown);
        QCOMPARE(QString::fromUtf8(shown->value.view().data(), static_cast<qsizetype>(shown->value.size())), password);
        ++read;
    }
    QVERIFY(read > 0);
}

void TestPassboltLiveEnrolment::sharesWithNewcomer(const QJsonObject &server, const Computer &computer,
                                                   Session &session, const QString &newcomerId)
{
    using Target = SharePlan::Target;
    const QString print = computer.account.keyFingerprint;
    m_betty = std::make_unique<LivePerson>(server, QStringLiteral("betty"));
    const WritingSample &sort = writingSamples().front();
    const auto given = m_betty->save(draftOf(sort, QStringLiteral("welcome"), encryptsMetadata(server)));
    VERIFY_OK(given);
    m_secrets.append(*given);
    const auto plan =
        m_betty->plan(Target::Secret, *given, {accessChange(newcomerId, AccessRight::None, AccessRight::Read)});
    VERIFY_OK(plan);
    QCOMPARE(plan->newReaders.size(), std::size_t(1));
    QCOMPARE(plan->newReaders.front().fingerprint, print);
    QCOMPARE(m_betty->carryOut(plan), QString());
    VERIFY_OK(QCoro::waitFor(session.refresh()));
    QCOMPARE(nameOf(session, *given), QStringLiteral("welcome login")); // the shared metadata key has come, too
    VERIFY_OK(QCoro::waitFor(session.reveal(*given, fieldKey(FieldKind::Password))));

    const auto draft =
        std::make_shared<const SecretDraft>(draftOf(sort, QStringLiteral("newcomer"), encryptsMetadata(server)));
    const auto own = QCoro::waitFor(session.save(draft, {}));
    VERIFY_OK(own);
    const std::vector<AccessChange> bettyOwns{accessChange(m_betty->id(), AccessRight::None, AccessRight::Own)};
    const auto ownPlan = QCoro::waitFor(session.sharing()->planAccess(Target::Secret, *own, bettyOwns, {}));
    VERIFY_OK(ownPlan);
    const auto shared = QCoro::waitFor(session.sharing()->carryOut(*ownPlan, {m_betty->fingerprint()}, {}, {}));
    VERIFY_OK(shared);
    m_secrets.append(*own);
    QCOMPARE(problemOf(*shared), QString());
    GpgHome reader; // by hand, as Betty
    reader.importKey(contentsOfFile(m_betty->guest.text("private_key")));
    reader.importKey(computer.home.publicKey(print));
    const QString message = m_betty->messageOf(*own);
    const QByteArray opened = reader.gpg(
        {QStringLiteral("--batch"), QStringLiteral("--status-fd"), QStringLiteral("1"), QStringLiteral("--decrypt")},
        message.toLatin1());
    QVERIFY2(opened.contains("VALIDSIG " + print.toLatin1()), opened.constData());
    QVERIFY(opened.contains("DECRYPTION_INFO 2 9"));
    QCOMPARE(formProblem(reader, message), QString());
}

void TestPassboltLiveEnrolment::accountKits()
{
    QFETCH(QString, instance);
    QFETCH(QJsonObject, user);
    const QJsonObject server = m_instances[instance].toObject();
    Computer computer(server, textAt(user, "passphrase").toUtf8());
    const auto serverKey = QCoro::waitFor(fetchPassboltServerKey(computer.account.server, computer.policy));
    VERIFY_OK(serverKey);
    auto kit = QCoro::waitFor(readPassboltKit(accountKit(server, user, serverKey->armored), computer.ownKeys.get()));
    VERIFY_OK(kit);
    QCOMPARE(kit->server, computer.account.server);
    QCOMPARE(kit->username, textAt(user, "email"));
    QCOMPARE(kit->name, textAt(user, "name"));
    QCOMPARE(kit->serverFingerprint, serverKey->fingerprint);
    QCOMPARE(kit->key.locked, !textAt(user, "passphrase").isEmpty());
    QVERIFY(!kit->key.present);
    computer.account.userId = kit->userId;
    computer.account.serverFingerprint = kit->serverFingerprint;
    computer.account.keyFingerprint = kit->key.info.fingerprint;
    VERIFY_OK(QCoro::waitFor(adoptKey(computer.ownKeys.get(), computer.engine.get(), std::move(kit->key), {})));
    readsAll(computer, server, textAt(user, "handle"));
}

void TestPassboltLiveEnrolment::keyFilesAndAnAddress()
{
    QFETCH(QString, instance);
    QFETCH(QJsonObject, user);
    const QJsonObject server = m_instances[instance].toObject();
    Computer computer(server, textAt(user, "passphrase").toUtf8());
    computer.account.serverFingerprint = computer.shownFingerprint();
    QCOMPARE(computer.account.serverFingerprint, textAt(server, "server_fingerprint"));
    auto file = QCoro::waitFor(computer.ownKeys->inspect(bufferOf(contentsOfFile(textAt(user, "private_key")))));
    VERIFY_OK(file);
    computer.account.keyFingerprint = file->info.fingerprint;
    VERIFY_OK(QCoro::waitFor(adoptKey(computer.ownKeys.get(), computer.engine.get(), std::move(*file), {})));
    // Who the user is, only the server knows.
    const auto first = computer.vault();
    VERIFY_OK(QCoro::waitFor(first->signIn({})));
    QCOMPARE(first->userId(), textAt(user, "id"));
    VERIFY_OK(QCoro::waitFor(first->signOut()));
    computer.account.userId = first->userId();
    readsAll(computer, server, textAt(user, "handle"));
}

void TestPassboltLiveEnrolment::setupLinks()
{
    QFETCH(QString, instance);
    QFETCH(QString, link);
    if (link.isEmpty())
        QSKIP("no setup_links are given for this server");
    const QJsonObject server = m_instances[instance].toObject();
    const auto parsed = parsePassboltLink(link);
    VERIFY_OK(parsed);
    m_administrator = std::make_unique<LiveGuest>(server, QStringLiteral("ada"));
    m_newcomers.append(parsed->userId);
    Computer computer(server, Passphrase);
    QCOMPARE(parsed->server, computer.account.server);
    const auto invitation = QCoro::waitFor(openPassboltLink(*parsed, computer.policy, &computer.clock));
    VERIFY_OK(invitation);
    const auto complete = [&](const QByteArray &publicKey) {
        return QCoro::waitFor(completePassboltLink(*parsed, computer.policy, publicKey, QStringLiteral("en-UK")));
    };

    // A key the server does not want: the link stays good.
    const QDateTime inAYear = QDateTime::currentDateTimeUtc().addYears(1);
    const QString userId = invitation->name + QStringLiteral(" <") + invitation->username + QLatin1Char('>');
    KeyRequest request;
    request.userId = userId;
    request.expires = inAYear;
    GpgHome elsewhere;
    QCOMPARE(kindOf(complete(elsewhere.publicKey(elsewhere.createKey(request)))), ErrorKind::InvalidInput);

    const auto made = QCoro::waitFor(computer.ownKeys->create(invitation->name, invitation->username, {}));
    VERIFY_OK(made);
    const auto publicKey = QCoro::waitFor(computer.ownKeys->publicKey(*made));
    VERIFY_OK(publicKey);
    VERIFY_OK(complete(*publicKey));
    QCOMPARE(kindOf(complete(*publicKey)), ErrorKind::NotFound);
    QCOMPARE(kindOf(QCoro::waitFor(openPassboltLink(*parsed, computer.policy, &computer.clock))), ErrorKind::NotFound);

    computer.account.serverFingerprint = computer.shownFingerprint();
    computer.account.keyFingerprint = *made;
    const auto session = computer.session();
    VERIFY_OK(QCoro::waitFor(session->open()));
    sharesWithNewcomer(server, computer, *session, parsed->userId);
}

void TestPassboltLiveEnrolment::recoverLinks()
{
    QFETCH(QString, instance);
    QFETCH(QString, whose);
    QFETCH(QString, link);
    if (link.isEmpty())
        QSKIP("no recover_links are given for this server");
    const QJsonObject server = m_instances[instance].toObject();
    const QJsonObject user = userNamed(server, whose);
    const auto parsed = parsePassboltLink(link);
    VERIFY_OK(parsed);
    QCOMPARE(parsed->userId, textAt(user, "id"));
    Computer computer(server, textAt(user, "passphrase").toUtf8());
    const auto invitation = QCoro::waitFor(openPassboltLink(*parsed, computer.policy, &computer.clock));
    VERIFY_OK(invitation);
    QCOMPARE(invitation->username, textAt(user, "email"));
    if (!invitation->fingerprint.isEmpty()) // Passbolt 5.12 does not tell
        QCOMPARE(invitation->fingerprint, textAt(user, "fingerprint"));
    const auto complete = [&](const QByteArray &publicKey) {
        return QCoro::waitFor(completePassboltLink(*parsed, computer.policy, publicKey, {}));
    };
    GpgHome elsewhere;
    const QString another = elsewhere.createKey(QStringLiteral("Mallory <%1>").arg(invitation->username));
    QCOMPARE(kindOf(complete(elsewhere.publicKey(another))), ErrorKind::InvalidInput);

    auto file = QCoro::waitFor(computer.ownKeys->inspect(bufferOf(contentsOfFile(textAt(user, "private_key")))));
    VERIFY_OK(file);
    const QByteArray publicKey = file->publicKey;
    computer.account.keyFingerprint = file->info.fingerprint;
    VERIFY_OK(QCoro::waitFor(adoptKey(computer.ownKeys.get(), computer.engine.get(), std::move(*file), {})));
    VERIFY_OK(complete(publicKey));
    QCOMPARE(kindOf(QCoro::waitFor(openPassboltLink(*parsed, computer.policy, &computer.clock))), ErrorKind::NotFound);
    computer.account.serverFingerprint = computer.shownFingerprint();
    computer.account.userId = parsed->userId;
    readsAll(computer, server, whose);
}

int main(int argc, char **argv)
{
    return runLiveTest<TestPassboltLiveEnrolment>(argc, argv);
}

#include "tst_passboltliveenrolment.moc"
