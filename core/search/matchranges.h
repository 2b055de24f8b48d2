// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/searchwords.h"

#include <QString>

#include <vector>

namespace coffret {

/// A place in a text that is shown, in UTF-16 units.
struct MatchRange
{
    int start = 0;
    int length = 0;
};

/// Where words occur in shown (sorted, not overlapping): for highlighting.
[[nodiscard]] std::vector<MatchRange> matchRanges(const QString &shown, const SearchWords &words);
[[nodiscard]] std::vector<MatchRange> matchRanges(const QString &shown, const QString &text);
/// The same in a part of a row: words that are nowhere in searchText, its whole text, are there with mistakes.
[[nodiscard]] std::vector<MatchRange> matchRanges(const QString &shown, const SearchWords &words,
                                                  std::string_view searchText);

} // namespace coffret
