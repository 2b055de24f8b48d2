// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"
#include "core/model/catalogrowwriter.h"
#include "core/model/textfolder.h"
#include "core/model/wordpool.h"

namespace coffret {

/// Takes an index in portions, so that its summaries need not exist all at once, and makes a catalog of it.
/// Used on one worker thread at a time.
class CatalogBuilder
{
public:
    /// Offsets are 32 bits wide; an index that comes near this is none, and what would go beyond is dropped.
    static constexpr std::size_t TextLimit = std::size_t{1} << 30;

    void add(std::vector<Collection> collections);
    /// Secrets without id are dropped. A collection may come later than its secrets.
    void add(std::vector<SecretSummary> secrets);

    /// Rows of another catalog, one summary at a time. edit may change it, or say that it does not come along.
    void add(const Catalog &rows, const std::function<bool(Catalog::Row, SecretSummary &)> &edit);

    /// Whether another catalog has the same collections.
    [[nodiscard]] bool hasTreeOf(const Catalog &other);
    /// Whether there are no secrets.
    [[nodiscard]] bool isEmpty() const { return m_staged.empty(); }
    /// Whether one catalog has room for this and for another.
    [[nodiscard]] bool fitsInto(const Catalog &other) const;

    [[nodiscard]] std::shared_ptr<const Catalog> finish() &&;

private:
    /// What is known of a row before its place is.
    struct Staged
    {
        Catalog::RowData data;
        quint32 collectionWord = 0; ///< into m_collectionIds
        quint32 folded = 0;         ///< into m_folded: name, username and hosts, each with a '\n' behind it
        quint32 foldedName = 0;     ///< length
        quint32 foldedEnd = 0;
    };
    /// Where the secrets of one collection id go.
    struct Place
    {
        qint32 collection = -1;
        std::string foldedPath;
    };
    void add(const SecretSummary &secret);
    void stage(const SecretSummary &secret);
    void appendFolded(const SecretSummary &secret, Staged &staged);
    [[nodiscard]] std::string_view idOf(quint32 staged) const;
    [[nodiscard]] std::string_view foldedNameOf(quint32 staged) const;
    /// Staged rows as they will be, without those that a later one replaces; table holds who is left.
    [[nodiscard]] std::vector<quint32> inOrder(IdTable &table) const;
    void placeCollections(Catalog &catalog);
    void placeRows(Catalog &catalog, const std::vector<quint32> &order) const;

    TextFolder m_folder;
    CatalogRowWriter m_writer;
    std::vector<Collection> m_collections;
    std::vector<Staged> m_staged;
    std::string m_text;
    std::string m_folded;
    WordPool m_words;                         ///< vendor types, users and sets of tags
    QHash<quint32, std::string> m_foldedTags; ///< by the number of their set
    IconPool m_icons;
    WordPool m_collectionIds;
    std::vector<Place> m_places; ///< as m_collectionIds
};

} // namespace coffret
