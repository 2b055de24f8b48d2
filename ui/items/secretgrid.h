// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/items/secretcells.h"

#include <vector>

namespace coffret {

/// Where the caret can stand in a value that is laid out in cells. Knows places, no characters.
class SecretGrid
{
public:
    struct Stop
    {
        std::size_t offset = 0;
        int line = 0;
        int column = 0;
        int width = 0; ///< of what comes after it, in cells
    };

    SecretGrid() : m_stops(1) {}
    SecretGrid(std::string_view utf8, const EditedLayout &layout);

    [[nodiscard]] int lines() const { return m_stops.back().line + 1; }
    [[nodiscard]] std::size_t end() const { return m_stops.back().offset; }
    [[nodiscard]] Stop at(std::size_t offset) const; ///< the stop at or before it
    [[nodiscard]] std::size_t next(std::size_t offset) const;
    [[nodiscard]] std::size_t previous(std::size_t offset) const;
    /// The stop nearest to a place, column being a fraction of cells.
    [[nodiscard]] std::size_t nearest(int line, double column) const;
    [[nodiscard]] std::size_t lineStart(int line) const;
    [[nodiscard]] std::size_t lineEnd(int line) const;

private:
    using Place = std::vector<Stop>::const_iterator;
    [[nodiscard]] Place placeOf(std::size_t offset) const;
    [[nodiscard]] std::pair<Place, Place> onLine(int line) const;

    std::vector<Stop> m_stops; ///< by offset; the last one is behind everything
};

} // namespace coffret
