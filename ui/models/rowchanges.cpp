// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowchanges.h"

#include <algorithm>

namespace coffret {

namespace {

/// Marks the new rows that stay: a longest increasing run of old indexes.
std::vector<bool> keptRows(const std::vector<int> &oldIndexOfNew)
{
    std::vector<std::size_t> tails; // new row that ends the best run of each length
    std::vector<std::ptrdiff_t> previous(oldIndexOfNew.size(), -1);
    for (std::size_t row = 0; row < oldIndexOfNew.size(); ++row) {
        const int old = oldIndexOfNew[row];
        if (old < 0)
            continue;
        const bool goesOn = tails.empty() || oldIndexOfNew[tails.back()] < old; // nearly always
        const auto place =
            goesOn ? tails.end() : std::lower_bound(tails.begin(), tails.end(), old, [&](std::size_t tail, int value) {
                return oldIndexOfNew[tail] < value;
            });
        if (place != tails.begin())
            previous[row] = static_cast<std::ptrdiff_t>(*std::prev(place));
        if (place == tails.end())
            tails.push_back(row);
        else
            *place = row;
    }
    std::vector<bool> kept(oldIndexOfNew.size(), false);
    for (std::ptrdiff_t row = tails.empty() ? -1 : static_cast<std::ptrdiff_t>(tails.back()); row >= 0;
         row = previous[static_cast<std::size_t>(row)])
        kept[static_cast<std::size_t>(row)] = true;
    return kept;
}

/// The runs of rows that are not in stays.
std::vector<RowRange> gaps(const std::vector<bool> &stays)
{
    std::vector<RowRange> ranges;
    for (std::size_t row = 0; row < stays.size(); ++row) {
        if (stays[row])
            continue;
        const int number = static_cast<int>(row);
        if (!ranges.empty() && ranges.back().first + ranges.back().count == number)
            ++ranges.back().count;
        else
            ranges.push_back(RowRange{number, 1});
    }
    return ranges;
}

} // namespace

RowChanges rowChanges(int oldCount, const std::vector<int> &oldIndexOfNew)
{
    const std::vector<bool> kept = keptRows(oldIndexOfNew);
    std::vector<bool> oldStays(static_cast<std::size_t>(oldCount), false);
    for (std::size_t row = 0; row < kept.size(); ++row) {
        if (kept[row])
            oldStays[static_cast<std::size_t>(oldIndexOfNew[row])] = true;
    }
    RowChanges changes;
    changes.removals = gaps(oldStays);
    std::reverse(changes.removals.begin(), changes.removals.end());
    changes.insertions = gaps(kept);
    return changes;
}

} // namespace coffret
