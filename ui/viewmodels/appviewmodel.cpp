// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/appviewmodel.h"

#include "core/store/settings.h"
#include "ui/desktop/desktopappearance.h"
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

AppViewModel::AppViewModel(SessionList &sessions, Settings &settings, BrowseViewModel &browse,
                           FirstRunViewModel &firstRun, AccountRemovalViewModel &removal, HealthViewModel &health,
                           ProgramAccessViewModel &access, ToastViewModel &toast, ClipboardGuard &clipboard,
                           DesktopAppearance &appearance, QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_settings(settings)
    , m_browse(browse)
    , m_firstRun(firstRun)
    , m_removal(removal)
    , m_health(health)
    , m_access(access)
    , m_toast(toast)
    , m_clipboard(clipboard)
    , m_appearance(appearance)
    , m_accounts(sessions)
    , m_options(sessions, settings)
    , m_identity(sessions, settings)
    , m_preferences(*this, sessions, settings, appearance)
    , m_commands(*this)
    , m_palette(*this, sessions)
    , m_window(settings)
{
    followBrowse();
    connect(&m_browse, &BrowseViewModel::accountChanged, this, &AppViewModel::followBrowse);
    connect(&m_browse, &BrowseViewModel::orderChanged, this, &AppViewModel::keepOrder);
    connect(&m_removal, &AccountRemovalViewModel::removed, this, [this] {
        m_clipboard.clearNow();
        if (m_sessions.isEmpty())
            m_firstRun.restart();
    });
    connect(m_browse.editor()->generator(), &GeneratorViewModel::chosen, this, &AppViewModel::remember);
    connect(&m_options, &AccountOptionsViewModel::saved, this, &AppViewModel::givesBackChanged);
    connect(&m_options, &AccountOptionsViewModel::renewing, this, [this] {
        m_clipboard.clearNow();
        m_toast.dismiss();
    });
    connect(&m_options, &AccountOptionsViewModel::renewed, this, [this](Session *session) {
        if (!m_locked)
            session->open();
    });
    connect(&m_health, &HealthViewModel::openSecretRequested, this, &AppViewModel::openSecret);
    connect(&m_access, &ProgramAccessViewModel::unlockRequested, this, &AppViewModel::unlock);
    connect(&m_firstRun, &FirstRunViewModel::finished, this, &AppViewModel::onAccountAdded);
    connect(&m_firstRun, &FirstRunViewModel::candidateMade, this, &AppViewModel::watch);
    connect(&m_sessions, &SessionList::signedOut, this, &AppViewModel::signedOut);
    connect(&m_sessions, &SessionList::added, this, &AppViewModel::pageChanged);
    connect(&m_sessions, &SessionList::added, this, &AppViewModel::watch);
    for (const auto &session : m_sessions.all())
        watch(session.get());
    connect(&m_sessions, &SessionList::removed, this, &AppViewModel::pageChanged);
    connect(&m_appearance, &DesktopAppearance::changed, this, &AppViewModel::colourSchemeChanged);
    m_commands.watch();
}

AppViewModel::~AppViewModel() = default;

AppViewModel::Page AppViewModel::page() const
{
    const bool isSettingUp = m_addingAccount || m_firstRun.step() == FirstRunViewModel::DoneStep;
    return isSettingUp || m_sessions.isEmpty() ? FirstRunPage : BrowsePage;
}

QString AppViewModel::colourScheme() const
{
    return m_settings.preferences().colourScheme;
}

void AppViewModel::setColourScheme(const QString &scheme)
{
    if (colourScheme() == scheme)
        return;
    Preferences preferences = m_settings.preferences();
    preferences.colourScheme = scheme;
    save(preferences);
    Q_EMIT colourSchemeChanged();
}

void AppViewModel::keepOrder()
{
    Preferences preferences = m_settings.preferences();
    preferences.listOrder = m_browse.order();
    save(preferences);
}

void AppViewModel::save(const Preferences &preferences)
{
    if (const Expected<void> saved = m_settings.savePreferences(preferences); !saved)
        m_toast.showMessage(describe(saved.error().kind).text);
}

void AppViewModel::remember(const GeneratorChoices &choices)
{
    Preferences preferences = m_settings.preferences();
    preferences.generator = choices;
    save(preferences);
}

bool AppViewModel::isDark() const
{
    const QString scheme = colourScheme();
    return scheme == QLatin1String("dark") || m_preferences.isHighContrast() ||
           (scheme != QLatin1String("light") && m_appearance.isDark());
}

VaultCheckOut *AppViewModel::lender() const
{
    const Session *session = m_sessions.find(m_browse.currentAccountId());
    return session ? session->checkOut() : nullptr;
}

bool AppViewModel::givesBack() const
{
    return lender() && lender()->givesBack();
}

/// An account of the demonstration is kept nowhere.
void AppViewModel::setGivesBack(bool givesBack)
{
    if (!lender() || lender()->givesBack() == givesBack)
        return;
    lender()->setGivesBack(givesBack);
    if (const Account *const kept = m_settings.account(m_browse.currentAccountId())) {
        Account saved = *kept;
        saved.givesBackCheckOuts = givesBack;
        if (const Expected<void> done = m_settings.saveAccount(saved); !done)
            m_toast.showMessage(describe(done.error().kind).text);
    }
    Q_EMIT givesBackChanged();
}

void AppViewModel::lockAll()
{
    m_browse.detail()->clear();
    m_browse.setSearchText({}); // it may be a name
    m_clipboard.clearNow();
    m_toast.dismiss();
    m_removal.cancel();
    m_health.forget();
    m_access.forget();
    m_options.cancel();
    m_identity.cancel();
    m_sharedKey.cancel();
    m_palette.hide();
    m_preferences.close();
    cancelAddAccount();
    for (const auto &session : m_sessions.all())
        m_sessions.signOut(*session);
    if (m_locked || m_sessions.isEmpty())
        return;
    m_locked = true;
    Q_EMIT lockedChanged();
}

void AppViewModel::followBrowse()
{
    m_accounts.setCurrent(m_browse.currentAccountId());
    Session *session = m_sessions.find(m_browse.currentAccountId());
    m_health.setAccount(m_browse.currentAccountId());
    m_identity.watch(session);
    m_sharedKey.watch(session);
    Q_EMIT givesBackChanged();
}

/// Setup's session comes here twice, before and after it joins the others.
void AppViewModel::watch(Session *session)
{
    m_preferences.applyTo(*session);
    connect(session, &Session::stateChanged, this, &AppViewModel::askForSecondFactor, Qt::UniqueConnection);
    connect(session, &QObject::destroyed, this, &AppViewModel::askForSecondFactor, Qt::UniqueConnection);
}

/// One account at a time: the next one is asked about when this one is answered. What is being set up comes first.
void AppViewModel::askForSecondFactor()
{
    const auto asks = [](const Session *session) { return session->state() == Session::State::NeedsSecondFactor; };
    const Session *watched = m_secondFactor.session();
    if (watched && (asks(watched) || m_secondFactor.isBusy()))
        return;
    if (Session *candidate = m_firstRun.candidate(); candidate && asks(candidate))
        return m_secondFactor.watch(candidate);
    for (const auto &session : m_sessions.all()) {
        if (asks(session.get()))
            return m_secondFactor.watch(session.get());
    }
}

void AppViewModel::unlock()
{
    for (const auto &session : m_sessions.all()) {
        if (session->state() == Session::State::Closed || session->state() == Session::State::Failed)
            session->open();
    }
    if (!m_locked)
        return;
    m_locked = false;
    Q_EMIT lockedChanged();
}

void AppViewModel::wakeSync(SyncSchedule::Reason reason)
{
    for (const auto &session : m_sessions.all())
        session->wake(reason);
}

void AppViewModel::syncAll()
{
    m_browse.heedErrors();
    for (const auto &session : m_sessions.all()) {
        if (session->state() == Session::State::Open)
            session->refresh();
    }
}

void AppViewModel::addAccount()
{
    m_firstRun.restart();
    m_addingAccount = true;
    Q_EMIT pageChanged();
}

void AppViewModel::cancelAddAccount()
{
    m_firstRun.restart();
    m_addingAccount = false;
    Q_EMIT pageChanged();
}

void AppViewModel::showOptions()
{
    m_browse.editor()->leave([this] { m_options.show(m_browse.currentAccountId()); });
}

void AppViewModel::askToRemove(const QString &accountId)
{
    if (accountId != m_browse.currentAccountId()) // nothing is being written elsewhere
        return m_removal.ask(accountId);
    m_browse.editor()->leave([this, accountId] { m_removal.ask(accountId); });
}

void AppViewModel::onAccountAdded(const QString &accountId)
{
    m_addingAccount = false;
    m_browse.selectAccount(accountId);
    Q_EMIT pageChanged();
}

void AppViewModel::openSecret(const QString &accountId, const QString &secretId)
{
    m_browse.selectAccount(accountId);
    m_browse.setSearchText({});
    m_browse.setTypeFilter({});
    m_browse.selectNode(AllNode);
    m_browse.selectSecret(secretId);
    if (m_browse.detail()->hasSecret())
        Q_EMIT m_commands.placeWanted(CommandTable::DetailPlace);
    Q_EMIT raiseRequested();
}

} // namespace coffret
