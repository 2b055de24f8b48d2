// SPDX-License-Identifier: GPL-3.0-or-later
// The settings themselves: what each is called, what it does, and what it changes.
#include "core/store/settings.h"
#include "ui/desktop/language.h"
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/settingsviewmodel.h"
#include "ui/viewmodels/texts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SettingWords)
};

QString seconds(int count)
{
    //: A choice in the settings: a time.
    return Words::tr("%n second(s)", nullptr, count);
}

QString minutes(int count)
{
    if (count == 0)
        //: A choice in the settings: Coffret does not lock by itself.
        return Words::tr("Never");
    //: A choice in the settings: a time.
    return Words::tr("%n minute(s)", nullptr, count);
}

/// Why keys are not heard everywhere; empty when they are, or when none are wanted.
QString faultOf(GlobalShortcut::State state)
{
    switch (state) {
    case GlobalShortcut::State::Taken:
        //: Below a setting: why chosen keys do not work.
        return Words::tr("Another program has these keys already. Choose others.");
    case GlobalShortcut::State::Unsuitable:
        //: Below a setting: why chosen keys do not work. The names are those of keys.
        return Words::tr("Choose a letter, a digit or Space together with Ctrl, Alt or Meta, or a function key.");
    case GlobalShortcut::State::Unavailable:
        //: Below a setting: why keys do not work. The words in quotes are a command.
        return Words::tr(
            "This desktop gives its keys to no program. In its own settings, let a shortcut start “coffret --quick”.");
    case GlobalShortcut::State::Refused:
        //: Below a setting: why chosen keys do not work.
        return Words::tr(
            "The desktop does not give these keys. Allow them in its own settings, or choose others here.");
    case GlobalShortcut::State::Off:
    case GlobalShortcut::State::Asked:
    case GlobalShortcut::State::Held:
        break;
    }
    return {};
}

QString percent(int count)
{
    //: A choice in the settings: the size of text. %1 is a number, followed by a percent sign.
    return Words::tr("%1 %").arg(QLocale().toString(count));
}

} // namespace

std::vector<Setting> SettingsViewModel::all()
{
    std::vector<Setting> all;
    addAppearance(all);
    addSecurity(all);
    addLookup(all);
    addAutostart(all);
    addDesktop(all);
    addPrivacy(all);
    addOffline(all);
    addAccounts(all);
    addAbout(all);
    return all;
}

/// A number that somebody wrote into the file is one of the choices, too.
Setting SettingsViewModel::number(int Preferences::*member, const QList<int> &choices, QString (*label)(int))
{
    QList<int> offered = choices;
    if (!offered.contains(preferences().*member))
        offered.insert(std::lower_bound(offered.begin(), offered.end(), preferences().*member), preferences().*member);
    Setting setting;
    setting.kind = Setting::Kind::Choice;
    for (const int choice : offered)
        setting.choices.push_back({QString::number(choice), label(choice), {}, {}});
    setting.value = [this, member] { return QString::number(preferences().*member); };
    setting.set = [this, member](const QString &value) {
        change([member, value](Preferences &edited) { edited.*member = value.toInt(); });
    };
    return setting;
}

void SettingsViewModel::addAppearance(std::vector<Setting> &to)
{
    //: Section of the settings.
    const QString section = tr("Appearance");
    Setting colours;
    colours.key = QStringLiteral("colours");
    //: A setting.
    colours.label = tr("Colours");
    //: What a setting does.
    colours.sentence = tr("Light, dark, of the highest contrast, or whatever the desktop prefers.");
    colours.kind = Setting::Kind::Choice;
    //: Choices of a setting: colours.
    colours.choices = {{QStringLiteral("system"), tr("Like the desktop"), QStringLiteral("display"), {}},
                       {QStringLiteral("light"), tr("Light"), QStringLiteral("sun"), {}},
                       {QStringLiteral("dark"), tr("Dark"), QStringLiteral("moon"), {}},
                       {QStringLiteral("contrast"), tr("High contrast"), QStringLiteral("contrast"), {}}};
    colours.value = [this] { return preferences().colourScheme; };
    colours.set = [this](const QString &value) { m_app.setColourScheme(value); };

    Setting text = number(&Preferences::textPercent, {100, 110, 125, 150, 175, 200}, percent);
    text.key = QStringLiteral("textSize");
    //: A setting.
    text.label = tr("Text size");
    //: What a setting does.
    text.sentence = tr("Makes words, symbols and the room around them larger in every window.");

    Setting motion;
    motion.key = QStringLiteral("motion");
    //: A setting.
    motion.label = tr("Motion");
    //: What a setting does.
    motion.sentence = tr("Whether panes and messages glide or simply appear.");
    motion.kind = Setting::Kind::Choice;
    //: Choices of a setting: how much moves.
    motion.choices = {{QStringLiteral("system"), tr("Like the desktop"), {}, {}},
                      {QStringLiteral("reduced"), tr("Reduced"), {}, {}},
                      {QStringLiteral("full"), tr("Full"), {}, {}}};
    motion.value = [this] { return preferences().motion; };
    motion.set = [this](const QString &value) { change([value](Preferences &edited) { edited.motion = value; }); };
    Setting language;
    language.key = QStringLiteral("language");
    //: A setting.
    language.label = tr("Language");
    //: What a setting does.
    language.sentence = tr("Of all words, dates and numbers. Another one is spoken when Coffret starts again.");
    language.kind = Setting::Kind::Choice;
    //: A choice of a setting: the language.
    language.choices = {{QStringLiteral("system"), tr("Like the desktop"), {}, {}}};
    for (const Language::Known &known : Language::all())
        language.choices.push_back({known.code, known.name, {}, {}});
    language.value = [this] {
        return preferences().language.isEmpty() ? QStringLiteral("system") : preferences().language;
    };
    language.set = [this](const QString &value) {
        change(
            [value](Preferences &edited) { edited.language = value == QLatin1String("system") ? QString() : value; });
    };
    for (Setting *setting : {&colours, &text, &motion, &language}) {
        setting->section = section;
        to.push_back(std::move(*setting));
    }
}

void SettingsViewModel::addTimes(std::vector<Setting> &to)
{
    //: Section of the settings.
    const QString section = tr("Security");
    Setting reveal = number(&Preferences::revealSeconds, {5, 10, 20, 30, 60, 120}, seconds);
    reveal.key = QStringLiteral("revealSeconds");
    //: A setting.
    reveal.label = tr("Hide shown values after");
    //: What a setting does.
    reveal.sentence = tr("A password or key on the screen is masked again when this time is over.");
    Setting clipboard = number(&Preferences::clipboardSeconds, {10, 20, 30, 45, 60, 120}, seconds);
    clipboard.key = QStringLiteral("clipboardSeconds");
    //: A setting.
    clipboard.label = tr("Empty the clipboard after");
    //: What a setting does.
    clipboard.sentence = tr("A copied value is taken back when this time is over, unless you copied something else.");
    Setting lock = number(&Preferences::lockMinutes, {0, 1, 2, 5, 10, 15, 30, 60}, minutes);
    lock.key = QStringLiteral("lockMinutes");
    //: A setting.
    lock.label = tr("Lock when not used for");
    //: What a setting does.
    lock.sentence = tr("Forgets names, values and tokens when nobody has been there for this long.");
    for (Setting *setting : {&reveal, &clipboard, &lock}) {
        setting->section = section;
        to.push_back(std::move(*setting));
    }
}

void SettingsViewModel::addLookup(std::vector<Setting> &to)
{
    Setting keys;
    keys.key = QStringLiteral("lookupKeys");
    keys.kind = Setting::Kind::Keys;
    //: Section of the settings.
    keys.section = tr("Quick lookup");
    //: A setting.
    keys.label = tr("Keys for the quick lookup");
    //: What a setting does.
    keys.sentence = tr("Show it from anywhere, whichever program is in front.");
    keys.value = [this] { return preferences().lookupKeys; };
    keys.set = [this](const QString &value) { change([value](Preferences &edited) { edited.lookupKeys = value; }); };
    keys.fault = [this] { return faultOf(m_shortcut); };
    keys.news = [this] {
        //: Below a setting: keys that the desktop chose itself. %1 is what it calls them, in its own words.
        return m_trigger.isEmpty() ? QString() : tr("The desktop listens for: %1.").arg(m_trigger);
    };
    to.push_back(std::move(keys));
}

void SettingsViewModel::addAccounts(std::vector<Setting> &to)
{
    //: Section of the settings.
    const QString section = tr("Accounts");
    for (const auto &session : m_sessions.all()) {
        Setting account;
        const QString id = session->account().id;
        account.key = QStringLiteral("account:") + id;
        account.section = section;
        account.label = session->account().name;
        //: Under the name of an account in the settings. %1 is a service, %2 the address of a server.
        account.sentence =
            tr("%1 at %2").arg(serviceLabel(session->account().service), session->account().server.host());
        account.kind = Setting::Kind::Account;
        account.set = [this, id](const QString &wish) {
            close();
            m_app.browse()->selectAccount(id);
            wish == QLatin1String("remove") ? m_app.askToRemove(id) : m_app.showOptions();
        };
        to.push_back(std::move(account));
    }
    Setting add;
    add.key = QStringLiteral("addAccount");
    add.section = section;
    //: In the settings: sets up one more account.
    add.label = tr("Add account…");
    //: What a button in the settings does.
    add.sentence = tr("Signs in to one more server; accounts stay apart from each other.");
    add.kind = Setting::Kind::Action;
    add.set = [this](const QString &) {
        close();
        m_app.addAccount();
    };
    to.push_back(std::move(add));
}

void SettingsViewModel::addAbout(std::vector<Setting> &to) const
{
    Setting version;
    version.key = QStringLiteral("version");
    //: Section of the settings: about the program.
    version.section = tr("About Coffret");
    //: In the settings: the program's version.
    version.label = tr("Version");
    //: Under the program's version: its licence, which gives everybody these rights.
    version.sentence = tr("Free software under the GNU General Public License, version 3 or later.");
    version.value = [] { return QCoreApplication::applicationVersion(); };
    to.push_back(std::move(version));
}

} // namespace coffret
