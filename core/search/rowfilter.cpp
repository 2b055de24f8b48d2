// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/rowfilter.h"

#include "core/model/textfolder.h"

#include <algorithm>

namespace coffret {

namespace {

unsigned bitsOf(const std::vector<SecretType> &types)
{
    unsigned bits = 0;
    for (const SecretType type : types)
        bits |= 1u << static_cast<unsigned>(type);
    return bits;
}

/// The collections on whose path the parts of place occur, one in each name and from the root on, or in one of whose
/// names all of it occurs: what matches a collection matches everything below it.
std::vector<bool> collectionsAt(const Catalog &catalog, const QString &place)
{
    TextFolder folder;
    const std::string whole = folder.fold(place);
    std::vector<std::string> parts;
    for (const QString &part : place.split(QLatin1Char('/'))) {
        if (std::string folded = folder.fold(part); !folded.empty())
            parts.push_back(std::move(folded));
    }
    struct Level
    {
        const QString *id;
        std::size_t found; ///< parts, down to here
    };
    std::vector<Level> path; // of the collection before this one
    std::vector<bool> fits;
    fits.reserve(catalog.collections().size());
    for (const Collection &collection : catalog.collections()) {
        while (!path.empty() && *path.back().id != collection.parentId)
            path.pop_back();
        std::size_t found = path.empty() ? 0 : path.back().found;
        const std::string name = folder.fold(collection.name);
        if (name.find(whole) != std::string::npos) // which may have a '/' of its own
            found = parts.size();
        else if (found < parts.size() && name.find(parts[found]) != std::string::npos)
            ++found;
        path.push_back({&collection.id, found});
        fits.push_back(!parts.empty() && found == parts.size());
    }
    return fits;
}

std::vector<bool> tagSetsBeginningWith(const Catalog &catalog, const std::string &beginning)
{
    TextFolder folder;
    return catalog.tagSetsWhere([&](const QString &tag) { return folder.fold(tag).starts_with(beginning); });
}

} // namespace

RowFilter::RowFilter(const Catalog &catalog, const SearchQuery &query)
    : m_catalog(catalog)
    , m_subtree(catalog.subtree(query.collectionId))
    , m_types(bitsOf(query.types))
    , m_required(query.required)
    , m_nowMs(query.nowMs)
{
    if (!query.tag.isEmpty())
        m_tagSets = catalog.tagSetsWith(query.tag);
    for (const SearchCondition &condition : query.conditions)
        m_conditions.push_back(madeReady(condition));
}

RowFilter::Condition RowFilter::madeReady(const SearchCondition &condition) const
{
    Condition ready;
    ready.about = condition.about;
    ready.excluded = condition.excluded;
    ready.trait = condition.trait;
    ready.types = bitsOf(condition.types);
    ready.text = TextFolder().fold(condition.text);
    if (ready.about == SearchCondition::About::Place)
        ready.sets = collectionsAt(m_catalog, condition.text);
    if (ready.about == SearchCondition::About::Tag)
        ready.sets = tagSetsBeginningWith(m_catalog, ready.text);
    return ready;
}

bool RowFilter::meets(Catalog::Row row, const Condition &condition) const
{
    switch (condition.about) {
    case SearchCondition::About::Words:
        return m_catalog.searchText(row).find(condition.text) != std::string_view::npos;
    case SearchCondition::About::Place: {
        const qint32 collection = m_catalog.collectionIndex(row);
        return collection >= 0 && condition.sets[static_cast<std::size_t>(collection)];
    }
    case SearchCondition::About::Tag:
        return m_catalog.hasTags(row) && condition.sets[m_catalog.tagSet(row)];
    case SearchCondition::About::Types:
        return isOfTypes(row, condition.types);
    case SearchCondition::About::State:
        return hasTrait(m_catalog, row, condition.trait, m_nowMs);
    }
    return false;
}

bool RowFilter::meetsConditions(Catalog::Row row) const
{
    return std::all_of(m_conditions.begin(), m_conditions.end(),
                       [&](const Condition &condition) { return meets(row, condition) != condition.excluded; });
}

} // namespace coffret
