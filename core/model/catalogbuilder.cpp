// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogbuilder.h"

#include "core/model/namesort.h"

#include <algorithm>
#include <iterator>

namespace coffret {

namespace {

// A long path is repeated in every row below it, so search sees no more of it than this.
constexpr std::size_t FoldedPathLimit = 512;

// The end of path, from a whole character on.
std::string_view tail(std::string_view path)
{
    if (path.size() <= FoldedPathLimit)
        return path;
    path.remove_prefix(path.size() - FoldedPathLimit);
    while (!path.empty() && (static_cast<unsigned char>(path.front()) & 0xc0) == 0x80)
        path.remove_prefix(1);
    return path;
}

} // namespace

void CatalogBuilder::add(std::vector<Collection> collections)
{
    std::move(collections.begin(), collections.end(), std::back_inserter(m_collections));
}

void CatalogBuilder::add(std::vector<SecretSummary> secrets)
{
    for (const SecretSummary &secret : secrets)
        add(secret);
}

void CatalogBuilder::add(const Catalog &rows, const std::function<bool(Catalog::Row, SecretSummary &)> &edit)
{
    for (Catalog::Row row = 0; row < rows.size(); ++row) {
        SecretSummary secret = rows.summary(row);
        if (edit(row, secret))
            add(secret);
    }
}

void CatalogBuilder::add(const SecretSummary &secret)
{
    if (!secret.id.isEmpty() && m_text.size() < TextLimit && m_folded.size() < TextLimit)
        stage(secret);
}

void CatalogBuilder::stage(const SecretSummary &secret)
{
    Staged staged;
    staged.data = m_writer.write(secret, m_text);
    staged.data.vendorType = m_words.number(secret.vendorType);
    staged.data.modifiedBy = m_words.number(secret.modifiedBy);
    staged.data.tags = m_words.number(secret.tags.join(QLatin1Char('\n')));
    if (staged.data.tags != 0 && !m_foldedTags.contains(staged.data.tags))
        m_foldedTags.insert(staged.data.tags, std::string(tail(m_folder.fold(secret.tags.join(QLatin1Char(' '))))));
    staged.data.icon = m_icons.number(secret.icon);
    staged.collectionWord = m_collectionIds.number(secret.collectionId);
    appendFolded(secret, staged);
    m_staged.push_back(staged);
}

void CatalogBuilder::appendFolded(const SecretSummary &secret, Staged &staged)
{
    staged.folded = static_cast<quint32>(m_folded.size());
    m_folder.append(secret.name, m_folded);
    staged.foldedName = static_cast<quint32>(m_folded.size()) - staged.folded;
    m_folded.push_back('\n');
    m_folder.append(secret.username, m_folded);
    m_folded.push_back('\n');
    for (const QString &uri : secret.uris) {
        const std::size_t before = m_folded.size();
        m_folder.append(Catalog::hostOf(CatalogRowWriter::oneLine(uri)), m_folded);
        if (m_folded.size() > before)
            m_folded.push_back(' ');
    }
    if (m_folded.back() == ' ')
        m_folded.pop_back();
    m_folded.push_back('\n');
    staged.foldedEnd = static_cast<quint32>(m_folded.size());
}

std::string_view CatalogBuilder::idOf(quint32 staged) const
{
    const Catalog::RowData &data = m_staged[staged].data;
    return std::string_view(m_text).substr(data.id, data.name - data.id);
}

std::string_view CatalogBuilder::foldedNameOf(quint32 staged) const
{
    return std::string_view(m_folded).substr(m_staged[staged].folded, m_staged[staged].foldedName);
}

std::vector<quint32> CatalogBuilder::inOrder(IdTable &table) const
{
    const auto id = [this](quint32 staged) { return idOf(staged); };
    std::vector<bool> replaced(m_staged.size());
    for (quint32 i = 0; i < m_staged.size(); ++i) {
        const quint32 earlier = std::exchange(table.slot(idOf(i), id), i);
        if (earlier != IdTable::None)
            replaced[earlier] = true;
    }
    std::vector<NamedRow> rows;
    rows.reserve(m_staged.size());
    for (quint32 i = 0; i < m_staged.size(); ++i) {
        if (!replaced[i])
            rows.push_back({foldedNameOf(i), idOf(i), i});
    }
    return sortedByName(rows);
}

void CatalogBuilder::placeCollections(Catalog &catalog)
{
    catalog.m_tree = CollectionTree(std::move(m_collections), m_folder);
    for (const QString &id : m_collectionIds.words)
        m_places.push_back({catalog.m_tree.indexOf(id), {}});
    for (Place &place : m_places)
        place.foldedPath = tail(m_folder.fold(catalog.m_tree.path(place.collection)));
}

void CatalogBuilder::placeRows(Catalog &catalog, const std::vector<quint32> &order) const
{
    std::size_t foldedSize = m_folded.size() + order.size();
    for (const quint32 i : order)
        foldedSize += m_places[m_staged[i].collectionWord].foldedPath.size();
    catalog.m_folded.reserve(foldedSize);
    catalog.m_rows.reserve(order.size());
    catalog.m_foldedStarts.reserve(order.size() + 1);
    catalog.m_foldedNames.reserve(order.size());
    catalog.m_signatures.resize(order.size());
    for (const quint32 i : order) {
        const Staged &staged = m_staged[i];
        const Place &place = m_places[staged.collectionWord];
        catalog.m_rows.push_back(staged.data);
        catalog.m_rows.back().collection = place.collection;
        const std::string_view words(m_folded.data() + staged.folded, staged.foldedEnd - staged.folded);
        catalog.m_signatures[catalog.m_rows.size() - 1].add(words);
        catalog.m_folded.append(words);
        catalog.m_folded.append(place.foldedPath);
        if (staged.data.tags != 0) {
            if (!place.foldedPath.empty())
                catalog.m_folded.push_back(' ');
            catalog.m_folded.append(*m_foldedTags.constFind(staged.data.tags));
        }
        catalog.m_folded.push_back('\n');
        catalog.m_foldedStarts.push_back(static_cast<quint32>(catalog.m_folded.size()));
        catalog.m_foldedNames.push_back(staged.foldedName);
    }
}

bool CatalogBuilder::hasTreeOf(const Catalog &other)
{
    return CollectionTree(m_collections, m_folder).all() == other.m_tree.all();
}

/// Path and tags of a row come to what is folded when it has a place.
bool CatalogBuilder::fitsInto(const Catalog &other) const
{
    return m_text.size() + other.m_text.size() <= TextLimit &&
           m_folded.size() + m_staged.size() * (2 * FoldedPathLimit + 1) + other.m_folded.size() <= TextLimit;
}

std::shared_ptr<const Catalog> CatalogBuilder::finish() &&
{
    const std::shared_ptr<Catalog> catalog(new Catalog);
    placeCollections(*catalog);
    catalog->m_rowById = IdTable(m_staged.size());
    const std::vector<quint32> order = inOrder(catalog->m_rowById);
    placeRows(*catalog, order);

    std::vector<quint32> rowOfStaged(m_staged.size());
    for (Catalog::Row row = 0; row < catalog->size(); ++row)
        rowOfStaged[order[row]] = row;
    catalog->m_rowById.renumber(rowOfStaged);
    catalog->m_text = std::move(m_text);
    catalog->m_text.shrink_to_fit();
    catalog->m_shared = std::move(m_words.words);
    catalog->m_icons = std::move(m_icons.icons);
    catalog->count();
    return catalog;
}

} // namespace coffret
