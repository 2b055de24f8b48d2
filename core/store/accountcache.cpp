// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/accountcache.h"

#include "core/model/catalogbuilder.h"
#include "core/openpgp/encryptedmessage.h"
#include "core/store/cachecodec.h"
#include "core/store/cachetables.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <limits>

namespace coffret {

namespace {

using Kind = CacheTables::Kind;

constexpr qint64 LargestPlaintext = 1024 * 1024; // what is opened at all
constexpr qint64 BrokenRowsLimit = 100;          // one in so many
constexpr qint64 ClockToleranceSeconds = 300;
constexpr std::size_t AtATime = 1024; // summaries need not exist all at once

QString stateName()
{
    return QStringLiteral("state");
}

QString memoryName()
{
    return QStringLiteral("memory");
}

bool areMessages(const std::vector<CachedPayload> &payloads)
{
    return std::all_of(payloads.begin(), payloads.end(), [](const CachedPayload &payload) {
        return encryptedPackets(payload.ciphertext, LargestPlaintext).has_value();
    });
}

/// More would fill the disk, and one is enough to look at.
void keepLastAside(const CachePlace &place, const QString &aside)
{
    for (const QString &file : place.databaseFiles()) {
        if (file != aside && file.contains(QLatin1String(".unreadable-")))
            QFile::remove(file);
    }
}

} // namespace

AccountCache::AccountCache(CachePlace place, QString accountId, std::shared_ptr<const CacheKey> key, const Clock &clock,
                           CacheLock lock)
    : m_place(std::move(place))
    , m_accountId(std::move(accountId))
    , m_key(std::move(key))
    , m_clock(clock)
    , m_lock(std::move(lock))
{
}

AccountCache::~AccountCache() = default;

Expected<std::unique_ptr<AccountCache>> AccountCache::open(const QString &folder, const QString &accountId,
                                                           std::shared_ptr<const CacheKey> key, const Clock &clock)
{
    CachePlace place(folder, accountId);
    Expected<CacheLock> lock = CacheLock::take(place);
    if (!lock)
        return failure(lock);
    std::unique_ptr<AccountCache> cache(
        new AccountCache(std::move(place), accountId, std::move(key), clock, *std::move(lock)));
    const auto aside = openOrSetAside(cache->m_place.database(), [&cache] { return cache->setUp(); });
    if (!aside)
        return failure(aside);
    cache->m_setAside = *aside;
    if (!aside->isEmpty())
        keepLastAside(cache->m_place, *aside);
    return cache;
}

Expected<void> AccountCache::setUp()
{
    m_tables.reset();
    auto tables = CacheTables::open(m_place.database(), m_accountId, m_key);
    if (!tables)
        return failure(tables);
    const Expected<CacheState> state = recall(**tables);
    if (!state)
        return failure(state);
    m_state = std::make_unique<CacheState>(*state);
    m_tables = *std::move(tables);
    return {};
}

Expected<CacheState> AccountCache::recall(CacheTables &tables) const
{
    SecretBuffer content;
    const CacheTables::Found found = tables.find(Kind::Note, stateName(), content);
    if (found == CacheTables::Found::Failed)
        return tl::unexpected(tables.fault());
    if (found == CacheTables::Found::Yes) {
        if (const auto state = decodeCacheState(content.view()))
            return *state;
    }
    const bool isNew = found == CacheTables::Found::No && tables.count(Kind::Secret) == 0 &&
                       tables.count(Kind::Collection) == 0 && tables.count(Kind::Payload) == 0;
    if (!isNew) // sealed with another key, or damaged where nothing else can be believed any more
        return failure(ErrorKind::Malformed, m_place.database());
    const CacheState fresh;
    const auto written = tables.transact([&] { return tables.put(Kind::Note, stateName(), encodeCache(fresh)); });
    if (!written)
        return failure(written);
    return fresh;
}

Error AccountCache::handled(Error error)
{
    if (error.kind != ErrorKind::Malformed)
        return error;
    m_tables.reset();
    const Expected<QString> aside = setDatabaseAside(m_place.database());
    if (!aside)
        return aside.error();
    keepLastAside(m_place, *aside);
    if (const Expected<void> again = setUp(); !again)
        return again.error();
    return {ErrorKind::Malformed, *aside, 0};
}

Expected<CacheContent> AccountCache::load(const StopToken &stop, const CacheNotes &notes)
{
    if (m_tables == nullptr)
        return failure(ErrorKind::StorageFault, m_place.database());
    Expected<CacheContent> content = read(stop, notes);
    if (!content) {
        const Error error = handled(content.error());
        if (error.kind != ErrorKind::Malformed)
            return tl::unexpected(error);
        content = CacheContent();
        m_setAside = error.detail;
    }
    content->setAside = std::exchange(m_setAside, {});
    const QDateTime now = m_clock.now();
    content->clockWentBack = m_state->clock.isValid() && now < m_state->clock.addSecs(-ClockToleranceSeconds);
    if (!m_state->clock.isValid() || now > m_state->clock) {
        CacheState seen = *m_state;
        seen.clock = now;
        static_cast<void>(change(seen, [] { return true; })); // where it fails, the next start knows a little less
    }
    return content;
}

Expected<CacheContent> AccountCache::read(const StopToken &stop, const CacheNotes &notes)
{
    CacheContent content;
    if (m_tables->find(Kind::Note, memoryName(), content.memory) == CacheTables::Found::Failed)
        return tl::unexpected(m_tables->fault());
    std::vector<Collection> collections;
    const auto brokenCollections = m_tables->readAll(Kind::Collection, stop, [&](std::string_view bytes) {
        auto collection = decodeCachedCollection(bytes);
        if (collection)
            collections.push_back(*std::move(collection));
        return collection.has_value();
    });
    if (!brokenCollections)
        return failure(brokenCollections);
    CatalogBuilder builder;
    const auto secrets = readSecrets(builder, stop, notes);
    if (!secrets)
        return failure(secrets);

    const auto goodCollections = static_cast<qint64>(collections.size());
    builder.add(std::move(collections));
    content.catalog = std::move(builder).finish();
    const qint64 expected = m_state->secrets + m_state->collections;
    const qint64 lost = std::max<qint64>(expected - secrets->good - goodCollections, 0);
    const bool isAnyTwice = content.catalog->size() != secrets->good ||
                            static_cast<qint64>(content.catalog->collections().size()) != goodCollections;
    if (isAnyTwice || lost * BrokenRowsLimit > expected)
        return failure(ErrorKind::Malformed, m_place.database());
    const bool isAll = secrets->good == m_state->secrets && goodCollections == m_state->collections;
    if (!isAll || !secrets->broken.empty() || !brokenCollections->empty())
        removeBroken(secrets->broken, *brokenCollections);
    content.whole = m_state->whole;
    content.contact = m_state->contact;
    content.lost = static_cast<int>(lost);
    return content;
}

Expected<AccountCache::SecretsRead> AccountCache::readSecrets(CatalogBuilder &builder, const StopToken &stop,
                                                              const CacheNotes &notes)
{
    SecretsRead read;
    std::vector<SecretSummary> some;
    auto broken = m_tables->readAll(Kind::Secret, stop, [&](std::string_view bytes) {
        auto secret = decodeCachedSecret(bytes);
        if (!secret)
            return false;
        ++read.good;
        if (notes && !(secret->mark.isEmpty() && secret->extra.isEmpty()))
            notes(secret->summary.id, secret->mark, secret->extra);
        some.push_back(std::move(secret->summary));
        if (some.size() == AtATime)
            builder.add(std::exchange(some, {}));
        return true;
    });
    if (!broken)
        return failure(broken);
    builder.add(std::move(some));
    read.broken = *std::move(broken);
    return read;
}

/// Where that fails, they are found again the next time.
void AccountCache::removeBroken(const std::vector<QByteArray> &secrets, const std::vector<QByteArray> &collections)
{
    m_state->whole = false;
    const auto drop = [this](Kind kind, const std::vector<QByteArray> &names) {
        return std::all_of(names.begin(), names.end(),
                           [&](const QByteArray &name) { return m_tables->dropNamed(kind, name); });
    };
    static_cast<void>(
        change(*m_state, [&] { return drop(Kind::Secret, secrets) && drop(Kind::Collection, collections); }));
}

/// Does work and keeps state beside it: both or neither.
template <typename Work>
Expected<void> AccountCache::change(CacheState state, Work work)
{
    const auto done = m_tables->transact([&] {
        if (!work())
            return false;
        const auto secrets = m_tables->count(Kind::Secret);
        const auto collections = m_tables->count(Kind::Collection);
        state.secrets = secrets.value_or(0);
        state.collections = collections.value_or(0);
        return secrets && collections && m_tables->put(Kind::Note, stateName(), encodeCache(state));
    });
    if (done)
        *m_state = state;
    return done;
}

Expected<void> AccountCache::apply(const CacheChange &change)
{
    if (m_tables == nullptr)
        return failure(ErrorKind::StorageFault, m_place.database());
    if (!areMessages(change.payloads))
        return failure(ErrorKind::InvalidInput, QStringLiteral("only messages are kept"));
    CacheState state = *m_state;
    state.whole = change.whole.value_or(state.whole);
    if (change.contact)
        state.contact = state.clock = m_clock.now();
    const auto done = this->change(state, [&] { return drop(change) && put(change); });
    if (!done)
        return tl::unexpected(handled(done.error()));
    return {};
}

bool AccountCache::drop(const CacheChange &change)
{
    const auto dropAll = [this](Kind kind, const QStringList &ids) {
        return std::all_of(ids.begin(), ids.end(), [&](const QString &id) { return m_tables->drop(kind, id); });
    };
    return dropAll(Kind::Secret, change.goneSecrets) && dropAll(Kind::Payload, change.goneSecrets) &&
           dropAll(Kind::Collection, change.goneCollections) && dropAll(Kind::Payload, change.gonePayloads);
}

bool AccountCache::put(const CacheChange &change)
{
    const auto putSecret = [this](const CachedSecret &secret) {
        return secret.summary.id.isEmpty() || m_tables->put(Kind::Secret, secret.summary.id, encodeCache(secret));
    };
    const auto putCollection = [this](const Collection &collection) {
        return collection.id.isEmpty() || m_tables->put(Kind::Collection, collection.id, encodeCache(collection));
    };
    const auto putPayload = [this](const CachedPayload &payload) {
        return m_tables->put(Kind::Payload, payload.secretId, encodeCache(payload)) &&
               m_tables->noteUse(payload.secretId, today());
    };
    const auto all = [](const auto &list, auto work) { return std::all_of(list.begin(), list.end(), work); };
    return all(change.secrets, putSecret) && all(change.collections, putCollection) &&
           all(change.payloads, putPayload) &&
           (!change.memory || m_tables->put(Kind::Note, memoryName(), change.memory->view())) &&
           (!change.contact || m_tables->setContact(m_clock.now().toSecsSinceEpoch()));
}

qint64 AccountCache::today() const
{
    return m_clock.now().date().toJulianDay();
}

Expected<std::optional<CachedPayload>> AccountCache::payload(const QString &secretId)
{
    if (m_tables == nullptr)
        return failure(ErrorKind::StorageFault, m_place.database());
    SecretBuffer content;
    const CacheTables::Found found = m_tables->find(Kind::Payload, secretId, content);
    if (found == CacheTables::Found::Failed)
        return tl::unexpected(handled(m_tables->fault()));
    if (found == CacheTables::Found::No)
        return std::nullopt;
    std::optional<CachedPayload> payload;
    if (found == CacheTables::Found::Yes)
        payload = decodeCachedPayload(content.view());
    // Whether that can be noted now or the next time makes no difference to what was asked for.
    static_cast<void>(payload ? m_tables->noteUse(secretId, today()) : m_tables->drop(Kind::Payload, secretId));
    return payload;
}

Expected<QStringList> AccountCache::withoutPayload(const QStringList &secretIds)
{
    if (m_tables == nullptr)
        return failure(ErrorKind::StorageFault, m_place.database());
    QStringList missing;
    for (const QString &id : secretIds) {
        if (!m_tables->has(Kind::Payload, id))
            missing.append(id);
    }
    return missing;
}

Expected<int> AccountCache::dropPayloadsUnusedFor(int days)
{
    if (m_tables == nullptr)
        return failure(ErrorKind::StorageFault, m_place.database());
    std::optional<qint64> dropped;
    const auto done = m_tables->transact([&] {
        // All are all, those noted while the clock was ahead too.
        const qint64 last = days > 0 ? today() - days : std::numeric_limits<qint64>::max();
        dropped = m_tables->dropPayloadsUnusedSince(last);
        return dropped.has_value();
    });
    if (!done)
        return tl::unexpected(handled(done.error()));
    return static_cast<int>(*dropped);
}

Expected<CacheKept> AccountCache::kept()
{
    if (m_tables == nullptr)
        return failure(ErrorKind::StorageFault, m_place.database());
    const auto payloads = m_tables->count(Kind::Payload);
    const auto bytes = m_tables->payloadBytes();
    if (!payloads || !bytes)
        return tl::unexpected(handled(m_tables->fault()));
    CacheKept kept;
    kept.secrets = static_cast<int>(m_state->secrets);
    kept.collections = static_cast<int>(m_state->collections);
    kept.payloads = static_cast<int>(*payloads);
    kept.payloadBytes = *bytes;
    for (const QString &file : m_place.databaseFiles())
        kept.fileBytes += QFileInfo(file).size();
    kept.contact = m_state->contact;
    return kept;
}

Expected<void> AccountCache::remove(const QString &folder, const QString &accountId)
{
    const CachePlace place(folder, accountId);
    const Expected<CacheLock> lock = CacheLock::take(place);
    if (!lock)
        return failure(lock);
    if (const auto removed = place.removeDatabaseFiles(); !removed)
        return removed;
    lock->removeFile();
    return {};
}

} // namespace coffret
