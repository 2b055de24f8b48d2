// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/joinedstop.h"
#include "core/session/offlinecopy.h"
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
    Session::Details details{opened.type, opened.outline(), opened.verdict, opened.asOf};
    // Vendors keep a place for a note with every login: an empty one is none.
    std::erase_if(details.fields, [&opened](const FieldOutline &field) {
        return field.kind == FieldKind::NoteText && opened.type != SecretType::Note &&
               opened.field(field.key)->field.value.isEmpty();
    });
    return details;
}

/// How long somebody waits for a server that could not be reached the last time, where its message was kept.
constexpr std::chrono::seconds Patience(3);

using Fetched = Expected<FetchedPayload>;

/// What a server says, for whoever still waits for it.
struct Answer
{
    Bell bell;
    bool hasCome = false;
    Fetched result = failure(ErrorKind::Cancelled);
};

Task<void> hear(std::shared_ptr<Answer> answer, Task<Fetched> asking)
{
    answer->result = co_await asking;
    answer->hasCome = true;
    answer->bell.ring();
}

Task<void> waitAWhile(std::shared_ptr<Answer> answer, StopToken stop)
{
    std::stop_source late;
    QTimer::singleShot(Patience, [late]() mutable { late.request_stop(); });
    const JoinedStop either(stop, late.get_token());
    co_await answer->bell.wait(either.token());
}

using Kept = std::function<Task<Fetched>(Error reason)>;

Task<Fetched> nothing(Error reason)
{
    co_return tl::unexpected(std::move(reason));
}

/// What the server hands out; where it cannot be asked, what was kept instead for that reason.
Task<Fetched> fetchedOrKept(Task<Fetched> asking, Kept kept, bool wasAway, StopToken stop)
{
    const auto answer = std::make_shared<Answer>();
    hear(answer, std::move(asking)); // goes on by itself
    if (wasAway) {
        co_await waitAWhile(answer, stop);
        if (!answer->hasCome && !stop.stop_requested()) {
            Task<Fetched> looking = kept(Error{ErrorKind::TimedOut, {}, 0});
            Fetched found = co_await looking;
            if (found)
                co_return std::move(found);
        }
    }
    co_await answer->bell.wait(stop);
    if (answer->result || !isOutOfReach(answer->result.error()))
        co_return std::move(answer->result);
    Task<Fetched> looking = kept(answer->result.error());
    Fetched found = co_await looking;
    co_return std::move(found);
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
    Expected<Revealed> out = handOut(secretId, **field, use);
    if (out)
        out->asOf = (*payload)->asOf;
    if (out && isShownCode(secretId, out->field.key))
        m_shownCode->asOf = out->asOf;
    co_return std::move(out);
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
    const SecretSummary shown = summary;
    std::optional<FetchedPayload> message;
    try {
        const bool isCurrent = opening->revisionId.isEmpty();
        Task<Fetched> fetching = fetchPayload(summary, opening->revisionId, opening->reading, stop);
        Fetched fetched = failure(ErrorKind::Cancelled);
        if (m_copy && isCurrent && opening->reading == Reading::Attended) {
            const bool wasAway = m_isFromCache || m_sync.schedule().hasFailed();
            const Kept kept = [self, summary](Error reason) {
                return self ? self->keptMessage(summary, std::move(reason)) : nothing(std::move(reason));
            };
            Task<Fetched> either = fetchedOrKept(std::move(fetching), kept, wasAway, stop);
            fetched = co_await either;
        } else {
            fetched = co_await fetching;
        }
        if (fetched) {
            message =
                FetchedPayload{fetched->ciphertext, fetched->expectedSigners, fetched->vendorType, {}, fetched->version,
                               fetched->asOf};
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
            if (opening->revisionId.isEmpty()) {
                keepMessage(shown, *message, opening->reading);
                markOpened(opening->secretId, **opening->result);
            }
        } else if (opening->revisionId.isEmpty() && isGone(opening->result.error())) {
            noteGone(opening->secretId);
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
    touchRow(summary, [learnt = summary](SecretSummary &listed) {
        for (const Marker marker : {Marker::SecretUnverified, Marker::OutOfOrder})
            listed.markers.setFlag(marker, learnt.markers.testFlag(marker));
        listed.type = learnt.type;
    }); // goes on by itself
}

void Session::learn(SecretSummary &summary, SecretType type)
{
    if (type == SecretType::Unknown || type == summary.type)
        return;
    m_vault->learn(summary, type); // goes on by itself
    summary.type = type;
}

} // namespace coffret
