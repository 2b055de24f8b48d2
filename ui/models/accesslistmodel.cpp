// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/accesslistmodel.h"

#include "ui/viewmodels/peopletexts.h"

#include <algorithm>

namespace coffret {

AccessListModel::AccessListModel(QObject *parent) : QAbstractListModel(parent) {}

void AccessListModel::setEntries(std::vector<AccessEntry> entries)
{
    std::stable_sort(entries.begin(), entries.end(), [](const AccessEntry &a, const AccessEntry &b) {
        return std::make_pair(-static_cast<int>(a.right), a.grantee.name.toCaseFolded()) <
               std::make_pair(-static_cast<int>(b.right), b.grantee.name.toCaseFolded());
    });
    beginResetModel();
    m_rows.clear();
    for (AccessEntry &entry : entries)
        m_rows.push_back({std::move(entry.grantee), entry.right, entry.right});
    endResetModel();
    Q_EMIT countChanged();
}

void AccessListModel::add(const Grantee &grantee, AccessRight right)
{
    const auto known =
        std::find_if(m_rows.begin(), m_rows.end(), [&grantee](const Row &row) { return row.grantee.id == grantee.id; });
    if (known != m_rows.end()) {
        if (known->after == AccessRight::None) // thought better of
            setRight(static_cast<int>(known - m_rows.begin()),
                     known->before == AccessRight::None ? right : known->before);
        return;
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back({grantee, AccessRight::None, right});
    endInsertRows();
    Q_EMIT countChanged();
    touchAll(); // who is the last owner may be another one
}

bool AccessListModel::setRight(int row, AccessRight right)
{
    if (row < 0 || row >= rowCount())
        return false;
    if (right != AccessRight::Own && isLastOwner(row))
        return false;
    Row &changed = m_rows[static_cast<std::size_t>(row)];
    if (changed.before == AccessRight::None && right == AccessRight::None) {
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
        Q_EMIT countChanged();
    } else {
        changed.after = right;
    }
    touchAll();
    return true;
}

void AccessListModel::revert()
{
    beginResetModel();
    std::erase_if(m_rows, [](const Row &row) { return row.before == AccessRight::None; });
    for (Row &row : m_rows)
        row.after = row.before;
    endResetModel();
    Q_EMIT countChanged();
}

bool AccessListModel::contains(const QString &granteeId) const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [&granteeId](const Row &row) {
        return row.grantee.id == granteeId && row.after != AccessRight::None;
    });
}

std::vector<AccessChange> AccessListModel::changes() const
{
    std::vector<AccessChange> changes;
    for (const Row &row : m_rows) {
        if (row.before != row.after)
            changes.push_back({row.grantee, row.before, row.after});
    }
    return changes;
}

bool AccessListModel::isLastOwner(int row) const
{
    const auto owns = [](const Row &candidate) { return candidate.after == AccessRight::Own; };
    const bool hadOwner = std::any_of(m_rows.begin(), m_rows.end(),
                                      [](const Row &candidate) { return candidate.before == AccessRight::Own; });
    return row >= 0 && row < rowCount() && hadOwner && owns(m_rows[static_cast<std::size_t>(row)]) &&
           std::count_if(m_rows.begin(), m_rows.end(), owns) == 1;
}

AccessListModel::Change AccessListModel::changeOf(const Row &row)
{
    if (row.before == row.after)
        return Unchanged;
    if (row.before == AccessRight::None)
        return Added;
    return row.after == AccessRight::None ? Removed : Changed;
}

void AccessListModel::touchAll()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1),
                           {RightRole, RightTextRole, ChangeRole, ChangeTextRole, LastOwnerRole});
}

int AccessListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant AccessListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case GranteeIdRole:
        return row.grantee.id;
    case IsGroupRole:
        return row.grantee.kind == Grantee::Kind::Group;
    case NameRole:
    case Qt::DisplayRole:
        return row.grantee.name;
    case DetailRole:
        return granteeDetail(row.grantee);
    case RightRole:
        return static_cast<int>(row.after);
    case RightTextRole:
        return accessRightText(row.after);
    case ChangeRole:
        return changeOf(row);
    case ChangeTextRole:
        return accessChangeText(row.before, row.after);
    case LastOwnerRole:
        return isLastOwner(index.row());
    default:
        return {};
    }
}

QHash<int, QByteArray> AccessListModel::roleNames() const
{
    return {
        {GranteeIdRole, QByteArrayLiteral("granteeId")}, {IsGroupRole, QByteArrayLiteral("isGroup")},
        {NameRole, QByteArrayLiteral("name")},           {DetailRole, QByteArrayLiteral("detail")},
        {RightRole, QByteArrayLiteral("accessRight")},   {RightTextRole, QByteArrayLiteral("rightText")},
        {ChangeRole, QByteArrayLiteral("change")},       {ChangeTextRole, QByteArrayLiteral("changeText")},
        {LastOwnerRole, QByteArrayLiteral("lastOwner")},
    };
}

} // namespace coffret
