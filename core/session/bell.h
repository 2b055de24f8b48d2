// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <QCoroFuture>
#include <QPromise>

#include <memory>
#include <utility>
#include <vector>

namespace coffret {

/// One event that many coroutines can wait for, each with its own way to give up. Main thread.
class Bell
{
public:
    /// Resumes once the bell was rung, or earlier when stop is requested; the bell may be gone by then.
    Task<void> wait(StopToken stop)
    {
        if (m_rung)
            co_return;
        const auto promise = std::make_shared<QPromise<void>>();
        promise->start();
        m_waiting.push_back(promise);
        const std::stop_callback onStop(stop, [promise] { promise->finish(); });
        QFuture<void> rung = promise->future();
        co_await rung;
    }

    void ring()
    {
        m_rung = true;
        for (const auto &promise : std::exchange(m_waiting, {}))
            promise->finish();
    }

private:
    bool m_rung = false;
    std::vector<std::shared_ptr<QPromise<void>>> m_waiting;
};

} // namespace coffret
