// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <QPointer>

#include <algorithm>

namespace coffret {

Task<Expected<Session::Revealed>> Session::reveal(QString secretId, QString fieldKey, StopToken stop)
{
    const Expected<Payload> payload = co_await openPayload(secretId, stop);
    if (!payload)
        co_return failure(payload);
    const OpenedPayload::Field *opened = (*payload)->field(fieldKey);
    if (!opened)
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such field"));
    if (opened->error)
        co_return tl::unexpected(*opened->error);
    Revealed revealed{opened->field.value.clone(), opened->verdict};
    co_return revealed;
}

Task<Expected<Session::Details>> Session::openDetails(QString secretId, StopToken stop)
{
    const Expected<Payload> payload = co_await openPayload(secretId, stop);
    if (!payload)
        co_return failure(payload);
    Details details{(*payload)->outline(), (*payload)->verdict};
    co_return details;
}

void Session::forgetPayloads()
{
    m_holdTimer.stop();
    m_held = {};
}

Session::Payload Session::heldPayload(const QString &secretId)
{
    if (!m_held.payload || m_held.secretId != secretId)
        return {};
    if (m_clock.now() >= m_held.until) { // the timer stands still while the computer sleeps
        forgetPayloads();
        return {};
    }
    return m_held.payload;
}

void Session::hold(const Opening &opening)
{
    m_held = {opening.secretId, opening.modifiedMs, *opening.result,
              m_clock.now().addSecs(static_cast<qint64>(m_holdTime.count()))};
    m_holdTimer.start();
}

Task<Expected<Session::Payload>> Session::openPayload(QString secretId, StopToken stop)
{
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (Payload held = heldPayload(secretId))
        co_return held;
    const Catalog::Row row = m_catalog->rowOf(secretId);
    if (row == Catalog::NoRow)
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such secret"));

    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const auto isSame = [&secretId](const auto &opening) { return opening->secretId == secretId; };
    const auto found = std::find_if(m_openings.begin(), m_openings.end(), isSame);
    std::shared_ptr<Opening> opening = found == m_openings.end() ? nullptr : *found;
    if (!opening) {
        opening = std::make_shared<Opening>();
        opening->secretId = secretId;
        opening->modifiedMs = m_catalog->modifiedMs(row);
        m_openings.push_back(opening);
        runOpening(opening, m_catalog->summary(row)); // goes on by itself
    }
    ++opening->waiting;
    co_await opening->bell.wait(stop);
    --opening->waiting;
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!stop.stop_requested())
        co_return std::as_const(opening->result); // QCoro moves from what is not const
    if (opening->waiting == 0 && std::erase(m_openings, opening) > 0)
        opening->stop.request_stop();
    co_return failure(ErrorKind::Cancelled);
}

Task<void> Session::runOpening(std::shared_ptr<Opening> opening, SecretSummary summary)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    OpenPgp *const openPgp = &m_openPgp;
    const StopToken stop = opening->stop.get_token();
    Task<Expected<FetchedPayload>> fetching = fetchPayload(summary, stop);
    Expected<FetchedPayload> fetched = co_await fetching;
    if (fetched) {
        Task<Expected<Payload>> work = openFetched(vault, openPgp, std::move(summary), *std::move(fetched), stop);
        opening->result = co_await work;
    } else {
        opening->result = failure(fetched);
    }
    // Taken off the list means that nobody wants it any more: whatever came is wiped with it.
    if (self && std::erase(m_openings, opening) > 0) {
        if (opening->result)
            hold(*opening);
    } else {
        opening->result = failure(ErrorKind::Cancelled);
    }
    opening->bell.ring();
}

Task<Expected<FetchedPayload>> Session::fetchPayload(SecretSummary summary, StopToken stop)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 signIns = m_signIns;
    Task<Expected<FetchedPayload>> first = vault->fetchPayload(summary, stop);
    Expected<FetchedPayload> fetched = co_await first;
    if (fetched || fetched.error().kind != ErrorKind::NotAuthenticated || !self || stop.stop_requested())
        co_return fetched;
    const Expected<void> again = co_await signInAgain(signIns);
    if (!again)
        co_return failure(again);
    Task<Expected<FetchedPayload>> second = vault->fetchPayload(std::move(summary), stop);
    fetched = co_await second;
    co_return fetched;
}

} // namespace coffret
