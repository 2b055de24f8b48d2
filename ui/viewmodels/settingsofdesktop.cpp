// SPDX-License-Identifier: GPL-3.0-or-later
// The settings about the desktop around the program: when it locks, and what other programs of the session are told.
#include "core/store/settings.h"
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/settingsviewmodel.h"

namespace coffret {

namespace {

constexpr QLatin1String On("on");
constexpr QLatin1String Off("off");

} // namespace

Setting SettingsViewModel::flag(bool Preferences::*member)
{
    Setting setting;
    setting.kind = Setting::Kind::Switch;
    setting.value = [this, member] { return QString(preferences().*member ? On : Off); };
    setting.set = [this, member](const QString &value) {
        change([member, value](Preferences &edited) { edited.*member = value == On; });
    };
    return setting;
}

void SettingsViewModel::addSwitch(std::vector<Setting> &to, const QString &section, const char *key,
                                  bool Preferences::*member, const QString &label, const QString &sentence)
{
    Setting setting = flag(member);
    setting.section = section;
    setting.key = QLatin1String(key);
    setting.label = label;
    setting.sentence = sentence;
    to.push_back(std::move(setting));
}

void SettingsViewModel::addSecurity(std::vector<Setting> &to)
{
    addTimes(to);
    const QString section = to.back().section; // that of the times
    addSwitch(to, section, "countsOtherUse", &Preferences::countsOtherUse,
              //: A setting.
              tr("Count the use of other programs"),
              //: What a setting does.
              tr("Coffret does not lock while you use the computer, where the desktop tells of that."));
    addSwitch(to, section, "locksOnSuspend", &Preferences::locksOnSuspend,
              //: A setting.
              tr("Lock when the computer sleeps"),
              //: What a setting does.
              tr("Locks before the computer is suspended or hibernates."));
    addSwitch(to, section, "locksWithScreen", &Preferences::locksWithScreen,
              //: A setting.
              tr("Lock with the screen"),
              //: What a setting does.
              tr("Locks when the desktop locks or blanks its screen."));
    addSwitch(to, section, "locksOnSwitch", &Preferences::locksOnSwitch,
              //: A setting.
              tr("Lock when the user is switched"),
              //: What a setting does.
              tr("Locks when another person's session comes to the front of this computer."));
    addSwitch(to, section, "locksWithLid", &Preferences::locksWithLid,
              //: A setting.
              tr("Lock when the lid is closed"),
              //: What a setting does.
              tr("Locks even where the computer goes on with its lid closed."));
    Setting presenting = flag(&Preferences::presenting);
    presenting.section = section;
    presenting.key = QStringLiteral("presenting");
    //: A setting.
    presenting.label = tr("Presentation mode");
    //: What a setting does.
    presenting.sentence = tr("No value is ever shown on the screen, so that it can be shared; copying still works.");
    presenting.value = [this] { return isPresenting() ? On : Off; };
    presenting.set = [this](const QString &value) { setPresenting(value == On); };
    to.push_back(std::move(presenting));
}

void SettingsViewModel::addDesktop(std::vector<Setting> &to)
{
    //: Section of the settings: what is seen outside of Coffret's window.
    const QString section = tr("Tray and notifications");
    Setting tray;
    tray.section = section;
    tray.key = QStringLiteral("tray");
    //: A setting, which only says something: the symbol of the program in the desktop's tray.
    tray.label = tr("Tray icon");
    //: About the tray icon.
    tray.sentence = tr("Coffret stays there when its window is closed.");
    //: Whether there is a tray icon.
    tray.value = [this] { return m_hasTray ? tr("Shown") : tr("Not shown"); };
    //: Below the setting of the tray icon.
    tray.fault = [this] { return m_hasTray ? QString() : noTrayText(); };
    to.push_back(std::move(tray));
    addSwitch(to, section, "namesInTray", &Preferences::namesInTray,
              //: A setting.
              tr("Names in the tray menu"),
              //: What a setting does.
              tr("Lists what was used last by name even where every program of your session can read the menu."));
    addSwitch(
        to, section, "notifies", &Preferences::notifies,
        //: A setting.
        tr("Notifications"),
        //: What a setting does.
        tr("Says when access ends or was granted and when an account cannot be synced, while you look elsewhere."));
    addSwitch(
        to, section, "namesInNotifications", &Preferences::namesInNotifications,
        //: A setting.
        tr("Names in notifications"),
        //: What a setting does.
        tr("Names secrets and accounts there. The desktop shows notifications to whoever looks, and may keep them."));
}

void SettingsViewModel::addPrivacy(std::vector<Setting> &to)
{
    //: Section of the settings.
    const QString section = tr("Privacy");
    addSwitch(to, section, "keepsRecent", &Preferences::keepsRecent,
              //: A setting.
              tr("Offer what was used last"),
              //: What a setting does.
              tr("The quick lookup begins with the last five secrets and puts first what you use most. Kept "
                 "encrypted on this computer; turned off, it is forgotten."));
    addSwitch(to, section, "searchedByDesktop", &Preferences::searchedByDesktop,
              //: A setting.
              tr("Found by the desktop's search"),
              //: What a setting does. GNOME and KRunner are names.
              tr("GNOME and KRunner find secrets by name while Coffret is unlocked. The desktop then sees what you "
                 "search for and every name that fits."));
}

QString SettingsViewModel::noTrayText()
{
    //: A desktop may have no place for symbols of programs.
    return tr("This desktop has no tray for icons, so closing the window quits Coffret.");
}

void SettingsViewModel::setTray(bool shown)
{
    m_hasTray = shown;
    m_rows.refresh();
    if (shown || preferences().knowsNoTray || m_app.page() != AppViewModel::BrowsePage)
        return;
    change([](Preferences &edited) { edited.knowsNoTray = true; });
    m_app.toast()->showMessage(noTrayText());
}

} // namespace coffret
