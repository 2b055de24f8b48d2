// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/offlinecopy.h"
#include "core/session/sessionparts.h"

#include <QCoroTimer>
#include <QPointer>

namespace coffret {

namespace {

constexpr std::chrono::milliseconds BetweenFetches(100); // nobody waits for it, and the server has others to serve

/// After which the user does not want to be asked again at once.
bool isRefusalOfUser(ErrorKind kind)
{
    return kind == ErrorKind::Cancelled || kind == ErrorKind::WrongPassphrase;
}

} // namespace

bool isOutOfReach(const Error &error)
{
    return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::TimedOut ||
           error.kind == ErrorKind::ServerFault;
}

bool isGone(const Error &error)
{
    const bool isSaid = error.httpStatus == 403 || error.httpStatus == 404; // by the server, and for this
    return isSaid && (error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Forbidden);
}

void Session::keepOffline(std::unique_ptr<OfflineCopy> copy)
{
    m_copy = std::move(copy);
    m_copy->onTrouble([self = QPointer<Session>(this)](const Error &error) {
        if (self)
            Q_EMIT self->keepingFailed(error);
    });
}

void Session::followOfflineChoice()
{
    if (!m_copy)
        return;
    m_copy->followChoice();
    if (m_lastSync.isValid() && !m_isFromCache && !m_copy->isKeeping())
        keepCatalog();
    else
        fetchAhead(); // goes on by itself
}

/// Without anything that was kept it does nothing; fails where the user refused.
Task<Expected<void>> Session::showKept()
{
    VaultMemory *const memory = m_vault->memory();
    if (!m_copy || !memory)
        co_return Expected<void>();
    const QPointer<Session> self(this);
    const quint64 generation = m_generation;
    Task<Expected<OfflineCopy::Found>> opening = m_copy->open(m_stop.get_token());
    Expected<OfflineCopy::Found> found = co_await opening;
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    if (!found && isRefusalOfUser(found.error().kind))
        co_return failure(found);
    if (!found)
        co_return Expected<void>();
    if (const Expected<void> recalled = memory->recall(found->memory, std::move(found->extras)); !recalled) {
        qCWarning(lcSession) << "what was kept is not shown:" << recalled.error().detail;
        m_copy->distrust();
        co_return Expected<void>();
    }
    const StopToken stop = m_stop.get_token();
    co_await m_turns.take(stop);
    if (!self || m_generation != generation)
        co_return failure(ErrorKind::Cancelled);
    m_catalog = std::move(found->catalog);
    m_steps.reset();
    m_turns.end();
    m_lastSync = found->contact;
    m_isFromCache = true;
    m_sync.begin();
    setState(State::Open);
    if (self)
        tellContact();
    if (self)
        Q_EMIT catalogChanged();
    co_return Expected<void>();
}

/// It is what the server has just said.
void Session::keepCatalog()
{
    const VaultMemory *const memory = m_vault->memory();
    if (!m_copy || !memory)
        return;
    m_copy->keep(m_catalog, *memory);
    fetchAhead(); // goes on by itself
}

void Session::keepChange(const ChangedCatalog &changed, std::shared_ptr<const Catalog> before)
{
    const VaultMemory *const memory = m_vault->memory();
    if (!m_copy || !memory)
        return;
    if (changed.changesCollections)
        before.reset(); // paths of others may have changed
    m_copy->keepChange(std::move(before), changed.catalog, changed.secretIds, *memory);
}

/// What somebody opened, and what is to be there before anybody does.
void Session::keepMessage(const SecretSummary &summary, const FetchedPayload &fetched, Reading reading)
{
    if (!m_copy || fetched.ciphertext.isEmpty() || fetched.asOf.isValid())
        return;
    if (listedRow(*m_catalog, summary.id, summary.modified) == Catalog::NoRow)
        return;
    const KeepsOffline choice = m_copy->choice().messages;
    const bool isAhead = choice == KeepsOffline::Everything ||
                         (choice == KeepsOffline::Favourites && summary.markers.testFlag(Marker::Favourite));
    if (reading == Reading::Unattended && !isAhead)
        return;
    m_copy->keepMessage({summary.id, fetched.ciphertext, fetched.expectedSigners, fetched.vendorType, fetched.version,
                         summary.modified, m_clock.now()});
}

/// Instead of what could not be fetched for that reason.
Task<Expected<FetchedPayload>> Session::keptMessage(SecretSummary summary, Error reason)
{
    if (!m_copy)
        co_return tl::unexpected(reason);
    Task<std::optional<CachedPayload>> looking = m_copy->message(summary.id, summary.modified);
    std::optional<CachedPayload> kept = co_await looking;
    if (!kept)
        co_return tl::unexpected(reason);
    FetchedPayload payload;
    payload.ciphertext = std::move(kept->ciphertext);
    payload.expectedSigners = std::move(kept->expectedSigners);
    payload.vendorType = std::move(kept->vendorType);
    payload.version = std::move(kept->version);
    payload.asOf = kept->fetched;
    co_return std::move(payload);
}

void Session::noteGone(const QString &secretId)
{
    forgetValuesOf(secretId);
    if (m_copy)
        m_copy->forgetMessage(secretId);
    if (!capabilities().testFlag(Capability::EndToEnd)) {
        touched({secretId}); // a refusal may concern the value alone: asks whether it is still listed
        return;
    }
    CatalogPatch gone;
    gone.removedSecrets.append(secretId);
    patch(std::move(gone)); // goes on by itself
}

/// Messages that are to be there although nobody has opened them: one at a time.
Task<void> Session::fetchAhead()
{
    const bool isWanted = m_copy && m_copy->choice().messages >= KeepsOffline::Favourites;
    if (!isWanted || m_isFetchingAhead || m_isFromCache || !capabilities().testFlag(Capability::EndToEnd))
        co_return;
    const QPointer<Session> self(this);
    const auto vault = m_vault;
    const quint64 generation = m_generation;
    const StopToken stop = m_stop.get_token();
    const bool isAll = m_copy->choice().messages == KeepsOffline::Everything;
    QStringList wanted;
    for (Catalog::Row row = 0; row < m_catalog->size(); ++row) {
        if (isAll || m_catalog->markers(row).testFlag(Marker::Favourite))
            wanted.append(m_catalog->id(row));
    }
    m_isFetchingAhead = true;
    Task<QStringList> looking = m_copy->withoutMessage(wanted);
    const QStringList missing = co_await looking;
    for (const QString &id : missing) {
        if (!self || m_generation != generation)
            co_return;
        const Catalog::Row row = m_catalog->rowOf(id);
        if (row == Catalog::NoRow)
            continue;
        const OfflineCopy::Choice choice = m_copy->choice();
        if (choice.days <= 0 || choice.messages < (isAll ? KeepsOffline::Everything : KeepsOffline::Favourites))
            break; // chosen meanwhile
        const SecretSummary summary = m_catalog->summary(row);
        const Expected<FetchedPayload> fetched = co_await vault->fetchUnattended(summary, stop);
        if (!self || m_generation != generation)
            co_return;
        if (!fetched && isGone(fetched.error()))
            noteGone(id);
        if (!fetched)
            break; // the next sync tries again, and tells what else is gone
        if (fetched)
            keepMessage(summary, *fetched, Reading::Unattended);
        co_await QCoro::sleepFor(BetweenFetches);
    }
    if (self && m_generation == generation)
        m_isFetchingAhead = false;
}

} // namespace coffret
