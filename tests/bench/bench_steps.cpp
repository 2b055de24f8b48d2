// SPDX-License-Identifier: GPL-3.0-or-later
// What a change made elsewhere costs at 100,000 secrets: the next catalog, what became of its rows, and the list's way
// from the one to the other. Beside them what nobody can do without: copying a catalog's bytes, or comparing them.
#include "core/model/catalogsteps.h"
#include "tests/support/sampledata.h"
#include "ui/models/secretlistmodel.h"
#include "ui/models/sidebarnodes.h"

#include <benchmark/benchmark.h>

#include <cstring>
#include <numeric>

using namespace coffret;

namespace {

constexpr int Count = 100'000;

const fakes::SampleCatalog &sample()
{
    static const fakes::SampleCatalog made(Count);
    return made;
}

/// All bytes that a catalog is made of, about: texts, and what is known of each row.
std::string bytesOfACatalog()
{
    const Catalog &catalog = *sample().catalog;
    std::size_t texts = 0;
    for (const SecretSummary &secret : sample().index.secrets) {
        texts += static_cast<std::size_t>(secret.id.size() + secret.name.size() + secret.username.size());
        texts += static_cast<std::size_t>(secret.uris.front().size() + 1);
    }
    constexpr std::size_t OfARow = 72 + sizeof(WordSignature) + 2 * sizeof(quint32);
    return std::string(texts + catalog.searchArena().size() + Count * OfARow, 'x');
}

void patchTen(benchmark::State &state)
{
    const CatalogPatch patch = sample().patchOf(10);
    for (auto _ : state) {
        const auto patched = sample().catalog->patched(patch);
        benchmark::DoNotOptimize(patched->size());
    }
}
BENCHMARK(patchTen)->Unit(benchmark::kMillisecond);

void patchFloorCopy(benchmark::State &state)
{
    const std::string bytes = bytesOfACatalog();
    for (auto _ : state) {
        const std::string copy(bytes.data(), bytes.size());
        benchmark::DoNotOptimize(copy.data());
    }
}
BENCHMARK(patchFloorCopy)->Unit(benchmark::kMillisecond);

void stepsOfNothing(benchmark::State &state)
{
    const auto again = Catalog::build(sample().index.collections, sample().index.secrets);
    for (auto _ : state) {
        const auto steps = stepsBetween(sample().catalog, again);
        benchmark::DoNotOptimize(steps->changed.size());
    }
}
BENCHMARK(stepsOfNothing)->Unit(benchmark::kMillisecond);

void stepsFloorCompare(benchmark::State &state)
{
    const std::string bytes = bytesOfACatalog();
    const std::string others = bytes;
    for (auto _ : state)
        benchmark::DoNotOptimize(std::memcmp(bytes.data(), others.data(), bytes.size()));
}
BENCHMARK(stepsFloorCompare)->Unit(benchmark::kMillisecond);

/// There and back again, so that each turn finds the list as the one before did.
void listFollows(benchmark::State &state)
{
    const fakes::ManualClock clock;
    const auto there = sample().catalog->patched(sample().patchOf(static_cast<int>(state.range(0))));
    const auto steps = stepsBetween(sample().catalog, there);
    const auto stepsBack = stepsBetween(there, sample().catalog);
    std::vector<Catalog::Row> rows(Count);
    std::iota(rows.begin(), rows.end(), Catalog::Row(0));
    SecretListModel list(clock);
    int resets = 0;
    QObject::connect(&list, &QAbstractItemModel::modelReset, &list, [&resets] { ++resets; });
    list.show(sample().catalog, rows, {});
    for (auto _ : state) {
        list.show(there, rows, {}, {}, steps.get());
        list.show(sample().catalog, rows, {}, {}, stepsBack.get());
    }
    state.counters["resets"] = resets;
}
BENCHMARK(listFollows)->Arg(0)->Arg(10)->Arg(200)->Arg(1'000)->Unit(benchmark::kMillisecond);

void sidebarCounts(benchmark::State &state)
{
    SidebarOptions options;
    options.now = QDateTime::fromSecsSinceEpoch(1'600'000'000, Qt::UTC);
    for (auto _ : state)
        benchmark::DoNotOptimize(sidebarNodes(*sample().catalog, options).size());
}
BENCHMARK(sidebarCounts)->Unit(benchmark::kMillisecond);

} // namespace
