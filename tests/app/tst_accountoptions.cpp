// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudosteps.h"
#include "tests/app/walkedprogram.h"

#include <QCoroTask>
#include <QJsonArray>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace coffret;
using coffret::test::DemoVaultProcess;
using coffret::test::WalkedProgram;
using State = Session::State;

/// Options that are changed while the program runs, and what its real servers are asked for afterwards.
class TestAccountOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_desk.reset(); }
    void anAppIsAdded();
    void aStepThatIsSwitchedOffIsNotTaken();
    void everyStepIsKnownToTheVault();

private:
    [[nodiscard]] Session &session(const QString &account) { return *m_desk->program().sessions().find(account); }
    [[nodiscard]] AccountOptionsViewModel &options() { return *m_desk->app().options(); }
    void show(const QString &account);
    [[nodiscard]] bool saves(const QString &account);
    [[nodiscard]] int posted(const QString &pathEnd) const;
    [[nodiscard]] QString keptBack() const;

    std::unique_ptr<WalkedProgram> m_desk;
};

void TestAccountOptions::initTestCase()
{
    m_desk = std::make_unique<WalkedProgram>();
    QVERIFY2(m_desk->problem().isEmpty(), qPrintable(m_desk->problem()));
}

void TestAccountOptions::show(const QString &account)
{
    m_desk->browse().selectAccount(account);
    m_desk->app().showOptions();
    QVERIFY(options().isOpen());
}

/// True once a session in the place of the old one has the catalog from its server.
bool TestAccountOptions::saves(const QString &account)
{
    const QPointer<Session> old = &session(account);
    options().save();
    const auto isAnew = [&] {
        return !old && session(account).state() == State::Open && !session(account).isFromCache();
    };
    return QTest::qWaitFor(isAnew, WalkedProgram::Patience) && !options().isOpen();
}

int TestAccountOptions::posted(const QString &pathEnd) const
{
    const auto requests = m_desk->vault().requests();
    return static_cast<int>(std::count_if(requests.begin(), requests.end(), [&pathEnd](const auto &request) {
        return request.method == "POST" && request.path.endsWith(pathEnd);
    }));
}

/// A login whose value has to be checked out, which takes no approval.
QString TestAccountOptions::keptBack() const
{
    const DemoVaultProcess &vault = m_desk->vault();
    const QUrl url(
        vault.fudo().url.toString() +
        QStringLiteral(
            "/api/v2/secret?filter=type.in(login),access_policy.in(view_on_request),checkout_mode.in(simple)"));
    const auto answer = vault.ask("GET", url, {}, {{"Authorization", vault.fudo().adaToken}});
    const QString id = answer.json()[QLatin1String("secret")][0][QLatin1String("id")].toString();
    const bool isFree =
        !id.isEmpty() &&
        vault.configureFudo({{QStringLiteral("secret"),
                              QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("needs_approval"), false}}}});
    return isFree ? id : QString();
}

void TestAccountOptions::anAppIsAdded()
{
    const QString account = QStringLiteral("commandk");
    const QList<DemoVaultProcess::Named> apps = m_desk->vault().commandK().apps;
    QVERIFY(apps.size() > 1);
    show(account);
    options().setApps(apps[0].name);
    QVERIFY(saves(account));
    QCOMPARE(m_desk->browse().currentAccountId(), account);
    const int before = m_desk->browse().secrets()->rowCount();
    QVERIFY(before > 0);
    QCOMPARE(session(account).catalog()->countBelow(apps[1].id), 0);
    show(account);
    QCOMPARE(options().apps(), apps[0].name);
    options().setApps(options().apps() + QStringLiteral("\n") + apps[1].id);
    QVERIFY(saves(account));
    const int added = session(account).catalog()->countBelow(apps[1].id);
    QVERIFY(added > 0);
    QCOMPARE(m_desk->browse().secrets()->rowCount(), before + added);
}

void TestAccountOptions::aStepThatIsSwitchedOffIsNotTaken()
{
    const QString account = QStringLiteral("fudo");
    const QString id = keptBack();
    QVERIFY(!id.isEmpty());
    m_desk->browse().selectAccount(account);
    m_desk->browse().selectSecret(id);
    m_desk->detail().reveal(QStringLiteral("password"));
    QTRY_VERIFY(m_desk->detail().fields()->isRevealed(QStringLiteral("password")));
    QCOMPARE(posted(id + QStringLiteral("/checkout")), 1);
    show(account);
    options().setUsed(QStringLiteral("check-out"), false);
    QVERIFY(saves(account));
    QCOMPARE(posted(id + QStringLiteral("/checkin")), 1); // by the old session
    QVERIFY(session(account).checkOut()->held().empty() ||
            session(account).checkOut()->held().front().secretId != id); // as the new one found it

    m_desk->browse().selectSecret(id);
    QVERIFY(m_desk->detail().hasSecret());
    QSignalSpy refused(&m_desk->detail(), &DetailViewModel::accessRefused);
    m_desk->detail().reveal(QStringLiteral("password"));
    QTRY_COMPARE(refused.count(), 1);
    const auto taken = QCoro::waitFor(session(account).checkOut()->checkOut(id, {}));
    QVERIFY(!taken && taken.error().kind == ErrorKind::Unsupported);
    QVERIFY(!m_desk->detail().fields()->isRevealed(QStringLiteral("password")));
    QCOMPARE(posted(id + QStringLiteral("/checkout")), 1);

    show(account);
    options().setUsed(QStringLiteral("check-out"), true);
    QVERIFY(saves(account));
    m_desk->browse().selectSecret(id);
    m_desk->detail().reveal(QStringLiteral("password"));
    QTRY_VERIFY(m_desk->detail().fields()->isRevealed(QStringLiteral("password")));
    QCOMPARE(posted(id + QStringLiteral("/checkout")), 2);
}

void TestAccountOptions::everyStepIsKnownToTheVault()
{
    using Step = FudoSteps::Step;
    show(QStringLiteral("fudo"));
    QSet<Step> off;
    for (const Choice &choice : options().steps()->choices()) {
        const FudoSteps steps({choice.key});
        for (const Step step : {Step::CheckOut, Step::CheckIn, Step::AccessRequest, Step::Collections, Step::Batch}) {
            if (steps.isOff(step))
                off.insert(step);
        }
    }
    options().cancel();
    QCOMPARE(off.size(), 5);
}

QTEST_MAIN(TestAccountOptions)
#include "tst_accountoptions.moc"
