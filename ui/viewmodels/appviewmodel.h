// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/accountlistmodel.h"
#include "ui/viewmodels/accountoptionsviewmodel.h"
#include "ui/viewmodels/accountremovalviewmodel.h"
#include "ui/viewmodels/browseviewmodel.h"
#include "ui/viewmodels/commandtable.h"
#include "ui/viewmodels/firstrunviewmodel.h"
#include "ui/viewmodels/healthviewmodel.h"
#include "ui/viewmodels/paletteviewmodel.h"
#include "ui/viewmodels/programaccessviewmodel.h"
#include "ui/viewmodels/secondfactorviewmodel.h"
#include "ui/viewmodels/serveridentityviewmodel.h"
#include "ui/viewmodels/settingsviewmodel.h"
#include "ui/viewmodels/sharedkeyviewmodel.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/windowviewmodel.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

namespace coffret {

class DesktopAppearance;
struct Preferences;

/// What the main window starts from: which page, which accounts, locked or not, light or dark. Locking goes through
/// here, and ends a setup under way. Owned by the composition root, main thread.
class AppViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(Page page READ page NOTIFY pageChanged)
    Q_PROPERTY(coffret::AccountListModel *accounts READ accounts CONSTANT)
    Q_PROPERTY(coffret::BrowseViewModel *browse READ browse CONSTANT)
    Q_PROPERTY(coffret::FirstRunViewModel *firstRun READ firstRun CONSTANT)
    Q_PROPERTY(coffret::SecondFactorViewModel *secondFactor READ secondFactor CONSTANT)
    Q_PROPERTY(coffret::AccountRemovalViewModel *removal READ removal CONSTANT)
    Q_PROPERTY(coffret::AccountOptionsViewModel *options READ options CONSTANT)
    Q_PROPERTY(coffret::ServerIdentityViewModel *identity READ identity CONSTANT)
    Q_PROPERTY(coffret::SharedKeyViewModel *sharedKey READ sharedKey CONSTANT)
    Q_PROPERTY(coffret::HealthViewModel *health READ health CONSTANT)
    Q_PROPERTY(coffret::ProgramAccessViewModel *access READ access CONSTANT)
    Q_PROPERTY(coffret::ToastViewModel *toast READ toast CONSTANT)
    Q_PROPERTY(coffret::CommandTable *commands READ commands CONSTANT)
    Q_PROPERTY(coffret::SettingsViewModel *settings READ settings CONSTANT)
    Q_PROPERTY(coffret::PaletteViewModel *palette READ palette CONSTANT)
    Q_PROPERTY(coffret::WindowViewModel *window READ window CONSTANT)
    Q_PROPERTY(QString colourScheme READ colourScheme WRITE setColourScheme NOTIFY colourSchemeChanged)
    Q_PROPERTY(bool dark READ isDark NOTIFY colourSchemeChanged)
    Q_PROPERTY(bool lends READ lends NOTIFY givesBackChanged)
    Q_PROPERTY(bool givesBack READ givesBack WRITE setGivesBack NOTIFY givesBackChanged)
    Q_PROPERTY(bool locked READ isLocked NOTIFY lockedChanged)
public:
    enum Page { FirstRunPage, BrowsePage };
    Q_ENUM(Page)

    AppViewModel(SessionList &sessions, Settings &settings, BrowseViewModel &browse, FirstRunViewModel &firstRun,
                 AccountRemovalViewModel &removal, HealthViewModel &health, ProgramAccessViewModel &access,
                 ToastViewModel &toast, ClipboardGuard &clipboard, DesktopAppearance &appearance,
                 QObject *parent = nullptr);
    ~AppViewModel() override;

    [[nodiscard]] Page page() const;
    [[nodiscard]] AccountListModel *accounts() { return &m_accounts; }
    [[nodiscard]] BrowseViewModel *browse() { return &m_browse; }
    [[nodiscard]] FirstRunViewModel *firstRun() { return &m_firstRun; }
    [[nodiscard]] SecondFactorViewModel *secondFactor() { return &m_secondFactor; } ///< of whichever account asks
    [[nodiscard]] AccountRemovalViewModel *removal() { return &m_removal; }
    [[nodiscard]] AccountOptionsViewModel *options() { return &m_options; }
    [[nodiscard]] ServerIdentityViewModel *identity() { return &m_identity; } ///< of the account in view
    [[nodiscard]] SharedKeyViewModel *sharedKey() { return &m_sharedKey; }    ///< of the account in view
    [[nodiscard]] HealthViewModel *health() { return &m_health; }
    [[nodiscard]] ProgramAccessViewModel *access() { return &m_access; } ///< of other programs to secrets
    [[nodiscard]] ToastViewModel *toast() { return &m_toast; }
    [[nodiscard]] CommandTable *commands() { return &m_commands; }
    [[nodiscard]] SettingsViewModel *settings() { return &m_preferences; }
    [[nodiscard]] PaletteViewModel *palette() { return &m_palette; }
    [[nodiscard]] WindowViewModel *window() { return &m_window; }
    [[nodiscard]] QString colourScheme() const;
    void setColourScheme(const QString &scheme);
    [[nodiscard]] bool isDark() const;
    /// Whether the account in view checks secrets out, and gives them back when it is closed.
    [[nodiscard]] bool lends() const { return lender() != nullptr; }
    [[nodiscard]] bool givesBack() const;
    void setGivesBack(bool givesBack);
    [[nodiscard]] bool isLocked() const { return m_locked; }
    /// True from lockAll() until every server was told or could not be: wait for signedOut() before the process ends.
    [[nodiscard]] bool isSigningOut() const { return m_sessions.isSigningOut(); }

    Q_INVOKABLE void lockAll();
    Q_INVOKABLE void unlock();
    Q_INVOKABLE void syncAll();
    void wakeSync(SyncSchedule::Reason reason);                                      ///< of every account that is open
    Q_INVOKABLE void lookUp(const QString &query) { Q_EMIT lookupRequested(query); } ///< in every account
    Q_INVOKABLE void addAccount();
    Q_INVOKABLE void cancelAddAccount();
    Q_INVOKABLE void showOptions();                         ///< of the account in view, after what is being written
    Q_INVOKABLE void askToRemove(const QString &accountId); ///< after what is being written there

    /// Brings the main window to the front on this secret.
    void openSecret(const QString &accountId, const QString &secretId);
    void raise() { Q_EMIT raiseRequested(); }

Q_SIGNALS:
    void pageChanged();
    void colourSchemeChanged();
    void lockedChanged();
    void givesBackChanged();
    void raiseRequested();
    void lookupRequested(const QString &query); ///< empty: for whatever will be typed
    void signedOut();

private:
    void keepOrder();
    void save(const Preferences &preferences);
    void watch(Session *session);
    void askForSecondFactor();
    void followBrowse();
    void remember(const GeneratorChoices &choices);
    [[nodiscard]] VaultCheckOut *lender() const;
    void onAccountAdded(const QString &accountId);

    SessionList &m_sessions;
    Settings &m_settings;
    BrowseViewModel &m_browse;
    FirstRunViewModel &m_firstRun;
    AccountRemovalViewModel &m_removal;
    HealthViewModel &m_health;
    ProgramAccessViewModel &m_access;
    ToastViewModel &m_toast;
    ClipboardGuard &m_clipboard;
    DesktopAppearance &m_appearance;
    AccountListModel m_accounts;
    SecondFactorViewModel m_secondFactor;
    AccountOptionsViewModel m_options;
    ServerIdentityViewModel m_identity;
    SharedKeyViewModel m_sharedKey;
    SettingsViewModel m_preferences;
    CommandTable m_commands;
    PaletteViewModel m_palette;
    WindowViewModel m_window;
    bool m_addingAccount = false;
    bool m_locked = false;
};

} // namespace coffret
