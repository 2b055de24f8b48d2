// SPDX-License-Identifier: GPL-3.0-or-later
// The list in the middle: what is in it, and in which order.
#include "core/search/search.h"
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/browseviewmodel.h"

#include <algorithm>

namespace coffret {

QString BrowseViewModel::title() const
{
    return m_sidebar.labelOf(m_nodeId);
}

void BrowseViewModel::setSearchText(const QString &text)
{
    if (m_searchText == text)
        return;
    m_searchText = text;
    Q_EMIT searchTextChanged();
    updateList();
    if (!m_searchText.isEmpty() && !m_editor.isActive())
        selectSecret(m_secrets.idAt(0)); // what a key copies from here is the best hit, never what was shown before
}

void BrowseViewModel::setTypeFilter(const QString &type)
{
    if (m_typeFilter == type)
        return;
    m_typeFilter = type;
    Q_EMIT typeFilterChanged();
    updateList();
}

void BrowseViewModel::setOrder(const QString &order)
{
    const ListOrder chosen = listOrderFromString(order);
    if (m_order == chosen)
        return;
    m_order = chosen;
    Q_EMIT orderChanged();
    updateList();
}

void BrowseViewModel::selectNode(const QString &nodeId)
{
    if (m_nodeId == nodeId || !m_sidebar.contains(nodeId))
        return;
    m_nodeId = nodeId;
    m_sidebar.setSelected(nodeId);
    Q_EMIT nodeChanged();
    updateList();
}

std::vector<Catalog::Row> BrowseViewModel::matchingRows(const Catalog &catalog) const
{
    SearchQuery query;
    query.text = m_searchText;
    query.collectionId = collectionIdOf(m_nodeId);
    if (const std::optional<SecretType> type = typeOf(m_nodeId))
        query.types.push_back(*type);
    else if (!m_typeFilter.isEmpty())
        query.types.push_back(secretTypeFromString(m_typeFilter));
    if (m_nodeId == FavouritesNode)
        query.required = Marker::Favourite;
    if (m_nodeId == CheckedOutNode)
        query.required = Marker::CheckedOutByMe;
    query.tag = tagOf(m_nodeId);
    std::vector<Catalog::Row> rows = search(catalog, query);
    keepOfSmartList(catalog, rows);
    if (m_searchText.trimmed().isEmpty()) // of what is searched the best comes first
        sortRows(catalog, m_order, rows);
    return rows;
}

void BrowseViewModel::keepOfSmartList(const Catalog &catalog, std::vector<Catalog::Row> &rows) const
{
    if (m_nodeId == AttentionNode)
        std::erase_if(rows, [&](Catalog::Row row) { return !needsAttention(catalog.markers(row)); });
    if (m_nodeId == CheckedOutNode)
        sortByEnd(catalog, rows);
    if (m_nodeId == SharedNode)
        std::erase_if(rows, [&](Catalog::Row row) { return !isSharedWithMe(catalog, row); });
    if (m_nodeId == ExpiringNode) {
        const QDateTime now = m_clock.now();
        std::erase_if(rows, [&](Catalog::Row row) { return !isExpiring(catalog.expiresMs(row), now); });
        std::stable_sort(rows.begin(), rows.end(),
                         [&](Catalog::Row a, Catalog::Row b) { return catalog.expiresMs(a) < catalog.expiresMs(b); });
    }
    if (m_nodeId == RecentNode) {
        const auto later = [&](Catalog::Row a, Catalog::Row b) {
            return std::make_pair(-catalog.modifiedMs(a), a) < std::make_pair(-catalog.modifiedMs(b), b);
        };
        const std::size_t kept = std::min(rows.size(), MostRecent);
        std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end(), later);
        rows.resize(kept);
    }
}

void BrowseViewModel::updateList()
{
    const std::shared_ptr<const Catalog> catalog = m_session ? m_session->catalog() : Catalog::empty();
    m_secrets.show(catalog, matchingRows(*catalog), m_searchText);
    const bool wereSeveral = m_bulk.isActive();
    m_bulk.keepShown();
    if (wereSeveral && m_bulk.count() == 1) { // which is then selected like any other
        const QString left = m_bulk.leadId();
        m_bulk.begin(left);
        m_detail.show(m_session, left);
    }
    Q_EMIT listChanged();
}

} // namespace coffret
