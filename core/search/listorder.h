// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QString>

#include <vector>

namespace coffret {

/// What comes first in a list. Usual: as it was found, best matches or names first.
enum class ListOrder : quint8 { Usual, Changed, Created, Expires, Type };

[[nodiscard]] QString toString(ListOrder order);
[[nodiscard]] ListOrder listOrderFromString(const QString &text); ///< Usual for what is not known

/// Changed and Created: latest first. Expires: soonest first. Rows without a date come last; equal ones stay as they
/// are.
void sortRows(const Catalog &catalog, ListOrder order, std::vector<Catalog::Row> &rows);

/// The rows that were changed last, the latest first.
[[nodiscard]] std::vector<Catalog::Row> latestRows(const Catalog &catalog, std::size_t most);

} // namespace coffret
