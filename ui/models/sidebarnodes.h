// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QString>

#include <vector>

namespace coffret {

/// One row of the sidebar, shown or not.
struct SidebarNode
{
    QString id; ///< "all", "type:login", "collection:<id>"
    QString label;
    QString kind; ///< as id, but "collection" for every collection
    QString iconName;
    int depth = 0;
    int count = 0;
    int end = 0; ///< index one past its last descendant
    bool expandable = false;
    Markers markers; ///< of a collection's name
};

/// The whole tree, depth-first: smart lists, the types that occur, collections.
[[nodiscard]] std::vector<SidebarNode> sidebarNodes(const Catalog &catalog, int recentCount);

[[nodiscard]] QString collectionNodeId(const QString &collectionId);
/// Empty when the node is no collection.
[[nodiscard]] QString collectionIdOf(const QString &nodeId);
[[nodiscard]] QString typeNodeId(SecretType type);

} // namespace coffret
