// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/model/catalog.h"
#include "core/vault/vault.h"

#include <functional>

namespace coffret {

/// Fetches a whole index page by page and builds the catalog on a worker. On failure nothing is returned, so that the
/// caller keeps its last good catalog. progress (may be empty) is called on the main thread with secrets so far and
/// total (-1: unknown).
Task<Expected<std::shared_ptr<const Catalog>>> fetchCatalog(Vault &vault, WorkerPool &workers, StopToken stop,
                                                            std::function<void(int, int)> progress);

} // namespace coffret
