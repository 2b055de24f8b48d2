// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demo.h"
#include "app/profile.h"
#include "core/base/clock.h"
#include "core/base/workerpool.h"
#include "core/health/breachservice.h"
#include "core/net/networkwatch.h"
#include "core/openpgp/gpgmeownkeys.h"
#include "core/session/offlinecopy.h"
#include "core/store/pinstore.h"
#include "core/store/sealedrecords.h"
#include "core/store/settings.h"
#include "core/store/trustledger.h"
#include "core/vault/fudo/fudoleftovers.h"
#include "core/vault/sealing.h"
#include "ui/desktop/autolock.h"
#include "ui/desktop/autostart.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/desktop/clipboardwatch.h"
#include "ui/desktop/desktopappearance.h"
#include "ui/desktop/globalshortcut.h"
#include "ui/desktop/searchonbus.h"
#include "ui/desktop/traycontroller.h"
#include "ui/desktop/typist.h"
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/bulletin.h"
#include "ui/viewmodels/desktopsearch.h"
#include "ui/viewmodels/quicklookupviewmodel.h"
#include "ui/viewmodels/usagelogs.h"

#include <QPointer>
#include <QQmlApplicationEngine>
#include <QTimer>

#include <memory>

class QQuickWindow;

namespace coffret {

class GpgmeEngine;

/// The object graph of the running program, in one readable place: every object below gets what it needs in its
/// constructor, and they go in the opposite order. Owned by Application, main thread.
class Program : public QObject
{
    Q_OBJECT
public:
    /// demo: its accounts are used instead of the profile's and nothing is kept; may be null.
    Program(const Profile &profile, std::unique_ptr<Demo> demo, QObject *parent = nullptr);
    ~Program() override;

    /// Begins; the main window is shown unless it is to stay hidden, and then made when somebody wants to see it.
    /// Returns false when the program is put together wrongly.
    [[nodiscard]] bool load(bool hidden);
    void prepareToOpen(); ///< what opening accounts will wait for goes on beside the loading of the windows
    void openAccounts();
    void startTray(bool waitForDesktop);
    void showMainWindow();

    [[nodiscard]] QString demoGnupgHome() const { return m_world.gnupgHome; }
    [[nodiscard]] AppViewModel &app() { return m_app; }
    [[nodiscard]] SessionList &sessions() { return m_sessions; }
    [[nodiscard]] const ClipboardGuard &clipboard() const { return m_clipboard; }
    [[nodiscard]] ProgramAccessViewModel &access() { return m_access; }
    [[nodiscard]] QuickLookupViewModel &lookup() { return m_lookup; }
    QQuickWindow *mainWindow();   ///< made on first need, hidden
    QQuickWindow *lookupWindow(); ///< likewise

Q_SIGNALS:
    void demoRequested();

private:
    [[nodiscard]] std::unique_ptr<GpgmeEngine> makeOpenPgp(const Profile &profile) const;
    [[nodiscard]] std::unique_ptr<CredentialStore> makeCredentials(const Profile &profile);
    [[nodiscard]] std::unique_ptr<Session> makeSession(const Account &account);
    [[nodiscard]] std::unique_ptr<Session> makePassboltSession(const Account &account, std::chrono::seconds holdTime);
    [[nodiscard]] std::unique_ptr<Vault> makeVault(const Account &account);
    void makeMainWindow(bool visible);
    [[nodiscard]] QQuickWindow *makeWindow(const QString &file, const QVariantMap &properties); ///< null when it fails
    void wire();
    [[nodiscard]] OfflineCopy::Choice offlineChoice(const QString &accountId) const;
    void sweepCopies();
    void showQuestion(); ///< that another program's wish makes necessary
    void followSettings();
    // programtyping.cpp
    void wireTyping();
    [[nodiscard]] static QStringList autostartCommand(const Profile &profile);
    [[nodiscard]] static QRect areaInUse();
    // programdesktop.cpp
    void wireTray();
    void wireNotifications();
    void followLock();
    void followStates();
    void wireSync();
    void leaveSomethingBehind();
    void showUnasked();
    static void bringToFront(QQuickWindow *window);
    [[nodiscard]] std::shared_ptr<FudoLeftOvers> leftOversOf(const QString &accountId);
    [[nodiscard]] Expected<void> keepSealing(const QString &accountId, const Sealing &sealing);
    void keepUserId(const Account &account, const QString &userId);

    static constexpr std::chrono::seconds ListFirst{1}; ///< until what can wait is made

    SystemClock m_clock;
    std::unique_ptr<Demo> m_demo;
    DemoWorld m_world; ///< empty outside a demonstration
    Settings m_settings;
    Expected<void> m_settingsLoaded;
    PinStore m_pins;
    TrustLedger m_ledger;
    WorkerPool m_workers;
    std::unique_ptr<GpgmeEngine> m_openPgp;
    GpgmeOwnKeys m_ownKeys;
    QHash<QString, std::shared_ptr<FudoLeftOvers>> m_leftOvers; ///< by account
    std::unique_ptr<CredentialStore> m_credentials;
    SealedRecords m_usageRecords;
    SealedRecords m_waitingRecords; ///< changes that could not be sent yet
    OfflineCopies m_copies;
    SettledWorkers m_settledWorkers;
    QTimer m_lookupDue; ///< when the quick lookup is made, should nobody ask for it before
    SessionList m_sessions;
    UsageLogs m_usage;
    ClipboardWatch m_clipboardWatch;
    ClipboardGuard m_clipboard;
    ToastViewModel m_toast;
    DesktopAppearance m_appearance;
    BrowseViewModel m_browse;
    FirstRunViewModel m_firstRun;
    AccountRemovalViewModel m_removal;
    BreachService m_breaches;
    HealthViewModel m_health;
    QuickLookupViewModel m_lookup;
    ProgramAccessViewModel m_access;
    AppViewModel m_app;
    bool m_wasHidden = false;               ///< the main window, before such a question
    std::unique_ptr<Typist> m_typist;       ///< null where no program types
    std::unique_ptr<Autostart> m_autostart; ///< null in a demonstration
    AutoLock m_autoLock;
    NetworkWatch m_network;
    GlobalShortcut m_shortcut;
    TrayController m_tray;
    Notifications m_notifications;
    Bulletin m_bulletin;
    DesktopSearch m_search;
    SearchOnBus m_searchOnBus;
    bool m_isEnding = false;
    QTimer m_sweeping;                     ///< of what was kept for too long, however long the program runs
    QPointer<QQuickWindow> m_mainWindow;   ///< null until it is needed
    QPointer<QQuickWindow> m_lookupWindow; ///< likewise
    QQmlApplicationEngine m_engine;        ///< last: QML must be gone before what it shows
};

} // namespace coffret
