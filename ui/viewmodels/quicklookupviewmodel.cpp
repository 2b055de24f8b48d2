// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/quicklookupviewmodel.h"

#include "core/search/search.h"
#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/models/accountlistmodel.h"
#include "ui/viewmodels/matchtexts.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usagelogs.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>
#include <tuple>

namespace coffret {

namespace {

constexpr std::size_t ConsideredResults = 32; // of each account: use decides among equals

/// Orders hits of several accounts: the whole name, its beginning, inside it, elsewhere.
int rankOf(const QString &name, const QString &query)
{
    const QList<int> marks = marksIn(name, query);
    if (marks.isEmpty())
        return 3;
    return marks[0] > 0 ? 2 : marks[1] == name.size() ? 0 : 1;
}

} // namespace

QuickLookupViewModel::QuickLookupViewModel(SessionList &sessions, const Settings &settings, UsageLogs &usage,
                                           ClipboardGuard &clipboard, ToastViewModel &toast, const Clock &clock,
                                           QObject *parent)
    : QObject(parent)
    , m_sessions(sessions)
    , m_settings(settings)
    , m_usage(usage)
    , m_clipboard(clipboard)
    , m_toast(toast)
    , m_clock(clock)
{
    for (const auto &session : m_sessions.all())
        watch(session.get());
    connect(&m_sessions, &SessionList::added, this, &QuickLookupViewModel::watch);
    connect(&m_sessions, &SessionList::aboutToRemove, this, [this](const Session *session) {
        if (session->account().id == m_accountId)
            m_accountId.clear();
    });
    connect(&m_sessions, &SessionList::removed, this, &QuickLookupViewModel::update);
    connect(&m_usage, &UsageLogs::changed, this, [this] {
        if (m_query.trimmed().isEmpty()) // what is found is not put in another order while somebody chooses
            update();
    });
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
    leaveActions();
    if (!active) {
        m_query.clear();
        m_results.show({});
        m_accountId.clear();
        Q_EMIT queryChanged();
    }
    Q_EMIT accountChanged();
    update();
    Q_EMIT activeChanged();
    if (active)
        askToUnlock();
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
    if (locked)
        hide();
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
    leaveActions();
    m_currentIndex = -1; // the best of what is found now
    update();
}

void QuickLookupViewModel::update()
{
    if (!m_active)
        return;
    Q_EMIT accountChanged();
    if (m_subject && (m_locked || actionsOn(*m_subject).empty()))
        leaveActions();
    const QuickResult *const current = m_results.at(m_subject ? m_resultIndex : m_currentIndex);
    const std::optional<QuickResult> before = current ? std::optional(*current) : std::nullopt;
    if (m_locked)
        m_results.show({});
    else
        m_results.show(m_query.trimmed().isEmpty() ? recent() : found());
    int index = m_results.rowCount() > 0 ? 0 : -1;
    for (int row = 0; before && row < m_results.rowCount(); ++row) {
        const QuickResult &result = *m_results.at(row);
        if (result.accountId == before->accountId && result.secretId == before->secretId)
            index = row;
    }
    if (m_subject) { // the results are gone back to
        m_resultIndex = index;
        std::vector<Choice> actions = actionsOn(*m_subject);
        if (actions != m_actions.choices())
            m_actions.setChoices(std::move(actions));
        return setCurrentIndex(std::min(m_currentIndex, m_actions.rowCount() - 1));
    }
    setCurrentIndex(index);
    if (m_results.rowCount() > 0 || m_sessions.isEmpty())
        return setStatus({});
    const Session::State state = m_sessions.all().front()->state();
    if (state != Session::State::Open && m_sessions.all().front()->catalog()->size() == 0)
        setStatus(stateLabel(state));
    else if (m_query.trimmed().isEmpty())
        setStatus({});
    else
        //: Quick lookup, in place of the results.
        setStatus(tr("No match"));
}

QuickResult QuickLookupViewModel::resultOf(const Session &session, Catalog::Row row) const
{
    const Catalog &catalog = *session.catalog();
    QuickResult result;
    result.accountId = session.account().id;
    result.secretId = catalog.id(row);
    result.name = catalog.name(row);
    result.place = placeText(catalog, row, m_query);
    result.type = catalog.type(row);
    result.icon = catalog.icon(row);
    result.accountInitials = initialsOf(session.account().name);
    result.accountBadge = AccountListModel::badgeOf(m_sessions, result.accountId);
    result.nameMarks = marksIn(result.name, m_query);
    result.placeMarks = marksIn(result.place, m_query);
    return result;
}

std::vector<QuickResult> QuickLookupViewModel::found() const
{
    struct Hit
    {
        int rank = 0;
        double use = 0;
        int place = 0; ///< within its account, so that equal accounts take turns
        const Session *session = nullptr;
        Catalog::Row row = Catalog::NoRow;
    };
    SearchQuery query;
    query.text = m_query;
    query.limit = ConsideredResults;
    std::vector<Hit> hits;
    const QDateTime now = m_clock.now();
    for (const auto &session : m_sessions.all()) {
        if (!isLookedIn(*session))
            continue;
        const Catalog &catalog = *session->catalog();
        const UsageLog &log = m_usage.of(session->account().id);
        int place = 0;
        for (const Catalog::Row row : search(catalog, query)) {
            const double use = log.weight(catalog.id(row), now);
            hits.push_back({rankOf(catalog.name(row), m_query), use, place++, session.get(), row});
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) {
        return std::tuple(a.rank, -a.use, a.place) < std::tuple(b.rank, -b.use, b.place);
    });
    std::vector<QuickResult> best;
    for (std::size_t i = 0; i < std::min<std::size_t>(hits.size(), MaximumResults); ++i)
        best.push_back(resultOf(*hits[i].session, hits[i].row));
    return best;
}

std::vector<QuickResult> QuickLookupViewModel::recent() const
{
    std::vector<std::pair<QDateTime, QuickResult>> used;
    for (const auto &session : m_sessions.all()) {
        if (!isLookedIn(*session))
            continue;
        int places = RecentItems; // not for what is gone
        for (const UsageLog::Used &one : m_usage.of(session->account().id).latest(UsageLog::MostEntries)) {
            const Catalog::Row row = session->catalog()->rowOf(one.secretId);
            if (row != Catalog::NoRow && places-- > 0)
                used.emplace_back(one.at, resultOf(*session, row));
        }
    }
    std::stable_sort(used.begin(), used.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    std::vector<QuickResult> results;
    for (std::size_t i = 0; i < std::min<std::size_t>(used.size(), RecentItems); ++i)
        results.push_back(std::move(used[i].second));
    return results;
}

void QuickLookupViewModel::note(const QuickResult &result)
{
    m_usage.note(result.accountId, result.secretId);
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
        setCurrentIndex(((m_currentIndex + delta) % rows + rows) % rows);
}

QString QuickLookupViewModel::copyHint() const
{
    const QuickResult *current = chosen();
    return current ? useHint(m_sessions.find(current->accountId), Session::Use::Copy) : QString();
}

void QuickLookupViewModel::activate()
{
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
