// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/granteelistmodel.h"

#include "ui/viewmodels/peopletexts.h"

namespace coffret {

GranteeListModel::GranteeListModel(std::function<bool(const QString &)> isPresent, QObject *parent)
    : QAbstractListModel(parent), m_isPresent(std::move(isPresent))
{
}

void GranteeListModel::setGrantees(std::vector<Grantee> grantees)
{
    if (m_grantees == grantees)
        return;
    beginResetModel();
    m_grantees = std::move(grantees);
    endResetModel();
    Q_EMIT countChanged();
}

void GranteeListModel::refreshPresence()
{
    if (!m_grantees.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {PresentRole});
}

const Grantee *GranteeListModel::grantee(int row) const
{
    return row >= 0 && row < rowCount() ? &m_grantees[static_cast<std::size_t>(row)] : nullptr;
}

int GranteeListModel::absentRow(int from, int step) const
{
    int row = from;
    while (grantee(row) && m_isPresent(grantee(row)->id))
        row += step;
    return grantee(row) ? row : -1;
}

int GranteeListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_grantees.size());
}

QVariant GranteeListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Grantee &grantee = m_grantees[static_cast<std::size_t>(index.row())];
    switch (role) {
    case GranteeIdRole:
        return grantee.id;
    case IsGroupRole:
        return grantee.kind == Grantee::Kind::Group;
    case NameRole:
    case Qt::DisplayRole:
        return grantee.name;
    case DetailRole:
        return granteeDetail(grantee);
    case PresentRole:
        return m_isPresent(grantee.id);
    default:
        return {};
    }
}

QHash<int, QByteArray> GranteeListModel::roleNames() const
{
    return {
        {GranteeIdRole, QByteArrayLiteral("granteeId")}, {IsGroupRole, QByteArrayLiteral("isGroup")},
        {NameRole, QByteArrayLiteral("name")},           {DetailRole, QByteArrayLiteral("detailText")},
        {PresentRole, QByteArrayLiteral("present")},
    };
}

} // namespace coffret
