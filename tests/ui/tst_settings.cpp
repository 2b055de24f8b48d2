// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/bench.h"
#include "ui/desktop/autolock.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWindow>

using namespace coffret;
using namespace coffret::fakes;
using coffret::test::Bench;
using Role = SettingListModel::Role;

namespace {

struct Desk : Bench
{
    Desk()
    {
        addAccount(QStringLiteral("acme"), QStringLiteral("Acme"));
        if (!openAll())
            qFatal("the account does not open");
    }
    [[nodiscard]] SettingsViewModel &page() { return *app.settings(); }
    [[nodiscard]] SettingListModel &rows() { return *app.settings()->rows(); }
    [[nodiscard]] QVariant at(int row, int role) { return rows().data(rows().index(row), role); }
    [[nodiscard]] int rowOf(const char *key)
    {
        for (int row = 0; row < rows().rowCount(); ++row) {
            if (at(row, Role::KeyRole).toString() == QLatin1String(key))
                return row;
        }
        return -1;
    }
    [[nodiscard]] QString value(const char *key) { return at(rowOf(key), Role::ValueRole).toString(); }
    void set(const char *key, const char *value) { rows().set(QLatin1String(key), QLatin1String(value)); }
    /// As the next run would read them.
    [[nodiscard]] Preferences kept() const
    {
        Settings next(folder.path());
        if (!next.load())
            qFatal("the settings cannot be read");
        return next.preferences();
    }
    [[nodiscard]] bool isShown() { return browse.detail()->fields()->isRevealed(fieldKey(FieldKind::Password)); }
};

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everySettingSaysWhatItDoes();
    void everyChoiceIsKeptAndShown();
    void everySwitchIsKept();
    void nothingIsNamedOutsideUnasked();
    void aMissingTrayIsSaidOnce();
    void aMissingTrayIsNotSaidDuringSetup();
    void keysAreKeptAndTheirFaultIsSaid();
    void aNumberFromTheFileIsAChoice();
    void theWindowComesBack();
    void aWindowFitsItsScreen_data();
    void aWindowFitsItsScreen();
    void searches();
    void textAndMotionTakeEffectAtOnce();
    void presentingShowsNothing();
    void presentingHidesWhatIsShown();
    void whatWasUsedLastIsForgottenWhenWanted();
    void namesAccountsOnlyWhileOpen();
    void offersWhatIsKeptOfAnAccount();
    void leadsToAnAccountsOptions();
    void aFailureIsSaid();
    void setupAsksForTimesAndKeys();
    void locksWhenIdle();
};

void TestSettings::everySettingSaysWhatItDoes()
{
    Desk desk;
    const QAbstractItemModelTester tester(&desk.rows(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    desk.page().show();
    QVERIFY(desk.rows().rowCount() > 12);
    QSet<QString> keys;
    for (int row = 0; row < desk.rows().rowCount(); ++row) {
        const QString key = desk.at(row, Role::KeyRole).toString();
        QVERIFY2(!keys.contains(key), qPrintable(key));
        keys.insert(key);
        QVERIFY2(!desk.at(row, Role::LabelRole).toString().isEmpty(), qPrintable(key));
        const QString sentence = desk.at(row, Role::SentenceRole).toString();
        QVERIFY2(sentence.endsWith(QLatin1Char('.')) || key.startsWith(QLatin1String("account:")), qPrintable(key));
    }
    QVERIFY(!desk.at(0, Role::HeadingRole).toString().isEmpty());
    QVERIFY(desk.at(1, Role::HeadingRole).toString().isEmpty());
}

void TestSettings::everyChoiceIsKeptAndShown()
{
    Desk desk;
    desk.page().show();
    int choices = 0;
    for (int row = 0; row < desk.rows().rowCount(); ++row) {
        if (desk.at(row, Role::KindRole).toString() != QLatin1String("choice"))
            continue;
        const QString key = desk.at(row, Role::KeyRole).toString();
        const auto *offered = desk.at(row, Role::ChoicesRole).value<ChoiceListModel *>();
        QVERIFY2(offered && offered->rowCount() > 1, qPrintable(key));
        for (const Choice &choice : offered->choices()) {
            desk.rows().set(key, choice.key);
            QCOMPARE(desk.at(row, Role::ValueRole).toString(), choice.key);
            QCOMPARE(desk.at(row, Role::ValueTextRole).toString(), choice.label);
        }
        ++choices;
    }
    QCOMPARE(choices, 8);
    const Preferences kept = desk.kept();
    QCOMPARE(kept.colourScheme, QStringLiteral("contrast"));
    QCOMPARE(kept.textPercent, 200);
    QCOMPARE(kept.motion, QStringLiteral("full"));
    QCOMPARE(kept.language, QStringLiteral("pl"));
    QCOMPARE(kept.revealSeconds, 120);
    QCOMPARE(kept.clipboardSeconds, 120);
    QCOMPARE(kept.lockMinutes, 60);
    QCOMPARE(kept.offlineDays, 30);
}

void TestSettings::everySwitchIsKept()
{
    Desk desk;
    desk.page().show();
    for (const char *key :
         {"locksOnSuspend", "locksWithScreen", "locksOnSwitch", "locksWithLid", "countsOtherUse", "presenting",
          "keepsRecent", "namesInTray", "notifies", "namesInNotifications", "searchedByDesktop"}) {
        const bool before = desk.value(key) == QLatin1String("on");
        desk.set(key, before ? "off" : "on");
        QCOMPARE(desk.value(key), before ? QStringLiteral("off") : QStringLiteral("on"));
    }
    const Preferences kept = desk.kept();
    QVERIFY(!kept.locksOnSuspend && !kept.locksWithScreen && kept.presenting && !kept.keepsRecent);
    QVERIFY(!kept.locksOnSwitch && !kept.locksWithLid && !kept.countsOtherUse && !kept.notifies);
    QVERIFY(kept.namesInTray && kept.namesInNotifications && kept.searchedByDesktop);
}

/// What other programs are told is little at first.
void TestSettings::nothingIsNamedOutsideUnasked()
{
    Desk desk;
    desk.page().show();
    for (const char *key : {"namesInTray", "namesInNotifications", "searchedByDesktop"})
        QCOMPARE(desk.value(key), QStringLiteral("off"));
}

void TestSettings::aMissingTrayIsSaidOnce()
{
    Desk desk;
    desk.page().show();
    const int row = desk.rowOf("tray");
    QCOMPARE(desk.at(row, Role::FaultRole).toString(), QString());
    desk.page().setTray(true);
    QVERIFY(!desk.toast.isVisible());
    desk.page().setTray(false);
    QVERIFY(!desk.toast.isVisible() && !desk.kept().knowsNoTray); // nobody would see it
    desk.page().setWindowShown(true);
    const QString said = desk.toast.text();
    QVERIFY(desk.toast.isVisible() && said.contains(QStringLiteral("quits Coffret")));
    QCOMPARE(desk.at(row, Role::FaultRole).toString(), said);
    QCOMPARE(desk.at(row, Role::ValueTextRole).toString(), QStringLiteral("Not shown"));
    desk.toast.dismiss();
    desk.page().setTray(true);
    QCOMPARE(desk.at(row, Role::FaultRole).toString(), QString());
    desk.page().setTray(false);
    QVERIFY(!desk.toast.isVisible());
    QVERIFY(desk.kept().knowsNoTray);
}

/// Who sets something up has other things to read, and is told the next time.
void TestSettings::aMissingTrayIsNotSaidDuringSetup()
{
    Bench bench; // without an account
    bench.app.settings()->setWindowShown(true);
    bench.app.settings()->setTray(false);
    QVERIFY(!bench.toast.isVisible() && !bench.settings.preferences().knowsNoTray);
}

void TestSettings::keysAreKeptAndTheirFaultIsSaid()
{
    Desk desk;
    desk.page().show();
    const int row = desk.rowOf("lookupKeys");
    QVERIFY(row >= 0);
    desk.rows().setKeys(QStringLiteral("lookupKeys"), Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
    QCOMPARE(desk.value("lookupKeys"), QStringLiteral("Ctrl+Alt+K"));
    QCOMPARE(desk.kept().lookupKeys, QStringLiteral("Ctrl+Alt+K"));
    QCOMPARE(desk.at(row, Role::ValueTextRole).toString(), QStringLiteral("Ctrl+Alt+K"));
    QCOMPARE(desk.at(row, Role::FaultRole).toString(), QString());
    QSet<QString> faults;
    using State = GlobalShortcut::State;
    for (const State state : {State::Taken, State::Unsuitable, State::Unavailable}) {
        desk.page().setShortcutState(state);
        faults.insert(desk.at(row, Role::FaultRole).toString());
    }
    QCOMPARE(faults.size(), 3);
    QVERIFY(!faults.contains(QString()));
    desk.page().setShortcutState(State::Held);
    QCOMPARE(desk.at(row, Role::FaultRole).toString(), QString());
    desk.set("lookupKeys", "");
    QCOMPARE(desk.kept().lookupKeys, QString());
}

void TestSettings::theWindowComesBack()
{
    const QList<QRect> screens{{0, 0, 1920, 1080}};
    Desk desk;
    QVERIFY(desk.app.window()->beginning(screens).isEmpty()); // as it comes
    QWindow window;
    window.setGeometry(100, 120, 900, 640);
    desk.app.window()->follow(&window);
    window.show();
    window.setGeometry(140, 130, 1000, 700);
    desk.app.window()->setPanes(210, 0);
    desk.app.window()->setPanes(220, 410);
    const auto seen = [&](const WindowViewModel &place) { return place.beginning(screens); };
    QTRY_COMPARE(seen(*desk.app.window()).value(QStringLiteral("width")).toInt(), 1000);
    desk.app.window()->keep();
    QVERIFY(!desk.kept().window); // nobody has set anything up yet

    Account account;
    account.id = QStringLiteral("acme");
    account.server = QUrl(QStringLiteral("https://vault.example.com"));
    QVERIFY(desk.settings.saveAccount(account));
    desk.app.window()->keep();
    QVERIFY(desk.kept().window);
    Settings next(desk.folder.path());
    QVERIFY(next.load());
    const WindowViewModel again(next);
    QCOMPARE(seen(again), seen(*desk.app.window()));
    QCOMPARE(seen(again).value(QStringLiteral("x")).toInt(), 140);
    QCOMPARE(again.sidebarWidth(), 220);
    QCOMPARE(again.listWidth(), 410);
}

void TestSettings::aWindowFitsItsScreen_data()
{
    QTest::addColumn<QRect>("frame");
    QTest::addColumn<QList<QRect>>("screens");
    QTest::addColumn<QRect>("fitted");
    const QRect left(0, 0, 1920, 1080);
    const QRect right(1920, 0, 2560, 1440);
    const QRect usual(100, 100, 1180, 760);
    QTest::newRow("there") << usual << QList<QRect>{left, right} << usual;
    QTest::newRow("on the second") << usual.translated(2000, 0) << QList<QRect>{left, right}
                                   << usual.translated(2000, 0);
    QTest::newRow("whose screen is gone")
        << usual.translated(2000, 0) << QList<QRect>{left} << QRect(370, 160, 1180, 760);
    QTest::newRow("over the edge") << usual.translated(1200, 500) << QList<QRect>{left} << QRect(740, 320, 1180, 760);
    QTest::newRow("larger than the screen") << QRect(0, 0, 4000, 3000) << QList<QRect>{left} << left;
    QTest::newRow("no screen") << usual << QList<QRect>() << usual;
}

void TestSettings::aWindowFitsItsScreen()
{
    QFETCH(QRect, frame);
    QFETCH(QList<QRect>, screens);
    QTEST(WindowViewModel::fitting(frame, screens), "fitted");
}

void TestSettings::aNumberFromTheFileIsAChoice()
{
    Desk desk;
    Preferences odd = desk.settings.preferences();
    odd.revealSeconds = 17;
    QVERIFY(desk.settings.savePreferences(odd));
    desk.page().show();
    const auto *offered = desk.at(desk.rowOf("revealSeconds"), Role::ChoicesRole).value<ChoiceListModel *>();
    QCOMPARE(offered->keyAt(2), QStringLiteral("17")); // where it belongs
    QCOMPARE(desk.value("revealSeconds"), QStringLiteral("17"));
}

void TestSettings::searches()
{
    Desk desk;
    const QAbstractItemModelTester tester(&desk.rows(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    desk.page().show();
    const int all = desk.rows().rowCount();
    desk.page().setQuery(QStringLiteral("clipboard"));
    QCOMPARE(desk.rows().rowCount(), 1);
    QCOMPARE(desk.at(0, Role::KeyRole).toString(), QStringLiteral("clipboardSeconds"));
    QCOMPARE(desk.at(0, Role::HeadingRole).toString(), QStringLiteral("Security"));
    QCOMPARE(desk.at(0, Role::LabelMarksRole).value<QList<int>>(), (QList<int>{10, 9}));
    desk.page().setQuery(QStringLiteral("hibernates")); // only in the sentence
    QCOMPARE(desk.at(0, Role::KeyRole).toString(), QStringLiteral("locksOnSuspend"));
    QVERIFY(desk.at(0, Role::LabelMarksRole).value<QList<int>>().isEmpty() &&
            !desk.at(0, Role::SentenceMarksRole).value<QList<int>>().isEmpty());
    desk.page().setQuery(QStringLiteral("qqqq"));
    QCOMPARE(desk.rows().rowCount(), 0);
    desk.page().close();
    desk.page().show();
    QCOMPARE(desk.rows().rowCount(), all);
}

void TestSettings::textAndMotionTakeEffectAtOnce()
{
    Desk desk;
    desk.page().show();
    QSignalSpy changed(&desk.page(), &SettingsViewModel::changed);
    desk.set("textSize", "150");
    QCOMPARE(desk.page().textScale(), 1.5);
    QVERIFY(!desk.page().isReducedMotion());
    desk.set("motion", "reduced");
    QVERIFY(desk.page().isReducedMotion());
    QSignalSpy colours(&desk.app, &AppViewModel::colourSchemeChanged);
    desk.set("colours", "contrast");
    QVERIFY(desk.page().isHighContrast() && desk.app.isDark());
    QCOMPARE(colours.count(), 1);
    QVERIFY(changed.count() >= 3);
}

void TestSettings::presentingShowsNothing()
{
    Desk desk;
    desk.page().setPresenting(true);
    desk.browse.selectSecret(Bench::Signed);
    QVERIFY(desk.browse.detail()->revealHint().contains(QStringLiteral("Presentation mode")));
    desk.browse.detail()->togglePrimary();
    QVERIFY(!desk.isShown());
    desk.browse.copyPrimary(); // which shows nothing
    QTRY_COMPARE(Bench::clipboardText().toUtf8(), Bench::Password);
    desk.addAccount(QStringLiteral("later"), QStringLiteral("Later"));
    QVERIFY(desk.session(QStringLiteral("later")).isPresenting());
    desk.page().setPresenting(false);
    desk.browse.detail()->togglePrimary();
    QTRY_VERIFY(desk.isShown());
}

void TestSettings::presentingHidesWhatIsShown()
{
    Desk desk;
    desk.browse.selectSecret(Bench::Signed);
    desk.browse.detail()->togglePrimary();
    QTRY_VERIFY(desk.isShown());
    QSignalSpy changed(desk.browse.detail(), &DetailViewModel::secretChanged);
    desk.page().setPresenting(true);
    QVERIFY(!desk.isShown());
    QVERIFY(!changed.isEmpty()); // the hint is read again
    desk.page().setPresenting(false);
    Gate &gate = desk.servers.at(QStringLiteral("acme"))->gate(FakeServer::Call::FetchPayload);
    gate.close();
    desk.browse.selectSecret(Bench::Unsigned);
    desk.browse.detail()->togglePrimary(); // under way
    desk.page().setPresenting(true);
    gate.open();
    QTRY_VERIFY(!desk.browse.detail()->isBusy());
    QVERIFY(!desk.isShown());
}

void TestSettings::whatWasUsedLastIsForgottenWhenWanted()
{
    Desk desk;
    desk.page().show();
    const auto use = [&desk] {
        desk.lookup.show();
        desk.lookup.setQuery(desk.session().catalog()->name(0));
        desk.lookup.openInMain();
    };
    use();
    desk.lookup.show();
    QCOMPARE(desk.lookup.results()->rowCount(), 1);
    desk.lookup.hide();
    desk.set("keepsRecent", "off");
    desk.lookup.show();
    QCOMPARE(desk.lookup.results()->rowCount(), 0);
    desk.lookup.hide();
    use();
    desk.set("keepsRecent", "on");
    desk.lookup.show();
    QCOMPARE(desk.lookup.results()->rowCount(), 0);
}

void TestSettings::namesAccountsOnlyWhileOpen()
{
    Desk desk;
    QCOMPARE(desk.rows().rowCount(), 0);
    desk.page().show();
    QVERIFY(desk.rowOf("account:acme") > 0);
    QCOMPARE(desk.at(desk.rowOf("account:acme"), Role::LabelRole).toString(), QStringLiteral("Acme"));
    desk.addAccount(QStringLiteral("later"), QStringLiteral("Later"));
    QVERIFY(desk.rowOf("account:later") > 0);
    desk.app.lockAll();
    QVERIFY(!desk.page().isOpen());
    QCOMPARE(desk.rows().rowCount(), 0);
}

void TestSettings::offersWhatIsKeptOfAnAccount()
{
    Desk desk;
    desk.page().show();
    QVERIFY(desk.rowOf("keepsOffline:acme") < 0); // not end-to-end encrypted, and nothing is kept of it
    desk.page().close();
    desk.servers[QStringLiteral("acme")]->capabilities |= Capability::EndToEnd;
    QVERIFY(desk.settings.saveAccount(desk.session().account()));
    desk.page().show();
    QVERIFY(desk.rowOf("keepsOffline:acme") > 0);
    QCOMPARE(desk.value("keepsOffline:acme"), QStringLiteral("used"));
    QSignalSpy changed(&desk.page(), &SettingsViewModel::changed);
    desk.set("keepsOffline:acme", "favourites");
    QCOMPARE(changed.size(), 1);
    QCOMPARE(desk.value("keepsOffline:acme"), QStringLiteral("favourites"));
    const KeepsOffline kept = desk.settings.account(QStringLiteral("acme"))->keepsOffline;
    QCOMPARE(toString(kept), QStringLiteral("favourites"));
}

void TestSettings::leadsToAnAccountsOptions()
{
    Desk desk;
    desk.addAccount(QStringLiteral("later"), QStringLiteral("Later"));
    desk.page().show();
    desk.set("account:later", "remove");
    QVERIFY(!desk.page().isOpen() && desk.removal.isAsking());
    QCOMPARE(desk.browse.currentAccountId(), QStringLiteral("later"));
    desk.removal.cancel();
    desk.page().show();
    desk.set("account:acme", "options");
    QCOMPARE(desk.browse.currentAccountId(), QStringLiteral("acme"));
    desk.page().show();
    desk.set("addAccount", "");
    QCOMPARE(desk.app.page(), AppViewModel::FirstRunPage);
}

void TestSettings::aFailureIsSaid()
{
    Desk desk;
    desk.page().show();
    QFile::remove(desk.folder.filePath(QStringLiteral("settings.json")));
    QVERIFY(QDir().mkpath(desk.folder.filePath(QStringLiteral("settings.json/in the way"))));
    desk.set("textSize", "150");
    QVERIFY(desk.toast.isVisible());
    QCOMPARE(desk.value("textSize"), QStringLiteral("100"));
}

void TestSettings::setupAsksForTimesAndKeys()
{
    Bench bench; // without an account
    SettingListModel &beginning = *bench.app.settings()->beginning();
    QStringList keys;
    for (int row = 0; row < beginning.rowCount(); ++row)
        keys.append(beginning.data(beginning.index(row), Role::KeyRole).toString());
    QCOMPARE(keys, (QStringList{QStringLiteral("revealSeconds"), QStringLiteral("clipboardSeconds"),
                                QStringLiteral("lockMinutes"), QStringLiteral("lookupKeys")}));
    beginning.set(QStringLiteral("lockMinutes"), QStringLiteral("5"));
    QCOMPARE(bench.settings.preferences().lockMinutes, 5);
}

void TestSettings::locksWhenIdle()
{
    const SystemClock clock;
    AutoLock lock(clock);
    QSignalSpy asked(&lock, &AutoLock::lockRequested);
    lock.start();
    lock.setIdleTime(std::chrono::milliseconds(1));
    QVERIFY(asked.wait());
    QCOMPARE(asked.count(), 1); // once, until somebody comes back
    QKeyEvent key(QEvent::KeyPress, Qt::Key_A, Qt::NoModifier);
    QCoreApplication::sendEvent(this, &key);
    QVERIFY(asked.wait());
    AutoLock other(clock);
    QSignalSpy later(&other, &AutoLock::lockRequested);
    lock.setIdleTime(std::chrono::milliseconds(0)); // never
    QCoreApplication::sendEvent(this, &key);
    other.setIdleTime(std::chrono::milliseconds(2));
    QVERIFY(later.wait());
    QCOMPARE(asked.count(), 2);
}

QTEST_MAIN(TestSettings)
#include "tst_settings.moc"
