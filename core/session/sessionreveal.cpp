// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/sessionparts.h"

#include <QPointer>

#include <algorithm>
#include <exception>

namespace coffret {

namespace {

Expected<const OpenedPayload::Field *> fieldOf(const Expected<std::shared_ptr<const OpenedPayload>> &payload,
                                               const QString &fieldKey)
{
    if (!payload)
        return failure(payload);
    const OpenedPayload::Field *const opened = (*payload)->field(fieldKey);
    if (!opened)
        return failure(ErrorKind::NotFound, QStringLiteral("no such field"));
    return opened;
}

Expected<Session::Details> details(const Expected<std::shared_ptr<const OpenedPayload>> &payload)
{
    if (!payload)
        return failure(payload);
    const OpenedPayload &opened = **payload;
    Session::Details details{opened.type, opened.outline(), opened.verdict};
    // Vendors keep a place for a note with every login: an empty one is none.
    std::erase_if(details.fields, [&opened](const FieldOutline &field) {
        return field.kind == FieldKind::NoteText && opened.type != SecretType::Note &&
               opened.field(field.key)->field.value.isEmpty();
    });
    return details;
}

} // namespace

bool Session::allows(Use use) const
{
    switch (use) {
    case Use::Show:
        return !m_presenting && capabilities().testFlag(Capability::Reveal);
    case Use::Copy:
        return capabilities().testFlag(Capability::Copy);
    case Use::Write:
        break;
    }
    return true;
}

Task<Expected<Session::Revealed>> Session::reveal(QString secretId, QString fieldKey, StopToken stop, Use use)
{
    if (!allows(use))
        co_return failure(ErrorKind::AgainstRules);
    if (isShownCode(secretId, fieldKey))
        co_return shownCode();
    const Expected<Payload> payload = co_await openPayload(secretId, stop);
    const auto field = fieldOf(payload, fieldKey);
    if (!field)
        co_return failure(field);
    if (!allows(use)) // meanwhile
        co_return failure(ErrorKind::AgainstRules);
    co_return handOut(secretId, **field, use);
}

Task<Expected<Session::Revealed>> Session::revealRevision(QString secretId, QString revisionId, QString fieldKey,
                                                          StopToken stop, Use use)
{
    if (!allows(use))
        co_return failure(ErrorKind::AgainstRules);
    const Expected<Payload> payload = co_await openPayload(secretId, stop, revisionId);
    const auto field = fieldOf(payload, fieldKey);
    if (!field)
        co_return failure(field);
    if (!allows(use)) // meanwhile
        co_return failure(ErrorKind::AgainstRules);
    if ((*field)->field.kind == FieldKind::Totp)
        co_return failure(ErrorKind::Unsupported, QStringLiteral("a one-time code of another time"));
    co_return handOut(secretId, **field, use);
}

Task<Expected<Session::Details>> Session::openDetails(QString secretId, StopToken stop)
{
    const Expected<Payload> payload = co_await openPayload(secretId, stop);
    co_return details(payload);
}

Task<Expected<Session::Details>> Session::openRevision(QString secretId, QString revisionId, StopToken stop)
{
    const Expected<Payload> payload = co_await openPayload(secretId, stop, revisionId);
    co_return details(payload);
}

void Session::forgetPayloads()
{
    m_holdTimer.stop();
    m_held = {};
}

void Session::forgetValuesOf(const QString &secretId)
{
    if (m_held.secretId == secretId)
        forgetPayloads();
    if (m_shownCode && m_shownCode->secretId == secretId)
        hideCode();
}

Session::Payload Session::heldPayload(const QString &secretId, const QString &revisionId)
{
    if (!m_held.payload || m_held.secretId != secretId || m_held.revisionId != revisionId)
        return {};
    if (m_clock.now() >= m_held.until) { // the timer stands still while the computer sleeps
        forgetPayloads();
        return {};
    }
    return m_held.payload;
}

void Session::hold(const Opening &opening)
{
    m_held = {opening.secretId, opening.revisionId, opening.modifiedMs, *opening.result,
              m_clock.now().addSecs(static_cast<qint64>(m_holdTime.count()))};
    m_holdTimer.start();
}

Task<Expected<Session::Payload>> Session::openPayload(QString secretId, StopToken stop, QString revisionId,
                                                      Reading reading)
{
    if (stop.stop_requested())
        co_return failure(ErrorKind::Cancelled);
    if (Payload held = heldPayload(secretId, revisionId))
        co_return held;
    const Catalog::Row row = m_catalog->rowOf(secretId);
    if (row == Catalog::NoRow)
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such secret"));

    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    if (reading == Reading::Attended)
        noteSomebody();
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    const auto isSame = [&](const auto &opening) {
        return opening->secretId == secretId && opening->revisionId == revisionId && opening->reading == reading;
    };
    const auto found = std::find_if(m_openings.begin(), m_openings.end(), isSame);
    std::shared_ptr<Opening> opening = found == m_openings.end() ? nullptr : *found;
    if (!opening) {
        opening = std::make_shared<Opening>();
        opening->secretId = secretId;
        opening->revisionId = revisionId;
        opening->reading = reading;
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
    try {
        Task<Expected<FetchedPayload>> fetching = fetchPayload(summary, opening->revisionId, opening->reading, stop);
        Expected<FetchedPayload> fetched = co_await fetching;
        if (fetched) {
            const bool isCurrent = opening->revisionId.isEmpty();
            Task<Expected<Payload>> work =
                openFetched(vault, openPgp, std::move(summary), *std::move(fetched), isCurrent, stop);
            opening->result = co_await work;
        } else {
            opening->result = failure(fetched);
        }
    } catch (const std::exception &) { // no memory left, say: whoever waits still hears of it
        opening->result = failure(ErrorKind::Internal, QStringLiteral("what was fetched cannot be taken apart"));
    }
    // Taken off the list means that nobody wants it any more: whatever came is wiped with it.
    if (self && std::erase(m_openings, opening) > 0) {
        if (opening->result) {
            if (opening->reading == Reading::Attended) // nobody comes back to the others
                hold(*opening);
            if (opening->revisionId.isEmpty())
                markOpened(opening->secretId, **opening->result);
        }
    } else {
        opening->result = failure(opening->accessEnded ? ErrorKind::AccessEnded : ErrorKind::Cancelled);
    }
    opening->bell.ring();
}

Task<Expected<FetchedPayload>> Session::fetchPayload(SecretSummary summary, QString revisionId, Reading reading,
                                                     StopToken stop)
{
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 signIns = m_signIns;
    const auto ask = [vault, summary, revisionId, reading, stop] {
        if (!revisionId.isEmpty())
            return vault->fetchRevision(summary, revisionId, stop);
        return reading == Reading::Unattended ? vault->fetchUnattended(summary, stop)
                                              : vault->fetchPayload(summary, stop);
    };
    Task<Expected<FetchedPayload>> first = ask();
    Expected<FetchedPayload> fetched = co_await first;
    if (fetched || fetched.error().kind != ErrorKind::NotAuthenticated || !self || stop.stop_requested())
        co_return fetched;
    const Expected<void> again = co_await signInAgain(signIns);
    if (!again)
        co_return failure(again);
    Task<Expected<FetchedPayload>> second = ask();
    fetched = co_await second;
    co_return fetched;
}

/// The list shows at once what was learnt of a value's origin, and of what the secret is.
void Session::markOpened(const QString &secretId, const OpenedPayload &payload)
{
    const Catalog::Row row = m_catalog->rowOf(secretId);
    if (row == Catalog::NoRow)
        return;
    const Verdict &verdict = payload.verdict;
    SecretSummary summary = m_catalog->summary(row);
    const auto before = std::pair(summary.markers, summary.type);
    if (verdict.state != SignatureState::NotApplicable)
        summary.markers.setFlag(Marker::SecretUnverified, verdict.state != SignatureState::Expected);
    if (verdict.outOfOrder)
        summary.markers.setFlag(Marker::OutOfOrder);
    learn(summary, payload.type);
    if (std::pair(summary.markers, summary.type) == before)
        return;
    CatalogPatch change;
    change.secrets.push_back(std::move(summary));
    patch(std::move(change)); // goes on by itself
}

void Session::learn(SecretSummary &summary, SecretType type)
{
    if (type == SecretType::Unknown || type == summary.type)
        return;
    m_vault->learn(summary, type); // goes on by itself
    summary.type = type;
}

} // namespace coffret
