// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/store/account.h"

#include <QStringList>

namespace coffret {

/// Preferences a user can change. Times in seconds.
struct Preferences
{
    int revealSeconds = 20;
    int clipboardSeconds = 20;
    QString colourScheme = QStringLiteral("system"); ///< "system", "light", "dark"
};

/// Accounts and preferences in one JSON file (0600, folder 0700), written atomically. A file that cannot be read is
/// moved aside and named by movedAside(). Main thread.
class Settings
{
public:
    explicit Settings(QString folder); ///< for example ~/.config/coffret
    [[nodiscard]] Expected<void> load();

    [[nodiscard]] const QList<Account> &accounts() const { return m_accounts; }
    [[nodiscard]] const Preferences &preferences() const { return m_preferences; }
    [[nodiscard]] Expected<void> saveAccount(const Account &account); ///< adds or replaces by id
    [[nodiscard]] Expected<void> removeAccount(const QString &id);
    [[nodiscard]] Expected<void> savePreferences(const Preferences &preferences);
    [[nodiscard]] QString movedAside() const { return m_movedAside; }

private:
    [[nodiscard]] Expected<void> write() const;
    QString m_folder;
    QString m_movedAside;
    QList<Account> m_accounts;
    Preferences m_preferences;
};

} // namespace coffret
