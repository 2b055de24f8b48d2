// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/exactsearch.h"

#include <algorithm>
#include <cstring>

namespace coffret {

ExactSearch::ExactSearch(const Catalog &catalog, const RowFilter &filter, const SearchWords &words, std::size_t limit)
    : m_catalog(catalog)
    , m_filter(filter)
    , m_limit(limit)
    , m_line(words.line())
    , m_words(words.all().begin(), words.all().end())
{
    // The longest word is the rarest guess there is without counting: it drives the scan, the others only check.
    const auto shorter = [](std::string_view a, std::string_view b) { return a.size() < b.size(); };
    if (!m_words.empty())
        std::iter_swap(m_words.begin(), std::max_element(m_words.begin(), m_words.end(), shorter));
}

std::vector<Catalog::Row> ExactSearch::run()
{
    if (m_words.empty())
        return takeInOrder();
    const auto [first, end] = takePrefixes();
    if (m_goodEnough < m_limit) {
        if (scan(0, first))
            scan(end, m_catalog.size());
    }
    return ranked();
}

std::vector<Catalog::Row> ExactSearch::runAmong(const std::vector<Row> &rows)
{
    for (const Row row : rows) {
        if (!m_filter.accepts(row))
            continue;
        if (m_catalog.foldedName(row).starts_with(m_line))
            putPrefix(row);
        else if (const std::size_t at = m_catalog.searchText(row).find(m_words.front()); at != std::string_view::npos)
            check(row, at);
    }
    return ranked();
}

std::vector<Catalog::Row> ExactSearch::takeInOrder() const
{
    std::vector<Row> rows;
    for (Row row = 0; row < m_catalog.size() && rows.size() < m_limit; ++row) {
        if (m_filter.accepts(row))
            rows.push_back(row);
    }
    return rows;
}

void ExactSearch::put(Rank rank, Row row)
{
    auto &rows = m_found[static_cast<std::size_t>(rank)];
    if (rows.size() >= m_limit)
        return;
    rows.push_back(row);
    if (rank <= Rank::WordStart) // a scan finds nothing better than that
        ++m_goodEnough;
}

/// Rows are sorted by folded name: those whose name begins with the line lie side by side, exact ones first.
std::pair<Catalog::Row, Catalog::Row> ExactSearch::takePrefixes()
{
    const Row first = partitionPoint(0, [this](std::string_view name) { return name < m_line; });
    const Row end = partitionPoint(first, [this](std::string_view name) { return name.starts_with(m_line); });
    for (Row row = first; row < end && m_goodEnough < m_limit; ++row) {
        if (m_filter.accepts(row))
            putPrefix(row);
    }
    return {first, end};
}

void ExactSearch::putPrefix(Row row)
{
    put(m_catalog.foldedName(row).size() == m_line.size() ? Rank::Exact : Rank::Prefix, row);
}

template <typename Before>
Catalog::Row ExactSearch::partitionPoint(Row low, Before before) const
{
    Row high = m_catalog.size();
    while (low < high) {
        const Row middle = low + (high - low) / 2;
        if (before(m_catalog.foldedName(middle)))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/// Goes over the search texts of rows first .. end-1 in one pass. False when there is no need to go on.
bool ExactSearch::scan(Row first, Row end)
{
    const std::string_view arena = m_catalog.searchArena();
    const std::string_view word = m_words.front();
    std::size_t at = m_catalog.searchStart(first);
    const std::size_t stop = m_catalog.searchStart(end);
    Row row = first;
    while (const void *hit = memmem(arena.data() + at, stop - at, word.data(), word.size())) {
        row = m_catalog.rowAt(static_cast<std::size_t>(static_cast<const char *>(hit) - arena.data()), row);
        const std::size_t start = m_catalog.searchStart(row);
        if (m_filter.accepts(row))
            check(row, static_cast<std::size_t>(static_cast<const char *>(hit) - arena.data()) - start);
        if (m_goodEnough >= m_limit)
            return false;
        at = m_catalog.searchStart(++row);
        if (row == end)
            break;
    }
    return true;
}

/// The first word was found at hit; puts the row when the others are there too. The worst word decides.
void ExactSearch::check(Row row, std::size_t hit)
{
    const std::string_view text = m_catalog.searchText(row);
    const std::size_t nameLength = m_catalog.foldedName(row).size();
    Rank worst = rankOfWord(text, nameLength, m_words.front(), hit);
    for (std::size_t i = 1; i < m_words.size(); ++i) {
        const std::size_t at = text.find(m_words[i]);
        if (at == std::string_view::npos)
            return;
        worst = std::max(worst, rankOfWord(text, nameLength, m_words[i], at));
    }
    put(worst, row);
}

std::vector<Catalog::Row> ExactSearch::ranked() const
{
    std::vector<Row> rows;
    for (const auto &found : m_found) {
        const auto room = static_cast<std::ptrdiff_t>(std::min(found.size(), m_limit - rows.size()));
        rows.insert(rows.end(), found.begin(), found.begin() + room);
    }
    return rows;
}

} // namespace coffret
