// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/matchranges.h"
#include "core/search/searchquery.h"
#include "core/search/searchwords.h"
#include "core/search/typosearch.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace coffret {

/// What was found, best first.
struct SearchResult
{
    std::vector<Catalog::Row> rows;
    std::size_t exact = 0;             ///< so many have every word as it was typed; the others come after them
    std::vector<std::size_t> mistakes; ///< of each of those others
    bool whole = true;                 ///< there is nothing more to be found

    void add(const std::vector<TypoSearch::Hit> &hits); ///< behind what is there
};

/// Rows of catalog that match, best first: exact name, name prefix, word start in name, inside name, then username,
/// host, path and tags; equal ranks by name. Those with mistakes come last. An empty text keeps catalog order.
/// Thread-safe, allocation-light.
[[nodiscard]] SearchResult searchRanked(const Catalog &catalog, const SearchQuery &query);
[[nodiscard]] std::vector<Catalog::Row> search(const Catalog &catalog, const SearchQuery &query);

/// Collections whose own name has every word, best first, as indexes into catalog.collections(). Nothing for no words.
[[nodiscard]] std::vector<std::size_t> searchCollections(const Catalog &catalog, const SearchWords &words,
                                                         std::size_t limit);

/// The order of search() for texts that are in no catalog.
class PhraseMatcher
{
public:
    explicit PhraseMatcher(const QString &phrase) : m_words(phrase) {}
    explicit PhraseMatcher(SearchWords words) : m_words(std::move(words)) {}
    [[nodiscard]] bool isEmpty() const { return m_words.isEmpty(); }
    /// How well a text fits: 0 is best, nothing where a word does not occur. folded: as TextFolder makes it, the name
    /// first, then what else may be searched for, each after a '\n'.
    [[nodiscard]] std::optional<std::size_t> rank(std::string_view folded, std::size_t nameLength) const;

private:
    SearchWords m_words;
};

} // namespace coffret
