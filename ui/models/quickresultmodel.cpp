// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/quickresultmodel.h"

#include "core/base/displaytext.h"
#include "ui/models/rowchanges.h"
#include "ui/viewmodels/matchtexts.h"
#include "ui/viewmodels/symboltexts.h"

namespace coffret {

QuickResultModel::QuickResultModel(QObject *parent) : QAbstractListModel(parent) {}

void QuickResultModel::show(std::vector<QuickResult> results)
{
    const auto keyOf = [](const QuickResult &result) { return std::make_pair(result.accountId, result.secretId); };
    const RowChanges changes = rowChangesByKey<std::pair<QString, QString>>(m_results, results, keyOf);
    for (const RowRange &range : changes.removals) {
        beginRemoveRows({}, range.first, range.first + range.count - 1);
        const auto first = m_results.begin() + range.first;
        m_results.erase(first, first + range.count);
        endRemoveRows();
    }
    for (const RowRange &range : changes.insertions) {
        beginInsertRows({}, range.first, range.first + range.count - 1);
        const auto from = results.begin() + range.first;
        m_results.insert(m_results.begin() + range.first, from, from + range.count);
        endInsertRows();
    }
    if (m_results != results) {
        m_results = std::move(results);
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    }
    if (!changes.removals.empty() || !changes.insertions.empty())
        Q_EMIT countChanged();
}

const QuickResult *QuickResultModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_results[static_cast<std::size_t>(row)] : nullptr;
}

int QuickResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_results.size());
}

QVariant QuickResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const QuickResult &result = m_results[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SecretIdRole:
        return result.secretId;
    case AccountIdRole:
        return result.accountId;
    case NameRole:
    case Qt::DisplayRole:
        return visibleText(result.name);
    case PlaceRole:
        return result.place;
    case TypeRole:
        return toString(result.type);
    case SymbolRole:
        return symbolName(result.icon);
    case GroundRole:
        return colourName(result.icon);
    case AccountInitialsRole:
        return result.accountInitials;
    case AccountBadgeRole:
        return result.accountBadge;
    case NameMarksRole:
        return QVariant::fromValue(result.nameMarks);
    case PlaceMarksRole:
        return QVariant::fromValue(result.placeMarks);
    case SimilarRole:
        return result.similar ? similarText() : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> QuickResultModel::roleNames() const
{
    return {
        {SecretIdRole, QByteArrayLiteral("secretId")},
        {AccountIdRole, QByteArrayLiteral("accountId")},
        {NameRole, QByteArrayLiteral("name")},
        {PlaceRole, QByteArrayLiteral("place")},
        {TypeRole, QByteArrayLiteral("type")},
        {SymbolRole, QByteArrayLiteral("symbol")},
        {GroundRole, QByteArrayLiteral("ground")},
        {AccountInitialsRole, QByteArrayLiteral("accountInitials")},
        {AccountBadgeRole, QByteArrayLiteral("accountBadge")},
        {NameMarksRole, QByteArrayLiteral("nameMarks")},
        {PlaceMarksRole, QByteArrayLiteral("placeMarks")},
        {SimilarRole, QByteArrayLiteral("similar")},
    };
}

} // namespace coffret
