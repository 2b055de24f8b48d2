// SPDX-License-Identifier: GPL-3.0-or-later
// What the user wrote while the server could not be asked: kept, and sent when it can be.
#include "core/session/joinedstop.h"
#include "core/session/outbox.h"
#include "core/session/sessionparts.h"

#include <QPointer>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 ClocksApart = 300; // s, of a server's and ours
constexpr int MostFaults = 3;       ///< of a server that answers the others, before somebody has to decide

/// What comes of a change that could not be sent.
enum class Outcome {
    Later,   ///< it cannot be sent now, and neither can the others
    Again,   ///< the server gave it no good answer: it may have arrived, and the others may fare better
    Refused, ///< somebody has to decide
};

Outcome outcomeOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
    case ErrorKind::Cancelled:
    case ErrorKind::NotAuthenticated:
    case ErrorKind::SecondFactorNeeded:
    case ErrorKind::RateLimited:
    case ErrorKind::TlsUntrusted: // nothing was said to such a server
    case ErrorKind::TlsPinMismatch:
    case ErrorKind::ServerKeyChanged:
    case ErrorKind::ClockSkew:
    case ErrorKind::NoOpenPgp:
    case ErrorKind::NoPinentry:
    case ErrorKind::WrongPassphrase:
    case ErrorKind::StorageFault:
        return Outcome::Later;
    case ErrorKind::ServerFault:
    case ErrorKind::Malformed:
        return Outcome::Again;
    default:
        return Outcome::Refused;
    }
}

bool isSame(const SecretField &a, const SecretField &b)
{
    return a.kind == b.kind && a.label == b.label && a.customKind == b.customKind && a.value.equals(b.value);
}

/// Whether another has every field that holds something.
bool hasAll(const SecretDraft &draft, const std::vector<SecretField> &fields)
{
    return std::all_of(fields.begin(), fields.end(), [&draft](const SecretField &field) {
        const SecretField *const other = draft.field(field.key);
        return field.value.isEmpty() || (other && isSame(*other, field));
    });
}

/// Whether what is there is what was to be written, and nothing besides.
bool isAsWanted(const SecretDraft &there, const SecretDraft &wanted)
{
    const bool sameWords = there.name == wanted.name && there.username == wanted.username &&
                           there.description == wanted.description && there.uris == wanted.uris &&
                           there.expires == wanted.expires && (!wanted.icon || there.icon == wanted.icon);
    return sameWords && (!wanted.valuesChanged || (hasAll(there, wanted.fields) && hasAll(wanted, there.fields)));
}

/// The first row whose name does not come before this one, folded.
Catalog::Row firstNamed(const Catalog &catalog, std::string_view folded)
{
    Catalog::Row first = 0;
    for (Catalog::Row left = catalog.size(); left > 0;) {
        const Catalog::Row half = left / 2;
        const bool isBefore = catalog.foldedName(first + half) < folded;
        first += isBefore ? half + 1 : 0;
        left = isBefore ? left - half - 1 : half;
    }
    return first;
}

/// Whether the catalog has what a new secret that was sent under this name would look like, wherever it lies.
bool hasAppeared(const Catalog &catalog, const QString &name, const QDateTime &since)
{
    const QByteArray folded = Catalog::fold(name).toUtf8();
    const std::string_view wanted(folded.constData(), static_cast<std::size_t>(folded.size()));
    for (Catalog::Row row = firstNamed(catalog, wanted); row < catalog.size() && catalog.foldedName(row) == wanted;
         ++row) {
        const SecretSummary there = catalog.summary(row);
        const bool isOlder = there.created.isValid() && there.created < since.addSecs(-ClocksApart);
        if (there.name == name && !isOlder)
            return true;
    }
    return false;
}

} // namespace

void Session::keepOutbox(std::unique_ptr<Outbox> outbox)
{
    m_outbox = std::move(outbox);
    m_outbox->onChanged([self = QPointer<Session>(this)] {
        if (self)
            Q_EMIT self->waitingChanged();
    });
    m_outbox->onKeyAsked([self = QPointer<Session>(this), first = m_account.keyFingerprint] {
        const VaultSealing *const sealing = self ? self->sealing() : nullptr;
        return sealing ? sealing->setting().ownKey : first;
    });
}

std::vector<WaitingChange> Session::waiting() const
{
    return m_outbox ? m_outbox->changes() : std::vector<WaitingChange>();
}

QString Session::waitingFor(const QString &secretId) const
{
    const std::vector<WaitingChange> changes = waiting();
    const auto found = std::find_if(changes.begin(), changes.end(), [&secretId](const WaitingChange &change) {
        return !secretId.isEmpty() && change.secretId == secretId;
    });
    return found == changes.end() ? QString() : found->id;
}

std::optional<Error> Session::waitingTrouble() const
{
    return m_outbox ? m_outbox->trouble() : std::nullopt;
}

Task<Expected<void>> Session::openWaiting()
{
    if (!m_outbox)
        co_return failure(ErrorKind::NotFound);
    co_return co_await m_outbox->open();
}

std::optional<ErrorKind> Session::whyWaiting(const QString &changeId) const
{
    const auto found = m_obstacles.find(changeId);
    return found == m_obstacles.end() ? std::nullopt : found->second.last;
}

bool Session::canPostpone(const Error &error) const
{
    return m_outbox && isOutOfReach(error);
}

Task<Expected<void>> Session::postpone(std::shared_ptr<const SecretDraft> draft, Attempts attempts, QString replaces,
                                       StopToken stop)
{
    if (!m_outbox)
        co_return failure(ErrorKind::Unsupported);
    const QPointer<Session> self(this);
    const JoinedStop either(stop, m_stop.get_token());
    attempts.add(m_clock.now(), draft->name); // the next one, at the latest
    WaitingChange change = WaitingChange::of(*draft, std::move(attempts));
    change.isToSeal = draft->valuesChanged && !draft->unseals && sealing() && sealing()->setting().on;
    const Expected<QString> id = co_await m_outbox->add(draft, change, replaces, either.token());
    if (!id)
        co_return failure(id);
    if (!self)
        co_return Expected<void>();
    m_obstacles[*id].passes = m_passes;
    wake(SyncSchedule::Reason::Hand); // a server that is there again need not be waited for
    co_return Expected<void>();
}

Task<Expected<SecretDraft>> Session::waitingDraft(QString changeId, StopToken stop)
{
    if (!m_outbox)
        co_return failure(ErrorKind::NotFound);
    const JoinedStop either(stop, m_stop.get_token());
    co_return co_await m_outbox->draft(changeId, false, either.token());
}

void Session::holdWaiting(QString changeId)
{
    if (m_heldWaiting == changeId)
        return;
    m_heldWaiting = std::move(changeId);
    Q_EMIT waitingChanged();
}

Task<Expected<void>> Session::dropWaiting(QString changeId)
{
    if (!m_outbox)
        co_return failure(ErrorKind::NotFound);
    if (changeId == m_sending || changeId == m_savingWaiting)
        co_return failure(ErrorKind::Conflict, QStringLiteral("it is on its way"));
    co_return co_await m_outbox->remove(changeId);
}

Task<Expected<void>> Session::dropAllWaiting()
{
    if (!m_outbox)
        co_return failure(ErrorKind::NotFound);
    co_return co_await m_outbox->clear();
}

bool Session::isBusyWith(const QString &changeId) const
{
    return changeId == m_sending || changeId == m_heldWaiting || changeId == m_savingWaiting;
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
        if (change.state == WaitingChange::State::Refused || isBusyWith(change.id))
            continue;
        const Expected<void> sent = co_await sendWaiting(change.id, {}, Reading::Unattended);
        if (!self || m_generation != generation)
            co_return;
        if (!sent && outcomeOf(sent.error().kind) == Outcome::Later)
            co_return; // so do the others; the next sync tries again
    }
}

Task<Expected<void>> Session::sendWaiting(QString changeId, StopToken stop, Reading reading)
{
    if (!m_outbox || !m_sending.isEmpty() || isBusyWith(changeId))
        co_return failure(ErrorKind::Conflict, QStringLiteral("another is on its way, or this one is being edited"));
    const std::optional<WaitingChange> change = m_outbox->change(changeId);
    if (!change)
        co_return failure(ErrorKind::NotFound, QStringLiteral("no such change"));
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    m_sending = changeId;
    Q_EMIT waitingChanged();
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    const JoinedStop either(stop, m_stop.get_token());
    Task<Expected<void>> work = send(*change, either.token(), reading);
    const Expected<void> sent = co_await work;
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!sent)
        co_await judge(changeId, sent.error());
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    m_sending.clear();
    Q_EMIT waitingChanged();
    co_return sent;
}

/// It is out of the outbox as soon as the server has said that it has it.
Task<Expected<void>> Session::send(WaitingChange change, StopToken stop, Reading reading)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    if (m_obstacles[change.id].isWritten)
        co_return co_await m_outbox->remove(change.id);
    if (change.isToSeal && !(sealing() && sealing()->setting().on))
        co_return failure(ErrorKind::InvalidInput,
                          QStringLiteral("it was to be sealed, and the account does not seal"));
    Expected<SecretDraft> read = co_await m_outbox->draft(change.id, reading == Reading::Unattended, stop);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!read)
        co_return failure(read);
    const auto draft = std::make_shared<const SecretDraft>(std::move(*read));
    const QStringList nobody;
    Task<Expected<QString>> writing = writeAgain(draft, earlierOf(change), nobody, stop, reading);
    const Expected<QString> id = co_await writing;
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!id)
        co_return failure(id);
    Task<Expected<void>> finishing = finishWaiting(change.id, *id, draft->type);
    const Expected<void> finished = co_await finishing;
    co_return finished;
}

Session::Earlier Session::earlierOf(const WaitingChange &change) const
{
    const auto last = m_obstacles.find(change.id);
    const bool isMeant = change.state == WaitingChange::State::Refused && change.refusal == ErrorKind::Conflict;
    return {change.attempts, last == m_obstacles.end() ? 0 : last->second.passes, isMeant};
}

/// A change is written: it waits no more, and the list shows it.
Task<Expected<void>> Session::finishWaiting(QString changeId, QString secretId, SecretType type)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    m_obstacles[changeId].isWritten = true; // should it stay in the record, it is not written again
    const Expected<void> removed = co_await m_outbox->remove(changeId);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (removed)
        m_obstacles.erase(changeId);
    Task<void> showing = showWritten(secretId, type);
    co_await showing;
    co_return removed;
}

/// Writes what the server may have since an attempt that was not answered: neither twice, nor over another's change.
Task<Expected<QString>> Session::writeAgain(std::shared_ptr<const SecretDraft> draft, Earlier earlier,
                                            QStringList confirmedFingerprints, StopToken stop, Reading reading)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const bool isNew = draft->id.isEmpty();
    if (isNew && !earlier.isMeant) {
        Task<Expected<void>> looking = requireNoTwin(earlier, stop, reading);
        const Expected<void> alone = co_await looking;
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (!alone)
            co_return failure(alone);
    }
    Task<Expected<QString>> writing = writeDraft(draft, confirmedFingerprints, stop, reading);
    Expected<QString> id = co_await writing;
    const bool isConflict = !id && id.error().kind == ErrorKind::Conflict;
    if (!self || m_generation != generation || isNew || !isConflict)
        co_return id;
    Task<Expected<bool>> looking = isThere(draft, stop, reading);
    const Expected<bool> there = co_await looking;
    if (!there && outcomeOf(there.error().kind) != Outcome::Refused)
        co_return failure(there); // nobody knows yet
    if (there.value_or(false))
        co_return draft->id;
    co_return id;
}

/// Conflict where a new secret seems to have arrived. Cancelled where nobody can tell yet.
Task<Expected<void>> Session::requireNoTwin(Earlier earlier, StopToken stop, Reading reading)
{
    if (environments()) // whose servers refuse a second of the same name
        co_return Expected<void>();
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    if (reading == Reading::Attended) { // else it is just after a sync
        const auto synced = std::make_shared<Expected<void>>(failure(ErrorKind::Cancelled));
        const auto bell = std::make_shared<Bell>();
        QCoro::connect(refresh(), this, [synced, bell](const Expected<void> &refreshed) {
            *synced = refreshed;
            bell->ring();
        });
        co_await bell->wait(stop);
        if (!self || m_generation != generation)
            co_return failure(ErrorKind::Cancelled);
        if (!*synced)
            co_return *synced;
    }
    if (m_listedPass <= earlier.passes) { // the list may be older than what arrived
        wake(SyncSchedule::Reason::Hand);
        co_return failure(ErrorKind::Cancelled, QStringLiteral("the next sync has to tell whether it arrived"));
    }
    const QStringList &names = earlier.attempts.names;
    const bool isThere = std::any_of(names.begin(), names.end(), [this, &earlier](const QString &name) {
        return hasAppeared(*m_catalog, name, earlier.attempts.first);
    });
    if (isThere)
        co_return failure(ErrorKind::Conflict, QStringLiteral("there is one of this name now"));
    co_return Expected<void>();
}

Task<Expected<QString>> Session::saveAgain(std::shared_ptr<const SecretDraft> draft, Attempts attempts,
                                           QStringList confirmedFingerprints, StopToken stop)
{
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    const Earlier earlier{std::move(attempts), 0, false};
    Task<Expected<QString>> writing = writeAgain(draft, earlier, confirmedFingerprints, stop, Reading::Attended);
    Expected<QString> id = co_await writing;
    if (!self || m_generation != generation || !id)
        co_return id;
    Task<void> showing = showWritten(*id, draft->type);
    co_await showing;
    co_return id;
}

Task<Expected<QString>> Session::saveWaiting(QString changeId, std::shared_ptr<const SecretDraft> draft,
                                             QStringList confirmedFingerprints, StopToken stop)
{
    const std::optional<WaitingChange> change = m_outbox ? m_outbox->change(changeId) : std::nullopt;
    if (!change || changeId == m_sending)
        co_return failure(ErrorKind::NotFound, QStringLiteral("it waits no more"));
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    m_savingWaiting = changeId; // also when nobody waits for this any more
    const Expected<void> noted = co_await m_outbox->noteAttempt(changeId, draft->name);
    Expected<QString> id = failure(ErrorKind::Cancelled);
    if (noted && self && m_generation == generation) {
        Task<Expected<QString>> writing =
            writeAgain(draft, earlierOf(*change), confirmedFingerprints, stop, Reading::Attended);
        id = co_await writing;
    } else if (!noted) {
        id = failure(noted);
    }
    if (!self || m_generation != generation)
        co_return id;
    m_savingWaiting.clear();
    if (id) {
        Task<Expected<void>> finishing = finishWaiting(changeId, *id, draft->type);
        co_await finishing;
        co_return id;
    }
    m_obstacles[changeId].passes = m_passes;
    if (draft->id.isEmpty() && id.error().kind == ErrorKind::Conflict)
        co_await m_outbox->refuse(changeId, ErrorKind::Conflict); // the next time it is meant
    co_return id;
}

/// What becomes of a change that was not sent.
Task<void> Session::judge(QString changeId, Error error)
{
    const Outcome outcome = outcomeOf(error.kind);
    Obstacle &obstacle = m_obstacles[changeId];
    obstacle.last = error.kind;
    obstacle.passes = m_passes;
    if (outcome == Outcome::Again)
        ++obstacle.faults;
    const bool isOver = outcome == Outcome::Refused || obstacle.faults >= MostFaults;
    if (!isOver)
        co_return;
    obstacle.faults = 0;
    co_await m_outbox->refuse(changeId, error.kind);
}

/// Whether the server has a secret as it was to be written: its answer was lost.
Task<Expected<bool>> Session::isThere(std::shared_ptr<const SecretDraft> draft, StopToken stop, Reading reading)
{
    Task<Expected<Edit>> opening = edit(draft->id, stop, reading);
    const Expected<Edit> there = co_await opening;
    if (!there)
        co_return failure(there);
    co_return isAsWanted(there->draft, *draft);
}

} // namespace coffret
