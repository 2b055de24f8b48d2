// SPDX-License-Identifier: GPL-3.0-or-later
// What grows with a vault, from a thousand secrets to a million. report.py fits the exponents.
#include "core/model/catalogbuilder.h"
#include "core/search/searchrun.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passbolttypes.h"
#include "tests/bench/heap.h"
#include "tests/support/sampledata.h"

#include <benchmark/benchmark.h>

#include <map>

using namespace coffret;

namespace {

constexpr int RowsOfAPage = 1'000;

int sizeOf(const benchmark::State &state)
{
    return static_cast<int>(state.range(0));
}

void growthBuild(benchmark::State &state)
{
    const fakes::SampleIndex index = fakes::sampleIndex(sizeOf(state));
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
}

/// Made once: writing a million rows takes longer than reading them.
const fakes::SampleCache &cacheOf(int count)
{
    static std::map<int, std::unique_ptr<fakes::SampleCache>> made;
    auto &cache = made[count];
    if (!cache)
        cache = std::make_unique<fakes::SampleCache>(count);
    return *cache;
}

void growthLoad(benchmark::State &state)
{
    const fakes::SampleCache &sample = cacheOf(sizeOf(state));
    int found = 0;
    for (auto _ : state) {
        const auto content = sample.open()->load({});
        found = content ? static_cast<int>(content->catalog->size()) : 0;
    }
    if (!sample.isThere() || found != sizeOf(state))
        state.SkipWithError("the cache was not read");
}

void growthParse(benchmark::State &state)
{
    const std::vector<QByteArray> pages = fakes::passboltPagesOf(sizeOf(state), RowsOfAPage);
    const QHash<QString, QString> slugs = builtInPassboltSlugs();
    int found = 0;
    for (auto _ : state) {
        CatalogBuilder builder;
        for (const QByteArray &page : pages) {
            Expected<PassboltResourcePage> parsed = parseResources(page, slugs);
            std::vector<SecretSummary> secrets;
            secrets.reserve(parsed->resources.size());
            for (PassboltResource &resource : parsed->resources)
                secrets.push_back(std::move(resource.summary));
            builder.add(std::move(secrets));
        }
        found = static_cast<int>(std::move(builder).finish()->size());
    }
    if (found != sizeOf(state))
        state.SkipWithError("the list was not read");
}

/// Everything that is found for what was typed, as a worker looks for it.
void searchAll(benchmark::State &state, const QString &text)
{
    const fakes::SampleCatalog sample(sizeOf(state));
    SearchQuery query;
    query.text = text;
    std::size_t found = 0;
    for (auto _ : state) {
        const SearchResult result = SearchRun(sample.catalog, query).all();
        found = result.rows.size();
    }
    if (found == 0)
        state.SkipWithError("nothing was found");
}

void growthFirstKey(benchmark::State &state)
{
    searchAll(state, QStringLiteral("g"));
}

void growthPrefix(benchmark::State &state)
{
    searchAll(state, QStringLiteral("git"));
}

void sizes(benchmark::internal::Benchmark *row)
{
    row->RangeMultiplier(10)->Range(1'000, 1'000'000)->Unit(benchmark::kMillisecond);
}

BENCHMARK(growthBuild)->Apply(sizes);
BENCHMARK(growthLoad)->Apply(sizes);
BENCHMARK(growthParse)->Apply(sizes);
BENCHMARK(growthFirstKey)->Apply(sizes);
BENCHMARK(growthPrefix)->Apply(sizes);

} // namespace
