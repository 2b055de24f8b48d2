// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <memory>
#include <vector>

namespace coffret {

/// What became of one catalog's rows in the next one, in numbers: whoever shows the one can go on to the other without
/// looking at a row. Made on a worker, read on any thread.
struct CatalogSteps
{
    std::weak_ptr<const Catalog> from;
    std::shared_ptr<const Catalog> to;
    std::vector<Catalog::Row> oldRowOf; ///< for each row of to: its row in from; NoRow: it is new
    std::vector<Catalog::Row> changed;  ///< rows of to, in order, that were there and say something else now

    [[nodiscard]] bool lead(const std::shared_ptr<const Catalog> &before,
                            const std::shared_ptr<const Catalog> &after) const noexcept
    {
        return to == after && !from.owner_before(before) && !before.owner_before(from);
    }
    /// True for a row of to that is new or says something else, be it by the collections it lies in.
    [[nodiscard]] bool isNews(Catalog::Row row) const;
};

/// Compares every row. For a worker: about as long as reading both once.
[[nodiscard]] std::shared_ptr<const CatalogSteps> stepsBetween(const std::shared_ptr<const Catalog> &from,
                                                               const std::shared_ptr<const Catalog> &to);

} // namespace coffret
