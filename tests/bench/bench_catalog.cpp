// SPDX-License-Identifier: GPL-3.0-or-later
// From summaries to a catalog: how long, how much memory, and how it grows.
#include "core/model/catalogbuilder.h"
#include "tests/bench/heap.h"
#include "tests/support/fakes.h"

#include <benchmark/benchmark.h>

using namespace coffret;

namespace {

void catalogBuild(benchmark::State &state)
{
    const fakes::SampleIndex index = fakes::sampleIndex(static_cast<int>(state.range(0)));
    std::size_t bytes = 0;
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<Collection> collections = index.collections;
        std::vector<SecretSummary> secrets = index.secrets;
        const std::size_t before = heapInUse();
        state.ResumeTiming();
        const auto catalog = Catalog::build(std::move(collections), std::move(secrets));
        state.PauseTiming();
        bytes = heapInUse() + index.secrets.size() * sizeof(SecretSummary) - before; // the summaries are gone by now
        state.ResumeTiming();
    }
    state.counters["MB"] = static_cast<double>(bytes) / 1e6;
    state.SetComplexityN(state.range(0));
}
BENCHMARK(catalogBuild)->Arg(1'000)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->Complexity();

void catalogRowOf(benchmark::State &state)
{
    const fakes::SampleIndex index = fakes::sampleIndex(100'000);
    const auto catalog = Catalog::build(index.collections, index.secrets);
    std::size_t i = 0;
    for (auto _ : state) {
        i = (i + 7919) % index.secrets.size();
        benchmark::DoNotOptimize(catalog->rowOf(index.secrets[i].id));
    }
}
BENCHMARK(catalogRowOf)->Unit(benchmark::kNanosecond);

} // namespace
