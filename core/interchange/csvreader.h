// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/secretarena.h"

#include <string_view>
#include <vector>

namespace coffret {

/// One row of a table. Cells lie in the text they were read from, or in the arena where quotation marks had to go.
struct CsvRow
{
    int number = 0; ///< in the file, from 1; the heading is 1
    std::vector<std::string_view> cells;
    bool isBroken = false; ///< text stands beside a quoted cell: what its cells are is a guess
};

struct CsvTable
{
    char separator = ','; ///< the one of comma, semicolon and tab that the first row has most of
    std::vector<CsvRow> rows;
};

constexpr std::size_t MostCsvColumns = 256;

/// Takes a table apart (RFC 4180, and what programs make of it): rows end with CR LF, LF or CR; a quoted cell holds
/// separators, line ends and doubled quotation marks; a byte order mark is skipped, and so are empty rows. The text
/// must outlive the table. Malformed when a quoted cell is never closed, TooLarge beyond mostRows or MostCsvColumns.
[[nodiscard]] Expected<CsvTable> readCsv(std::string_view text, SecretArena &arena, std::size_t mostRows);

} // namespace coffret
