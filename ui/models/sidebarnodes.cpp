// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sidebarnodes.h"

#include "core/base/displaytext.h"
#include "ui/viewmodels/texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

struct SidebarWords
{
    Q_DECLARE_TR_FUNCTIONS(Sidebar)
};

constexpr QLatin1String CollectionPrefix("collection:");
constexpr QLatin1String TypePrefix("type:");
constexpr QLatin1String TagPrefix("tag:");
constexpr std::array ShownTypes{SecretType::Login,  SecretType::SshKey,      SecretType::Note,
                                SecretType::ApiKey, SecretType::Certificate, SecretType::Unknown};

struct Counts
{
    int favourites = 0;
    int attention = 0;
    int expiring = 0;
    int shared = 0;
    int checkedOut = 0;
    std::array<int, ShownTypes.size()> types{};
};

Counts countRows(const Catalog &catalog, const QDateTime &now)
{
    Counts counts;
    for (const Catalog::Kind &kind : catalog.kinds()) {
        counts.favourites += kind.markers.testFlag(Marker::Favourite) ? kind.rows : 0;
        counts.attention += needsAttention(kind.markers) ? kind.rows : 0;
        counts.shared += isSharedWithMe(kind.right, kind.markers) ? kind.rows : 0;
        counts.checkedOut += kind.markers.testFlag(Marker::CheckedOutByMe) ? kind.rows : 0;
        counts.types[static_cast<std::size_t>(kind.type)] += kind.rows;
    }
    const std::vector<qint64> &ends = catalog.endsMs();
    const auto later =
        std::partition_point(ends.begin(), ends.end(), [&now](qint64 end) { return isExpiring(end, now); });
    counts.expiring = static_cast<int>(later - ends.begin());
    return counts;
}

void append(std::vector<SidebarNode> &nodes, const QString &id, const QString &label, const QString &iconName,
            int count)
{
    SidebarNode node;
    node.id = id;
    node.label = label;
    node.kind = id;
    node.iconName = iconName;
    node.count = count;
    node.end = static_cast<int>(nodes.size()) + 1;
    nodes.push_back(std::move(node));
}

void appendTags(std::vector<SidebarNode> &nodes, const Catalog &catalog)
{
    for (const auto &[tag, count] : catalog.tagCounts()) {
        append(nodes, TagPrefix + tag, tag, QStringLiteral("tag"), count);
        nodes.back().kind = QStringLiteral("keyword");
    }
}

void appendCollections(std::vector<SidebarNode> &nodes, const Catalog &catalog)
{
    const std::size_t offset = nodes.size();
    std::vector<std::size_t> open; // indexes of the ancestors of the next collection
    for (const Collection &collection : catalog.collections()) {
        while (!open.empty() && nodes[open.back()].id != collectionNodeId(collection.parentId))
            open.pop_back();
        if (!open.empty())
            nodes[open.back()].expandable = true;
        SidebarNode node;
        node.id = collectionNodeId(collection.id);
        node.label = collection.name;
        node.kind = QStringLiteral("collection");
        node.iconName = QStringLiteral("folder");
        node.depth = static_cast<int>(open.size());
        node.count = catalog.countBelow(collection.id);
        node.markers = collection.markers;
        open.push_back(nodes.size());
        nodes.push_back(std::move(node));
    }
    for (std::size_t i = offset; i < nodes.size(); ++i) {
        std::size_t end = i + 1;
        while (end < nodes.size() && nodes[end].depth > nodes[i].depth)
            ++end;
        nodes[i].end = static_cast<int>(end);
    }
}

/// Under one heading: the smart lists, the types, the collections, the tags.
int headingOf(const SidebarNode &node)
{
    return node.kind == QLatin1String("collection") ? 2
           : node.kind == QLatin1String("keyword")  ? 3
           : node.kind.startsWith(TypePrefix)       ? 1
                                                    : 0;
}

void countSiblings(std::vector<SidebarNode> &nodes)
{
    for (std::size_t first = 0; first < nodes.size(); ++first) {
        if (nodes[first].position > 0)
            continue; // counted with the first of them
        std::vector<std::size_t> beside;
        for (std::size_t next = first; next < nodes.size() && nodes[next].depth == nodes[first].depth &&
                                       headingOf(nodes[next]) == headingOf(nodes[first]);
             next = static_cast<std::size_t>(nodes[next].end))
            beside.push_back(next);
        for (std::size_t i = 0; i < beside.size(); ++i) {
            nodes[beside[i]].position = static_cast<int>(i) + 1;
            nodes[beside[i]].siblings = static_cast<int>(beside.size());
        }
    }
}

} // namespace

std::vector<SidebarNode> sidebarNodes(const Catalog &catalog, const SidebarOptions &options)
{
    const Counts counts = countRows(catalog, options.now);
    std::vector<SidebarNode> nodes;
    //: Smart list in the sidebar: every secret of the account.
    append(nodes, AllNode, SidebarWords::tr("All secrets"), QStringLiteral("all"), static_cast<int>(catalog.size()));
    //: Smart list in the sidebar.
    append(nodes, FavouritesNode, SidebarWords::tr("Favourites"), QStringLiteral("star"), counts.favourites);
    //: Smart list in the sidebar: the secrets that were changed last.
    append(nodes, RecentNode, SidebarWords::tr("Recent"), QStringLiteral("recent"), options.recentCount);
    if (options.lending) {
        //: Smart list in the sidebar: secrets that the user has checked out at present.
        append(nodes, CheckedOutNode, SidebarWords::tr("Checked out"), QStringLiteral("checkout"), counts.checkedOut);
        nodes.back().kind = QStringLiteral("lent"); // the first letter of "collection" would get its heading
    }
    if (options.sharing || counts.shared > 0)
        //: Smart list in the sidebar: secrets that belong to somebody else.
        append(nodes, SharedNode, SidebarWords::tr("Shared with me"), QStringLiteral("users"), counts.shared);
    if (options.expiry || counts.expiring > 0)
        //: Smart list in the sidebar: secrets that have expired or soon will.
        append(nodes, ExpiringNode, SidebarWords::tr("Expiring"), QStringLiteral("calendar"), counts.expiring);
    //: Smart list in the sidebar: secrets with a signature problem, an unknown type, without a value and so on.
    append(nodes, AttentionNode, SidebarWords::tr("Needs attention"), QStringLiteral("warning"), counts.attention);
    for (const SecretType type : ShownTypes) {
        const int count = counts.types[static_cast<std::size_t>(type)];
        if (count > 0)
            append(nodes, typeNodeId(type), typeGroupLabel(type), toString(type), count);
    }
    appendCollections(nodes, catalog);
    if (options.tags)
        appendTags(nodes, catalog);
    countSiblings(nodes);
    return nodes;
}

QString shownLabel(const SidebarNode &node)
{
    const bool isOurWord = !node.id.startsWith(CollectionPrefix) && !node.id.startsWith(TagPrefix);
    return isOurWord ? node.label : visibleText(node.label);
}

QString collectionNodeId(const QString &collectionId)
{
    return CollectionPrefix + collectionId;
}

QString collectionIdOf(const QString &nodeId)
{
    return nodeId.startsWith(CollectionPrefix) ? nodeId.mid(CollectionPrefix.size()) : QString();
}

QString tagOf(const QString &nodeId)
{
    return nodeId.startsWith(TagPrefix) ? nodeId.mid(TagPrefix.size()) : QString();
}

QString typeNodeId(SecretType type)
{
    return TypePrefix + toString(type);
}

std::optional<SecretType> typeOf(const QString &nodeId)
{
    if (!nodeId.startsWith(TypePrefix))
        return std::nullopt;
    return secretTypeFromString(nodeId.mid(TypePrefix.size()));
}

} // namespace coffret
