// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/environments.h"

#include <algorithm>

namespace coffret {

using State = EnvironmentCell::State;

bool EnvironmentRow::isComplete() const
{
    return std::all_of(cells.begin(), cells.end(), [](const EnvironmentCell &cell) {
        return cell.state == State::HasValue || cell.state == State::NotTold;
    });
}

std::optional<bool> EnvironmentRow::isSame() const
{
    int values = 0;
    bool same = true;
    int first = -1;
    for (const EnvironmentCell &cell : cells) {
        if (cell.state != State::HasValue || cell.group < 0)
            continue;
        first = values++ == 0 ? cell.group : first;
        same = same && cell.group == first;
    }
    return values < 2 ? std::nullopt : std::optional<bool>(same);
}

bool isSetEverywhere(const std::vector<EnvironmentResult> &results)
{
    return std::all_of(results.begin(), results.end(),
                       [](const EnvironmentResult &result) { return result.state == EnvironmentResult::State::Set; });
}

} // namespace coffret
