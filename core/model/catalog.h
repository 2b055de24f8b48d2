// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secret.h"

#include <QHash>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace coffret {

/// An immutable snapshot of every summary of one account, in compact columns. Built on a worker, handed over whole,
/// then read from any thread. Holds no protected value.
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

    [[nodiscard]] Row size() const noexcept { return static_cast<Row>(m_rows.size()); }
    [[nodiscard]] Row rowOf(const QString &secretId) const; ///< NoRow when absent

    [[nodiscard]] QString id(Row row) const;
    [[nodiscard]] QString name(Row row) const;
    [[nodiscard]] QString username(Row row) const;
    [[nodiscard]] SecretType type(Row row) const;
    [[nodiscard]] Markers markers(Row row) const;
    [[nodiscard]] qint64 modifiedMs(Row row) const; ///< UTC, 0 if unknown
    [[nodiscard]] QString collectionId(Row row) const;
    [[nodiscard]] QString path(Row row) const; ///< names from the root, joined with " / "; empty at the root
    [[nodiscard]] SecretSummary summary(Row row) const;

    /// Case-folded, diacritics stripped: name, username, URI hosts and path, separated by '\n'. For search only.
    [[nodiscard]] std::string_view searchText(Row row) const noexcept;
    /// The name part of searchText(row).
    [[nodiscard]] std::string_view foldedName(Row row) const noexcept;

    /// Depth-first, parents before children, siblings by folded name.
    [[nodiscard]] const std::vector<Collection> &collections() const noexcept { return m_collections; }
    /// Secrets in this collection and below it.
    [[nodiscard]] int countBelow(const QString &collectionId) const;
    /// True when row lies in collectionId or below it.
    [[nodiscard]] bool isBelow(Row row, const QString &collectionId) const;

    [[nodiscard]] static std::string fold(const QString &text);

private:
    Catalog() = default;

    struct Span
    {
        quint32 offset = 0;
        quint32 length = 0;
    };
    struct RowData
    {
        Span id, name, username, rest; ///< into m_text; rest: description, URIs, vendor type, modifiedBy
        Span folded;                   ///< into m_folded
        quint32 foldedNameLength = 0;
        qint32 collection = -1; ///< index into m_collections
        SecretType type = SecretType::Unknown;
        Markers markers;
        qint64 createdMs = 0, modifiedMs = 0, expiresMs = 0;
    };
    std::string m_text;
    std::string m_folded;
    std::vector<RowData> m_rows;
    std::vector<Collection> m_collections;
    std::vector<qint32> m_parents;    ///< per collection, -1: root
    std::vector<qint32> m_subtreeEnd; ///< per collection: one past its last descendant
    std::vector<int> m_counts;
    std::vector<QString> m_paths;
    QHash<QString, Row> m_rowById;
    QHash<QString, qint32> m_collectionById;
};

} // namespace coffret
