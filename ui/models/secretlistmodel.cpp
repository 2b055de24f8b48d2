// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/secretlistmodel.h"

#include "ui/models/rowchanges.h"
#include "ui/viewmodels/checkouttexts.h"
#include "ui/viewmodels/matchtexts.h"
#include "ui/viewmodels/symboltexts.h"
#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

namespace {
// Beyond this many separate changes a view is faster off starting again.
constexpr std::size_t MaximumChanges = 64;
} // namespace

SecretListModel::SecretListModel(const Clock &clock, QObject *parent)
    : QAbstractListModel(parent), m_clock(clock), m_catalog(Catalog::empty())
{
}

std::vector<int> SecretListModel::oldRowsOf(const Catalog &next, const std::vector<Catalog::Row> &rows) const
{
    std::vector<int> oldByNextRow(next.size(), -1);
    for (std::size_t old = 0; old < m_rows.size(); ++old) {
        const bool sameSnapshot = &next == m_catalog.get();
        const Catalog::Row row = sameSnapshot ? m_rows[old] : next.rowOf(m_catalog->id(m_rows[old]));
        if (row != Catalog::NoRow)
            oldByNextRow[row] = static_cast<int>(old);
    }
    std::vector<int> oldRows;
    oldRows.reserve(rows.size());
    for (const Catalog::Row row : rows)
        oldRows.push_back(oldByNextRow[row]);
    return oldRows;
}

void SecretListModel::show(std::shared_ptr<const Catalog> catalog, std::vector<Catalog::Row> rows,
                           const SearchWords &words, QSet<Catalog::Row> similar)
{
    std::vector<int> oldRows = oldRowsOf(*catalog, rows);
    for (std::size_t row = 0; row < rows.size(); ++row) { // a view asks for the section of a new row alone
        int &old = oldRows[row];
        if (old >= 0 && m_similar.contains(m_rows[static_cast<std::size_t>(old)]) != similar.contains(rows[row]))
            old = -1;
    }
    const RowChanges changes = rowChanges(rowCount(), oldRows);
    if (changes.removals.size() + changes.insertions.size() > MaximumChanges) {
        beginResetModel();
        m_catalog = std::move(catalog);
        m_rows = std::move(rows);
        m_words = words;
        m_similar = std::move(similar);
        endResetModel();
        Q_EMIT countChanged();
        return;
    }
    for (const RowRange &range : changes.removals) {
        beginRemoveRows({}, range.first, range.first + range.count - 1);
        const auto first = m_rows.begin() + range.first;
        m_rows.erase(first, first + range.count);
        endRemoveRows();
    }
    // The rows that stay are now read from the new snapshot; those to come follow one range at a time.
    std::vector<Catalog::Row> staying = rows;
    for (auto range = changes.insertions.rbegin(); range != changes.insertions.rend(); ++range)
        staying.erase(staying.begin() + range->first, staying.begin() + range->first + range->count);
    const bool differs = catalog != m_catalog || words != m_words || similar != m_similar;
    m_catalog = std::move(catalog);
    m_rows = std::move(staying);
    m_words = words;
    m_similar = std::move(similar);
    if (differs && !m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
    for (const RowRange &range : changes.insertions) {
        beginInsertRows({}, range.first, range.first + range.count - 1);
        const auto from = rows.begin() + range.first;
        m_rows.insert(m_rows.begin() + range.first, from, from + range.count);
        endInsertRows();
    }
    if (!changes.removals.empty() || !changes.insertions.empty())
        Q_EMIT countChanged();
}

void SecretListModel::setLent(bool lends, QHash<QString, QDateTime> ends)
{
    if (m_lends == lends && m_lent == ends)
        return;
    m_lends = lends;
    m_lent = std::move(ends);
    tick();
}

void SecretListModel::tick()
{
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {LentTextRole, ExpiryRole, ExpiredRole, ModifiedTextRole});
}

QString SecretListModel::lentText(Catalog::Row row) const
{
    const Markers markers = m_catalog->markers(row);
    if (markers.testFlag(Marker::CheckedOutByMe))
        return heldText(m_lent.value(m_catalog->id(row)), m_clock.now());
    const qint64 end = m_lends && markers.testFlag(Marker::Shared) ? m_catalog->expiresMs(row) : 0;
    return end == 0 ? QString() : grantText(QDateTime::fromMSecsSinceEpoch(end, Qt::UTC), m_clock.now());
}

void SecretListModel::setChosen(QSet<QString> secretIds)
{
    if (m_chosen == secretIds)
        return;
    m_chosen = std::move(secretIds);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ChosenRole});
}

int SecretListModel::rowOf(const QString &secretId) const
{
    const Catalog::Row wanted = m_catalog->rowOf(secretId);
    const auto place = std::find(m_rows.begin(), m_rows.end(), wanted);
    return wanted == Catalog::NoRow || place == m_rows.end() ? -1 : static_cast<int>(place - m_rows.begin());
}

QString SecretListModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_catalog->id(m_rows[static_cast<std::size_t>(row)]) : QString();
}

int SecretListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SecretListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Catalog::Row row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case SecretIdRole:
        return m_catalog->id(row);
    case NameRole:
    case Qt::DisplayRole:
        return m_catalog->name(row);
    case UsernameRole:
        return m_catalog->username(row);
    case PathRole:
        return m_catalog->path(row);
    case TypeRole:
        return toString(m_catalog->type(row));
    case TypeLabelRole:
        return typeLabel(m_catalog->type(row));
    case FavouriteRole:
        return m_catalog->markers(row).testFlag(Marker::Favourite);
    case HasTotpRole:
        return m_catalog->markers(row).testFlag(Marker::HasTotp);
    case AttentionRole:
        return attentionText(m_catalog->markers(row));
    case CheckedOutRole:
        return m_catalog->markers(row).testFlag(Marker::CheckedOutByMe);
    case NeedsApprovalRole:
        return m_catalog->markers(row).testFlag(Marker::NeedsApproval);
    case LentTextRole:
        return lentText(row);
    case ModifiedTextRole: {
        const qint64 modified = m_catalog->modifiedMs(row);
        return modified == 0 ? QString()
                             : relativeTime(QDateTime::fromMSecsSinceEpoch(modified, Qt::UTC), m_clock.now());
    }
    case SymbolRole:
        return symbolName(m_catalog->icon(row));
    case GroundRole:
        return colourName(m_catalog->icon(row));
    case ExpiryRole:
        return expiryText(m_catalog->expiresMs(row), m_clock.now());
    case ExpiredRole:
        return isExpired(m_catalog->expiresMs(row), m_clock.now());
    case PlaceRole:
        return placeText(*m_catalog, row, m_words);
    case NameMarksRole:
        return QVariant::fromValue(marksIn(m_catalog->name(row), m_words, *m_catalog, row));
    case PlaceMarksRole:
        return m_words.isEmpty()
                   ? QVariant::fromValue(QList<int>())
                   : QVariant::fromValue(marksIn(placeText(*m_catalog, row, m_words), m_words, *m_catalog, row));
    case ChosenRole:
        return !m_chosen.isEmpty() && m_chosen.contains(m_catalog->id(row));
    case SimilarRole:
        return m_similar.contains(row) ? similarText() : QString();
    default:
        return {};
    }
}

QHash<int, QByteArray> SecretListModel::roleNames() const
{
    return {
        {SecretIdRole, QByteArrayLiteral("secretId")},
        {ChosenRole, QByteArrayLiteral("chosen")},
        {SimilarRole, QByteArrayLiteral("similar")},
        {NameRole, QByteArrayLiteral("name")},
        {UsernameRole, QByteArrayLiteral("username")},
        {PathRole, QByteArrayLiteral("path")},
        {TypeRole, QByteArrayLiteral("type")},
        {TypeLabelRole, QByteArrayLiteral("typeLabel")},
        {FavouriteRole, QByteArrayLiteral("favourite")},
        {HasTotpRole, QByteArrayLiteral("hasTotp")},
        {AttentionRole, QByteArrayLiteral("attention")},
        {CheckedOutRole, QByteArrayLiteral("checkedOut")},
        {NeedsApprovalRole, QByteArrayLiteral("needsApproval")},
        {LentTextRole, QByteArrayLiteral("lentText")},
        {ModifiedTextRole, QByteArrayLiteral("modifiedText")},
        {SymbolRole, QByteArrayLiteral("symbol")},
        {GroundRole, QByteArrayLiteral("ground")},
        {ExpiryRole, QByteArrayLiteral("expiry")},
        {ExpiredRole, QByteArrayLiteral("expired")},
        {PlaceRole, QByteArrayLiteral("place")},
        {NameMarksRole, QByteArrayLiteral("nameMarks")},
        {PlaceMarksRole, QByteArrayLiteral("placeMarks")},
    };
}

} // namespace coffret
