// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/sidebarmodel.h"

#include "core/model/catalog.h"
#include "ui/models/rowchanges.h"
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/attentiontexts.h"

#include <algorithm>

namespace coffret {

SidebarModel::SidebarModel(QObject *parent) : QAbstractListModel(parent) {}

void SidebarModel::setCatalog(const std::shared_ptr<const Catalog> &catalog, const SidebarOptions &options)
{
    setNodes(sidebarNodes(*catalog, options));
}

void SidebarModel::clear()
{
    setNodes({});
}

void SidebarModel::setSelected(const QString &nodeId)
{
    if (m_selectedId == nodeId)
        return;
    m_selectedId = nodeId;
    expandTo(nodeId);
    if (!m_visible.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {SelectedRole});
}

void SidebarModel::expandTo(const QString &nodeId)
{
    const auto node = std::find_if(m_nodes.begin(), m_nodes.end(),
                                   [&](const SidebarNode &candidate) { return candidate.id == nodeId; });
    const auto place = static_cast<int>(node - m_nodes.begin());
    for (int above = 0; node != m_nodes.end() && above < place; ++above) { // from the outermost inwards
        if (place < m_nodes[static_cast<std::size_t>(above)].end)
            setExpanded(rowOf(m_nodes[static_cast<std::size_t>(above)].id), true);
    }
}

bool SidebarModel::contains(const QString &nodeId) const
{
    return std::any_of(m_nodes.begin(), m_nodes.end(), [&](const SidebarNode &node) { return node.id == nodeId; });
}

QString SidebarModel::labelOf(const QString &nodeId) const
{
    const auto node = std::find_if(m_nodes.begin(), m_nodes.end(),
                                   [&](const SidebarNode &candidate) { return candidate.id == nodeId; });
    return node == m_nodes.end() ? QString() : shownLabel(*node);
}

const SidebarNode &SidebarModel::nodeAt(int row) const
{
    return m_nodes[static_cast<std::size_t>(m_visible[static_cast<std::size_t>(row)])];
}

std::vector<int> SidebarModel::visibleNodes(const std::vector<SidebarNode> &nodes) const
{
    std::vector<int> visible;
    for (std::size_t i = 0; i < nodes.size();) {
        visible.push_back(static_cast<int>(i));
        const bool closed = nodes[i].expandable && !m_expanded.contains(nodes[i].id);
        i = closed ? static_cast<std::size_t>(nodes[i].end) : i + 1;
    }
    return visible;
}

void SidebarModel::setNodes(std::vector<SidebarNode> nodes)
{
    const auto idsOf = [](const std::vector<SidebarNode> &all, const std::vector<int> &visible) {
        QStringList ids;
        ids.reserve(static_cast<qsizetype>(visible.size()));
        for (const int i : visible)
            ids.append(all[static_cast<std::size_t>(i)].id);
        return ids;
    };
    std::vector<int> visible = visibleNodes(nodes);
    const RowChanges changes = rowChangesByKey<QString>(idsOf(m_nodes, m_visible), idsOf(nodes, visible),
                                                        [](const QString &id) { return id; });
    for (const RowRange &range : changes.removals) {
        beginRemoveRows({}, range.first, range.first + range.count - 1);
        const auto first = m_visible.begin() + range.first;
        m_visible.erase(first, first + range.count);
        endRemoveRows();
    }
    // The rows that stay now point into the new tree; those to come are left out until they are announced.
    std::vector<int> staying = visible;
    for (auto range = changes.insertions.rbegin(); range != changes.insertions.rend(); ++range)
        staying.erase(staying.begin() + range->first, staying.begin() + range->first + range->count);
    m_nodes = std::move(nodes);
    m_visible = std::move(staying);
    if (!m_visible.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    for (const RowRange &range : changes.insertions) {
        beginInsertRows({}, range.first, range.first + range.count - 1);
        const auto from = visible.begin() + range.first;
        m_visible.insert(m_visible.begin() + range.first, from, from + range.count);
        endInsertRows();
    }
    if (!changes.removals.empty() || !changes.insertions.empty())
        Q_EMIT countChanged();
}

void SidebarModel::toggle(int row)
{
    if (row >= 0 && row < rowCount())
        setExpanded(row, !m_expanded.contains(nodeAt(row).id));
}

void SidebarModel::expand(int row)
{
    setExpanded(row, true);
}

void SidebarModel::collapse(int row)
{
    setExpanded(row, false);
}

void SidebarModel::setExpanded(int row, bool expanded)
{
    if (row < 0 || row >= rowCount())
        return;
    const SidebarNode &node = nodeAt(row);
    if (!node.expandable || m_expanded.contains(node.id) == expanded)
        return;
    const int start = m_visible[static_cast<std::size_t>(row)];
    if (expanded)
        m_expanded.insert(node.id);
    else
        m_expanded.remove(node.id);
    const auto isBelow = [&](int i) { return i > start && i < node.end; };
    if (expanded) {
        std::vector<int> rows = visibleNodes(m_nodes);
        std::erase_if(rows, [&](int i) { return !isBelow(i); });
        beginInsertRows({}, row + 1, row + static_cast<int>(rows.size()));
        m_visible.insert(m_visible.begin() + row + 1, rows.begin(), rows.end());
        endInsertRows();
    } else {
        const auto first = m_visible.begin() + row + 1;
        const auto last = std::find_if_not(first, m_visible.end(), isBelow);
        beginRemoveRows({}, row + 1, row + static_cast<int>(last - first));
        m_visible.erase(first, last);
        endRemoveRows();
    }
    Q_EMIT dataChanged(index(row), index(row), {ExpandedRole});
    Q_EMIT countChanged();
}

int SidebarModel::parentRow(int row) const
{
    if (row < 0 || row >= rowCount())
        return -1;
    const int depth = nodeAt(row).depth;
    for (int candidate = row - 1; candidate >= 0; --candidate) {
        if (nodeAt(candidate).depth < depth)
            return candidate;
    }
    return -1;
}

int SidebarModel::rowOf(const QString &nodeId) const
{
    const auto place = std::find_if(m_visible.begin(), m_visible.end(),
                                    [&](int i) { return m_nodes[static_cast<std::size_t>(i)].id == nodeId; });
    return place == m_visible.end() ? -1 : static_cast<int>(place - m_visible.begin());
}

QString SidebarModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? nodeAt(row).id : QString();
}

int SidebarModel::rowForPrefix(const QString &prefix, int from) const
{
    const int rows = rowCount();
    if (prefix.isEmpty() || rows == 0)
        return -1;
    const int start = ((from % rows) + rows) % rows;
    for (int step = 0; step < rows; ++step) {
        const int row = (start + step) % rows;
        if (nodeAt(row).label.startsWith(prefix, Qt::CaseInsensitive))
            return row;
    }
    return -1;
}

int SidebarModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_visible.size());
}

QVariant SidebarModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const SidebarNode &node = nodeAt(index.row());
    switch (role) {
    case NodeIdRole:
        return node.id;
    case LabelRole:
    case Qt::DisplayRole:
        return shownLabel(node);
    case DepthRole:
        return node.depth;
    case KindRole:
        return node.kind;
    case CountRole:
        return node.count;
    case ExpandableRole:
        return node.expandable;
    case ExpandedRole:
        return node.expandable && m_expanded.contains(node.id);
    case SelectedRole:
        return node.id == m_selectedId;
    case IconNameRole:
        return node.iconName;
    case PositionRole:
        return node.position;
    case SiblingsRole:
        return node.siblings;
    case ReasonRole:
        return collectionReason(node.markers);
    default:
        return {};
    }
}

QHash<int, QByteArray> SidebarModel::roleNames() const
{
    return {
        {NodeIdRole, QByteArrayLiteral("nodeId")},     {LabelRole, QByteArrayLiteral("label")},
        {DepthRole, QByteArrayLiteral("depth")},       {KindRole, QByteArrayLiteral("kind")},
        {CountRole, QByteArrayLiteral("count")},       {ExpandableRole, QByteArrayLiteral("expandable")},
        {ExpandedRole, QByteArrayLiteral("expanded")}, {SelectedRole, QByteArrayLiteral("selected")},
        {PositionRole, QByteArrayLiteral("position")}, {SiblingsRole, QByteArrayLiteral("siblings")},
        {IconNameRole, QByteArrayLiteral("iconName")}, {ReasonRole, QByteArrayLiteral("reason")},
    };
}

} // namespace coffret
