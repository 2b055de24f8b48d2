// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/quicklookupviewmodel.h"

#include "core/search/search.h"
#include "core/store/settings.h"
#include "ui/desktop/clipboardguard.h"
#include "ui/models/accountlistmodel.h"
#include "ui/viewmodels/matchtexts.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/toastviewmodel.h"
#include "ui/viewmodels/usermessages.h"

#include <algorithm>

namespace coffret {

namespace {

/// Orders hits of several accounts: the whole name, its beginning, inside it, elsewhere.
int rankOf(const QuickResult &result)
{
    if (result.nameMarks.isEmpty())
        return 3;
    return result.nameMarks[0] > 0 ? 2 : result.nameMarks[1] == result.name.size() ? 0 : 1;
}

} // namespace

QuickLookupViewModel::QuickLookupViewModel(SessionList &sessions, const Settings &settings, ClipboardGuard &clipboard,
                                           ToastViewModel &toast, QObject *parent)
    : QObject(parent), m_sessions(sessions), m_settings(settings), m_clipboard(clipboard), m_toast(toast)
{
    for (const auto &session : m_sessions.all())
        watch(session.get());
    connect(&m_sessions, &SessionList::added, this, &QuickLookupViewModel::watch);
    connect(&m_sessions, &SessionList::removed, this, &QuickLookupViewModel::update);
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
    if (!m_settings.preferences().keepsRecent)
        m_used.clear();
    if (!active) {
        m_query.clear();
        m_results.show({});
        Q_EMIT queryChanged();
    }
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
    update();
}

void QuickLookupViewModel::update()
{
    if (!m_active)
        return;
    if (m_locked)
        m_results.show({});
    else
        m_results.show(m_query.trimmed().isEmpty() ? recent() : found());
    setCurrentIndex(m_results.rowCount() > 0 ? 0 : -1);
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
    SearchQuery query;
    query.text = m_query;
    query.limit = MaximumResults;
    std::vector<std::pair<int, QuickResult>> hits; // weight: rank, then place, so that equal accounts take turns
    for (const auto &session : m_sessions.all()) {
        int place = 0;
        for (const Catalog::Row row : search(*session->catalog(), query)) {
            QuickResult result = resultOf(*session, row);
            const int weight = rankOf(result) * MaximumResults + place++;
            hits.emplace_back(weight, std::move(result));
        }
    }
    std::stable_sort(hits.begin(), hits.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::vector<QuickResult> best;
    for (std::size_t i = 0; i < std::min<std::size_t>(hits.size(), MaximumResults); ++i)
        best.push_back(std::move(hits[i].second));
    return best;
}

std::vector<QuickResult> QuickLookupViewModel::recent() const
{
    std::vector<QuickResult> results;
    for (const Used &used : m_used) {
        const Session *session = m_sessions.find(used.accountId);
        const Catalog::Row row = session ? session->catalog()->rowOf(used.secretId) : Catalog::NoRow;
        if (row != Catalog::NoRow)
            results.push_back(resultOf(*session, row));
    }
    return results;
}

void QuickLookupViewModel::remember(const QuickResult &result)
{
    std::erase_if(m_used, [&](const Used &used) {
        return used.accountId == result.accountId && used.secretId == result.secretId;
    });
    m_used.insert(m_used.begin(), Used{result.accountId, result.secretId});
    m_used.resize(std::min<std::size_t>(m_used.size(), RecentItems));
}

void QuickLookupViewModel::setCurrentIndex(int index)
{
    if (m_currentIndex == index)
        return;
    m_currentIndex = index;
    Q_EMIT currentIndexChanged();
}

void QuickLookupViewModel::move(int delta)
{
    const int rows = m_results.rowCount();
    if (rows > 0)
        setCurrentIndex(((m_currentIndex + delta) % rows + rows) % rows);
}

QString QuickLookupViewModel::copyHint() const
{
    const QuickResult *current = m_results.at(m_currentIndex);
    return current ? useHint(m_sessions.find(current->accountId), Session::Use::Copy) : QString();
}

void QuickLookupViewModel::activate()
{
    activateAt(m_currentIndex);
}

void QuickLookupViewModel::activateAt(int row)
{
    const QuickResult *chosen = m_results.at(row);
    Session *session = chosen ? m_sessions.find(chosen->accountId) : nullptr;
    if (!session || m_busy)
        return;
    if (primaryFieldOf(chosen->type, session->outline(chosen->secretId)).isEmpty())
        return openInMain();
    if (const QString hint = useHint(session, Session::Use::Copy); !hint.isEmpty())
        return setStatus(hint);
    setBusy(true);
    setStatus({});
    const quint64 generation = ++m_generation;
    // No key: what its main value is may only be known once it is opened.
    QCoro::connect(session->reveal(chosen->secretId, {}, {}, Session::Use::Copy), this,
                   [this, generation, result = *chosen](Expected<Session::Revealed> outcome) {
                       if (generation != m_generation)
                           return; // closed meanwhile; the value is wiped with outcome
                       setBusy(false);
                       copied(result, std::move(outcome));
                   });
}

void QuickLookupViewModel::copied(const QuickResult &result, Expected<Session::Revealed> outcome)
{
    if (!outcome)
        return setStatus(describe(outcome.error().kind).inOneLine());
    remember(result);
    if (!isVouched(outcome->verdict)) { // the question belongs where there is room to answer it
        hide();
        Q_EMIT openSecretRequested(result.accountId, result.secretId);
        return;
    }
    m_clipboard.copy(std::move(outcome->value), std::chrono::seconds(m_settings.preferences().clipboardSeconds),
                     clipboardOrigin(result.accountId, result.secretId));
    m_toast.showCopied(fieldLabel(outcome->field.kind, outcome->field.label));
    hide();
}

void QuickLookupViewModel::openInMain()
{
    const QuickResult *chosen = m_results.at(m_currentIndex);
    if (!chosen)
        return;
    const QuickResult result = *chosen;
    remember(result);
    hide();
    Q_EMIT openSecretRequested(result.accountId, result.secretId);
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
