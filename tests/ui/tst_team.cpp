// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/teambench.h"
#include "ui/viewmodels/attentiontexts.h"
#include "ui/viewmodels/peopletexts.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using namespace std::chrono_literals;
using coffret::test::Bench;
using coffret::test::TeamBench;
using Call = FakeServer::Call;
using Mode = QAbstractItemModelTester::FailureReportingMode;

namespace {

QVariant of(const QAbstractItemModel &model, int row, int role)
{
    return model.index(row, 0).data(role);
}

} // namespace

class TestTeam : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tabsFollowWhatTheVaultCan();
    void theHeaderSaysWhereItLies();
    void theHeaderSaysWhetherOthersHaveIt();
    void showsWhoHasAccess();
    void onlyOwnersShare();
    void nothingIsWrittenBeforeItIsAgreedTo();
    void newReadersAreCompared();
    void t03_anotherKeyBlocksItsOwner();
    void aGroupBringsItsMembers();
    void everyChangeIsInTheReview();
    void theLastOwnerStays();
    void searchSaysWhenNobodyIsFound();
    void sharingCanBeStopped();
    void failuresAreNamed();
    void failedPlansSayWhy();
    void anEndedSessionIsRenewed();
    void foldersAreSharedToo();

    void movesWithoutAskingWhereNothingChanges();
    void movingAsksWhereAccessChanges();
    void placesLeaveOutWhereItCannotGo();
    void droppingMoves();
    void movesWhereNobodySharesAnything();
    void movesSeveralWhereNobodySharesAnything();

    void foldersAreMadeAndNamed();
    void foldersAreDeletedWithOrWithoutContent();
    void foldersSayWhatFailed();

    void theStarIsKept();
    void tagsComeAndGo();
    void expiryIsSet();
    void deletingAsks();
    void aDeletionThatFailsLaterIsTold();

    void commentsAreReadAndWritten();
    void commentsHaveALimit();
    void ownCommentsAreTakenBack();
    void failedCommentsKeepTheirWords();
    void activityIsTold();
    void earlierValuesAreShownForAWhile();
    void earlierValuesAreWrittenAgain();
    void t01_earlierValuesBringTheirVerdict_data();
    void t01_earlierValuesBringTheirVerdict();

    void managersChangeGroups();
    void somebodyManagesAGroup();

    void attentionIsExplained();
    void lockingForgetsTheTeam();
};

void TestTeam::tabsFollowWhatTheVaultCan()
{
    TeamBench bench;
    QVERIFY(bench.opened);
    QCOMPARE(bench.browse.tabs()->rowCount(), 5);
    bench.browse.setTab(QStringLiteral("no such tab"));
    QCOMPARE(bench.browse.tab(), QStringLiteral("details"));
    bench.browse.setTab(QStringLiteral("activity"));
    bench.server().capabilities = Capability::CollectionTree | Capability::Comments;
    bench.app.syncAll();
    QTRY_COMPARE(bench.browse.tabs()->rowCount(), 2);
    QCOMPARE(bench.browse.tab(), QStringLiteral("details")); // the one that was shown is gone
    QVERIFY(!bench.browse.hasGroups());
}

void TestTeam::theHeaderSaysWhereItLies()
{
    TeamBench bench;
    DetailViewModel &detail = *bench.browse.detail();
    std::vector<Collection> &collections = bench.server().collections;
    collections.clear();
    for (int depth = 0; depth < 100; ++depth)
        collections.push_back({QString::number(depth), depth == 0 ? QString() : QString::number(depth - 1),
                               QStringLiteral("Level %1").arg(depth)});
    bench.server().secrets[0].collectionId = QStringLiteral("2");
    bench.server().secrets[1].collectionId = QStringLiteral("99");
    bench.server().secrets[2].collectionId.clear();
    bench.app.syncAll();
    QTRY_COMPARE(bench.session().contact(), Session::Contact::Online);

    bench.browse.selectSecret(bench.server().secrets[0].id);
    QStringList names;
    for (const Choice &place : detail.places()->choices())
        names.append(place.label);
    QCOMPARE(names.join(QStringLiteral(" / ")), detail.path());
    QCOMPARE(names.size(), 3);
    bench.browse.selectNode(detail.places()->keyAt(1));
    QCOMPARE(bench.browse.title(), QStringLiteral("Level 1"));
    bench.browse.selectSecret(bench.server().secrets[1].id);
    QCOMPARE(detail.places()->rowCount(), 64); // a server can nest them without end
    QCOMPARE(detail.places()->choices().back().label, QStringLiteral("Level 99"));
    bench.browse.selectSecret(bench.server().secrets[2].id);
    QCOMPARE(detail.places()->rowCount(), 0);
}

void TestTeam::theHeaderSaysWhetherOthersHaveIt()
{
    TeamBench bench;
    DetailViewModel &detail = *bench.browse.detail();
    bench.server().secrets[0].markers = Marker::Shared;
    bench.server().secrets[1].markers = Marker::Personal;
    bench.app.syncAll();
    QTRY_COMPARE(bench.session().contact(), Session::Contact::Online);
    bench.browse.selectSecret(bench.server().secrets[1].id);
    QVERIFY(!detail.isShared());
    QCOMPARE(detail.sharedText(), QStringLiteral("Only you"));
    bench.browse.selectSecret(bench.server().secrets[0].id);
    QVERIFY(detail.isShared());
    QCOMPARE(detail.sharedText(), QStringLiteral("Shared"));
    bench.server().capabilities.setFlag(Capability::Sharing, false);
    bench.app.syncAll();
    QTRY_COMPARE(detail.sharedText(), QString());
}

void TestTeam::showsWhoHasAccess()
{
    TeamBench bench;
    AccessListModel &entries = *bench.sharing().entries();
    const QAbstractItemModelTester tester(&entries, Mode::Fatal);
    QCOMPARE(bench.server().calls(Call::Share), 0); // nobody has looked yet
    QVERIFY(bench.showSharing());
    QCOMPARE(entries.rowCount(), 2);
    QCOMPARE(of(entries, 0, AccessListModel::NameRole).toString(), QStringLiteral("Ada Lovelace"));
    QVERIFY(of(entries, 0, AccessListModel::LastOwnerRole).toBool());
    QCOMPARE(of(entries, 1, AccessListModel::RightTextRole).toString(), QStringLiteral("Can read"));
    QVERIFY(bench.sharing().canShare());
    QVERIFY(!bench.sharing().hasChanges());
    bench.browse.selectSecret(Bench::Unsigned); // the tab stays, and shows the other one
    QTRY_COMPARE(bench.sharing().targetId(), Bench::Unsigned);
    QTRY_COMPARE(entries.rowCount(), 0);
    bench.server().failNext(Call::Share, ErrorKind::TimedOut);
    bench.browse.selectSecret(Bench::Signed);
    QTRY_COMPARE(bench.sharing().errorText(), describe(ErrorKind::TimedOut).text);
    bench.sharing().reload();
    QTRY_COMPARE(entries.rowCount(), 2);
    QCOMPARE(bench.sharing().errorText(), QString());
}

void TestTeam::onlyOwnersShare()
{
    TeamBench bench;
    for (SecretSummary &secret : bench.server().secrets)
        secret.right = AccessRight::Update;
    bench.app.syncAll();
    QTRY_COMPARE(bench.session().contact(), Session::Contact::Online);
    QVERIFY(bench.showSharing());
    QVERIFY(!bench.sharing().canShare());
    QVERIFY(!bench.sharing().shareHint().isEmpty());
    bench.sharing().setRight(1, 3);
    QVERIFY(!bench.sharing().hasChanges());
}

void TestTeam::nothingIsWrittenBeforeItIsAgreedTo()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    bench.sharing().setRight(1, 2);
    QVERIFY(bench.sharing().hasChanges());
    QCOMPARE(of(*bench.sharing().entries(), 1, AccessListModel::ChangeTextRole).toString(),
             QStringLiteral("Until now: Can read"));
    bench.sharing().revert();
    QVERIFY(!bench.sharing().hasChanges());
    bench.sharing().setRight(1, 2);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().summary().join(QLatin1Char(' ')).contains(QStringLiteral("“Can edit”")));
    bench.job().cancel();
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
    QCOMPARE(bench.facets().sharing.log, QStringList{QStringLiteral("plan ") + Bench::Signed});
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    QCOMPARE(bench.facets().sharing.access[Bench::Signed].back().right, AccessRight::Update);
    QTRY_VERIFY(!bench.sharing().hasChanges()); // the list is read again
}

void TestTeam::everyChangeIsInTheReview()
{
    const Grantee group{Grantee::Kind::Group, QStringLiteral("g"), QStringLiteral("Operations"), {}, 2};
    const Grantee ada{Grantee::Kind::Person, QStringLiteral("a"), QStringLiteral("Ada"), {}, 0};
    const auto of = [](const Grantee &grantee, AccessRight before, AccessRight after) {
        SharePlan plan;
        plan.changes = {{grantee, before, after}};
        return plan;
    };
    using Right = AccessRight;
    const QStringList joins = planSummary(of(group, Right::None, Right::Read)); // all of whom can read it already
    QCOMPARE(joins, QStringList{QStringLiteral("Whoever is in the group “Operations”, now or later: “Can read”.")});
    const QStringList leaves = planSummary(of(group, Right::Update, Right::None));
    QCOMPARE(leaves, QStringList{QStringLiteral("The group “Operations” loses “Can edit”: whoever joins it later "
                                                "gains nothing.")});
    const QStringList rises = planSummary(of(group, Right::Read, Right::Own));
    QCOMPARE(rises, QStringList{QStringLiteral("Operations: “Can read” becomes “Owner”.")});

    SharePlan reader = of(ada, Right::None, Right::Read);
    QCOMPARE(planSummary(reader), QStringList{QStringLiteral("Ada gains “Can read”.")}); // through a group until now
    reader.newReaders.push_back({ada, {}, {}, {}, {}});
    QCOMPARE(planSummary(reader), QStringList{QStringLiteral("1 person(s) can read it from now on: Ada.")});
    reader.changes.front().after = Right::Own;
    QCOMPARE(planSummary(reader).last(), QStringLiteral("Ada gains “Owner”."));
    SharePlan loser = of(ada, Right::Own, Right::None);
    QCOMPARE(planSummary(loser), QStringList{QStringLiteral("Ada loses “Owner”, but has access through a group.")});
    loser.lostReaders = {ada};
    QCOMPARE(planSummary(loser).size(), 1);
    QVERIFY(planSummary(loser).first().startsWith(QStringLiteral("1 person(s) lose access: Ada.")));
    QCOMPARE(planSummary(SharePlan()), QStringList{QStringLiteral("Nobody gains or loses access.")});
}

void TestTeam::newReadersAreCompared()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    QVERIFY(bench.find(*bench.sharing().search(), QStringLiteral("betty")));
    QCOMPARE(bench.sharing().search()->found()->rowCount(), 1);
    bench.sharing().add(0);
    QVERIFY(of(*bench.sharing().search()->found(), 0, GranteeListModel::PresentRole).toBool());
    bench.sharing().add(0); // twice is once
    QCOMPARE(bench.sharing().entries()->rowCount(), 3);
    bench.sharing().setRight(bench.rowOf(QStringLiteral("Carol")), 0);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    const QString summary = bench.job().summary().join(QLatin1Char(' '));
    QVERIFY(summary.contains(QStringLiteral("Betty Holberton")));
    QVERIFY(summary.contains(QStringLiteral("Carol Shaw")));
    bench.job().go();
    QCOMPARE(bench.job().stage(), JobViewModel::Keys);
    ReadersViewModel &readers = *bench.job().readers();
    QVERIFY(!readers.canProceed());
    readers.cancel();
    QCOMPARE(bench.job().stage(), JobViewModel::Review); // nothing is lost
    bench.job().go();
    readers.setConfirmed(0, true);
    readers.proceed();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    const auto &now = bench.facets().sharing.access[Bench::Signed];
    QCOMPARE(now.size(), std::size_t(2));
    QCOMPARE(now.back().grantee.name, QStringLiteral("Betty Holberton"));
}

void TestTeam::t03_anotherKeyBlocksItsOwner()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    QVERIFY(bench.find(*bench.sharing().search(), QStringLiteral("dame"))); // whose key is not what it was
    bench.sharing().add(0);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QCOMPARE(bench.job().stage(), JobViewModel::Keys);
    ReadersViewModel &readers = *bench.job().readers();
    QVERIFY(!readers.blockedText().isEmpty());
    const QString before = of(*readers.people(), 0, ReaderListModel::PinnedFingerprintRole).toString();
    const QString now = of(*readers.people(), 0, ReaderListModel::FingerprintRole).toString();
    QCOMPARE(QString(before).remove(QLatin1Char(' ')), QString(40, QLatin1Char('0')));
    QCOMPARE(QString(now).remove(QLatin1Char(' ')), QString(40, QLatin1Char('D')));
    readers.setConfirmed(0, true); // is for keys that are new
    readers.confirmAll();
    QVERIFY2(readers.proceedText().contains(QStringLiteral("without Dame")), qPrintable(readers.proceedText()));
    QVERIFY(!readers.blockedText().isEmpty()); // confirming what is blocked changes nothing
    QVERIFY(!bench.facets().sharing.log.join(QLatin1Char(' ')).contains(QStringLiteral("carry")));
    QCOMPARE(bench.facets().sharing.access[Bench::Signed].size(), std::size_t(2)); // she has nothing
    readers.acceptKey(0);
    QVERIFY(readers.canProceed());
    QVERIFY(!readers.proceedText().contains(QStringLiteral("without")));
    QCOMPARE(readers.blockedText(), QString());
}

void TestTeam::aGroupBringsItsMembers()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    QVERIFY(bench.find(*bench.sharing().search(), QStringLiteral("oper")));
    QVERIFY(of(*bench.sharing().search()->found(), 0, GranteeListModel::IsGroupRole).toBool());
    bench.sharing().add(0);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    QCOMPARE(bench.job().readers()->people()->rowCount(), 2);
    QCOMPARE(bench.job().readers()->firstSeen(), 1); // Carol's key is known
}

void TestTeam::theLastOwnerStays()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    bench.sharing().setRight(0, 0);
    QVERIFY(!bench.sharing().notice().isEmpty());
    bench.sharing().setRight(0, 2);
    QVERIFY(!bench.sharing().hasChanges());
    bench.sharing().setRight(1, 3); // Carol owns it too
    QCOMPARE(bench.sharing().notice(), QString());
    bench.sharing().setRight(0, 0);
    QCOMPARE(bench.sharing().notice(), QString());
    QVERIFY(of(*bench.sharing().entries(), 1, AccessListModel::LastOwnerRole).toBool());
    bench.sharing().setRight(1, 1);
    QVERIFY(!bench.sharing().notice().isEmpty());
}

void TestTeam::searchSaysWhenNobodyIsFound()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    GranteeSearch &search = *bench.sharing().search();
    const QAbstractItemModelTester tester(search.found(), Mode::Fatal);
    QVERIFY(bench.find(search, QStringLiteral("qqq")));
    QVERIFY(search.notice().contains(QStringLiteral("qqq")));
    bench.server().failNext(Call::Share, ErrorKind::Unreachable);
    QVERIFY(bench.find(search, QStringLiteral("bet")));
    QCOMPARE(search.notice(), describe(ErrorKind::Unreachable).text);
    search.setText(QStringLiteral("b")); // only what was typed last is asked for
    search.setText(QStringLiteral("be"));
    search.setText(QStringLiteral("dame"));
    QTRY_COMPARE(search.found()->rowCount(), 1);
    QCOMPARE(bench.facets().sharing.log.filter(QStringLiteral("find")).last(), QStringLiteral("find dame"));
    QVERIFY(!bench.facets().sharing.log.contains(QStringLiteral("find be")));
    search.setText({});
    QCOMPARE(search.found()->rowCount(), 0);
}

void TestTeam::sharingCanBeStopped()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    bench.sharing().setRight(1, 2);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.server().gate(Call::Share).close();
    bench.job().go();
    QTRY_COMPARE(bench.server().gate(Call::Share).waiting(), 1);
    QCOMPARE(bench.job().stage(), JobViewModel::Running);
    bench.job().close(); // no way out but Stop
    QCOMPARE(bench.job().stage(), JobViewModel::Running);
    bench.job().cancel();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QVERIFY(bench.job().reportText().startsWith(QStringLiteral("Stopped.")));
    bench.server().gate(Call::Share).open();
    bench.job().close();
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
    QCOMPARE(bench.facets().sharing.access[Bench::Signed].back().right, AccessRight::Read);
}

void TestTeam::failuresAreNamed()
{
    TeamBench bench;
    const QAbstractItemModelTester tester(bench.job().failures(), Mode::Fatal);
    QVERIFY(bench.showSharing());
    bench.sharing().setRight(1, 2);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    bench.facets().sharing.failures = {
        {QStringLiteral("x"), QStringLiteral("Backup key"), {ErrorKind::Forbidden, {}, 403}}};
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Report);
    QCOMPARE(bench.job().failures()->rowCount(), 1);
    QCOMPARE(of(*bench.job().failures(), 0, ChoiceListModel::LabelRole).toString(), QStringLiteral("Backup key"));
    QCOMPARE(of(*bench.job().failures(), 0, ChoiceListModel::HintRole).toString(), describe(ErrorKind::Forbidden).text);
}

void TestTeam::failedPlansSayWhy()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    bench.sharing().setRight(1, 2);
    bench.server().failNext(Call::Share, ErrorKind::Unreachable);
    bench.sharing().review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Failed);
    QCOMPARE(bench.job().errorText(), describe(ErrorKind::Unreachable).text);
    bench.job().cancel();
    QVERIFY(bench.sharing().hasChanges()); // what was put together stays
}

void TestTeam::anEndedSessionIsRenewed()
{
    TeamBench bench;
    bench.server().expireSession();
    const int signIns = bench.server().calls(Call::SignIn);
    QVERIFY(bench.showSharing());
    QCOMPARE(bench.sharing().entries()->rowCount(), 2);
    QCOMPARE(bench.server().calls(Call::SignIn), signIns + 1);
}

void TestTeam::foldersAreSharedToo()
{
    TeamBench bench;
    const QString folder = bench.session().catalog()->collections().front().id;
    bench.facets().sharing.access[folder] = bench.facets().sharing.access[Bench::Signed];
    bench.facets().sharing.secretsBelow = 12;
    bench.browse.chooseFolder(QStringLiteral("collection:") + folder);
    QVERIFY(bench.browse.folders()->canShare());
    bench.browse.shareFolder();
    SharingViewModel &sharing = *bench.browse.folderSharing();
    QTRY_COMPARE(sharing.stage(), SharingViewModel::Shown);
    QCOMPARE(sharing.targetName(), bench.session().catalog()->collections().front().name);
    sharing.setRight(1, 2);
    sharing.review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().summary().join(QLatin1Char(' ')).contains(QStringLiteral("12")));
    QSignalSpy progressed(&bench.job(), &JobViewModel::progressed);
    bench.job().go();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    QVERIFY(progressed.count() >= 12);
}

void TestTeam::movesWithoutAskingWhereNothingChanges()
{
    TeamBench bench;
    MoveViewModel &move = *bench.browse.move();
    const QAbstractItemModelTester tester(move.place()->places(), Mode::Fatal);
    bench.browse.moveSecret();
    QVERIFY(move.place()->isAsking());
    QVERIFY(move.place()->places()->rowCount() > 0);
    const QString target = move.place()->places()->keyAt(move.place()->places()->rowCount() - 1);
    move.place()->choose(target);
    QVERIFY(!move.place()->isAsking());
    QTRY_COMPARE(bench.browse.detail()->summary().collectionId, target);
    QCOMPARE(bench.job().stage(), JobViewModel::Idle);
}

void TestTeam::movingAsksWhereAccessChanges()
{
    TeamBench bench;
    const QString target = bench.session().catalog()->collections().back().id;
    bench.facets().sharing.access[target] = {{bench.facets().sharing.directory[1], AccessRight::Read}};
    bench.browse.move()->moveTo(&bench.session(), SharePlan::Target::Secret, Bench::Signed, target);
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().summary().join(QLatin1Char(' ')).contains(QStringLiteral("Betty")));
    bench.job().cancel();
    QVERIFY(bench.browse.detail()->summary().collectionId != target);
}

void TestTeam::placesLeaveOutWhereItCannotGo()
{
    TeamBench bench;
    bench.server().collections[1].parentId = bench.server().collections[0].id;
    bench.server().collections[2].right = AccessRight::Read;
    bench.app.syncAll();
    QTRY_COMPARE(bench.session().contact(), Session::Contact::Online);
    const QString folder = bench.server().collections[0].id;
    bench.browse.chooseFolder(QStringLiteral("collection:") + folder);
    bench.browse.moveFolder();
    ChoiceListModel &places = *bench.browse.move()->place()->places();
    QVERIFY(!places.contains(folder));                           // itself
    QVERIFY(!places.contains(bench.server().collections[1].id)); // below itself
    QVERIFY(!places.contains(bench.server().collections[2].id)); // not the user's to change
    QVERIFY(!places.contains(QString()));                        // where it is
    const int all = places.rowCount();
    bench.browse.move()->place()->setFilter(QStringLiteral("qqq"));
    QCOMPARE(places.rowCount(), 0);
    bench.browse.move()->place()->setFilter({});
    QCOMPARE(places.rowCount(), all);
    bench.browse.move()->place()->choose(folder);
    QVERIFY(bench.browse.move()->place()->isAsking());
}

void TestTeam::droppingMoves()
{
    TeamBench bench;
    const QString target = bench.session().catalog()->collections().back().id;
    QVERIFY(!bench.browse.canDrop(QStringLiteral("favourites")));
    bench.browse.drop(Bench::Unsigned, QStringLiteral("favourites"));
    QVERIFY(bench.facets().sharing.log.isEmpty());
    bench.browse.drop(Bench::Unsigned, QStringLiteral("collection:") + target);
    QTRY_VERIFY(bench.facets().sharing.log.contains(QStringLiteral("carry out ") + Bench::Unsigned));
}

void TestTeam::movesWhereNobodySharesAnything()
{
    TeamBench bench;
    bench.facets().shares = false;
    QVERIFY(!bench.browse.actions()->canMove());
    bench.facets().writing.moves = true;
    QVERIFY(bench.browse.actions()->canMove());
    bench.browse.moveSecret();
    MoveViewModel &move = *bench.browse.move();
    QVERIFY(move.place()->isAsking());
    QVERIFY(!move.place()->places()->contains(QString())); // every secret lies somewhere
    const QString target = move.place()->places()->keyAt(move.place()->places()->rowCount() - 1);
    move.place()->choose(target);
    QCOMPARE(bench.job().stage(), JobViewModel::Review);
    QVERIFY(bench.job().summary().join(QLatin1Char(' ')).contains(QStringLiteral("rules of the new place")));
    QVERIFY(!bench.facets().writing.log.join(QLatin1Char(' ')).contains(QStringLiteral("move")));
    bench.job().go();
    QTRY_COMPARE(bench.browse.detail()->summary().collectionId, target);
    QCOMPARE(bench.facets().writing.log.last(), QStringLiteral("move %1 to %2").arg(Bench::Signed, target));
    bench.browse.chooseFolder(QStringLiteral("collection:") + target);
    QVERIFY(bench.browse.folders()->canChange());
    QVERIFY(!bench.browse.folders()->canMove());
    QVERIFY(!bench.browse.folders()->moveHint().isEmpty());
}

void TestTeam::movesSeveralWhereNobodySharesAnything()
{
    TeamBench bench;
    bench.facets().shares = false;
    bench.facets().writing.moves = true;
    const QString target = bench.session().catalog()->collections().back().id;
    QVERIFY(bench.browse.canDrop(QStringLiteral("collection:") + target));
    bench.browse.move()->askMany(&bench.session(), {Bench::Signed, Bench::Unsigned});
    bench.browse.move()->place()->choose(target);
    QCOMPARE(bench.job().stage(), JobViewModel::Review);
    bench.job().go();
    const auto catalogPlace = [&bench](const QString &id) {
        return bench.session().catalog()->collectionId(bench.session().catalog()->rowOf(id));
    };
    QTRY_COMPARE(catalogPlace(Bench::Signed), target);
    QTRY_COMPARE(catalogPlace(Bench::Unsigned), target);
}

void TestTeam::foldersAreMadeAndNamed()
{
    TeamBench bench;
    FoldersViewModel &folders = *bench.browse.folders();
    bench.browse.chooseFolder(QStringLiteral("all")); // the top of the tree
    QVERIFY(folders.canCreate());
    QVERIFY(!folders.canChange());
    folders.askForNew();
    folders.confirm();
    QVERIFY(!folders.nameError().isEmpty());
    folders.setName(QStringLiteral(" Night shift "));
    QCOMPARE(folders.nameError(), QString());
    folders.confirm();
    QTRY_COMPARE(folders.question(), FoldersViewModel::None);
    QTRY_COMPARE(bench.browse.title(), QStringLiteral("Night shift")); // one is in it at once
    bench.browse.chooseFolder(bench.browse.currentNodeId());
    folders.askForOtherName();
    QCOMPARE(folders.name(), QStringLiteral("Night shift"));
    folders.setName(QStringLiteral("Day shift"));
    folders.confirm();
    QTRY_COMPARE(bench.browse.title(), QStringLiteral("Day shift"));
}

void TestTeam::foldersAreDeletedWithOrWithoutContent()
{
    TeamBench bench;
    FoldersViewModel &folders = *bench.browse.folders();
    const QString folder = bench.session().catalog()->collections().front().id;
    bench.browse.chooseFolder(QStringLiteral("collection:") + folder);
    folders.askToDelete();
    QVERIFY(folders.hasContent());
    QVERIFY(!folders.isWithContent()); // the gentle way is the first
    folders.setWithContent(true);
    folders.cancel();
    QCOMPARE(folders.question(), FoldersViewModel::None);
    folders.askToDelete();
    QVERIFY(!folders.isWithContent());
    folders.confirm();
    QTRY_COMPARE(folders.question(), FoldersViewModel::None);
    QCOMPARE(bench.facets().writing.log.last(), QStringLiteral("remove folder %1 alone").arg(folder));
}

void TestTeam::foldersSayWhatFailed()
{
    TeamBench bench;
    FoldersViewModel &folders = *bench.browse.folders();
    bench.browse.chooseFolder(QStringLiteral("all"));
    folders.askForNew();
    folders.setName(QStringLiteral("x"));
    bench.server().failNext(Call::Write, ErrorKind::Forbidden);
    folders.confirm();
    QTRY_VERIFY(folders.errorText().startsWith(describe(ErrorKind::Forbidden).text));
    QCOMPARE(folders.question(), FoldersViewModel::NewName);
    QCOMPARE(folders.name(), QStringLiteral("x"));
}

void TestTeam::theStarIsKept()
{
    TeamBench bench;
    const bool before = bench.browse.detail()->isFavourite();
    bench.browse.actions()->toggleFavourite();
    QTRY_COMPARE(bench.browse.detail()->isFavourite(), !before);
    QTRY_VERIFY(!bench.browse.actions()->isBusy()); // it shows before the server has said so
    bench.server().failNext(Call::Write, ErrorKind::Unreachable);
    bench.browse.actions()->toggleFavourite();
    QTRY_COMPARE(bench.toast.text(), describe(ErrorKind::Unreachable).text);
    QTRY_COMPARE(bench.browse.detail()->isFavourite(), !before);
}

void TestTeam::tagsComeAndGo()
{
    TeamBench bench;
    ActionsViewModel &actions = *bench.browse.actions();
    QVERIFY(actions.canTag());
    actions.addTag(QStringLiteral(" web "));
    QTRY_COMPARE(actions.tags(), QStringList{QStringLiteral("web")});
    QTRY_VERIFY(!actions.isBusy()); // it shows before the server has said so
    actions.addTag(QStringLiteral("web"));
    actions.addTag(QStringLiteral("  "));
    actions.addTag(QStringLiteral("db"));
    QTRY_COMPARE(actions.tags().size(), 2);
    QTRY_VERIFY(!actions.isBusy());
    actions.removeTag(QStringLiteral("web"));
    QTRY_COMPARE(actions.tags(), QStringList{QStringLiteral("db")});
    QCOMPARE(bench.facets().writing.log.size(), 3);
}

void TestTeam::expiryIsSet()
{
    TeamBench bench;
    ActionsViewModel &actions = *bench.browse.actions();
    QCOMPARE(actions.expiresText(), QString());
    actions.setExpiresIn(90);
    QTRY_VERIFY(actions.expiresText().startsWith(QStringLiteral("Expires on")));
    QVERIFY(!actions.isExpired());
    QTRY_VERIFY(!actions.isBusy()); // it shows before the server has said so
    actions.setExpiresIn(0);
    QTRY_VERIFY(actions.isExpired());
    QTRY_VERIFY(!actions.isBusy());
    actions.setExpiresIn(-1);
    QTRY_COMPARE(actions.expiresText(), QString());
}

void TestTeam::deletingAsks()
{
    TeamBench bench;
    ActionsViewModel &actions = *bench.browse.actions();
    actions.confirmDelete(); // nobody has asked
    actions.askToDelete();
    QVERIFY(actions.isDeleting());
    actions.cancelDelete();
    QVERIFY(bench.facets().writing.log.isEmpty());
    actions.askToDelete();
    bench.server().failNext(Call::Write, ErrorKind::Forbidden);
    actions.confirmDelete();
    QTRY_VERIFY(!actions.deleteError().isEmpty());
    QVERIFY(actions.isDeleting());
    actions.confirmDelete();
    QTRY_VERIFY(!bench.browse.detail()->hasSecret());
    QCOMPARE(bench.browse.secrets()->rowCount(), 119);
    QVERIFY(bench.toast.text().contains(QStringLiteral("deleted")));
    QVERIFY(!actions.isDeleting());
}

void TestTeam::aDeletionThatFailsLaterIsTold()
{
    TeamBench bench;
    ActionsViewModel &actions = *bench.browse.actions();
    const QString name = bench.browse.detail()->name();
    bench.server().gate(Call::Write).close();
    bench.server().failNext(Call::Write, ErrorKind::Forbidden);
    actions.askToDelete();
    actions.confirmDelete();
    QTRY_COMPARE(bench.server().gate(Call::Write).waiting(), 1);
    bench.browse.selectSecret(Bench::Unsigned);
    bench.server().gate(Call::Write).open();
    QTRY_VERIFY2(bench.toast.text().contains(describe(ErrorKind::Forbidden).text), qPrintable(bench.toast.text()));
    QVERIFY(bench.toast.text().contains(name));
    QVERIFY(!actions.isDeleting() && actions.deleteError().isEmpty()); // which is about another secret by now
}

void TestTeam::commentsAreReadAndWritten()
{
    TeamBench bench;
    DiscussionViewModel &discussion = *bench.browse.discussion();
    CommentListModel &comments = *discussion.comments();
    const QAbstractItemModelTester tester(&comments, Mode::Fatal);
    QCOMPARE(bench.server().calls(Call::Discuss), 0);
    bench.browse.setTab(QStringLiteral("comments"));
    QTRY_COMPARE(comments.rowCount(), 2);
    QVERIFY(!of(comments, 0, CommentListModel::IsAnswerRole).toBool());
    QVERIFY(of(comments, 1, CommentListModel::IsAnswerRole).toBool());
    QVERIFY(!discussion.canPost());
    QSignalSpy wanted(&discussion, &DiscussionViewModel::draftWanted);
    discussion.answer(QStringLiteral("c1"));
    QCOMPARE(wanted.count(), 1);
    QVERIFY(discussion.contextText().contains(QStringLiteral("Betty")));
    discussion.setDraft(QStringLiteral(" Thank you. "));
    discussion.post();
    QTRY_COMPARE(comments.rowCount(), 3);
    QCOMPARE(discussion.draft(), QString());
    QCOMPARE(discussion.contextText(), QString());
    QCOMPARE(bench.facets().discussion.log.last(), QStringLiteral("comment %1: Thank you.").arg(Bench::Signed));
    bench.browse.selectSecret(Bench::Unsigned);
    QTRY_VERIFY(discussion.areCommentsShown());
    QCOMPARE(comments.rowCount(), 0);
}

void TestTeam::commentsHaveALimit()
{
    TeamBench bench;
    DiscussionViewModel &discussion = *bench.browse.discussion();
    bench.browse.setTab(QStringLiteral("comments"));
    discussion.setDraft(QString(200, QLatin1Char('x')));
    QVERIFY(discussion.draftHint().contains(QStringLiteral("55")));
    QVERIFY(discussion.canPost());
    discussion.setDraft(QString(256, QLatin1Char('x')));
    QVERIFY(discussion.isDraftTooLong());
    QVERIFY(!discussion.canPost());
}

void TestTeam::ownCommentsAreTakenBack()
{
    TeamBench bench;
    DiscussionViewModel &discussion = *bench.browse.discussion();
    bench.browse.setTab(QStringLiteral("comments"));
    QTRY_COMPARE(discussion.comments()->rowCount(), 2);
    discussion.edit(QStringLiteral("c1")); // Betty's
    QVERIFY(!discussion.isEditing());
    discussion.askToRemove(QStringLiteral("c1"));
    QCOMPARE(discussion.removingId(), QString());
    discussion.edit(QStringLiteral("c2"));
    QCOMPARE(discussion.draft(), QStringLiteral("I do, every quarter."));
    discussion.setDraft(QStringLiteral("I do, every month."));
    discussion.post();
    QTRY_COMPARE(of(*discussion.comments(), 1, CommentListModel::ContentRole).toString(),
                 QStringLiteral("I do, every month."));
    discussion.askToRemove(QStringLiteral("c2"));
    discussion.cancelRemove();
    discussion.confirmRemove();
    QCOMPARE(discussion.comments()->rowCount(), 2);
    discussion.askToRemove(QStringLiteral("c2"));
    discussion.confirmRemove();
    QTRY_COMPARE(discussion.comments()->rowCount(), 1);
}

void TestTeam::failedCommentsKeepTheirWords()
{
    TeamBench bench;
    DiscussionViewModel &discussion = *bench.browse.discussion();
    bench.browse.setTab(QStringLiteral("comments"));
    QTRY_VERIFY(discussion.areCommentsShown());
    discussion.setDraft(QStringLiteral("Hello"));
    bench.server().failNext(Call::Discuss, ErrorKind::Unreachable);
    discussion.post();
    QTRY_COMPARE(discussion.errorText(), describe(ErrorKind::Unreachable).text);
    QCOMPARE(discussion.draft(), QStringLiteral("Hello"));
    discussion.retry();
    QTRY_COMPARE(discussion.comments()->rowCount(), 3);
}

void TestTeam::activityIsTold()
{
    TeamBench bench;
    EventListModel &activity = *bench.browse.discussion()->activity();
    const QAbstractItemModelTester tester(&activity, Mode::Fatal);
    bench.browse.setTab(QStringLiteral("activity"));
    QTRY_COMPARE(activity.rowCount(), 4);
    QCOMPARE(of(activity, 0, EventListModel::TextRole).toString(), QStringLiteral("Carol Shaw opened it"));
    QCOMPARE(of(activity, 2, EventListModel::TextRole).toString(),
             QStringLiteral("Dame Shirley: Resources.teleported"));
    QCOMPARE(of(activity, 0, EventListModel::WhenTextRole).toString(), QStringLiteral("10 min ago"));
}

void TestTeam::earlierValuesAreShownForAWhile()
{
    TeamBench bench;
    HistoryViewModel &history = *bench.browse.history();
    const QAbstractItemModelTester tester(history.revisions(), Mode::Fatal);
    bench.browse.setTab(QStringLiteral("history"));
    QTRY_COMPARE(history.revisions()->rowCount(), 2);
    QCOMPARE(of(*history.revisions(), 0, EventListModel::TextRole).toString(), QStringLiteral("Current values"));
    const QString former = of(*history.revisions(), 1, EventListModel::TextRole).toString();
    QVERIFY2(former.startsWith(QStringLiteral("Values until yesterday")), qPrintable(former));
    history.open(QStringLiteral("r1"));
    QTRY_COMPARE(history.fields()->rowCount(), 1);
    QVERIFY(!history.fields()->isRevealed(QStringLiteral("password")));
    history.toggle(QStringLiteral("password"));
    QTRY_VERIFY(history.fields()->isRevealed(QStringLiteral("password")));
    for (const QString &seen : test::everythingVisible(bench.browse))
        QVERIFY(!seen.contains(QStringLiteral("canary")));
    bench.clock.advance(21s);
    QTRY_VERIFY(!history.fields()->isRevealed(QStringLiteral("password")));
    history.toggle(QStringLiteral("password"));
    QTRY_VERIFY(history.fields()->isRevealed(QStringLiteral("password")));
    QVERIFY(!history.leavesOutCode());
    bench.server().setMessage(
        Bench::Signed + QStringLiteral("@r1"),
        FakeOpenPgp::sealed("password=canary-old\ntotp=otpauth://totp/x?secret=CANARYAA", Bench::AdasKey),
        {Bench::AdasKey});
    bench.session().forgetPayloads();
    history.open(QStringLiteral("r1")); // closes
    history.open(QStringLiteral("r1"));
    QTRY_VERIFY(history.leavesOutCode()); // and says so
    QCOMPARE(history.fields()->keys(), QStringList{QStringLiteral("password")});
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(!history.leavesOutCode());
    QCOMPARE(history.fields()->rowCount(), 0);
    QCOMPARE(history.openId(), QString());
}

void TestTeam::earlierValuesAreWrittenAgain()
{
    TeamBench bench;
    HistoryViewModel &history = *bench.browse.history();
    EditorViewModel &editor = *bench.browse.editor();
    bench.browse.setTab(QStringLiteral("history"));
    QTRY_COMPARE(history.revisions()->rowCount(), 2);
    history.open(QStringLiteral("r2"));
    QTRY_COMPARE(history.fields()->rowCount(), 1);
    QVERIFY(!history.canRestore()); // is what it has now
    history.open(QStringLiteral("r1"));
    QTRY_VERIFY(history.canRestore());
    history.restore();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    const SecretBuffer &value = editor.fields()->field(QStringLiteral("password"))->document->value();
    QCOMPARE(QByteArray(value.view().data(), static_cast<qsizetype>(value.size())), "canary-former");
    QVERIFY(editor.isChanged()); // nothing is written before the user says so
    QVERIFY(bench.facets().writing.log.isEmpty());
    editor.save();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Closed);
    QCOMPARE(bench.facets().writing.log.last(), QStringLiteral("update ") + Bench::Signed);
}

void TestTeam::t01_earlierValuesBringTheirVerdict_data()
{
    QTest::addColumn<QString>("signer");
    QTest::addColumn<bool>("warns");
    QTest::newRow("by who wrote it") << Bench::AdasKey << false;
    QTest::newRow("unsigned") << QString() << true;
    QTest::newRow("by a stranger") << QString(40, QLatin1Char('7')) << true;
}

/// Saving them makes them the user's own word, whoever's they were.
void TestTeam::t01_earlierValuesBringTheirVerdict()
{
    QFETCH(QString, signer);
    QFETCH(bool, warns);
    TeamBench bench;
    bench.server().setMessage(Bench::Signed + QStringLiteral("@r1"),
                              FakeOpenPgp::sealed("password=canary-former", signer), {Bench::AdasKey});
    HistoryViewModel &history = *bench.browse.history();
    EditorViewModel &editor = *bench.browse.editor();
    bench.browse.setTab(QStringLiteral("history"));
    QTRY_COMPARE(history.revisions()->rowCount(), 2);
    history.open(QStringLiteral("r1"));
    QTRY_VERIFY(history.canRestore());
    const QString sentence = history.verdictSentence();
    history.restore();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    QCOMPARE(editor.warning().contains(sentence), warns);
    QCOMPARE(editor.warning().isEmpty(), !warns);
    editor.save();
    QTRY_COMPARE(editor.stage(), EditorViewModel::Closed);
    QCOMPARE(bench.facets().writing.lastDraft->vouchesForOthers, warns);
    bench.browse.selectSecret(Bench::Unsigned);
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.editSecret(); // a later edit has nothing to do with it
    QTRY_COMPARE(editor.stage(), EditorViewModel::Writing);
    QCOMPARE(editor.warning(), QString());
}

void TestTeam::managersChangeGroups()
{
    TeamBench bench;
    GroupsViewModel &groups = *bench.browse.groups();
    const QAbstractItemModelTester tester(groups.members(), Mode::Fatal);
    const QAbstractItemModelTester groupsTester(groups.groups(), Mode::Fatal);
    QVERIFY(bench.browse.hasGroups());
    bench.browse.showGroups();
    QTRY_COMPARE(groups.groups()->rowCount(), 2);
    QCOMPARE(groups.currentName(), QStringLiteral("Operations")); // the one to manage is the first
    QVERIFY(groups.isManaged());
    QCOMPARE(groups.members()->rowCount(), 2);
    QVERIFY(bench.find(*groups.search(), QStringLiteral("e"))); // persons only
    for (int row = 0; row < groups.search()->found()->rowCount(); ++row)
        QVERIFY(!of(*groups.search()->found(), row, GranteeListModel::IsGroupRole).toBool());
    QVERIFY(bench.find(*groups.search(), QStringLiteral("betty")));
    groups.add(0);
    groups.setPresent(1, false); // Carol leaves
    QVERIFY(groups.hasChanges());
    groups.review();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Review);
    const QString summary = bench.job().summary().join(QLatin1Char(' '));
    QVERIFY(summary.contains(QStringLiteral("Betty")) && summary.contains(QStringLiteral("Carol")));
    bench.job().go();
    bench.job().readers()->confirmAll();
    bench.job().readers()->proceed();
    QTRY_COMPARE(bench.job().stage(), JobViewModel::Idle);
    QCOMPARE(bench.facets().sharing.log.last(), QStringLiteral("carry out group operations"));
    groups.choose(QStringLiteral("board"));
    QVERIFY(!groups.isManaged());
    groups.setManager(0, false);
    QVERIFY(!groups.hasChanges());
    groups.close();
    QVERIFY(!groups.isOpen());
}

void TestTeam::somebodyManagesAGroup()
{
    TeamBench bench;
    GroupsViewModel &groups = *bench.browse.groups();
    bench.browse.showGroups();
    QTRY_COMPARE(groups.members()->rowCount(), 2);
    groups.setManager(0, false);
    QVERIFY(!groups.notice().isEmpty());
    groups.setPresent(0, false);
    QVERIFY(!groups.hasChanges());
    groups.setManager(1, true);
    QCOMPARE(groups.notice(), QString());
    groups.setPresent(0, false);
    QVERIFY(groups.hasChanges());
    groups.revert();
    QVERIFY(!groups.hasChanges());
}

void TestTeam::attentionIsExplained()
{
    TeamBench bench;
    for (SecretSummary &secret : bench.server().secrets) {
        if (secret.id == Bench::Signed)
            secret.markers |= Markers(Marker::OutOfOrder) | Marker::SecretUnverified;
    }
    bench.app.syncAll();
    ChoiceListModel &reasons = *bench.browse.detail()->reasons();
    const QAbstractItemModelTester tester(&reasons, Mode::Fatal);
    QTRY_COMPARE(reasons.rowCount(), 2);
    QVERIFY(!of(reasons, 0, ChoiceListModel::HintRole).toString().isEmpty());
    bench.browse.selectNode(QStringLiteral("attention"));
    QVERIFY(bench.browse.secrets()->rowOf(Bench::Signed) >= 0);
    for (int bit = 0; bit < 13; ++bit) { // every reason that counts is put into words
        const Markers marker = Markers::fromInt(1U << bit);
        QCOMPARE(attentionReasons(marker).empty(), !needsAttention(marker));
        for (const Choice &reason : attentionReasons(marker))
            QVERIFY(!reason.label.isEmpty() && !reason.hint.isEmpty());
    }
}

void TestTeam::lockingForgetsTheTeam()
{
    TeamBench bench;
    QVERIFY(bench.showSharing());
    bench.browse.showGroups();
    QTRY_COMPARE(bench.browse.groups()->groups()->rowCount(), 2);
    bench.app.lockAll();
    QTRY_COMPARE(bench.sharing().stage(), SharingViewModel::Closed);
    QVERIFY(!bench.browse.groups()->isOpen());
    for (const QString &seen : test::everythingVisible(bench.browse))
        QVERIFY2(!seen.contains(QStringLiteral("Betty")) && !seen.contains(QStringLiteral("Carol")), qPrintable(seen));
}

QTEST_MAIN(TestTeam)
#include "tst_team.moc"
