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
    [[nodiscard]] bool isTolerant() const noexcept { return m_tolerant; }
    /// The best rows, fewest mistakes first, equal ones in catalog order. Nothing once it is stopped.
    [[nodiscard]] std::vector<Row> run(std::size_t limit, const std::stop_token &stop) const;

private:
    [[nodiscard]] bool mayFit(const WordSignature &signature) const noexcept;
    /// How many mistakes there are in a row; 0: it does not fit, or without any.
    [[nodiscard]] int mistakesIn(Row row) const;

    const Catalog &m_catalog;
    const RowFilter &m_filter;
    std::vector<std::string_view> m_words;
    std::vector<TypoPattern> m_patterns; ///< as m_words
    bool m_tolerant = false;
};

} // namespace coffret
