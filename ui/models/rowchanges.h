// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <vector>

namespace coffret {

struct RowRange
{
    int first = 0;
    int count = 0;
    friend bool operator==(const RowRange &, const RowRange &) = default;
};

/// The fewest removals and insertions that turn one list of rows into another. Rows that changed places count as both.
struct RowChanges
{
    std::vector<RowRange> removals;   ///< old row numbers, last range first: apply in this order
    std::vector<RowRange> insertions; ///< new row numbers, first range first: apply after the removals
};

/// oldIndexOfNew: for each new row the old row it came from, or -1. O(n log n).
[[nodiscard]] RowChanges rowChanges(int oldCount, const std::vector<int> &oldIndexOfNew);

/// The same for lists of unique keys.
template <typename Key, typename OldList, typename NewList, typename KeyOf>
[[nodiscard]] RowChanges rowChangesByKey(const OldList &before, const NewList &after, KeyOf keyOf)
{
    QHash<Key, int> oldRows;
    oldRows.reserve(static_cast<qsizetype>(before.size()));
    int row = 0;
    for (const auto &item : before)
        oldRows.insert(keyOf(item), row++);
    std::vector<int> oldIndexOfNew;
    oldIndexOfNew.reserve(static_cast<std::size_t>(after.size()));
    for (const auto &item : after)
        oldIndexOfNew.push_back(oldRows.value(keyOf(item), -1));
    return rowChanges(row, oldIndexOfNew);
}

} // namespace coffret
