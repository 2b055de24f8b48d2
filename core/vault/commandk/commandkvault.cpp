// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkvault.h"

#include "core/vault/commandk/commandkenvironments.h"
#include "core/vault/commandk/commandkmemory.h"
#include "core/vault/commandk/commandkparts.h"
#include "core/vault/commandk/commandkwriter.h"

namespace coffret {

CommandKVault::CommandKVault(Account account, CredentialStore &credentials, CommandKGuess guess)
    : m_parts(std::make_shared<CommandKParts>(std::move(account), credentials, guess))
    , m_writer(std::make_unique<CommandKWriter>(m_parts))
    , m_environments(std::make_unique<CommandKEnvironments>(m_parts))
    , m_memory(std::make_unique<CommandKMemory>(m_parts))
{
}

CommandKVault::~CommandKVault() = default;

Task<Expected<void>> CommandKVault::signIn(StopToken stop)
{
    const auto parts = m_parts;
    auto api = CommandKApi::create(parts->account);
    if (!api)
        co_return failure(api);
    auto readToken = co_await parts->credentials.read(parts->account.id + QStringLiteral("/read-token"));
    if (!readToken)
        co_return failure(readToken);
    (*api)->setReadToken(*std::move(readToken));
    auto writeToken = co_await parts->credentials.read(parts->account.id + QStringLiteral("/write-token"));
    if (!writeToken && writeToken.error().kind != ErrorKind::NoCredential)
        co_return failure(writeToken);
    if (writeToken)
        (*api)->setWriteToken(*std::move(writeToken));
    auto environments = co_await (*api)->environments(stop); // proves that the token is accepted
    if (!environments)
        co_return failure(environments);
    parts->api = *api;
    parts->environments = *std::move(environments);
    co_return Expected<void>();
}

Task<Expected<void>> CommandKVault::signOut()
{
    m_parts->forget();
    co_return Expected<void>();
}

Capabilities CommandKVault::capabilities() const
{
    Capabilities all = Capability::CollectionTree | Capability::Environments | Capability::Reveal | Capability::Copy |
                       Capability::Export | Capability::ClearExport;
    all.setFlag(Capability::Write, m_parts->mayWrite());
    return all;
}

VaultWriting *CommandKVault::writing()
{
    return m_parts->mayWrite() ? m_writer.get() : nullptr;
}

VaultEnvironments *CommandKVault::environments()
{
    return m_environments.get();
}

VaultMemory *CommandKVault::memory()
{
    return m_memory.get();
}

Task<Expected<IndexPage>> CommandKVault::fetchIndex(QString cursor, StopToken stop)
{
    const auto parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    if (cursor.isEmpty()) {
        auto environments = co_await (*api)->environments(stop);
        if (!environments)
            co_return failure(environments);
        if (parts->api != *api)
            co_return failure(ErrorKind::NotAuthenticated);
        parts->environments = *std::move(environments);
        parts->index = std::make_shared<CommandKIndex>(parts);
    }
    if (!parts->index)
        co_return failure(ErrorKind::Internal, QStringLiteral("a cursor without an index"));
    const auto index = parts->index;
    co_return co_await index->next(stop);
}

std::vector<FieldOutline> CommandKVault::outline(const SecretSummary &summary) const
{
    return {{commandKFieldKind(summary.type), primaryFieldKey(summary.type), {}, true, {}}};
}

Task<Expected<FetchedPayload>> CommandKVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    const auto parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    const auto place = CommandKPlace::fromId(summary.id);
    if (!place)
        co_return failure(ErrorKind::NotFound, QStringLiteral("not a secret of this vault"));
    auto value = co_await (*api)->value(place->appId, place->environmentId, place->key, stop);
    if (!value)
        co_return failure(value);
    FetchedPayload payload;
    payload.version = parts->digest.of(value->view());
    const FieldKind kind = commandKFieldKind(summary.type, *value);
    payload.fields.push_back({kind, primaryFieldKey(summary.type), {}, true, *std::move(value)});
    co_return std::move(payload);
}

Task<Expected<SecretSummary>> CommandKVault::fetchSummary(QString secretId, StopToken stop)
{
    const auto parts = m_parts;
    const auto api = parts->signedIn();
    if (!api)
        co_return failure(api);
    const auto place = CommandKPlace::fromId(secretId);
    if (!place)
        co_return failure(ErrorKind::NotFound, QStringLiteral("not a secret of this vault"));
    const auto entries = co_await (*api)->entries(place->appId, place->environmentId, place->key, stop);
    if (!entries)
        co_return failure(entries);
    parts->learn(place->appId, *entries);
    for (const CommandKEntry &entry : *entries) {
        if (entry.key == place->key)
            co_return parts->summaryOf(*place, entry);
    }
    co_return failure(ErrorKind::NotFound, place->key);
}

Expected<ParsedSecret> CommandKVault::parsePlaintext(const SecretSummary &, const SecretBuffer &) const
{
    return failure(ErrorKind::Unsupported, QStringLiteral("values come without encryption of their own"));
}

} // namespace coffret
