// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/palettemodel.h"

#include "ui/viewmodels/command.h"
#include "ui/viewmodels/matchtexts.h"

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr std::size_t RankCount = 8;

} // namespace

PaletteModel::PaletteModel(QObject *parent) : QAbstractListModel(parent) {}

void PaletteModel::setEntries(std::vector<PaletteEntry> entries)
{
    setRows({});
    m_entries = std::move(entries);
}

void PaletteModel::show(const QString &query)
{
    m_query = query;
    setRows(fitting(query));
}

/// What cannot be chosen now comes last, however well it fits.
std::vector<std::size_t> PaletteModel::fitting(const QString &query) const
{
    const PhraseMatcher matcher(query);
    std::array<std::vector<std::size_t>, 2 * RankCount> found;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        const PaletteEntry &entry = m_entries[i];
        const std::optional<std::size_t> rank =
            matcher.isEmpty() ? std::optional<std::size_t>(0) : matcher.rank(entry.folded, entry.foldedName);
        const bool possible = !entry.command || entry.command->isAvailable();
        if (rank)
            found[std::min(*rank, RankCount - 1) + (possible ? 0 : RankCount)].push_back(i);
    }
    std::vector<std::size_t> rows;
    for (const auto &some : found)
        rows.insert(rows.end(), some.begin(), some.end());
    return rows;
}

/// Rows are changed in place: what is on the screen stays and shows something else.
void PaletteModel::setRows(std::vector<std::size_t> rows)
{
    const int before = rowCount();
    const int after = static_cast<int>(rows.size());
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rows.resize(rows.size());
        endRemoveRows();
    }
    const int kept = std::min(before, after);
    std::copy(rows.begin(), rows.begin() + kept, m_rows.begin());
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rows = std::move(rows);
        endInsertRows();
    }
    if (kept > 0)
        Q_EMIT dataChanged(index(0), index(kept - 1));
    if (before != after)
        Q_EMIT countChanged();
}

const PaletteEntry *PaletteModel::at(int row) const
{
    return row >= 0 && row < rowCount() ? &m_entries[m_rows[static_cast<std::size_t>(row)]] : nullptr;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PaletteEntry &entry = *at(index.row());
    switch (role) {
    case NameRole:
    case Qt::DisplayRole:
        return entry.name;
    case DetailRole:
        return entry.detail;
    case SymbolRole:
        return entry.symbol;
    case KeysRole:
        return entry.keys;
    case ReasonRole:
        return entry.command ? entry.command->reason() : QString();
    case NameMarksRole:
        return QVariant::fromValue(marksIn(entry.name, m_query));
    case DetailMarksRole:
        return QVariant::fromValue(marksIn(entry.detail, m_query));
    default:
        return {};
    }
}

QHash<int, QByteArray> PaletteModel::roleNames() const
{
    return {
        {NameRole, QByteArrayLiteral("name")},
        {DetailRole, QByteArrayLiteral("detail")},
        {SymbolRole, QByteArrayLiteral("symbol")},
        {KeysRole, QByteArrayLiteral("keys")},
        {ReasonRole, QByteArrayLiteral("reason")},
        {NameMarksRole, QByteArrayLiteral("nameMarks")},
        {DetailMarksRole, QByteArrayLiteral("detailMarks")},
    };
}

} // namespace coffret
