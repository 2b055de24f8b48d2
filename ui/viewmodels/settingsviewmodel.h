// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/desktop/globalshortcut.h"
#include "ui/models/settinglistmodel.h"

#include <QObject>
#include <QPointer>

namespace coffret {

class AppViewModel;
class Autostart;
class DesktopAppearance;
class Session;
class SessionList;
class Settings;
struct Preferences;

/// What the user can set about the program. Every change works at once and is saved. Owned by AppViewModel, main
/// thread.
class SettingsViewModel : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Made by the program")
    Q_PROPERTY(bool open READ isOpen NOTIFY openChanged)
    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged)
    Q_PROPERTY(coffret::SettingListModel *rows READ rows CONSTANT)
    Q_PROPERTY(coffret::SettingListModel *beginning READ beginning CONSTANT)
    Q_PROPERTY(double textScale READ textScale NOTIFY changed)
    Q_PROPERTY(bool reducedMotion READ isReducedMotion NOTIFY changed)
    Q_PROPERTY(bool highContrast READ isHighContrast NOTIFY changed)
    Q_PROPERTY(bool presenting READ isPresenting NOTIFY changed)
public:
    SettingsViewModel(AppViewModel &app, SessionList &sessions, Settings &settings, DesktopAppearance &appearance,
                      QObject *parent = nullptr);
    ~SettingsViewModel() override;

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QString query() const { return m_query; }
    void setQuery(const QString &query);
    [[nodiscard]] SettingListModel *rows() { return &m_rows; }
    [[nodiscard]] SettingListModel *beginning() { return &m_beginning; } ///< what is asked while setting up
    [[nodiscard]] double textScale() const;
    [[nodiscard]] bool isReducedMotion() const;
    [[nodiscard]] bool isHighContrast() const;
    [[nodiscard]] bool isPresenting() const;
    void setPresenting(bool presenting);
    void applyTo(Session &session) const; ///< what sessions have to know
    [[nodiscard]] const Preferences &preferences() const;
    /// What came of the keys of the quick lookup, and what a desktop that chooses them itself has chosen.
    void setShortcutState(GlobalShortcut::State state, const QString &trigger = {});
    void setAutostart(Autostart *autostart); ///< null: it cannot be set, as in a demonstration
    void setTray(bool shown);                ///< whether there is a tray; that there is none is said once
    void setWindowShown(bool shown);         ///< the main one: nothing is said where nobody sees it

    Q_INVOKABLE void show();
    Q_INVOKABLE void close();

Q_SIGNALS:
    void openChanged();
    void queryChanged();
    void changed();

private:
    void change(const std::function<void(Preferences &)> &edit);
    void fill();
    void fillBeginning();
    void refreshRows();
    // settingsofprogram.cpp
    [[nodiscard]] std::vector<Setting> all();
    void addAppearance(std::vector<Setting> &to);
    void addTimes(std::vector<Setting> &to);
    void addLookup(std::vector<Setting> &to);
    void addAccounts(std::vector<Setting> &to);
    void addAbout(std::vector<Setting> &to) const;
    [[nodiscard]] Setting number(int Preferences::*member, const QList<int> &choices, QString (*label)(int));
    // settingsofoffline.cpp
    void addOffline(std::vector<Setting> &to);
    [[nodiscard]] Setting keptMessagesOf(const Session &session);
    // settingsofdesktop.cpp
    void addSecurity(std::vector<Setting> &to);
    void addAutostart(std::vector<Setting> &to);
    void addDesktop(std::vector<Setting> &to);
    void addPrivacy(std::vector<Setting> &to);
    [[nodiscard]] Setting flag(bool Preferences::*member);
    void addSwitch(std::vector<Setting> &to, const QString &section, const char *key, bool Preferences::*member,
                   const QString &label, const QString &sentence);
    [[nodiscard]] static QString noTrayText();
    void sayNoTray();

    AppViewModel &m_app;
    SessionList &m_sessions;
    Settings &m_settings;
    DesktopAppearance &m_appearance;
    SettingListModel m_rows;
    SettingListModel m_beginning;
    QString m_query;
    GlobalShortcut::State m_shortcut = GlobalShortcut::State::Off;
    QString m_trigger;
    QPointer<Autostart> m_autostart;
    std::optional<bool> m_presenting; ///< what could not be kept
    bool m_hasTray = true;            ///< until it is known
    bool m_windowShown = false;
    bool m_open = false;
};

} // namespace coffret
