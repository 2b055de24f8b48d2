// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <atomic>
#include <coroutine>
#include <functional>
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
        const Bell bell{promise->future(), [this, outcome, promise, job = std::move(job)]() mutable {
                            m_pool.start([outcome, promise, job = std::move(job)] {
                                outcome->emplace(job());
                                promise->finish();
                                ++s_finished;
                                s_finished.notify_all();
                            });
                        }};
        ++s_awaited;
        co_await bell;
        --s_awaited;
        co_return std::move(**outcome);
    }

    /// Waits until no task waits for a job of any pool, those included that a resumed task starts. Nothing else is
    /// delivered meanwhile.
    static void settle()
    {
        while (s_awaited > 0) {
            const int finished = s_finished;
            QCoreApplication::sendPostedEvents(nullptr, QEvent::FutureCallOut);
            if (s_awaited > 0)
                s_finished.wait(finished);
        }
    }

private:
    /// Starts work once the caller is suspended, so that a quick job never ends before the caller has gone on: what
    /// follows a call of run() happens before what follows its end.
    struct Bell
    {
        QFuture<void> rung;
        std::function<void()> start;

        static bool await_ready() { return false; }
        void await_suspend(std::coroutine_handle<> caller) const
        {
            auto *watcher = new QFutureWatcher<void>;
            QObject::connect(watcher, &QFutureWatcherBase::finished, watcher, [watcher, caller] {
                watcher->deleteLater();
                caller.resume();
            });
            watcher->setFuture(rung);
            start();
        }
        static void await_resume() {}
    };

    inline static int s_awaited = 0; ///< tasks of the main thread
    inline static std::atomic<int> s_finished = 0;

    QThreadPool m_pool;
};

/// Declared between what tasks use and whoever starts them, it keeps the former until the latter's tasks have ended:
/// one that waits for a job cannot be stopped there.
struct SettledWorkers
{
    SettledWorkers() = default;
    ~SettledWorkers() { WorkerPool::settle(); }
    SettledWorkers(const SettledWorkers &) = delete;
    SettledWorkers &operator=(const SettledWorkers &) = delete;
};

} // namespace coffret
