// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QString>

#include <optional>
#include <string>
#include <vector>

namespace coffret {

/// What to look for. Words are matched separately; all must be found.
struct SearchQuery
{
    QString text;                  ///< free text, folded before matching
    QString collectionId;          ///< empty: everywhere; otherwise this collection and below
    std::vector<SecretType> types; ///< empty: all
    QString tag;                   ///< empty: with any tags or none
    Markers required;              ///< every one of these must be set
    std::size_t limit = 0;         ///< 0: no limit
};

/// Rows of catalog that match, best first: exact name, name prefix, word start in name, inside name, then username,
/// host, path and tags; equal ranks by name. An empty text keeps catalog order. Thread-safe, allocation-light.
[[nodiscard]] std::vector<Catalog::Row> search(const Catalog &catalog, const SearchQuery &query);

/// The order of search() for texts that are in no catalog.
class PhraseMatcher
{
public:
    explicit PhraseMatcher(const QString &phrase);
    [[nodiscard]] bool isEmpty() const { return m_words.empty(); }
    /// How well a text fits: 0 is best, nothing where a word does not occur. folded: as TextFolder makes it, the name
    /// first, then what else may be searched for, each after a '\n'.
    [[nodiscard]] std::optional<std::size_t> rank(std::string_view folded, std::size_t nameLength) const;

private:
    std::string m_phrase;
    std::vector<std::string> m_words;
};

/// Where the words of text occur in shown (UTF-16 ranges, sorted, not overlapping): for highlighting.
struct MatchRange
{
    int start = 0;
    int length = 0;
};
[[nodiscard]] std::vector<MatchRange> matchRanges(const QString &shown, const QString &text);

} // namespace coffret
