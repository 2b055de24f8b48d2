// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/search/searchwords.h"

#include <QList>
#include <QString>

namespace coffret {

// What of a line was searched for. Asked only for rows that are looked at.

/// Where the words of searchText occur in shown, as QML can have it: a start and a length for each place, in order.
[[nodiscard]] QList<int> marksIn(const QString &shown, const QString &searchText);
/// The same in a line about a secret: what occurs nowhere in it was typed with mistakes.
[[nodiscard]] QList<int> marksIn(const QString &shown, const SearchWords &words, const Catalog &catalog,
                                 Catalog::Row row);

/// Heading of those that have what was searched for with mistakes only, and what a screen reader says of each.
[[nodiscard]] QString similarText();

/// The second line of a secret in a list: whose it is and where it lies. A word that is neither there nor in the name
/// brings the address or the tag that it was found in.
[[nodiscard]] QString placeText(const Catalog &catalog, Catalog::Row row, const SearchWords &words);

} // namespace coffret
