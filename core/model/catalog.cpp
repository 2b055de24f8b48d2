// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalog.h"

#include "core/model/catalogbuilder.h"
#include "core/model/catalogmerge.h"

#include <QHash>
#include <QMap>

#include <algorithm>

namespace coffret {

namespace {

QString toQString(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QDateTime toDateTime(qint64 ms)
{
    return ms == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC);
}

} // namespace

std::shared_ptr<const Catalog> Catalog::build(std::vector<Collection> collections, std::vector<SecretSummary> secrets)
{
    CatalogBuilder builder;
    builder.add(std::move(collections));
    builder.add(std::move(secrets));
    return std::move(builder).finish();
}

std::shared_ptr<const Catalog> Catalog::empty()
{
    return std::shared_ptr<const Catalog>(new Catalog);
}

std::shared_ptr<const Catalog> Catalog::patched(const CatalogPatch &patch) const
{
    std::vector<SecretSummary> newer = patch.secrets;
    std::erase_if(newer, [this](const SecretSummary &secret) {
        const Row row = rowOf(secret.id);
        return row != NoRow && secret.modified.isValid() && secret.modified.toMSecsSinceEpoch() < modifiedMs(row);
    });
    if (!hasCollections(patch.collections)) // their names are in what is searched of every row below them
        return rebuilt(patch, std::move(newer));
    const std::shared_ptr<const Catalog> few = build(m_tree.all(), newer);
    if (m_text.size() + few->m_text.size() > CatalogBuilder::TextLimit ||
        m_folded.size() + few->m_folded.size() > CatalogBuilder::TextLimit)
        return rebuilt(patch, std::move(newer));

    std::vector<Row> leaving;
    for (const QString &id : patch.removedSecrets)
        leaving.push_back(rowOf(id));
    for (Row row = 0; row < few->size(); ++row)
        leaving.push_back(rowOfText(few->idText(row)));
    std::sort(leaving.begin(), leaving.end());
    leaving.erase(std::lower_bound(leaving.begin(), leaving.end(), NoRow), leaving.end());
    const std::shared_ptr<Catalog> merged = CatalogMerge(*this, *few).run(leaving);
    for (const CatalogPatch::Marking &marking : patch.markings) {
        if (few->rowOf(marking.secretId) != NoRow || rowOf(marking.secretId) == NoRow)
            continue;
        if (const Row row = merged->rowOf(marking.secretId); row != NoRow)
            merged->m_rows[row].markers = (merged->markers(row) & ~marking.cleared) | marking.set;
    }
    merged->count();
    return merged;
}

/// True when all of them are there as they are.
bool Catalog::hasCollections(const std::vector<Collection> &collections) const
{
    return std::all_of(collections.begin(), collections.end(), [this](const Collection &wanted) {
        const Collection *const here = collection(wanted.id);
        return here != nullptr && *here == wanted;
    });
}

std::shared_ptr<const Catalog> Catalog::rebuilt(const CatalogPatch &patch, std::vector<SecretSummary> newer) const
{
    CatalogBuilder builder;
    builder.add(m_tree.all());
    builder.add(patch.collections);
    std::vector<bool> gone(size());
    for (const QString &id : patch.removedSecrets) {
        if (const Row row = rowOf(id); row != NoRow)
            gone[row] = true;
    }
    QHash<Row, Markers> marked;
    for (const CatalogPatch::Marking &marking : patch.markings) {
        if (const Row row = rowOf(marking.secretId); row != NoRow)
            marked.insert(row, (marked.value(row, markers(row)) & ~marking.cleared) | marking.set);
    }
    builder.add(*this, [&gone, &marked](Row row, SecretSummary &secret) {
        secret.markers = marked.value(row, secret.markers);
        return !gone[row];
    });
    builder.add(std::move(newer));
    return std::move(builder).finish();
}

/// What somebody would have to go through all rows for.
void Catalog::count()
{
    m_counts.assign(m_tree.all().size(), 0);
    m_endsMs.clear();
    m_kinds.clear();
    QHash<quint64, std::size_t> kindOf; // by type, right and markers
    for (const RowData &row : m_rows) {
        if (row.collection >= 0)
            ++m_counts[static_cast<std::size_t>(row.collection)];
        if (row.expiresMs != 0)
            m_endsMs.push_back(row.expiresMs);
        const quint64 key = quint64{Markers::Int(row.markers)} << 16 | quint64(row.right) << 8 | quint64(row.type);
        const auto known = kindOf.constFind(key);
        const std::size_t kind = known == kindOf.constEnd() ? m_kinds.size() : *known;
        if (known == kindOf.constEnd()) {
            kindOf.insert(key, kind);
            m_kinds.push_back({row.type, row.right, row.markers, 0});
        }
        ++m_kinds[kind].rows;
    }
    m_tree.addUp(m_counts);
    std::sort(m_endsMs.begin(), m_endsMs.end());
    countTags();
}

Catalog::Row Catalog::rowOf(const QString &secretId) const
{
    const QByteArray id = secretId.toUtf8();
    return rowOfText({id.constData(), static_cast<std::size_t>(id.size())});
}

Catalog::Row Catalog::rowOfText(std::string_view id) const
{
    return m_rowById.find(id, [this](Row row) { return idText(row); });
}

QString Catalog::id(Row row) const
{
    return toQString(idText(row));
}

QString Catalog::name(Row row) const
{
    return toQString(text(m_rows[row].name, m_rows[row].username));
}

QString Catalog::username(Row row) const
{
    return toQString(text(m_rows[row].username, m_rows[row].description));
}

QString Catalog::collectionId(Row row) const
{
    const qint32 index = m_rows[row].collection;
    return index < 0 ? QString() : m_tree.all()[static_cast<std::size_t>(index)].id;
}

QStringList Catalog::tags(Row row) const
{
    return m_shared[m_rows[row].tags].split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void Catalog::countTags()
{
    std::vector<int> rowsOfSet(m_shared.size());
    for (const RowData &row : m_rows)
        ++rowsOfSet[row.tags];
    QMap<QString, int> counts;
    for (std::size_t set = 1; set < m_shared.size(); ++set) {
        if (rowsOfSet[set] == 0)
            continue;
        QStringList words = m_shared[set].split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        words.removeDuplicates();
        for (const QString &tag : std::as_const(words))
            counts[tag] += rowsOfSet[set];
    }
    m_tagCounts.assign(counts.constKeyValueBegin(), counts.constKeyValueEnd());
}

std::vector<bool> Catalog::tagSetsWith(const QString &tag) const
{
    return tagSetsWhere([&tag](const QString &other) { return other == tag; });
}

std::vector<bool> Catalog::tagSetsWhere(const std::function<bool(const QString &)> &fits) const
{
    std::vector<bool> sets(m_shared.size());
    for (std::size_t set = 0; set < m_shared.size(); ++set) {
        const QStringList tags = m_shared[set].split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        sets[set] = std::any_of(tags.begin(), tags.end(), fits);
    }
    return sets;
}

const Collection *Catalog::collection(const QString &id) const
{
    const qint32 index = m_tree.indexOf(id);
    return index < 0 ? nullptr : &m_tree.all()[static_cast<std::size_t>(index)];
}

QString Catalog::path(Row row) const
{
    return m_tree.path(m_rows[row].collection);
}

SecretSummary Catalog::summary(Row row) const
{
    const RowData &data = m_rows[row];
    SecretSummary summary;
    summary.id = id(row);
    summary.collectionId = collectionId(row);
    summary.name = name(row);
    summary.username = username(row);
    summary.description = toQString(text(data.description, data.uris));
    summary.uris = toQString(text(data.uris, data.end)).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    summary.type = data.type;
    summary.vendorType = m_shared[data.vendorType];
    summary.markers = data.markers;
    summary.created = toDateTime(data.createdMs);
    summary.modified = toDateTime(data.modifiedMs);
    summary.expires = toDateTime(data.expiresMs);
    summary.modifiedBy = m_shared[data.modifiedBy];
    summary.right = data.right;
    summary.tags = tags(row);
    summary.icon = icon(row);
    return summary;
}

std::string_view Catalog::searchText(Row row) const noexcept
{
    const std::size_t start = m_foldedStarts[row];
    return std::string_view(m_folded).substr(start, m_foldedStarts[row + 1] - start - 1);
}

std::string_view Catalog::foldedName(Row row) const noexcept
{
    return std::string_view(m_folded).substr(m_foldedStarts[row], m_foldedNames[row]);
}

Catalog::Row Catalog::rowAt(std::size_t offset, Row hint) const noexcept
{
    // Gallops, because hits of a search are either close together or far apart.
    std::size_t step = 1;
    std::size_t low = hint;
    while (low + step < m_rows.size() && m_foldedStarts[low + step] <= offset) {
        low += step;
        step *= 2;
    }
    const auto begin = m_foldedStarts.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(std::min(low + step, m_rows.size()));
    const auto after = std::upper_bound(begin + static_cast<std::ptrdiff_t>(low), end, offset);
    return static_cast<Row>(after - begin - 1);
}

int Catalog::countBelow(const QString &collectionId) const
{
    if (collectionId.isEmpty())
        return static_cast<int>(size());
    const qint32 index = m_tree.indexOf(collectionId);
    return index < 0 ? 0 : m_counts[static_cast<std::size_t>(index)];
}

bool Catalog::isBelow(Row row, const QString &collectionId) const
{
    return isBelow(row, subtree(collectionId));
}

QString Catalog::fold(const QString &text)
{
    return toQString(TextFolder().fold(text));
}

QStringView Catalog::hostOf(QStringView uri)
{
    if (const qsizetype scheme = uri.indexOf(QLatin1String("://")); scheme >= 0)
        uri = uri.mid(scheme + 3);
    const auto endsHost = [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; };
    uri = uri.left(std::find_if(uri.begin(), uri.end(), endsHost) - uri.begin());
    if (const qsizetype at = uri.lastIndexOf(u'@'); at >= 0)
        uri = uri.mid(at + 1);
    if (uri.startsWith(u'[')) // IPv6 address
        return uri.mid(1).left(uri.indexOf(u']') - 1);
    const qsizetype colon = uri.indexOf(u':');
    return colon < 0 ? uri : uri.left(colon);
}

} // namespace coffret
