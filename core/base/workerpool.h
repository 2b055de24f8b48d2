// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QCoroFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace coffret {

/// A small pool for blocking work. The result travels in a shared box and the future is only a bell,
/// because QFuture must not carry move-only data before Qt 6.5.2. Lives on the main thread.
class WorkerPool
{
public:
    explicit WorkerPool(int threads) { m_pool.setMaxThreadCount(threads); }
    ~WorkerPool() { m_pool.waitForDone(); }
    WorkerPool(const WorkerPool &) = delete;
    WorkerPool &operator=(const WorkerPool &) = delete;

    /// Runs job on a pool thread; resumes the caller on its own thread with what job returned.
    template <typename T>
    Task<T> run(std::function<T()> job)
    {
        auto outcome = std::make_shared<std::optional<T>>();
        auto promise = std::make_shared<QPromise<void>>();
        promise->start();
        QFuture<void> done = promise->future();
        m_pool.start([outcome, promise, job = std::move(job)] {
            outcome->emplace(job());
            promise->finish();
        });
        co_await done;
        co_return std::move(**outcome);
    }

private:
    QThreadPool m_pool;
};

} // namespace coffret
