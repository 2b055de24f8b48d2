// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/indexsync.h"

#include "core/model/catalogupdate.h"

namespace coffret {

namespace {

std::function<bool()> addTo(const std::shared_ptr<CatalogUpdate> &update, IndexPage page)
{
    // std::function wants a copyable job, so the page travels behind a pointer, and is freed on the worker.
    auto carried = std::make_shared<IndexPage>(std::move(page));
    return [update, carried = std::move(carried)]() mutable {
        const std::shared_ptr<IndexPage> here = std::move(carried);
        update->add(std::move(here->collections));
        update->add(std::move(here->secrets));
        return true;
    };
}

} // namespace

IndexPass::IndexPass(Vault &vault, WorkerPool &workers, std::shared_ptr<const Catalog> known, IndexLimits limits)
    : m_vault(vault), m_workers(workers), m_limits(limits), m_update(std::make_shared<CatalogUpdate>(std::move(known)))
{
}

Task<Expected<void>> IndexPass::readPage(StopToken stop, std::function<void(int, int)> progress)
{
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (m_cursors.contains(m_cursor) || m_cursors.size() >= m_limits.pages)
        co_return failure(ErrorKind::Malformed, QStringLiteral("the index does not end"));
    Expected<IndexPage> page = co_await m_vault.fetchIndex(m_cursor, stop);
    if (stop.stop_requested()) // whoever asked may be gone, and the workers with it
        co_return failure(ErrorKind::Cancelled);
    if (!page)
        co_return failure(page);
    const int total = page->total;
    const QString next = page->nextCursor;
    m_secrets += static_cast<int>(page->secrets.size());
    if (m_secrets > m_limits.secrets)
        co_return failure(ErrorKind::TooLarge, QStringLiteral("more than %1 secrets").arg(m_limits.secrets));
    std::function<bool()> job = addTo(m_update, *std::move(page));
    co_await m_workers.run<bool>(std::move(job));
    m_cursors.insert(m_cursor);
    m_cursor = next;
    if (progress && !stop.stop_requested())
        progress(m_secrets, total);
    co_return Expected<void>();
}

Task<Expected<std::shared_ptr<const Catalog>>> IndexPass::run(StopToken stop, std::function<void(int, int)> progress)
{
    do {
        const Expected<void> read = co_await readPage(stop, progress);
        if (!read)
            co_return failure(read);
    } while (!m_cursor.isEmpty());
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);

    std::function<std::shared_ptr<const Catalog>()> finish = [update = m_update] {
        return std::move(*update).finish();
    };
    std::shared_ptr<const Catalog> catalog = co_await m_workers.run<std::shared_ptr<const Catalog>>(std::move(finish));
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    co_return catalog;
}

Task<Expected<std::shared_ptr<const Catalog>>> fetchCatalog(Vault &vault, WorkerPool &workers, StopToken stop,
                                                            std::function<void(int, int)> progress, IndexLimits limits)
{
    IndexPass pass(vault, workers, Catalog::empty(), limits);
    co_return co_await pass.run(std::move(stop), std::move(progress));
}

} // namespace coffret
