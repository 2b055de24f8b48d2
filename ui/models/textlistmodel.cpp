// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/textlistmodel.h"

namespace coffret {

TextListModel::TextListModel(QObject *parent) : QAbstractListModel(parent) {}

void TextListModel::setTexts(const QStringList &texts)
{
    beginResetModel();
    m_texts = texts;
    endResetModel();
    Q_EMIT countChanged();
}

QStringList TextListModel::filled() const
{
    QStringList kept;
    for (const QString &text : m_texts) {
        if (const QString trimmed = text.trimmed(); !trimmed.isEmpty())
            kept.append(trimmed);
    }
    return kept;
}

void TextListModel::setText(int row, const QString &text)
{
    if (row < 0 || row >= rowCount() || m_texts[row] == text)
        return;
    m_texts[row] = text;
    Q_EMIT dataChanged(index(row), index(row), {TextRole});
    Q_EMIT edited();
}

void TextListModel::add(const QString &text)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_texts.append(text);
    endInsertRows();
    Q_EMIT countChanged();
    Q_EMIT edited();
}

void TextListModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_texts.removeAt(row);
    endRemoveRows();
    Q_EMIT countChanged();
    Q_EMIT edited();
}

int TextListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_texts.size());
}

QVariant TextListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    return role == TextRole || role == Qt::DisplayRole ? QVariant(m_texts[index.row()]) : QVariant();
}

QHash<int, QByteArray> TextListModel::roleNames() const
{
    return {{TextRole, QByteArrayLiteral("text")}};
}

} // namespace coffret
