// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/toolbox/compositions.h"

namespace coffret {

Compositions::Compositions(std::vector<CharacterGroup> groups, int length)
    : m_groups(std::move(groups)), m_ways(m_groups.size() + 1, std::vector<BigNumber>(std::size_t(length) + 1))
{
    m_ways.back().front() = BigNumber(1);
    for (std::size_t group = m_groups.size(); group-- > 0;) {
        for (int rest = group == 0 ? length : 0; rest <= length; ++rest) {
            BigNumber &ways = m_ways[group][std::size_t(rest)];
            visitShares(group, rest, [&ways](int, const BigNumber &texts) {
                ways += texts;
                return true;
            });
        }
    }
}

/// For each number of places that the group may take of so many: how many texts of it and the groups after it that is.
/// Ends when visit returns false.
template <typename Visit>
void Compositions::visitShares(std::size_t group, int length, Visit visit) const
{
    BigNumber own(1); // which places, and which characters there: (length over taken) * size^taken
    for (int taken = 0; taken <= length; ++taken) {
        if (taken >= m_groups[group].minimum && !visit(taken, own * m_ways[group + 1][std::size_t(length - taken)]))
            return;
        own *= m_groups[group].size;
        own *= quint32(length - taken);
        own /= quint32(taken + 1);
    }
}

void Compositions::draw(std::span<quint32> counts) const
{
    int rest = int(m_ways.front().size()) - 1;
    for (std::size_t group = 0; group < m_groups.size(); ++group) {
        BigNumber place = m_ways[group][std::size_t(rest)].randomBelow();
        visitShares(group, rest, [&](int taken, const BigNumber &texts) {
            counts[group] = quint32(taken);
            if (place < texts)
                return false;
            place -= texts;
            return true;
        });
        rest -= int(counts[group]);
        place.wipe();
    }
}

} // namespace coffret
