// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/quickfinder.h"

#include "core/search/queryparser.h"
#include "core/search/rank.h"
#include "core/search/search.h"
#include "ui/models/accountlistmodel.h"
#include "ui/viewmodels/matchtexts.h"
#include "ui/viewmodels/texts.h"
#include "ui/viewmodels/usagelogs.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace coffret {

namespace {

constexpr std::size_t ConsideredResults = 32; // of each account: use decides among equals

constexpr std::size_t MostForTypos = 20'000; // secrets; in more of them what was mistyped takes longer than a frame

bool isLookedIn(const Session &session, const QString &accountId)
{
    return accountId.isEmpty() || session.account().id == accountId;
}

/// What is meant may be among the secrets that it has not got yet.
bool isUnderWay(const Session &session)
{
    const Session::State state = session.state();
    const bool isOpening = state == Session::State::SigningIn || state == Session::State::NeedsSecondFactor ||
                           state == Session::State::Loading;
    return isOpening && session.catalog()->size() == 0;
}

bool isSame(const QuickResult &one, const QuickResult &other)
{
    return one.accountId == other.accountId && one.secretId == other.secretId;
}

} // namespace

QuickFinder::QuickFinder(SessionList &sessions, UsageLogs &usage, const Clock &clock)
    : m_sessions(sessions), m_usage(usage), m_clock(clock)
{
}

const Session *QuickFinder::awaited(const QString &accountId) const
{
    const auto &all = m_sessions.all();
    const auto isIt = [&](const auto &session) { return isLookedIn(*session, accountId) && isUnderWay(*session); };
    const auto found = std::find_if(all.begin(), all.end(), isIt);
    return found == all.end() ? nullptr : found->get();
}

QuickResult QuickFinder::resultOf(const Session &session, Catalog::Row row, const SearchWords &words) const
{
    const Catalog &catalog = *session.catalog();
    QuickResult result;
    result.accountId = session.account().id;
    result.secretId = catalog.id(row);
    result.name = catalog.name(row);
    result.place = placeText(catalog, row, words);
    result.type = catalog.type(row);
    result.icon = catalog.icon(row);
    result.accountInitials = initialsOf(session.account().name);
    result.accountBadge = AccountListModel::badgeOf(m_sessions, result.accountId);
    result.nameMarks = marksIn(result.name, words, catalog, row);
    result.placeMarks = marksIn(result.place, words, catalog, row);
    return result;
}

std::optional<QuickResult> QuickFinder::result(const QString &accountId, const QString &secretId) const
{
    const Session *const session = m_sessions.find(accountId);
    const Catalog::Row row = session ? session->catalog()->rowOf(secretId) : Catalog::NoRow;
    if (row == Catalog::NoRow)
        return std::nullopt;
    return resultOf(*session, row, {});
}

std::vector<QuickFinder::Hit> QuickFinder::hitsOf(const Session &session, const SearchQuery &query,
                                                  const SearchWords &words) const
{
    const Catalog &catalog = *session.catalog();
    const UsageLog &log = m_usage.of(session.account().id);
    const SearchResult result = searchRanked(catalog, query);
    const PhraseMatcher matcher(words);
    const QDateTime now = m_clock.now();
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
        const Catalog::Row row = result.rows[i];
        const std::size_t mistakes = i < result.exact ? 0 : result.mistakes[i - result.exact];
        const auto exact = matcher.rank(catalog.searchText(row), catalog.foldedName(row).size());
        hits.push_back({exact.value_or(RankCount) + mistakes, log.weight(catalog.id(row), now), static_cast<int>(i),
                        &session, row});
    }
    return hits;
}

std::vector<QuickResult> QuickFinder::found(const QString &text, const QString &accountId, int most) const
{
    ParsedQuery parsed = parseQuery(text, m_clock.now());
    parsed.query.limit = ConsideredResults;
    const SearchWords words(parsed.query.text, parsed.query.phrases);
    std::vector<const Session *> sessions;
    for (const auto &session : m_sessions.all()) {
        if (isLookedIn(*session, accountId) && parsed.meansAccount(session->account().name))
            sessions.push_back(session.get());
    }
    std::vector<Hit> hits;
    const auto addHits = [&] {
        for (const Session *session : sessions) {
            for (Hit &hit : hitsOf(*session, parsed.query, words))
                hits.push_back(std::move(hit));
        }
    };
    addHits();
    // What was mistyped must not stand in for what somebody meant.
    const auto sum = [](std::size_t rows, const Session *session) { return rows + session->catalog()->size(); };
    if (hits.empty() && std::none_of(sessions.begin(), sessions.end(), [](auto *one) { return isUnderWay(*one); }) &&
        std::accumulate(sessions.begin(), sessions.end(), std::size_t(0), sum) <= MostForTypos) {
        parsed.query.typosBelow = static_cast<std::size_t>(most);
        addHits();
    }
    std::stable_sort(hits.begin(), hits.end(), [](const Hit &a, const Hit &b) {
        return std::tuple(a.rank, -a.use, a.place) < std::tuple(b.rank, -b.use, b.place);
    });
    std::vector<QuickResult> best;
    for (std::size_t i = 0; i < std::min(hits.size(), static_cast<std::size_t>(most)); ++i)
        best.emplace_back(resultOf(*hits[i].session, hits[i].row, words)).similar = hits[i].rank > RankCount;
    return best;
}

/// What is still there of what was used, the last first.
std::vector<std::pair<QDateTime, QuickResult>> QuickFinder::used(const QString &accountId) const
{
    std::vector<std::pair<QDateTime, QuickResult>> used;
    for (const auto &session : m_sessions.all()) {
        if (!isLookedIn(*session, accountId))
            continue;
        for (const UsageLog::Used &one : m_usage.of(session->account().id).latest(UsageLog::MostEntries)) {
            const Catalog::Row row = session->catalog()->rowOf(one.secretId);
            if (row != Catalog::NoRow)
                used.emplace_back(one.at, resultOf(*session, row, {}));
        }
    }
    std::stable_sort(used.begin(), used.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    return used;
}

std::vector<QuickResult> QuickFinder::recent(const QString &accountId) const
{
    std::vector<QuickResult> results;
    for (auto &[at, result] : used(accountId)) {
        if (results.size() < RecentItems)
            results.push_back(std::move(result));
    }
    return results;
}

std::vector<QuickResult> QuickFinder::withCodes() const
{
    std::vector<QuickResult> results;
    const auto add = [&results](QuickResult result) {
        const auto isIt = [&result](const QuickResult &one) { return isSame(one, result); };
        if (results.size() < MostCodes && std::none_of(results.begin(), results.end(), isIt))
            results.push_back(std::move(result));
    };
    for (auto &[at, result] : used({})) {
        const Catalog &catalog = *m_sessions.find(result.accountId)->catalog();
        if (catalog.markers(catalog.rowOf(result.secretId)).testFlag(Marker::HasTotp))
            add(std::move(result));
    }
    constexpr Markers Wanted = Marker::Favourite | Marker::HasTotp;
    for (const auto &session : m_sessions.all()) {
        const Catalog &catalog = *session->catalog();
        for (Catalog::Row row = 0; row < catalog.size() && results.size() < MostCodes; ++row) {
            if (catalog.markers(row).testFlags(Wanted))
                add(resultOf(*session, row, {}));
        }
    }
    return results;
}

void QuickFinder::note(const QuickResult &result)
{
    m_usage.note(result.accountId, result.secretId);
}

} // namespace coffret
