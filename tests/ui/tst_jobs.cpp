// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teambench.h"
#include "ui/viewmodels/upgradejob.h"
#include "ui/viewmodels/usermessages.h"

#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using coffret::test::TeamBench;
using Call = FakeServer::Call;

namespace {

/// The first secrets are in the older format, and the server lets that change.
struct UpgradeBench : TeamBench
{
    explicit UpgradeBench(int old = 3)
    {
        for (int i = 0; i < old; ++i)
            server().secrets[static_cast<std::size_t>(i)].vendorType = QStringLiteral("old");
        facets().writing.upgrading = UpgradePlan();
        QCoro::waitFor(session().refresh());
    }
    [[nodiscard]] QString summary() { return job().summary().join(QLatin1Char(' ')); }
    [[nodiscard]] QStringList upgraded() { return facets().writing.log.filter(QStringLiteral("upgrade ")); }
};

} // namespace

/// Work over many secrets, from the question to the report.
class TestJobs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void upgradingSaysHowMuchAndWhatItMeans();
    void upgradingSaysWhoCanStillRead();
    void upgradingStopsBetweenSecrets();
    void upgradingNamesWhatFailed();
    void upgradingNamesWhatMayBeDone();
    void upgradingOneSecret();
    void upgradingNothing();
    void upgradingHasItsReasons();

    void whatNobodyVouchesForIsSaid();
    void somebodyBlockedDoesNotStopTheOthers();
    void aNewKeyIsTakenInPassing();
    void groupsDoWithoutWhoIsBlocked();

    void severalAreChosen();
    void onlyWhatIsShownIsChosen();
    void theLastOneChosenIsSelected();
    void manyAreSharedWithOneQuestion();
    void sharingManyGivesNothingTwice();
    void sharingManyStopsAndSaysSo();
    void wishesOutliveWhatWasNotDone();
    void manyAreMoved();
    void manyGetAStar();
    void manyAreDeletedAfterAQuestion();
    void whatConcernsAllEndsAJob();
};

void TestJobs::upgradingSaysHowMuchAndWhatItMeans()
{
    UpgradeBench bench;
    QVERIFY(bench.browse.canUpgrade());
    bench.browse.upgradeAll();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.summary().contains(QStringLiteral("3 secret(s)")));
    QVERIFY(bench.summary().contains(QStringLiteral("stay readable for the server")));
    QCOMPARE(bench.upgraded(), QStringList());
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    QCOMPARE(bench.upgraded().size(), 3);
    QVERIFY(!bench.session().writing()->canUpgradeOne(bench.browse.detail()->summary()));
}

void TestJobs::upgradingSaysWhoCanStillRead()
{
    UpgradePlan plan;
    plan.secrets = 1;
    const QString keeps = upgradeSummary(plan).join(QLatin1Char(' '));
    QVERIFY(keeps.contains(QStringLiteral("You sign these details")));
    QVERIFY(keeps.contains(QStringLiteral("whoever runs it can still read them")));
    QVERIFY(!keeps.contains(QStringLiteral("you alone")));
    plan.personalKeys = true;
    QVERIFY(upgradeSummary(plan).join(QLatin1Char(' ')).contains(QStringLiteral("you alone")));
    plan.serverHasKey = false;
    const QString knowsNothing = upgradeSummary(plan).join(QLatin1Char(' '));
    QVERIFY(knowsNothing.contains(QStringLiteral("can no longer read them")));
    QVERIFY(!knowsNothing.contains(QStringLiteral("still read")));
}

void TestJobs::upgradingStopsBetweenSecrets()
{
    UpgradeBench bench;
    bench.browse.upgradeAll();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    connect(&bench.job(), &JobViewModel::progressed, this, [&bench] {
        if (bench.job().done() == 1)
            bench.job().cancel();
    });
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().total(), 3);
    QCOMPARE(bench.job().reportText(), QStringLiteral("Stopped. 1 step(s) were done and stay done."));
    QCOMPARE(std::count_if(bench.server().secrets.begin(), bench.server().secrets.end(),
                           [](const SecretSummary &secret) { return secret.vendorType == QStringLiteral("new"); }),
             1);
}

void TestJobs::upgradingNamesWhatFailed()
{
    UpgradeBench bench;
    bench.facets().writing.notUpgraded = {
        {QStringLiteral("x"), QStringLiteral("Backup key"), {ErrorKind::Conflict, {}, 0}}};
    bench.browse.upgradeAll();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().failures()->rowCount(), 1);
    QCOMPARE(bench.job().failures()->choices().front().label, QStringLiteral("Backup key"));
    QCOMPARE(bench.job().failures()->choices().front().hint, describe(ErrorKind::Conflict).text);
}

void TestJobs::upgradingNamesWhatMayBeDone()
{
    UpgradeBench bench;
    bench.facets().writing.notUpgraded = {
        {QStringLiteral("x"), QStringLiteral("Backup key"), {ErrorKind::TimedOut, {}, 0}, true}};
    bench.browse.upgradeAll();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().failures()->choices().front().hint,
             describe(ErrorKind::TimedOut).text + QStringLiteral(" It may have been done all the same."));
}

void TestJobs::upgradingOneSecret()
{
    UpgradeBench bench;
    QVERIFY(bench.browse.actions()->canUpgrade());
    bench.browse.upgradeSecret();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().heading().contains(bench.browse.detail()->name()));
    QVERIFY(bench.summary().contains(QStringLiteral("1 secret(s)")));
    bench.server().failNext(Call::Write, ErrorKind::ServerFault);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Failed);
    QCOMPARE(bench.job().errorText(), describe(ErrorKind::ServerFault).text);
    bench.job().close();
    bench.browse.upgradeSecret();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    QTRY_VERIFY(!bench.browse.actions()->canUpgrade());
    QCOMPARE(bench.upgraded().last(), QStringLiteral("upgrade ") + Bench::Signed);
}

void TestJobs::upgradingNothing()
{
    UpgradeBench bench(0);
    QVERIFY(!bench.browse.actions()->canUpgrade());
    bench.browse.upgradeAll();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().goText().isEmpty());
    bench.job().go(); // there is nothing to go for
    QCOMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().close();
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
}

void TestJobs::upgradingHasItsReasons()
{
    UpgradeBench bench;
    bench.facets().writing.upgrading.reset();
    QVERIFY(!bench.browse.canUpgrade());
    QVERIFY(bench.browse.upgradeHint().contains(QStringLiteral("administrator")));
    bench.browse.upgradeAll();
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
    bench.app.lockAll();
    QTRY_VERIFY(bench.browse.upgradeHint().contains(QStringLiteral("not open")));
}

void TestJobs::whatNobodyVouchesForIsSaid()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    bench.sharing().setRight(1, 2);
    bench.facets().sharing.unverified = {Bench::Signed};
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().summary().join(QLatin1Char(' ')).contains(QStringLiteral("Nobody vouches for")));
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report); // it stays until it was read
    QCOMPARE(bench.job().failures()->rowCount(), 0);
    QVERIFY(bench.job().unverifiedText().contains(QStringLiteral("1 value(s)")));
    QCOMPARE(bench.job().unverified()->rowCount(), 1);
    QCOMPARE(bench.job().unverified()->choices().front().label, bench.browse.detail()->name());
    bench.job().close();
    QCOMPARE(bench.job().unverified()->rowCount(), 0);
    bench.sharing().setRight(1, 1);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(!bench.job().summary().join(QLatin1Char(' ')).contains(QStringLiteral("vouches")));
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle); // nothing to read
}

void TestJobs::somebodyBlockedDoesNotStopTheOthers()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    for (const char *name : {"dame", "betty"}) {
        QVERIFY(bench.find(*bench.sharing().search(), QLatin1String(name)));
        bench.sharing().add(0);
    }
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    ReadersViewModel &readers = *bench.job().readers();
    QCOMPARE(readers.people()->rowCount(), 2);
    const QModelIndex dame = readers.people()->index(0, 0);
    QVERIFY(!dame.data(ReaderListModel::PinnedFingerprintRole).toString().isEmpty());
    QVERIFY(!dame.data(ReaderListModel::FingerprintRole).toString().isEmpty());
    QVERIFY(!readers.blockedText().isEmpty());
    QVERIFY(!readers.blockedHint().isEmpty());
    QVERIFY(!readers.canProceed()); // Betty's key was not compared
    readers.setConfirmed(1, true);
    QVERIFY(readers.canProceed());
    QCOMPARE(readers.proceedText(), QStringLiteral("Go on without Dame Shirley"));
    readers.proceed();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().failures()->rowCount(), 1);
    QCOMPARE(bench.job().failures()->choices().front().label, QStringLiteral("Dame Shirley"));
    const auto &now = bench.facets().sharing.access[Bench::Signed];
    const auto has = [&now](const char *id) {
        return std::any_of(now.begin(), now.end(),
                           [id](const AccessEntry &entry) { return entry.grantee.id == QLatin1String(id); });
    };
    QVERIFY(has("betty"));
    QVERIFY(!has("dame"));
}

void TestJobs::aNewKeyIsTakenInPassing()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    QVERIFY(bench.find(*bench.sharing().search(), QStringLiteral("dame")));
    bench.sharing().add(0);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    ReadersViewModel &readers = *bench.job().readers();
    readers.acceptKey(0);
    QVERIFY(readers.blockedText().isEmpty());
    QCOMPARE(readers.proceedText(), QStringLiteral("Go on"));
    QCOMPARE(bench.facets().sharing.log.filter(QStringLiteral("accept dame")).size(), 1);
}

void TestJobs::groupsDoWithoutWhoIsBlocked()
{
    TeamBench bench;
    bench.browse.showGroups();
    GroupsViewModel &groups = *bench.browse.groups();
    QTRY_COMPARE(groups.groups()->rowCount(), 2);
    QVERIFY(bench.find(*groups.search(), QStringLiteral("dame")));
    groups.add(0);
    groups.review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QVERIFY(bench.job().readers()->canProceed());
    QCOMPARE(bench.job().readers()->proceedText(), QStringLiteral("Go on without Dame Shirley"));
    bench.job().readers()->proceed();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().failures()->choices().front().label, QStringLiteral("Dame Shirley"));
}

void TestJobs::severalAreChosen()
{
    TeamBench bench;
    BulkViewModel &bulk = *bench.browse.bulk();
    const SecretListModel &list = *bench.browse.secrets();
    bench.browse.selectSecret(list.idAt(2));
    QVERIFY(!bulk.isActive());
    bench.browse.extendSelection(1);
    bench.browse.extendSelection(1);
    QCOMPARE(bulk.ids(), (QStringList{list.idAt(2), list.idAt(3), list.idAt(4)}));
    QVERIFY(list.index(3).data(SecretListModel::ChosenRole).toBool());
    QVERIFY(!list.index(5).data(SecretListModel::ChosenRole).toBool());
    QVERIFY(!bench.browse.detail()->hasSecret()); // nothing of one of them is shown
    bench.browse.copyPrimary();
    bench.browse.copyUsername();
    bench.browse.copyAddress();
    bench.browse.copyCode();
    QCOMPARE(Bench::clipboardText(), QString());
    QVERIFY(bulk.isActive());
    QVERIFY(!bench.browse.detail()->hasSecret());
    bench.browse.extendSelection(-1); // and back
    QCOMPARE(bulk.count(), 2);
    bench.browse.moveSelection(1); // an arrow alone goes on from where the keyboard is
    QVERIFY(!bulk.isActive());
    QCOMPARE(bench.browse.currentSecretId(), list.idAt(4));
    QVERIFY(!list.index(3).data(SecretListModel::ChosenRole).toBool());
    bench.browse.selectAll();
    QCOMPARE(bulk.count(), 120);
    bench.browse.selectSecret({});
    QCOMPARE(bulk.count(), 0);
    bulk.toggle(list.idAt(0));
    bulk.toggle(list.idAt(7));
    QCOMPARE(bulk.ids(), (QStringList{list.idAt(0), list.idAt(7)}));
    bulk.toggle(list.idAt(0));
    QVERIFY(!bulk.isActive());
}

void TestJobs::onlyWhatIsShownIsChosen()
{
    TeamBench bench;
    BulkViewModel &bulk = *bench.browse.bulk();
    bench.browse.selectAll();
    bench.browse.setTypeFilter(QStringLiteral("login"));
    QVERIFY(bulk.isActive());
    QCOMPARE(bulk.deleteHint(), QString());
    bench.facets().writing.removes = false;
    QVERIFY(bulk.writeHint().isEmpty() && !bulk.deleteHint().isEmpty());
    bulk.askToDelete();
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
    QCOMPARE(bulk.count(), bench.browse.secrets()->rowCount());
    bench.browse.setTypeFilter({});
    QVERIFY(bulk.count() < bench.browse.secrets()->rowCount());
    bench.app.lockAll();
    QTRY_COMPARE(bulk.count(), 0);
}

void TestJobs::theLastOneChosenIsSelected()
{
    TeamBench bench;
    const SecretListModel &list = *bench.browse.secrets();
    const QString kept = list.idAt(2);
    const QString gone = list.idAt(3);
    bench.browse.selectSecret(gone);
    bench.browse.extendSelection(-1);
    QCOMPARE(bench.browse.bulk()->count(), 2);
    QVERIFY(!bench.browse.detail()->hasSecret());
    std::erase_if(bench.server().secrets, [&](const SecretSummary &secret) { return secret.id == gone; });
    QVERIFY(QCoro::waitFor(bench.session().refresh()));
    QTRY_VERIFY(!bench.browse.bulk()->isActive());
    QCOMPARE(bench.browse.currentSecretId(), kept);
    QVERIFY(bench.browse.detail()->hasSecret());
    QCOMPARE(bench.browse.bulk()->ids(), QStringList{kept});
}

namespace {

/// The first three secrets are Ada's to share; the second is Betty's already, the fourth may only be read.
struct ManyBench : TeamBench
{
    ManyBench()
    {
        for (std::size_t i = 0; i < 4; ++i) {
            server().secrets[i].right = i < 3 ? AccessRight::Own : AccessRight::Read;
            chosen.append(server().secrets[i].id);
        }
        const Grantee betty = facets().sharing.keys.at(QStringLiteral("betty")).person;
        facets().sharing.access[chosen[1]] = {{betty, AccessRight::Own}};
        QCoro::waitFor(session().refresh());
        for (const QString &id : chosen)
            browse.bulk()->toggle(id);
        browse.bulk()->toggle(Signed); // chosen by selecting it
        if (!browse.bulk()->ids().contains(Signed))
            browse.bulk()->toggle(Signed);
    }
    bool addBetty()
    {
        browse.bulk()->askToShare();
        const bool found = find(*browse.bulk()->search(), QStringLiteral("betty"));
        browse.bulk()->add(0);
        return found && browse.bulk()->hasWishes();
    }
    QStringList chosen;
};

} // namespace

void TestJobs::manyAreSharedWithOneQuestion()
{
    ManyBench bench;
    QCOMPARE(bench.browse.bulk()->count(), 4);
    QVERIFY(bench.addBetty());
    bench.browse.bulk()->setRight(0, 3); // and thought better of: nobody is the last owner here
    bench.browse.bulk()->setRight(0, 2);
    bench.browse.bulk()->reviewSharing();
    QVERIFY(!bench.browse.bulk()->isSharing());
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    const QString summary = bench.job().summary().join(QLatin1Char(' '));
    QVERIFY2(summary.contains(QStringLiteral("2 secret(s) change.")), qPrintable(summary));
    QVERIFY(summary.contains(QStringLiteral("1 person(s) can read")));
    QVERIFY(summary.contains(QStringLiteral("1 secret(s) are not yours"))); // not Ada's to share
    QVERIFY(summary.contains(QStringLiteral("1 secret(s) are like that already.")));
    bench.job().go();
    QCOMPARE(bench.job().stage(), JobViewModel::Keys);
    QCOMPARE(bench.job().readers()->people()->rowCount(), 1); // once, for all
    bench.job().readers()->setConfirmed(0, true);
    bench.job().readers()->proceed();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    for (const int i : {0, 2})
        QCOMPARE(bench.facets().sharing.access[bench.chosen[i]].back().right, AccessRight::Update);
    QCOMPARE(bench.facets().sharing.access[bench.chosen[1]].size(), std::size_t(1));
    QCOMPARE(bench.facets().sharing.access[bench.chosen[1]].front().right, AccessRight::Own);
    QVERIFY(bench.facets().sharing.access[bench.chosen[3]].empty());
    QCOMPARE(bench.browse.bulk()->count(), 4); // still chosen
}

void TestJobs::sharingManyGivesNothingTwice()
{
    ManyBench bench;
    for (const QString &id : bench.chosen)
        bench.facets().sharing.access[id] = {
            {bench.facets().sharing.keys.at(QStringLiteral("betty")).person, AccessRight::Read}};
    QVERIFY(bench.addBetty());
    bench.browse.bulk()->reviewSharing();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().goText().isEmpty());
    QCOMPARE(bench.facets().sharing.log.filter(QStringLiteral("plan ")).size(), 0);
}

void TestJobs::sharingManyStopsAndSaysSo()
{
    ManyBench bench;
    QVERIFY(bench.addBetty());
    bench.server().gate(Call::Share).close();
    bench.browse.bulk()->reviewSharing();
    QTRY_COMPARE(bench.server().gate(Call::Share).waiting(), 1);
    QCOMPARE(bench.job().stage(), JobViewModel::Planning);
    bench.job().cancel();
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
    bench.server().gate(Call::Share).open();
    QVERIFY(bench.addBetty());
    bench.browse.bulk()->reviewSharing();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    bench.job().readers()->setConfirmed(0, true);
    connect(&bench.job(), &JobViewModel::progressed, this, [&bench] {
        if (bench.job().done() == 1)
            bench.job().cancel();
    });
    bench.job().readers()->proceed();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().reportText(), QStringLiteral("Stopped. 1 step(s) were done and stay done."));
    const auto isBettys = [&bench](int i) {
        const auto &entries = bench.facets().sharing.access[bench.chosen[i]];
        return !entries.empty() && entries.back().grantee.id == QStringLiteral("betty");
    };
    QCOMPARE(int(isBettys(0)) + int(isBettys(2)), 1);
}

void TestJobs::wishesOutliveWhatWasNotDone()
{
    ManyBench bench;
    BulkViewModel &bulk = *bench.browse.bulk();
    QVERIFY(bench.addBetty());
    bulk.setRight(0, 2);
    const auto isBack = [&bulk] {
        return bulk.isSharing() && bulk.wishes()->rowCount() == 1 &&
               bulk.wishes()->changes().front().after == AccessRight::Update;
    };
    bulk.reviewSharing();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(!bulk.isSharing());
    bench.job().cancel();
    QVERIFY(isBack());
    bench.server().failNext(Call::Share, ErrorKind::Unreachable);
    bulk.reviewSharing();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Failed);
    QVERIFY(!bulk.isSharing());
    bench.job().close();
    QVERIFY(isBack());
    bulk.reviewSharing();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    bench.job().readers()->setConfirmed(0, true);
    bench.job().readers()->proceed();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    QVERIFY(!bulk.isSharing() && !bulk.hasWishes());
    QVERIFY(bench.addBetty());
    bulk.reviewSharing();
    bench.app.lockAll(); // nobody is asked any more
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
    QVERIFY(!bulk.isSharing() && !bulk.hasWishes());
}

void TestJobs::manyAreMoved()
{
    ManyBench bench;
    bench.server().collections[1].right = AccessRight::Own;
    QCoro::waitFor(bench.session().refresh());
    const QString place = bench.server().collections[1].id;
    bench.browse.moveChosen();
    QVERIFY(bench.browse.move()->place()->isAsking());
    QVERIFY(bench.browse.move()->place()->heading().contains(QStringLiteral("4 secret(s)")));
    bench.browse.move()->place()->choose(place);
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    for (std::size_t i = 0; i < 3; ++i)
        QCOMPARE(bench.server().secrets[i].collectionId, place);
    QVERIFY(bench.server().secrets[3].collectionId != place); // may only be read
}

void TestJobs::manyGetAStar()
{
    ManyBench bench;
    bench.browse.bulk()->setFavourite(true);
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    QCOMPARE(bench.facets().writing.log.filter(QStringLiteral("favourite ")).size(), 4);
    QTRY_VERIFY(bench.server().secrets[3].markers.testFlag(Marker::Favourite));
}

void TestJobs::manyAreDeletedAfterAQuestion()
{
    ManyBench bench;
    bench.server().secrets[0].markers |= Marker::Shared;
    QCoro::waitFor(bench.session().refresh());
    bench.browse.bulk()->askToDelete();
    QCOMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().isDanger());
    QCOMPARE(bench.job().goText(), QStringLiteral("Delete 4 secret(s)"));
    QVERIFY(bench.job().summary().join(QLatin1Char(' ')).contains(QStringLiteral("for everyone")));
    QCOMPARE(bench.facets().writing.log.filter(QStringLiteral("remove ")).size(), 0);
    bench.server().failNext(Call::Write, ErrorKind::Forbidden);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.server().secrets.size(), std::size_t(117));
    QCOMPARE(bench.job().failures()->rowCount(), 1);
    QCOMPARE(bench.job().failures()->choices().front().hint, describe(ErrorKind::Forbidden).text);
    QTRY_VERIFY(!bench.browse.bulk()->isActive());
}

void TestJobs::whatConcernsAllEndsAJob()
{
    ManyBench bench;
    bench.server().failNext(Call::Write, ErrorKind::Unreachable);
    bench.browse.bulk()->askToDelete();
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Failed); // nothing was done
    QCOMPARE(bench.facets().writing.log.filter(QStringLiteral("remove ")).size(), 1);
    bench.job().close();
    connect(&bench.job(), &JobViewModel::progressed, this, [&bench] {
        if (bench.job().done() == 1)
            bench.server().failNext(Call::Write, ErrorKind::Unreachable);
    });
    bench.browse.bulk()->askToDelete();
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().failures()->rowCount(), 3);
    QVERIFY(!bench.job().failures()->choices().back().label.isEmpty());
}

QTEST_MAIN(TestJobs)
#include "tst_jobs.moc"
