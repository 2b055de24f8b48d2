// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/search.h"

#include "core/model/textfolder.h"
#include "core/search/exactsearch.h"

#include <algorithm>
#include <limits>

namespace coffret {

std::optional<std::size_t> PhraseMatcher::rank(std::string_view folded, std::size_t nameLength) const
{
    const std::string_view name = folded.substr(0, nameLength);
    if (name.starts_with(m_words.line()))
        return static_cast<std::size_t>(name.size() == m_words.line().size() ? Rank::Exact : Rank::Prefix);
    Rank worst = Rank::Exact;
    for (const std::string &word : m_words.all()) {
        const std::size_t at = folded.find(word);
        if (at == std::string_view::npos)
            return std::nullopt;
        worst = std::max(worst, rankOfWord(folded, nameLength, word, at));
    }
    return static_cast<std::size_t>(worst);
}

void SearchResult::add(const std::vector<TypoSearch::Hit> &hits)
{
    for (const TypoSearch::Hit &hit : hits) {
        rows.push_back(hit.row);
        mistakes.push_back(hit.mistakes);
    }
}

SearchResult searchRanked(const Catalog &catalog, const SearchQuery &query)
{
    const std::size_t limit = query.limit == 0 ? std::numeric_limits<std::size_t>::max() : query.limit;
    const SearchWords words(query.text, query.phrases);
    const RowFilter filter(catalog, query);
    SearchResult result;
    result.rows = ExactSearch(catalog, filter, words, limit).run();
    result.exact = result.rows.size();
    if (result.exact < std::min(limit, query.typosBelow))
        result.add(TypoSearch(catalog, filter, words).run(limit - result.exact, {}));
    return result;
}

std::vector<Catalog::Row> search(const Catalog &catalog, const SearchQuery &query)
{
    return searchRanked(catalog, query).rows;
}

std::vector<std::size_t> searchCollections(const Catalog &catalog, const SearchWords &words, std::size_t limit)
{
    if (words.isEmpty())
        return {};
    TextFolder folder;
    const PhraseMatcher matcher(words);
    std::vector<std::pair<std::size_t, std::size_t>> ranked; // rank, index
    for (std::size_t i = 0; i < catalog.collections().size(); ++i) {
        const std::string folded = folder.fold(catalog.collections()[i].name);
        if (const auto rank = matcher.rank(folded, folded.size()))
            ranked.emplace_back(*rank, i);
    }
    const std::size_t count = std::min(limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(count), ranked.end());
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < count; ++i)
        found.push_back(ranked[i].second);
    return found;
}

} // namespace coffret
