// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkvault.h"

#include "core/vault/commandk/commandkindex.h"

namespace coffret {

struct CommandKVault::Private
{
    Private(Account owner, CredentialStore &store, CommandKGuess typeGuess)
        : account(std::move(owner)), credentials(store), guess(typeGuess)
    {
    }

    Account account;
    CredentialStore &credentials;
    CommandKGuess guess;
    std::shared_ptr<CommandKApi> api;
    std::shared_ptr<CommandKIndex> index;
};

CommandKVault::CommandKVault(Account account, CredentialStore &credentials, CommandKGuess guess)
    : d(std::make_shared<Private>(std::move(account), credentials, guess))
{
}

CommandKVault::~CommandKVault() = default;

Task<Expected<void>> CommandKVault::signIn(StopToken stop)
{
    const auto self = d;
    auto api = CommandKApi::create(self->account);
    if (!api)
        co_return failure(api);
    auto token = co_await self->credentials.read(self->account.id + QStringLiteral("/read-token"));
    if (!token)
        co_return failure(token);
    (*api)->setReadToken(*std::move(token));
    const auto environments = co_await (*api)->environments(stop); // proves that the token is accepted
    if (!environments)
        co_return failure(environments);
    self->api = *api;
    co_return Expected<void>();
}

Task<Expected<void>> CommandKVault::signOut()
{
    d->index.reset();
    if (const auto api = std::exchange(d->api, nullptr))
        api->forgetTokens();
    co_return Expected<void>();
}

Capabilities CommandKVault::capabilities() const
{
    return Capability::CollectionTree | Capability::Environments | Capability::Reveal | Capability::Copy;
}

Task<Expected<IndexPage>> CommandKVault::fetchIndex(QString cursor, StopToken stop)
{
    const auto self = d;
    if (!self->api)
        co_return failure(ErrorKind::NotAuthenticated);
    if (cursor.isEmpty()) {
        const auto api = self->api;
        auto environments = co_await api->environments(stop);
        if (!environments)
            co_return failure(environments);
        self->index = std::make_shared<CommandKIndex>(api, self->account.appIds, *std::move(environments), self->guess);
    }
    if (!self->index)
        co_return failure(ErrorKind::Internal, QStringLiteral("a cursor without an index"));
    const auto index = self->index;
    co_return co_await index->next(stop);
}

std::vector<FieldOutline> CommandKVault::outline(const SecretSummary &summary) const
{
    return {{commandKFieldKind(summary.type), primaryFieldKey(summary.type), {}, true, {}}};
}

Task<Expected<FetchedPayload>> CommandKVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    const auto self = d;
    if (!self->api)
        co_return failure(ErrorKind::NotAuthenticated);
    const auto place = CommandKPlace::fromId(summary.id);
    if (!place)
        co_return failure(ErrorKind::NotFound, QStringLiteral("not a secret of this vault"));
    const auto api = self->api;
    auto value = co_await api->value(place->appId, place->environmentId, place->key, stop);
    if (!value)
        co_return failure(value);
    FetchedPayload payload;
    const FieldKind kind = commandKFieldKind(summary.type, *value);
    payload.fields.push_back({kind, primaryFieldKey(summary.type), {}, true, *std::move(value)});
    co_return std::move(payload);
}

Expected<ParsedSecret> CommandKVault::parsePlaintext(const SecretSummary &, const SecretBuffer &) const
{
    return failure(ErrorKind::Unsupported, QStringLiteral("values come without encryption of their own"));
}

} // namespace coffret
