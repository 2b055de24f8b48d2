// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/environmentcellmodel.h"

#include "ui/viewmodels/texts.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

/// What several places that hold the same value have in common in a row where not all do.
QString groupName(int group)
{
    constexpr int Letters = 26;
    return group < Letters ? QString(QChar(u'A' + group)) : QString::number(group + 1);
}

} // namespace

EnvironmentCellModel::EnvironmentCellModel(QObject *parent) : QAbstractListModel(parent) {}

void EnvironmentCellModel::setTable(EnvironmentTable table)
{
    m_table = std::move(table);
    choose();
}

void EnvironmentCellModel::setFilter(const QString &text)
{
    m_filter = text.trimmed();
    choose();
}

void EnvironmentCellModel::setOnlyDifferences(bool only)
{
    m_onlyDifferences = only;
    choose();
}

void EnvironmentCellModel::choose()
{
    beginResetModel();
    m_shown.clear();
    for (std::size_t i = 0; i < m_table.rows.size(); ++i) {
        const EnvironmentRow &row = m_table.rows[i];
        if (row.name.contains(m_filter, Qt::CaseInsensitive) && (!m_onlyDifferences || differs(row)))
            m_shown.push_back(i);
    }
    endResetModel();
    Q_EMIT tableChanged();
}

bool EnvironmentCellModel::differs(const EnvironmentRow &row)
{
    return !row.isComplete() || row.isSame() == std::optional<bool>(false);
}

QString EnvironmentCellModel::summaryOf(const EnvironmentRow &row)
{
    if (row.isSame() == std::optional<bool>(false))
        //: Under a name of which environments hold values that are not all the same.
        return tr("Different values");
    const auto missing = std::count_if(row.cells.begin(), row.cells.end(), [](const EnvironmentCell &cell) {
        return cell.state == EnvironmentCell::State::Absent || cell.state == EnvironmentCell::State::NoValue;
    });
    if (missing > 0)
        //: Under a name. %n is in how many environments it has no value.
        return tr("No value in %n environment(s)", nullptr, static_cast<int>(missing));
    if (const int uncompared = row.uncompared(); row.isSame() && uncompared > 0)
        //: Under a name. %n is in how many environments nobody knows what the value is.
        return tr("Same where it could be compared, %n could not be", nullptr, uncompared);
    //: Under a name of which all environments hold the same value.
    return row.isSame() == std::optional<bool>(true) ? tr("Same everywhere") : QString();
}

const EnvironmentRow *EnvironmentCellModel::rowAt(int cell) const
{
    if (cell < 0 || cell >= rowCount())
        return nullptr;
    return &m_table.rows[m_shown[static_cast<std::size_t>(cell / columns())]];
}

const Environment *EnvironmentCellModel::environmentAt(int cell) const
{
    return rowAt(cell) ? &m_table.environments[static_cast<std::size_t>(cell % columns())].environment : nullptr;
}

const EnvironmentCell *EnvironmentCellModel::cellAt(int cell) const
{
    const EnvironmentRow *row = rowAt(cell);
    return row ? &row->cells[static_cast<std::size_t>(cell % columns())] : nullptr;
}

EnvironmentCellModel::State EnvironmentCellModel::stateOf(const EnvironmentRow &row, const EnvironmentCell &cell) const
{
    switch (cell.state) {
    case EnvironmentCell::State::Absent:
        return Absent;
    case EnvironmentCell::State::NoValue:
        return NoValue;
    case EnvironmentCell::State::NotTold:
        return NotTold;
    case EnvironmentCell::State::HasValue:
        break;
    }
    if (cell.group < 0 || !row.isSame())
        return HasValue;
    return *row.isSame() ? Same : Different;
}

/// Where the value of a cell is to be found too, and where there is another.
QString EnvironmentCellModel::likeness(const EnvironmentRow &row, std::size_t column) const
{
    QStringList same;
    QStringList other;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        if (i != column && row.cells[i].group >= 0)
            (row.cells[i].group == row.cells[column].group ? same : other)
                .append(m_table.environments[i].environment.name);
    }
    const QLocale locale;
    QStringList parts;
    if (!same.isEmpty())
        //: About a value in one environment. %1 are others that hold the same.
        parts.append(tr("same as %1").arg(locale.createSeparatedList(same)));
    if (!other.isEmpty())
        //: About a value in one environment. %1 are others that hold another.
        parts.append(tr("different from %1").arg(locale.createSeparatedList(other)));
    return enumerated(parts);
}

QString EnvironmentCellModel::stateText(int cell) const
{
    const EnvironmentRow *row = rowAt(cell);
    if (!row)
        return {};
    const auto column = static_cast<std::size_t>(cell % columns());
    switch (stateOf(*row, row->cells[column])) {
    case Absent:
        //: About a name that an environment does not have.
        return tr("not there");
    case NoValue:
        //: About a name that an environment has, without a value.
        return tr("there without a value");
    case NotTold:
        //: About a name in an environment that could not be read.
        return tr("not told");
    case HasValue:
    case Same:
    case Different:
        break;
    }
    if (m_table.valuesCompared && row->cells[column].group < 0)
        //: About a name in an environment whose value was to be compared with others.
        return tr("has value, which could not be compared");
    const QString like = row->cells[column].group < 0 ? QString() : likeness(*row, column);
    //: About a name in an environment. In the second, %1 says where else the value is the same or another.
    return like.isEmpty() ? tr("has value") : tr("has value, %1").arg(like);
}

QString EnvironmentCellModel::spoken(int cell) const
{
    const EnvironmentRow *row = rowAt(cell);
    //: A cell of a comparison. %1 is a name, %2 an environment, %3 what is there, for example "has value".
    return row ? tr("%1 in %2: %3").arg(row->name, environmentAt(cell)->name, stateText(cell)) : QString();
}

int EnvironmentCellModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size()) * columns();
}

QVariant EnvironmentCellModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const EnvironmentCell &cell = *cellAt(index.row());
    const State state = stateOf(*rowAt(index.row()), cell);
    // In the order of State.
    //: Cells of a comparison, short. The last names a value that is not the same everywhere, by a letter %1.
    const std::array<QString, 6> texts{tr("Not there"), tr("No value"), tr("Has value"),
                                       tr("Not told"),  tr("Same"),     tr("Value %1")};
    constexpr std::array<const char *, 6> symbols{"minus",           "value-none", "value",
                                                  "shield-question", "equal",      "unequal"};
    const auto which = static_cast<std::size_t>(state);
    switch (role) {
    case StateRole:
        return state;
    case TextRole:
    case Qt::DisplayRole:
        return state == Different ? texts[which].arg(groupName(cell.group)) : texts[which];
    case SymbolRole:
        return QString::fromLatin1(symbols[which]);
    case SpokenRole:
        return spoken(index.row());
    default:
        return {};
    }
}

QHash<int, QByteArray> EnvironmentCellModel::roleNames() const
{
    return {
        {StateRole, QByteArrayLiteral("state")},
        {TextRole, QByteArrayLiteral("words")},
        {SymbolRole, QByteArrayLiteral("symbol")},
        {SpokenRole, QByteArrayLiteral("spoken")},
    };
}

} // namespace coffret
