// SPDX-License-Identifier: GPL-3.0-or-later
// From a cache on the disk to a catalog, as at every start: how long, and how it grows. And what one change costs.
#include "tests/support/sampledata.h"

#include <benchmark/benchmark.h>

using namespace coffret;

namespace {

void cacheLoad(benchmark::State &state)
{
    const fakes::SampleCache sample(static_cast<int>(state.range(0)));
    std::size_t found = 0;
    for (auto _ : state) {
        const auto content = sample.open()->load({});
        found = content ? content->catalog->size() : 0;
    }
    if (!sample.isThere() || found != static_cast<std::size_t>(state.range(0)))
        state.SkipWithError("the cache was not read");
    state.SetComplexityN(state.range(0));
}
BENCHMARK(cacheLoad)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->Complexity();

void cacheChangeOne(benchmark::State &state)
{
    const fakes::SampleCache sample(static_cast<int>(state.range(0)));
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
