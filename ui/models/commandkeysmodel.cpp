// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/commandkeysmodel.h"

#include "core/model/textfolder.h"
#include "core/search/search.h"
#include "ui/viewmodels/matchtexts.h"

namespace coffret {

CommandKeysModel::CommandKeysModel(QObject *parent) : QSortFilterProxyModel(parent) {}

void CommandKeysModel::setTable(CommandTable *table)
{
    setSourceModel(table);
    update();
}

void CommandKeysModel::setGroup(const QString &group)
{
    m_group = group;
    update();
}

void CommandKeysModel::setText(const QString &text)
{
    m_text = text;
    update();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), {NameMarksRole});
}

void CommandKeysModel::update()
{
    invalidateFilter();
    Q_EMIT changed();
    Q_EMIT countChanged();
}

bool CommandKeysModel::filterAcceptsRow(int row, const QModelIndex &) const
{
    const Command &command = *table()->all()[static_cast<std::size_t>(row)];
    if (command.keysText().isEmpty() || (!m_group.isEmpty() && command.group() != m_group))
        return false;
    const std::string folded = TextFolder().fold(QString(command.name() + QLatin1Char(' ') + command.keysText()));
    const PhraseMatcher matcher(m_text);
    return matcher.isEmpty() || matcher.rank(folded, folded.size());
}

QVariant CommandKeysModel::data(const QModelIndex &index, int role) const
{
    const QVariant name = QSortFilterProxyModel::data(index, CommandTable::NameRole);
    if (role == NameMarksRole)
        return QVariant::fromValue(marksIn(name.toString(), m_text));
    return QSortFilterProxyModel::data(index, role);
}

QHash<int, QByteArray> CommandKeysModel::roleNames() const
{
    QHash<int, QByteArray> names = CommandTable::commandRoles();
    names.insert(NameMarksRole, QByteArrayLiteral("nameMarks"));
    return names;
}

} // namespace coffret
