// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace coffret::test {

/// Milliseconds that work takes; negative when it says that it failed.
template <typename Work>
[[nodiscard]] double milliseconds(Work work)
{
    const auto start = std::chrono::steady_clock::now();
    const bool done = work();
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - start;
    return done ? taken.count() : -1;
}

[[nodiscard]] inline double medianOf(std::vector<double> times)
{
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    return *middle;
}

/// Times ours and what stands beside it in turn within one loop, because the machine's speed drifts: their ratio is
/// what counts. What comes before each round is not timed. Counters: median_ms, floor_ms, ratio.
template <typename Before, typename Ours, typename Beside>
void timeInTurn(benchmark::State &state, Before before, Ours ours, Beside beside)
{
    std::vector<double> times;
    std::vector<double> floor;
    for (auto _ : state) {
        before();
        times.push_back(milliseconds(ours));
        floor.push_back(milliseconds(beside));
        if (times.back() < 0 || floor.back() < 0)
            state.SkipWithError("something failed that was to be timed");
        state.SetIterationTime(times.back() / 1e3);
    }
    state.counters["median_ms"] = medianOf(times);
    state.counters["floor_ms"] = medianOf(floor);
    state.counters["ratio"] = medianOf(times) / medianOf(floor);
}

} // namespace coffret::test
