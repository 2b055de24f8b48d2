// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <string_view>
#include <vector>

namespace coffret {

/// What decides the place of a row: name first, then id, both bytewise. Names are folded, so they hold no NUL.
struct NamedRow
{
    std::string_view name;
    std::string_view id;
    quint32 row = 0;
};

/// The row numbers in order.
[[nodiscard]] std::vector<quint32> sortedByName(const std::vector<NamedRow> &rows);

} // namespace coffret
