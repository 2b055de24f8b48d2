// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace coffret {

/// How one piece of a shown value is coloured. Break: the end of a line, nothing to draw; only while editing.
enum class CellKind { Letter, Digit, Symbol, Break };

/// One piece of a value on its way to the screen: a character with its combining marks, or the visible stand-in for one
/// that would be invisible or would reorder its neighbours. Lives only during the callback and is wiped afterwards.
struct SecretCell
{
    std::span<const char16_t> text; ///< UTF-16, at most a few units
    CellKind kind = CellKind::Letter;
    int line = 0;
    int column = 0;
    int width = 1;          ///< in cells; 0 for a Break
    std::size_t offset = 0; ///< of its first byte in the value
};

/// Walks UTF-8 and places it in lines of columns cells, breaking anywhere. Spaces in a value of one line, control
/// characters, zero-width and bidirectional controls are made visible; invalid bytes become U+FFFD. Holds no copy of
/// the value. Returns the number of lines (at least 1). visit may be empty; it is not called beyond maximumLines.
int layOutSecret(std::string_view utf8, int columns, int maximumLines,
                 const std::function<void(const SecretCell &)> &visit);

/// The same for a value being written: line breaks are visited too, the last one begins a line of its own, and there is
/// no limit. severalLines: spaces stay blank. masked: every character is a dot of one cell.
struct EditedLayout
{
    int columns = 80;
    bool severalLines = false;
    bool masked = false;
};
int layOutEdited(std::string_view utf8, const EditedLayout &layout,
                 const std::function<void(const SecretCell &)> &visit);

} // namespace coffret
