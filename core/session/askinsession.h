// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"

#include <QPointer>

#include <functional>

namespace coffret {

/// Asks something of a session's vault, and once more when the session had ended on the server meanwhile. call is only
/// made while the session exists. For what does not write, or says NotAuthenticated only when nothing was written.
template <typename T>
Task<Expected<T>> askInSession(QPointer<Session> session, std::function<Task<Expected<T>>(StopToken)> call,
                               StopToken stop)
{
    if (!session)
        co_return failure(ErrorKind::Cancelled);
    const quint64 signIns = session->signIns();
    Task<Expected<T>> first = call(stop);
    Expected<T> answer = co_await first;
    if (answer || answer.error().kind != ErrorKind::NotAuthenticated)
        co_return answer;
    if (!session || stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    Task<Expected<void>> renewing = session->renew(signIns);
    const Expected<void> renewed = co_await renewing;
    if (!renewed)
        co_return failure(renewed);
    if (!session || stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    Task<Expected<T>> second = call(stop);
    Expected<T> again = co_await second;
    co_return again;
}

} // namespace coffret
