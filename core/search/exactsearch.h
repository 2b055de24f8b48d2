// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/rank.h"
#include "core/search/rowfilter.h"
#include "core/search/searchwords.h"

#include <array>

namespace coffret {

/// One search under way for rows that have every word: collects them by rank, each rank in catalog order. Used once.
class ExactSearch
{
public:
    using Row = Catalog::Row;

    /// limit: how many of the best are wanted.
    ExactSearch(const Catalog &catalog, const RowFilter &filter, const SearchWords &words, std::size_t limit);

    [[nodiscard]] std::vector<Row> run();
    /// Looks at these rows only; in catalog order.
    [[nodiscard]] std::vector<Row> runAmong(const std::vector<Row> &rows);

private:
    [[nodiscard]] std::vector<Row> takeInOrder() const;
    void put(Rank rank, Row row);
    void putPrefix(Row row); ///< its name begins with all that is looked for
    std::pair<Row, Row> takePrefixes();
    template <typename Before>
    [[nodiscard]] Row partitionPoint(Row low, Before before) const;
    bool scan(Row first, Row end);
    void check(Row row, std::size_t hit);
    [[nodiscard]] std::vector<Row> ranked() const;

    const Catalog &m_catalog;
    const RowFilter &m_filter;
    std::size_t m_limit;
    std::string_view m_line;
    std::vector<std::string_view> m_words; ///< the one to look for first in front
    std::array<std::vector<Row>, RankCount> m_found;
    std::size_t m_goodEnough = 0;
};

} // namespace coffret
