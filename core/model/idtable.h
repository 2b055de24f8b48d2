// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <bit>
#include <string_view>
#include <vector>

namespace coffret {

/// Finds numbered entries by a key that lies elsewhere: open addressing over 32-bit numbers, at most half full,
/// ten bytes an entry. keyOf(number) tells the key of an entry that was put in.
class IdTable
{
public:
    static constexpr quint32 None = ~quint32{0};

    explicit IdTable(std::size_t entries = 0) : m_slots(std::bit_ceil(entries * 2 + 2), None) {}

    /// The slot that holds the entry with this key, or None where it belongs. Not more entries than announced.
    template <typename KeyOf>
    [[nodiscard]] quint32 &slot(std::string_view key, KeyOf keyOf)
    {
        return m_slots[indexOf(key, keyOf)];
    }
    template <typename KeyOf>
    [[nodiscard]] quint32 find(std::string_view key, KeyOf keyOf) const
    {
        return m_slots[indexOf(key, keyOf)];
    }

    /// Gives every entry the number that renumbered says for its old one.
    void renumber(const std::vector<quint32> &renumbered)
    {
        for (quint32 &number : m_slots)
            number = number == None ? None : renumbered[number];
    }

private:
    template <typename KeyOf>
    std::size_t indexOf(std::string_view key, KeyOf keyOf) const
    {
        const std::size_t mask = m_slots.size() - 1;
        // The seed is random per process: a server cannot choose ids that collide.
        std::size_t index = qHashBits(key.data(), key.size(), QHashSeed::globalSeed()) & mask;
        while (m_slots[index] != None && keyOf(m_slots[index]) != key)
            index = (index + 1) & mask;
        return index;
    }

    std::vector<quint32> m_slots;
};

} // namespace coffret
