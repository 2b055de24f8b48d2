// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogsteps.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace coffret {

/// Tells whether rows of two catalogs say the same. What is numbered differently is made comparable once.
class CatalogComparison
{
public:
    CatalogComparison(const Catalog &from, const Catalog &to);

    [[nodiscard]] Catalog::Row oldRowOf(Catalog::Row row, Catalog::Row &next) const;
    [[nodiscard]] bool isSame(Catalog::Row old, Catalog::Row row) const;

private:
    static constexpr quint32 NoWord = ~quint32{0};
    static constexpr qint32 NoPlace = -2;

    [[nodiscard]] bool isBefore(Catalog::Row old, Catalog::Row row) const;
    void placeCollections();

    const Catalog &m_from;
    const Catalog &m_to;
    std::vector<quint32> m_words; ///< what numbers of from are in to
    std::vector<qint32> m_places; ///< likewise for collections; those that changed, or lie in one that did, are none
};

CatalogComparison::CatalogComparison(const Catalog &from, const Catalog &to) : m_from(from), m_to(to)
{
    QHash<QString, quint32> numbers;
    for (std::size_t i = 0; i < to.m_shared.size(); ++i)
        numbers.insert(to.m_shared[i], static_cast<quint32>(i));
    m_words.reserve(from.m_shared.size());
    for (const QString &word : from.m_shared)
        m_words.push_back(numbers.value(word, NoWord));
    placeCollections();
}

void CatalogComparison::placeCollections()
{
    const auto &before = m_from.m_tree.all();
    for (const Collection &collection : before) { // parents come first
        const qint32 index = m_to.m_tree.indexOf(collection.id);
        const qint32 parent = m_from.m_tree.indexOf(collection.parentId);
        const bool movedAlong = parent >= 0 && m_places[static_cast<std::size_t>(parent)] == NoPlace;
        const bool stays =
            index >= 0 && !movedAlong && collection == m_to.m_tree.all()[static_cast<std::size_t>(index)];
        m_places.push_back(stays ? index : NoPlace);
    }
}

bool CatalogComparison::isBefore(Catalog::Row old, Catalog::Row row) const
{
    const int compared = m_from.foldedName(old).compare(m_to.foldedName(row));
    return compared != 0 ? compared < 0 : m_from.idText(old) < m_to.idText(row);
}

/// next: the row of from that comes next in both orders. Rows that kept their names are met there.
Catalog::Row CatalogComparison::oldRowOf(Catalog::Row row, Catalog::Row &next) const
{
    const std::string_view id = m_to.idText(row);
    while (next < m_from.size()) {
        if (m_from.idText(next) == id)
            return next++;
        if (!isBefore(next, row))
            break;
        ++next;
    }
    return m_from.rowOfText(id);
}

bool CatalogComparison::isSame(Catalog::Row old, Catalog::Row row) const
{
    const Catalog::RowData &a = m_from.m_rows[old];
    const Catalog::RowData &b = m_to.m_rows[row];
    const auto parts = [](const Catalog::RowData &data) {
        return std::array{data.name - data.id, data.username - data.id, data.description - data.id, data.uris - data.id,
                          data.end - data.id};
    };
    return a.markers == b.markers && a.type == b.type && a.right == b.right && a.createdMs == b.createdMs &&
           a.modifiedMs == b.modifiedMs && a.expiresMs == b.expiresMs && parts(a) == parts(b) &&
           (a.collection < 0 ? a.collection : m_places[static_cast<std::size_t>(a.collection)]) == b.collection &&
           m_words[a.vendorType] == b.vendorType && m_words[a.modifiedBy] == b.modifiedBy &&
           m_words[a.tags] == b.tags && m_from.m_icons[a.icon] == m_to.m_icons[b.icon] &&
           m_from.text(a.id, a.end) == m_to.text(b.id, b.end);
}

bool CatalogSteps::isNews(Catalog::Row row) const
{
    return oldRowOf[row] == Catalog::NoRow || std::binary_search(changed.begin(), changed.end(), row);
}

std::shared_ptr<const CatalogSteps> stepsBetween(const std::shared_ptr<const Catalog> &from,
                                                 const std::shared_ptr<const Catalog> &to)
{
    const auto steps = std::make_shared<CatalogSteps>();
    steps->from = from;
    steps->to = to;
    if (from == to) {
        steps->oldRowOf.resize(to->size());
        std::iota(steps->oldRowOf.begin(), steps->oldRowOf.end(), Catalog::Row{0});
        return steps;
    }
    steps->oldRowOf.reserve(to->size());
    const CatalogComparison comparison(*from, *to);
    Catalog::Row next = 0;
    for (Catalog::Row row = 0; row < to->size(); ++row) {
        const Catalog::Row old = comparison.oldRowOf(row, next);
        steps->oldRowOf.push_back(old);
        if (old != Catalog::NoRow && !comparison.isSame(old, row))
            steps->changed.push_back(row);
    }
    return steps;
}

} // namespace coffret
