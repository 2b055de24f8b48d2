// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace coffret {

/// How well a row fits, best first.
enum class Rank : std::size_t { Exact, Prefix, WordStart, InName, Username, Host, Path };
constexpr std::size_t RankCount = 7;

/// How one word fits a row it was found in; text: as Catalog::searchText() has it, at: the first occurrence.
[[nodiscard]] Rank rankOfWord(std::string_view text, std::size_t nameLength, std::string_view word, std::size_t at);

} // namespace coffret
