// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/choicelistmodel.h"

#include "core/base/displaytext.h"

#include <algorithm>

namespace coffret {

ChoiceListModel::ChoiceListModel(QObject *parent) : QAbstractListModel(parent) {}

void ChoiceListModel::setChoices(std::vector<Choice> choices)
{
    if (m_choices == choices)
        return;
    beginResetModel();
    m_choices = std::move(choices);
    endResetModel();
    Q_EMIT countChanged();
}

bool ChoiceListModel::contains(const QString &key) const
{
    return std::any_of(m_choices.begin(), m_choices.end(), [&key](const Choice &choice) { return choice.key == key; });
}

QString ChoiceListModel::keyAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_choices[static_cast<std::size_t>(row)].key : QString();
}

int ChoiceListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_choices.size());
}

QVariant ChoiceListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Choice &choice = m_choices[static_cast<std::size_t>(index.row())];
    switch (role) {
    case KeyRole:
        return choice.key;
    case LabelRole:
    case Qt::DisplayRole:
        return visibleText(choice.label);
    case SymbolRole:
        return choice.symbol;
    case HintRole:
        return visibleText(choice.hint);
    default:
        return {};
    }
}

QHash<int, QByteArray> ChoiceListModel::roleNames() const
{
    return {
        {KeyRole, QByteArrayLiteral("key")},
        {LabelRole, QByteArrayLiteral("label")},
        {SymbolRole, QByteArrayLiteral("symbol")},
        {HintRole, QByteArrayLiteral("hint")},
    };
}

} // namespace coffret
