// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/healthlistmodel.h"

#include "core/base/displaytext.h"

namespace coffret {

HealthListModel::HealthListModel(QObject *parent) : QAbstractListModel(parent) {}

std::vector<HealthListModel::Place> HealthListModel::placesOf(const std::vector<HealthGroup> &groups)
{
    std::vector<Place> places;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        places.push_back({group, -1});
        const int rows = groups[group].expanded ? static_cast<int>(groups[group].rows.size()) : 0;
        for (int row = 0; row < rows; ++row)
            places.push_back({group, row});
    }
    return places;
}

void HealthListModel::setGroups(std::vector<HealthGroup> groups)
{
    beginResetModel();
    m_groups = std::move(groups);
    m_places = placesOf(m_groups);
    endResetModel();
    Q_EMIT countChanged();
}

bool HealthListModel::isHeading(int row) const
{
    return row >= 0 && row < rowCount() && m_places[static_cast<std::size_t>(row)].row < 0;
}

const HealthRow *HealthListModel::rowAt(int row) const
{
    if (row < 0 || row >= rowCount() || isHeading(row))
        return nullptr;
    const Place &place = m_places[static_cast<std::size_t>(row)];
    return &m_groups[place.group].rows[static_cast<std::size_t>(place.row)];
}

int HealthListModel::headingOf(int row) const
{
    while (row >= 0 && !isHeading(row))
        --row;
    return row;
}

void HealthListModel::toggle(int row)
{
    if (isHeading(row))
        setExpanded(row, !m_groups[m_places[static_cast<std::size_t>(row)].group].expanded);
}

void HealthListModel::setExpanded(int row, bool expanded)
{
    if (!isHeading(row))
        return;
    HealthGroup &group = m_groups[m_places[static_cast<std::size_t>(row)].group];
    if (group.expanded == expanded || group.rows.empty())
        return;
    const int first = row + 1;
    const int last = row + static_cast<int>(group.rows.size());
    if (expanded)
        beginInsertRows({}, first, last);
    else
        beginRemoveRows({}, first, last);
    group.expanded = expanded;
    m_places = placesOf(m_groups);
    if (expanded)
        endInsertRows();
    else
        endRemoveRows();
    Q_EMIT dataChanged(index(row), index(row), {ExpandedRole});
    Q_EMIT countChanged();
}

int HealthListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_places.size());
}

QVariant HealthListModel::data(const QModelIndex &index, int role) const
{
    Q_ASSERT(checkIndex(index, CheckIndexOption::IndexIsValid));
    const Place &place = m_places[static_cast<std::size_t>(index.row())];
    const HealthGroup &group = m_groups[place.group];
    switch (role) {
    case HeadingRole:
        return place.row < 0;
    case SeverityRole:
        return group.severity;
    case SeverityTextRole:
        return group.severityText;
    default:
        return place.row < 0 ? headingData(group, role)
                             : rowData(group, group.rows[static_cast<std::size_t>(place.row)], role);
    }
}

QVariant HealthListModel::headingData(const HealthGroup &group, int role) const
{
    switch (role) {
    case LabelRole:
        return group.title;
    case DetailRole:
        return group.hint;
    case SymbolRole:
        return group.symbol;
    case TypeRole:
        return QString();
    case AmountRole:
        return static_cast<int>(group.rows.size());
    case ExpandedRole:
        return group.expanded;
    default:
        return {};
    }
}

QVariant HealthListModel::rowData(const HealthGroup &group, const HealthRow &row, int role) const
{
    switch (role) {
    case LabelRole:
        return visibleText(row.name);
    case DetailRole:
        return row.detail;
    case SymbolRole:
        return group.symbol;
    case TypeRole:
        return row.type;
    case AmountRole:
        return 1;
    case ExpandedRole:
        return false;
    default:
        return {};
    }
}

QHash<int, QByteArray> HealthListModel::roleNames() const
{
    return {{HeadingRole, "heading"}, {LabelRole, "label"},       {DetailRole, "detail"},
            {SymbolRole, "symbol"},   {TypeRole, "type"},         {SeverityRole, "severity"},
            {AmountRole, "amount"},   {ExpandedRole, "expanded"}, {SeverityTextRole, "severityText"}};
}

} // namespace coffret
