// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/program.h"

#include "app/fallbackcredentials.h"
#include "app/palettes.h"
#include "app/setupprobes.h"
#include "core/openpgp/gpgmeengine.h"
#include "core/vault/commandk/commandkvault.h"
#include "core/vault/fudo/fudovault.h"
#include "core/vault/passbolt/passboltvault.h"
#include "core/vault/sealing/sealingvault.h"
#include "ui/viewmodels/usermessages.h"

#include <QGuiApplication>
#include <QQuickWindow>
#include <QScreen>

namespace coffret {

namespace {

constexpr int WorkerThreads = 2;
const QString BreachAddress = QStringLiteral("https://api.pwnedpasswords.com/range/");

/// A demonstration brings its own, so that nothing leaves the machine.
QUrl breachAddress(const Preferences &preferences, bool isDemo, const DemoWorld &world)
{
    if (isDemo)
        return world.leaks;
    return preferences.breachAddress.isEmpty() ? QUrl(BreachAddress) : preferences.breachAddress;
}

TlsPolicy trusting(const QByteArray &authority)
{
    TlsPolicy policy;
    policy.privateAuthorities = QSslCertificate::fromData(authority);
    return policy;
}

/// Without panels and docks.
QList<QRect> placesOfScreens()
{
    QList<QRect> places;
    for (const QScreen *screen : QGuiApplication::screens())
        places.append(screen->availableGeometry());
    return places;
}

} // namespace

Program::Program(const Profile &profile, std::unique_ptr<Demo> demo, QObject *parent)
    : QObject(parent)
    , m_demo(std::move(demo))
    , m_world(m_demo ? m_demo->takeWorld() : DemoWorld())
    , m_settings(profile.config)
    , m_settingsLoaded(m_settings.load())
    , m_pins(profile.data + QStringLiteral("/pins.json"))
    , m_ledger(profile.data + QStringLiteral("/ledger.sqlite"))
    , m_workers(WorkerThreads)
    , m_openPgp(makeOpenPgp(profile))
    , m_ownKeys(m_world.gnupgHome)
    , m_credentials(makeCredentials(profile))
    , m_usageRecords(*m_credentials, m_workers, profile.data + QStringLiteral("/usage"))
    , m_waitingRecords(*m_credentials, m_workers, profile.data + QStringLiteral("/outbox"),
                       SealedRecords::Purpose::Outbox)
    , m_copies(*m_openPgp, *m_credentials, profile.cache, m_clock)
    , m_sessions([this](const Account &account) { return makeSession(account); })
    , m_usage(m_sessions, m_settings, m_usageRecords, m_clock)
    , m_clipboardWatch(ClipboardWatch::find())
    , m_clipboard(*QGuiApplication::clipboard(), m_clock, &m_clipboardWatch)
    , m_toast(m_clipboard, m_clock)
    , m_browse(m_sessions, m_settings, *m_openPgp, m_ownKeys, m_clipboard, m_toast, m_clock)
    , m_firstRun(m_sessions, m_settings, *m_credentials, *m_openPgp, m_ownKeys, m_clock,
                 networkProbes(m_ownKeys, m_clock))
    , m_removal(m_sessions,
                {m_settings, *m_credentials, m_pins, m_ledger, m_usageRecords, &m_copies, &m_waitingRecords}, m_workers,
                m_toast)
    , m_breaches(breachAddress(m_settings.preferences(), m_demo != nullptr, m_world), trusting(m_world.authority))
    , m_health(m_sessions, m_settings, m_breaches, m_clock)
    , m_lookup(m_sessions, m_settings, m_usage, m_clipboard, m_toast, m_clock)
    , m_access(m_sessions, m_clock)
    , m_app(m_sessions, m_settings, m_browse, m_firstRun, m_removal, m_health, m_access, m_toast, m_clipboard,
            m_appearance)
    , m_typist(Typist::make())
    , m_autostart(
          m_demo ? nullptr
                 : std::make_unique<Autostart>(autostartCommand(profile), Autostart::Place::ofUser(profile.busName())))
    , m_autoLock(m_clock)
    , m_bulletin(m_sessions, m_settings, m_browse)
    , m_search(m_lookup)
    , m_searchOnBus(m_search)
{
    wire();
    wireTyping();
    m_app.settings()->setAutostart(m_autostart.get());
    const QList<Account> accounts = m_demo ? m_world.accounts : m_settings.accounts();
    for (const Account &account : accounts)
        m_sessions.adopt(makeSession(account));
    Expected<void> loaded = m_settingsLoaded;
    if (loaded)
        loaded = m_pins.load();
    if (loaded)
        loaded = m_ledger.load();
    if (!loaded)
        m_toast.showMessage(describe(loaded.error().kind).text);
    else if (!m_settings.movedAside().isEmpty())
        //: %1 is the name of a file.
        m_toast.showMessage(
            tr("The settings could not be read. They were set aside as %1.").arg(m_settings.movedAside()));
}

Program::~Program() = default;

std::unique_ptr<GpgmeEngine> Program::makeOpenPgp(const Profile &profile) const
{
    GpgmeEngine::Options options;
    options.privateHome = profile.data + QStringLiteral("/gnupg");
    options.userHome = m_world.gnupgHome;
    return std::make_unique<GpgmeEngine>(std::move(options));
}

std::unique_ptr<CredentialStore> Program::makeCredentials(const Profile &profile)
{
    if (m_world.credentials)
        return std::move(m_world.credentials);
    return std::make_unique<FallbackCredentials>(*m_openPgp, profile.data + QStringLiteral("/tokens"));
}

std::unique_ptr<Session> Program::makeSession(const Account &account)
{
    const std::chrono::seconds holdTime(m_settings.preferences().revealSeconds);
    std::unique_ptr<Session> session =
        account.service == Service::Passbolt
            ? makePassboltSession(account, holdTime)
            : std::make_unique<Session>(account, makeVault(account), *m_openPgp, m_workers, m_clock, holdTime);
    const QString id = account.id;
    session->keepOffline(std::make_unique<OfflineCopy>(m_copies, account, [this, id] { return offlineChoice(id); }));
    session->keepOutbox(std::make_unique<Outbox>(m_waitingRecords, *m_openPgp, account, m_clock));
    connect(session.get(), &Session::keepingFailed, this,
            [this](const Error &error) { m_toast.showMessage(describeKeeping(error.kind).inOneLine()); });
    Session *const made = session.get();
    connect(&m_firstRun, &FirstRunViewModel::finished, made, [made, id](const QString &accountId) {
        if (accountId == id) // what was listed before the account was one is kept from now on
            made->followOfflineChoice();
    });
    // Once there is something to find, the quick lookup is made, so that it need not be when somebody waits for it.
    connect(session.get(), &Session::catalogChanged, this, [this] {
        if (!m_lookupDue.isActive())
            m_lookupDue.start();
    });
    return session;
}

std::unique_ptr<Session> Program::makePassboltSession(const Account &account, std::chrono::seconds holdTime)
{
    auto vault =
        std::make_unique<PassboltVault>(account, *m_openPgp, m_workers, m_pins, m_ledger, m_clock, m_credentials.get());
    const PassboltVault &passbolt = *vault;
    auto session = std::make_unique<Session>(account, std::move(vault), *m_openPgp, m_workers, m_clock, holdTime);
    Session *opened = session.get(); // keeps the vault as long as it lives
    connect(opened, &Session::stateChanged, this, [this, opened, &passbolt] {
        if (opened->state() == Session::State::Open)
            keepUserId(opened->account(), passbolt.userId());
    });
    // Setup saves the account only after it was open.
    connect(&m_firstRun, &FirstRunViewModel::finished, opened, [this, opened, &passbolt](const QString &accountId) {
        if (accountId == opened->account().id)
            keepUserId(opened->account(), passbolt.userId());
    });
    return session;
}

std::unique_ptr<Vault> Program::makeVault(const Account &account)
{
    std::unique_ptr<Vault> vendor;
    if (account.service == Service::CommandK)
        vendor = std::make_unique<CommandKVault>(account, *m_credentials);
    else
        vendor = std::make_unique<FudoVault>(account, *m_credentials, leftOversOf(account.id));
    const QString id = account.id;
    const SealingPeople::Keep keep = [this, id](const Sealing &sealing) { return keepSealing(id, sealing); };
    return std::make_unique<SealingVault>(account, std::move(vendor), *m_openPgp, m_workers, m_pins, m_ledger, keep);
}

std::shared_ptr<FudoLeftOvers> Program::leftOversOf(const QString &accountId)
{
    std::shared_ptr<FudoLeftOvers> &leftOvers = m_leftOvers[accountId];
    if (!leftOvers)
        leftOvers = std::make_shared<FudoLeftOvers>();
    return leftOvers;
}

/// Of a demonstration nothing is kept.
Expected<void> Program::keepSealing(const QString &accountId, const Sealing &sealing)
{
    const Account *const kept = m_settings.account(accountId);
    if (!kept)
        return {};
    Account saved = *kept;
    setSealing(saved, sealing);
    return m_settings.saveAccount(saved);
}

void Program::keepUserId(const Account &account, const QString &userId)
{
    const Account *const kept = m_settings.account(account.id);
    if (!kept || kept->userId == userId)
        return;
    Account saved = *kept;
    saved.userId = userId;
    if (const Expected<void> done = m_settings.saveAccount(saved); !done)
        m_toast.showMessage(describe(done.error().kind).text);
}

/// Of an account that is only being set up, or of a demonstration, nothing is kept.
OfflineCopy::Choice Program::offlineChoice(const QString &accountId) const
{
    const Account *const kept = m_settings.account(accountId);
    return kept == nullptr ? OfflineCopy::Choice()
                           : OfflineCopy::Choice{m_settings.preferences().offlineDays, kept->keepsOffline};
}

void Program::sweepCopies()
{
    if (!m_demo)
        m_copies.sweep(m_settings.preferences().offlineDays); // goes on by itself
}

void Program::wire()
{
    connect(&m_firstRun, &FirstRunViewModel::demoRequested, this, &Program::demoRequested);
    connect(&m_lookup, &QuickLookupViewModel::openSecretRequested, &m_app, &AppViewModel::openSecret);
    connect(&m_lookup, &QuickLookupViewModel::unlockRequested, &m_app, &AppViewModel::unlock);
    connect(&m_lookup, &QuickLookupViewModel::activeChanged, this, [this] {
        if (m_lookup.isActive()) {
            m_lookup.setArea(areaInUse()); // before it is shown
            bringToFront(lookupWindow());
        } else { // what comes in its place, comes first
            QMetaObject::invokeMethod(this, &Program::leaveSomethingBehind, Qt::QueuedConnection);
        }
    });
    connect(&m_app, &AppViewModel::lockedChanged, this, &Program::followLock);
    connect(&m_app, &AppViewModel::lookupRequested, &m_lookup, &QuickLookupViewModel::showFor);
    connect(&m_app, &AppViewModel::raiseRequested, this, &Program::showMainWindow);
    connect(&m_app, &AppViewModel::colourSchemeChanged, this, [this] { applyPalette(m_app.isDark()); });

    connect(&m_access, &ProgramAccessViewModel::changed, this, &Program::showQuestion);

    connect(&m_autoLock, &AutoLock::lockRequested, this, [this] {
        m_app.lockAll();
        if (!m_app.isSigningOut())
            m_autoLock.setDone();
    });
    connect(&m_app, &AppViewModel::signedOut, &m_autoLock, &AutoLock::setDone);
    connect(&m_autoLock, &AutoLock::aboutToSleep, &m_clipboard, &ClipboardGuard::clearNow);
    connect(m_app.settings(), &SettingsViewModel::changed, this, &Program::followSettings);
    connect(&m_shortcut, &GlobalShortcut::pressed, &m_lookup, &QuickLookupViewModel::show);
    connect(&m_shortcut, &GlobalShortcut::stateChanged, this,
            [this] { m_app.settings()->setShortcutState(m_shortcut.state(), m_shortcut.trigger()); });
    followSettings(); // and what is too old goes before anything is unlocked
    m_lookupDue.setSingleShot(true);
    m_lookupDue.setInterval(ListFirst);
    connect(&m_lookupDue, &QTimer::timeout, this, &Program::lookupWindow);
    connect(&m_sweeping, &QTimer::timeout, this, &Program::sweepCopies);
    m_sweeping.start(std::chrono::hours(1));

    wireTray();
    wireNotifications();
    wireSync();
    connect(qApp, &QCoreApplication::aboutToQuit, this, [this] { m_isEnding = true; });
    connect(qApp, &QCoreApplication::aboutToQuit, &m_app, &AppViewModel::lockAll);
}

/// The window comes for it, and goes again where it was not to be seen before.
void Program::showQuestion()
{
    if (m_access.isAsking()) {
        m_wasHidden = m_wasHidden || !m_mainWindow || !m_mainWindow->isVisible();
        bringToFront(mainWindow());
    } else if (std::exchange(m_wasHidden, false) && m_tray.isShown() && m_mainWindow) {
        m_mainWindow->setVisible(false);
    }
}

void Program::followSettings()
{
    const Preferences &preferences = m_settings.preferences();
    m_autoLock.setIdleTime(std::chrono::minutes(preferences.lockMinutes));
    m_autoLock.setOnSuspend(preferences.locksOnSuspend);
    m_autoLock.setCountsOtherUse(preferences.countsOtherUse);
    m_autoLock.setWithScreen(preferences.locksWithScreen);
    m_usage.followSettings();
    m_autoLock.setOnSwitch(preferences.locksOnSwitch);
    m_autoLock.setWithLid(preferences.locksWithLid);
    m_tray.setNamesOnBus(preferences.namesInTray);
    if (!preferences.keepsRecent)
        m_tray.menu().forgetNames();
    m_search.setWanted(preferences.searchedByDesktop);
    for (const auto &session : m_sessions.all())
        session->followOfflineChoice();
    sweepCopies();
    m_shortcut.setKeys(QKeySequence(preferences.lookupKeys, QKeySequence::PortableText));
}

bool Program::load(bool hidden)
{
    m_appearance.start();
    m_autoLock.start();
    m_engine.addImportPath(QStringLiteral(":/qt/qml"));
    applyPalette(m_app.isDark());
    if (!hidden)
        makeMainWindow(true);
    return hidden || m_mainWindow;
}

void Program::makeMainWindow(bool visible)
{
    QVariantMap properties = m_app.window()->beginning(placesOfScreens());
    properties.insert(QStringLiteral("app"), QVariant::fromValue(&m_app));
    properties.insert(QStringLiteral("visible"), visible);
    m_mainWindow = makeWindow(QStringLiteral("Main/Main.qml"), properties);
    if (!m_mainWindow)
        return;
    if (m_app.window()->isMaximized())
        m_mainWindow->setWindowState(Qt::WindowMaximized);
    m_app.window()->follow(m_mainWindow);
    const auto noteVisibility = [this](QWindow::Visibility visibility) {
        m_app.settings()->setWindowShown(visibility != QWindow::Hidden && visibility != QWindow::Minimized);
    };
    connect(m_mainWindow, &QWindow::visibilityChanged, this, noteVisibility);
    noteVisibility(m_mainWindow->visibility());
}

QQuickWindow *Program::makeWindow(const QString &file, const QVariantMap &properties)
{
    const qsizetype others = m_engine.rootObjects().size();
    m_engine.setInitialProperties(properties);
    m_engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Coffret/") + file));
    return qobject_cast<QQuickWindow *>(m_engine.rootObjects().value(others));
}

QQuickWindow *Program::mainWindow()
{
    if (!m_mainWindow)
        makeMainWindow(false);
    return m_mainWindow;
}

QQuickWindow *Program::lookupWindow()
{
    if (!m_lookupWindow)
        m_lookupWindow = makeWindow(QStringLiteral("Quick/QuickLookup.qml"),
                                    {{QStringLiteral("lookup"), QVariant::fromValue(&m_lookup)}});
    return m_lookupWindow;
}

void Program::prepareToOpen()
{
    const auto hasKey = [](const auto &session) { return !session->account().keyFingerprint.isEmpty(); };
    if (std::any_of(m_sessions.all().begin(), m_sessions.all().end(), hasKey))
        m_openPgp->prepare();
}

void Program::openAccounts()
{
    m_app.unlock();
}

} // namespace coffret
