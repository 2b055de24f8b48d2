// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/onetimecode.h"
#include "tests/ui/bench.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using namespace std::chrono_literals;
using coffret::test::Bench;
using Call = FakeServer::Call;

namespace {

const QString Acme = QStringLiteral("acme");
const QString PasswordKey = QStringLiteral("password");

/// A bench whose account "acme" is open.
struct OpenBench : Bench
{
    OpenBench()
    {
        QGuiApplication::clipboard()->setText(QString());
        addAccount(Acme, QStringLiteral("Acme"));
        opened = openAll();
    }
    [[nodiscard]] DetailViewModel &detail() { return *browse.detail(); }
    [[nodiscard]] FakeServer &server() { return *servers[Acme]; }
    bool opened = false;
};

QByteArray shown(DetailViewModel &detail, const QString &key)
{
    FieldListModel &fields = *detail.fields();
    for (int row = 0; row < fields.rowCount(); ++row) {
        if (fields.index(row).data(FieldListModel::KeyRole).toString() != key)
            continue;
        const auto *secret = fields.index(row).data(FieldListModel::SecretRole).value<RevealedSecret *>();
        return secret ? QByteArray(secret->buffer().view().data(), static_cast<qsizetype>(secret->buffer().size()))
                      : QByteArray();
    }
    return "no such field";
}

} // namespace

class TestViewModels : public QObject
{
    Q_OBJECT

    /// Everything a value may be besides expected.
    static void verdicts()
    {
        QTest::addColumn<SignatureState>("state");
        QTest::addColumn<bool>("outOfOrder");
        QTest::addColumn<DetailViewModel::Verdict>("verdict");
        QTest::newRow("foreign") << SignatureState::Foreign << false << DetailViewModel::Foreign;
        QTest::newRow("unknown key") << SignatureState::UnknownKey << false << DetailViewModel::UnknownKey;
        QTest::newRow("unsigned") << SignatureState::Unsigned << false << DetailViewModel::Unsigned;
        QTest::newRow("expired key") << SignatureState::ExpiredKey << false << DetailViewModel::Expired;
        QTest::newRow("revoked key") << SignatureState::RevokedKey << false << DetailViewModel::Revoked;
        QTest::newRow("out of order") << SignatureState::Expected << true << DetailViewModel::OutOfOrder;
    }

private Q_SLOTS:
    void everyErrorHasWords();
    void timesReadNaturally();
    void initialsFitABadge();

    void searchNarrowsTheList();
    void searchAsksForMoreThanWords();
    void searchForgivesTypos();
    void aListByTimeIsSearchedStrictly();
    void aNewCatalogKeepsWhatWasFound();
    void searchFindsFolders();
    void aLargeVaultIsSearchedInTwoStages();
    void nodesAndFiltersNarrowTheList();
    void emptyListsSayWhy();
    void failedSignInsSayWhatToDo();
    void aFailedSyncKeepsTheList();
    void aSyncThatNobodyAskedForDisturbsNobody();
    void selectionMovesAndStays();
    void accountsSwitch();
    void theListIsSorted();

    void revealsForAWhile();
    void aKeptValueStays();
    void revealingShowsFieldsOnlyTheSecretKnows();
    void anEmptyNoteIsNone();
    void anotherTypeThanListedLaysTheCardsAnew();
    void whatALookupLearntShowsInTheCards();
    void codesAreShownAndTurn();
    void codesAreCopied();
    void aCodeThatCannotBeMadeSaysSo();
    void hidesOnSelectionAndLock();
    void dropsALateAnswer();
    void revealFailuresSayWhy();
    void verdictsAreSpelledOut();
    void copiesWithACountdown();
    void copyingAnUnsignedValueAsksOnce();
    void t01_copyingAsksWhateverIsWrong_data() { verdicts(); }
    void t01_copyingAsksWhateverIsWrong();
    void t02_anOrderThatIsNotKnownIsSaid();
    void t29_aLineEndIsSaidAfterCopying();
    void copiesUserNamesWithoutARequest();
    void copiesAddresses();
    void listsByTagByOwnerAndByEnd();
    void aGoneSecretIsCleared();
    void aChangeElsewhereLeavesTheRestAlone();
    void aSearchStaysWholeAcrossASync();

    void lookupFindsAcrossAccounts();
    void lookupCopiesAndCloses();
    void lookupOffersWhatWasUsed();
    void lookupOpensWhatCannotBeCopied();
    void t01_lookupCopiesNothingThatIsWrong_data() { verdicts(); }
    void t01_lookupCopiesNothingThatIsWrong();
    void lookupUnlocks();
    void lookupComesForwardAgain();
    void lookupOffersNothingWhileLocked();

    void lockingTakesEverythingAway();
    void colourSchemeIsKept();
    void nothingUnrevealedIsVisible();
};

void TestViewModels::everyErrorHasWords()
{
    QSet<QString> texts;
    for (int kind = 0; kind <= static_cast<int>(ErrorKind::Internal); ++kind) {
        const UserMessage message = describe(static_cast<ErrorKind>(kind));
        QVERIFY2(message.text.endsWith(QLatin1Char('.')), qPrintable(message.text));
        QVERIFY2(message.hint.endsWith(QLatin1Char('.')), qPrintable(message.text));
        QVERIFY2(!texts.contains(message.text), qPrintable(message.text));
        texts.insert(message.text);
    }
    QCOMPARE(errorDetails(Error{ErrorKind::ServerFault, QStringLiteral("maintenance"), 503}),
             QStringLiteral("ServerFault (HTTP 503): maintenance"));
}

void TestViewModels::timesReadNaturally()
{
    const QDateTime now = QDateTime(QDate(2024, 3, 10), QTime(18, 30), Qt::LocalTime).toUTC();
    QCOMPARE(relativeTime({}, now), QString());
    QCOMPARE(relativeTime(now.addSecs(-20), now), QStringLiteral("just now"));
    QCOMPARE(relativeTime(now.addSecs(30), now), QStringLiteral("just now")); // clocks differ a little
    QCOMPARE(relativeTime(now.addSecs(-120), now), QStringLiteral("2 min ago"));
    QVERIFY(relativeTime(now.addSecs(-3 * 3600), now).startsWith(QStringLiteral("today ")));
    QVERIFY(relativeTime(now.addDays(-1), now).startsWith(QStringLiteral("yesterday ")));
    QCOMPARE(relativeTime(now.addDays(-9), now), QStringLiteral("1 Mar 2024"));
    QVERIFY(relativeTime(now.addDays(2), now).endsWith(QStringLiteral("2024")));
}

void TestViewModels::initialsFitABadge()
{
    QCOMPARE(initialsOf(QStringLiteral("Acme Ltd (production)")), QStringLiteral("AL"));
    QCOMPARE(initialsOf(QStringLiteral("vault.example.com")), QStringLiteral("V"));
    QCOMPARE(initialsOf(QStringLiteral("vault.example.com:8443")), QStringLiteral("V"));
    QCOMPARE(initialsOf(QStringLiteral("localhost")), QStringLiteral("L"));
    QCOMPARE(initialsOf(QStringLiteral("--")), QStringLiteral("?"));
    for (const char *address : {"127.0.0.1", "127.0.0.1:8443", "::1", "fd00::12", "[fd00::12]:443"})
        QCOMPARE(initialsOf(QLatin1String(address)), QString());
}

void TestViewModels::searchNarrowsTheList()
{
    OpenBench bench;
    QVERIFY(bench.opened);
    SecretListModel &list = *bench.browse.secrets();
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(list.rowCount(), 120);
    bench.browse.setSearchText(QStringLiteral("git"));
    QVERIFY(list.rowCount() > 0 && list.rowCount() < 120);
    QCOMPARE(bench.browse.currentSecretId(), list.idAt(0));
    for (int row = 0; row < list.rowCount(); ++row) {
        const QString name = list.index(row).data(SecretListModel::NameRole).toString();
        const auto marks = list.index(row).data(SecretListModel::NameMarksRole).value<QList<int>>();
        if (name.contains(QStringLiteral("git"), Qt::CaseInsensitive))
            QCOMPARE(marks.value(0, -1), static_cast<int>(name.indexOf(QStringLiteral("git"), 0, Qt::CaseInsensitive)));
        else
            QVERIFY(!list.index(row).data(SecretListModel::PlaceMarksRole).value<QList<int>>().isEmpty());
    }
    bench.browse.setSearchText(QStringLiteral("qqqq"));
    QVERIFY(!bench.browse.detail()->hasSecret()); // nothing left that a key could copy by mistake
    bench.browse.setSearchText({});
    QCOMPARE(list.rowCount(), 120);
}

void TestViewModels::searchAsksForMoreThanWords()
{
    OpenBench bench;
    SecretListModel &list = *bench.browse.secrets();
    QueryChipModel &chips = *bench.browse.chips();
    const QAbstractItemModelTester tester(&chips, QAbstractItemModelTester::FailureReportingMode::Fatal);
    bench.browse.setSearchText(QStringLiteral("type:login -in:production e"));
    QVERIFY(list.rowCount() > 0 && list.rowCount() < 120);
    for (int row = 0; row < list.rowCount(); ++row) {
        QCOMPARE(list.index(row).data(SecretListModel::TypeRole).toString(), QStringLiteral("login"));
        const QString path = list.index(row).data(SecretListModel::PathRole).toString();
        QVERIFY2(!path.contains(QStringLiteral("Production")), qPrintable(path));
    }
    QCOMPARE(chips.rowCount(), 2);
    QCOMPARE(chips.index(0).data(QueryChipModel::LabelRole).toString(), QStringLiteral("Login"));
    QCOMPARE(chips.index(1).data(QueryChipModel::LabelRole).toString(), QStringLiteral("Not: In production"));
    bench.browse.removeChip(0);
    QCOMPARE(bench.browse.searchText(), QStringLiteral("-in:production e"));
    bench.browse.removeChip(0);
    QCOMPARE(bench.browse.searchText(), QStringLiteral("e"));
    QCOMPARE(chips.rowCount(), 0);
    bench.browse.removeChip(0); // there is none
    QCOMPARE(bench.browse.searchText(), QStringLiteral("e"));
    const int hits = list.rowCount();
    bench.browse.setSearchText(QStringLiteral("e account:nobody"));
    QCOMPARE(list.rowCount(), 0);
    bench.browse.setSearchText(QStringLiteral("e account:acme"));
    QCOMPARE(list.rowCount(), hits);
    QVERIFY(!bench.browse.isOrdered()); // the best comes first
    bench.browse.setSearchText(QStringLiteral("type:login"));
    QVERIFY(bench.browse.isOrdered());
}

void TestViewModels::searchForgivesTypos()
{
    OpenBench bench;
    SecretListModel &list = *bench.browse.secrets();
    bench.browse.setSearchText(QStringLiteral("gihtub"));
    QVERIFY(list.rowCount() > 0);
    QCOMPARE(bench.browse.currentSecretId(), list.idAt(0));
    for (int row = 0; row < list.rowCount(); ++row) {
        const QString name = list.index(row).data(SecretListModel::NameRole).toString();
        const auto marks = list.index(row).data(SecretListModel::NameMarksRole).value<QList<int>>();
        QVERIFY2(name.startsWith(QStringLiteral("GitHub")), qPrintable(name));
        QCOMPARE(marks, (QList<int>{0, 6}));
        QCOMPARE(list.index(row).data(SecretListModel::SimilarRole).toString(), QStringLiteral("Similar"));
    }
    bench.browse.setSearchText(QStringLiteral("github"));
    QCOMPARE(list.index(0).data(SecretListModel::SimilarRole).toString(), QString());
    bench.browse.setSearchText(QStringLiteral("\"gihtub\"")); // meant as it stands
    QCOMPARE(list.rowCount(), 0);
}

// In lists by time what is only similar would stand between the hits; and only what is listed is looked in.
void TestViewModels::aListByTimeIsSearchedStrictly()
{
    OpenBench bench;
    SecretListModel &list = *bench.browse.secrets();
    bench.browse.selectNode(QStringLiteral("recent"));
    QSet<QString> listed;
    for (int row = 0; row < list.rowCount(); ++row)
        listed.insert(list.idAt(row));
    bench.browse.setSearchText(QStringLiteral("github"));
    QVERIFY(list.rowCount() > 0);
    for (int row = 0; row < list.rowCount(); ++row)
        QVERIFY(listed.contains(list.idAt(row)));
    bench.browse.setSearchText(QStringLiteral("gihtub"));
    QCOMPARE(list.rowCount(), 0);
    bench.browse.setSearchText(QStringLiteral("github"));
    const int few = list.rowCount();
    bench.browse.selectNode(QStringLiteral("all"));
    QVERIFY(list.rowCount() > few);
}

void TestViewModels::searchFindsFolders()
{
    OpenBench bench;
    ChoiceListModel &folders = *bench.browse.folderHits();
    bench.browse.setSearchText(QStringLiteral("o"));
    QVERIFY(folders.rowCount() > 0);
    bench.browse.setSearchText(QStringLiteral("o type:login")); // which is nothing that a folder has
    QCOMPARE(folders.rowCount(), 0);
    bench.browse.setSearchText(QStringLiteral("o account:other")); // whose folders these are not
    QCOMPARE(folders.rowCount(), 0);
    bench.browse.setTypeFilter(QStringLiteral("unknown")); // so that there is nothing but folders
    bench.browse.setSearchText(QStringLiteral("o"));
    QVERIFY(folders.rowCount() > 0 && bench.browse.secrets()->rowCount() == 0);
    QCOMPARE(bench.browse.emptyText(), QStringLiteral("No secret matches “o”, but folders do."));
    bench.browse.setTypeFilter({});
    bench.browse.setSearchText(QStringLiteral("o"));
    const QString node = folders.keyAt(0);
    bench.browse.openFolderHit(QStringLiteral("collection:gone"));
    QCOMPARE(bench.browse.searchText(), QStringLiteral("o"));
    bench.browse.openFolderHit(node);
    QCOMPARE(bench.browse.currentNodeId(), node);
    QCOMPARE(bench.browse.searchText(), QString());
    QCOMPARE(folders.rowCount(), 0);
}

// First what fills the window, then, below it, the rest.
void TestViewModels::aLargeVaultIsSearchedInTwoStages()
{
    Bench bench;
    bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
    bench.servers[QStringLiteral("acme")]->secrets = sampleIndex(6'000).secrets;
    QVERIFY(bench.openAll());
    SecretListModel &list = *bench.browse.secrets();
    QTRY_COMPARE(list.rowCount(), 6'000);
    const QAbstractItemModelTester tester(&list, QAbstractItemModelTester::FailureReportingMode::Fatal);
    bench.browse.setSearchText(QStringLiteral("e"));
    QCOMPARE(list.rowCount(), 200);
    const QString first = list.idAt(0);
    const QString last = list.idAt(199);
    QTRY_VERIFY(list.rowCount() > 2'000);
    QCOMPARE(list.idAt(0), first);
    QCOMPARE(list.idAt(199), last);
    QCOMPARE(bench.browse.currentSecretId(), first);
    bench.browse.setSearchText(QStringLiteral("gihtub")); // nothing at once: it comes with the rest
    QCOMPARE(list.rowCount(), 0);
    QCOMPARE(bench.browse.emptyText(), QString());
    QTRY_VERIFY(list.rowCount() > 0);
    QCOMPARE(bench.browse.currentSecretId(), list.idAt(0));
    bench.browse.setSearchText(QStringLiteral("e"));
    bench.browse.setSearchText(QStringLiteral("exact words of nothing")); // what was under way brings nothing more
    const QSignalSpy inserted(&list, &QAbstractItemModel::rowsInserted);
    const QSignalSpy reset(&list, &QAbstractItemModel::modelReset);
    QTRY_COMPARE(bench.browse.emptyText().isEmpty(), false);
    QCOMPARE(inserted.count() + reset.count(), 0);
    QCOMPARE(list.rowCount(), 0);
}

// A sync while somebody reads what was found takes nothing away, and neither does saving a secret.
void TestViewModels::aNewCatalogKeepsWhatWasFound()
{
    Bench bench;
    bench.addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
    FakeServer &server = *bench.servers[QStringLiteral("acme")];
    server.secrets = sampleIndex(6'000).secrets;
    QVERIFY(bench.openAll());
    SecretListModel &list = *bench.browse.secrets();
    QTRY_COMPARE(list.rowCount(), 6'000);
    bench.browse.setSearchText(QStringLiteral("e"));
    QTRY_VERIFY(list.rowCount() > 2'000);
    const int before = list.rowCount();
    int fewest = before;
    const auto count = [&] { fewest = std::min(fewest, list.rowCount()); };
    connect(&list, &SecretListModel::countChanged, this, count);
    connect(&list, &QAbstractItemModel::rowsRemoved, this, count);
    SecretSummary more = server.secrets.front();
    more.id = QStringLiteral("one-more");
    more.name = QStringLiteral("E");
    server.secrets.push_back(more);
    bench.app.syncAll();
    QTRY_COMPARE(list.rowCount(), before + 1);
    QCOMPARE(fewest, before);
    QCOMPARE(list.idAt(0), more.id);
    bench.app.lockAll(); // which takes everything away at once
    QTRY_COMPARE(bench.session().state(), Session::State::Closed);
    QTRY_COMPARE(list.rowCount(), 0);
}

void TestViewModels::nodesAndFiltersNarrowTheList()
{
    OpenBench bench;
    SecretListModel &list = *bench.browse.secrets();
    SidebarModel &sidebar = *bench.browse.sidebar();
    for (int row = 0; row < sidebar.rowCount(); ++row) {
        const QModelIndex node = sidebar.index(row);
        bench.browse.selectNode(node.data(SidebarModel::NodeIdRole).toString());
        QCOMPARE(list.rowCount(), node.data(SidebarModel::CountRole).toInt()); // the count keeps its promise
        QCOMPARE(bench.browse.title(), node.data(SidebarModel::LabelRole).toString());
        QVERIFY(node.data(SidebarModel::SelectedRole).toBool());
    }
    bench.browse.selectNode(QStringLiteral("recent"));
    const auto &catalog = *bench.session().catalog();
    for (int row = 1; row < list.rowCount(); ++row)
        QVERIFY(catalog.modifiedMs(catalog.rowOf(list.idAt(row - 1))) >=
                catalog.modifiedMs(catalog.rowOf(list.idAt(row))));
    bench.browse.selectNode(QStringLiteral("all"));
    bench.browse.setTypeFilter(QStringLiteral("note"));
    for (int row = 0; row < list.rowCount(); ++row)
        QCOMPARE(list.index(row).data(SecretListModel::TypeRole).toString(), QStringLiteral("note"));
    bench.browse.selectNode(QStringLiteral("no such node"));
    QCOMPARE(bench.browse.currentNodeId(), QStringLiteral("all"));
}

void TestViewModels::emptyListsSayWhy()
{
    OpenBench bench;
    QCOMPARE(bench.browse.emptyText(), QString());
    bench.browse.setSearchText(QStringLiteral("qqqq"));
    QCOMPARE(bench.browse.emptyText(), QStringLiteral("Nothing matches “qqqq”."));
    QVERIFY(!bench.browse.emptyHint().isEmpty());
    bench.browse.setSearchText({});
    bench.browse.selectNode(QStringLiteral("favourites")); // there are some, but not of every type
    for (const char *type : {"sshkey", "note", "apikey", "certificate"}) {
        bench.browse.setTypeFilter(QLatin1String(type));
        if (bench.browse.secrets()->rowCount() == 0)
            break;
    }
    QCOMPARE(bench.browse.emptyText(), QStringLiteral("Nothing of this type here."));
    QVERIFY(bench.browse.emptyHint().contains(QLatin1String("filter")));
    bench.app.lockAll();
    QTRY_COMPARE(bench.browse.emptyText(), QStringLiteral("This account is locked."));
}

void TestViewModels::failedSignInsSayWhatToDo()
{
    Bench bench;
    bench.addAccount(Acme, QStringLiteral("Acme"));
    bench.servers[Acme]->failNext(Call::SignIn, ErrorKind::ServerKeyChanged);
    QVERIFY(bench.openAll());
    QCOMPARE(bench.browse.errorText(), describe(ErrorKind::ServerKeyChanged).text);
    QCOMPARE(bench.browse.errorHint(), describe(ErrorKind::ServerKeyChanged).hint);
    QCOMPARE(bench.browse.errorDetailsText(), QStringLiteral("ServerKeyChanged"));
    QCOMPARE(bench.browse.emptyText(), QStringLiteral("This account could not be opened."));
    bench.browse.dismissError();
    QCOMPARE(bench.browse.errorText(), QString());
    bench.browse.retry();
    QTRY_COMPARE(bench.session().state(), Session::State::Open);
    QCOMPARE(bench.browse.errorText(), QString());
    QCOMPARE(bench.browse.syncText(), QStringLiteral("Synced just now"));
}

void TestViewModels::aFailedSyncKeepsTheList()
{
    OpenBench bench;
    bench.server().failNext(Call::FetchIndex, ErrorKind::Unreachable);
    bench.app.syncAll();
    QTRY_COMPARE(bench.browse.errorText(), describe(ErrorKind::Unreachable).text);
    QCOMPARE(bench.browse.secrets()->rowCount(), 120);
    QCOMPARE(bench.browse.syncText(), QStringLiteral("Not up to date, showing just now"));
}

void TestViewModels::aSyncThatNobodyAskedForDisturbsNobody()
{
    OpenBench bench;
    bench.browse.moveSelection(1);
    QSignalSpy tabs(bench.browse.tabs(), &QAbstractItemModel::modelReset);
    QSignalSpy lists(&bench.browse, &BrowseViewModel::listChanged);
    const auto syncByItself = [&bench] {
        bench.clock.advance(std::chrono::minutes(2));
        bench.app.wakeSync(SyncSchedule::Reason::Window);
    };
    bench.server().gate(Call::FetchIndex).close();
    syncByItself();
    QTRY_COMPARE(bench.browse.syncText(), QStringLiteral("Syncing…"));
    QVERIFY(!bench.browse.isBusy());
    QCOMPARE(tabs.count() + lists.count(), 0);
    bench.server().failNext(Call::FetchIndex, ErrorKind::Unreachable);
    bench.server().gate(Call::FetchIndex).open();
    QTRY_COMPARE(bench.browse.syncText(), QStringLiteral("Not up to date, showing 2 min ago"));
    QCOMPARE(bench.browse.errorText(), QString());
    QCOMPARE(tabs.count() + lists.count(), 0);

    bench.server().expireSession();
    bench.server().needsPassphrase = true;
    syncByItself();
    QTRY_COMPARE(bench.browse.syncText(), QStringLiteral("Your passphrase is needed: sync to go on"));
    QCOMPARE(bench.browse.errorText(), QString());
    bench.app.syncAll();
    QTRY_COMPARE(bench.browse.syncText(), QStringLiteral("Synced just now"));
    QVERIFY(bench.browse.detail()->hasSecret());
}

void TestViewModels::selectionMovesAndStays()
{
    OpenBench bench;
    bench.browse.moveSelection(1);
    const QString first = bench.browse.secrets()->idAt(0);
    QCOMPARE(bench.browse.currentSecretId(), first);
    bench.browse.moveSelection(-1);
    QCOMPARE(bench.browse.currentSecretId(), first);
    bench.browse.moveSelection(1000);
    QCOMPARE(bench.browse.currentSecretId(), bench.browse.secrets()->idAt(119));
    bench.app.syncAll();
    QTRY_COMPARE(bench.session().contact(), Session::Contact::Online);
    QCOMPARE(bench.browse.currentSecretId(), bench.browse.secrets()->idAt(119));
    bench.detail().closeDetail();
    QCOMPARE(bench.browse.currentSecretId(), QString());
}

void TestViewModels::accountsSwitch()
{
    OpenBench bench;
    bench.addAccount(QStringLiteral("two"), QStringLiteral("Two"));
    QVERIFY(bench.openAll());
    QCOMPARE(bench.browse.currentAccountId(), Acme);
    bench.browse.setSearchText(QStringLiteral("git"));
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.selectAccount(QStringLiteral("two"));
    QCOMPARE(bench.browse.currentSecretId(), QString());
    QCOMPARE(bench.browse.searchText(), QString());
    QCOMPARE(bench.browse.secrets()->rowCount(), 120);
    bench.sessions.remove(QStringLiteral("two"));
    QCOMPARE(bench.browse.currentAccountId(), Acme);
    bench.sessions.remove(Acme);
    QCOMPARE(bench.browse.secrets()->rowCount(), 0);
    QCOMPARE(bench.app.page(), AppViewModel::FirstRunPage);
}

void TestViewModels::theListIsSorted()
{
    OpenBench bench;
    const auto catalog = bench.session().catalog();
    const auto changed = [&](int row) {
        return catalog->modifiedMs(catalog->rowOf(bench.browse.secrets()->idAt(row)));
    };
    const QString firstByName = bench.browse.secrets()->idAt(0);
    QCOMPARE(bench.browse.order(), QStringLiteral("usual"));
    QVERIFY(bench.browse.orders()->contains(QStringLiteral("changed")));
    bench.browse.setOrder(QStringLiteral("changed"));
    for (int row = 1; row < 120; ++row)
        QVERIFY(changed(row - 1) >= changed(row));
    QVERIFY(changed(0) > changed(119));
    QCOMPARE(bench.settings.preferences().listOrder, QStringLiteral("changed"));
    bench.browse.setOrder(QStringLiteral("usual"));
    QCOMPARE(bench.browse.secrets()->idAt(0), firstByName);
}

void TestViewModels::revealsForAWhile()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Signed);
    DetailViewModel &detail = bench.detail();
    QSignalSpy revealed(&detail, &DetailViewModel::fieldRevealed);
    QVERIFY(!detail.isOpened());
    detail.reveal(PasswordKey);
    QTRY_COMPARE(revealed.count(), 1);
    QCOMPARE(shown(detail, PasswordKey), Bench::Password);
    const int row = static_cast<int>(detail.fields()->keys().indexOf(PasswordKey));
    const auto role = [&](int which) { return detail.fields()->index(row).data(which); };
    QCOMPARE(role(FieldListModel::RunningRole).toBool(), true);
    QCOMPARE(role(FieldListModel::RemainingRole).toDouble(), 1.0);
    bench.clock.advance(15s);
    QTRY_COMPARE(role(FieldListModel::RemainingRole).toDouble(), 0.25);
    QCOMPARE(shown(detail, PasswordKey), Bench::Password);
    bench.clock.advance(5s);
    QTRY_COMPARE(shown(detail, PasswordKey), QByteArray());
    QCOMPARE(role(FieldListModel::RunningRole).toBool(), false);

    detail.toggle(PasswordKey);
    QTRY_COMPARE(shown(detail, PasswordKey), Bench::Password);
    detail.toggle(PasswordKey);
    QCOMPARE(shown(detail, PasswordKey), QByteArray());
}

void TestViewModels::aKeptValueStays()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Signed);
    DetailViewModel &detail = bench.detail();
    detail.reveal(PasswordKey);
    QTRY_COMPARE(shown(detail, PasswordKey), Bench::Password);
    detail.keepRevealed(PasswordKey);
    const int row = static_cast<int>(detail.fields()->keys().indexOf(PasswordKey));
    QCOMPARE(detail.fields()->index(row).data(FieldListModel::RunningRole).toBool(), false);
    bench.clock.advance(1h);
    Countdown other(bench.clock); // runs after everything that was due before it
    QSignalSpy later(&other, &Countdown::ticked);
    other.start(10s);
    QVERIFY(later.wait());
    QCOMPARE(shown(detail, PasswordKey), Bench::Password);
    detail.hideAll();
    QCOMPARE(shown(detail, PasswordKey), QByteArray());
}

void TestViewModels::revealingShowsFieldsOnlyTheSecretKnows()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Signed);
    DetailViewModel &detail = bench.detail();
    QVERIFY(!detail.fields()->keys().contains(QStringLiteral("recovery")));
    const QStringList before = detail.fields()->keys();
    detail.reveal(PasswordKey);
    QTRY_VERIFY(detail.fields()->keys().contains(QStringLiteral("recovery")));
    QVERIFY(detail.fields()->isRevealed(PasswordKey)); // and what was revealed stays so
    QVERIFY(detail.fields()->keys().contains(fieldKey(FieldKind::Totp)));
    for (const QString &key : before)
        QVERIFY2(detail.fields()->keys().contains(key), qPrintable(key));
    QCOMPARE(bench.server().calls(Call::FetchPayload), 1);
    detail.reveal(QStringLiteral("recovery"));
    QTRY_COMPARE(shown(detail, QStringLiteral("recovery")), Bench::OtherValue);
    QCOMPARE(bench.openPgp.opens, 1);
}

void TestViewModels::anEmptyNoteIsNone()
{
    OpenBench bench;
    const QString note = fieldKey(FieldKind::NoteText);
    DetailViewModel &detail = bench.detail();
    const auto open = [&](const QByteArray &values) {
        bench.server().setMessage(Bench::Signed, FakeOpenPgp::sealed(values, Bench::AdasKey), {Bench::AdasKey});
        bench.session().forgetPayloads();
        bench.browse.selectSecret({});
        bench.browse.selectSecret(Bench::Signed);
        detail.reveal(PasswordKey);
    };
    open("password=p\nnote=");
    QTRY_COMPARE(shown(detail, PasswordKey), QByteArray("p"));
    QVERIFY(!detail.fields()->keys().contains(note));
    open("password=p\nnote=n");
    QTRY_COMPARE(shown(detail, PasswordKey), QByteArray("p"));
    QVERIFY(detail.fields()->keys().contains(note));
}

/// A login by its row; opened, it is an SSH key whose passphrase was listed as the password.
void layOutAsKey(FakeServer &server)
{
    server.setMessage(Bench::Signed,
                      FakeOpenPgp::sealed("type=sshkey\nrenamed=password>passphrase\npassphrase=canary-of-the-key\n"
                                          "private-key=canary-private",
                                          Bench::AdasKey),
                      {Bench::AdasKey});
}

void TestViewModels::anotherTypeThanListedLaysTheCardsAnew()
{
    OpenBench bench;
    layOutAsKey(bench.server());
    DetailViewModel &detail = bench.detail();
    FieldListModel &fields = *detail.fields();
    const QAbstractItemModelTester tester(&fields, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const QString privateKey = QStringLiteral("private-key");
    bench.browse.selectSecret(Bench::Signed);
    QCOMPARE(detail.type(), QStringLiteral("login"));
    detail.reveal(PasswordKey);
    QTRY_COMPARE(shown(detail, QStringLiteral("passphrase")), QByteArray("canary-of-the-key"));
    QCOMPARE(shown(detail, privateKey), QByteArray()); // nobody asked for that
    QVERIFY(!fields.keys().contains(PasswordKey));
    QCOMPARE(detail.type(), QStringLiteral("sshkey"));
    const auto &list = *bench.browse.secrets();
    QTRY_COMPARE(list.index(list.rowOf(Bench::Signed)).data(SecretListModel::TypeRole).toString(),
                 QStringLiteral("sshkey"));
    QVERIFY(fields.isRevealed(QStringLiteral("passphrase"))); // the new row changes no card
    bench.browse.copyPrimary();
    QTRY_COMPARE(Bench::clipboardText(), QStringLiteral("canary-private"));
    QCOMPARE(bench.toast.text(), QStringLiteral("Private key copied"));

    bench.browse.selectSecret(Bench::Unsigned);
    bench.browse.selectSecret(Bench::Signed);
    QCOMPARE(detail.type(), QStringLiteral("sshkey")); // without opening it again
    QVERIFY(fields.keys().contains(privateKey));
}

void TestViewModels::whatALookupLearntShowsInTheCards()
{
    OpenBench bench;
    layOutAsKey(bench.server());
    bench.browse.selectSecret(Bench::Signed);
    QVERIFY(bench.detail().fields()->keys().contains(PasswordKey));
    bench.lookup.show();
    bench.lookup.setQuery(bench.session().catalog()->name(bench.session().catalog()->rowOf(Bench::Signed)));
    bench.lookup.activate();
    QTRY_COMPARE(Bench::clipboardText(), QStringLiteral("canary-private"));
    QCOMPARE(bench.toast.text(), QStringLiteral("Private key copied"));
    QTRY_VERIFY(bench.detail().fields()->keys().contains(QStringLiteral("private-key")));
    QVERIFY(!bench.detail().fields()->keys().contains(PasswordKey));

    bench.server().setMessage(Bench::Signed, FakeOpenPgp::sealed("type=note\nnote=n", Bench::AdasKey),
                              {Bench::AdasKey});
    bench.session().forgetPayloads();
    bench.detail().copy(QStringLiteral("private-key")); // it has become another one meanwhile
    QTRY_COMPARE(bench.detail().errorText(), QStringLiteral("The secret has no such field."));
    QVERIFY(!bench.detail().fields()->isRevealed(QStringLiteral("note")));
    QVERIFY(bench.detail().fields()->keys().contains(QStringLiteral("note")));
}

QByteArray codeAt(const QDateTime &time, bool inGroups = false)
{
    const auto code = OneTimeCode::from(SecretBuffer::copyOf("otpauth://totp/x?secret=CANARYAA"));
    const auto made = code->at(time);
    const QByteArray digits(made->view().data(), static_cast<qsizetype>(made->size()));
    return inGroups ? digits.left(3) + ' ' + digits.mid(3) : digits;
}

void TestViewModels::codesAreShownAndTurn()
{
    OpenBench bench;
    DetailViewModel &detail = bench.detail();
    const QString totp = fieldKey(FieldKind::Totp);
    bench.browse.selectSecret(Bench::Signed);
    detail.reveal(PasswordKey); // only then it is known to have one
    QTRY_VERIFY(detail.fields()->keys().contains(totp));
    const auto role = [&](int which) {
        return detail.fields()->index(static_cast<int>(detail.fields()->keys().indexOf(totp))).data(which);
    };
    QCOMPARE(role(FieldListModel::SpokenRole).toString(), QString());
    detail.reveal(totp);
    QTRY_COMPARE(shown(detail, totp), codeAt(bench.clock.now(), true));
    const QByteArray first = shown(detail, totp);
    QCOMPARE(role(FieldListModel::SpokenRole).toString(), QString()); // nobody listens
    QSignalSpy told(detail.fields(), &QAbstractItemModel::dataChanged);
    const auto silence = qScopeGuard([] { QAccessible::setActive(false); });
    QAccessible::setActive(true);
    QVERIFY(!told.isEmpty() && told.last().at(2).value<QList<int>>().contains(FieldListModel::SpokenRole));
    QCOMPARE(role(FieldListModel::SpokenRole).toString().remove(QLatin1Char(' ')).toLatin1(),
             codeAt(bench.clock.now()));
    QVERIFY(role(FieldListModel::CodeRemainingRole).toDouble() > 0);
    detail.keepRevealed(totp);
    bench.clock.advance(30s);
    QTRY_COMPARE(shown(detail, totp), codeAt(bench.clock.now(), true));
    QVERIFY(shown(detail, totp) != first);
    QCOMPARE(bench.openPgp.opens, 1);

    detail.hide(totp);
    QCOMPARE(role(FieldListModel::SpokenRole).toString(), QString());
    QVERIFY(!bench.session().shownCode()); // the seed went with it
    detail.reveal(totp);
    QTRY_VERIFY(detail.fields()->isRevealed(totp));
    bench.clock.advance(20s);
    QTRY_VERIFY(!detail.fields()->isRevealed(totp)); // by itself, as any value
    QVERIFY(!bench.session().shownCode());
    detail.reveal(totp);
    QTRY_VERIFY(detail.fields()->isRevealed(totp));
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(!bench.session().shownCode());
}

void TestViewModels::codesAreCopied()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.copyCode(); // not known yet
    bench.detail().copy(PasswordKey);
    QTRY_VERIFY(bench.detail().fields()->keys().contains(fieldKey(FieldKind::Totp)));
    bench.browse.copyCode();
    QTRY_COMPARE(Bench::clipboardText().toLatin1(), codeAt(bench.clock.now())); // as it is typed, without the gap
    QCOMPARE(bench.toast.text(), QStringLiteral("One-time code copied"));
    QVERIFY(bench.clipboard.isHolding());

    // Alone it is what Enter copies, in the quick lookup too, and an unsigned one asks first.
    bench.server().setMessage(
        Bench::Signed, FakeOpenPgp::sealed("totp=otpauth://totp/x?secret=CANARYAA", Bench::AdasKey), {Bench::AdasKey});
    bench.session().forgetPayloads();
    bench.clipboard.clearNow();
    bench.lookup.show();
    bench.lookup.setQuery(bench.session().catalog()->name(bench.session().catalog()->rowOf(Bench::Signed)));
    bench.lookup.activate();
    QTRY_COMPARE(Bench::clipboardText().toLatin1(), codeAt(bench.clock.now()));
    bench.server().setMessage(Bench::Signed, FakeOpenPgp::sealed("totp=otpauth://totp/x?secret=CANARYAA"),
                              {Bench::AdasKey});
    bench.session().forgetPayloads();
    bench.clipboard.clearNow();
    bench.browse.copyCode();
    QTRY_VERIFY(!bench.detail().confirmCopyText().isEmpty());
    QCOMPARE(Bench::clipboardText(), QString());
}

void TestViewModels::aCodeThatCannotBeMadeSaysSo()
{
    OpenBench bench;
    bench.server().setMessage(Bench::Signed,
                              FakeOpenPgp::sealed("password=x\ntotp=otpauth://totp/x?secret=!", Bench::AdasKey),
                              {Bench::AdasKey});
    bench.browse.selectSecret(Bench::Signed);
    bench.detail().copy(PasswordKey);
    QTRY_VERIFY(bench.detail().fields()->keys().contains(fieldKey(FieldKind::Totp)));
    bench.detail().reveal(fieldKey(FieldKind::Totp));
    QTRY_COMPARE(bench.detail().errorText(), describeUnusableCode().text);
    QVERIFY(!bench.detail().fields()->isRevealed(fieldKey(FieldKind::Totp)));
}

void TestViewModels::hidesOnSelectionAndLock()
{
    OpenBench bench;
    DetailViewModel &detail = bench.detail();
    const auto revealOne = [&] {
        bench.browse.selectSecret(Bench::Signed);
        detail.reveal(PasswordKey);
        return QTest::qWaitFor([&] { return detail.fields()->isRevealed(PasswordKey); });
    };
    QVERIFY(revealOne());
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(!detail.fields()->isRevealed(PasswordKey));
    QVERIFY(revealOne());
    bench.app.lockAll();
    QVERIFY(!detail.fields()->isRevealed(PasswordKey));
    QVERIFY(!detail.hasSecret());
    QVERIFY(bench.openAll());
    QVERIFY(revealOne());
    bench.session().close();
    QTRY_VERIFY(!detail.hasSecret());
}

void TestViewModels::dropsALateAnswer()
{
    OpenBench bench;
    DetailViewModel &detail = bench.detail();
    bench.browse.selectSecret(Bench::Signed);
    bench.server().gate(Call::FetchPayload).close();
    detail.reveal(PasswordKey);
    QTRY_COMPARE(bench.server().gate(Call::FetchPayload).waiting(), 1);
    QVERIFY(detail.isBusy() && detail.fields()->isBusy(PasswordKey));
    bench.browse.selectSecret(Bench::Unsigned);
    QVERIFY(!detail.isBusy());
    detail.reveal(PasswordKey); // the answer to the first request must not end this one
    QTRY_COMPARE(bench.server().calls(Call::FetchPayload), 2);
    QTRY_COMPARE(bench.server().gate(Call::FetchPayload).waiting(), 1);
    QCoreApplication::processEvents();
    QVERIFY(detail.isBusy() && detail.fields()->isBusy(PasswordKey));
    bench.server().gate(Call::FetchPayload).open();
    QTRY_COMPARE(shown(detail, PasswordKey), Bench::UnsignedPassword);
    QCOMPARE(detail.errorText(), QString());
}

void TestViewModels::revealFailuresSayWhy()
{
    OpenBench bench;
    DetailViewModel &detail = bench.detail();
    bench.browse.selectSecret(Bench::Signed);
    bench.openPgp.openErrors = {ErrorKind::BadSignature};
    detail.reveal(PasswordKey);
    QTRY_COMPARE(detail.errorText(), describe(ErrorKind::BadSignature).text);
    QVERIFY(!detail.isBusy() && !detail.isOpened());
    const QString password = QString::fromUtf8(Bench::Password);
    for (const QString &visible : coffret::test::everythingVisible(bench.app))
        QVERIFY2(!visible.contains(password), qPrintable(visible));
    QCOMPARE(shown(detail, PasswordKey), QByteArray());
    QCOMPARE(Bench::clipboardText(), QString());
    bench.openPgp.openErrors = {ErrorKind::BadSignature};
    detail.copy(PasswordKey);
    QTRY_COMPARE(bench.openPgp.opens, 2);
    QTRY_VERIFY(!detail.isBusy());
    QCOMPARE(Bench::clipboardText(), QString());
    detail.reveal(PasswordKey); // the next try clears it
    QTRY_VERIFY(detail.fields()->isRevealed(PasswordKey));
    QCOMPARE(detail.errorText(), QString());
}

void TestViewModels::verdictsAreSpelledOut()
{
    OpenBench bench;
    DetailViewModel &detail = bench.detail();
    bench.browse.selectSecret(Bench::Signed);
    QCOMPARE(detail.verdictState(), DetailViewModel::NoVerdict);
    detail.reveal(PasswordKey);
    QTRY_COMPARE(detail.verdictState(), DetailViewModel::Expected);
    QCOMPARE(detail.verdictDetail(), groupedFingerprint(Bench::AdasKey));
    bench.browse.selectSecret(Bench::Unsigned);
    QCOMPARE(detail.verdictState(), DetailViewModel::NoVerdict);
    detail.reveal(PasswordKey);
    QTRY_COMPARE(detail.verdictState(), DetailViewModel::Unsigned);
    QVERIFY(!detail.verdictSentence().isEmpty());
    QVERIFY(detail.isOpened());

    bench.server().capabilities &= ~Capabilities(Capability::EndToEnd);
    bench.browse.selectSecret(Bench::Signed); // not opened, but there is nothing to wait for
    QCOMPARE(detail.verdictState(), DetailViewModel::NotApplicable);
    QCOMPARE(detail.verdictSentence(), QStringLiteral("Not end-to-end encrypted: the server can read it."));
    detail.closeDetail();
    QCOMPARE(detail.verdictState(), DetailViewModel::NoVerdict);
}

void TestViewModels::copiesWithACountdown()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.copyPrimary();
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    QVERIFY(!bench.detail().fields()->isRevealed(PasswordKey)); // copying shows nothing
    QCOMPARE(bench.toast.text(), QStringLiteral("Password copied"));
    QVERIFY(bench.toast.isVisible() && bench.toast.canClear());
    QCOMPARE(bench.toast.secondsLeft(), 20);
    bench.clock.advance(20s);
    QTRY_VERIFY(!bench.toast.isVisible());
    QCOMPARE(Bench::clipboardText(), QString());

    bench.browse.copyPrimary();
    QTRY_VERIFY(bench.toast.isVisible());
    bench.toast.clearNow();
    QCOMPARE(Bench::clipboardText(), QString());
    QVERIFY(!bench.toast.isVisible());
}

void TestViewModels::copyingAnUnsignedValueAsksOnce()
{
    OpenBench bench;
    DetailViewModel &detail = bench.detail();
    bench.browse.selectSecret(Bench::Unsigned);
    detail.copy(PasswordKey);
    QTRY_VERIFY(!detail.confirmCopyText().isEmpty());
    QCOMPARE(Bench::clipboardText(), QString());
    detail.cancelCopy();
    QCOMPARE(detail.confirmCopyText(), QString());
    detail.confirmCopy(); // nothing is asked any more
    QCOMPARE(Bench::clipboardText(), QString());
    detail.copy(PasswordKey);
    QTRY_VERIFY(!detail.confirmCopyText().isEmpty());
    detail.confirmCopy();
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::UnsignedPassword));

    bench.clipboard.clearNow();
    detail.copy(PasswordKey); // the same secret again: no question
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::UnsignedPassword));
    bench.clipboard.clearNow();
    bench.browse.selectSecret(Bench::Signed);
    bench.browse.selectSecret(Bench::Unsigned);
    detail.copy(PasswordKey);
    QTRY_VERIFY(!detail.confirmCopyText().isEmpty());
}

void TestViewModels::t01_copyingAsksWhateverIsWrong()
{
    QFETCH(SignatureState, state);
    QFETCH(bool, outOfOrder);
    OpenBench bench;
    bench.openPgp.state = state;
    bench.server().outOfOrder = outOfOrder;
    DetailViewModel &detail = bench.detail();
    bench.browse.selectSecret(Bench::Signed);
    detail.reveal(PasswordKey);
    QTRY_VERIFY(detail.fields()->isRevealed(PasswordKey));
    QTEST(static_cast<DetailViewModel::Verdict>(detail.verdictState()), "verdict");
    QVERIFY(!detail.verdictSentence().isEmpty());
    for (const bool primary : {false, true}) { // by the card's button, and by the shortcut
        if (primary)
            bench.browse.copyPrimary();
        else
            detail.copy(PasswordKey);
        QTRY_VERIFY(!detail.confirmCopyText().isEmpty());
        QVERIFY(detail.confirmCopyText().contains(detail.verdictSentence()));
        QCOMPARE(Bench::clipboardText(), QString());
        QVERIFY(!bench.toast.isVisible());
        detail.cancelCopy();
    }
    detail.copy(PasswordKey);
    QTRY_VERIFY(!detail.confirmCopyText().isEmpty());
    detail.confirmCopy();
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
}

/// The value is shown and copied, but nothing says that all is well.
void TestViewModels::t02_anOrderThatIsNotKnownIsSaid()
{
    OpenBench bench;
    DetailViewModel &detail = bench.detail();
    bench.browse.selectSecret(Bench::Signed);
    detail.reveal(PasswordKey);
    QTRY_COMPARE(detail.verdictState(), DetailViewModel::Expected);
    const QString signedSentence = detail.verdictSentence();
    bench.server().orderUnknown = true;
    bench.session().forgetPayloads();
    detail.hideAll();
    detail.reveal(PasswordKey);
    QTRY_COMPARE(detail.verdictState(), DetailViewModel::OrderUnknown);
    QVERIFY(detail.verdictSentence().startsWith(signedSentence));
    QVERIFY(detail.verdictSentence().size() > signedSentence.size());
    detail.copy(PasswordKey);
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
}

/// The bytes go as they are.
void TestViewModels::t29_aLineEndIsSaidAfterCopying()
{
    OpenBench bench;
    const auto hasWarning = [&bench] { return bench.toast.text().contains(QLatin1String("line end")); };
    const QString inTheClear = QStringLiteral("s000005");
    DetailViewModel &detail = bench.detail();
    bench.browse.selectSecret(Bench::Signed);
    detail.copy(PasswordKey);
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    QVERIFY(bench.toast.isVisible() && !hasWarning());
    for (const QByteArray &value : {QByteArray("rm -rf ~\n"), QByteArray("one\ntwo"), QByteArray("one\rtwo")}) {
        bench.server().setValues(inTheClear, {{FieldKind::Password, QStringLiteral("password"), value}});
        bench.browse.selectSecret(Bench::Signed);
        bench.session().forgetPayloads();
        bench.browse.selectSecret(inTheClear);
        detail.copy(PasswordKey);
        QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(value));
        QVERIFY2(hasWarning(), value.constData());
    }
    const SecretBuffer lines = SecretBuffer::copyOf("one\ntwo");
    QVERIFY(endsALine(FieldKind::Token, lines));
    QVERIFY(!endsALine(FieldKind::NoteText, lines)); // of a note it is to be expected
}

void TestViewModels::copiesUserNamesWithoutARequest()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Unsigned);
    bench.browse.copyUsername();
    QVERIFY(!Bench::clipboardText().isEmpty());
    QCOMPARE(bench.toast.text(), QStringLiteral("User name copied"));
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
}

void TestViewModels::copiesAddresses()
{
    OpenBench bench;
    auto &summary = bench.server().secrets.front();
    QCOMPARE(summary.id, Bench::Signed);
    summary.uris = {QStringLiteral("https://one.example"), QStringLiteral("ssh://two.example")};
    bench.app.syncAll();
    bench.browse.selectSecret(Bench::Signed);
    QTRY_COMPARE(bench.browse.detail()->uris(), summary.uris);
    bench.browse.copyAddress();
    QCOMPARE(Bench::clipboardText(), QStringLiteral("https://one.example"));
    bench.browse.detail()->copyUri(QStringLiteral("ssh://two.example"));
    QCOMPARE(Bench::clipboardText(), QStringLiteral("ssh://two.example"));
    bench.browse.detail()->copyUri(QStringLiteral("https://elsewhere.example"));
    QCOMPARE(Bench::clipboardText(), QStringLiteral("ssh://two.example"));
    QCOMPARE(bench.server().calls(Call::FetchPayload), 0);
}

void TestViewModels::listsByTagByOwnerAndByEnd()
{
    OpenBench bench;
    for (std::size_t i = 0; i < 3; ++i) {
        SecretSummary &secret = bench.server().secrets[i];
        secret.tags = {QStringLiteral("ops"), QStringLiteral("t%1").arg(i)};
        secret.right = i == 0 ? AccessRight::Own : AccessRight::Read;
        secret.expires = bench.clock.now().addDays(i == 0 ? 20 : i == 1 ? -3 : 40);
    }
    const auto shown = [&bench] {
        QStringList ids;
        for (int row = 0; row < bench.browse.secrets()->rowCount(); ++row)
            ids.append(bench.browse.secrets()->idAt(row));
        return ids;
    };
    const auto sorted = [&shown] {
        QStringList ids = shown();
        ids.sort();
        return ids;
    };
    const QStringList ids{Bench::Signed, Bench::Unsigned, bench.server().secrets[2].id};
    bench.app.syncAll();
    QTRY_VERIFY(bench.browse.sidebar()->contains(QStringLiteral("expiring")));
    QVERIFY(!bench.browse.sidebar()->contains(QStringLiteral("tag:ops"))); // this vault has no tags to speak of
    bench.browse.selectNode(QStringLiteral("expiring"));
    QCOMPARE(shown(), (QStringList{ids[1], ids[0]})); // the earliest first
    bench.browse.selectNode(QStringLiteral("shared"));
    QCOMPARE(sorted(), (QStringList{ids[1], ids[2]}));
    bench.browse.setSearchText(QStringLiteral("t2")); // only a tag
    QCOMPARE(shown(), QStringList{ids[2]});
    bench.browse.setSearchText({});

    bench.server().addFacets();
    bench.app.syncAll();
    QTRY_VERIFY(bench.browse.sidebar()->contains(QStringLiteral("tag:ops")));
    bench.browse.selectNode(QStringLiteral("tag:ops"));
    QCOMPARE(sorted(), ids);
    QCOMPARE(bench.browse.title(), QStringLiteral("ops"));
    bench.browse.selectNode(QStringLiteral("tag:t1"));
    QCOMPARE(shown(), QStringList{ids[1]});
    for (SecretSummary &secret : bench.server().secrets) {
        secret.tags.clear();
        secret.right = AccessRight::Own;
        secret.expires = {};
    }
    bench.app.syncAll();
    QTRY_COMPARE(bench.browse.currentNodeId(), QStringLiteral("all")); // the tag is gone
    for (const char *node : {"expiring", "shared"}) {
        bench.browse.selectNode(QLatin1String(node));
        QVERIFY(shown().isEmpty());
        QVERIFY(!bench.browse.emptyText().isEmpty() && bench.browse.emptyText() != QLatin1String("No secrets here."));
        QVERIFY(!bench.browse.emptyHint().isEmpty());
    }
}

void TestViewModels::aGoneSecretIsCleared()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Signed);
    std::erase_if(bench.server().secrets, [](const SecretSummary &secret) { return secret.id == Bench::Signed; });
    bench.app.syncAll();
    QTRY_COMPARE(bench.browse.secrets()->rowCount(), 119);
    QVERIFY(!bench.detail().hasSecret());
    QCOMPARE(bench.detail().fields()->rowCount(), 0);
}

void TestViewModels::aChangeElsewhereLeavesTheRestAlone()
{
    OpenBench bench;
    SecretListModel &list = *bench.browse.secrets();
    const QString shown = bench.server().secrets[7].id;
    bench.browse.selectSecret(shown);
    QSignalSpy details(&bench.detail(), &DetailViewModel::secretChanged);
    QSignalSpy told(&list, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&list, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&list, &QAbstractItemModel::modelReset);
    QSignalSpy synced(&bench.session(), &Session::catalogChanged);

    bench.server().secrets[50].username = QStringLiteral("somebody else");
    bench.browse.retry();
    QTRY_COMPARE(synced.count(), 1);
    QCOMPARE(told.count(), 1);
    QCOMPARE(told[0][0].toModelIndex().row(), list.rowOf(bench.server().secrets[50].id));
    QCOMPARE(told[0][1].toModelIndex(), told[0][0].toModelIndex());
    QCOMPARE(inserted.count() + reset.count() + details.count(), 0);
    QCOMPARE(bench.browse.currentSecretId(), shown);

    bench.server().secrets[7].markers.setFlag(Marker::NoValue);
    bench.browse.retry();
    QTRY_COMPARE(synced.count(), 2);
    QVERIFY(details.count() > 0);
    QVERIFY(bench.detail().summary().markers.testFlag(Marker::NoValue));

    details.clear();
    bench.server().capabilities.setFlag(Capability::Reveal, false); // a rule has come
    bench.browse.retry();
    QTRY_COMPARE(synced.count(), 3);
    QVERIFY(details.count() > 0);
}

/// What was found stays until it is found again: no row goes and comes back on the way.
void TestViewModels::aSearchStaysWholeAcrossASync()
{
    OpenBench bench;
    SampleIndex index = sampleIndex(4'000);
    bench.server().secrets = index.secrets;
    bench.server().pageSize = 2'000;
    bench.browse.retry();
    SecretListModel &list = *bench.browse.secrets();
    QTRY_COMPARE(list.rowCount(), 4'000);
    bench.browse.setSearchText(QStringLiteral("e"));
    QTRY_VERIFY(list.rowCount() > 1'000);
    const int found = list.rowCount();
    QSignalSpy removed(&list, &QAbstractItemModel::rowsRemoved);
    QSignalSpy reset(&list, &QAbstractItemModel::modelReset);
    QSignalSpy told(&list, &QAbstractItemModel::dataChanged);
    const QString id = list.idAt(found - 1);
    for (SecretSummary &secret : bench.server().secrets)
        secret.markers.setFlag(Marker::NoValue, secret.id == id);
    bench.browse.retry();
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(list.rowCount(), found);
    QCOMPARE(removed.count() + reset.count(), 0);
    QCOMPARE(told[0][0].toModelIndex().data(SecretListModel::SecretIdRole).toString(), id);
}

void TestViewModels::lookupFindsAcrossAccounts()
{
    OpenBench bench;
    bench.addAccount(QStringLiteral("two"), QStringLiteral("Two"));
    QVERIFY(bench.openAll());
    const QAbstractItemModelTester tester(bench.lookup.results(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    bench.lookup.show();
    QCOMPARE(bench.lookup.results()->rowCount(), 0);
    bench.lookup.setQuery(QStringLiteral("a"));
    QCOMPARE(bench.lookup.results()->rowCount(), QuickLookupViewModel::MaximumResults);
    QCOMPARE(bench.lookup.currentIndex(), 0);
    bench.lookup.move(-1);
    QCOMPARE(bench.lookup.currentIndex(), QuickLookupViewModel::MaximumResults - 1);
    bench.lookup.move(1);
    QCOMPARE(bench.lookup.currentIndex(), 0);
    QSet<QString> accounts;
    for (int row = 0; row < bench.lookup.results()->rowCount(); ++row)
        accounts.insert(bench.lookup.results()->at(row)->accountId);
    QCOMPARE(accounts.size(), 2);
    bench.lookup.setQuery(QStringLiteral("qqqq"));
    QCOMPARE(bench.lookup.statusText(), QStringLiteral("No match"));
    QCOMPARE(bench.lookup.currentIndex(), -1);
    bench.lookup.activate(); // on nothing
    bench.lookup.hide();
    QCOMPARE(bench.lookup.query(), QString()); // forgotten
}

void TestViewModels::lookupCopiesAndCloses()
{
    OpenBench bench;
    const QString name = bench.session().catalog()->name(bench.session().catalog()->rowOf(Bench::Signed));
    bench.lookup.show();
    bench.lookup.setQuery(name);
    QCOMPARE(bench.lookup.results()->at(0)->secretId, Bench::Signed);
    bench.openPgp.openErrors = {ErrorKind::NoSecretKey};
    bench.lookup.activate();
    QTRY_VERIFY(bench.lookup.statusText().startsWith(describe(ErrorKind::NoSecretKey).text));
    QVERIFY(bench.lookup.isActive());
    bench.lookup.activateAt(0);
    QTRY_VERIFY(!bench.lookup.isActive());
    QCOMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    QCOMPARE(bench.toast.text(), QStringLiteral("Password copied"));
}

void TestViewModels::lookupOffersWhatWasUsed()
{
    OpenBench bench;
    bench.lookup.show();
    bench.lookup.setQuery(bench.session().catalog()->name(bench.session().catalog()->rowOf(Bench::Signed)));
    QSignalSpy opened(&bench.lookup, &QuickLookupViewModel::openSecretRequested);
    bench.lookup.openInMain();
    QCOMPARE(opened.count(), 1);
    bench.lookup.show();
    QCOMPARE(bench.lookup.results()->rowCount(), 1);
    QCOMPARE(bench.lookup.results()->at(0)->secretId, Bench::Signed);
    bench.app.openSecret(Acme, Bench::Signed);
    QCOMPARE(bench.browse.currentSecretId(), Bench::Signed);
}

void TestViewModels::lookupOpensWhatCannotBeCopied()
{
    OpenBench bench;
    bench.lookup.show();
    bench.lookup.setQuery(bench.session().catalog()->name(bench.session().catalog()->rowOf(Bench::Unsigned)));
    QSignalSpy opened(&bench.lookup, &QuickLookupViewModel::openSecretRequested);
    bench.lookup.activate();
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.first().at(1).toString(), Bench::Unsigned);
    QCOMPARE(Bench::clipboardText(), QString());
}

void TestViewModels::t01_lookupCopiesNothingThatIsWrong()
{
    QFETCH(SignatureState, state);
    QFETCH(bool, outOfOrder);
    OpenBench bench;
    bench.openPgp.state = state;
    bench.server().outOfOrder = outOfOrder;
    bench.lookup.show();
    bench.lookup.setQuery(bench.session().catalog()->name(bench.session().catalog()->rowOf(Bench::Signed)));
    QSignalSpy opened(&bench.lookup, &QuickLookupViewModel::openSecretRequested);
    bench.lookup.activate();
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.first().at(1).toString(), Bench::Signed);
    QCOMPARE(Bench::clipboardText(), QString());
    QVERIFY(!bench.toast.isVisible());
    bench.app.openSecret(Acme, Bench::Signed);
    bench.detail().copy(PasswordKey); // where the question is asked
    QTRY_VERIFY(!bench.detail().confirmCopyText().isEmpty());
    QCOMPARE(Bench::clipboardText(), QString());
}

void TestViewModels::lookupUnlocks()
{
    OpenBench bench;
    QObject::connect(&bench.lookup, &QuickLookupViewModel::unlockRequested, &bench.app, &AppViewModel::unlock);
    bench.app.lockAll();
    QTRY_COMPARE(bench.session().state(), Session::State::Closed);
    bench.lookup.show();
    bench.lookup.setQuery(QStringLiteral("github"));
    QTRY_VERIFY(bench.lookup.results()->rowCount() > 0); // the query was kept
    QVERIFY(!bench.app.isLocked());
}

void TestViewModels::lookupComesForwardAgain()
{
    OpenBench bench;
    QSignalSpy raises(&bench.lookup, &QuickLookupViewModel::raiseRequested);
    bench.lookup.show();
    QCOMPARE(raises.count(), 0); // becoming visible does that
    bench.lookup.setQuery(QStringLiteral("git"));
    bench.lookup.show();
    QCOMPARE(raises.count(), 1);
    QCOMPARE(bench.lookup.query(), QStringLiteral("git"));
}

void TestViewModels::lookupOffersNothingWhileLocked()
{
    OpenBench bench; // whose account stays open: the lock alone decides
    QSignalSpy unlocks(&bench.lookup, &QuickLookupViewModel::unlockRequested);
    bench.lookup.show();
    QCOMPARE(unlocks.count(), 0);
    bench.lookup.setLocked(true);
    QVERIFY(!bench.lookup.isActive());
    bench.lookup.show();
    QCOMPARE(unlocks.count(), 1);
    bench.lookup.setQuery(QStringLiteral("e"));
    QCOMPARE(bench.lookup.results()->rowCount(), 0);
    bench.lookup.show();
    QCOMPARE(unlocks.count(), 2);
    bench.lookup.setLocked(false);
    QVERIFY(bench.lookup.results()->rowCount() > 0);
}

void TestViewModels::lockingTakesEverythingAway()
{
    OpenBench bench;
    bench.browse.selectSecret(Bench::Signed);
    bench.detail().reveal(PasswordKey);
    QTRY_VERIFY(bench.detail().fields()->isRevealed(PasswordKey));
    bench.browse.copyPrimary();
    QTRY_VERIFY(bench.toast.isVisible());
    bench.app.lockAll();
    QVERIFY(bench.app.isLocked());
    QCOMPARE(Bench::clipboardText(), QString());
    QVERIFY(!bench.toast.isVisible());
    QTRY_COMPARE(bench.browse.secrets()->rowCount(), 0);
    const QStringList visible = coffret::test::everythingVisible(bench.app);
    for (const SecretSummary &secret : bench.server().secrets)
        QVERIFY2(!visible.contains(secret.name), qPrintable(secret.name));
    bench.app.unlock();
    QTRY_COMPARE(bench.browse.secrets()->rowCount(), 120);
    QVERIFY(!bench.app.isLocked());
}

void TestViewModels::colourSchemeIsKept()
{
    Bench bench;
    QSignalSpy changed(&bench.app, &AppViewModel::colourSchemeChanged);
    QVERIFY(!bench.app.isDark());
    bench.app.setColourScheme(QStringLiteral("dark"));
    QVERIFY(bench.app.isDark());
    QCOMPARE(changed.count(), 1);
    Settings again(bench.folder.path());
    QVERIFY(again.load().has_value());
    QCOMPARE(again.preferences().colourScheme, QStringLiteral("dark"));
    bench.app.setColourScheme(QStringLiteral("contrast"));
    QVERIFY(bench.app.isDark());
    QVERIFY(again.load().has_value());
    QCOMPARE(again.preferences().colourScheme, QStringLiteral("contrast"));
}

void TestViewModels::nothingUnrevealedIsVisible()
{
    OpenBench bench;
    const auto visible = [&] {
        QStringList all = coffret::test::everythingVisible(bench.app) + coffret::test::everythingVisible(bench.lookup);
        return all.join(QLatin1Char('\n'));
    };
    bench.browse.selectSecret(Bench::Signed);
    bench.detail().reveal(PasswordKey);
    QTRY_VERIFY(bench.detail().fields()->keys().contains(QStringLiteral("recovery")));
    bench.browse.copyPrimary();
    QTRY_VERIFY(bench.toast.isVisible());
    const QString all = visible();
    QVERIFY(all.contains(bench.session().catalog()->name(0))); // the walk does reach the models
    QVERIFY(all.contains(QStringLiteral("Value")) || all.contains(QStringLiteral("Password")));
    QVERIFY(
        !all.contains(QStringLiteral("canary"), Qt::CaseInsensitive)); // not even the value that is revealed right now
    bench.detail().hideAll();
    QVERIFY(!visible().contains(QStringLiteral("canary"), Qt::CaseInsensitive));
}

QTEST_MAIN(TestViewModels)
#include "tst_viewmodels.moc"
