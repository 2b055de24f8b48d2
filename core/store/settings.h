// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/account.h"
#include "core/store/generatorchoices.h"
#include "core/store/windowplace.h"

#include <QJsonObject>
#include <QStringList>
#include <QUrl>

namespace coffret {

/// Preferences a user can change.
struct Preferences
{
    int revealSeconds = 20;
    int clipboardSeconds = 20;
    QString colourScheme = QStringLiteral("system"); ///< "system", "light", "dark", "contrast"
    int offlineDays = 30;                            ///< how long what was listed is kept without its server; 0: never
    int lockMinutes = 15;                            ///< without use; 0: never
    bool locksOnSuspend = true;
    bool locksWithScreen = true;
    bool locksOnSwitch = true;  ///< when somebody else's session comes to the front
    bool locksWithLid = true;   ///< when the lid is closed
    bool countsOtherUse = true; ///< use of other programs counts as use, where the desktop tells
    bool presenting = false;    ///< values are never shown on the screen
    bool keepsRecent = true;    ///< the quick lookup offers what was used last
    QString lookupKeys = QStringLiteral("Ctrl+Alt+Space"); ///< that show it from anywhere, as QKeySequence; empty: none
    bool namesInTray = false;                              ///< in a menu that every program of the session can read
    bool notifies = true;                                  ///< says what happens while nobody looks
    bool namesInNotifications = false;                     ///< of secrets and accounts
    bool searchedByDesktop = false;                        ///< names are found by the desktop's own search
    bool knowsNoTray = false;                              ///< was told that closing the window ends the program here
    QString motion = QStringLiteral("system");             ///< "system", "reduced", "full"
    QString language = {};       ///< of the interface, as Language takes it; empty: the desktop's
    int textPercent = 100;       ///< 100 to 200
    bool checksBreaches = false; ///< whether a check of all secrets asks a service for leaked passwords
    QUrl breachAddress;          ///< of that service's range interface; empty: the one the program comes with
    std::optional<GeneratorChoices> generator = {}; ///< nothing: never chosen
    QString listOrder = QStringLiteral("usual");    ///< a ListOrder's word
    std::optional<WindowPlace> window = {};         ///< nothing: as it comes
};

/// Accounts and preferences in one JSON file (0600, folder 0700), written atomically. What this version does not know
/// in it (keys, whole accounts of other services) survives. A file that cannot be read is moved aside and named by
/// movedAside(). Main thread.
class Settings
{
public:
    explicit Settings(QString folder); ///< for example ~/.config/coffret
    /// The language that is kept in a folder, for whoever needs it before the rest is read. Empty: none.
    [[nodiscard]] static QString languageIn(const QString &folder);
    /// A missing or senseless file gives defaults. Errors: StorageFault; Unsupported when a newer version wrote the
    /// file. After an error nothing can be saved, so that what could not be read is not overwritten.
    [[nodiscard]] Expected<void> load();

    [[nodiscard]] const QList<Account> &accounts() const { return m_accounts; }
    /// Null where nothing is kept of it, as of a demonstration's. Until the next saving.
    [[nodiscard]] const Account *account(const QString &id) const;
    [[nodiscard]] const Preferences &preferences() const { return m_preferences; }
    [[nodiscard]] Expected<void> saveAccount(const Account &account); ///< adds or replaces by id
    [[nodiscard]] Expected<void> removeAccount(const QString &id);
    [[nodiscard]] Expected<void> savePreferences(const Preferences &preferences);
    [[nodiscard]] QString movedAside() const { return m_movedAside; }

private:
    /// Writes root and only then believes in it.
    [[nodiscard]] Expected<void> replace(const QJsonObject &root);
    void adopt(const QJsonObject &root);

    QString m_folder;
    QString m_file;
    QString m_movedAside;
    bool m_loaded = false;
    QJsonObject m_root; ///< the file as it was read, unknown keys included
    QList<Account> m_accounts;
    Preferences m_preferences;
};

} // namespace coffret
