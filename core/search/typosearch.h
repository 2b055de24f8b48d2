// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/rowfilter.h"
#include "core/search/searchwords.h"
#include "core/search/typopattern.h"

#include <stop_token>

namespace coffret {

/// Looks for rows that have every word, but at least one of them only with mistakes: in name, username or host, where a
/// word begins. Thread-safe.
class TypoSearch
{
public:
    using Row = Catalog::Row;
    static constexpr std::size_t MostRows = 200; ///< what comes after is no help

    TypoSearch(const Catalog &catalog, const RowFilter &filter, const SearchWords &words);

    /// False when the words are too short for it, or to be taken as they are.
    [[nodiscard]] bool isTolerant() const noexcept { return m_allowed > 0; }
    struct Hit
    {
        Row row = Catalog::NoRow;
        std::size_t mistakes = 0;
    };
    /// The best rows, fewest mistakes first, equal ones in catalog order. Nothing once it is stopped.
    [[nodiscard]] std::vector<Hit> run(std::size_t limit, const std::stop_token &stop) const;

private:
    /// For each word which rows have it as it was typed.
    using Having = std::vector<std::vector<bool>>;
    [[nodiscard]] Having rowsHaving(const std::stop_token &stop) const;
    void addRows(int mistakes, const Having &having, std::size_t limit, const std::stop_token &stop,
                 std::vector<Hit> &hits) const;
    [[nodiscard]] bool mayFit(Row row, int mistakes, const Having &having) const;
    [[nodiscard]] bool fits(Row row, int mistakes, const Having &having) const;

    const Catalog &m_catalog;
    const RowFilter &m_filter;
    std::vector<std::string_view> m_words;
    std::vector<TypoPattern> m_patterns; ///< as m_words
    int m_allowed = 0;                   ///< in all words together
};

} // namespace coffret
