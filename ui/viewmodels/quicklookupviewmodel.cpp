// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/quicklookupviewmodel.h"

#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usagelogs.h"

#include <algorithm>

namespace coffret {

QuickLookupViewModel::QuickLookupViewModel(SessionList &sessions, const Settings &settings, UsageLogs &usage,
                                           ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
                                           QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_settings(settings)
    , m_clipboard(clipboard)
    , m_toast(toast)
    , m_finder(sessions, usage, clock)
{
    for (const auto &session : m_sessions.all())
        watch(session.get());
    connect(&m_sessions, &SessionList::added, this, &QuickLookupViewModel::watch);
    connect(&m_sessions, &SessionList::aboutToRemove, this, [this](const Session *session) {
        if (session->account().id == m_accountId)
            m_accountId.clear();
    });
    connect(&m_sessions, &SessionList::removed, this, &QuickLookupViewModel::update);
    connect(&usage, &UsageLogs::changed, this, [this] {
        if (m_query.trimmed().isEmpty()) // what is found is not put in another order while somebody chooses
            update();
    });
    followTyping();
}

QuickLookupViewModel::~QuickLookupViewModel() = default;

void QuickLookupViewModel::watch(Session *session)
{
    connect(session, &Session::catalogChanged, this, &QuickLookupViewModel::update);
    connect(session, &Session::stateChanged, this, &QuickLookupViewModel::update);
}

void QuickLookupViewModel::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    ++m_generation;
    setBusy(false);
    dropActions();
    if (!active) {
        m_query.clear();
        m_results.show({});
        m_offered.reset();
        m_accountId.clear();
        Q_EMIT queryChanged();
    }
    Q_EMIT accountChanged();
    update();
    Q_EMIT activeChanged();
    if (active)
        askToUnlock();
}

void QuickLookupViewModel::setArea(const QRect &area)
{
    if (m_area == area)
        return;
    m_area = area;
    Q_EMIT areaChanged();
}

void QuickLookupViewModel::askToUnlock()
{
    const auto &all = m_sessions.all();
    const bool closed = !all.empty() && std::all_of(all.begin(), all.end(), [](const auto &session) {
        return session->state() == Session::State::Closed;
    });
    if (m_locked || closed)
        Q_EMIT unlockRequested();
}

void QuickLookupViewModel::setLocked(bool locked)
{
    if (m_locked == locked)
        return;
    m_locked = locked;
    if (locked) {
        hide();
        ++m_generation; // of what was chosen elsewhere, too
        setBusy(false);
    }
    update();
}

void QuickLookupViewModel::show()
{
    if (!m_active)
        return setActive(true);
    askToUnlock();
    Q_EMIT raiseRequested();
}

void QuickLookupViewModel::showFor(const QString &query)
{
    show();
    if (!query.isEmpty())
        setQuery(query);
}

void QuickLookupViewModel::showOne(const QString &accountId, const QString &secretId)
{
    setQuery({});
    dropActions();
    m_offered.emplace(accountId, secretId);
    m_currentIndex = -1;
    show();
    update();
}

void QuickLookupViewModel::hide()
{
    setActive(false);
}

void QuickLookupViewModel::setQuery(const QString &query)
{
    if (m_query == query)
        return;
    m_query = query;
    Q_EMIT queryChanged();
    dropActions();
    m_offered.reset();
    m_currentIndex = -1; // the best of what is found now
    update();
}

void QuickLookupViewModel::update()
{
    if (!m_active)
        return;
    Q_EMIT accountChanged();
    if (m_subject && (m_locked || actionsOn(*m_subject).empty()))
        dropActions();
    const QuickResult *const current = m_results.at(m_subject ? m_resultIndex : m_currentIndex);
    const std::optional<QuickResult> before = current ? std::optional(*current) : std::nullopt;
    if (m_locked)
        m_results.show({});
    else
        m_results.show(m_query.trimmed().isEmpty() ? offered() : m_finder.found(m_query, m_accountId, MaximumResults));
    const QuickResult *const best = m_results.at(0);
    int index = best && !best->similar ? 0 : -1; // what is only similar is chosen by nobody but a person
    for (int row = 0; before && row < m_results.rowCount(); ++row) {
        const QuickResult &result = *m_results.at(row);
        if (result.accountId == before->accountId && result.secretId == before->secretId &&
            (before->similar || !result.similar))
            index = row;
    }
    if (m_subject) { // the results are gone back to
        m_resultIndex = index;
        std::vector<Choice> actions = actionsNow();
        if (actions != m_actions.choices())
            m_actions.setChoices(std::move(actions));
        return setCurrentIndex(std::min(m_currentIndex, m_actions.rowCount() - 1));
    }
    setCurrentIndex(index);
    updateStatus();
}

/// What there is to say in place of results.
void QuickLookupViewModel::updateStatus()
{
    if (m_results.rowCount() > 0 || m_sessions.isEmpty())
        return setStatus({});
    const Session *const awaited = m_finder.awaited(m_accountId);
    const Session &told = awaited ? *awaited : *m_sessions.all().front();
    if (told.state() != Session::State::Open && told.catalog()->size() == 0)
        setStatus(stateLabel(told.state()));
    else if (m_query.trimmed().isEmpty())
        setStatus({});
    else
        //: Quick lookup, in place of the results.
        setStatus(tr("No match"));
}

std::vector<QuickResult> QuickLookupViewModel::offered() const
{
    std::vector<QuickResult> offered = m_finder.recent(m_accountId);
    std::optional<QuickResult> one = m_offered ? m_finder.result(m_offered->first, m_offered->second) : std::nullopt;
    if (!one)
        return offered;
    const auto isIt = [&one](const QuickResult &other) {
        return other.accountId == one->accountId && other.secretId == one->secretId;
    };
    offered.erase(std::remove_if(offered.begin(), offered.end(), isIt), offered.end());
    offered.insert(offered.begin(), *std::move(one));
    return offered;
}

/// Told even when the number is the same: a list that gains a row above its current one moves on by itself.
void QuickLookupViewModel::setCurrentIndex(int index)
{
    m_currentIndex = index;
    Q_EMIT currentIndexChanged();
}

void QuickLookupViewModel::move(int delta)
{
    const int rows = rowCount();
    if (rows > 0)
        setCurrentIndex(m_currentIndex < 0 ? (delta < 0 ? rows - 1 : 0)
                                           : ((m_currentIndex + delta) % rows + rows) % rows);
}

QString QuickLookupViewModel::copyHint() const
{
    const QuickResult *current = chosen();
    return current ? useHint(m_sessions.find(current->accountId), Session::Use::Copy) : QString();
}

void QuickLookupViewModel::activate()
{
    if (m_currentIndex < 0) // what was found is only similar: it is seen first, and copied the next time
        move(1);
    else
        activateAt(m_currentIndex);
}

void QuickLookupViewModel::setStatus(const QString &text)
{
    if (m_statusText == text)
        return;
    m_statusText = text;
    Q_EMIT statusChanged();
}

void QuickLookupViewModel::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    Q_EMIT statusChanged();
}

} // namespace coffret
