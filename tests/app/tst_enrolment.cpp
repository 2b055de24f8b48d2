// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"
#include "tests/support/demovaultprocess.h"
#include "tests/support/gpghome.h"
#include "ui/viewmodels/enrolmenttexts.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using namespace coffret::test;
using Step = FirstRunViewModel::Step;
using Pinentry = GpgHome::Pinentry;

namespace {

constexpr int Patience = 60'000; // ms
constexpr char Passphrase[] = "correct horse battery 9";

/// The program on a profile of its own, without windows.
struct Desk
{
    explicit Desk(const QString &folder) : program(Profile::in(folder), nullptr) {}

    [[nodiscard]] FirstRunViewModel &setup() { return *program.app().firstRun(); }
    [[nodiscard]] int state() { return program.app().accounts()->index(0).data(AccountListModel::StateRole).toInt(); }

    Program program;
};

} // namespace

/// Accounts as a Passbolt server's users get them: from an account kit, a key file, or a link in an e-mail. The vault
/// is in another process; GnuPG, its agent and its keyring, empty at first, are real.
class TestEnrolment : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void fromAnAccountKit();
    void aKitAgainstAnotherServerKey();
    void anAlteredKit();
    void fromAKeyFile();
    void fromALinkWithANewKey();
    void backWithALink();
    void aLinkThatWasUsed();

private:
    void waitUntilIdle(Desk &desk);
    void look(Desk &desk);   ///< fills in the authority and waits for what the server shows
    void reveal(Desk &desk); ///< one value of the new account
    [[nodiscard]] bool hasSecretKey(const QString &fingerprint) const;
    [[nodiscard]] QString copyOfKit() const;
    [[nodiscard]] QString recoverLink() const
    {
        return m_vault->invitation(QStringLiteral("v5"), QStringLiteral("recover")).link.toString();
    }

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<GpgHome> m_home; ///< the user's; GPGME asks once where it is
    std::unique_ptr<QTemporaryDir> m_profile;
    DemoVaultProcess::Passbolt m_server;
};

void TestEnrolment::initTestCase()
{
    m_vault = std::make_unique<DemoVaultProcess>(
        QStringList{QStringLiteral("--mode"), QStringLiteral("v5"), QStringLiteral("--secrets"), QStringLiteral("30"),
                    QStringLiteral("--newcomers"), QStringLiteral("--passphrase"), QLatin1String(Passphrase)});
    QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    m_server = m_vault->passbolt(QStringLiteral("v5"));
    m_home = std::make_unique<GpgHome>();
    m_home->setPinentry(Pinentry::Answers, Passphrase);
    qputenv("GNUPGHOME", QFile::encodeName(m_home->path()));
}

void TestEnrolment::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
}

void TestEnrolment::cleanup()
{
    (void)m_vault->setFaults({});
    m_profile.reset();
    if (hasSecretKey(m_server.ada.fingerprint))
        m_home->gpg({QStringLiteral("--batch"), QStringLiteral("--yes"),
                     QStringLiteral("--delete-secret-and-public-key"), m_server.ada.fingerprint});
}

bool TestEnrolment::hasSecretKey(const QString &fingerprint) const
{
    return m_home->gpg({QStringLiteral("--list-secret-keys"), QStringLiteral("--with-colons")})
        .contains(fingerprint.toLatin1());
}

QString TestEnrolment::copyOfKit() const
{
    const QString copy = m_profile->filePath(QStringLiteral("account-kit.passbolt"));
    return QFile::copy(m_server.ada.accountKit, copy) ? copy : QString();
}

void TestEnrolment::waitUntilIdle(Desk &desk)
{
    QTRY_VERIFY_WITH_TIMEOUT(!desk.setup().isBusy(), Patience);
}

void TestEnrolment::look(Desk &desk)
{
    FirstRunViewModel &setup = desk.setup();
    setup.server()->setAuthorityFile(m_vault->certificateFile());
    setup.next();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(setup.step(), Step::TrustStep);
    QVERIFY(setup.server()->isCertificateTrusted());
    QCOMPARE(setup.server()->keyFingerprint().remove(QLatin1Char(' ')), m_server.serverFingerprint);
}

void TestEnrolment::reveal(Desk &desk)
{
    BrowseViewModel &browse = *desk.program.app().browse();
    QCOMPARE(desk.program.app().page(), AppViewModel::BrowsePage);
    QCOMPARE(desk.state(), static_cast<int>(Session::State::Open));
    browse.moveSelection(1);
    DetailViewModel &detail = *browse.detail();
    const std::vector<FieldOutline> fields = detail.fields()->fields();
    const auto hidden = std::find_if(fields.begin(), fields.end(), [](const auto &field) { return field.isProtected; });
    QVERIFY(hidden != fields.end());
    detail.reveal(hidden->key);
    QTRY_VERIFY_WITH_TIMEOUT(detail.fields()->isRevealed(hidden->key) || !detail.errorText().isEmpty(), Patience);
    QVERIFY2(detail.fields()->isRevealed(hidden->key), qPrintable(detail.errorText()));
}

void TestEnrolment::fromAnAccountKit()
{
    const QString kit = copyOfKit();
    Desk desk(m_profile->path());
    FirstRunViewModel &setup = desk.setup();
    setup.openFile(QUrl::fromLocalFile(kit).toString());
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(setup.step(), Step::KitStep);
    QCOMPARE(setup.enrolment()->personName(), m_server.ada.name);
    QCOMPARE(setup.enrolment()->personEmail(), m_server.ada.email);
    QCOMPARE(setup.enrolment()->kitServer(), m_server.url.toString());
    QCOMPARE(setup.enrolment()->kitKey().remove(QLatin1Char(' ')), m_server.ada.fingerprint);
    look(desk);
    if (QTest::currentTestFailed())
        return;
    QVERIFY(!setup.server()->isKeyRefused());
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    QVERIFY(!hasSecretKey(m_server.ada.fingerprint));
    m_vault->clearRequests();
    setup.next();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(setup.step(), Step::DoneStep);
    QVERIFY(hasSecretKey(m_server.ada.fingerprint));
    for (const DemoVaultProcess::Request &request : m_vault->requests())
        QVERIFY2(!request.path.contains(QStringLiteral("/auth/login")), qPrintable(request.path)); // the kit told who
    setup.enrolment()->deleteKit();
    QCOMPARE(setup.errorText(), QString());
    QVERIFY(!QFile::exists(kit));
    setup.next();
    reveal(desk);
}

void TestEnrolment::aKitAgainstAnotherServerKey()
{
    QVERIFY(m_vault->setLie(QStringLiteral("server_key")));
    Desk desk(m_profile->path());
    FirstRunViewModel &setup = desk.setup();
    setup.openFile(copyOfKit());
    waitUntilIdle(desk);
    setup.server()->setAuthorityFile(m_vault->certificateFile());
    setup.next();
    waitUntilIdle(desk);
    QCOMPARE(setup.step(), Step::TrustStep);
    QVERIFY(setup.server()->isKeyRefused());
    QCOMPARE(setup.server()->expectedKey().remove(QLatin1Char(' ')), m_server.serverFingerprint);
    QVERIFY(setup.server()->keyFingerprint() != setup.server()->expectedKey());
    QVERIFY(!setup.errorText().isEmpty());
    setup.next();
    QCOMPARE(setup.step(), Step::TrustStep);
    QVERIFY(!hasSecretKey(m_server.ada.fingerprint));
}

void TestEnrolment::anAlteredKit()
{
    const QString kit = copyOfKit();
    QFile file(kit);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QByteArray message = QByteArray::fromBase64(file.readAll());
    const qsizetype name = message.indexOf("\"username\":\"");
    QVERIFY(name > 0);
    message[name + 12] = 'x';
    QVERIFY(file.resize(0) && file.seek(0) && file.write(message.toBase64()) > 0);
    file.close();
    Desk desk(m_profile->path());
    desk.setup().openFile(kit);
    waitUntilIdle(desk);
    QCOMPARE(desk.setup().errorText(), describeKitFailure({ErrorKind::BadSignature, {}, 0}).text);
    QCOMPARE(desk.setup().step(), Step::ChooseService);
}

void TestEnrolment::fromAKeyFile()
{
    Desk desk(m_profile->path());
    FirstRunViewModel &setup = desk.setup();
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(m_server.url.toString());
    look(desk);
    if (QTest::currentTestFailed())
        return;
    setup.next();
    waitUntilIdle(desk);
    OwnKeysViewModel &keys = *setup.ownKeys();
    keys.openFile(m_server.ada.keyFile);
    waitUntilIdle(desk);
    QVERIFY2(keys.hasFile(), qPrintable(setup.errorText()));
    QVERIFY(keys.fileOwner().contains(m_server.ada.email));
    QCOMPARE(keys.fileFingerprint().remove(QLatin1Char(' ')), m_server.ada.fingerprint);
    QVERIFY(!hasSecretKey(m_server.ada.fingerprint));

    m_home->setPinentry(Pinentry::Answers, "wrong");
    keys.importFile();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), describeKeyFileFailure({ErrorKind::WrongPassphrase, {}, 0}).text);
    QVERIFY(!hasSecretKey(m_server.ada.fingerprint));
    m_home->setPinentry(Pinentry::Answers, Passphrase);
    keys.importFile();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(keys.selected(), m_server.ada.fingerprint);
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    reveal(desk);
}

void TestEnrolment::fromALinkWithANewKey()
{
    const auto dana = m_vault->invitation(QStringLiteral("v5"), QStringLiteral("setup"));
    Desk desk(m_profile->path());
    FirstRunViewModel &setup = desk.setup();
    setup.chooseLink();
    setup.setAddress(dana.link.toString());
    QCOMPARE(setup.server()->url(), m_server.url.toString());
    look(desk);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(setup.enrolment()->personEmail(), dana.email);
    QCOMPARE(setup.enrolment()->personName(), dana.name);
    setup.next();
    waitUntilIdle(desk);
    OwnKeysViewModel &keys = *setup.ownKeys();
    keys.create();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    const QString fingerprint = keys.selected();
    QVERIFY(hasSecretKey(fingerprint) && keys.needsBackup());
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);

    const QString backup = m_profile->filePath(QStringLiteral("recovery-kit.asc"));
    keys.saveBackup(backup);
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(keys.backupFile(), backup);
    QFile file(backup);
    QCOMPARE(QFile::permissions(backup) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(file.open(QIODevice::ReadOnly));
    GpgHome elsewhere; // where it is all there is
    elsewhere.setPinentry(Pinentry::Answers, Passphrase);
    elsewhere.importKey(file.readAll());
    const QByteArray message = elsewhere.seal("hello", {fingerprint});
    QCOMPARE(elsewhere.open(message, Passphrase), QByteArray("hello"));

    setup.next();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(desk.program.app().page(), AppViewModel::BrowsePage);
    QCOMPARE(desk.state(), static_cast<int>(Session::State::Open)); // nothing is shared with a newcomer yet
}

void TestEnrolment::backWithALink()
{
    m_home->importKey([this] {
        QFile file(m_server.ada.keyFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }());
    Desk desk(m_profile->path());
    FirstRunViewModel &setup = desk.setup();
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(recoverLink());
    QVERIFY(setup.enrolment()->isRecovering());
    look(desk);
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(setup.enrolment()->personEmail(), m_server.ada.email);
    setup.next();
    waitUntilIdle(desk);
    setup.ownKeys()->setSelected(m_server.ada.fingerprint);
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    waitUntilIdle(desk);
    QCOMPARE(setup.errorText(), QString());
    reveal(desk);
}

void TestEnrolment::aLinkThatWasUsed()
{
    Desk desk(m_profile->path());
    FirstRunViewModel &setup = desk.setup();
    setup.chooseLink();
    setup.setAddress(recoverLink()); // by backWithALink()
    setup.server()->setAuthorityFile(m_vault->certificateFile());
    setup.next();
    waitUntilIdle(desk);
    QCOMPARE(setup.step(), Step::ServerStep);
    QCOMPARE(setup.errorText(), describeLinkFailure({ErrorKind::NotFound, {}, 0}).text);
}

QTEST_MAIN(TestEnrolment)
#include "tst_enrolment.moc"
