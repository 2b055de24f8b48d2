// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/collectiontree.h"
#include "core/model/idtable.h"
#include "core/model/secret.h"
#include "core/model/wordsignature.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coffret {

/// What is different from a catalog, as far as one knows.
struct CatalogPatch
{
    std::vector<SecretSummary> secrets; ///< new, or in place of those with the same id that were not modified later
    QStringList removedSecrets;
    std::vector<Collection> collections; ///< new, or in place of those with the same id
    struct Marking
    {
        QString secretId;
        Markers set;
        Markers cleared;
    };
    std::vector<Marking> markings; ///< only of secrets that are there: they bring none
};

/// An immutable snapshot of every summary of one account, in compact columns. Built on a worker (CatalogBuilder),
/// handed over whole, then read from any thread. Holds no protected value.
class Catalog
{
public:
    /// Row number within this snapshot, 0 .. size()-1. Rows are sorted by folded name, then id.
    using Row = quint32;
    static constexpr Row NoRow = ~Row{0};

    /// Duplicated ids keep the last occurrence. Collections in a cycle or with a missing parent become roots.
    [[nodiscard]] static std::shared_ptr<const Catalog> build(std::vector<Collection> collections,
                                                              std::vector<SecretSummary> secrets);
    [[nodiscard]] static std::shared_ptr<const Catalog> empty();
    /// A snapshot of its own. For a worker: rows that stay as they are move as bytes, unless collections changed, which
    /// takes as long as building.
    [[nodiscard]] std::shared_ptr<const Catalog> patched(const CatalogPatch &patch) const;

    [[nodiscard]] Row size() const noexcept { return static_cast<Row>(m_rows.size()); }
    [[nodiscard]] Row rowOf(const QString &secretId) const; ///< NoRow when absent

    [[nodiscard]] QString id(Row row) const;
    [[nodiscard]] QString name(Row row) const;
    [[nodiscard]] QString username(Row row) const;
    [[nodiscard]] SecretType type(Row row) const noexcept { return m_rows[row].type; }
    [[nodiscard]] Markers markers(Row row) const noexcept { return m_rows[row].markers; }
    [[nodiscard]] AccessRight right(Row row) const noexcept { return m_rows[row].right; }
    [[nodiscard]] qint64 expiresMs(Row row) const noexcept { return m_rows[row].expiresMs; } ///< UTC, 0: never
    [[nodiscard]] SecretIcon icon(Row row) const noexcept { return m_icons[m_rows[row].icon]; }
    [[nodiscard]] QStringList tags(Row row) const;
    /// Every tag that occurs, by name, and how many secrets have it.
    using TagCounts = std::vector<std::pair<QString, int>>;
    [[nodiscard]] const TagCounts &tagCounts() const noexcept { return m_tagCounts; }
    /// Rows that have all of this in common, and how many they are: fewer to count with than rows.
    struct Kind
    {
        SecretType type = SecretType::Unknown;
        AccessRight right = AccessRight::None;
        Markers markers;
        int rows = 0;
    };
    [[nodiscard]] const std::vector<Kind> &kinds() const noexcept { return m_kinds; }
    /// When secrets expire, UTC, the soonest first; without those that never do.
    [[nodiscard]] const std::vector<qint64> &endsMs() const noexcept { return m_endsMs; }
    /// Secrets with the same tags share a number. To filter many rows: which of those numbers hold a tag.
    [[nodiscard]] quint32 tagSet(Row row) const noexcept { return m_rows[row].tags; }
    [[nodiscard]] std::vector<bool> tagSetsWith(const QString &tag) const;
    [[nodiscard]] std::vector<bool> tagSetsWhere(const std::function<bool(const QString &)> &fits) const;
    [[nodiscard]] bool hasTags(Row row) const noexcept { return m_rows[row].tags != 0; }
    [[nodiscard]] bool hasUsername(Row row) const noexcept { return m_rows[row].username != m_rows[row].description; }
    [[nodiscard]] bool hasDescription(Row row) const noexcept { return m_rows[row].description != m_rows[row].uris; }
    [[nodiscard]] bool hasUris(Row row) const noexcept { return m_rows[row].uris != m_rows[row].end; }
    [[nodiscard]] qint64 createdMs(Row row) const noexcept { return m_rows[row].createdMs; }   ///< UTC, 0 if unknown
    [[nodiscard]] qint64 modifiedMs(Row row) const noexcept { return m_rows[row].modifiedMs; } ///< UTC, 0 if unknown
    [[nodiscard]] QString
    collectionId(Row row) const;               ///< empty at the root, and where the collection is not in the index
    [[nodiscard]] QString path(Row row) const; ///< names from the root, joined with " / "; empty at the root
    [[nodiscard]] SecretSummary summary(Row row) const;

    /// Case-folded, diacritics stripped: name, username, URI hosts, and path with tags, separated by '\n'. For search
    /// only.
    [[nodiscard]] std::string_view searchText(Row row) const noexcept;
    /// The name part of searchText(row).
    [[nodiscard]] std::string_view foldedName(Row row) const noexcept;
    /// What name, username and hosts are made of: tells which rows need not be looked at for something alike.
    [[nodiscard]] const WordSignature &signature(Row row) const noexcept { return m_signatures[row]; }
    /// Every searchText in row order, each followed by '\n', and where a row starts in it (size(): the end).
    [[nodiscard]] std::string_view searchArena() const noexcept { return m_folded; }
    [[nodiscard]] std::size_t searchStart(Row row) const noexcept { return m_foldedStarts[row]; }
    /// The row that holds this offset of searchArena(), looked for from row hint on.
    [[nodiscard]] Row rowAt(std::size_t offset, Row hint = 0) const noexcept;

    /// Into collections(); -1 at the root.
    [[nodiscard]] qint32 collectionIndex(Row row) const noexcept { return m_rows[row].collection; }
    /// Depth-first, parents before children, siblings by folded name.
    [[nodiscard]] const std::vector<Collection> &collections() const noexcept { return m_tree.all(); }
    [[nodiscard]] const Collection *collection(const QString &id) const; ///< null when absent
    /// Names from the root down to this one, joined with " / "; empty for an unknown id.
    [[nodiscard]] QString collectionPath(const QString &id) const { return m_tree.path(m_tree.indexOf(id)); }
    /// True when the collection is ancestorId or lies below it.
    [[nodiscard]] bool isCollectionBelow(const QString &id, const QString &ancestorId) const
    {
        return m_tree.subtree(ancestorId).contains(m_tree.indexOf(id));
    }
    /// Secrets in this collection and below it; all of them for an empty id.
    [[nodiscard]] int countBelow(const QString &collectionId) const;
    /// True when row lies in collectionId or below it; always for an empty id.
    [[nodiscard]] bool isBelow(Row row, const QString &collectionId) const;
    /// The same for many rows: look the subtree up once.
    [[nodiscard]] CollectionTree::Range subtree(const QString &collectionId) const
    {
        return m_tree.subtree(collectionId);
    }
    [[nodiscard]] bool isBelow(Row row, CollectionTree::Range subtree) const noexcept
    {
        return subtree.contains(m_rows[row].collection);
    }

    [[nodiscard]] static QString fold(const QString &text);
    /// The host of a URI, or of what people write in its place ("example.org/login", "10.0.0.1:22").
    [[nodiscard]] static QStringView hostOf(QStringView uri);

private:
    friend class CatalogBuilder;
    friend class CatalogMerge;
    friend class CatalogComparison;
    friend class CatalogRowWriter;
    friend class CatalogUpdate;
    Catalog() = default;

    /// Texts lie in m_text one after the other, each ending where the next begins.
    struct RowData
    {
        quint32 id = 0, name = 0, username = 0, description = 0, uris = 0, end = 0;
        quint32 vendorType = 0, modifiedBy = 0, tags = 0; ///< into m_shared; tags joined with '\n'
        qint32 collection = -1;                           ///< into m_tree.all()
        Markers markers;
        SecretType type = SecretType::Unknown;
        AccessRight right = AccessRight::None;
        quint16 icon = 0;                                    ///< into m_icons
        qint64 createdMs = 0, modifiedMs = 0, expiresMs = 0; ///< UTC, 0: none
    };
    [[nodiscard]] std::string_view text(quint32 from, quint32 to) const noexcept
    {
        return std::string_view(m_text).substr(from, to - from);
    }
    [[nodiscard]] std::string_view idText(Row row) const noexcept { return text(m_rows[row].id, m_rows[row].name); }
    [[nodiscard]] Row rowOfText(std::string_view id) const;
    [[nodiscard]] bool hasCollections(const std::vector<Collection> &collections) const;
    [[nodiscard]] std::shared_ptr<const Catalog> rebuilt(const CatalogPatch &patch,
                                                         std::vector<SecretSummary> newer) const;
    void count();
    void countTags();

    std::string m_text;
    std::string m_folded;
    std::vector<RowData> m_rows;
    std::vector<quint32> m_foldedStarts{0}; ///< size() + 1
    std::vector<quint32> m_foldedNames;     ///< length of each folded name
    std::vector<WordSignature> m_signatures;
    std::vector<QString> m_shared;   ///< words that many rows have in common
    std::vector<SecretIcon> m_icons; ///< each once
    IdTable m_rowById;
    CollectionTree m_tree;
    std::vector<int> m_counts; ///< per collection, with everything below
    TagCounts m_tagCounts;
    std::vector<Kind> m_kinds;
    std::vector<qint64> m_endsMs;
};

} // namespace coffret
