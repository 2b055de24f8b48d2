// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <vector>

namespace coffret::test {

/// How far counts are from what was expected of them, in Pearson's measure.
inline double chiSquare(const std::vector<int> &counts, const std::vector<double> &expected)
{
    double sum = 0;
    for (std::size_t i = 0; i < counts.size(); ++i)
        sum += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    return sum;
}

/// The same where every count should be as large as any other.
inline double chiSquare(const std::vector<int> &counts)
{
    double total = 0;
    for (const int count : counts)
        total += count;
    return chiSquare(counts, std::vector<double>(counts.size(), total / double(counts.size())));
}

/// What an even choice exceeds once in about a thousand million runs (Wilson and Hilferty's approximation).
inline double chiSquareLimit(std::size_t kinds)
{
    const double freedom = double(kinds) - 1;
    const double spread = 2 / (9 * freedom);
    return freedom * std::pow(1 - spread + 6 * std::sqrt(spread), 3);
}

} // namespace coffret::test
