// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/model/catalog.h"
#include "core/vault/vault.h"

#include <QSet>

#include <functional>

namespace coffret {

class CatalogUpdate;

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

/// One reading of a whole index, page by page, from which a worker builds the catalog. What was read stays when a page
/// fails, so that it can be gone on with. Main thread; vault, workers and the pass itself must outlive run().
class IndexPass
{
public:
    /// known: what was listed last, of which only what differs is made anew.
    IndexPass(Vault &vault, WorkerPool &workers, std::shared_ptr<const Catalog> known,
              IndexLimits limits = IndexLimits());

    /// Reads from where it stands to the end. After a failure it may be called again and asks for the page that failed;
    /// after success, or once an error says that the index itself is wrong, it is used up. Beyond the vault's own
    /// errors: Cancelled, Malformed for an index that does not end, TooLarge. progress (may be empty) is called on the
    /// main thread with secrets so far and total (-1: unknown).
    Task<Expected<std::shared_ptr<const Catalog>>> run(StopToken stop, std::function<void(int, int)> progress);
    /// How many pages were read.
    [[nodiscard]] int pages() const { return static_cast<int>(m_cursors.size()); }

private:
    Task<Expected<void>> readPage(StopToken stop, std::function<void(int, int)> progress);

    Vault &m_vault;
    WorkerPool &m_workers;
    const IndexLimits m_limits;
    const std::shared_ptr<CatalogUpdate> m_update;
    QSet<QString> m_cursors; ///< of the pages that were read
    QString m_cursor;        ///< of the next one
    int m_secrets = 0;
};

/// The whole index in one go: on failure nothing is returned.
Task<Expected<std::shared_ptr<const Catalog>>> fetchCatalog(Vault &vault, WorkerPool &workers, StopToken stop,
                                                            std::function<void(int, int)> progress,
                                                            IndexLimits limits = IndexLimits());

} // namespace coffret
