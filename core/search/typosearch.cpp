// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/typosearch.h"

#include <algorithm>

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
        m_tolerant = m_tolerant || m_patterns.back().allowed() > 0;
    }
}

std::vector<Catalog::Row> TypoSearch::run(std::size_t limit, const std::stop_token &stop) const
{
    std::vector<std::pair<int, Row>> found;
    for (Row row = 0; m_tolerant && row < m_catalog.size(); ++row) {
        if (row % RowsBetweenLooks == 0 && stop.stop_requested())
            return {};
        if (!mayFit(m_catalog.signature(row)) || !m_filter.accepts(row))
            continue;
        if (const int mistakes = mistakesIn(row); mistakes > 0)
            found.emplace_back(mistakes, row);
    }
    const std::size_t count = std::min({found.size(), limit, MostRows});
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end());
    std::vector<Row> rows;
    rows.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        rows.push_back(found[i].second);
    return rows;
}

/// One word must: the others may be there as they are, in the path, say.
bool TypoSearch::mayFit(const WordSignature &signature) const noexcept
{
    return std::any_of(m_patterns.begin(), m_patterns.end(), [&signature](const TypoPattern &pattern) {
        return pattern.allowed() > 0 && pattern.mayOccurIn(signature);
    });
}

int TypoSearch::mistakesIn(Row row) const
{
    const std::string_view text = m_catalog.searchText(row);
    int sum = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        if (text.find(m_words[i]) != std::string_view::npos)
            continue;
        if (!m_patterns[i].mayOccurIn(m_catalog.signature(row)))
            return 0;
        const std::optional<int> mistakes = m_patterns[i].distanceIn(wordyPartOf(text));
        if (!mistakes)
            return 0;
        sum += *mistakes;
    }
    return sum;
}

} // namespace coffret
