// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudovault.h"

#include "core/vault/fudo/fudoapi.h"
#include "core/vault/fudo/fudofields.h"
#include "core/vault/fudo/fudoindex.h"

namespace coffret {

struct FudoVault::Private
{
    Private(Account owner, CredentialStore &store, FudoReveal strategy)
        : account(std::move(owner)), credentials(store), reveal(strategy)
    {
    }

    Account account;
    CredentialStore &credentials;
    FudoReveal reveal;
    std::shared_ptr<FudoApi> api;
    FudoAttributes attributes;
    std::shared_ptr<FudoIndex> index;     ///< the last one read to its end
    std::shared_ptr<FudoIndex> nextIndex; ///< being read
    std::shared_ptr<FudoCheckOuts> checkOuts = std::make_shared<FudoCheckOuts>();

    [[nodiscard]] FudoExtras extras(const QString &id) const { return index ? index->extras(id) : FudoExtras(); }
};

FudoVault::FudoVault(Account account, CredentialStore &credentials, FudoReveal reveal)
    : d(std::make_shared<Private>(std::move(account), credentials, reveal))
{
}

FudoVault::~FudoVault() = default;

Task<Expected<void>> FudoVault::signIn(StopToken stop)
{
    const auto self = d;
    auto api = FudoApi::create(self->account);
    if (!api)
        co_return failure(api);
    auto token = co_await self->credentials.read(self->account.id + QStringLiteral("/token"));
    if (!token)
        co_return failure(token);
    (*api)->setToken(*std::move(token));
    auto attributes = co_await learnFudoAttributes(*api, stop);
    if (!attributes)
        co_return failure(attributes);
    self->attributes = *std::move(attributes);
    self->api = *api;
    co_return Expected<void>();
}

Task<Expected<void>> FudoVault::signOut()
{
    const auto self = d;
    const auto api = std::exchange(self->api, nullptr);
    self->index.reset();
    self->nextIndex.reset();
    const auto checkOuts = std::exchange(self->checkOuts, std::make_shared<FudoCheckOuts>());
    if (api)
        co_await endFudoSession(api, checkOuts);
    co_return Expected<void>();
}

Capabilities FudoVault::capabilities() const
{
    return Capability::CollectionTree | Capability::CheckOut | Capability::Uris | Capability::Reveal | Capability::Copy;
}

Task<Expected<IndexPage>> FudoVault::fetchIndex(QString cursor, StopToken stop)
{
    const auto self = d;
    if (!self->api)
        co_return failure(ErrorKind::NotAuthenticated);
    if (cursor.isEmpty())
        self->nextIndex = std::make_shared<FudoIndex>(self->api, self->attributes);
    const auto index = self->nextIndex;
    if (!index)
        co_return failure(ErrorKind::Internal, QStringLiteral("a cursor without an index"));
    auto page = co_await index->next(stop);
    // Not before the last page: until then, and when it never comes, the former catalog is the one in use.
    if (page && page->nextCursor.isEmpty() && self->nextIndex == index)
        self->index = std::exchange(self->nextIndex, nullptr);
    co_return std::move(page);
}

std::vector<FieldOutline> FudoVault::outline(const SecretSummary &summary) const
{
    return fudoOutline(summary, d->extras(summary.id));
}

Task<Expected<FetchedPayload>> FudoVault::fetchPayload(SecretSummary summary, StopToken stop)
{
    const auto self = d;
    if (!self->api)
        co_return failure(ErrorKind::NotAuthenticated);
    const auto api = self->api;
    const QStringList fields = self->attributes.forReveal(summary.type);
    const auto checkOuts = self->checkOuts;
    auto values = co_await revealFudoSecret(api, checkOuts, summary, fields, self->reveal, stop);
    if (!values)
        co_return failure(values);
    FetchedPayload payload;
    payload.fields = fudoPayload(summary, self->extras(summary.id), *std::move(values));
    co_return std::move(payload);
}

Expected<ParsedSecret> FudoVault::parsePlaintext(const SecretSummary &, const SecretBuffer &) const
{
    return failure(ErrorKind::Unsupported, QStringLiteral("values come without encryption of their own"));
}

} // namespace coffret
