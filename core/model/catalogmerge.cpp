// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/catalogmerge.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr quint32 Unknown = ~quint32{0};
} // namespace

CatalogMerge::CatalogMerge(const Catalog &base, const Catalog &newer)
    : m_base(sourceOf(base)), m_newer(sourceOf(newer)), m_merged(new Catalog)
{
}

CatalogMerge::Source CatalogMerge::sourceOf(const Catalog &catalog)
{
    return {catalog, std::vector<quint32>(catalog.m_shared.size(), Unknown),
            std::vector<quint32>(catalog.m_icons.size(), Unknown)};
}

std::shared_ptr<Catalog> CatalogMerge::run(const std::vector<Catalog::Row> &leaving) &&
{
    reserve();
    m_merged->m_tree = m_base.catalog.m_tree;
    Catalog::Row at = 0;
    for (Catalog::Row row = 0; row < m_newer.catalog.size(); ++row) {
        copyBase(at, placeOf(row, at), leaving);
        copy(m_newer, row, row + 1);
    }
    copyBase(at, m_base.catalog.size(), leaving);
    fillTable();
    m_merged->m_shared = std::move(m_words.words);
    m_merged->m_icons = std::move(m_icons.icons);
    return std::move(m_merged);
}

/// The first row of the base, from a given one on, that does not come before this one of the newer.
Catalog::Row CatalogMerge::placeOf(Catalog::Row newer, Catalog::Row from) const
{
    const std::string_view name = m_newer.catalog.foldedName(newer);
    const std::string_view id = m_newer.catalog.idText(newer);
    const auto isBefore = [&](Catalog::Row row) {
        const int compared = m_base.catalog.foldedName(row).compare(name);
        return compared != 0 ? compared < 0 : m_base.catalog.idText(row) < id;
    };
    Catalog::Row end = m_base.catalog.size();
    while (from < end) { // by hand, for clang 14 knows no ranges of libstdc++
        const Catalog::Row middle = from + (end - from) / 2;
        if (isBefore(middle))
            from = middle + 1;
        else
            end = middle;
    }
    return from;
}

void CatalogMerge::reserve()
{
    const Catalog &base = m_base.catalog;
    const Catalog &newer = m_newer.catalog;
    const std::size_t rows = base.m_rows.size() + newer.m_rows.size();
    m_merged->m_text.reserve(base.m_text.size() + newer.m_text.size());
    m_merged->m_folded.reserve(base.m_folded.size() + newer.m_folded.size());
    m_merged->m_rows.reserve(rows);
    m_merged->m_foldedStarts.reserve(rows + 1);
    m_merged->m_foldedNames.reserve(rows);
    m_merged->m_signatures.reserve(rows);
}

/// Rows from .. to-1 without those that leave; from is to afterwards.
void CatalogMerge::copyBase(Catalog::Row &from, Catalog::Row to, const std::vector<Catalog::Row> &leaving)
{
    for (auto gone = std::lower_bound(leaving.begin(), leaving.end(), from); gone != leaving.end() && *gone < to;
         ++gone) {
        copy(m_base, from, *gone);
        from = *gone + 1;
    }
    copy(m_base, from, to);
    from = to;
}

void CatalogMerge::copy(Source &source, Catalog::Row first, Catalog::Row last)
{
    if (first >= last)
        return;
    copyTexts(source, first, last);
    copyFolded(source.catalog, first, last);
}

void CatalogMerge::copyTexts(Source &source, Catalog::Row first, Catalog::Row last)
{
    const auto &rows = source.catalog.m_rows;
    for (Catalog::Row row = first; row < last;) {
        const quint32 begin = rows[row].id;
        quint32 end = begin;
        const auto shift = static_cast<quint32>(m_merged->m_text.size()) - begin; // below zero it comes round again
        for (; row < last && rows[row].id == end; ++row) { // rows that were put together before lie side by side
            Catalog::RowData data = rows[row];
            end = data.end;
            for (quint32 *offset : {&data.id, &data.name, &data.username, &data.description, &data.uris, &data.end})
                *offset += shift;
            data.vendorType = word(source, data.vendorType);
            data.modifiedBy = word(source, data.modifiedBy);
            data.tags = word(source, data.tags);
            data.icon = icon(source, data.icon);
            m_merged->m_rows.push_back(data);
        }
        m_merged->m_text.append(source.catalog.m_text, begin, end - begin);
    }
}

void CatalogMerge::copyFolded(const Catalog &source, Catalog::Row first, Catalog::Row last)
{
    const auto from = [first](const auto &column) { return column.begin() + static_cast<std::ptrdiff_t>(first); };
    const auto to = [last](const auto &column) { return column.begin() + static_cast<std::ptrdiff_t>(last); };
    const quint32 begin = source.m_foldedStarts[first];
    const auto shift = static_cast<quint32>(m_merged->m_folded.size()) - begin;
    for (Catalog::Row row = first; row < last; ++row)
        m_merged->m_foldedStarts.push_back(source.m_foldedStarts[row + 1] + shift);
    m_merged->m_folded.append(source.m_folded, begin, source.m_foldedStarts[last] - begin);
    m_merged->m_foldedNames.insert(m_merged->m_foldedNames.end(), from(source.m_foldedNames), to(source.m_foldedNames));
    m_merged->m_signatures.insert(m_merged->m_signatures.end(), from(source.m_signatures), to(source.m_signatures));
}

/// Only words that a row still has come along.
quint32 CatalogMerge::word(Source &source, quint32 number)
{
    quint32 &known = source.words[number];
    if (known == Unknown)
        known = m_words.number(source.catalog.m_shared[number]);
    return known;
}

quint16 CatalogMerge::icon(Source &source, quint16 number)
{
    quint32 &known = source.icons[number];
    if (known == Unknown)
        known = m_icons.number(source.catalog.m_icons[number]);
    return static_cast<quint16>(known);
}

void CatalogMerge::fillTable()
{
    Catalog &merged = *m_merged;
    merged.m_rowById = IdTable(merged.m_rows.size());
    const auto idOf = [&merged](Catalog::Row row) { return merged.idText(row); };
    for (Catalog::Row row = 0; row < merged.size(); ++row)
        merged.m_rowById.slot(merged.idText(row), idOf) = row;
}

} // namespace coffret
