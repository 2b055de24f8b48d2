// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/accountoptionsviewmodel.h"

#include "core/store/settings.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usermessages.h"

#include <QPointer>

namespace coffret {

namespace {

/// The keys are those of Account::switchedOff.
std::vector<Choice> fudoSteps()
{
    return {
        {QStringLiteral("check-out"),
         //: Something Coffret asks a server for, which can be switched off, and below it what that means.
         AccountOptionsViewModel::tr("Check secrets out"),
         {},
         AccountOptionsViewModel::tr("Off: you check secrets out on the server's page, and read them here.")},
        {QStringLiteral("check-in"),
         //: Something Coffret asks a server for, which can be switched off, and below it what that means.
         AccountOptionsViewModel::tr("Give secrets back"),
         {},
         AccountOptionsViewModel::tr("Off: you give secrets back on the server's page, also when Coffret locks.")},
        {QStringLiteral("access-requests"),
         //: Something Coffret asks a server for, which can be switched off, and below it what that means.
         AccountOptionsViewModel::tr("Ask for access"),
         {},
         AccountOptionsViewModel::tr("Off: you ask for access on the server's page.")},
        {QStringLiteral("collections"),
         //: Something Coffret asks a server for, which can be switched off, and below it what that means.
         AccountOptionsViewModel::tr("Change folders"),
         {},
         AccountOptionsViewModel::tr("Off: you make, rename and remove folders on the server's page.")},
        {QStringLiteral("batch"),
         //: Something Coffret asks a server for, which can be switched off, and below it what that means.
         AccountOptionsViewModel::tr("Create a secret and its addresses at once"),
         {},
         AccountOptionsViewModel::tr("Off: they are sent one after the other. If one fails, what was made is removed "
                                     "again.")},
    };
}

std::vector<Choice> stepsOf(Service service)
{
    return service == Service::FudoUag ? fudoSteps() : std::vector<Choice>();
}

/// What is kept of an account knows more than its session, which began earlier. Of a demonstration nothing is kept.
Account presentAccount(const Session &session, const Settings &settings)
{
    const Account *const kept = settings.account(session.account().id);
    Account account = kept ? *kept : session.account();
    if (const VaultCheckOut *checkOut = session.checkOut())
        account.givesBackCheckOuts = checkOut->givesBack();
    if (const VaultSealing *sealing = session.sealing(); sealing && !kept) {
        account.seals = sealing->setting().on;
        account.keyFingerprint = sealing->setting().ownKey;
        account.sealedFor = sealing->setting().people;
    }
    return account;
}

/// A step that the server was found not to offer is tried again after any saving that is not about something else.
bool needsNewSession(const Account &before, const Account &after)
{
    if (before.name != after.name || before.appIds != after.appIds || before.switchedOff != after.switchedOff)
        return true;
    return !stepsOf(after.service).empty() && before.givesBackCheckOuts == after.givesBackCheckOuts;
}

} // namespace

AccountOptionsViewModel::AccountOptionsViewModel(SessionList &sessions, Settings &settings,
                                                 std::chrono::milliseconds signOutLimit, QObject *parent)
    : QObject(parent), m_sessions(sessions), m_settings(settings), m_signOutLimit(signOutLimit)
{
}

AccountOptionsViewModel::~AccountOptionsViewModel() = default;

void AccountOptionsViewModel::show(const QString &accountId)
{
    const Session *session = m_sessions.find(accountId);
    if (!session || m_busy)
        return;
    m_account = presentAccount(*session, m_settings);
    m_name = m_account.name;
    m_apps = m_account.appIds.join(QStringLiteral(", "));
    m_steps.setChoices(stepsOf(m_account.service));
    m_switchedOff = m_account.switchedOff;
    m_givesBack = m_account.givesBackCheckOuts;
    m_appsError.clear();
    m_errorText.clear();
    m_errorHint.clear();
    m_accountId = accountId;
    Q_EMIT changed();
}

void AccountOptionsViewModel::cancel()
{
    m_accountId.clear();
    Q_EMIT changed();
}

void AccountOptionsViewModel::setName(const QString &name)
{
    m_name = name;
    Q_EMIT changed();
}

void AccountOptionsViewModel::setApps(const QString &apps)
{
    m_apps = apps;
    m_appsError.clear();
    Q_EMIT changed();
}

QStringList AccountOptionsViewModel::usedSteps() const
{
    QStringList used;
    for (const Choice &step : m_steps.choices()) {
        if (!m_switchedOff.contains(step.key))
            used.append(step.key);
    }
    return used;
}

void AccountOptionsViewModel::setUsed(const QString &step, bool used)
{
    m_switchedOff.removeAll(step);
    if (!used)
        m_switchedOff.append(step);
    Q_EMIT changed();
}

bool AccountOptionsViewModel::lends() const
{
    const Session *session = m_sessions.find(m_accountId);
    return session && session->checkOut();
}

void AccountOptionsViewModel::setGivesBack(bool givesBack)
{
    m_givesBack = givesBack;
    Q_EMIT changed();
}

Account AccountOptionsViewModel::wanted() const
{
    Account account = m_account;
    account.name = m_name.trimmed().isEmpty() ? host() : m_name.trimmed();
    if (hasApps())
        account.appIds = listedApps(m_apps);
    account.switchedOff = m_switchedOff;
    account.givesBackCheckOuts = m_givesBack;
    return account;
}

Expected<void> AccountOptionsViewModel::keep(const Account &account)
{
    return m_settings.account(account.id) ? m_settings.saveAccount(account) : Expected<void>();
}

void AccountOptionsViewModel::save()
{
    Session *session = m_sessions.find(m_accountId);
    if (!session || m_busy)
        return;
    if (hasApps() && listedApps(m_apps).isEmpty()) {
        //: Error under the field for the apps of an account.
        m_appsError = tr("Name at least one app.");
        Q_EMIT changed();
        return;
    }
    m_account = presentAccount(*session, m_settings); // something else may have been saved since
    const Account account = wanted();
    if (const Expected<void> kept = keep(account); !kept) {
        const UserMessage message = describe(kept.error().kind);
        m_errorText = message.text;
        m_errorHint = message.hint;
        Q_EMIT changed();
        return;
    }
    if (VaultCheckOut *checkOut = session->checkOut())
        checkOut->setGivesBack(m_givesBack); // of the old session, too
    Q_EMIT saved();
    if (!needsNewSession(m_account, account))
        return cancel();
    m_busy = true;
    Q_EMIT changed();
    Q_EMIT renewing();
    renew(account);
}

/// What was checked out is given back before the new session looks at what is.
Task<void> AccountOptionsViewModel::renew(Account account)
{
    const QPointer<AccountOptionsViewModel> self(this);
    const QPointer<Session> old(m_sessions.find(account.id));
    co_await m_sessions.closeWithin(account.id, m_signOutLimit);
    if (!self)
        co_return;
    m_busy = false;
    cancel();
    if (!m_sessions.find(account.id))
        co_return;
    if (const VaultCheckOut *lent = old ? old->checkOut() : nullptr)
        account.givesBackCheckOuts = lent->givesBack(); // it may have been chosen otherwise meanwhile
    Q_EMIT renewed(m_sessions.replace(m_sessions.make(account)));
}

} // namespace coffret
