// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogupdate.h"

#include "core/model/catalogmerge.h"

namespace coffret {

CatalogUpdate::CatalogUpdate(std::shared_ptr<const Catalog> before)
    : m_before(std::move(before)), m_seen(m_before->size(), Seen::Not)
{
}

void CatalogUpdate::add(std::vector<Collection> collections)
{
    m_others.add(std::move(collections));
}

void CatalogUpdate::add(std::vector<SecretSummary> secrets)
{
    std::erase_if(secrets, [this](const SecretSummary &secret) { return secret.id.isEmpty() || isSame(secret); });
    m_others.add(std::move(secrets));
}

/// Marks the row. What comes again counts as it came last, and is then no more the same.
bool CatalogUpdate::isSame(const SecretSummary &secret)
{
    m_text.clear();
    const Catalog::RowData data = m_writer.write(secret, m_text);
    const Catalog::Row row = m_before->rowOfText(std::string_view(m_text).substr(0, data.name));
    if (row == Catalog::NoRow)
        return false;
    const bool isSame = m_seen[row] != Seen::Other && says(row, data, secret);
    m_seen[row] = isSame ? Seen::Same : Seen::Other;
    if (isSame && m_before->m_rows[row].collection < 0 && !secret.collectionId.isEmpty())
        m_unplaced.insert(row, secret.collectionId);
    return isSame;
}

bool CatalogUpdate::says(Catalog::Row row, const Catalog::RowData &data, const SecretSummary &secret)
{
    const Catalog &before = *m_before;
    const Catalog::RowData &had = before.m_rows[row];
    const auto isAt = [&had](quint32 mine, quint32 its) { return mine == its - had.id; };
    return data.right == had.right && data.type == had.type && data.markers == had.markers &&
           data.createdMs == had.createdMs && data.modifiedMs == had.modifiedMs && data.expiresMs == had.expiresMs &&
           isAt(data.name, had.name) && isAt(data.username, had.username) && isAt(data.description, had.description) &&
           isAt(data.uris, had.uris) && isAt(data.end, had.end) && before.text(had.id, had.end) == m_text &&
           before.m_shared[had.vendorType] == secret.vendorType &&
           before.m_shared[had.modifiedBy] == secret.modifiedBy && before.m_icons[had.icon] == secret.icon &&
           placeOf(secret.collectionId) == had.collection &&
           before.m_shared[had.tags] == secret.tags.join(QLatin1Char('\n'));
}

qint32 CatalogUpdate::placeOf(const QString &collectionId)
{
    if (collectionId != m_lastCollectionId) {
        m_lastCollectionId = collectionId;
        m_lastPlace = m_before->m_tree.indexOf(collectionId);
    }
    return m_lastPlace;
}

std::vector<Catalog::Row> CatalogUpdate::leaving() const
{
    std::vector<Catalog::Row> rows;
    for (Catalog::Row row = 0; row < m_before->size(); ++row) {
        if (m_seen[row] != Seen::Same)
            rows.push_back(row);
    }
    return rows;
}

void CatalogUpdate::addTheSame()
{
    m_others.add(*m_before, [this](Catalog::Row row, SecretSummary &secret) {
        secret.collectionId = m_unplaced.value(row, secret.collectionId);
        return m_seen[row] == Seen::Same;
    });
}

std::shared_ptr<const Catalog> CatalogUpdate::finish() &&
{
    const std::vector<Catalog::Row> rows = leaving();
    const bool isSameTree = m_others.hasTreeOf(*m_before);
    if (isSameTree && rows.empty() && m_others.isEmpty())
        return m_before;
    if (!isSameTree || !m_others.fitsInto(*m_before)) { // paths are in what is searched of every row
        addTheSame();
        return std::move(m_others).finish();
    }
    if (m_before->size() == 0)
        return std::move(m_others).finish();
    const std::shared_ptr<const Catalog> few = std::move(m_others).finish();
    const std::shared_ptr<Catalog> merged = CatalogMerge(*m_before, *few).run(rows);
    merged->count();
    return merged;
}

} // namespace coffret
