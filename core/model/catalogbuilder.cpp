// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogbuilder.h"

#include <QStringEncoder>

#include <algorithm>
#include <iterator>

namespace coffret {

namespace {

// Offsets are 32 bits wide; an index that comes near this is none.
constexpr std::size_t TextLimit = std::size_t{1} << 30;
// A long path is repeated in every row below it, so search sees no more of it than this.
constexpr std::size_t FoldedPathLimit = 512;

// The host of a URI, or of what people write in its place ("example.org/login", "10.0.0.1:22").
QStringView hostOf(QStringView uri)
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

qint64 toMs(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

// First bytes of a name as a number that sorts like them.
quint64 sortPrefix(std::string_view name)
{
    quint64 prefix = 0;
    for (std::size_t i = 0; i < sizeof prefix; ++i)
        prefix = prefix << 8 | (i < name.size() ? static_cast<unsigned char>(name[i]) : 0u);
    return prefix;
}

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

quint32 CatalogBuilder::WordPool::number(const QString &word)
{
    const auto known = numbers.constFind(word);
    if (known != numbers.constEnd())
        return *known;
    const auto next = static_cast<quint32>(words.size());
    words.push_back(word);
    numbers.insert(word, next);
    return next;
}

void CatalogBuilder::add(std::vector<Collection> collections)
{
    std::move(collections.begin(), collections.end(), std::back_inserter(m_collections));
}

void CatalogBuilder::add(std::vector<SecretSummary> secrets)
{
    for (const SecretSummary &secret : secrets) {
        if (!secret.id.isEmpty() && m_text.size() < TextLimit && m_folded.size() < TextLimit)
            add(secret);
    }
}

void CatalogBuilder::add(const SecretSummary &secret)
{
    Staged staged;
    const auto here = [this] { return static_cast<quint32>(m_text.size()); };
    staged.data.id = here();
    appendText(secret.id);
    staged.data.name = here();
    appendText(secret.name);
    staged.data.username = here();
    appendText(secret.username);
    staged.data.description = here();
    appendText(secret.description);
    staged.data.uris = here();
    for (const QString &uri : secret.uris) {
        appendText(uri);
        m_text.push_back('\n');
    }
    staged.data.end = here();
    staged.data.vendorType = m_words.number(secret.vendorType);
    staged.data.modifiedBy = m_words.number(secret.modifiedBy);
    staged.data.type = secret.type;
    staged.data.markers = secret.markers;
    staged.data.createdMs = toMs(secret.created);
    staged.data.modifiedMs = toMs(secret.modified);
    staged.data.expiresMs = toMs(secret.expires);
    staged.collectionWord = m_collectionIds.number(secret.collectionId);
    appendFolded(secret, staged);
    m_staged.push_back(staged);
}

void CatalogBuilder::appendText(QStringView text)
{
    QStringEncoder encoder(QStringEncoder::Utf8, QStringEncoder::Flag::Stateless);
    const std::size_t start = m_text.size();
    m_text.resize(start + static_cast<std::size_t>(encoder.requiredSpace(text.size())));
    const char *end = encoder.appendToBuffer(m_text.data() + start, text);
    m_text.resize(static_cast<std::size_t>(end - m_text.data()));
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
        m_folder.append(hostOf(uri), m_folded);
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

std::vector<quint32> CatalogBuilder::withoutDuplicates() const
{
    IdTable table(m_staged.size());
    const auto id = [this](quint32 staged) { return idOf(staged); };
    std::vector<bool> replaced(m_staged.size());
    for (quint32 i = 0; i < m_staged.size(); ++i) {
        const quint32 earlier = std::exchange(table.slot(idOf(i), id), i);
        if (earlier != IdTable::None)
            replaced[earlier] = true;
    }
    std::vector<quint32> kept;
    kept.reserve(m_staged.size());
    for (quint32 i = 0; i < m_staged.size(); ++i) {
        if (!replaced[i])
            kept.push_back(i);
    }
    return kept;
}

std::vector<quint32> CatalogBuilder::inOrder() const
{
    std::vector<quint32> order = withoutDuplicates();
    std::vector<quint64> prefixes(m_staged.size()); // decides most comparisons without a look at the text
    for (const quint32 i : order)
        prefixes[i] = sortPrefix(foldedNameOf(i));
    std::sort(order.begin(), order.end(), [&](quint32 a, quint32 b) {
        if (prefixes[a] != prefixes[b])
            return prefixes[a] < prefixes[b];
        const int compared = foldedNameOf(a).compare(foldedNameOf(b));
        return compared != 0 ? compared < 0 : idOf(a) < idOf(b);
    });
    return order;
}

void CatalogBuilder::placeRow(Catalog &catalog, const Staged &staged, qint32 collection,
                              std::string_view foldedPath) const
{
    Catalog::RowData data = staged.data;
    const auto moved = static_cast<quint32>(catalog.m_text.size()) - data.id; // wraps round, and back again below
    catalog.m_text.append(m_text, data.id, data.end - data.id);
    for (quint32 *offset : {&data.id, &data.name, &data.username, &data.description, &data.uris, &data.end})
        *offset += moved;
    data.collection = collection;
    catalog.m_rows.push_back(data);

    catalog.m_folded.append(m_folded, staged.folded, staged.foldedEnd - staged.folded);
    catalog.m_folded.append(foldedPath).push_back('\n');
    catalog.m_foldedStarts.push_back(static_cast<quint32>(catalog.m_folded.size()));
    catalog.m_foldedNames.push_back(staged.foldedName);
}

std::shared_ptr<const Catalog> CatalogBuilder::finish() &&
{
    const std::shared_ptr<Catalog> catalog(new Catalog);
    catalog->m_tree = CollectionTree(std::move(m_collections), m_folder);
    catalog->m_counts.resize(catalog->m_tree.all().size());
    std::vector<std::string> foldedPaths;
    for (std::size_t i = 0; i < catalog->m_tree.all().size(); ++i)
        foldedPaths.emplace_back(tail(m_folder.fold(catalog->m_tree.path(static_cast<qint32>(i)))));
    std::vector<qint32> collections;
    for (const QString &id : m_collectionIds.words)
        collections.push_back(catalog->m_tree.indexOf(id));

    const std::vector<quint32> order = inOrder();
    catalog->m_rows.reserve(order.size());
    catalog->m_foldedStarts.reserve(order.size() + 1);
    catalog->m_foldedNames.reserve(order.size());
    catalog->m_text.reserve(m_text.size());
    std::size_t foldedSize = m_folded.size() + order.size();
    for (const quint32 i : order) {
        const qint32 collection = collections[m_staged[i].collectionWord];
        if (collection >= 0) {
            ++catalog->m_counts[static_cast<std::size_t>(collection)];
            foldedSize += foldedPaths[static_cast<std::size_t>(collection)].size();
        }
    }
    catalog->m_tree.addUp(catalog->m_counts);
    catalog->m_folded.reserve(foldedSize);
    for (const quint32 i : order) {
        const qint32 collection = collections[m_staged[i].collectionWord];
        placeRow(*catalog, m_staged[i], collection,
                 collection < 0 ? std::string_view() : foldedPaths[static_cast<std::size_t>(collection)]);
    }

    catalog->m_shared = std::move(m_words.words);
    catalog->m_rowById = IdTable(order.size());
    const auto id = [&](Catalog::Row row) { return idOf(order[row]); };
    for (Catalog::Row row = 0; row < catalog->size(); ++row)
        catalog->m_rowById.slot(id(row), id) = row;
    return catalog;
}

} // namespace coffret
