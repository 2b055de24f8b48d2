// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/firstrunviewmodel.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr QLatin1String Token("token");
constexpr QLatin1String ReadToken("read-token");
constexpr QLatin1String Password("password");
} // namespace

FirstRunViewModel::FirstRunViewModel(SessionList &sessions, Settings &settings, CredentialStore &credentials,
                                     OpenPgp &openPgp, OwnKeys &ownKeys, const Clock &clock, SetupProbes probes,
                                     QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_settings(settings)
    , m_credentials(credentials)
    , m_probes(std::move(probes))
    , m_server(m_probes)
    , m_keys(openPgp, ownKeys, clock)
    , m_enrolment(m_probes, openPgp, ownKeys)
{
    for (SetupPart *part : std::initializer_list<SetupPart *>{&m_server, &m_keys, &m_enrolment})
        wire(*part);
    connect(&m_server, &SetupServerViewModel::answered, this, &FirstRunViewModel::onServerAnswered);
    connect(&m_enrolment, &EnrolmentViewModel::kitOpened, this, &FirstRunViewModel::takeKit);
    connect(&m_enrolment, &EnrolmentViewModel::linkOpened, this, &FirstRunViewModel::showTrust);
}

FirstRunViewModel::~FirstRunViewModel() = default;

void FirstRunViewModel::wire(SetupPart &part)
{
    connect(&part, &SetupPart::failed, this, &FirstRunViewModel::setError);
    connect(&part, &SetupPart::busyChanged, this, [this, &part] {
        if (part.isBusy())
            clearError();
        Q_EMIT busyChanged();
    });
}

bool FirstRunViewModel::isBusy() const
{
    return m_busy || m_server.isBusy() || m_keys.isBusy() || m_enrolment.isBusy();
}

void FirstRunViewModel::restart()
{
    m_accountName.clear();
    m_server.reset();
    begin(Service::Passbolt, Way::Address, ChooseService);
    Q_EMIT inputChanged();
}

void FirstRunViewModel::begin(Service service, Way way, Step step)
{
    abandon();
    m_service = service;
    m_way = way;
    m_account = {};
    m_tokens.clear();
    m_appIds.clear();
    m_byPassword = false;
    m_portalUser.clear();
    m_keys.reset();
    m_enrolment.reset();
    m_server.expectKey({});
    go(step);
}

void FirstRunViewModel::abandon()
{
    ++m_generation;
    m_server.abandon();
    m_keys.stop();
    m_enrolment.stop();
    m_sessions.retire(std::move(m_candidate));
    setBusy(false);
    clearError();
}

std::vector<FirstRunViewModel::Step> FirstRunViewModel::path() const
{
    switch (m_service) {
    case Service::Passbolt:
        if (m_way == Way::Kit)
            return {ChooseService, KitStep, TrustStep, FinishStep, DoneStep};
        return {ChooseService, ServerStep, TrustStep, KeyStep, FinishStep};
    case Service::FudoUag:
    case Service::CommandK:
        return {ChooseService, ServerStep, TrustStep, TokenStep, FinishStep};
    }
    return {ChooseService};
}

int FirstRunViewModel::stepNumber() const
{
    const std::vector<Step> steps = path();
    return static_cast<int>(std::find(steps.begin(), steps.end(), m_step) - steps.begin());
}

void FirstRunViewModel::go(Step step)
{
    clearError();
    m_step = step;
    Q_EMIT stepChanged();
    if (step == KeyStep)
        m_keys.load(demand());
}

void FirstRunViewModel::advance()
{
    const std::vector<Step> steps = path();
    const auto here = std::find(steps.begin(), steps.end(), m_step);
    if (here != steps.end() && here + 1 != steps.end())
        go(*(here + 1));
}

void FirstRunViewModel::back()
{
    if (!canGoBack())
        return;
    abandon();
    const std::vector<Step> steps = path();
    const auto here = std::find(steps.begin(), steps.end(), m_step);
    if (here != steps.end() && here != steps.begin())
        go(*(here - 1));
}

QString FirstRunViewModel::service() const
{
    return m_step == ChooseService ? QString() : toString(m_service);
}

void FirstRunViewModel::chooseService(const QString &service)
{
    const Expected<Service> chosen = serviceFromString(service);
    if (!chosen)
        return setError(describe(chosen.error().kind));
    begin(*chosen, Way::Address, ServerStep);
}

void FirstRunViewModel::next()
{
    if (isBusy())
        return;
    switch (m_step) {
    case ChooseService:
        break;
    case ServerStep:
    case KitStep:
        lookAtServer();
        break;
    case TrustStep:
        trust();
        break;
    case KeyStep:
        if (m_keys.accept())
            advance();
        break;
    case TokenStep:
        if (takeTokens())
            advance();
        break;
    case FinishStep:
        if (takeApps())
            finish();
        break;
    case DoneStep:
        leave();
        break;
    }
}

bool FirstRunViewModel::takeTokens()
{
    const QLatin1String needed = usesPortal() ? Password : m_service == Service::CommandK ? ReadToken : Token;
    if (m_service == Service::FudoUag)
        m_tokens.erase(usesPortal() ? Token : Password);
    if (usesPortal() && m_portalUser.trimmed().isEmpty()) {
        setError({tr("The user name is missing."), tr("Enter the one you sign in with on the server's portal.")});
        return false;
    }
    const auto token = m_tokens.find(needed);
    if (token != m_tokens.end() && !token->second.isEmpty())
        return true;
    if (usesPortal()) {
        setError({tr("The password is missing."), tr("Enter the one you sign in with on the server's portal.")});
        return false;
    }
    setError({tr("The access token is missing."), tr("Paste the token that the vault's own page made for you.")});
    return false;
}

bool FirstRunViewModel::usesPortal() const
{
    return m_service == Service::FudoUag && m_byPassword;
}

bool FirstRunViewModel::takeApps()
{
    if (m_service != Service::CommandK || !newAccount().appIds.isEmpty())
        return true;
    setError({tr("No app is named yet."), tr("Enter the identifiers of the apps to show, separated by commas.")});
    return false;
}

void FirstRunViewModel::setToken(const QString &which, const QString &value)
{
    QByteArray typed = which == Password ? value.toUtf8() : value.trimmed().toUtf8(); // a password may end in a space
    m_tokens[which] = SecretBuffer::takeFrom({typed.data(), static_cast<std::size_t>(typed.size())});
}

void FirstRunViewModel::startDemo()
{
    if (isBusy())
        return;
    clearError();
    setBusy(true); // the program is exchanged for the demonstration, or hears showDemoFailure()
    Q_EMIT demoRequested();
}

void FirstRunViewModel::showDemoFailure()
{
    giveUp({tr("The demo vault could not be started."),
            tr("It comes with Coffret as coffret-demo-vault. Check that it is installed.")});
}

void FirstRunViewModel::setByPassword(bool byPassword)
{
    if (m_byPassword == byPassword)
        return;
    m_byPassword = byPassword;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setPortalUser(const QString &user)
{
    if (m_portalUser == user)
        return;
    m_portalUser = user;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setAccountName(const QString &name)
{
    if (m_accountName == name)
        return;
    m_accountName = name;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::setAppIds(const QString &ids)
{
    if (m_appIds == ids)
        return;
    m_appIds = ids;
    Q_EMIT inputChanged();
}

void FirstRunViewModel::giveUp(const UserMessage &message)
{
    setBusy(false);
    setError(message);
}

void FirstRunViewModel::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT busyChanged();
}

void FirstRunViewModel::setError(const UserMessage &message)
{
    if (m_error.text == message.text && m_error.hint == message.hint)
        return;
    m_error = message;
    Q_EMIT errorChanged();
}

} // namespace coffret
