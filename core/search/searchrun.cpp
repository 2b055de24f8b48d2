// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/searchrun.h"

#include "core/search/exactsearch.h"

#include <algorithm>
#include <limits>

namespace coffret {

namespace {

// Looking at rows one by one costs more than one pass over all texts, unless they are few.
constexpr std::size_t NarrowShare = 8;

/// Whatever has every word of the longer text has every word of the shorter one.
bool isLonger(const SearchWords &longer, const SearchWords &shorter)
{
    return std::all_of(shorter.all().begin(), shorter.all().end(), [&longer](const std::string &word) {
        return std::any_of(longer.all().begin(), longer.all().end(),
                           [&word](const std::string &other) { return other.find(word) != std::string::npos; });
    });
}

} // namespace

SearchRun::SearchRun(std::shared_ptr<const Catalog> catalog, SearchQuery query)
    : m_catalog(std::move(catalog))
    , m_query(std::move(query))
    , m_words(m_query.text, m_query.phrases)
    , m_filter(*m_catalog, m_query)
    , m_typos(*m_catalog, m_filter, m_words)
{
}

bool SearchRun::findsNoMoreThan(const SearchRun &earlier) const
{
    const SearchQuery &before = earlier.m_query;
    return !earlier.m_confined && m_catalog == earlier.m_catalog && m_query.collectionId == before.collectionId &&
           m_query.types == before.types && m_query.tag == before.tag && m_query.required == before.required &&
           m_query.conditions == before.conditions && m_query.nowMs == before.nowMs &&
           isLonger(m_words, earlier.m_words);
}

void SearchRun::narrowTo(const SearchRun &earlier, const SearchResult &found)
{
    if (m_confined || !found.whole || m_words.isEmpty() || found.exact > m_catalog->size() / NarrowShare ||
        !findsNoMoreThan(earlier))
        return;
    m_among.assign(found.rows.begin(), found.rows.begin() + static_cast<std::ptrdiff_t>(found.exact));
    std::sort(m_among.begin(), m_among.end());
    m_narrowed = true;
}

void SearchRun::confineTo(std::vector<Catalog::Row> rows)
{
    m_among = std::move(rows);
    std::sort(m_among.begin(), m_among.end());
    m_narrowed = m_confined = true;
    m_query.typosBelow = 0;
}

std::vector<Catalog::Row> SearchRun::exact(std::size_t limit) const
{
    ExactSearch search(*m_catalog, m_filter, m_words, limit);
    return m_narrowed ? search.runAmong(m_among) : search.run();
}

bool SearchRun::wantsTypos(std::size_t exact) const
{
    return exact < m_query.typosBelow && m_typos.isTolerant();
}

SearchResult SearchRun::first(std::size_t limit) const
{
    SearchResult result;
    result.rows = exact(limit);
    result.exact = result.rows.size();
    result.whole = result.exact < limit && !wantsTypos(result.exact);
    return result;
}

SearchResult SearchRun::all(const std::stop_token &stop) const
{
    SearchResult result;
    result.whole = false;
    if (stop.stop_requested())
        return result;
    result.rows = exact(std::numeric_limits<std::size_t>::max());
    result.exact = result.rows.size();
    if (wantsTypos(result.exact))
        result.add(m_typos.run(std::numeric_limits<std::size_t>::max(), stop));
    result.whole = !stop.stop_requested();
    return result;
}

} // namespace coffret
