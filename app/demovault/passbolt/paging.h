// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/api.h"

#include <algorithm>
#include <span>
#include <vector>

namespace coffret::demovault {

/// The limit and page of a request.
struct PageWanted
{
    std::optional<int> limit;
    int page = 1;
};

[[nodiscard]] PageWanted pageWanted(const Request &request);

/// The rows of the wanted page; nullopt past the end (404). Page 1 of nothing exists.
template <typename T>
[[nodiscard]] std::optional<std::span<T *const>> pageOf(const std::vector<T *> &rows, const PageWanted &wanted)
{
    if (!wanted.limit)
        return wanted.page == 1 ? std::optional<std::span<T *const>>(rows) : std::nullopt;
    const std::size_t first = static_cast<std::size_t>(wanted.page - 1) * static_cast<std::size_t>(*wanted.limit);
    if (first >= rows.size() && wanted.page > 1)
        return std::nullopt;
    const std::size_t count = std::min(rows.size() - first, static_cast<std::size_t>(*wanted.limit));
    return std::span<T *const>(rows).subspan(first, count);
}

/// sort=Model.field or sort[Model.field]=asc|desc; empty field when nothing is asked.
struct SortWanted
{
    QString field;
    bool descending = false;
};
[[nodiscard]] SortWanted sortWanted(const Request &request);

} // namespace coffret::demovault
