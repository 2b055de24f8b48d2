// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/search/trait.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace coffret {

/// Something a secret must be, or must not be.
struct SearchCondition
{
    enum class About : quint8 {
        Words, ///< text occurs in what is searched
        Place, ///< text occurs in the names of the collections it lies in; one after the other, parted by '/'
        Tag,   ///< a tag begins with text
        Types, ///< types
        State, ///< trait
    };
    About about = About::Words;
    QString text = {}; ///< folded before it is compared
    std::vector<SecretType> types = {};
    Trait trait = Trait::Favourite;
    bool excluded = false; ///< it must not

    friend bool operator==(const SearchCondition &, const SearchCondition &) = default;
};

/// What to look for. Words are matched separately; all must be found.
struct SearchQuery
{
    QString text;                            ///< free text, folded before matching
    QStringList phrases;                     ///< to be found as they are, with their spaces
    QString collectionId;                    ///< empty: everywhere; otherwise this collection and below
    std::vector<SecretType> types;           ///< empty: all
    QString tag;                             ///< empty: with any tags or none
    Markers required;                        ///< every one of these must be set
    std::vector<SearchCondition> conditions; ///< all of them
    qint64 nowMs = 0;                        ///< UTC, for conditions about time
    std::size_t limit = 0;                   ///< 0: no limit
    /// Words may be typed with mistakes where fewer rows than this have them as they are. 0: never.
    std::size_t typosBelow = 0;
};

} // namespace coffret
