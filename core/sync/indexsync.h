// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/model/catalog.h"
#include "core/vault/vault.h"

#include <functional>

namespace coffret {

/// What no honest index reaches. A constructor on purpose: see OpenRequest.
struct IndexLimits
{
    explicit IndexLimits(int maximumPages = 20'000, int maximumSecrets = 2'000'000)
        : pages(maximumPages), secrets(maximumSecrets)
    {
    }
    int pages;
    int secrets;
};

/// Fetches a whole index page by page and builds the catalog on a worker. On failure nothing is returned, so that the
/// caller keeps its last good catalog; beyond the vault's own errors: Cancelled, Malformed for an index that does not
/// end, TooLarge. progress (may be empty) is called on the main thread with secrets so far and total (-1: unknown).
Task<Expected<std::shared_ptr<const Catalog>>> fetchCatalog(Vault &vault, WorkerPool &workers, StopToken stop,
                                                            std::function<void(int, int)> progress,
                                                            IndexLimits limits = IndexLimits());

} // namespace coffret
