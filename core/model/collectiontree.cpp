// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/collectiontree.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace coffret {

namespace {

constexpr int PathLevels = 64;

std::vector<Collection> withoutDuplicates(std::vector<Collection> collections)
{
    QHash<QString, std::size_t> last;
    for (std::size_t i = 0; i < collections.size(); ++i)
        last.insert(collections[i].id, i);
    std::vector<Collection> kept;
    kept.reserve(collections.size());
    for (std::size_t i = 0; i < collections.size(); ++i) {
        if (!collections[i].id.isEmpty() && last.value(collections[i].id) == i)
            kept.push_back(std::move(collections[i]));
    }
    return kept;
}

std::vector<qint32> parentsOf(const std::vector<Collection> &collections)
{
    QHash<QString, qint32> indexById;
    for (std::size_t i = 0; i < collections.size(); ++i)
        indexById.insert(collections[i].id, static_cast<qint32>(i));
    std::vector<qint32> parents;
    parents.reserve(collections.size());
    for (const Collection &collection : collections)
        parents.push_back(indexById.value(collection.parentId, -1));
    return parents;
}

// Walks up from every entry once; whoever is met twice on one walk lies in a cycle.
void breakCycles(std::vector<qint32> &parents)
{
    std::vector<qint32> walkOf(parents.size(), -1);
    for (std::size_t start = 0; start < parents.size(); ++start) {
        const auto walk = static_cast<qint32>(start);
        qint32 at = walk;
        while (at >= 0 && walkOf[static_cast<std::size_t>(at)] < 0) {
            walkOf[static_cast<std::size_t>(at)] = walk;
            at = parents[static_cast<std::size_t>(at)];
        }
        if (at < 0 || walkOf[static_cast<std::size_t>(at)] != walk)
            continue;
        while (at >= 0) // ends at the first entry of the cycle, which has lost its parent by then
            at = std::exchange(parents[static_cast<std::size_t>(at)], -1);
    }
}

// Old indexes in the order of folded name, then id.
std::vector<qint32> byName(const std::vector<Collection> &collections, TextFolder &folder)
{
    std::vector<std::string> names;
    names.reserve(collections.size());
    for (const Collection &collection : collections)
        names.push_back(folder.fold(collection.name));
    std::vector<qint32> order(collections.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](qint32 a, qint32 b) {
        const auto left = static_cast<std::size_t>(a);
        const auto right = static_cast<std::size_t>(b);
        const int compared = names[left].compare(names[right]);
        return compared != 0 ? compared < 0 : collections[left].id < collections[right].id;
    });
    return order;
}

// Old indexes depth first: parents before children, siblings as in order.
std::vector<qint32> depthFirst(const std::vector<qint32> &parents, const std::vector<qint32> &order)
{
    std::vector<std::vector<qint32>> children(parents.size());
    std::vector<qint32> pending;
    for (auto it = order.rbegin(); it != order.rend(); ++it) { // backwards, because the stack turns it round again
        const qint32 parent = parents[static_cast<std::size_t>(*it)];
        (parent < 0 ? pending : children[static_cast<std::size_t>(parent)]).push_back(*it);
    }
    std::vector<qint32> visited;
    visited.reserve(parents.size());
    while (!pending.empty()) {
        const qint32 at = pending.back();
        pending.pop_back();
        visited.push_back(at);
        const auto &below = children[static_cast<std::size_t>(at)];
        pending.insert(pending.end(), below.begin(), below.end());
    }
    return visited;
}

} // namespace

CollectionTree::CollectionTree(std::vector<Collection> collections, TextFolder &folder)
{
    collections = withoutDuplicates(std::move(collections));
    std::vector<qint32> parents = parentsOf(collections);
    breakCycles(parents);
    const std::vector<qint32> visited = depthFirst(parents, byName(collections, folder));

    const std::size_t count = visited.size();
    std::vector<qint32> newIndex(count);
    for (std::size_t i = 0; i < count; ++i)
        newIndex[static_cast<std::size_t>(visited[i])] = static_cast<qint32>(i);
    for (std::size_t i = 0; i < count; ++i) {
        const auto old = static_cast<std::size_t>(visited[i]);
        m_parents.push_back(parents[old] < 0 ? -1 : newIndex[static_cast<std::size_t>(parents[old])]);
        m_ends.push_back(static_cast<qint32>(i) + 1);
        m_all.push_back(std::move(collections[old]));
        if (m_parents.back() < 0)
            m_all.back().parentId.clear();
        m_indexById.insert(m_all.back().id, static_cast<qint32>(i));
    }
    for (std::size_t i = count; i-- > 0;) { // children come after their parent, so their ends are final
        if (m_parents[i] >= 0) {
            qint32 &end = m_ends[static_cast<std::size_t>(m_parents[i])];
            end = std::max(end, m_ends[i]);
        }
    }
}

CollectionTree::Range CollectionTree::subtree(const QString &id) const
{
    if (id.isEmpty())
        return {-1, std::numeric_limits<qint32>::max()};
    const qint32 index = indexOf(id);
    return index < 0 ? Range{} : Range{index, m_ends[static_cast<std::size_t>(index)]};
}

QString CollectionTree::path(qint32 index) const
{
    std::vector<qint32> levels;
    for (; index >= 0 && levels.size() < PathLevels; index = m_parents[static_cast<std::size_t>(index)])
        levels.push_back(index);
    QString path;
    for (auto level = levels.rbegin(); level != levels.rend(); ++level) {
        if (!path.isEmpty())
            path += QLatin1String(" / ");
        path += m_all[static_cast<std::size_t>(*level)].name;
    }
    return path;
}

void CollectionTree::addUp(std::vector<int> &counts) const
{
    for (std::size_t i = m_all.size(); i-- > 0;) {
        if (m_parents[i] >= 0)
            counts[static_cast<std::size_t>(m_parents[i])] += counts[i];
    }
}

} // namespace coffret
