// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/listorder.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <utility>

namespace coffret {

namespace {

constexpr std::array<std::pair<ListOrder, const char *>, 5> Words{{
    {ListOrder::Usual, "usual"},
    {ListOrder::Changed, "changed"},
    {ListOrder::Created, "created"},
    {ListOrder::Expires, "expires"},
    {ListOrder::Type, "type"},
}};

/// The smallest comes first.
qint64 placeOf(const Catalog &catalog, ListOrder order, Catalog::Row row)
{
    constexpr qint64 Last = std::numeric_limits<qint64>::max();
    switch (order) {
    case ListOrder::Changed:
        return catalog.modifiedMs(row) == 0 ? Last : -catalog.modifiedMs(row);
    case ListOrder::Created:
        return catalog.createdMs(row) == 0 ? Last : -catalog.createdMs(row);
    case ListOrder::Expires:
        return catalog.expiresMs(row) == 0 ? Last : catalog.expiresMs(row);
    case ListOrder::Type:
        return static_cast<qint64>(catalog.type(row));
    case ListOrder::Usual:
        break;
    }
    return 0;
}

} // namespace

QString toString(ListOrder order)
{
    const auto word = std::find_if(Words.begin(), Words.end(), [order](const auto &w) { return w.first == order; });
    return QString::fromLatin1(word->second);
}

ListOrder listOrderFromString(const QString &text)
{
    const auto word =
        std::find_if(Words.begin(), Words.end(), [&text](const auto &w) { return text == QLatin1String(w.second); });
    return word == Words.end() ? ListOrder::Usual : word->first;
}

void sortRows(const Catalog &catalog, ListOrder order, std::vector<Catalog::Row> &rows)
{
    if (order == ListOrder::Usual)
        return;
    std::vector<std::pair<qint64, Catalog::Row>> placed;
    placed.reserve(rows.size());
    for (const Catalog::Row row : rows)
        placed.emplace_back(placeOf(catalog, order, row), row);
    std::stable_sort(placed.begin(), placed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    std::transform(placed.begin(), placed.end(), rows.begin(), [](const auto &place) { return place.second; });
}

std::vector<Catalog::Row> latestRows(const Catalog &catalog, std::size_t most)
{
    std::vector<Catalog::Row> rows(catalog.size());
    std::iota(rows.begin(), rows.end(), Catalog::Row(0));
    const auto later = [&catalog](Catalog::Row a, Catalog::Row b) {
        return std::make_pair(-catalog.modifiedMs(a), a) < std::make_pair(-catalog.modifiedMs(b), b);
    };
    const std::size_t kept = std::min(rows.size(), most);
    std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end(), later);
    rows.resize(kept);
    return rows;
}

} // namespace coffret
