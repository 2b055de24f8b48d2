// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/namesort.h"

#include <algorithm>

namespace coffret {

namespace {

// Names share long beginnings, so comparing them whole would read the same bytes again and again. Instead eight bytes
// at a time decide, and only names that are equal so far go on to the next eight.
class NameSort
{
public:
    explicit NameSort(const std::vector<NamedRow> &rows) : m_rows(rows), m_keys(rows.size())
    {
        for (std::size_t i = 0; i < rows.size(); ++i)
            m_keys[i].index = static_cast<quint32>(i);
    }

    std::vector<quint32> run()
    {
        m_pending.push_back({0, m_keys.size(), 0});
        while (!m_pending.empty()) {
            const Run next = m_pending.back();
            m_pending.pop_back();
            sort(next);
        }
        std::vector<quint32> order;
        order.reserve(m_keys.size());
        for (const Key &key : m_keys)
            order.push_back(m_rows[key.index].row);
        return order;
    }

private:
    static constexpr std::size_t Step = 8;
    struct Key
    {
        quint64 bytes = 0; ///< eight of the name, as a number that sorts like them
        quint32 index = 0;
    };
    /// Keys begin .. end-1 whose names have their first depth bytes in common.
    struct Run
    {
        std::size_t begin, end, depth;
    };

    [[nodiscard]] static quint64 bytesFrom(std::string_view name, std::size_t depth)
    {
        quint64 bytes = 0;
        for (std::size_t i = depth; i < depth + Step; ++i)
            bytes = bytes << 8 | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0u);
        return bytes;
    }

    void sort(const Run &run)
    {
        const auto begin = m_keys.begin() + static_cast<std::ptrdiff_t>(run.begin);
        const auto end = m_keys.begin() + static_cast<std::ptrdiff_t>(run.end);
        const auto isLonger = [this, &run](const Key &key) { return m_rows[key.index].name.size() > run.depth; };
        if (run.end - run.begin <= Step || std::none_of(begin, end, isLonger)) {
            std::sort(begin, end, [this](const Key &a, const Key &b) {
                const NamedRow &left = m_rows[a.index];
                const NamedRow &right = m_rows[b.index];
                const int compared = left.name.compare(right.name);
                return compared != 0 ? compared < 0 : left.id < right.id;
            });
            return;
        }
        for (auto key = begin; key != end; ++key)
            key->bytes = bytesFrom(m_rows[key->index].name, run.depth);
        std::sort(begin, end, [](const Key &a, const Key &b) { return a.bytes < b.bytes; });
        for (std::size_t i = run.begin; i < run.end;) {
            const std::size_t first = i;
            while (i < run.end && m_keys[i].bytes == m_keys[first].bytes)
                ++i;
            if (i - first > 1)
                m_pending.push_back({first, i, run.depth + Step});
        }
    }

    const std::vector<NamedRow> &m_rows;
    std::vector<Key> m_keys;
    std::vector<Run> m_pending; ///< a list of its own instead of recursion: names may be long
};

} // namespace

std::vector<quint32> sortedByName(const std::vector<NamedRow> &rows)
{
    return NameSort(rows).run();
}

} // namespace coffret
