// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/toolbox/bignumber.h"

#include <span>
#include <vector>

namespace coffret {

/// Characters that count together: how many there are, and how many places of a text they take at least.
struct CharacterGroup
{
    quint32 size = 0;
    int minimum = 0;
};

/// Counts, exactly, the texts of a length that are made of disjoint groups of characters with a minimum each, and draws
/// how many characters of each group one of them has, every text being as likely as any other.
class Compositions
{
public:
    Compositions() = default;
    /// The minima must not come to more than length, nor the texts to more than a BigNumber holds.
    Compositions(std::vector<CharacterGroup> groups, int length);

    [[nodiscard]] const BigNumber &total() const { return m_ways.front().back(); }
    /// One place for each group. The sum is the length.
    void draw(std::span<quint32> counts) const;

private:
    template <typename Visit>
    void visitShares(std::size_t group, int length, Visit visit) const;

    std::vector<CharacterGroup> m_groups;
    std::vector<std::vector<BigNumber>> m_ways; ///< [first group][length]: the texts of that group and those after it
};

} // namespace coffret
