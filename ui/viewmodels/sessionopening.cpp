// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/sessionopening.h"

#include "core/session/bell.h"

namespace coffret {

namespace {

/// Resumes when the session's state is another one, or the session is gone.
Task<void> change(QPointer<Session> session)
{
    const auto bell = std::make_shared<Bell>();
    const auto ring = [bell] { bell->ring(); };
    const QObject watching;
    QObject::connect(session, &Session::stateChanged, &watching, ring);
    QObject::connect(session, &QObject::destroyed, &watching, ring);
    const StopToken toTheEnd;
    co_await bell->wait(toTheEnd);
}

} // namespace

Task<Expected<void>> openToTheEnd(QPointer<Session> session)
{
    const Expected<void> opened = co_await session->open();
    if (opened || opened.error().kind != ErrorKind::SecondFactorNeeded)
        co_return opened;
    while (session) {
        switch (session->state()) {
        case Session::State::Open:
            co_return Expected<void>();
        case Session::State::Failed:
            co_return tl::unexpected(session->lastError().value_or(Error()));
        case Session::State::Closed:
            co_return failure(ErrorKind::Cancelled);
        case Session::State::NeedsSecondFactor:
        case Session::State::SigningIn:
        case Session::State::Loading:
            break;
        }
        co_await change(session);
    }
    co_return failure(ErrorKind::Cancelled);
}

} // namespace coffret
