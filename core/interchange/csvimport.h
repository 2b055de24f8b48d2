// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/foreignfile.h"

namespace coffret {

/// What a program wrote as a table. Its heading tells which program; a heading that nobody knows is read by what its
/// columns are called, and a column without a meaning makes a custom field. file: taken over by the result. Unsupported
/// when the columns do not tell what is a name or an address and what a password or a note; as readCsv() otherwise.
[[nodiscard]] Expected<ForeignFile> readCsvFile(SecretBuffer file);

} // namespace coffret
