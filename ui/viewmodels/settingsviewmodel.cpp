// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/settingsviewmodel.h"

#include "core/store/settings.h"
#include "ui/desktop/autostart.h"
#include "ui/desktop/desktopappearance.h"
#include "ui/viewmodels/appviewmodel.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

SettingsViewModel::SettingsViewModel(AppViewModel &app, SessionList &sessions, Settings &settings,
                                     DesktopAppearance &appearance, QObject *parent)
    : QObject(parent), m_app(app), m_sessions(sessions), m_settings(settings), m_appearance(appearance)
{
    fillBeginning();
    connect(&m_app, &AppViewModel::colourSchemeChanged, this, [this] { // of the desktop, too
        refreshRows();
        Q_EMIT changed();
    });
    connect(&m_sessions, &SessionList::added, this, &SettingsViewModel::fill);
    connect(&m_sessions, &SessionList::removed, this, &SettingsViewModel::fill);
}

SettingsViewModel::~SettingsViewModel() = default;

const Preferences &SettingsViewModel::preferences() const
{
    return m_settings.preferences();
}

void SettingsViewModel::setShortcutState(GlobalShortcut::State state, const QString &trigger)
{
    m_shortcut = state;
    m_trigger = trigger;
    refreshRows();
}

void SettingsViewModel::setAutostart(Autostart *autostart)
{
    m_autostart = autostart;
    fill();
    fillBeginning();
    if (!autostart)
        return;
    connect(autostart, &Autostart::changed, this, &SettingsViewModel::refreshRows);
    connect(autostart, &Autostart::failed, this,
            [this](ErrorKind kind) { m_app.toast()->showMessage(describe(kind).text); });
    connect(autostart, &Autostart::refused, this, [this] {
        //: Message: a setting could not be changed.
        m_app.toast()->showMessage(tr("The desktop did not allow that."));
    });
}

void SettingsViewModel::refreshRows()
{
    m_rows.refresh();
    m_beginning.refresh();
}

void SettingsViewModel::change(const std::function<void(Preferences &)> &edit)
{
    Preferences changedOnes = preferences();
    if (m_presenting)
        changedOnes.presenting = *m_presenting;
    edit(changedOnes);
    if (const Expected<void> saved = m_settings.savePreferences(changedOnes); !saved)
        m_app.toast()->showMessage(describe(saved.error().kind).text);
    else
        m_presenting.reset();
    refreshRows();
    Q_EMIT changed();
}

void SettingsViewModel::fill()
{
    if (m_open)
        m_rows.setSettings(all());
}

void SettingsViewModel::fillBeginning()
{
    std::vector<Setting> asked;
    addTimes(asked);
    addLookup(asked);
    addAutostart(asked);
    m_beginning.setSettings(std::move(asked));
}

void SettingsViewModel::show()
{
    if (m_open)
        return;
    m_open = true;
    fill();
    Q_EMIT openChanged();
}

void SettingsViewModel::close()
{
    if (!m_open)
        return;
    setQuery({});
    m_open = false;
    m_rows.setSettings({}); // names of accounts, too
    Q_EMIT openChanged();
}

void SettingsViewModel::setQuery(const QString &query)
{
    if (m_query == query)
        return;
    m_query = query;
    m_rows.setText(query);
    Q_EMIT queryChanged();
}

double SettingsViewModel::textScale() const
{
    return preferences().textPercent / 100.0;
}

bool SettingsViewModel::isReducedMotion() const
{
    const QString &motion = preferences().motion;
    return motion == QLatin1String("reduced") || (motion == QLatin1String("system") && m_appearance.isReducedMotion());
}

bool SettingsViewModel::isHighContrast() const
{
    const QString &scheme = preferences().colourScheme;
    return scheme == QLatin1String("contrast") || (scheme == QLatin1String("system") && m_appearance.isHighContrast());
}

bool SettingsViewModel::isPresenting() const
{
    return m_presenting.value_or(preferences().presenting);
}

void SettingsViewModel::setPresenting(bool presenting)
{
    if (presenting == isPresenting())
        return;
    m_presenting = presenting; // holds, whether it can be kept or not
    for (const auto &session : m_sessions.all())
        applyTo(*session);
    m_app.browse()->hideValues();
    change([](Preferences &) {});
}

void SettingsViewModel::applyTo(Session &session) const
{
    session.setPresenting(isPresenting());
}

} // namespace coffret
