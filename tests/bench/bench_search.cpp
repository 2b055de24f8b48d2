// SPDX-License-Identifier: GPL-3.0-or-later
// Search over 100,000 secrets, best 100, beside two floors: one memmem pass over the same folded text, and what a
// program does that keeps its records as QStrings.
#include "core/search/searchrun.h"
#include "tests/support/sampledata.h"

#include <benchmark/benchmark.h>

#include <cstring>

using namespace coffret;

namespace {

constexpr int Count = 100'000;
constexpr std::size_t Limit = 100;

const fakes::SampleCatalog &sample()
{
    static const fakes::SampleCatalog made(Count);
    return made;
}

// Typed one after the other: the first keys hit nearly everything, the last one a single name.
struct Needle
{
    const char *row;
    const char *text;
};
constexpr Needle Needles[] = {
    {"first key", "g"},          {"prefix", "git"},         {"inside", "ail"},
    {"exact", "exact"},          {"miss", "zzqqzz"},        {"path only", "human resources"},
    {"two words", "grace prod"}, {"three words", "a b c"},  {"host", "postgresql42"},
    {"accent", "Café"},          {"cyrillic", "камера 77"},
};

QString textOf(const Needle &needle)
{
    if (std::strcmp(needle.text, "exact") == 0)
        return sample().catalog->name(Count / 2);
    return QString::fromUtf8(needle.text);
}

void searchCatalog(benchmark::State &state, const Needle &needle)
{
    SearchQuery query;
    query.text = textOf(needle);
    query.limit = Limit;
    std::size_t found = 0;
    for (auto _ : state) {
        const auto rows = search(*sample().catalog, query);
        found = rows.size();
        benchmark::DoNotOptimize(rows.data());
    }
    state.counters["found"] = static_cast<double>(found);
}

// Typed with mistakes: nothing has the words as they are, so that every row is looked at.
constexpr Needle Mistyped[] = {
    {"one typo, short", "mial"},  {"one typo", "jenkisn"},
    {"two typos", "kubrenetse"},  {"typo and a word", "prod psotgresql"},
    {"typo, cyrillic", "камреа"}, {"typo, nothing like it", "zzqqzzqq"},
};

void searchMistyped(benchmark::State &state, const Needle &needle)
{
    SearchQuery query;
    query.text = textOf(needle);
    query.limit = Limit;
    query.typosBelow = Limit;
    std::size_t found = 0;
    for (auto _ : state) {
        const auto rows = search(*sample().catalog, query);
        found = rows.size();
        benchmark::DoNotOptimize(rows.data());
    }
    state.counters["found"] = static_cast<double>(found);
}

// What the list does with a key: the first screens on the main thread, everything on a worker.
SearchQuery typedQuery(const Needle &needle)
{
    SearchQuery query;
    query.text = textOf(needle);
    query.typosBelow = 20;
    return query;
}

void runFirst(benchmark::State &state, const Needle &needle)
{
    for (auto _ : state) {
        const SearchResult found = SearchRun(sample().catalog, typedQuery(needle)).first(200);
        benchmark::DoNotOptimize(found.rows.data());
    }
}

void runAll(benchmark::State &state, const Needle &needle)
{
    for (auto _ : state) {
        const SearchResult found = SearchRun(sample().catalog, typedQuery(needle)).all();
        benchmark::DoNotOptimize(found.rows.data());
    }
}

// One pass that finds every row with the longest word in it, and does nothing with them.
void floorMemmem(benchmark::State &state, const Needle &needle)
{
    const Catalog &catalog = *sample().catalog;
    const std::string_view arena = catalog.searchArena();
    QByteArray longest;
    for (const QByteArray &word : Catalog::fold(textOf(needle)).toUtf8().split(' '))
        longest = word.size() > longest.size() ? word : longest;
    std::size_t found = 0;
    for (auto _ : state) {
        const char *at = arena.data();
        const char *const end = at + arena.size();
        found = 0;
        const auto rest = [&] { return static_cast<std::size_t>(end - at); };
        while (const void *hit = memmem(at, rest(), longest.constData(), static_cast<std::size_t>(longest.size()))) {
            ++found;
            at = static_cast<const char *>(hit) + longest.size();
        }
        benchmark::DoNotOptimize(found);
    }
    state.counters["found"] = static_cast<double>(found);
}

void floorQString(benchmark::State &state, const Needle &needle)
{
    const auto &secrets = sample().index.secrets;
    const QStringList words = textOf(needle).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (auto _ : state) {
        std::size_t found = 0;
        for (const SecretSummary &secret : secrets) {
            const auto has = [&secret](const QString &word) {
                return secret.name.contains(word, Qt::CaseInsensitive) ||
                       secret.username.contains(word, Qt::CaseInsensitive) ||
                       secret.uris.front().contains(word, Qt::CaseInsensitive);
            };
            found += std::all_of(words.begin(), words.end(), has) ? 1 : 0;
        }
        benchmark::DoNotOptimize(found);
    }
}

template <typename Function>
void add(const char *name, const Needle &needle, Function function)
{
    const std::string full = std::string(name) + '/' + needle.row;
    benchmark::RegisterBenchmark(full.c_str(), function, needle)->Unit(benchmark::kMicrosecond);
}

const int registered = [] {
    for (const Needle &needle : Needles) {
        add("search", needle, searchCatalog);
        add("searchFloorMemmem", needle, floorMemmem);
        add("searchFloorQString", needle, floorQString);
        add("searchFirst", needle, runFirst);
        add("searchAll", needle, runAll);
    }
    for (const Needle &needle : Mistyped) {
        add("search", needle, searchMistyped);
        add("searchFloorMemmem", needle, floorMemmem);
        add("searchFirst", needle, runFirst);
        add("searchAll", needle, runAll);
    }
    return 0;
}();

} // namespace
