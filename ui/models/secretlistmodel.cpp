// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/secretlistmodel.h"

#include "ui/viewmodels/checkouttexts.h"
#include "ui/viewmodels/matchtexts.h"
#include "ui/viewmodels/symboltexts.h"
#include "ui/viewmodels/texts.h"

#include <algorithm>

namespace coffret {

namespace {
// Beyond this many separate changes a view is faster off starting again: each takes a ListView about 7 µs, and 8 ms are
// half a frame.
constexpr std::size_t MaximumChanges = 500;

/// ranges: the first one first.
std::vector<Catalog::Row> without(const std::vector<Catalog::Row> &rows, const std::vector<RowRange> &ranges)
{
    std::vector<Catalog::Row> others;
    others.reserve(rows.size());
    auto next = rows.begin();
    for (const RowRange &range : ranges) {
        others.insert(others.end(), next, rows.begin() + range.first);
        next = rows.begin() + range.first + range.count;
    }
    others.insert(others.end(), next, rows.end());
    return others;
}
} // namespace

SecretListModel::SecretListModel(const Clock &clock, QObject *parent)
    : QAbstractListModel(parent), m_clock(clock), m_catalog(Catalog::empty())
{
}

/// For each row that comes the one it is now, or -1.
std::vector<int> SecretListModel::oldRowsOf(const Catalog &next, const std::vector<Catalog::Row> &rows,
                                            const CatalogSteps *steps) const
{
    std::vector<int> oldRows(rows.size(), -1);
    const bool isSame = &next == m_catalog.get();
    if (!isSame && steps == nullptr)
        return oldRows;
    std::vector<int> shownAt(m_catalog->size(), -1);
    for (std::size_t old = 0; old < m_rows.size(); ++old)
        shownAt[m_rows[old]] = static_cast<int>(old);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Catalog::Row before = isSame ? rows[i] : steps->oldRowOf[rows[i]];
        oldRows[i] = before == Catalog::NoRow ? -1 : shownAt[before];
    }
    return oldRows;
}

void SecretListModel::show(std::shared_ptr<const Catalog> catalog, std::vector<Catalog::Row> rows,
                           const SearchWords &words, QSet<Catalog::Row> similar, const CatalogSteps *steps)
{
    if (steps != nullptr && !steps->lead(m_catalog, catalog))
        steps = nullptr;
    std::vector<int> oldRows = oldRowsOf(*catalog, rows, steps);
    for (std::size_t row = 0; row < rows.size(); ++row) { // a view asks for the section of a new row alone
        int &old = oldRows[row];
        if (old >= 0 && m_similar.contains(catalogRow(old)) != similar.contains(rows[row]))
            old = -1;
    }
    const RowChanges changes = rowChanges(rowCount(), oldRows);
    const bool isNext = steps != nullptr && catalog != m_catalog;
    if (isNext)
        Q_EMIT snapshotAboutToChange();
    if (changes.removals.size() + changes.insertions.size() > MaximumChanges)
        startAgain({std::move(catalog), words, std::move(similar)}, std::move(rows));
    else
        moveOn({std::move(catalog), words, std::move(similar)}, std::move(rows), changes, steps);
    if (!changes.removals.empty() || !changes.insertions.empty())
        Q_EMIT countChanged();
    if (isNext) {
        m_cameFrom = std::move(oldRows);
        Q_EMIT snapshotChanged();
        m_cameFrom.clear();
    }
}

void SecretListModel::set(std::vector<Catalog::Row> rows)
{
    m_rows.frontEnd = rows.size();
    m_rows.front = std::move(rows);
    m_rows.back.clear();
    m_rows.backBegin = 0;
}

void SecretListModel::take(Basis basis)
{
    m_catalog = std::move(basis.catalog);
    m_words = std::move(basis.words);
    m_similar = std::move(basis.similar);
}

void SecretListModel::startAgain(Basis basis, std::vector<Catalog::Row> rows)
{
    beginResetModel();
    take(std::move(basis));
    set(std::move(rows));
    endResetModel();
}

void SecretListModel::moveOn(Basis basis, std::vector<Catalog::Row> rows, const RowChanges &changes,
                             const CatalogSteps *steps)
{
    remove(changes.removals);
    // The rows that stay are now read from the new snapshot; those to come follow one range at a time.
    m_rows.back = without(rows, changes.insertions);
    m_rows.front = std::move(rows);
    m_rows.frontEnd = m_rows.backBegin = 0;
    const bool marksElse = basis.words != m_words;
    take(std::move(basis));
    if (steps != nullptr)
        sayChanged(*steps);
    if (marksElse && rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {PlaceRole, NameMarksRole, PlaceMarksRole});
    insert(changes.insertions);
    set(std::move(m_rows.front));
}

/// ranges: the last one first.
void SecretListModel::remove(const std::vector<RowRange> &ranges)
{
    m_rows.back = without(m_rows.front, {ranges.rbegin(), ranges.rend()});
    m_rows.backBegin = m_rows.back.size();
    for (const RowRange &range : ranges) {
        const auto first = static_cast<std::size_t>(range.first);
        const auto end = first + static_cast<std::size_t>(range.count);
        beginRemoveRows({}, range.first, range.first + range.count - 1);
        m_rows.backBegin -= m_rows.frontEnd - end; // those behind stay
        m_rows.frontEnd = first;
        endRemoveRows();
    }
}

void SecretListModel::insert(const std::vector<RowRange> &ranges)
{
    for (const RowRange &range : ranges) {
        const auto first = static_cast<std::size_t>(range.first);
        beginInsertRows({}, range.first, range.first + range.count - 1);
        m_rows.backBegin += first - m_rows.frontEnd; // those in front are in both lists
        m_rows.frontEnd = first + static_cast<std::size_t>(range.count);
        endInsertRows();
    }
}

/// Of the rows that stayed, those that say something else.
void SecretListModel::sayChanged(const CatalogSteps &steps)
{
    if (steps.changed.empty())
        return;
    std::vector<bool> isChanged(steps.to->size());
    for (const Catalog::Row row : steps.changed)
        isChanged[row] = true;
    std::vector<RowRange> ranges;
    for (int row = 0; row < rowCount(); ++row) {
        if (!isChanged[catalogRow(row)])
            continue;
        if (!ranges.empty() && ranges.back().first + ranges.back().count == row)
            ++ranges.back().count;
        else
            ranges.push_back({row, 1});
    }
    if (ranges.size() > MaximumChanges) { // a view looks at those it shows
        const int last = ranges.back().first + ranges.back().count;
        ranges = {{ranges.front().first, last - ranges.front().first}};
    }
    for (const RowRange &range : ranges)
        Q_EMIT dataChanged(index(range.first), index(range.first + range.count - 1));
}

int SecretListModel::rowNow(int row) const
{
    int next = -1;
    for (std::size_t i = 0; i < m_cameFrom.size(); ++i) {
        const int before = m_cameFrom[i];
        if (before >= row && (next < 0 || before < m_cameFrom[static_cast<std::size_t>(next)]))
            next = static_cast<int>(i);
    }
    return next;
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
    if (rowCount() > 0)
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
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {ChosenRole});
}

int SecretListModel::rowOf(const QString &secretId) const
{
    const Catalog::Row wanted = m_catalog->rowOf(secretId);
    int row = wanted == Catalog::NoRow ? -1 : rowCount() - 1;
    while (row >= 0 && catalogRow(row) != wanted)
        --row;
    return row;
}

QString SecretListModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_catalog->id(catalogRow(row)) : QString();
}

int SecretListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant SecretListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Catalog::Row row = catalogRow(index.row());
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
