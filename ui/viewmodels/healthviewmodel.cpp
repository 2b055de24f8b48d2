// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/healthviewmodel.h"

#include "core/health/healthcheck.h"
#include "core/store/settings.h"
#include "ui/viewmodels/healthtexts.h"
#include "ui/viewmodels/stopping.h"

#include <QLocale>
#include <QPointer>

#include <algorithm>

namespace coffret {

HealthViewModel::HealthViewModel(SessionList &sessions, Settings &settings, BreachService &breaches, const Clock &clock,
                                 QObject *parent)
    : QObject(parent), m_sessions(sessions), m_settings(settings), m_breaches(breaches), m_clock(clock)
{
    // What was found may name what is in it.
    connect(&m_sessions, &SessionList::aboutToRemove, this, &HealthViewModel::forget);
}

HealthViewModel::~HealthViewModel()
{
    m_stop.request_stop();
}

void HealthViewModel::setAccount(const QString &accountId)
{
    m_accountId = accountId;
    Q_EMIT changed();
}

void HealthViewModel::forget()
{
    ++m_run;
    stopAll(m_stop);
    m_open = false;
    m_stage = Ready;
    m_everywhere = true;
    m_done = m_total = 0;
    m_findings.setGroups({});
    m_summary.clear();
    m_stoppedText.clear();
    m_error = {};
    Q_EMIT progressed();
    Q_EMIT changed();
}

QStringList HealthViewModel::promises() const
{
    return {
        //: What a check of all secrets does.
        tr("Every secret is opened once, a few at a time, and wiped at once."),
        //: What a check of all secrets does.
        tr("Nothing of the result leaves this computer. Servers see that the secrets are read, and may log it."),
        //: What a check of all secrets does.
        tr("What has to be checked out or approved first is left alone."),
        //: What a check of all secrets does.
        tr("The result is forgotten when Coffret locks."),
    };
}

int HealthViewModel::accounts() const
{
    const auto &all = m_sessions.all();
    return static_cast<int>(std::count_if(
        all.begin(), all.end(), [](const auto &session) { return session->state() == Session::State::Open; }));
}

QString HealthViewModel::accountName() const
{
    const Session *const session = m_sessions.find(m_accountId);
    return session ? session->account().name : QString();
}

void HealthViewModel::setEverywhere(bool everywhere)
{
    m_everywhere = everywhere;
    Q_EMIT changed();
}

std::vector<Session *> HealthViewModel::chosen() const
{
    std::vector<Session *> sessions;
    for (const auto &session : m_sessions.all()) {
        const bool isWanted = m_everywhere || session->account().id == m_accountId;
        if (isWanted && session->state() == Session::State::Open)
            sessions.push_back(session.get());
    }
    return sessions;
}

QString HealthViewModel::startHint() const
{
    if (!canStart())
        //: Why the secrets cannot be checked.
        return tr("The account is not open");
    const int closed = static_cast<int>(m_sessions.all().size()) - accounts();
    if (m_everywhere && closed > 0)
        //: Before a check of all secrets: what it leaves out.
        return tr("%n account(s) not open and left out", nullptr, closed);
    return {};
}

bool HealthViewModel::breachesOffered() const
{
    return m_breaches.isAvailable();
}

bool HealthViewModel::breaches() const
{
    return m_settings.preferences().checksBreaches && m_breaches.isAvailable();
}

void HealthViewModel::setBreaches(bool on)
{
    Preferences preferences = m_settings.preferences();
    preferences.checksBreaches = on;
    const Expected<void> saved = m_settings.savePreferences(preferences);
    m_error = saved ? UserMessage() : describe(saved.error().kind);
    Q_EMIT changed();
}

QString HealthViewModel::breachesText() const
{
    //: Below a choice that is off at first: what is sent where when it is on. %1 is a host name.
    return tr("Of each password, the first five hexadecimal digits of its SHA-1 digest are sent to %1, and nothing "
              "else. The comparison with what comes back is made here.")
        .arg(m_breaches.host());
}

QString HealthViewModel::progressText() const
{
    const QLocale locale;
    //: How far a check of all secrets is. %1 and %2 are numbers.
    return m_total > 0 ? tr("%1 of %2 secrets").arg(locale.toString(m_done), locale.toString(m_total)) : QString();
}

void HealthViewModel::show()
{
    m_open = true;
    Q_EMIT changed();
}

void HealthViewModel::again()
{
    if (m_stage != Finished)
        return;
    const bool isEverywhere = m_everywhere;
    forget();
    m_everywhere = isEverywhere;
    show();
}

void HealthViewModel::start()
{
    if (m_stage == Running || !canStart())
        return;
    HealthScope scope;
    for (Session *session : chosen())
        scope.sessions.emplace_back(session);
    scope.clock = &m_clock;
    scope.breaches = breaches() ? &m_breaches : nullptr;
    m_findings.setGroups({});
    m_error = {};
    m_stoppedText.clear();
    m_stage = Running;
    m_done = m_total = 0;
    const quint64 run = ++m_run;
    const QPointer<HealthViewModel> self(this);
    Progress progress = [self, run](int done, int total) {
        if (!self || self->m_run != run)
            return;
        self->m_done = done;
        self->m_total = total;
        Q_EMIT self->progressed();
    };
    Q_EMIT progressed();
    Q_EMIT changed();
    QCoro::connect(checkHealth(std::move(scope), std::move(progress), m_stop.get_token()), this,
                   [this, run](const HealthReport &report) {
                       if (run == m_run)
                           take(report);
                   });
}

void HealthViewModel::take(const HealthReport &report)
{
    QHash<QString, QString> names;
    for (const auto &session : m_sessions.all()) {
        const auto isOfIt = [&session](const HealthFinding &finding) {
            return finding.accountId == session->account().id;
        };
        if (std::any_of(report.findings.begin(), report.findings.end(), isOfIt))
            names.insert(session->account().id, session->account().name);
    }
    m_findings.setGroups(healthGroups(report, names, m_clock.now()));
    m_summary = healthSummary(report);
    if (report.cancelled)
        //: After a check of all secrets that the user stopped. %1 and %2 are numbers.
        m_stoppedText = tr("Stopped after %1 of %2 secrets.").arg(m_done).arg(report.total);
    if (report.breachError) {
        m_error.text =
            //: Among the results of a check of all secrets.
            tr("The passwords could not all be held against leaked ones.");
        m_error.hint = describe(report.breachError->kind).text;
    }
    m_stage = Finished;
    Q_EMIT changed();
}

void HealthViewModel::cancel()
{
    if (m_stage == Running)
        stopAll(m_stop);
}

void HealthViewModel::close()
{
    cancel();
    m_open = false;
    Q_EMIT changed();
}

void HealthViewModel::choose(int row)
{
    const HealthRow *const found = m_findings.rowAt(row);
    if (!found)
        return m_findings.toggle(row);
    const HealthRow chosenRow = *found;
    close();
    Q_EMIT openSecretRequested(chosenRow.accountId, chosenRow.secretId);
}

} // namespace coffret
