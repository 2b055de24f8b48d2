// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudovault.h"

#include "core/vault/fudo/fudoaccess.h"
#include "core/vault/fudo/fudodiscussion.h"
#include "core/vault/fudo/fudomemory.h"
#include "core/vault/fudo/fudowriter.h"

namespace coffret {

namespace {

using Parts = std::shared_ptr<FudoParts>;

/// The token from the keyring, or the one the portal gives for a password.
Task<Expected<void>> takeToken(Parts parts, std::shared_ptr<FudoApi> api, StopToken stop)
{
    const bool byPassword = !parts->account.portalUser.isEmpty();
    const QString key = parts->account.id + (byPassword ? QStringLiteral("/password") : QStringLiteral("/token"));
    auto secret = co_await parts->credentials.read(key);
    if (!secret)
        co_return failure(secret);
    if (byPassword)
        co_return co_await api->logIn(parts->account.portalUser, *std::move(secret), stop);
    api->setToken(*std::move(secret));
    co_return Expected<void>();
}

/// What the list of grants says of approvals. newer: what it is too old for.
void takeGrants(FudoHeld &held, const FudoIndex &index, const QSet<QString> &newer)
{
    const QDateTime now = held.now();
    for (auto grant = index.granted().begin(); grant != index.granted().end(); ++grant) {
        const auto known = held.of(grant.key());
        const bool isPast = grant.value().isValid() && grant.value() <= now;
        const bool isMore =
            known && (known->state == CheckOut::State::CheckedOut || known->state == CheckOut::State::HeldByAnother);
        if (isPast || isMore || newer.contains(grant.key()))
            continue;
        CheckOut approved;
        approved.secretId = grant.key();
        approved.state = CheckOut::State::Approved;
        approved.needsRequest = true;
        approved.until = grant.value();
        held.note(std::move(approved), FudoHeld::Source::GrantList);
    }
    for (const QString &id : index.begin().granted - newer) {
        if (!index.granted().contains(id))
            held.endEarly(id);
    }
}

/// An index read to its end is what the session knows from then on.
void adopt(FudoParts &parts, const std::shared_ptr<FudoIndex> &index)
{
    const QSet<QString> newer = parts.held->changedSince(index->begin());
    parts.index = index;
    parts.recalled.clear();
    for (const FudoVersion &version : index->versions())
        parts.versions.listed(version.id, version.time, version.text);
    if (parts.attributes.knowsCheckOuts())
        takeHeldRows(*parts.held, index->checkedOut(), index->begin());
    takeGrants(*parts.held, *index, newer);
}

Task<Expected<FetchedPayload>> payloadOf(Parts parts, SecretSummary summary, FudoReveal how, StopToken stop)
{
    if (!parts->api)
        co_return failure(ErrorKind::NotAuthenticated);
    const QStringList fields = parts->attributes.forReveal(summary.type);
    auto values = co_await revealFudoSecret(parts, summary, fields, how, stop);
    if (!values)
        co_return failure(values);
    FetchedPayload payload;
    payload.fields = fudoPayload(summary, parts->extras(summary.id), *std::move(values));
    co_return std::move(payload);
}

} // namespace

FudoVault::FudoVault(Account account, CredentialStore &credentials, std::shared_ptr<FudoLeftOvers> leftOvers,
                     std::shared_ptr<const Clock> clock)
    : m_parts(std::make_shared<FudoParts>(std::move(account), credentials,
                                          clock ? std::move(clock) : std::make_shared<const SystemClock>()))
    , m_writing(std::make_unique<FudoWriter>(m_parts))
    , m_discussion(std::make_unique<FudoDiscussion>(m_parts))
    , m_checkOut(std::make_unique<FudoAccess>(m_parts))
    , m_memory(std::make_unique<FudoMemory>(m_parts))
{
    if (leftOvers)
        m_parts->held->share(std::move(leftOvers));
}

FudoVault::~FudoVault() = default;

VaultWriting *FudoVault::writing()
{
    return m_writing.get();
}

VaultDiscussion *FudoVault::discussion()
{
    return m_discussion.get();
}

VaultCheckOut *FudoVault::checkOut()
{
    return m_checkOut.get();
}

VaultMemory *FudoVault::memory()
{
    return m_memory.get();
}

Task<Expected<void>> FudoVault::signIn(StopToken stop)
{
    const auto parts = m_parts;
    auto api = FudoApi::create(parts->account, parts->clock);
    if (!api)
        co_return failure(api);
    const auto taken = co_await takeToken(parts, *api, stop);
    if (!taken)
        co_return failure(taken);
    auto attributes = co_await learnFudoAttributes(*api, stop);
    if (!attributes)
        co_return failure(attributes);
    parts->attributes = *std::move(attributes);
    parts->api = *api;
    co_return Expected<void>();
}

Task<Expected<void>> FudoVault::signOut()
{
    const auto parts = m_parts;
    parts->index.reset();
    parts->recalled.clear();
    parts->nextIndex.reset();
    parts->versions.clear();
    co_return co_await endFudoSession(parts);
}

Capabilities FudoVault::capabilities() const
{
    return Capability::CollectionTree | Capability::CheckOut | Capability::Uris | Capability::Reveal |
           Capability::Copy | Capability::Write | Capability::History | Capability::Import | Capability::Export |
           Capability::ClearExport;
}

Task<Expected<IndexPage>> FudoVault::fetchIndex(QString cursor, StopToken stop)
{
    const auto parts = m_parts;
    if (!parts->api)
        co_return failure(ErrorKind::NotAuthenticated);
    if (cursor.isEmpty()) {
        parts->nextIndex = std::make_shared<FudoIndex>(parts->api, parts->attributes);
        parts->nextIndex->setBegin(parts->held->moment());
    }
    const auto index = parts->nextIndex;
    if (!index)
        co_return failure(ErrorKind::Internal, QStringLiteral("a cursor without an index"));
    auto page = co_await index->next(stop);
    // Not before the last page: until then, and when it never comes, the former catalog is the one in use.
    if (page && page->nextCursor.isEmpty() && parts->nextIndex == index) {
        parts->nextIndex.reset();
        adopt(*parts, index);
    }
    co_return std::move(page);
}

std::vector<FieldOutline> FudoVault::outline(const SecretSummary &summary) const
{
    return fudoOutline(summary, m_parts->extras(summary.id));
}

Task<Expected<FetchedPayload>> FudoVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    return payloadOf(m_parts, std::move(summary), FudoReveal::CheckOutWhenNeeded, std::move(stop));
}

Task<Expected<FetchedPayload>> FudoVault::fetchUnattended(SecretSummary summary, StopToken stop)
{
    return payloadOf(m_parts, std::move(summary), FudoReveal::ReadOnly, std::move(stop));
}

Task<Expected<SecretSummary>> FudoVault::fetchSummary(QString secretId, StopToken stop)
{
    const auto parts = m_parts;
    const auto api = parts->api;
    const auto index = parts->index;
    if (!api || !index)
        co_return failure(ErrorKind::NotAuthenticated);
    auto summary = co_await index->summary(api, secretId, stop);
    if (!summary)
        co_return failure(summary);
    const auto &[shown, version] = *summary;
    parts->versions.opened(version.id, version.time, version.text);
    co_return SecretSummary(shown);
}

Task<Expected<FetchedPayload>> FudoVault::fetchRevision(SecretSummary summary, QString revisionId, StopToken stop)
{
    const auto parts = m_parts;
    const auto revisions = co_await fudoRevisions(parts, summary.id, stop);
    if (!revisions)
        co_return failure(revisions);
    for (const Revision &revision : *revisions) {
        if (revision.id == revisionId && revision.current)
            co_return co_await payloadOf(parts, summary, FudoReveal::CheckOutWhenNeeded, stop);
    }
    co_return failure(ErrorKind::Unsupported, QStringLiteral("this server hands out no earlier values"));
}

Expected<ParsedSecret> FudoVault::parsePlaintext(const SecretSummary &, const SecretBuffer &) const
{
    return failure(ErrorKind::Unsupported, QStringLiteral("values come without encryption of their own"));
}

} // namespace coffret
