// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"
#include "core/model/textfolder.h"

#include <QHash>

#include <vector>

namespace coffret {

[[nodiscard]] inline bool operator==(const Collection &a, const Collection &b)
{
    return a.id == b.id && a.parentId == b.parentId && a.name == b.name && a.right == b.right && a.shared == b.shared &&
           a.markers == b.markers;
}

/// The collections of one catalog in depth-first order, so that a subtree is a range of indexes. Immutable once built.
class CollectionTree
{
public:
    /// Indexes first .. end-1; -1 stands for the root.
    struct Range
    {
        qint32 first = 0;
        qint32 end = 0;
        [[nodiscard]] bool contains(qint32 index) const noexcept { return index >= first && index < end; }
    };

    CollectionTree() = default;
    /// Entries without id are dropped, of equal ids the last one stays. Those in a cycle or with a missing parent
    /// become roots, and say so in their parentId.
    CollectionTree(std::vector<Collection> collections, TextFolder &folder);

    [[nodiscard]] const std::vector<Collection> &all() const noexcept { return m_all; }
    [[nodiscard]] qint32 indexOf(const QString &id) const { return m_indexById.value(id, -1); }
    /// Empty for an unknown id; everything, the root included, for an empty one.
    [[nodiscard]] Range subtree(const QString &id) const;
    /// Names from the root down to index, joined with " / "; only the nearest 64 levels. Empty for -1.
    [[nodiscard]] QString path(qint32 index) const;
    /// Turns numbers per collection into numbers per subtree.
    void addUp(std::vector<int> &counts) const;

private:
    std::vector<Collection> m_all;
    std::vector<qint32> m_parents; ///< -1: root
    std::vector<qint32> m_ends;    ///< one past the last descendant
    QHash<QString, qint32> m_indexById;
};

} // namespace coffret
