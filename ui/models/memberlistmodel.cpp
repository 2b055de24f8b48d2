// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/memberlistmodel.h"

#include "ui/viewmodels/peopletexts.h"

#include <algorithm>

namespace coffret {

MemberListModel::MemberListModel(QObject *parent) : QAbstractListModel(parent) {}

void MemberListModel::setMembers(std::vector<GroupMember> members)
{
    std::stable_sort(members.begin(), members.end(), [](const GroupMember &a, const GroupMember &b) {
        return std::make_pair(!a.manager, a.person.name.toCaseFolded()) <
               std::make_pair(!b.manager, b.person.name.toCaseFolded());
    });
    beginResetModel();
    m_rows.clear();
    for (GroupMember &member : members)
        m_rows.push_back({std::move(member.person), true, member.manager, true, member.manager});
    endResetModel();
    Q_EMIT countChanged();
}

void MemberListModel::add(const Grantee &person)
{
    const auto known =
        std::find_if(m_rows.begin(), m_rows.end(), [&person](const Row &row) { return row.person.id == person.id; });
    if (known != m_rows.end()) {
        known->isThere = true;
        return touchAll();
    }
    beginInsertRows({}, rowCount(), rowCount());
    m_rows.push_back({person, false, false, true, false});
    endInsertRows();
    Q_EMIT countChanged();
}

bool MemberListModel::isLastManager(int row) const
{
    const auto manages = [](const Row &candidate) { return candidate.isThere && candidate.isManager; };
    return row >= 0 && row < rowCount() && manages(m_rows[static_cast<std::size_t>(row)]) &&
           std::count_if(m_rows.begin(), m_rows.end(), manages) == 1;
}

bool MemberListModel::setManager(int row, bool manager)
{
    if (row < 0 || row >= rowCount() || (!manager && isLastManager(row)))
        return false;
    m_rows[static_cast<std::size_t>(row)].isManager = manager;
    touchAll();
    return true;
}

bool MemberListModel::setPresent(int row, bool present)
{
    if (row < 0 || row >= rowCount() || (!present && isLastManager(row)))
        return false;
    Row &changed = m_rows[static_cast<std::size_t>(row)];
    if (!present && !changed.wasThere) {
        beginRemoveRows({}, row, row);
        m_rows.erase(m_rows.begin() + row);
        endRemoveRows();
        Q_EMIT countChanged();
    } else {
        changed.isThere = present;
    }
    touchAll();
    return true;
}

void MemberListModel::revert()
{
    beginResetModel();
    std::erase_if(m_rows, [](const Row &row) { return !row.wasThere; });
    for (Row &row : m_rows) {
        row.isThere = true;
        row.isManager = row.wasManager;
    }
    endResetModel();
    Q_EMIT countChanged();
}

bool MemberListModel::contains(const QString &personId) const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [&personId](const Row &row) { return row.person.id == personId && row.isThere; });
}

std::vector<GroupChange> MemberListModel::changes() const
{
    using Kind = GroupChange::Kind;
    std::vector<GroupChange> changes;
    for (const Row &row : m_rows) {
        if (!row.wasThere)
            changes.push_back({row.person.id, row.isManager ? Kind::AddManager : Kind::Add});
        else if (!row.isThere)
            changes.push_back({row.person.id, Kind::Remove});
        else if (row.isManager != row.wasManager)
            changes.push_back({row.person.id, row.isManager ? Kind::MakeManager : Kind::MakeMember});
    }
    return changes;
}

QStringList MemberListModel::leaving() const
{
    QStringList names;
    for (const Row &row : m_rows) {
        if (row.wasThere && !row.isThere)
            names.append(row.person.name);
    }
    return names;
}

MemberListModel::Change MemberListModel::changeOf(const Row &row)
{
    if (!row.wasThere)
        return Added;
    if (!row.isThere)
        return Removed;
    return row.isManager != row.wasManager ? Changed : Unchanged;
}

QString MemberListModel::changeText(const Row &row)
{
    switch (changeOf(row)) {
    case Added:
        //: Beside a person who will be added to a group.
        return tr("New");
    case Removed:
        //: Beside a person who will be taken out of a group.
        return tr("Leaves the group");
    case Changed:
        //: Beside a person in a group.
        return row.isManager ? tr("Becomes manager") : tr("No longer manager");
    case Unchanged:
        break;
    }
    return {};
}

void MemberListModel::touchAll()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ManagerRole, ChangeRole, ChangeTextRole, LastManagerRole});
}

int MemberListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant MemberListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case PersonIdRole:
        return row.person.id;
    case NameRole:
    case Qt::DisplayRole:
        return row.person.name;
    case DetailRole:
        return granteeDetail(row.person);
    case ManagerRole:
        return row.isManager;
    case ChangeRole:
        return changeOf(row);
    case ChangeTextRole:
        return changeText(row);
    case LastManagerRole:
        return isLastManager(index.row());
    default:
        return {};
    }
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    return {
        {PersonIdRole, QByteArrayLiteral("personId")},       {NameRole, QByteArrayLiteral("name")},
        {DetailRole, QByteArrayLiteral("detail")},           {ManagerRole, QByteArrayLiteral("manager")},
        {ChangeRole, QByteArrayLiteral("change")},           {ChangeTextRole, QByteArrayLiteral("changeText")},
        {LastManagerRole, QByteArrayLiteral("lastManager")},
    };
}

} // namespace coffret
