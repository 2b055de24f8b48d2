// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace coffret {

/// How one piece of a shown value is coloured.
enum class CellKind { Letter, Digit, Symbol };

/// One piece of a value on its way to the screen: a character with its combining marks, or the visible stand-in for one
/// that would be invisible or would reorder its neighbours. Lives only during the callback and is wiped afterwards.
struct SecretCell
{
    std::span<const char16_t> text; ///< UTF-16, at most a few units
    CellKind kind = CellKind::Letter;
    int line = 0;
    int column = 0;
    int width = 1; ///< in cells
};

/// Walks UTF-8 and places it in lines of columns cells, breaking anywhere. Spaces in a value of one line, control
/// characters, zero-width and bidirectional controls are made visible; invalid bytes become U+FFFD. Holds no copy of
/// the value. Returns the number of lines (at least 1). visit may be empty; it is not called beyond maximumLines.
int layOutSecret(std::string_view utf8, int columns, int maximumLines,
                 const std::function<void(const SecretCell &)> &visit);

} // namespace coffret
