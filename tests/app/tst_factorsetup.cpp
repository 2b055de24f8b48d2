// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"
#include "tests/support/demovaultprocess.h"
#include "ui/viewmodels/usermessages.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::DemoVaultProcess;
using Step = FirstRunViewModel::Step;

namespace {

constexpr int Patience = 60'000; // ms
constexpr int MostWrongCodes = 5;

QList<Account> savedAccounts(const QString &folder)
{
    Settings settings(folder);
    return settings.load() ? settings.accounts() : QList<Account>();
}

QStringList sealedFiles(const QString &folder)
{
    return QDir(folder + QStringLiteral("/tokens")).entryList(QDir::Files | QDir::Hidden);
}

} // namespace

/// Adding an account whose Passbolt server asks for a second factor: over TLS, with real GnuPG and without a keyring.
class TestFactorSetup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void addsTheAccountAndIsNotAskedAgain();
    void tooManyWrongCodes();
    void leavingSignsOut();

private:
    /// Leads setup up to the question.
    void walkToQuestion(Program &program);
    [[nodiscard]] QList<DemoVaultProcess::Request> signOuts() const;

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<QTemporaryDir> m_profile;
    QString m_folder;
};

void TestFactorSetup::initTestCase()
{
    const QStringList arguments{QStringLiteral("--mode"),          QStringLiteral("v5"),
                                QStringLiteral("--secrets"),       QStringLiteral("20"),
                                QStringLiteral("--second-factor"), QStringLiteral("totp,yubikey")};
    m_vault = std::make_unique<DemoVaultProcess>(arguments);
    QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    qputenv("GNUPGHOME", QFile::encodeName(m_vault->passbolt(QStringLiteral("v5")).ada.gnupgHome));
}

void TestFactorSetup::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_folder = m_profile->path();
    m_vault->clearRequests();
}

void TestFactorSetup::walkToQuestion(Program &program)
{
    FirstRunViewModel &setup = *program.app().firstRun();
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(m_vault->passbolt(QStringLiteral("v5")).url.toString());
    setup.setAccountName(QStringLiteral("Work"));
    setup.server()->setAuthorityFile(m_vault->certificateFile());
    setup.next();
    QTRY_COMPARE_WITH_TIMEOUT(setup.step(), Step::TrustStep, Patience);
    setup.next();
    QCOMPARE(setup.step(), Step::KeyStep);
    QTRY_VERIFY_WITH_TIMEOUT(!setup.isBusy(), Patience);
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    SecondFactorViewModel &factor = *program.app().secondFactor();
    QTRY_VERIFY_WITH_TIMEOUT(factor.isAsked() || !setup.errorText().isEmpty(), Patience);
    QCOMPARE(setup.errorText(), QString());
    QCOMPARE(factor.accountName(), QStringLiteral("Work"));
    QVERIFY(savedAccounts(m_folder).isEmpty());
}

QList<DemoVaultProcess::Request> TestFactorSetup::signOuts() const
{
    QList<DemoVaultProcess::Request> found;
    const QList<DemoVaultProcess::Request> requests = m_vault->requests();
    std::copy_if(requests.begin(), requests.end(), std::back_inserter(found),
                 [](const auto &request) { return request.path.contains(QLatin1String("/logout")); });
    return found;
}

void TestFactorSetup::addsTheAccountAndIsNotAskedAgain()
{
    const DemoVaultProcess::User ada = m_vault->passbolt(QStringLiteral("v5")).ada;
    {
        Program program(Profile::in(m_folder), nullptr);
        walkToQuestion(program);
        if (QTest::currentTestFailed())
            return;
        SecondFactorViewModel &factor = *program.app().secondFactor();
        QSignalSpy finished(program.app().firstRun(), &FirstRunViewModel::finished);
        factor.submit(QStringLiteral("12345")); // too short to be right
        QTRY_VERIFY_WITH_TIMEOUT(!factor.errorText().isEmpty(), Patience);
        QVERIFY(factor.isAsked());
        factor.setMethod(QStringLiteral("yubikey"));
        factor.setRemember(true);
        factor.submit(ada.yubikey);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, Patience);
        QVERIFY(!factor.isAsked());
        QCOMPARE(program.app().page(), AppViewModel::BrowsePage);
        QVERIFY(program.app().browse()->secrets()->rowCount() >= 20);
        const QList<Account> saved = savedAccounts(m_folder);
        QCOMPARE(saved.size(), 1);
        QCOMPARE(saved.first().name, QStringLiteral("Work"));
        QCOMPARE(saved.first().userId, ada.id);
        QCOMPARE(sealedFiles(m_folder).size(), 1);
    }
    Program later(Profile::in(m_folder), nullptr);
    later.openAccounts();
    const Session::State open = Session::State::Open;
    const AccountListModel &accounts = *later.app().accounts();
    QTRY_COMPARE_WITH_TIMEOUT(accounts.index(0).data(AccountListModel::StateRole).toInt(), static_cast<int>(open),
                              Patience);
}

void TestFactorSetup::tooManyWrongCodes()
{
    Program program(Profile::in(m_folder), nullptr);
    walkToQuestion(program);
    if (QTest::currentTestFailed())
        return;
    FirstRunViewModel &setup = *program.app().firstRun();
    SecondFactorViewModel &factor = *program.app().secondFactor();
    factor.setMethod(QStringLiteral("code")); // offered second when the other way was used last
    for (int attempt = 1; attempt <= MostWrongCodes; ++attempt) {
        QVERIFY(factor.isAsked());
        factor.submit(QStringLiteral("00000%1").arg(attempt));
        QTRY_VERIFY_WITH_TIMEOUT(!factor.isBusy(), Patience);
        QVERIFY2(!savedAccounts(m_folder).size(), "a guess was right; try again");
    }
    QTRY_COMPARE(setup.errorText(), describe(ErrorKind::TooManyAttempts).text);
    QVERIFY(!factor.isAsked());
    QVERIFY(!setup.isBusy());
    QCOMPARE(setup.step(), Step::FinishStep);
    QCOMPARE(sealedFiles(m_folder), QStringList());
    setup.next(); // a new sign-in asks anew
    QTRY_VERIFY_WITH_TIMEOUT(factor.isAsked(), Patience);
}

void TestFactorSetup::leavingSignsOut()
{
    Program program(Profile::in(m_folder), nullptr);
    walkToQuestion(program);
    if (QTest::currentTestFailed())
        return;
    const qsizetype before = signOuts().size(); // finding out who the user is makes a session of its own
    program.app().lockAll();                    // as at the end of the program
    QVERIFY(program.app().isSigningOut());
    QVERIFY(!program.app().secondFactor()->isAsked());
    QTRY_VERIFY_WITH_TIMEOUT(!program.app().isSigningOut(), Patience);
    const QList<DemoVaultProcess::Request> after = signOuts();
    QCOMPARE(after.size(), before + 1);
    QVERIFY(savedAccounts(m_folder).isEmpty());
}

QTEST_MAIN(TestFactorSetup)
#include "tst_factorsetup.moc"
