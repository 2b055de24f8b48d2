// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fallbackcredentials.h"
#include "app/program.h"
#include "core/openpgp/gpgmeengine.h"
#include "tests/support/demovaultprocess.h"
#include "ui/viewmodels/usermessages.h"

#include <QCoroTask>
#include <QDirIterator>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::DemoVaultProcess;
using Step = FirstRunViewModel::Step;

namespace {

constexpr int Patience = 60'000; // ms

/// The program on a profile of its own, without windows. Ada's GnuPG home is the user's (GNUPGHOME).
struct Desk
{
    explicit Desk(const QString &folder) : program(Profile::in(folder), nullptr) {}

    [[nodiscard]] FirstRunViewModel &setup() { return *program.app().firstRun(); }
    [[nodiscard]] int state(int row = 0)
    {
        return program.app().accounts()->index(row).data(AccountListModel::StateRole).toInt();
    }
    /// Whether the account is open and its server has answered: a value that was kept signs in.
    [[nodiscard]] bool isOnline() { return program.sessions().all().front()->contact() == Session::Contact::Online; }

    Program program;
};

/// Every file below folder, by its path.
QMap<QString, QByteArray> filesBelow(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator found(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (found.hasNext()) {
        QFile file(found.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(file.fileName(), file.readAll());
    }
    return files;
}

/// The files below folder that hold secret as it is, or in hexadecimal digits or base64.
QStringList filesWith(const QString &folder, const QByteArray &secret)
{
    QStringList names;
    const QMap<QString, QByteArray> files = filesBelow(folder);
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (file->contains(secret) || file->toLower().contains(secret.toHex()) || file->contains(secret.toBase64()))
            names.append(file.key());
    }
    return names;
}

/// SHA-256 of the certificate that server shows, asked without the program's own code.
QByteArray leafDigest(const QUrl &server)
{
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(server.host(), static_cast<quint16>(server.port(443)));
    return socket.waitForEncrypted() ? socket.peerCertificate().digest(QCryptographicHash::Sha256) : QByteArray();
}

QString withColons(const QByteArray &digest)
{
    return QString::fromLatin1(digest.toHex(':').toUpper());
}

QList<Account> savedAccounts(const QString &folder)
{
    Settings settings(folder);
    return settings.load() ? settings.accounts() : QList<Account>();
}

/// Reads a credential as a later run of the program would, or "none".
QByteArray readBack(const QString &folder, const QString &key)
{
    QTemporaryDir home;
    GpgmeEngine::Options options;
    options.privateHome = home.filePath(QStringLiteral("g"));
    const Expected<std::unique_ptr<GpgmeEngine>> engine = GpgmeEngine::create(std::move(options));
    if (!engine)
        return "no engine";
    FallbackCredentials credentials(**engine, folder + QStringLiteral("/tokens"));
    const Expected<SecretBuffer> value = QCoro::waitFor(credentials.read(key));
    if (!value)
        return "none";
    return {value->view().data(), static_cast<qsizetype>(value->size())};
}

} // namespace

/// Accounts as a user adds them: over TLS to a vault in another process, with real GnuPG and no session bus.
class TestAccountSetup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void addsPassbolt();
    void addsFudoByItsFingerprint();
    void addsFudoByPassword();
    void addsCommandK();
    void keepsNothingOfAWrongToken();
    void forgetsASealedToken();

private:
    /// Fills in the address and waits for what the server shows.
    void look(Desk &desk, Service service, const QUrl &server, bool withAuthority);
    /// Signs in and shows one value; the new account's id, or empty.
    void finish(Desk &desk);

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<QTemporaryDir> m_profile;
    QString m_folder;
    QString m_accountId; ///< of the account added last
};

void TestAccountSetup::initTestCase()
{
    m_vault = std::make_unique<DemoVaultProcess>();
    QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    qputenv("GNUPGHOME", QFile::encodeName(m_vault->passbolt(QStringLiteral("v5")).ada.gnupgHome));
}

void TestAccountSetup::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_folder = m_profile->path();
    m_accountId.clear();
}

void TestAccountSetup::cleanup()
{
    m_profile.reset();
}

void TestAccountSetup::look(Desk &desk, Service service, const QUrl &server, bool withAuthority)
{
    FirstRunViewModel &setup = desk.setup();
    setup.chooseService(toString(service));
    setup.setAddress(server.toString());
    setup.setAccountName(QStringLiteral("Work"));
    if (withAuthority)
        setup.server()->setAuthorityFile(m_vault->certificateFile());
    setup.next();
    QVERIFY(setup.isBusy());
    QTRY_VERIFY_WITH_TIMEOUT(!setup.isBusy(), Patience);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(setup.step(), Step::TrustStep);
    QCOMPARE(setup.server()->isCertificateTrusted(), withAuthority);
    QCOMPARE(setup.server()->certificateFingerprint().remove(QLatin1Char(' ')),
             QString::fromLatin1(leafDigest(server).toHex().toUpper()));
}

void TestAccountSetup::finish(Desk &desk)
{
    FirstRunViewModel &setup = desk.setup();
    AppViewModel &app = desk.program.app();
    QCOMPARE(setup.step(), Step::FinishStep);
    QVERIFY(savedAccounts(m_folder).isEmpty());
    QSignalSpy finished(&setup, &FirstRunViewModel::finished);
    setup.next();
    QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty() || !setup.errorText().isEmpty(), Patience);
    QCOMPARE(setup.errorText(), QString());
    m_accountId = finished.first().first().toString();
    QCOMPARE(app.page(), AppViewModel::BrowsePage);
    QCOMPARE(desk.state(), static_cast<int>(Session::State::Open));

    app.browse()->selectAccount(m_accountId);
    QVERIFY(app.browse()->secrets()->rowCount() > 10);
    app.browse()->moveSelection(1);
    DetailViewModel &detail = *app.browse()->detail();
    const std::vector<FieldOutline> fields = detail.fields()->fields();
    const auto hidden = std::find_if(fields.begin(), fields.end(), [](const auto &field) { return field.isProtected; });
    QVERIFY(hidden != fields.end());
    detail.reveal(hidden->key);
    QTRY_VERIFY_WITH_TIMEOUT(detail.fields()->isRevealed(hidden->key) || !detail.errorText().isEmpty(), Patience);
    QVERIFY2(detail.fields()->isRevealed(hidden->key), qPrintable(detail.errorText()));

    const QList<Account> saved = savedAccounts(m_folder);
    QCOMPARE(saved.size(), 1);
    QCOMPARE(saved.first().id, m_accountId);
    QCOMPARE(saved.first().name, QStringLiteral("Work"));
    QCOMPARE(QFile::permissions(m_folder + QStringLiteral("/settings.json")) &
                 (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());
    const QList<QByteArray> canaries = m_vault->canaries();
    QVERIFY(!canaries.isEmpty());
    const QMap<QString, QByteArray> files = filesBelow(m_folder);
    for (const QByteArray &file : files) {
        QVERIFY(!file.contains("PRIVATE KEY"));
        for (const QByteArray &canary : canaries)
            QVERIFY(!file.contains(canary));
    }
}

void TestAccountSetup::addsPassbolt()
{
    const DemoVaultProcess::Passbolt server = m_vault->passbolt(QStringLiteral("v5"));
    {
        Desk desk(m_folder);
        look(desk, Service::Passbolt, server.url, true);
        if (QTest::currentTestFailed())
            return;
        FirstRunViewModel &setup = desk.setup();
        QCOMPARE(setup.server()->keyFingerprint().remove(QLatin1Char(' ')), server.serverFingerprint);
        setup.next();
        QCOMPARE(setup.step(), Step::KeyStep);
        QTRY_VERIFY_WITH_TIMEOUT(!setup.isBusy(), Patience);
        QCOMPARE(setup.ownKeys()->keys()->rowCount(), 1);
        QCOMPARE(setup.ownKeys()->keys()->index(0).data(KeyListModel::FingerprintRole).toString(),
                 server.ada.fingerprint);
        QVERIFY(setup.ownKeys()->keys()->index(0).data(KeyListModel::UserIdRole).toString().contains(server.ada.email));
        QCOMPARE(setup.ownKeys()->selected(), server.ada.fingerprint);
        setup.next();
        finish(desk);
        if (QTest::currentTestFailed())
            return;
        const Account saved = savedAccounts(m_folder).first();
        QCOMPARE(saved.serverFingerprint, server.serverFingerprint);
        QCOMPARE(saved.keyFingerprint, server.ada.fingerprint);
        QCOMPARE(saved.userId, server.ada.id); // the first sign-in told it
        QVERIFY(saved.pinnedCertificate.isEmpty());
    }
    Desk later(m_folder);
    later.program.openAccounts();
    QTRY_VERIFY_WITH_TIMEOUT(later.isOnline(), Patience);
}

void TestAccountSetup::addsFudoByItsFingerprint()
{
    const DemoVaultProcess::Fudo server = m_vault->fudo();
    {
        Desk desk(m_folder);
        look(desk, Service::FudoUag, server.url, false);
        if (QTest::currentTestFailed())
            return;
        FirstRunViewModel &setup = desk.setup();
        setup.next();
        QCOMPARE(setup.step(), Step::TrustStep);
        QCOMPARE(setup.errorText(), describe(ErrorKind::TlsUntrusted).text);
        const QByteArray digest = leafDigest(server.url);
        QByteArray wrong = digest;
        wrong[31] = static_cast<char>(wrong[31] ^ 1);
        for (const QString &typed : {withColons(wrong), withColons(digest.left(31)), QStringLiteral("what")}) {
            setup.server()->setExpectedFingerprint(typed);
            setup.next();
            QCOMPARE(setup.step(), Step::TrustStep);
            QCOMPARE(setup.errorText(), describe(ErrorKind::TlsPinMismatch).text);
        }
        setup.server()->setExpectedFingerprint(withColons(digest));
        setup.next();
        QCOMPARE(setup.step(), Step::TokenStep);
        QCOMPARE(setup.errorText(), QString());
        setup.setToken(QStringLiteral("token"), QString::fromLatin1(server.adaToken));
        setup.next();
        finish(desk);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(savedAccounts(m_folder).first().pinnedCertificate, digest);
    }
    QCOMPARE(filesWith(m_folder, server.adaToken), QStringList());
    const auto kept = filesBelow(m_folder + QStringLiteral("/tokens")).size();
    QVERIFY(kept == 1 || kept == 2); // the key of what is kept for offline use, once that is made
    QCOMPARE(readBack(m_folder, m_accountId + QStringLiteral("/token")), server.adaToken);
    Desk later(m_folder);
    later.program.openAccounts();
    QTRY_VERIFY_WITH_TIMEOUT(later.isOnline(), Patience);
}

void TestAccountSetup::addsFudoByPassword()
{
    const DemoVaultProcess::Fudo server = m_vault->fudo();
    Desk desk(m_folder);
    look(desk, Service::FudoUag, server.url, true);
    if (QTest::currentTestFailed())
        return;
    FirstRunViewModel &setup = desk.setup();
    setup.next();
    setup.setByPassword(true);
    setup.setPortalUser(QStringLiteral("ada"));
    setup.setToken(QStringLiteral("password"), QString::fromLatin1(server.adaPassword));
    setup.next();
    finish(desk);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(savedAccounts(m_folder).first().portalUser, QStringLiteral("ada"));
    QCOMPARE(filesWith(m_folder, server.adaPassword), QStringList());
}

void TestAccountSetup::addsCommandK()
{
    const DemoVaultProcess::CommandK server = m_vault->commandK();
    QStringList apps;
    for (const DemoVaultProcess::Named &app : server.apps)
        apps.append(app.name);
    {
        Desk desk(m_folder);
        look(desk, Service::CommandK, server.url, true);
        if (QTest::currentTestFailed())
            return;
        FirstRunViewModel &setup = desk.setup();
        setup.next();
        QCOMPARE(setup.step(), Step::TokenStep);
        setup.setToken(QStringLiteral("read-token"), QString::fromLatin1(server.readToken));
        setup.setToken(QStringLiteral("write-token"), QString::fromLatin1(server.writeToken));
        setup.next();
        setup.setAppIds(apps.join(QStringLiteral(", ")));
        finish(desk);
        if (QTest::currentTestFailed())
            return;
        QCOMPARE(savedAccounts(m_folder).first().appIds, apps);
    }
    for (const QByteArray &token : {server.readToken, server.writeToken})
        QCOMPARE(filesWith(m_folder, token), QStringList());
    QCOMPARE(readBack(m_folder, m_accountId + QStringLiteral("/read-token")), server.readToken);
    QCOMPARE(readBack(m_folder, m_accountId + QStringLiteral("/write-token")), server.writeToken);
}

void TestAccountSetup::keepsNothingOfAWrongToken()
{
    const DemoVaultProcess::Fudo server = m_vault->fudo();
    Desk desk(m_folder);
    look(desk, Service::FudoUag, server.url, true);
    if (QTest::currentTestFailed())
        return;
    FirstRunViewModel &setup = desk.setup();
    setup.next();
    setup.setToken(QStringLiteral("token"), QStringLiteral("wrong-token"));
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    QTRY_VERIFY_WITH_TIMEOUT(!setup.isBusy(), Patience);
    QCOMPARE(setup.step(), Step::FinishStep);
    QCOMPARE(setup.errorText(), describe(ErrorKind::NotAuthenticated).text);
    QTRY_VERIFY(filesBelow(m_folder + QStringLiteral("/tokens")).isEmpty());
    QVERIFY(savedAccounts(m_folder).isEmpty());
    QCOMPARE(desk.program.app().page(), AppViewModel::FirstRunPage);
    QCOMPARE(desk.program.app().accounts()->rowCount(), 0);

    setup.back();
    QCOMPARE(setup.step(), Step::TokenStep);
    setup.setToken(QStringLiteral("token"), QString::fromLatin1(server.adaToken));
    setup.next();
    finish(desk);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(readBack(m_folder, m_accountId + QStringLiteral("/token")), server.adaToken);
}

void TestAccountSetup::forgetsASealedToken()
{
    GpgmeEngine::Options options;
    options.privateHome = m_folder + QStringLiteral("/g");
    const Expected<std::unique_ptr<GpgmeEngine>> engine = GpgmeEngine::create(std::move(options));
    QVERIFY(engine);
    FallbackCredentials credentials(**engine, m_folder + QStringLiteral("/tokens"));
    const QString key = QStringLiteral("a/token");
    QVERIFY(QCoro::waitFor(credentials.write(key, SecretBuffer::copyOf("t"))));
    QCOMPARE(filesBelow(m_folder + QStringLiteral("/tokens")).size(), 1);
    QVERIFY(QCoro::waitFor(credentials.remove(key)));
    QVERIFY(filesBelow(m_folder + QStringLiteral("/tokens")).isEmpty());
    QVERIFY(QCoro::waitFor(credentials.remove(key))); // nothing is there any more
    const Expected<SecretBuffer> gone = QCoro::waitFor(credentials.read(key));
    QVERIFY(!gone);
    QCOMPARE(gone.error().kind, ErrorKind::NoCredential);
}

QTEST_MAIN(TestAccountSetup)
#include "tst_accountsetup.moc"
