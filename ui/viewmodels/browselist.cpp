// SPDX-License-Identifier: GPL-3.0-or-later
// The list in the middle: what is in it, and in which order.
#include "core/search/queryparser.h"
#include "core/search/searchrun.h"
#include "ui/models/sidebarnodes.h"
#include "ui/viewmodels/browseviewmodel.h"

#include <algorithm>
#include <utility>

namespace coffret {

namespace {
constexpr std::size_t FirstRows = 200;    // more than fit any window
constexpr Catalog::Row QuickRows = 2'000; // searched whole in no time
constexpr std::size_t FewHits = 20;       // with fewer than these somebody may have mistyped
constexpr std::size_t MostFolderHits = 3;

/// No secret is of none of the types.
SearchCondition nothing()
{
    SearchCondition condition;
    condition.about = SearchCondition::About::Types;
    return condition;
}

SearchCondition conditionOf(Trait trait)
{
    SearchCondition condition;
    condition.about = SearchCondition::About::State;
    condition.trait = trait;
    return condition;
}
} // namespace

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

void BrowseViewModel::removeChip(int row)
{
    if (const QueryToken *const token = m_chips.tokenAt(row))
        setSearchText(withoutToken(m_searchText, *token));
}

void BrowseViewModel::openFolderHit(const QString &nodeId)
{
    if (!m_sidebar.contains(nodeId))
        return;
    setSearchText({});
    selectNode(nodeId);
}

/// What is typed, within the list that is shown.
SearchQuery BrowseViewModel::listQuery(SearchQuery query) const
{
    query.typosBelow = hasOwnOrder() ? 0 : FewHits; // in which what is only similar would be among the rest
    query.collectionId = collectionIdOf(m_nodeId);
    query.tag = tagOf(m_nodeId);
    if (const std::optional<SecretType> type = typeOf(m_nodeId))
        query.types.push_back(*type);
    else if (!m_typeFilter.isEmpty())
        query.types.push_back(secretTypeFromString(m_typeFilter));
    if (m_nodeId == FavouritesNode)
        query.required = Marker::Favourite;
    if (m_nodeId == CheckedOutNode)
        query.required = Marker::CheckedOutByMe;
    if (m_nodeId == AttentionNode)
        query.conditions.push_back(conditionOf(Trait::Attention));
    if (m_nodeId == SharedNode)
        query.conditions.push_back(conditionOf(Trait::SharedWithMe));
    if (m_nodeId == ExpiringNode) {
        query.nowMs = m_clock.now().toMSecsSinceEpoch();
        query.conditions.push_back(conditionOf(Trait::Expiring));
    }
    return query;
}

/// Some lists are in order of time, whatever is searched in them.
bool BrowseViewModel::hasOwnOrder() const
{
    return m_nodeId == CheckedOutNode || m_nodeId == ExpiringNode || m_nodeId == RecentNode;
}

void BrowseViewModel::putInOrder(const Catalog &catalog, std::vector<Catalog::Row> &rows) const
{
    if (m_nodeId == CheckedOutNode)
        sortByEnd(catalog, rows);
    if (m_nodeId == ExpiringNode)
        std::stable_sort(rows.begin(), rows.end(),
                         [&](Catalog::Row a, Catalog::Row b) { return catalog.expiresMs(a) < catalog.expiresMs(b); });
    if (m_nodeId == RecentNode)
        sortRows(catalog, ListOrder::Changed, rows);
    if (m_search->words().isEmpty()) // of what is searched the best comes first
        sortRows(catalog, m_order, rows);
}

/// sameSearch: only the catalog is another one.
void BrowseViewModel::updateList(bool sameSearch)
{
    m_searching.request_stop();
    m_listed = m_session ? m_session->catalog() : Catalog::empty();
    ParsedQuery parsed = parseQuery(m_searchText, m_clock.now());
    m_chips.setTokens(parsed.tokens);
    if (m_session && !parsed.meansAccount(m_session->account().name))
        parsed.query.conditions.push_back(nothing());
    showFolderHits(*m_listed, parsed.query);
    SearchQuery query = listQuery(std::move(parsed.query));
    auto run = std::make_shared<SearchRun>(m_listed, std::move(query));
    if (m_nodeId == RecentNode)
        run->confineTo(latestRows(*m_listed, MostRecent));
    else if (m_search)
        run->narrowTo(*m_search, m_found);
    m_search = std::move(run);
    searchList(sameSearch);
}

/// What fills the window at once, and the rest when it was found, where that takes longer than a frame. What is shown
/// is as good until then, when nobody asked for anything else.
void BrowseViewModel::searchList(bool sameSearch)
{
    const bool isQuick = m_search->words().isEmpty() || hasOwnOrder() || m_listed->size() <= QuickRows;
    if (sameSearch && !isQuick) {
        m_found = {};
        m_found.whole = false;
        findRest(m_search);
        return;
    }
    m_saved.clear();
    SearchResult found = isQuick ? m_search->all() : m_search->first(FirstRows);
    const bool whole = found.whole;
    showFound(std::move(found));
    if (!whole)
        findRest(m_search);
}

Task<void> BrowseViewModel::findRest(std::shared_ptr<const SearchRun> run)
{
    const QPointer<BrowseViewModel> self(this);
    m_searching = std::stop_source();
    const StopToken stop = m_searching.get_token();
    std::function<SearchResult()> job = [run, stop] { return run->all(stop); };
    SearchResult found = co_await m_searcher.run(std::move(job));
    if (!self || stop.stop_requested())
        co_return;
    showFound(std::move(found));
    if (const QString saved = std::exchange(m_saved, {}); !saved.isEmpty() && saved == currentSecretId())
        showSaved(saved);
    if (!m_searchText.isEmpty() && !m_editor.isActive() && !m_bulk.isActive() && currentSecretId().isEmpty())
        selectSecret(m_secrets.idAt(0)); // the best hit came late
}

void BrowseViewModel::showFound(SearchResult found)
{
    m_found = std::move(found);
    std::vector<Catalog::Row> rows = m_found.rows;
    putInOrder(*m_listed, rows);
    const QSet<Catalog::Row> similar(m_found.rows.begin() + static_cast<std::ptrdiff_t>(m_found.exact),
                                     m_found.rows.end());
    const std::shared_ptr<const CatalogSteps> steps = m_session ? m_session->steps() : nullptr;
    m_secrets.show(m_listed, std::move(rows), m_search->words(), similar, steps.get());
    const bool wereSeveral = m_bulk.isActive();
    if (m_found.whole)
        m_bulk.keepShown();
    if (wereSeveral && m_bulk.count() == 1) { // which is then selected like any other
        const QString left = m_bulk.leadId();
        m_bulk.begin(left);
        m_detail.show(m_session, left);
    }
    Q_EMIT listChanged();
}

/// Folders are looked for by words alone: nothing else can be asked of them.
void BrowseViewModel::showFolderHits(const Catalog &catalog, const SearchQuery &query)
{
    std::vector<Choice> hits;
    const SearchWords words(query.text, query.phrases);
    if (query.conditions.empty()) {
        for (const std::size_t index : searchCollections(catalog, words, MostFolderHits)) {
            const Collection &collection = catalog.collections()[index];
            hits.push_back({collectionNodeId(collection.id), collection.name, QStringLiteral("folder"),
                            catalog.collectionPath(collection.parentId)});
        }
    }
    m_folderHits.setChoices(std::move(hits));
}

} // namespace coffret
