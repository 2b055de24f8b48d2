// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/indexsync.h"

#include "core/model/catalogbuilder.h"

#include <QSet>

namespace coffret {

namespace {

std::function<bool()> addTo(const std::shared_ptr<CatalogBuilder> &builder, IndexPage page)
{
    // std::function wants a copyable job, so the page travels behind a pointer, and is freed on the worker.
    auto carried = std::make_shared<IndexPage>(std::move(page));
    return [builder, carried = std::move(carried)]() mutable {
        const std::shared_ptr<IndexPage> here = std::move(carried);
        builder->add(std::move(here->collections));
        builder->add(std::move(here->secrets));
        return true;
    };
}

} // namespace

Task<Expected<std::shared_ptr<const Catalog>>> fetchCatalog(Vault &vault, WorkerPool &workers, StopToken stop,
                                                            std::function<void(int, int)> progress, IndexLimits limits)
{
    const auto builder = std::make_shared<CatalogBuilder>();
    QSet<QString> cursors;
    QString cursor;
    int secretsSoFar = 0;
    do {
        if (stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        if (cursors.contains(cursor) || cursors.size() >= limits.pages)
            co_return failure(ErrorKind::Malformed, QStringLiteral("the index does not end"));
        cursors.insert(cursor);

        Expected<IndexPage> page = co_await vault.fetchIndex(cursor, stop);
        if (stop.stop_requested()) // whoever asked may be gone, and the workers with it
            co_return failure(ErrorKind::Cancelled);
        if (!page)
            co_return failure(page);
        cursor = page->nextCursor;
        const int total = page->total;
        secretsSoFar += static_cast<int>(page->secrets.size());
        if (secretsSoFar > limits.secrets)
            co_return failure(ErrorKind::TooLarge, QStringLiteral("more than %1 secrets").arg(limits.secrets));
        std::function<bool()> job = addTo(builder, *std::move(page));
        co_await workers.run<bool>(std::move(job));
        if (progress && !stop.stop_requested())
            progress(secretsSoFar, total);
    } while (!cursor.isEmpty());
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);

    std::function<std::shared_ptr<const Catalog>()> finish = [builder] { return std::move(*builder).finish(); };
    std::shared_ptr<const Catalog> catalog = co_await workers.run<std::shared_ptr<const Catalog>>(std::move(finish));
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    co_return catalog;
}

} // namespace coffret
