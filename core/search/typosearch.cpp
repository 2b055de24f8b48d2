// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/typosearch.h"

#include <algorithm>
#include <cstring>

namespace coffret {

namespace {

constexpr Catalog::Row RowsBetweenLooks = 4096; // at whether somebody has typed on

/// Name, username and hosts.
std::string_view wordyPartOf(std::string_view searchText)
{
    return searchText.substr(0, searchText.rfind('\n'));
}

} // namespace

TypoSearch::TypoSearch(const Catalog &catalog, const RowFilter &filter, const SearchWords &words)
    : m_catalog(catalog), m_filter(filter), m_words(words.all().begin(), words.all().end())
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        m_patterns.emplace_back(words.isPhrase(i) ? std::string_view() : m_words[i]);
        m_allowed += m_patterns.back().allowed();
    }
}

std::vector<TypoSearch::Hit> TypoSearch::run(std::size_t limit, const std::stop_token &stop) const
{
    std::vector<Hit> hits;
    if (m_allowed == 0 || stop.stop_requested())
        return hits;
    const Having having = rowsHaving(stop);
    // Signatures say the more the fewer mistakes there may be, and mostly there is but one.
    for (int mistakes = 1; mistakes <= m_allowed; ++mistakes)
        addRows(mistakes, having, std::min(limit, MostRows), stop, hits);
    return stop.stop_requested() ? std::vector<Hit>() : hits;
}

/// Not of every word when it is stopped.
TypoSearch::Having TypoSearch::rowsHaving(const std::stop_token &stop) const
{
    const std::string_view arena = m_catalog.searchArena();
    Having having;
    for (const std::string_view word : m_words) {
        if (stop.stop_requested())
            break;
        std::vector<bool> &rows = having.emplace_back(m_catalog.size());
        Row row = 0;
        for (std::size_t at = 0; row < m_catalog.size(); at = m_catalog.searchStart(++row)) {
            const void *const hit = memmem(arena.data() + at, arena.size() - at, word.data(), word.size());
            if (!hit)
                break;
            row = m_catalog.rowAt(static_cast<std::size_t>(static_cast<const char *>(hit) - arena.data()), row);
            rows[row] = true;
        }
    }
    return having;
}

/// Those with exactly so many mistakes.
void TypoSearch::addRows(int mistakes, const Having &having, std::size_t limit, const std::stop_token &stop,
                         std::vector<Hit> &hits) const
{
    for (Row row = 0; row < m_catalog.size() && hits.size() < limit; ++row) {
        if (row % RowsBetweenLooks == 0 && stop.stop_requested())
            return;
        if (mayFit(row, mistakes, having) && m_filter.accepts(row) && fits(row, mistakes, having))
            hits.push_back({row, static_cast<std::size_t>(mistakes)});
    }
}

bool TypoSearch::mayFit(Row row, int mistakes, const Having &having) const
{
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        const int most = std::min(mistakes, m_patterns[i].allowed());
        if (!having[i][row] && (most == 0 || !m_patterns[i].mayOccurIn(m_catalog.signature(row), most)))
            return false;
    }
    return true;
}

bool TypoSearch::fits(Row row, int mistakes, const Having &having) const
{
    const std::string_view text = wordyPartOf(m_catalog.searchText(row));
    int left = mistakes;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (having[i][row])
            continue;
        const std::optional<int> made = m_patterns[i].distanceIn(text, std::min(left, m_patterns[i].allowed()));
        if (!made)
            return false;
        left -= *made;
    }
    return left == 0;
}

} // namespace coffret
