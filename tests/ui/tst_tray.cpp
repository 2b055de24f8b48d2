// SPDX-License-Identifier: GPL-3.0-or-later
// What the tray's menu offers, what is said while nobody looks, and what the desktop's search is told.
#include "tests/ui/bench.h"
#include "ui/desktop/traymenu.h"
#include "ui/viewmodels/bulletin.h"
#include "ui/viewmodels/desktopsearch.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Step = CheckOut::State;

namespace {

const QString Acme = QStringLiteral("acme");

/// Entries that can be seen, by their texts, those of sub-menus after their own.
QStringList textsOf(const QMenu &menu)
{
    QStringList texts;
    for (const QAction *action : menu.actions()) {
        if (!action->isVisible() || action->isSeparator())
            continue;
        texts.append(action->text());
        if (action->menu())
            texts += textsOf(*action->menu());
    }
    return texts;
}

QAction *entry(const QMenu &menu, const QString &text)
{
    for (QAction *action : menu.actions()) {
        if (action->text() == text)
            return action;
        if (QAction *const below = action->menu() ? entry(*action->menu(), text) : nullptr)
            return below;
    }
    return nullptr;
}

/// A menu with something to offer, as it is when it opens.
struct Offering
{
    Offering()
    {
        menu.setOffering([this] {
            ++asked;
            return offer;
        });
    }
    [[nodiscard]] QStringList open()
    {
        Q_EMIT menu.menu().aboutToShow();
        return textsOf(menu.menu());
    }
    TrayMenu menu;
    TrayOffer offer{{{QStringLiteral("Salt & Pepper"), Acme, QStringLiteral("s1")}},
                    {{QStringLiteral("Bank"), Acme, QStringLiteral("s2")}}};
    int asked = 0;
};

/// An account that lends its values, opened, and what is said about it.
struct Desk : Bench
{
    Desk()
    {
        lenders[Acme] = lender;
        addAccount(Acme, QStringLiteral("Acme Vault"));
        if (!openAll())
            qFatal("the account does not open");
        QObject::connect(&bulletin, &Bulletin::said, &app, [this](const QString &topic, const Notice &notice) {
            topics.append(topic);
            shown[topic] = notice;
        });
        QObject::connect(&bulletin, &Bulletin::takenBack, &app, [this](const QString &topic) { shown.remove(topic); });
        QObject::connect(&bulletin, &Bulletin::allTakenBack, &app, [this] { shown.clear(); });
    }
    void prefer(bool Preferences::*member, bool value)
    {
        Preferences edited = settings.preferences();
        edited.*member = value;
        if (!settings.savePreferences(edited))
            qFatal("the preferences cannot be kept");
    }
    [[nodiscard]] CheckOut of(Step state, int minutes = 0) const
    {
        CheckOut checkOut;
        checkOut.secretId = Signed;
        checkOut.state = state;
        if (minutes > 0)
            checkOut.until = clock.now().addSecs(minutes * 60);
        return checkOut;
    }
    [[nodiscard]] QString name() { return session().catalog()->name(session().catalog()->rowOf(Signed)); }
    [[nodiscard]] QString everythingSaid() const
    {
        QString all;
        for (const Notice &notice : shown)
            all += notice.title + notice.text;
        return all;
    }
    /// Something is checked out and ends soon.
    void comeToTheEnd()
    {
        lender->becomes(of(Step::CheckedOut, 60));
        clock.advance(std::chrono::minutes(56));
        CheckOut other = of(Step::Requested);
        other.secretId = QStringLiteral("s000002");
        lender->becomes(other); // it looks at the time again
    }

    std::shared_ptr<FakeCheckOut> lender = std::make_shared<FakeCheckOut>();
    Bulletin bulletin{sessions, settings, browse};
    QStringList topics; ///< of everything that was ever said
    QHash<QString, Notice> shown;
};

/// The desktop's search, wanted, over two accounts.
struct Search : Bench
{
    Search()
    {
        addAccount(Acme, QStringLiteral("Acme"));
        addAccount(QStringLiteral("two"), QStringLiteral("Two"));
        if (!openAll())
            qFatal("the accounts do not open");
        search.setWanted(true);
    }
    DesktopSearch search{lookup};
};

} // namespace

class TestTray : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { QGuiApplication::clipboard()->clear(); }

    void namesStandWhereTheyMay();
    void t20_noNamesWhereEverybodyReads();
    void lockingTakesTheNamesAway();
    void anEntryLeadsToItsSecret();
    void nothingUsedIsNothingOffered();

    void anEndIsSaidWithoutNames();
    void anEndIsSaidWithNamesWhereWanted();
    void anEndIsTakenBack();
    void aGrantIsSaidAndLeadsThere();
    void aRefusalIsNoGrant();
    void troubleIsSaidOnceAndTakenBack();
    void troubleNamesItsAccountWhereWanted();
    void lockingTakesEverythingBack();
    void nothingIsSaidWhereNotWanted();
    void aFaultOfTypingLeadsToTheWindow();

    void theSearchHasTheQuickLookupsOrder();
    void theSearchFindsNothingUnwantedOrLocked();
    void tokensSayNothingAndDie();
    void theSearchHasLimits();
    void choosingShowsAndCopiesNothing();
};

void TestTray::namesStandWhereTheyMay()
{
    Offering tray;
    tray.menu.setNamed(true);
    const QStringList texts = tray.open();
    QCOMPARE(texts.mid(0, 5), (QStringList{QStringLiteral("Quick lookup"), QStringLiteral("Copy again"),
                                           QStringLiteral("Salt && Pepper"), QStringLiteral("Copy a one-time code"),
                                           QStringLiteral("Bank")}));
    QVERIFY(!entry(tray.menu.menu(), QStringLiteral("Copy again"))->isEnabled()); // a heading
    QCOMPARE(tray.open(), texts);                                                 // not twice
    tray.offer.recent.push_back({QString(200, QLatin1Char('x')) + QStringLiteral("\nsecond line"), Acme, {}});
    for (const QString &text : tray.open())
        QVERIFY(text.size() <= 41 && !text.contains(QLatin1Char('\n')));
}

void TestTray::t20_noNamesWhereEverybodyReads()
{
    Offering tray;
    const QStringList texts = tray.open();
    QCOMPARE(texts.mid(0, 3),
             (QStringList{QStringLiteral("Quick lookup"), QStringLiteral("Recent…"), QStringLiteral("Open Coffret")}));
    QVERIFY(!texts.join(QLatin1Char('\n')).contains(QStringLiteral("Bank")));
    QSignalSpy lookup(&tray.menu, &TrayMenu::quickLookupRequested);
    entry(tray.menu.menu(), QStringLiteral("Recent…"))->trigger();
    QCOMPARE(lookup.count(), 1);
    tray.menu.setNamed(true);
    QVERIFY(tray.open().contains(QStringLiteral("Bank")));
    tray.menu.setNamed(false); // at once, not when it opens again
    QVERIFY(!textsOf(tray.menu.menu()).contains(QStringLiteral("Bank")));
}

void TestTray::lockingTakesTheNamesAway()
{
    Offering tray;
    tray.menu.setNamed(true);
    QVERIFY(tray.open().contains(QStringLiteral("Bank")));
    tray.menu.setLocked(true);
    QVERIFY(!textsOf(tray.menu.menu()).contains(QStringLiteral("Bank")));
    const int asked = tray.asked;
    QCOMPARE(tray.open().mid(0, 2), (QStringList{QStringLiteral("Quick lookup"), QStringLiteral("Open Coffret")}));
    QCOMPARE(tray.asked, asked);
    QVERIFY(tray.open().contains(QStringLiteral("Unlock")));
}

void TestTray::anEntryLeadsToItsSecret()
{
    Offering tray;
    tray.menu.setNamed(true);
    QSignalSpy copies(&tray.menu, &TrayMenu::copyRequested);
    QSignalSpy codes(&tray.menu, &TrayMenu::codeRequested);
    (void)tray.open();
    QAction *const chosen = entry(tray.menu.menu(), QStringLiteral("Salt && Pepper"));
    connect(&tray.menu, &TrayMenu::copyRequested, &tray.menu, [&tray] { tray.menu.setLocked(true); });
    chosen->trigger(); // and it goes meanwhile
    QCOMPARE(copies.count(), 1);
    QCOMPARE(copies.first(), (QList<QVariant>{Acme, QStringLiteral("s1")}));
    tray.menu.setLocked(false);
    (void)tray.open();
    entry(tray.menu.menu(), QStringLiteral("Bank"))->trigger();
    QCOMPARE(codes.count(), 1);
    QCOMPARE(codes.first(), (QList<QVariant>{Acme, QStringLiteral("s2")}));
}

void TestTray::nothingUsedIsNothingOffered()
{
    Offering tray;
    tray.offer = {};
    for (const bool named : {false, true}) {
        tray.menu.setNamed(named);
        QCOMPARE(tray.open().mid(0, 2), (QStringList{QStringLiteral("Quick lookup"), QStringLiteral("Open Coffret")}));
    }
}

void TestTray::anEndIsSaidWithoutNames()
{
    Desk desk;
    desk.comeToTheEnd();
    QTRY_COMPARE(desk.shown.size(), 1);
    QVERIFY(desk.everythingSaid().contains(QStringLiteral("taken back")));
    QVERIFY(!desk.everythingSaid().contains(desk.name()));
    QSignalSpy wanted(&desk.bulletin, &Bulletin::checkedOutWanted);
    desk.bulletin.open(desk.topics.first());
    QCOMPARE(wanted.count(), 1);
}

void TestTray::anEndIsSaidWithNamesWhereWanted()
{
    Desk desk;
    desk.prefer(&Preferences::namesInNotifications, true);
    desk.comeToTheEnd();
    QTRY_COMPARE(desk.shown.size(), 1);
    QVERIFY(desk.everythingSaid().contains(desk.name()));
}

void TestTray::anEndIsTakenBack()
{
    Desk desk;
    desk.comeToTheEnd();
    QTRY_COMPARE(desk.shown.size(), 1);
    desk.lender->becomes(desk.of(Step::Returned));
    QVERIFY(desk.shown.isEmpty());
}

void TestTray::aGrantIsSaidAndLeadsThere()
{
    Desk desk;
    desk.bulletin.grants().setInterval(std::chrono::milliseconds(1));
    desk.browse.selectSecret(Bench::Signed);
    desk.lender->becomes(desk.of(Step::Requested));
    desk.browse.checkOut()->refresh();
    QTRY_COMPARE(desk.browse.checkOut()->now().state, Step::Requested);
    QVERIFY(desk.shown.isEmpty());
    desk.lender->known[Bench::Signed] = desk.of(Step::Approved, 60); // nobody tells: it has to be asked for
    QTRY_COMPARE(desk.shown.size(), 1);
    QVERIFY(desk.everythingSaid().contains(QStringLiteral("granted")) && !desk.everythingSaid().contains(desk.name()));
    QSignalSpy wanted(&desk.bulletin, &Bulletin::secretWanted);
    desk.bulletin.open(desk.topics.first());
    QCOMPARE(wanted.count(), 1);
    QCOMPARE(wanted.first(), (QList<QVariant>{Acme, Bench::Signed}));
    desk.lender->becomes(desk.of(Step::CheckedOut, 60));
    QVERIFY(desk.shown.isEmpty());
    QCOMPARE(desk.topics.size(), 1);
}

void TestTray::aRefusalIsNoGrant()
{
    Desk desk;
    QSignalSpy granted(&desk.bulletin.grants(), &GrantWatch::granted);
    desk.lender->known[Bench::Signed] = desk.of(Step::Refused);
    desk.bulletin.grants().setInterval(std::chrono::milliseconds(1));
    desk.bulletin.grants().add(Acme, Bench::Signed);
    QTRY_VERIFY(!desk.bulletin.grants().isWaiting());
    desk.lender->known[Bench::Signed] = desk.of(Step::Approved, 60);
    desk.bulletin.grants().add(Acme, QStringLiteral("s000007"));
    QTRY_VERIFY(!desk.bulletin.grants().isWaiting());
    QCOMPARE(granted.count(), 0);
}

void TestTray::troubleIsSaidOnceAndTakenBack()
{
    Desk desk;
    FakeServer &server = *desk.servers.at(Acme);
    const auto sync = [&desk] {
        desk.app.syncAll();
        return QTest::qWaitFor([&] { return desk.session().contact() != Session::Contact::Syncing; });
    };
    for (int time = 0; time < 2; ++time)
        server.failNext(FakeServer::Call::FetchIndex, ErrorKind::Unreachable);
    QVERIFY(sync());
    QCOMPARE(desk.topics.size(), 1);
    QVERIFY(desk.bulletin.hasTrouble() && desk.shown.size() == 1);
    QVERIFY(!desk.everythingSaid().contains(QStringLiteral("Acme")));
    QVERIFY(sync());
    QCOMPARE(desk.topics.size(), 1); // the same
    QSignalSpy wanted(&desk.bulletin, &Bulletin::accountWanted);
    desk.bulletin.open(desk.topics.first());
    QCOMPARE(wanted.first().first().toString(), Acme);
    QVERIFY(sync());
    QVERIFY(!desk.bulletin.hasTrouble() && desk.shown.isEmpty());
}

void TestTray::troubleNamesItsAccountWhereWanted()
{
    Desk desk;
    desk.prefer(&Preferences::namesInNotifications, true);
    desk.servers.at(Acme)->failNext(FakeServer::Call::FetchIndex, ErrorKind::Unreachable);
    desk.app.syncAll();
    QTRY_COMPARE(desk.shown.size(), 1);
    QVERIFY(desk.everythingSaid().contains(QStringLiteral("Acme Vault")));
}

void TestTray::lockingTakesEverythingBack()
{
    Desk desk;
    desk.comeToTheEnd();
    QTRY_COMPARE(desk.shown.size(), 1);
    desk.bulletin.setLocked(true);
    QVERIFY(desk.shown.isEmpty());
    QSignalSpy wanted(&desk.bulletin, &Bulletin::checkedOutWanted);
    desk.bulletin.open(desk.topics.first());
    QCOMPARE(wanted.count(), 0);
}

void TestTray::nothingIsSaidWhereNotWanted()
{
    Desk desk;
    desk.prefer(&Preferences::notifies, false);
    desk.comeToTheEnd();
    QTRY_VERIFY(desk.toast.isVisible()); // said in the window
    QVERIFY(desk.topics.isEmpty());
}

void TestTray::aFaultOfTypingLeadsToTheWindow()
{
    Desk desk;
    const QString fault = QStringLiteral("Nothing was typed.");
    desk.prefer(&Preferences::notifies, false);
    desk.bulletin.sayTyping(fault);
    QVERIFY(desk.shown.isEmpty());
    desk.prefer(&Preferences::notifies, true);
    desk.bulletin.sayTyping(fault);
    QCOMPARE(desk.everythingSaid(), fault);
    QSignalSpy wanted(&desk.bulletin, &Bulletin::windowWanted);
    desk.bulletin.open(desk.topics.last());
    QCOMPARE(wanted.count(), 1);
}

void TestTray::theSearchHasTheQuickLookupsOrder()
{
    Search bench;
    bench.lookup.show();
    bench.lookup.setQuery(QStringLiteral("grafana"));
    QStringList names;
    for (int row = 0; row < bench.lookup.results()->rowCount(); ++row)
        names.append(bench.lookup.results()->at(row)->name);
    bench.lookup.hide();
    QStringList found;
    for (const DesktopSearch::Hit &hit : bench.search.find(QStringLiteral("  grafana ")))
        found.append(hit.name);
    QVERIFY(found.size() > 1);
    QCOMPARE(found, names);
}

void TestTray::theSearchFindsNothingUnwantedOrLocked()
{
    Search bench;
    const QString text = QStringLiteral("grafana");
    const QString token = bench.search.find(text).front().token;
    bench.search.setLocked(true);
    QVERIFY(bench.search.find(text).empty());
    QCOMPARE(bench.search.nameOf(token), QString());
    bench.search.showAll(text);
    bench.search.choose(token);
    QVERIFY(!bench.lookup.isActive()); // and nothing is unlocked
    bench.search.setLocked(false);
    QVERIFY(!bench.search.find(text).empty());
    bench.search.setWanted(false);
    QVERIFY(bench.search.find(text).empty());
    bench.search.showAll(text);
    QVERIFY(!bench.lookup.isActive());
}

void TestTray::tokensSayNothingAndDie()
{
    Search bench;
    const QString text = QStringLiteral("grafana");
    const DesktopSearch::Hit hit = bench.search.find(text).front();
    QCOMPARE(bench.search.nameOf(hit.token), hit.name);
    QVERIFY(!hit.token.contains(Acme) && !hit.token.contains(QStringLiteral("s0000")));
    QCOMPARE(bench.search.find(text).front().token, hit.token);
    bench.search.setLocked(true);
    bench.search.setLocked(false);
    QCOMPARE(bench.search.nameOf(hit.token), QString());
    bench.search.choose(hit.token);
    QVERIFY(!bench.lookup.isActive());
    QVERIFY(bench.search.find(text).front().token != hit.token);
}

void TestTray::theSearchHasLimits()
{
    Search bench;
    QVERIFY(bench.search.find(QStringLiteral("a")).empty()); // too little to mean anything
    QVERIFY(bench.search.find(QString(101, QLatin1Char('a'))).empty());
    QVERIFY(bench.search.find(QStringLiteral("  ")).empty());
    QVERIFY(DesktopSearch::joined(QStringList(17, QStringLiteral("a"))).isEmpty());
    QCOMPARE(DesktopSearch::joined({QStringLiteral("one"), QStringLiteral("two")}), QStringLiteral("one two"));
    QVERIFY(bench.search.find(QStringLiteral("an")).size() <= std::size_t(DesktopSearch::MostResults));
}

void TestTray::choosingShowsAndCopiesNothing()
{
    Search bench;
    const DesktopSearch::Hit hit = bench.search.find(QStringLiteral("grafana")).at(1);
    bench.search.choose(hit.token);
    QVERIFY(bench.lookup.isActive());
    QCOMPARE(bench.lookup.results()->at(bench.lookup.currentIndex())->name, hit.name);
    QCOMPARE(bench.openPgp.opens, 0);
    QCOMPARE(Bench::clipboardText(), QString());
    bench.lookup.hide();
    bench.search.showAll(QStringLiteral("grafana"));
    QCOMPARE(bench.lookup.query(), QStringLiteral("grafana"));
}

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
