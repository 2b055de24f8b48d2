// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"
#include "core/store/sqlite.h"
#include "tests/support/demovaultprocess.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace coffret;
using coffret::test::DemoVaultProcess;
using Step = FirstRunViewModel::Step;
using State = Session::State;

namespace {

constexpr int Patience = 60'000; // ms

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// Removing an account, and a server whose key is another one: over TLS, with real GnuPG and without a keyring.
class TestAccountCare : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_vault->setFaults({}); }
    void removingLeavesNothing();
    void aChangedServerKeyIsCompared_data();
    void aChangedServerKeyIsCompared();

private:
    /// Adds Ada's account; its id ends up in m_accountId.
    void add(Program &program);
    [[nodiscard]] static int state(Program &program)
    {
        return program.app().accounts()->index(0).data(AccountListModel::StateRole).toInt();
    }
    /// Rows that the ledger keeps of the account.
    [[nodiscard]] qint64 sights() const;
    [[nodiscard]] QList<Account> saved() const;

    std::unique_ptr<DemoVaultProcess> m_vault;
    std::unique_ptr<QTemporaryDir> m_profile;
    QString m_folder;
    QString m_accountId;
};

void TestAccountCare::initTestCase()
{
    m_vault = std::make_unique<DemoVaultProcess>(
        QStringList{QStringLiteral("--mode"), QStringLiteral("v5"), QStringLiteral("--secrets"), QStringLiteral("20")});
    QVERIFY2(m_vault->isRunning(), qPrintable(m_vault->problem()));
    qputenv("GNUPGHOME", QFile::encodeName(m_vault->passbolt(QStringLiteral("v5")).ada.gnupgHome));
}

void TestAccountCare::init()
{
    m_profile = std::make_unique<QTemporaryDir>();
    m_folder = m_profile->path();
}

void TestAccountCare::add(Program &program)
{
    FirstRunViewModel &setup = *program.app().firstRun();
    QSignalSpy finished(&setup, &FirstRunViewModel::finished);
    setup.chooseService(QStringLiteral("passbolt"));
    setup.setAddress(m_vault->passbolt(QStringLiteral("v5")).url.toString());
    setup.server()->setAuthorityFile(m_vault->certificateFile());
    setup.next();
    QTRY_COMPARE_WITH_TIMEOUT(setup.step(), Step::TrustStep, Patience);
    setup.next();
    QTRY_VERIFY_WITH_TIMEOUT(!setup.isBusy(), Patience);
    setup.next();
    QCOMPARE(setup.step(), Step::FinishStep);
    setup.next();
    QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty() || !setup.errorText().isEmpty(), Patience);
    QCOMPARE(setup.errorText(), QString());
    m_accountId = finished.first().first().toString();
}

qint64 TestAccountCare::sights() const
{
    const auto database = SqliteDatabase::open(m_folder + QStringLiteral("/ledger.sqlite"));
    if (!database)
        return -1;
    auto counting = (*database)->prepare("SELECT COUNT(*) FROM message");
    return counting ? counting->single().value_or(-1) : -1;
}

QList<Account> TestAccountCare::saved() const
{
    Settings settings(m_folder);
    return settings.load() ? settings.accounts() : QList<Account>();
}

void TestAccountCare::removingLeavesNothing()
{
    Program program(Profile::in(m_folder), nullptr);
    add(program);
    if (QTest::currentTestFailed())
        return;
    const QString pins = m_folder + QStringLiteral("/pins.json");
    QCOMPARE(saved().size(), 1);
    QVERIFY(contentsOf(pins).contains(m_accountId.toLatin1()));
    QVERIFY(sights() > 0);
    m_vault->clearRequests();
    AccountRemovalViewModel &removal = *program.app().removal();
    QSignalSpy removed(&removal, &AccountRemovalViewModel::removed);
    removal.ask(m_accountId);
    removal.confirm();
    QTRY_COMPARE_WITH_TIMEOUT(removed.count(), 1, Patience);
    QVERIFY(saved().isEmpty());
    QVERIFY(!contentsOf(pins).contains(m_accountId.toLatin1()));
    QCOMPARE(sights(), 0);
    QVERIFY(QDir(m_folder + QStringLiteral("/tokens")).entryList(QDir::Files | QDir::Hidden).isEmpty());
    QCOMPARE(program.app().page(), AppViewModel::FirstRunPage);
    const QList<DemoVaultProcess::Request> requests = m_vault->requests();
    QVERIFY(std::any_of(requests.begin(), requests.end(), [](const auto &request) {
        return request.path.contains(QLatin1String("/logout")) && request.status == 200;
    }));
}

void TestAccountCare::aChangedServerKeyIsCompared_data()
{
    QTest::addColumn<int>("offlineDays");
    QTest::addColumn<State>("seen");
    QTest::newRow("nothing to show") << 0 << State::Failed;
    QTest::newRow("beside what was kept") << 30 << State::Open;
}

void TestAccountCare::aChangedServerKeyIsCompared()
{
    QFETCH(const int, offlineDays);
    QFETCH(const State, seen);
    Settings settings(m_folder);
    QVERIFY(settings.load());
    Preferences preferences = settings.preferences();
    preferences.offlineDays = offlineDays;
    QVERIFY(settings.savePreferences(preferences));
    const QUrl server = m_vault->passbolt(QStringLiteral("v5")).url;
    const QString before = m_vault->passbolt(QStringLiteral("v5")).serverFingerprint;
    {
        Program program(Profile::in(m_folder), nullptr);
        add(program);
        if (QTest::currentTestFailed())
            return;
        QTRY_COMPARE_WITH_TIMEOUT(state(program), static_cast<int>(State::Open), Patience);
        WorkerPool::settle(); // what is kept is on the disk
    }
    QVERIFY(m_vault->setLie(QStringLiteral("server_key")));
    const QJsonObject shown = m_vault->ask("GET", QUrl(server.toString() + QStringLiteral("/auth/verify.json"))).json();
    const QString after = shown[QLatin1String("body")][QLatin1String("fingerprint")].toString();
    QVERIFY(after.size() == 40 && after != before);

    Program program(Profile::in(m_folder), nullptr);
    program.openAccounts();
    ServerIdentityViewModel &identity = *program.app().identity();
    QTRY_VERIFY_WITH_TIMEOUT(identity.isDifferent(), Patience);
    QCOMPARE(state(program), static_cast<int>(seen));
    QCOMPARE(identity.acceptedFingerprint().remove(QLatin1Char(' ')), before);
    QCOMPARE(identity.shownFingerprint().remove(QLatin1Char(' ')), after);
    identity.ask();
    identity.accept(before);
    QVERIFY(!identity.errorText().isEmpty());
    QCOMPARE(saved().first().serverFingerprint, before);
    identity.accept(after.toLower());
    QCOMPARE(saved().first().serverFingerprint, after);
    QCOMPARE(saved().first().userId, m_vault->passbolt(QStringLiteral("v5")).ada.id);
    const Session *const session = program.sessions().find(m_accountId);
    QVERIFY(session);
    QTRY_COMPARE_WITH_TIMEOUT(session->contact(), Session::Contact::Online, Patience);
    QVERIFY(!session->isFromCache());
    QVERIFY(!identity.isDifferent());
    QVERIFY(program.app().browse()->secrets()->rowCount() > 10);
}

QTEST_MAIN(TestAccountCare)
#include "tst_accountcare.moc"
