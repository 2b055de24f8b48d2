// SPDX-License-Identifier: GPL-3.0-or-later
// What the quick lookup does besides copying the main value.
#include "tests/ui/bench.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;

namespace {

/// Two open accounts with the same secrets, and the quick lookup in front of them.
struct LookupBench : Bench
{
    /// markers: of the first account's first secret, besides what it has.
    explicit LookupBench(Markers markers = {})
    {
        addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        addAccount(QStringLiteral("two"), QStringLiteral("Two"));
        SecretSummary &secret = servers[QStringLiteral("acme")]->secrets.front();
        secret.uris = {QStringLiteral("https://one.example/login"), QStringLiteral("ssh://host.example")};
        secret.name = QStringLiteral("The only one of its name");
        secret.username = QStringLiteral("ada");
        secret.markers = (secret.markers & ~Markers(Marker::Favourite | Marker::HasTotp)) | markers;
        servers[QStringLiteral("acme")]->secrets[1].markers.setFlag(Marker::HasTotp, false);
        if (!openAll())
            qFatal("the accounts do not open");
        lookup.show();
    }
    void find(const QString &text)
    {
        lookup.setQuery(text);
        if (lookup.results()->rowCount() == 0)
            qFatal("nothing is found");
    }
    /// Gives the first account secrets of these names, which are their ids as well.
    void add(const QStringList &names)
    {
        std::vector<SecretSummary> &secrets = servers[QStringLiteral("acme")]->secrets;
        for (const QString &name : names) {
            SecretSummary more = secrets[5];
            more.id = more.name = name;
            secrets.push_back(more);
        }
        app.syncAll();
    }
    [[nodiscard]] QStringList labels()
    {
        QStringList labels;
        for (const Choice &choice : lookup.actions()->choices())
            labels.append(choice.label);
        return labels;
    }
    /// What was kept of the use of all accounts, as it lies on the disk.
    [[nodiscard]] QList<QByteArray> keptFiles() const
    {
        QList<QByteArray> contents;
        const QDir place(folder.filePath(QStringLiteral("usage")));
        for (const QString &name : place.entryList(QDir::Files)) {
            QFile file(place.filePath(name));
            if (file.open(QIODevice::ReadOnly))
                contents.append(file.readAll());
        }
        return contents;
    }
    /// Goes to an action by its label, and does it.
    void act(const QString &label)
    {
        const qsizetype row = labels().indexOf(label);
        if (row < 0)
            qFatal("no such action: %s", qPrintable(labels().join(QStringLiteral(" | "))));
        lookup.move(static_cast<int>(row) - lookup.currentIndex());
        lookup.activate();
    }
    [[nodiscard]] QSet<QString> accountsFound()
    {
        QSet<QString> accounts;
        for (int row = 0; row < lookup.results()->rowCount(); ++row)
            accounts.insert(lookup.results()->at(row)->accountId);
        return accounts;
    }
};

const QString OnlyOne = QStringLiteral("only one of its");

} // namespace

class TestLookup : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QGuiApplication::clipboard()->clear(); }

    void everyFieldAndAddressIsAnAction();
    void aFieldIsCopied();
    void anOpenFieldNeedsNoOpening();
    void anAddressIsCopiedOrOpened();
    void anActionOpensTheWindow();
    void actionsAreLeft();
    void nothingFoundHasNoActions();
    void oneAccountAtATime();
    void anAccountIsTyped();
    void typosAreForgiven();
    void typosWaitForEveryAccount();
    void typosWaitForASecondFactor();
    void whatIsOnlySimilarIsChosenFirst();
    void fewestMistakesComeFirst();
    void aWholeNameComesFirst();
    void anAccountIsForgottenWithTheQuery();
    void whatIsUsedMostComesFirst();
    void whatWasUsedIsOfferedByAccount();
    void whatWasUsedIsKeptSealed();
    void whatIsTurnedOffIsForgotten();
    void aSilentKeyringLosesNothing();
    void theChosenOneStaysChosen();
    void oneIsCopiedWithoutTheWindow();
    void whatCannotBeCopiedIsSaidInTheWindow();
    void whatNobodyVouchesForIsNotCopiedUnseen();
    void lockingEndsACopyUnderWay();
    void aCodeIsCopiedWithoutTheWindow();
    void codesOfFavouritesAndOfWhatWasUsed();
    void oneIsShownChosen();
};

void TestLookup::everyFieldAndAddressIsAnAction()
{
    LookupBench bench;
    const QAbstractItemModelTester tester(bench.lookup.actions(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    bench.find(OnlyOne);
    QVERIFY(!bench.lookup.listsActions());
    bench.lookup.listActions();
    QVERIFY(bench.lookup.listsActions());
    QCOMPARE(bench.lookup.subject(), QStringLiteral("The only one of its name"));
    QCOMPARE(bench.labels(), (QStringList{QStringLiteral("Copy: User name"), QStringLiteral("Copy: Password"),
                                          QStringLiteral("Type: user name, Tab, password"),
                                          QStringLiteral("Type: User name"), QStringLiteral("Type: Password"),
                                          QStringLiteral("Open in the browser"), QStringLiteral("Copy the address"),
                                          QStringLiteral("Copy the address"), QStringLiteral("Open in the window")}));
    QCOMPARE(bench.lookup.actions()->choices()[0].hint, QStringLiteral("ada"));
    QCOMPARE(bench.lookup.actions()->choices()[1].hint, QString()); // protected
    QCOMPARE(bench.lookup.currentIndex(), 0);
    bench.lookup.move(-1);
    QCOMPARE(bench.lookup.currentIndex(), 8);
}

void TestLookup::aFieldIsCopied()
{
    LookupBench bench;
    bench.find(OnlyOne);
    bench.lookup.listActions();
    bench.openPgp.openErrors = {ErrorKind::NoSecretKey};
    bench.act(QStringLiteral("Copy: Password"));
    QTRY_VERIFY(!bench.lookup.statusText().isEmpty());
    QVERIFY(bench.lookup.listsActions()); // to try again
    bench.lookup.activate();
    QTRY_VERIFY(!bench.lookup.isActive());
    QCOMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    QCOMPARE(bench.toast.text(), QStringLiteral("Password copied"));
    bench.lookup.show();
    QVERIFY(!bench.lookup.listsActions());
    QCOMPARE(bench.lookup.results()->rowCount(), 1); // it counts as used
}

void TestLookup::anOpenFieldNeedsNoOpening()
{
    LookupBench bench;
    bench.find(OnlyOne);
    bench.lookup.listActions();
    bench.act(QStringLiteral("Copy: User name"));
    QVERIFY(!bench.lookup.isActive());
    QCOMPARE(Bench::clipboardText(), QStringLiteral("ada"));
    QCOMPARE(bench.openPgp.opens, 0);
}

void TestLookup::anAddressIsCopiedOrOpened()
{
    LookupBench bench;
    QSignalSpy browser(&bench.lookup, &QuickLookupViewModel::browserWanted);
    bench.find(OnlyOne);
    bench.lookup.listActions();
    bench.lookup.activateAt(7); // of the second, which no browser opens
    QCOMPARE(Bench::clipboardText(), QStringLiteral("ssh://host.example"));
    QCOMPARE(browser.count(), 0);
    bench.lookup.show();
    bench.find(OnlyOne);
    bench.lookup.listActions();
    bench.act(QStringLiteral("Open in the browser"));
    QCOMPARE(browser.count(), 1);
    QCOMPARE(browser.first().first().toString(), QStringLiteral("https://one.example/login"));
    QVERIFY(!bench.lookup.isActive());
}

void TestLookup::anActionOpensTheWindow()
{
    LookupBench bench;
    QSignalSpy opened(&bench.lookup, &QuickLookupViewModel::openSecretRequested);
    bench.find(OnlyOne);
    bench.lookup.listActions();
    bench.act(QStringLiteral("Open in the window"));
    bench.lookup.show();
    bench.find(OnlyOne);
    bench.lookup.listActions();
    bench.lookup.openInMain(); // by its own key, whichever action is current
    QCOMPARE(opened.count(), 2);
    for (const QList<QVariant> &one : opened)
        QCOMPARE(one.at(1).toString(), Bench::Signed);
}

void TestLookup::actionsAreLeft()
{
    LookupBench bench;
    bench.find(QStringLiteral("a"));
    bench.lookup.move(2);
    const QString chosen = bench.lookup.results()->at(2)->name;
    bench.lookup.listActions();
    QCOMPARE(bench.lookup.subject(), chosen);
    bench.lookup.leaveActions();
    QCOMPARE(bench.lookup.currentIndex(), 2);
    QVERIFY(bench.labels().isEmpty());

    bench.lookup.listActions();
    bench.lookup.setQuery(QStringLiteral("b")); // goes on searching
    QVERIFY(!bench.lookup.listsActions());
    QCOMPARE(bench.lookup.currentIndex(), 0);

    bench.lookup.listActions();
    bench.lookup.setLocked(true);
    QVERIFY(!bench.lookup.listsActions());
    QVERIFY(bench.labels().isEmpty());
    QCOMPARE(bench.lookup.subject(), QString());
}

void TestLookup::nothingFoundHasNoActions()
{
    LookupBench bench;
    bench.lookup.setQuery(QStringLiteral("qqqq"));
    bench.lookup.listActions();
    QVERIFY(!bench.lookup.listsActions());
    bench.lookup.openInMain();
    QVERIFY(bench.lookup.isActive());
}

void TestLookup::anAccountIsTyped()
{
    LookupBench bench;
    bench.find(QStringLiteral("git"));
    QCOMPARE(bench.accountsFound().size(), 2);
    bench.find(QStringLiteral("git account:tw"));
    QCOMPARE(bench.accountsFound(), QSet<QString>{QStringLiteral("two")});
    bench.find(QStringLiteral("git -account:two"));
    QCOMPARE(bench.accountsFound(), QSet<QString>{QStringLiteral("acme")});
    bench.lookup.setQuery(QStringLiteral("git account:three"));
    QCOMPARE(bench.lookup.results()->rowCount(), 0);
}

void TestLookup::typosAreForgiven()
{
    LookupBench bench;
    bench.find(QStringLiteral("the olny one"));
    QCOMPARE(bench.lookup.results()->rowCount(), 1);
    const auto marks = [&bench] {
        return bench.lookup.results()->index(0, 0).data(QuickResultModel::NameMarksRole).value<QList<int>>();
    };
    QCOMPARE(marks(), (QList<int>{0, 3, 4, 4, 9, 3}));
    bench.lookup.setQuery(QStringLiteral("\"the olny one\""));
    QCOMPARE(bench.lookup.results()->rowCount(), 0);
}

// Enter takes the first result: what was mistyped never stands in for what another account is still to bring.
void TestLookup::typosWaitForEveryAccount()
{
    LookupBench bench;
    FakeServer &server = *bench.servers[QStringLiteral("two")];
    server.secrets.front().name = QStringLiteral("The olny one");
    Session &session = bench.session(QStringLiteral("two"));
    session.close();
    QTRY_COMPARE(session.state(), Session::State::Closed);
    server.gate(FakeServer::Call::FetchIndex).close();
    session.open();
    QTRY_COMPARE(session.state(), Session::State::Loading);
    bench.lookup.setQuery(QStringLiteral("the olny one"));
    QCOMPARE(bench.lookup.results()->rowCount(), 0);
    QCOMPARE(bench.lookup.statusText(), stateLabel(Session::State::Loading)); // no "No match" yet
    server.gate(FakeServer::Call::FetchIndex).open();
    QTRY_COMPARE(bench.accountsFound(), QSet<QString>{QStringLiteral("two")}); // and not the other's, beside it
    QCOMPARE(bench.lookup.results()->rowCount(), 1);
}

void TestLookup::typosWaitForASecondFactor()
{
    LookupBench bench;
    FakeServer &server = *bench.servers[QStringLiteral("two")];
    Session &session = bench.session(QStringLiteral("two"));
    session.close();
    QTRY_COMPARE(session.state(), Session::State::Closed);
    server.factorProviders = {SecondFactor::Provider::OneTimeCode};
    session.open();
    QTRY_COMPARE(session.state(), Session::State::NeedsSecondFactor);
    bench.lookup.setQuery(QStringLiteral("the olny one"));
    QCOMPARE(bench.lookup.results()->rowCount(), 0);
    QCOMPARE(bench.lookup.statusText(), stateLabel(Session::State::NeedsSecondFactor));
}

// Enter shows first what it would copy: somebody typed something else.
void TestLookup::whatIsOnlySimilarIsChosenFirst()
{
    LookupBench bench;
    const auto findIt = [&bench] {
        QGuiApplication::clipboard()->clear();
        bench.lookup.show();
        bench.find(QStringLiteral("the olny one"));
        QCOMPARE(bench.lookup.currentIndex(), -1);
    };
    findIt();
    QCOMPARE(bench.lookup.results()->index(0, 0).data(QuickResultModel::SimilarRole).toString(),
             QStringLiteral("Similar"));
    bench.lookup.activate();
    QCOMPARE(bench.lookup.currentIndex(), 0);
    QVERIFY(bench.lookup.isActive() && !bench.lookup.isBusy());
    bench.lookup.activate();
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    findIt();
    bench.lookup.move(-1); // by arrow
    bench.lookup.activate();
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    findIt();
    bench.lookup.activateAt(0); // by its number, or by pointer
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    findIt();
    bench.lookup.listActions(); // which are shown with its name
    QCOMPARE(bench.lookup.subject(), QStringLiteral("The only one of its name"));
    bench.lookup.leaveActions();
    bench.find(OnlyOne);
    QCOMPARE(bench.lookup.currentIndex(), 0);
    QCOMPARE(bench.lookup.results()->index(0, 0).data(QuickResultModel::SimilarRole).toString(), QString());
}

// Whatever was used: more mistakes are less likely to be what is meant.
void TestLookup::fewestMistakesComeFirst()
{
    LookupBench bench;
    bench.add({QStringLiteral("Kaleidoscope DB"), QStringLiteral("Kaleidoskope")});
    bench.usage.note(QStringLiteral("acme"), QStringLiteral("Kaleidoskope"));
    bench.lookup.setQuery(QStringLiteral("kaleidoscpoe"));
    QTRY_COMPARE(bench.lookup.results()->rowCount(), 2);
    QCOMPARE(bench.lookup.results()->at(0)->name, QStringLiteral("Kaleidoscope DB"));
}

void TestLookup::aWholeNameComesFirst()
{
    LookupBench bench;
    bench.add({QStringLiteral("Zeppelin hub"), QStringLiteral("Zeppelin hubs"), QStringLiteral("Zz")});
    bench.usage.note(QStringLiteral("acme"), QStringLiteral("Zeppelin hubs"));
    bench.lookup.setQuery(QStringLiteral("zeppelin hub"));
    QTRY_COMPARE(bench.lookup.results()->rowCount(), 2);
    QCOMPARE(bench.lookup.results()->at(0)->name, QStringLiteral("Zeppelin hub"));
    bench.lookup.setQuery(QStringLiteral("z")); // of which "Zz" is no more than the beginning
    QCOMPARE(bench.lookup.results()->at(0)->name, QStringLiteral("Zeppelin hubs"));
}

void TestLookup::oneAccountAtATime()
{
    LookupBench bench;
    QVERIFY(bench.lookup.hasSeveralAccounts());
    bench.find(QStringLiteral("a"));
    QCOMPARE(bench.accountsFound().size(), 2);
    QCOMPARE(bench.lookup.accountName(), QString());
    bench.lookup.nextAccount(1);
    QCOMPARE(bench.lookup.accountName(), QStringLiteral("Acme"));
    QCOMPARE(bench.accountsFound(), QSet<QString>{QStringLiteral("acme")});
    bench.lookup.nextAccount(1);
    QCOMPARE(bench.accountsFound(), QSet<QString>{QStringLiteral("two")});
    bench.lookup.nextAccount(1);
    QCOMPARE(bench.accountsFound().size(), 2);
    bench.lookup.nextAccount(-1);
    QCOMPARE(bench.lookup.accountName(), QStringLiteral("Two"));
    bench.find(QStringLiteral("grafana"));
    QCOMPARE(bench.accountsFound(), QSet<QString>{QStringLiteral("two")});
}

void TestLookup::anAccountIsForgottenWithTheQuery()
{
    LookupBench bench;
    bench.lookup.nextAccount(1);
    QCOMPARE(bench.lookup.accountName(), QStringLiteral("Acme"));
    bench.lookup.hide();
    bench.lookup.show();
    QCOMPARE(bench.lookup.accountName(), QString());
}

void TestLookup::whatIsUsedMostComesFirst()
{
    LookupBench bench;
    bench.lookup.nextAccount(1);
    bench.find(QStringLiteral("grafana"));
    const int lastRow = bench.lookup.results()->rowCount() - 1;
    const QString last = bench.lookup.results()->at(lastRow)->secretId;
    QVERIFY(lastRow > 0);
    bench.lookup.move(lastRow);
    bench.lookup.openInMain();
    bench.lookup.show();
    bench.lookup.nextAccount(1);
    bench.find(QStringLiteral("grafana"));
    QCOMPARE(bench.lookup.results()->at(0)->secretId, last);
    QCOMPARE(bench.lookup.currentIndex(), 0);
    bench.find(OnlyOne);
    QVERIFY(bench.lookup.results()->at(0)->secretId != last); // use decides among equals only
}

void TestLookup::whatWasUsedIsOfferedByAccount()
{
    LookupBench bench;
    bench.find(OnlyOne);
    bench.lookup.openInMain();
    bench.lookup.show();
    QCOMPARE(bench.lookup.results()->rowCount(), 1);
    bench.lookup.nextAccount(1);
    QCOMPARE(bench.lookup.results()->rowCount(), 1);
    bench.lookup.nextAccount(1);
    QCOMPARE(bench.lookup.results()->rowCount(), 0);
}

/// From one unlocking to the next and from one run to the next, and in no memory in between.
void TestLookup::whatWasUsedIsKeptSealed()
{
    LookupBench bench;
    const QString acme = QStringLiteral("acme");
    bench.find(OnlyOne);
    const QString id = bench.lookup.results()->at(0)->secretId;
    bench.lookup.openInMain();
    QTRY_COMPARE(bench.keptFiles().size(), 1);
    QVERIFY(!bench.keptFiles().front().contains(id.toUtf8()));
    bench.app.lockAll();
    QVERIFY(bench.usage.of(acme).isEmpty());
    QVERIFY(bench.openAll());
    QTRY_COMPARE(bench.usage.of(acme).weight(id, bench.clock.now()), 1.0);
    bench.lookup.show();
    QCOMPARE(bench.lookup.results()->rowCount(), 1);

    SealedRecords records(bench.credentials, bench.workers, bench.folder.filePath(QStringLiteral("usage")));
    UsageLogs nextRun(bench.sessions, bench.settings, records, bench.clock);
    QTRY_COMPARE(nextRun.of(acme).weight(id, bench.clock.now()), 1.0);
    nextRun.note(acme, id);
    QTRY_COMPARE(nextRun.of(acme).weight(id, bench.clock.now()), 2.0);
}

void TestLookup::whatIsTurnedOffIsForgotten()
{
    LookupBench bench;
    bench.find(OnlyOne);
    bench.lookup.openInMain();
    QTRY_COMPARE(bench.keptFiles().size(), 1);
    Preferences preferences = bench.settings.preferences();
    preferences.keepsRecent = false;
    QVERIFY(bench.settings.savePreferences(preferences));
    bench.usage.followSettings();
    QVERIFY(bench.keptFiles().isEmpty());
    QVERIFY(bench.usage.of(QStringLiteral("acme")).isEmpty());
    bench.usage.note(QStringLiteral("acme"), QStringLiteral("s000003"));
    QVERIFY(bench.usage.of(QStringLiteral("acme")).isEmpty());
    preferences.keepsRecent = true;
    QVERIFY(bench.settings.savePreferences(preferences));
    bench.usage.followSettings();
    bench.usage.note(QStringLiteral("acme"), QStringLiteral("s000003"));
    QTRY_COMPARE(bench.keptFiles().size(), 1);
}

/// What was kept is not written over by the little that was noted since, when its key could not be had.
void TestLookup::aSilentKeyringLosesNothing()
{
    const QString acme = QStringLiteral("acme");
    const QString id = QStringLiteral("s000003");
    LookupBench bench;
    bench.usage.note(acme, id);
    QTRY_COMPARE(bench.keptFiles().size(), 1);
    const QList<QByteArray> before = bench.keptFiles();
    bench.app.lockAll();
    bench.credentials.silent = SealedRecords::credentialOf(acme);
    QVERIFY(bench.openAll());
    bench.usage.note(acme, QStringLiteral("s000004"));
    QCOMPARE(bench.usage.of(acme).weight(QStringLiteral("s000004"), bench.clock.now()), 1.0);
    bench.usage.note(acme, QStringLiteral("s000004"));
    QCOMPARE(bench.keptFiles(), before);
    bench.credentials.silent.clear();
    bench.app.lockAll();
    QVERIFY(bench.openAll());
    QTRY_COMPARE(bench.usage.of(acme).weight(id, bench.clock.now()), 1.0);
}

/// Whatever comes meanwhile, Enter is for what was chosen.
void TestLookup::theChosenOneStaysChosen()
{
    LookupBench bench;
    bench.find(QStringLiteral("grafana"));
    bench.lookup.move(2);
    const QString chosen = bench.lookup.results()->at(2)->secretId;
    const QString account = bench.lookup.results()->at(2)->accountId;
    SecretSummary more = bench.servers[QStringLiteral("acme")]->secrets[5];
    more.id = QStringLiteral("one-more");
    more.name = QStringLiteral("Grafana");
    bench.servers[QStringLiteral("acme")]->secrets.push_back(more);
    bench.app.syncAll();
    QTRY_COMPARE(bench.lookup.results()->at(0)->secretId, more.id); // the whole name: it comes first
    QCOMPARE(bench.lookup.results()->at(bench.lookup.currentIndex())->secretId, chosen);
    QCOMPARE(bench.lookup.results()->at(bench.lookup.currentIndex())->accountId, account);
    bench.lookup.listActions();
    const QString subject = bench.lookup.subject();
    bench.servers[QStringLiteral("acme")]->secrets.pop_back();
    bench.app.syncAll();
    QTRY_VERIFY(bench.lookup.results()->at(0)->secretId != more.id);
    QCOMPARE(bench.lookup.subject(), subject);
    bench.lookup.leaveActions();
    QCOMPARE(bench.lookup.results()->at(bench.lookup.currentIndex())->secretId, chosen);
}

void TestLookup::oneIsCopiedWithoutTheWindow()
{
    LookupBench bench;
    bench.lookup.hide();
    QSignalSpy active(&bench.lookup, &QuickLookupViewModel::activeChanged);
    bench.lookup.copyOne(QStringLiteral("acme"), Bench::Signed, QuickLookupViewModel::Part::Main);
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    QCOMPARE(active.count(), 0);
    QCOMPARE(bench.lookup.finder().recent().size(), std::size_t(1));
    QCOMPARE(bench.lookup.finder().recent()[0].name, QStringLiteral("The only one of its name"));
}

void TestLookup::whatCannotBeCopiedIsSaidInTheWindow()
{
    LookupBench bench;
    bench.lookup.hide();
    bench.openPgp.openErrors = {ErrorKind::NoSecretKey};
    bench.lookup.copyOne(QStringLiteral("acme"), Bench::Signed, QuickLookupViewModel::Part::Main);
    QTRY_VERIFY(!bench.lookup.statusText().isEmpty());
    QVERIFY(bench.lookup.isActive());
    QCOMPARE(bench.lookup.results()->at(bench.lookup.currentIndex())->secretId, Bench::Signed);
    bench.lookup.activate(); // try again
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
}

void TestLookup::whatNobodyVouchesForIsNotCopiedUnseen()
{
    LookupBench bench;
    bench.lookup.hide();
    QSignalSpy opened(&bench.lookup, &QuickLookupViewModel::openSecretRequested);
    bench.lookup.copyOne(QStringLiteral("acme"), Bench::Unsigned, QuickLookupViewModel::Part::Main);
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(opened.first().at(1).toString(), Bench::Unsigned);
    QCOMPARE(Bench::clipboardText(), QString());
}

void TestLookup::lockingEndsACopyUnderWay()
{
    LookupBench bench;
    bench.lookup.hide();
    Gate &gate = bench.servers.at(QStringLiteral("acme"))->gate(FakeServer::Call::FetchPayload);
    gate.close();
    bench.lookup.copyOne(QStringLiteral("acme"), Bench::Signed, QuickLookupViewModel::Part::Main);
    QVERIFY(bench.lookup.isBusy());
    bench.lookup.setLocked(true); // the session goes on here, so that nothing else can stop it
    QVERIFY(!bench.lookup.isBusy());
    gate.open();
    QTRY_COMPARE(bench.openPgp.opens, 1);
    QCoreApplication::processEvents();
    QCOMPARE(Bench::clipboardText(), QString());
    bench.lookup.copyOne(QStringLiteral("acme"), Bench::Signed, QuickLookupViewModel::Part::Main);
    QVERIFY(!bench.lookup.isBusy());
}

void TestLookup::aCodeIsCopiedWithoutTheWindow()
{
    LookupBench bench(Marker::HasTotp);
    bench.lookup.hide();
    bench.lookup.copyOne(QStringLiteral("acme"), Bench::Signed, QuickLookupViewModel::Part::Code);
    QTRY_COMPARE(Bench::clipboardText().size(), 6);
    bool isNumber = false;
    (void)Bench::clipboardText().toInt(&isNumber);
    QVERIFY(isNumber);
    QVERIFY(!bench.lookup.isActive());
}

void TestLookup::codesOfFavouritesAndOfWhatWasUsed()
{
    LookupBench bench(Marker::HasTotp);
    QuickFinder &finder = bench.lookup.finder();
    const auto holds = [&](const QString &id) {
        const std::vector<QuickResult> all = finder.withCodes();
        return std::any_of(all.begin(), all.end(), [&](const QuickResult &one) { return one.secretId == id; });
    };
    for (const QuickResult &one : finder.withCodes()) {
        const Catalog &catalog = *bench.session(one.accountId).catalog();
        QVERIFY(catalog.markers(catalog.rowOf(one.secretId)).testFlags(Marker::Favourite | Marker::HasTotp));
    }
    QVERIFY(!holds(Bench::Signed));
    finder.note(*finder.result(QStringLiteral("acme"), Bench::Signed));
    QCOMPARE(finder.withCodes().front().secretId, Bench::Signed);
    finder.note(*finder.result(QStringLiteral("acme"), Bench::Unsigned)); // which has none
    QVERIFY(!holds(Bench::Unsigned));
    QVERIFY(finder.withCodes().size() <= QuickFinder::MostCodes);
}

void TestLookup::oneIsShownChosen()
{
    LookupBench bench;
    bench.find(QStringLiteral("grafana"));
    bench.lookup.showOne(QStringLiteral("acme"), Bench::Signed);
    QCOMPARE(bench.lookup.query(), QString());
    QCOMPARE(bench.lookup.results()->at(0)->secretId, Bench::Signed);
    QCOMPARE(bench.lookup.currentIndex(), 0);
    QCOMPARE(Bench::clipboardText(), QString());
    bench.lookup.activate();
    QTRY_COMPARE(Bench::clipboardText(), QString::fromUtf8(Bench::Password));
    bench.lookup.show();
    QCOMPARE(bench.lookup.results()->rowCount(), 1); // once, as used
    bench.lookup.hide();
    bench.lookup.showOne(QStringLiteral("two"), QStringLiteral("gone"));
    QCOMPARE(bench.lookup.results()->rowCount(), 1);
}

QTEST_MAIN(TestLookup)
#include "tst_lookup.moc"
