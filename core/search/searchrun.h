// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/search.h"
#include "core/search/typosearch.h"

#include <memory>
#include <stop_token>

namespace coffret {

/// One search in two stages: what fills the window at once, and everything. Immutable but for narrowTo(); both stages
/// may run on any thread.
class SearchRun
{
public:
    /// The query's limit does not count here.
    SearchRun(std::shared_ptr<const Catalog> catalog, SearchQuery query);
    SearchRun(const SearchRun &) = delete;
    SearchRun &operator=(const SearchRun &) = delete;

    [[nodiscard]] const SearchWords &words() const noexcept { return m_words; }
    /// Looks only at what an earlier search found with fewer letters, where that must hold all this one can find.
    /// found: all of it. To be called first.
    void narrowTo(const SearchRun &earlier, const SearchResult &found);
    /// Looks only at these rows of the catalog, and forgives nothing. To be called first, and without narrowTo().
    void confineTo(std::vector<Catalog::Row> rows);
    [[nodiscard]] bool isNarrowed() const noexcept { return m_narrowed; }

    /// The best rows that have every word as it was typed.
    [[nodiscard]] SearchResult first(std::size_t limit) const;
    /// Everything: what first() gave, what comes after it, and what has mistakes. When it is stopped, what is not
    /// whole.
    [[nodiscard]] SearchResult all(const std::stop_token &stop = {}) const;

private:
    [[nodiscard]] std::vector<Catalog::Row> exact(std::size_t limit) const;
    [[nodiscard]] bool wantsTypos(std::size_t exact) const;
    [[nodiscard]] bool findsNoMoreThan(const SearchRun &earlier) const;

    std::shared_ptr<const Catalog> m_catalog;
    SearchQuery m_query;
    SearchWords m_words;
    RowFilter m_filter;
    TypoSearch m_typos;
    std::vector<Catalog::Row> m_among; ///< in catalog order
    bool m_narrowed = false;           ///< to m_among
    bool m_confined = false;           ///< by confineTo(): nothing is said of other rows
};

} // namespace coffret
