// SPDX-License-Identifier: GPL-3.0-or-later
// How an OfflineCopy reads its file, and keeps it up to date step by step.
#include "core/base/logging.h"
#include "core/session/offlinecopyparts.h"
#include "core/session/sessionparts.h"

namespace coffret {

namespace {

constexpr int DaysOfUse = 30;

/// Like CacheChange::between(), where it is known that nothing else changed.
CacheChange oneChange(const Catalog &before, const Catalog &after, const QStringList &ids)
{
    CacheChange change;
    for (const QString &id : ids) {
        if (const Catalog::Row row = after.rowOf(id); row != Catalog::NoRow)
            change.secrets.push_back({after.summary(row)});
        else if (before.rowOf(id) != Catalog::NoRow)
            change.goneSecrets.append(id);
    }
    return change;
}

/// A message belongs to one version of its secret.
QStringList outdated(const CacheChange &change, const Catalog *before)
{
    QStringList ids;
    if (before == nullptr)
        return ids; // there are none
    for (const CachedSecret &secret : change.secrets) {
        if (listedRow(*before, secret.summary.id, secret.summary.modified) == Catalog::NoRow)
            ids.append(secret.summary.id);
    }
    return ids;
}

/// After which nobody tries again before the next close().
bool isFinal(ErrorKind kind)
{
    return kind != ErrorKind::StorageFault && kind != ErrorKind::Malformed;
}

} // namespace

bool OfflineCopy::Private::isWorthSaying(ErrorKind kind)
{
    return kind == ErrorKind::StorageFault || kind == ErrorKind::Malformed || kind == ErrorKind::HeldByAnother ||
           kind == ErrorKind::Unsupported;
}

void OfflineCopy::Private::reset()
{
    ++round;
    isOpen = isOff = false;
    isTrusted = true;
    contact = {};
    kept.reset();
    waiting.reset();
    said.clear();
}

void OfflineCopy::Private::trouble(const Error &error)
{
    qCWarning(lcSession) << "what is kept for offline use:" << static_cast<int>(error.kind) << error.detail;
    isOff = isOff || isFinal(error.kind);
    if (!isWorthSaying(error.kind) || said.contains(static_cast<int>(error.kind)))
        return;
    said.insert(static_cast<int>(error.kind));
    if (tell)
        tell(error);
}

Expected<OfflineCopy::Private::Loaded> OfflineCopy::Private::load(const std::shared_ptr<const CacheKey> &key,
                                                                  const StopToken &stop)
{
    cache.reset(); // one that an attempt before this left open would keep us out
    auto opened = AccountCache::open(home.folder(), account.id, key, home.clock());
    if (!opened)
        return failure(opened);
    Loaded loaded;
    const CacheNotes notes = [&loaded](const QString &id, const QByteArray &, const QByteArray &extra) {
        if (!extra.isEmpty())
            loaded.extras.insert(id, extra);
    };
    Expected<CacheContent> content = (*opened)->load(stop, notes);
    if (!content)
        return failure(content);
    loaded.content = *std::move(content);
    cache = *std::move(opened);
    return loaded;
}

Task<Expected<OfflineCopy::Private::Loaded>> OfflineCopy::Private::openFile(Self self, bool makesOne, StopToken stop)
{
    const quint64 round = self->round;
    Task<Expected<std::shared_ptr<const CacheKey>>> finding = self->home.keys().open(self->account, makesOne, stop);
    const Expected<std::shared_ptr<const CacheKey>> key = co_await finding;
    if (self->round != round)
        co_return failure(ErrorKind::Cancelled);
    if (!key)
        co_return failure(key);
    std::function<Expected<Loaded>()> job = [self, key = *key, stop] { return self->load(key, stop); };
    Expected<Loaded> loaded = co_await self->home.worker().run(std::move(job));
    if (self->round != round) // and closing comes after this on the worker
        co_return failure(ErrorKind::Cancelled);
    if (!loaded)
        co_return failure(loaded);
    const CacheContent &content = loaded->content;
    self->isOpen = true;
    self->kept = content.catalog;
    self->contact = content.clockWentBack ? QDateTime() : content.contact;
    if (!content.setAside.isEmpty())
        self->trouble(Error{ErrorKind::Malformed, content.setAside, 0});
    if (content.lost > 0)
        qCWarning(lcSession) << "rows that were kept are damaged:" << content.lost;
    co_return std::move(loaded);
}

OfflineCopy::Private::Step &OfflineCopy::Private::next()
{
    return waiting ? *waiting : waiting.emplace();
}

void OfflineCopy::Private::begin()
{
    if (!isWorking)
        work(shared_from_this()); // goes on by itself
}

void OfflineCopy::Private::dropMessage(const QString &secretId)
{
    std::erase_if(next().messages, [&](const CachedPayload &old) { return old.secretId == secretId; });
}

CacheChange OfflineCopy::Private::changeOf(const Step &step, const Basis &basis)
{
    const Catalog *const known = basis.known.get();
    const bool isOneChange = basis.isTrusted && step.before && step.before == basis.known;
    CacheChange change = isOneChange ? oneChange(*step.before, *step.catalog, step.changedIds)
                                     : CacheChange::between(known, *step.catalog);
    change.gonePayloads = outdated(change, known);
    if (!basis.isTrusted) {
        CacheChange everything = CacheChange::between(nullptr, *step.catalog);
        change.secrets = std::move(everything.secrets);
        change.collections = std::move(everything.collections);
    }
    for (CachedSecret &secret : change.secrets)
        secret.extra = step.extras(secret.summary.id);
    return change;
}

Expected<void> OfflineCopy::Private::apply(const Step &step, const Basis &basis) const
{
    if (!cache)
        return failure(ErrorKind::Cancelled); // closed meanwhile
    CacheChange change;
    if (step.catalog)
        change = changeOf(step, basis);
    change.gonePayloads += step.forgotten;
    change.payloads = step.messages;
    if (step.catalog)
        std::erase_if(change.payloads, [&step](const CachedPayload &message) {
            return listedRow(*step.catalog, message.secretId, message.modified) == Catalog::NoRow;
        });
    change.contact = step.isContact;
    if (step.isContact) {
        change.memory = step.memory.clone();
        change.whole = true;
    }
    return cache->apply(change);
}

/// Messages that nobody has used for long, or that are not wanted any more.
Expected<void> OfflineCopy::Private::tidy(KeepsOffline messages) const
{
    if (!cache || messages == KeepsOffline::Everything)
        return {};
    const auto dropped = cache->dropPayloadsUnusedFor(messages == KeepsOffline::Nothing ? 0 : DaysOfUse);
    return dropped ? Expected<void>() : failure(dropped);
}

Task<Expected<void>> OfflineCopy::Private::doStep(Self self, std::shared_ptr<const Step> step)
{
    const quint64 round = self->round;
    if (!self->isOpen) {
        const StopToken never;
        const Expected<Loaded> opened = co_await openFile(self, true, never);
        if (!opened)
            co_return failure(opened);
        if (self->choose().days <= 0) { // chosen meanwhile
            followChoice(self);
            co_return failure(ErrorKind::Cancelled);
        }
    }
    for (int attempt = 1;; ++attempt) {
        const Basis basis{self->kept, self->isTrusted, self->choose().messages};
        std::function<Expected<void>()> job = [self, step, basis] { return self->apply(*step, basis); };
        const Expected<void> done = co_await self->home.worker().run(std::move(job));
        if (self->round != round)
            co_return failure(ErrorKind::Cancelled);
        if (done)
            self->noteDone(*step);
        const bool isEmptied = !done && done.error().kind == ErrorKind::Malformed;
        if (isEmptied)
            self->kept.reset();
        if (isEmptied && step->catalog && attempt == 1) {
            self->trouble(done.error());
            continue;
        }
        if (!done || !step->isContact)
            co_return done;
        std::function<Expected<void>()> tidying = [self, basis] { return self->tidy(basis.messages); };
        co_return co_await self->home.worker().run(std::move(tidying)); // what was written is written
    }
}

void OfflineCopy::Private::followChoice(Self self)
{
    const Choice wanted = self->choose();
    if (!self->isOpen || (wanted.days > 0 && wanted.messages != KeepsOffline::Nothing))
        return;
    const bool isAll = wanted.days <= 0;
    if (isAll)
        self->reset();
    drop(std::move(self), isAll); // goes on by itself
}

/// A user who wants nothing kept is told when something could not be removed.
Task<void> OfflineCopy::Private::drop(Self self, bool isAll)
{
    std::function<Expected<void>()> job = [self, isAll]() -> Expected<void> {
        if (!isAll)
            return self->tidy(KeepsOffline::Nothing);
        self->cache.reset();
        return AccountCache::remove(self->home.folder(), self->account.id);
    };
    const Expected<void> dropped = co_await self->home.worker().run(std::move(job));
    if (!dropped)
        self->trouble(dropped.error());
}

void OfflineCopy::Private::noteDone(const Step &step)
{
    if (step.catalog)
        kept = step.catalog;
    if (!step.isContact)
        return;
    isTrusted = true;
    contact = home.clock().now();
}

Task<void> OfflineCopy::Private::work(Self self)
{
    self->isWorking = true;
    while (self->waiting && !self->isOff) {
        const quint64 round = self->round;
        const auto step = std::make_shared<const Step>(*std::exchange(self->waiting, std::nullopt));
        const Expected<void> done = co_await doStep(self, step);
        if (!done && self->round == round)
            self->trouble(done.error());
    }
    self->waiting.reset();
    self->isWorking = false;
}

} // namespace coffret
