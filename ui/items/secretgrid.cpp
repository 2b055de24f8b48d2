// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/items/secretgrid.h"

#include <algorithm>

namespace coffret {

SecretGrid::SecretGrid(std::string_view utf8, const EditedLayout &layout)
{
    bool afterBreak = false;
    layOutEdited(utf8, layout, [&](const SecretCell &cell) {
        m_stops.push_back({cell.offset, cell.line, cell.column, cell.width});
        afterBreak = cell.kind == CellKind::Break;
    });
    Stop end;
    if (!m_stops.empty()) {
        const Stop &last = m_stops.back();
        const bool full = last.column + last.width >= std::max(layout.columns, 1);
        end.line = last.line + (afterBreak || full ? 1 : 0);
        end.column = afterBreak || full ? 0 : last.column + last.width;
    }
    end.offset = utf8.size();
    m_stops.push_back(end);
}

SecretGrid::Place SecretGrid::placeOf(std::size_t offset) const
{
    const auto after = std::upper_bound(m_stops.begin(), m_stops.end(), offset,
                                        [](std::size_t wanted, const Stop &stop) { return wanted < stop.offset; });
    return after == m_stops.begin() ? after : after - 1;
}

SecretGrid::Stop SecretGrid::at(std::size_t offset) const
{
    return *placeOf(offset);
}

std::size_t SecretGrid::next(std::size_t offset) const
{
    const Place place = placeOf(offset);
    return place + 1 == m_stops.end() ? place->offset : (place + 1)->offset;
}

std::size_t SecretGrid::previous(std::size_t offset) const
{
    const Place place = placeOf(offset);
    return place == m_stops.begin() ? 0 : (place - 1)->offset;
}

std::pair<SecretGrid::Place, SecretGrid::Place> SecretGrid::onLine(int line) const
{
    const auto byLine = [](const Stop &stop, int wanted) { return stop.line < wanted; };
    const int wanted = std::clamp(line, 0, m_stops.back().line);
    return {std::lower_bound(m_stops.begin(), m_stops.end(), wanted, byLine),
            std::lower_bound(m_stops.begin(), m_stops.end(), wanted + 1, byLine)};
}

std::size_t SecretGrid::nearest(int line, double column) const
{
    const auto [first, last] = onLine(line);
    const auto reached =
        std::find_if(first, last, [column](const Stop &stop) { return stop.column + stop.width / 2.0 >= column; });
    return reached == last ? (last - 1)->offset : reached->offset;
}

std::size_t SecretGrid::lineStart(int line) const
{
    return onLine(line).first->offset;
}

std::size_t SecretGrid::lineEnd(int line) const
{
    const auto [first, last] = onLine(line);
    return (last - 1)->offset;
}

} // namespace coffret
