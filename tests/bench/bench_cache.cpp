// SPDX-License-Identifier: GPL-3.0-or-later
// From a cache on the disk to a catalog, as at every start: how long, and how it grows. And what one change costs.
#include "core/secret/sealedbox.h"
#include "core/store/accountcache.h"
#include "tests/support/fakes.h"

#include <benchmark/benchmark.h>

#include <QTemporaryDir>

using namespace coffret;

namespace {

/// One cache of so many secrets, closed.
struct SampleCache
{
    explicit SampleCache(int count)
    {
        const fakes::SampleIndex index = fakes::sampleIndex(count);
        CacheChange change = CacheChange::between(nullptr, *Catalog::build(index.collections, index.secrets));
        for (CachedSecret &secret : change.secrets)
            secret.mark = QByteArray(16, 'm');
        change.whole = true;
        isThere = open()->apply(change).has_value();
    }
    [[nodiscard]] std::unique_ptr<AccountCache> open() const
    {
        return AccountCache::open(folder.path(), QStringLiteral("account"), key, clock).value();
    }

    QTemporaryDir folder;
    std::shared_ptr<const CacheKey> key = std::make_shared<const CacheKey>(newBoxKey());
    SystemClock clock;
    bool isThere = false;
};

void cacheLoad(benchmark::State &state)
{
    const SampleCache sample(static_cast<int>(state.range(0)));
    std::size_t found = 0;
    for (auto _ : state) {
        const auto content = sample.open()->load({});
        found = content ? content->catalog->size() : 0;
    }
    if (!sample.isThere || found != static_cast<std::size_t>(state.range(0)))
        state.SkipWithError("the cache was not read");
    state.SetComplexityN(state.range(0));
}
BENCHMARK(cacheLoad)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->Complexity();

void cacheChangeOne(benchmark::State &state)
{
    const SampleCache sample(static_cast<int>(state.range(0)));
    const auto cache = sample.open();
    CacheChange change;
    change.secrets.push_back({fakes::sampleIndex(1).secrets.front()});
    bool isDone = true;
    for (auto _ : state)
        isDone = cache->apply(change) && isDone;
    if (!isDone)
        state.SkipWithError("the change was not kept");
}
BENCHMARK(cacheChangeOne)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMicrosecond);

} // namespace
