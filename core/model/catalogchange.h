// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <functional>
#include <memory>
#include <vector>

namespace coffret {

/// What to change in a catalog, whichever is there by then; empty where it has no place for it. Called on a worker.
using CatalogChange = std::function<CatalogPatch(const Catalog &)>;

struct ChangedCatalog
{
    std::shared_ptr<const Catalog> catalog; ///< the same where nothing was to be changed
    QStringList secretIds;                  ///< whose rows may differ, if no collection does
    bool changesCollections = false;
};

/// Makes each change upon what those before it left. For a worker: one copy of the catalog for all of them, and one
/// more wherever two concern the same secret or collection.
[[nodiscard]] ChangedCatalog changed(std::shared_ptr<const Catalog> catalog, const std::vector<CatalogChange> &changes);

} // namespace coffret
