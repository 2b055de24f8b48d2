// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/offlinecopy.h"

#include "core/openpgp/encryptedmessage.h"
#include "core/session/offlinecopyparts.h"
#include "core/store/cacheretention.h"

namespace coffret {

namespace {

constexpr qsizetype LargestPlaintext = 1024 * 1024; // what is opened at all

} // namespace

OfflineCopy::OfflineCopy(OfflineCopies &home, Account account, Choose choose)
    : d(std::make_shared<Private>(home, std::move(account), std::move(choose)))
{
}

OfflineCopy::~OfflineCopy()
{
    d->tell = {};
    close(); // goes on by itself
}

OfflineCopy::Choice OfflineCopy::choice() const
{
    return d->choose();
}

bool OfflineCopy::isKeeping() const
{
    return d->isOpen || d->isWorking;
}

void OfflineCopy::onTrouble(std::function<void(const Error &)> tell)
{
    d->tell = std::move(tell);
}

Task<Expected<OfflineCopy::Found>> OfflineCopy::open(StopToken stop)
{
    const auto self = d;
    const int days = self->choose().days;
    if (days <= 0)
        co_return failure(ErrorKind::NotFound, QStringLiteral("nothing is kept"));
    Expected<Private::Loaded> loaded = co_await Private::openFile(self, false, stop);
    if (!loaded) {
        if (Private::isWorthSaying(loaded.error().kind))
            self->trouble(loaded.error());
        co_return failure(loaded);
    }
    CacheContent &content = loaded->content;
    if (content.memory.isEmpty() || CacheRetention::isOver(content.contact, self->home.clock().now(), days)) {
        self->contact = {};
        co_return failure(ErrorKind::NotFound, QStringLiteral("nothing that may be shown"));
    }
    co_return Found{content.catalog, std::move(content.memory), std::move(loaded->extras), content.contact};
}

Task<void> OfflineCopy::close()
{
    const auto self = d;
    self->reset();
    self->home.keys().lock(self->account.id);
    std::function<bool()> job = [self] {
        self->cache.reset();
        return true;
    };
    co_await self->home.worker().run(std::move(job));
}

void OfflineCopy::keep(std::shared_ptr<const Catalog> catalog, const VaultMemory &memory)
{
    followChoice();
    if (d->choose().days <= 0)
        return;
    Private::Step &step = d->next();
    step.catalog = std::move(catalog);
    step.before.reset();
    step.extras = memory.extras();
    step.memory = memory.surroundings();
    step.isContact = true;
    d->begin();
}

void OfflineCopy::keepChange(std::shared_ptr<const Catalog> before, std::shared_ptr<const Catalog> catalog,
                             QStringList changedIds, const VaultMemory &memory)
{
    if (!isKeeping() || d->choose().days <= 0)
        return;
    Private::Step &step = d->next();
    if (step.catalog)
        step.before.reset(); // several changes: compared as a whole
    else
        step.before = std::move(before);
    step.catalog = std::move(catalog);
    step.changedIds = std::move(changedIds);
    step.extras = memory.extras();
    d->begin();
}

void OfflineCopy::distrust()
{
    d->isTrusted = false;
    d->contact = {};
}

Task<std::optional<CachedPayload>> OfflineCopy::message(QString secretId, QDateTime modified)
{
    const auto self = d;
    const quint64 round = self->round;
    const Choice wanted = self->choose();
    const bool isTooOld = CacheRetention::isOver(self->contact, self->home.clock().now(), wanted.days);
    if (!self->isOpen || isTooOld || wanted.messages == KeepsOffline::Nothing)
        co_return std::nullopt;
    using Answer = Expected<std::optional<CachedPayload>>;
    std::function<Answer()> job = [self, secretId] {
        return self->cache ? self->cache->payload(secretId) : Answer(std::nullopt);
    };
    Answer found = co_await self->home.worker().run(std::move(job));
    if (self->round != round)
        co_return std::nullopt;
    if (!found) {
        if (found.error().kind == ErrorKind::Malformed)
            self->kept.reset();
        self->trouble(found.error());
        co_return std::nullopt;
    }
    const bool isThisVersion = *found && (*found)->modified == modified;
    co_return isThisVersion ? *std::move(found) : std::nullopt;
}

void OfflineCopy::keepMessage(CachedPayload message)
{
    const Choice wanted = d->choose();
    if (wanted.days <= 0 || wanted.messages == KeepsOffline::Nothing || !isKeeping())
        return;
    if (!encryptedPackets(message.ciphertext, LargestPlaintext)) // one that the cache refuses would stop the rest
        return;
    d->dropMessage(message.secretId);
    d->next().messages.push_back(std::move(message));
    d->begin();
}

void OfflineCopy::forgetMessage(const QString &secretId)
{
    if (!isKeeping())
        return;
    d->dropMessage(secretId);
    d->next().forgotten.append(secretId);
    d->begin();
}

Task<QStringList> OfflineCopy::withoutMessage(QStringList secretIds)
{
    const auto self = d;
    const quint64 round = self->round;
    if (!self->isOpen)
        co_return QStringList();
    std::function<Expected<QStringList>()> job = [self, secretIds] {
        return self->cache ? self->cache->withoutPayload(secretIds) : Expected<QStringList>();
    };
    const Expected<QStringList> missing = co_await self->home.worker().run(std::move(job));
    co_return self->round == round ? missing.value_or(QStringList()) : QStringList();
}

void OfflineCopy::followChoice()
{
    Private::followChoice(d);
}

} // namespace coffret
