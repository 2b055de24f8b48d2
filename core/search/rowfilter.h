// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/searchquery.h"

#include <string>

namespace coffret {

/// Everything a query asks of a row besides its words, made ready for many rows of one catalog. Thread-safe.
class RowFilter
{
public:
    RowFilter(const Catalog &catalog, const SearchQuery &query);

    [[nodiscard]] bool accepts(Catalog::Row row) const
    {
        return m_catalog.isBelow(row, m_subtree) && (m_types == 0 || isOfTypes(row, m_types)) &&
               (m_tagSets.empty() || m_tagSets[m_catalog.tagSet(row)]) &&
               (m_catalog.markers(row) & m_required) == m_required && (m_conditions.empty() || meetsConditions(row));
    }

private:
    struct Condition
    {
        SearchCondition::About about = SearchCondition::About::Words;
        bool excluded = false;
        Trait trait = Trait::Favourite;
        unsigned types = 0;     ///< one bit each
        std::string text;       ///< folded
        std::vector<bool> sets; ///< the collections or sets of tags that fit
    };
    [[nodiscard]] bool isOfTypes(Catalog::Row row, unsigned types) const
    {
        return (types >> static_cast<unsigned>(m_catalog.type(row)) & 1u) != 0;
    }
    [[nodiscard]] Condition madeReady(const SearchCondition &condition) const;
    [[nodiscard]] bool meets(Catalog::Row row, const Condition &condition) const;
    [[nodiscard]] bool meetsConditions(Catalog::Row row) const;

    const Catalog &m_catalog;
    CollectionTree::Range m_subtree;
    unsigned m_types = 0;        ///< one bit each, 0: all
    std::vector<bool> m_tagSets; ///< that hold the tag; empty: all
    Markers m_required;
    std::vector<Condition> m_conditions;
    qint64 m_nowMs = 0;
};

} // namespace coffret
