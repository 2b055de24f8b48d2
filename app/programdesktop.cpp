// SPDX-License-Identifier: GPL-3.0-or-later
// What of the program is seen outside of its windows: the tray's icon and menu, and notifications.
#include "app/program.h"

#include <QGuiApplication>
#include <QQuickWindow>

#include <algorithm>

namespace coffret {

namespace {

std::vector<TrayEntry> entriesOf(const std::vector<QuickResult> &results)
{
    std::vector<TrayEntry> entries;
    for (const QuickResult &result : results)
        entries.push_back({result.name, result.accountId, result.secretId});
    return entries;
}

} // namespace

void Program::wireTray()
{
    TrayMenu &menu = m_tray.menu();
    menu.setOffering([this] {
        QuickFinder &finder = m_lookup.finder();
        return TrayOffer{entriesOf(finder.recent()), entriesOf(finder.withCodes())};
    });
    connect(&menu, &TrayMenu::copyRequested, &m_lookup, [this](const QString &accountId, const QString &secretId) {
        m_lookup.copyOne(accountId, secretId, QuickLookupViewModel::Part::Main);
    });
    connect(&menu, &TrayMenu::codeRequested, &m_lookup, [this](const QString &accountId, const QString &secretId) {
        m_lookup.copyOne(accountId, secretId, QuickLookupViewModel::Part::Code);
    });
    connect(&m_sessions, &SessionList::removed, &menu, &TrayMenu::forgetNames);
    connect(&m_tray, &TrayController::quickLookupRequested, &m_lookup, &QuickLookupViewModel::show);
    connect(&menu, &TrayMenu::openRequested, this, &Program::showMainWindow);
    connect(&menu, &TrayMenu::lockRequested, &m_app, &AppViewModel::lockAll);
    connect(&menu, &TrayMenu::unlockRequested, &m_app, &AppViewModel::unlock);
    connect(&menu, &TrayMenu::syncRequested, &m_app, &AppViewModel::syncAll);
    LentViewModel *lent = m_browse.lent();
    connect(lent, &LentViewModel::changed, this, [this, lent] { m_tray.setLent(lent->summary()); });
    connect(&menu, &TrayMenu::returnAllRequested, lent, &LentViewModel::returnAll);
    connect(&menu, &TrayMenu::lentRequested, &m_bulletin, &Bulletin::checkedOutWanted);
    connect(&menu, &TrayMenu::quitRequested, qApp, &QCoreApplication::quit, Qt::QueuedConnection);
    connect(&m_tray, &TrayController::shown, this, [this] {
        QGuiApplication::setQuitOnLastWindowClosed(false);
        m_app.settings()->setTray(true);
    });
    connect(&m_tray, &TrayController::unavailable, this, [this] {
        QGuiApplication::setQuitOnLastWindowClosed(true);
        m_app.settings()->setTray(false);
        if (!m_lookup.isActive()) // otherwise only that was asked for
            showUnasked();
    });
}

void Program::wireNotifications()
{
    connect(&m_bulletin, &Bulletin::said, &m_notifications, &Notifications::show);
    connect(&m_bulletin, &Bulletin::takenBack, &m_notifications, &Notifications::withdraw);
    connect(&m_bulletin, &Bulletin::allTakenBack, &m_notifications, &Notifications::withdrawAll);
    connect(&m_notifications, &Notifications::chosen, &m_bulletin, &Bulletin::open);
    connect(&m_notifications, &Notifications::undelivered, this,
            [this](const Notice &notice) { m_tray.notify(notice.title, notice.text); });
    connect(&m_tray, &TrayController::notificationChosen, &m_bulletin, &Bulletin::openLatest);
    connect(&m_bulletin, &Bulletin::checkedOutWanted, this, [this] {
        m_browse.showCheckedOut();
        showMainWindow();
    });
    connect(&m_bulletin, &Bulletin::accountWanted, this, [this](const QString &accountId) {
        m_browse.selectAccount(accountId);
        showMainWindow();
    });
    connect(&m_bulletin, &Bulletin::windowWanted, this, &Program::showMainWindow);
    connect(&m_bulletin, &Bulletin::secretWanted, &m_app, &AppViewModel::openSecret);
    connect(&m_bulletin, &Bulletin::troubleChanged, this, &Program::followStates);
    const auto follow = [this](Session *session) {
        connect(session, &Session::stateChanged, this, &Program::followStates);
        connect(session, &Session::contactChanged, this, &Program::followStates);
    };
    connect(&m_sessions, &SessionList::added, this, follow);
    connect(&m_sessions, &SessionList::removed, this, &Program::followStates);
    connect(qApp, &QCoreApplication::aboutToQuit, &m_notifications, &Notifications::withdrawAll);
}

/// What is a reason to sync sooner than the time for it has come.
void Program::wireSync()
{
    using Reason = SyncSchedule::Reason;
    connect(&m_network, &NetworkWatch::cameBack, &m_app, [this] { m_app.wakeSync(Reason::Network); });
    connect(&m_autoLock, &AutoLock::woken, &m_app, [this] { m_app.wakeSync(Reason::Resume); });
    connect(qGuiApp, &QGuiApplication::applicationStateChanged, &m_app, [this](Qt::ApplicationState state) {
        if (state == Qt::ApplicationActive)
            m_app.wakeSync(Reason::Window);
    });
    QTimer::singleShot(ListFirst, this, [this] {
        m_network.start();
        m_app.wakeSync(Reason::Window); // the network may have come back before it was watched
    });
}

void Program::followLock()
{
    const bool locked = m_app.isLocked();
    m_lookup.setLocked(locked);
    m_autoLock.setLocked(locked);
    m_bulletin.setLocked(locked);
    m_search.setLocked(locked);
    followStates();
}

/// What the tray's icon shows: the one of these that matters most.
void Program::followStates()
{
    using State = TrayController::State;
    const auto &all = m_sessions.all();
    const bool isSyncing = std::any_of(all.begin(), all.end(), [](const auto &session) {
        const Session::Contact contact = session->contact();
        return contact == Session::Contact::Connecting || contact == Session::Contact::Syncing;
    });
    if (m_app.isLocked())
        return m_tray.setState(State::Locked);
    if (m_bulletin.hasTrouble())
        return m_tray.setState(State::Attention);
    m_tray.setState(isSyncing ? State::Syncing : State::Ready);
}

void Program::startTray(bool waitForDesktop)
{
    m_tray.start(waitForDesktop);
}

/// Nothing of the program would be left to be seen: in place of the icon.
void Program::leaveSomethingBehind()
{
    const bool isVisible = (m_mainWindow && m_mainWindow->isVisible()) || m_lookup.isActive() || m_tray.isShown();
    if (!isVisible && !m_tray.isAwaited() && !m_isEnding)
        mainWindow()->showMinimized(); // the keyboard stays where it is
}

/// The keyboard stays where it is: nobody asked for the window.
void Program::showUnasked()
{
    QQuickWindow *const window = mainWindow();
    m_wasHidden = false; // it is the only way to the program now
    if (!window || window->isVisible())
        return;
    window->setProperty("_q_showWithoutActivating", true); // read by Qt's X11 and Wayland windows
    window->setVisible(true);
    window->setProperty("_q_showWithoutActivating", false);
}

void Program::showMainWindow()
{
    m_wasHidden = false; // somebody wants to see it
    bringToFront(mainWindow());
}

void Program::bringToFront(QQuickWindow *window)
{
    if (!window)
        return;
    if (window->windowStates() & Qt::WindowMinimized)
        window->setWindowStates(window->windowStates() & ~Qt::WindowMinimized);
    window->setVisible(true); // as it was: show() would make a maximised one small
    window->raise();
    window->requestActivate();
}

} // namespace coffret
