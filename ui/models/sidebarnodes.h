// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <vector>

namespace coffret {

/// One row of the sidebar, shown or not.
struct SidebarNode
{
    QString id;    ///< "all", "type:login", "collection:<id>", "tag:<word>"
    QString label; ///< as it is: shownLabel() is to be shown
    QString kind;  ///< as id, but "collection" for every collection and "keyword" for every tag
    QString iconName;
    int depth = 0;
    int count = 0;
    int end = 0;      ///< index one past its last descendant
    int position = 0; ///< among the rows beside it: in the same collection or under the same heading; counted from 1
    int siblings = 0; ///< how many these are, itself among them
    bool expandable = false;
    Markers markers; ///< of a collection's name
};

/// The ids of the lists that every account has, or may have.
constexpr QLatin1String AllNode("all");
constexpr QLatin1String FavouritesNode("favourites");
constexpr QLatin1String RecentNode("recent");
constexpr QLatin1String CheckedOutNode("checkedout");
constexpr QLatin1String SharedNode("shared");
constexpr QLatin1String ExpiringNode("expiring");
constexpr QLatin1String AttentionNode("attention");

constexpr std::size_t MostRecent = 50; ///< rows in the list of recent secrets

/// What the sidebar has to know besides the catalog.
struct SidebarOptions
{
    int recentCount = 0;
    bool expiry = false; ///< the vault has dates of expiry, lets secrets be shared, has tags
    bool sharing = false;
    bool tags = false;
    bool lending = false; ///< values are lent, not given
    QDateTime now = {};
};

/// The whole tree, depth-first: smart lists, the types that occur, collections, tags.
[[nodiscard]] std::vector<SidebarNode> sidebarNodes(const Catalog &catalog, const SidebarOptions &options);

/// Nothing in it is invisible, whoever named the collection or tag.
[[nodiscard]] QString shownLabel(const SidebarNode &node);

[[nodiscard]] QString collectionNodeId(const QString &collectionId);
/// Empty when the node is no collection.
[[nodiscard]] QString collectionIdOf(const QString &nodeId);
[[nodiscard]] QString typeNodeId(SecretType type);
/// Empty when the node is no type.
[[nodiscard]] std::optional<SecretType> typeOf(const QString &nodeId);
/// Empty when the node is no tag.
[[nodiscard]] QString tagOf(const QString &nodeId);

} // namespace coffret
