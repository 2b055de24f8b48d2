// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <QPointer>

namespace coffret {

Task<Expected<void>> Session::inspect(QString secretId, Look look, StopToken stop)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    WorkerPool *const workers = &m_workers;
    const QString current;
    Expected<Payload> payload = co_await openPayload(secretId, stop, current, Reading::Unattended);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!payload)
        co_return failure(payload);
    struct Visit
    {
        Payload payload;
        Look look;
    };
    // Emptied by the worker: the job itself may live on for a moment after its result is there.
    const auto visit = std::make_shared<Visit>(Visit{*std::move(payload), std::move(look)});
    std::function<bool()> job = [visit] {
        visit->look(*visit->payload);
        *visit = {};
        return true;
    };
    Task<bool> looking = workers->run(std::move(job));
    co_await looking;
    if (!self || m_generation != generation || stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    co_return Expected<void>();
}

} // namespace coffret
