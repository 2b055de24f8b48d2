// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/model/wordpool.h"

namespace coffret {

/// Puts two catalogs that have the same collections together, without folding or sorting a row again: what was made of
/// them moves as bytes. Used on one worker thread.
class CatalogMerge
{
public:
    /// Both have to stay. Together they have to be below CatalogBuilder::TextLimit.
    CatalogMerge(const Catalog &base, const Catalog &newer);

    /// leaving: rows of base that do not come along, in order; no id may be in both catalogs otherwise. Whoever calls
    /// counts.
    [[nodiscard]] std::shared_ptr<Catalog> run(const std::vector<Catalog::Row> &leaving) &&;

private:
    /// A catalog, and what its numbers of shared words and icons become.
    struct Source
    {
        const Catalog &catalog;
        std::vector<quint32> words;
        std::vector<quint32> icons;
    };
    [[nodiscard]] static Source sourceOf(const Catalog &catalog);
    void reserve();
    [[nodiscard]] Catalog::Row placeOf(Catalog::Row newer, Catalog::Row from) const;
    void copyBase(Catalog::Row &from, Catalog::Row to, const std::vector<Catalog::Row> &leaving);
    void copy(Source &source, Catalog::Row first, Catalog::Row last);
    void copyTexts(Source &source, Catalog::Row first, Catalog::Row last);
    void copyFolded(const Catalog &source, Catalog::Row first, Catalog::Row last);
    [[nodiscard]] quint32 word(Source &source, quint32 number);
    [[nodiscard]] quint16 icon(Source &source, quint16 number);
    void fillTable();

    Source m_base;
    Source m_newer;
    WordPool m_words;
    IconPool m_icons;
    std::shared_ptr<Catalog> m_merged;
};

} // namespace coffret
