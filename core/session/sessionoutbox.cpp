// SPDX-License-Identifier: GPL-3.0-or-later
// What the user wrote while the server could not be asked: kept, and sent when it can be.
#include "core/session/outbox.h"
#include "core/session/sessionparts.h"

#include <QPointer>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 ClocksApart = 300; // s, of a server's and ours

/// What keeps a change waiting, rather than making somebody decide.
bool isForLater(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotAuthenticated:
    case ErrorKind::SecondFactorNeeded:
    case ErrorKind::RateLimited:
    case ErrorKind::NoPinentry:
    case ErrorKind::WrongPassphrase:
    case ErrorKind::TlsUntrusted: // nothing was said to such a server
    case ErrorKind::TlsPinMismatch:
    case ErrorKind::ServerKeyChanged:
    case ErrorKind::ClockSkew:
        return true;
    default:
        return false;
    }
}

/// What waits will never make sense, or is not the user's.
bool isSenseless(ErrorKind kind)
{
    return kind == ErrorKind::CorruptMessage || kind == ErrorKind::BadSignature || kind == ErrorKind::NotEncrypted ||
           kind == ErrorKind::TooLarge;
}

/// Whether the server may have taken what it did not answer.
bool mayHaveArrived(const Error &error)
{
    return isOutOfReach(error) || error.kind == ErrorKind::Cancelled || error.kind == ErrorKind::Malformed;
}

/// Whether what is there holds all that was to be written.
bool holds(const SecretDraft &there, const SecretDraft &wanted)
{
    const bool sameWords = there.name == wanted.name && there.username == wanted.username &&
                           there.description == wanted.description && there.uris == wanted.uris &&
                           there.expires == wanted.expires;
    if (!sameWords || !wanted.valuesChanged)
        return sameWords;
    return std::all_of(wanted.fields.begin(), wanted.fields.end(), [&there](const SecretField &field) {
        const SecretField *const other = there.field(field.key);
        return other ? other->value.equals(field.value) : field.value.isEmpty();
    });
}

} // namespace

void Session::keepOutbox(std::unique_ptr<Outbox> outbox)
{
    m_outbox = std::move(outbox);
    m_outbox->onChanged([self = QPointer<Session>(this)] {
        if (self)
            Q_EMIT self->waitingChanged();
    });
}

std::vector<WaitingChange> Session::waiting() const
{
    return m_outbox ? m_outbox->changes() : std::vector<WaitingChange>();
}

std::optional<Error> Session::waitingTrouble() const
{
    return m_outbox ? m_outbox->trouble() : std::nullopt;
}

bool Session::canPostpone(const Error &error) const
{
    return m_outbox && isOutOfReach(error);
}

Task<Expected<void>> Session::postpone(std::shared_ptr<const SecretDraft> draft, QString replaces)
{
    if (!m_outbox)
        co_return failure(ErrorKind::Unsupported);
    const QPointer<Session> self(this);
    const StopToken stop = m_stop.get_token();
    const Expected<QString> id = co_await m_outbox->add(draft, replaces, stop);
    if (!id)
        co_return failure(id);
    if (self) // a server that is there again need not be waited for
        self->wake(SyncSchedule::Reason::Hand);
    co_return Expected<void>();
}

Task<Expected<SecretDraft>> Session::waitingDraft(QString changeId, StopToken stop)
{
    if (!m_outbox)
        co_return failure(ErrorKind::NotFound);
    co_return co_await m_outbox->draft(changeId, false, stop);
}

Task<Expected<void>> Session::dropWaiting(QString changeId)
{
    if (!m_outbox)
        co_return failure(ErrorKind::NotFound);
    if (m_sending == changeId)
        co_return failure(ErrorKind::Conflict, QStringLiteral("it is on its way"));
    co_return co_await m_outbox->remove(changeId);
}

Task<Expected<void>> Session::dropAllWaiting()
{
    if (!m_outbox)
        co_return failure(ErrorKind::NotFound);
    co_return co_await m_outbox->clear();
}

/// After a sync, one after the other, as long as the server answers. Nobody is asked for anything.
Task<void> Session::sendWaiting()
{
    if (!m_outbox || !m_sending.isEmpty() || m_isFromCache)
        co_return;
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const std::vector<WaitingChange> changes = m_outbox->changes();
    for (const WaitingChange &change : changes) {
        if (change.state == WaitingChange::State::Refused || change.id == m_heldWaiting)
            continue;
        const Expected<void> sent = co_await sendWaiting(change.id, {}, Reading::Unattended);
        if (!self || m_generation != generation)
            co_return;
        const std::optional<WaitingChange> left = m_outbox->change(change.id);
        if (!sent && left && left->state != WaitingChange::State::Refused)
            co_return; // so do the others; the next sync tries again
    }
}

Task<Expected<void>> Session::sendWaiting(QString changeId, StopToken stop, Reading reading)
{
    if (!m_outbox || !m_sending.isEmpty())
        co_return failure(ErrorKind::Conflict, QStringLiteral("another is on its way"));
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    m_sending = changeId;
    Q_EMIT waitingChanged();
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    Task<Expected<void>> work = send(changeId, stop, reading);
    const Expected<void> sent = co_await work;
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    m_sending.clear();
    Q_EMIT waitingChanged();
    co_return sent;
}

Task<Expected<void>> Session::send(QString changeId, StopToken stop, Reading reading)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const std::optional<WaitingChange> change = m_outbox->change(changeId);
    if (!change)
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such change"));
    const bool isSecondTime = change->state == WaitingChange::State::Sent;
    if (isSecondTime && change->isNew() && reading == Reading::Unattended && hasAppeared(*change)) {
        const Error twin{ErrorKind::Conflict, QStringLiteral("there is one of this name now")};
        co_return co_await refuseWaiting(changeId, twin);
    }
    Expected<SecretDraft> read = co_await m_outbox->draft(changeId, reading == Reading::Unattended, stop);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!read && !isSenseless(read.error().kind)) // no card, no passphrase, no agent: not now
        co_return failure(read);
    if (!read)
        co_return co_await refuseWaiting(changeId, read.error());
    const auto draft = std::make_shared<const SecretDraft>(std::move(*read));
    // Before the first octet leaves: what is not answered may have arrived.
    const Expected<void> noted = co_await m_outbox->setState(changeId, WaitingChange::State::Sent);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!noted)
        co_return failure(noted);
    Task<Expected<QString>> saving = save(draft, {}, stop, reading);
    const Expected<QString> saved = co_await saving;
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (saved)
        co_return co_await m_outbox->remove(changeId);
    if (isSecondTime && saved.error().kind == ErrorKind::Conflict && !change->isNew()) {
        Task<Expected<bool>> looking = isThere(draft, stop, reading);
        const Expected<bool> there = co_await looking;
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (there.value_or(false))
            co_return co_await m_outbox->remove(changeId);
    }
    if (mayHaveArrived(saved.error()))
        co_return failure(saved);
    if (!isForLater(saved.error().kind))
        co_return co_await refuseWaiting(changeId, saved.error());
    const auto before = isSecondTime ? WaitingChange::State::Sent : WaitingChange::State::Waiting;
    co_await m_outbox->setState(changeId, before);
    co_return failure(saved);
}

/// The error comes back.
Task<Expected<void>> Session::refuseWaiting(QString changeId, Error error)
{
    co_await m_outbox->setState(changeId, WaitingChange::State::Refused, error.kind);
    co_return tl::unexpected(error);
}

/// Whether the catalog has what a new secret that was sent would look like.
bool Session::hasAppeared(const WaitingChange &change) const
{
    for (Catalog::Row row = 0; row < m_catalog->size(); ++row) {
        if (m_catalog->name(row) != change.name)
            continue;
        const SecretSummary there = m_catalog->summary(row);
        const bool isOlder = there.created.isValid() && there.created < change.written.addSecs(-ClocksApart);
        if (there.collectionId == change.collectionId && !isOlder)
            return true;
    }
    return false;
}

/// Whether the server has a secret as it was to be written: its answer was lost.
Task<Expected<bool>> Session::isThere(std::shared_ptr<const SecretDraft> draft, StopToken stop, Reading reading)
{
    Task<Expected<Edit>> opening = edit(draft->id, stop, reading);
    const Expected<Edit> there = co_await opening;
    if (!there)
        co_return failure(there);
    co_return holds(there->draft, *draft);
}

} // namespace coffret
