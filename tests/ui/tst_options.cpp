// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Call = FakeServer::Call;
using State = Session::State;

namespace {

const QString Acme = QStringLiteral("acme");
const QString CheckOutStep = QStringLiteral("check-out");

/// One account that was set up, open; with lent values where the service lends.
struct Desk : Bench
{
    explicit Desk(Service service, bool isKept = true)
    {
        if (service == Service::FudoUag)
            lenders[Acme] = lender;
        addAccount(Acme, QStringLiteral("Acme"));
        Account account = session().account();
        account.service = service;
        if (service == Service::CommandK)
            account.appIds = {QStringLiteral("billing")};
        if (service == Service::FudoUag)
            account.switchedOff = {QStringLiteral("of-a-later-version")};
        sessions.replace(sessions.make(account));
        if ((isKept && !settings.saveAccount(account)) || !openAll())
            qFatal("the account does not open");
    }
    [[nodiscard]] AccountOptionsViewModel &options() { return *app.options(); }
    [[nodiscard]] FakeServer &server() { return *servers.at(Acme); }
    [[nodiscard]] int signIns() { return server().calls(Call::SignIn); }
    [[nodiscard]] Account kept() const { return settings.accounts().first(); }
    /// Saves; true when the account was opened anew.
    [[nodiscard]] bool savesAnew()
    {
        const int before = signIns();
        const QPointer<Session> old = &session();
        options().save();
        return QTest::qWaitFor([&] { return !old && session().state() == State::Open; }) && signIns() == before + 1;
    }
    /// Saves; true when the session stayed.
    [[nodiscard]] bool savesInPlace()
    {
        const Session *old = &session();
        options().save();
        return !options().isOpen() && !options().isBusy() && &session() == old && session().state() == State::Open;
    }

    std::shared_ptr<FakeCheckOut> lender = std::make_shared<FakeCheckOut>();
};

} // namespace

class TestOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNameIsKept();
    void withoutANameItIsTheHost();
    void appsAreListed_data();
    void appsAreListed();
    void appsAreKept();
    void atLeastOneApp();
    void stepsAreSwitchedOff();
    void savingTriesMissingStepsAgain();
    void givingBackNeedsNoNewSession();
    void nothingOfTheOldSessionStays();
    void theServerIsToldFirst();
    void aSilentServerKeepsNobodyWaiting();
    void lockingMeanwhileLeavesItLocked();
    void whatCannotBeKeptStaysInTheSheet();
    void aDemonstrationIsNotKept();
    void whatIsBeingWrittenIsAskedAbout();
};

void TestOptions::aNameIsKept()
{
    Desk desk(Service::Passbolt);
    desk.app.showOptions();
    QVERIFY(desk.options().isOpen() && !desk.options().hasApps() && !desk.options().lends());
    QCOMPARE(desk.options().steps()->rowCount(), 0);
    QCOMPARE(desk.options().name(), QStringLiteral("Acme"));
    QVERIFY(desk.savesInPlace()); // nothing was changed
    desk.app.showOptions();
    desk.options().setName(QStringLiteral(" Work "));
    QVERIFY(desk.savesAnew());
    QVERIFY(!desk.options().isOpen() && !desk.options().isBusy());
    QCOMPARE(desk.kept().name, QStringLiteral("Work"));
    QCOMPARE(desk.session().account().name, QStringLiteral("Work"));
    QCOMPARE(desk.app.accounts()->index(0).data().toString(), QStringLiteral("Work"));
    QCOMPARE(desk.browse.currentAccountId(), Acme);
    QTRY_COMPARE(desk.browse.secrets()->rowCount(), 120);
}

void TestOptions::withoutANameItIsTheHost()
{
    Desk desk(Service::Passbolt);
    desk.app.showOptions();
    desk.options().setName(QStringLiteral("  "));
    QVERIFY(desk.savesAnew());
    QCOMPARE(desk.kept().name, QStringLiteral("acme.example.com"));
}

void TestOptions::appsAreListed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("apps");
    QTest::newRow("none") << QStringLiteral(" , \n") << QStringList();
    QTest::newRow("commas") << QStringLiteral(" a b ,c,, a b")
                            << QStringList{QStringLiteral("a b"), QStringLiteral("c")};
    QTest::newRow("lines") << QStringLiteral("a\n\n b \nc\n")
                           << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
}

void TestOptions::appsAreListed()
{
    QFETCH(const QString, text);
    QFETCH(const QStringList, apps);
    QCOMPARE(listedApps(text), apps);
}

void TestOptions::appsAreKept()
{
    Desk desk(Service::CommandK);
    desk.app.showOptions();
    QVERIFY(desk.options().hasApps());
    QCOMPARE(desk.options().apps(), QStringLiteral("billing"));
    desk.options().setApps(QStringLiteral("billing, web shop"));
    QVERIFY(desk.savesAnew());
    const QStringList both{QStringLiteral("billing"), QStringLiteral("web shop")};
    QCOMPARE(desk.kept().appIds, both);
    QCOMPARE(desk.session().account().appIds, both);
}

void TestOptions::atLeastOneApp()
{
    Desk desk(Service::CommandK);
    const Session *session = &desk.session();
    desk.app.showOptions();
    desk.options().setApps(QStringLiteral(" , "));
    desk.options().save();
    QVERIFY(desk.options().isOpen() && !desk.options().isBusy());
    QVERIFY(!desk.options().appsError().isEmpty());
    QCOMPARE(desk.options().apps(), QStringLiteral(" , "));
    QCOMPARE(desk.kept().appIds, QStringList(QStringLiteral("billing")));
    QCOMPARE(&desk.session(), session);
    desk.options().setApps(QStringLiteral("w"));
    QVERIFY(desk.options().appsError().isEmpty());
}

void TestOptions::stepsAreSwitchedOff()
{
    Desk desk(Service::FudoUag);
    desk.app.showOptions();
    QCOMPARE(desk.options().usedSteps(),
             (QStringList{CheckOutStep, QStringLiteral("check-in"), QStringLiteral("access-requests"),
                          QStringLiteral("collections"), QStringLiteral("batch")}));
    desk.options().setUsed(CheckOutStep, false);
    desk.options().setUsed(QStringLiteral("batch"), false);
    desk.options().setUsed(QStringLiteral("batch"), true);
    QVERIFY(!desk.options().usedSteps().contains(CheckOutStep));
    QVERIFY(desk.savesAnew());
    const QStringList off{QStringLiteral("of-a-later-version"), CheckOutStep};
    QCOMPARE(desk.kept().switchedOff, off);
    QCOMPARE(desk.session().account().switchedOff, off);
    desk.app.showOptions();
    QVERIFY(!desk.options().usedSteps().contains(CheckOutStep));
    desk.options().setUsed(CheckOutStep, true);
    desk.options().cancel(); // not saved
    QCOMPARE(desk.kept().switchedOff, off);
}

void TestOptions::savingTriesMissingStepsAgain()
{
    Desk desk(Service::FudoUag);
    desk.app.showOptions();
    QVERIFY(desk.savesAnew()); // what was found missing is forgotten with the session
}

void TestOptions::givingBackNeedsNoNewSession()
{
    Desk desk(Service::FudoUag);
    QSignalSpy told(&desk.app, &AppViewModel::givesBackChanged);
    desk.app.showOptions();
    QVERIFY(desk.options().lends() && desk.options().givesBack());
    desk.options().setGivesBack(false);
    QVERIFY(desk.lender->givesBack()); // not before it is saved
    QVERIFY(desk.savesInPlace());
    QVERIFY(!desk.lender->givesBack() && !desk.app.givesBack());
    QCOMPARE(told.count(), 1);
    QVERIFY(!desk.kept().givesBackCheckOuts);
    desk.app.setGivesBack(true); // in the menu
    desk.app.showOptions();
    QVERIFY(desk.options().givesBack());
}

void TestOptions::nothingOfTheOldSessionStays()
{
    Desk desk(Service::FudoUag);
    desk.browse.selectSecret(Bench::Signed);
    const QString key = QStringLiteral("password");
    desk.browse.detail()->reveal(key);
    QTRY_VERIFY(desk.browse.detail()->fields()->isRevealed(key));
    desk.browse.detail()->copy(key);
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    desk.app.showOptions();
    desk.options().setUsed(CheckOutStep, false);
    desk.options().save();
    QVERIFY(!desk.browse.detail()->hasSecret());
    QVERIFY(Bench::clipboardText().isEmpty());
    QVERIFY(!desk.toast.isVisible());
    QVERIFY(!test::everythingVisible(desk.app).join(QLatin1Char('\n')).contains(QString::fromUtf8(Bench::Password)));
    QTRY_COMPARE(desk.session().state(), State::Open);
    QVERIFY(desk.browse.currentSecretId().isEmpty());
}

void TestOptions::theServerIsToldFirst()
{
    Desk desk(Service::FudoUag);
    const int before = desk.signIns();
    const Session *old = &desk.session();
    desk.server().gate(Call::SignOut).close();
    desk.app.showOptions();
    desk.options().save();
    QVERIFY(desk.options().isBusy() && desk.options().isOpen());
    QCOMPARE(old->state(), State::Closed);
    desk.options().cancel(); // the sheet goes, the rest goes on
    desk.app.showOptions();
    QVERIFY(!desk.options().isOpen());
    QCOMPARE(&desk.session(), old);
    QCOMPARE(desk.signIns(), before);
    desk.server().gate(Call::SignOut).open();
    QTRY_COMPARE(desk.session().state(), State::Open);
    QCOMPARE(desk.signIns(), before + 1);
}

void TestOptions::aSilentServerKeepsNobodyWaiting()
{
    Desk desk(Service::Passbolt);
    AccountOptionsViewModel options(desk.sessions, desk.settings, std::chrono::milliseconds(1));
    QSignalSpy renewed(&options, &AccountOptionsViewModel::renewed);
    desk.server().gate(Call::SignOut).close();
    options.show(Acme);
    options.setName(QStringLiteral("Work"));
    options.save();
    QTRY_COMPARE(renewed.count(), 1);
    QVERIFY(!options.isBusy());
    QCOMPARE(desk.session().account().name, QStringLiteral("Work"));
    QVERIFY(desk.app.isSigningOut());
    desk.server().gate(Call::SignOut).open();
    QTRY_VERIFY(!desk.app.isSigningOut());
}

void TestOptions::lockingMeanwhileLeavesItLocked()
{
    Desk desk(Service::FudoUag);
    desk.server().gate(Call::SignOut).close();
    desk.app.showOptions();
    desk.options().setUsed(CheckOutStep, false);
    desk.options().save();
    desk.app.lockAll();
    QVERIFY(!desk.options().isOpen());
    desk.server().gate(Call::SignOut).open();
    QTRY_VERIFY(!desk.options().isBusy() && !desk.app.isSigningOut());
    QCOMPARE(desk.session().state(), State::Closed);
    QVERIFY(desk.session().account().switchedOff.contains(CheckOutStep));
    QVERIFY(desk.openAll());
}

void TestOptions::whatCannotBeKeptStaysInTheSheet()
{
    Desk desk(Service::CommandK);
    const QString file = desk.folder.filePath(QStringLiteral("settings.json"));
    QVERIFY(QFile::remove(file) && QDir().mkpath(file + QStringLiteral("/in the way")));
    const Session *session = &desk.session();
    desk.app.showOptions();
    desk.options().setName(QStringLiteral("Work"));
    desk.options().setApps(QStringLiteral("billing, shop"));
    desk.options().save();
    QCOMPARE(desk.options().errorText(), describe(ErrorKind::StorageFault).text);
    QVERIFY(desk.options().isOpen() && !desk.options().isBusy());
    QCOMPARE(desk.options().name(), QStringLiteral("Work"));
    QCOMPARE(desk.options().apps(), QStringLiteral("billing, shop"));
    QCOMPARE(&desk.session(), session);
    QCOMPARE(session->state(), State::Open);
    QVERIFY(QDir(file).removeRecursively());
    QVERIFY(desk.savesAnew());
    QCOMPARE(desk.kept().name, QStringLiteral("Work"));
}

void TestOptions::aDemonstrationIsNotKept()
{
    Desk desk(Service::CommandK, false);
    desk.app.showOptions();
    desk.options().setApps(QStringLiteral("shop"));
    QVERIFY(desk.savesAnew());
    QVERIFY(desk.settings.accounts().isEmpty());
    QCOMPARE(desk.session().account().appIds, QStringList(QStringLiteral("shop")));
}

void TestOptions::whatIsBeingWrittenIsAskedAbout()
{
    Desk desk(Service::Passbolt);
    desk.server().addFacets().writing.signer = Bench::AdasKey;
    desk.app.syncAll();
    QTRY_COMPARE(desk.session().contact(), Session::Contact::Online);
    EditorViewModel &editor = *desk.browse.editor();
    desk.browse.selectSecret(Bench::Signed);
    desk.browse.editSecret();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    editor.setName(QStringLiteral("not saved yet"));
    desk.app.showOptions();
    QVERIFY(editor.isAsking() && !desk.options().isOpen());
    editor.keepWriting();
    QVERIFY(!desk.options().isOpen());
    desk.app.showOptions();
    editor.discard();
    QVERIFY(!editor.isActive() && desk.options().isOpen());
}

QTEST_MAIN(TestOptions)
#include "tst_options.moc"
