// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalogbuilder.h"

namespace coffret {

/// Takes a whole index in portions and makes a catalog of it, as CatalogBuilder does, from one that says much the same:
/// only rows that differ are folded and sorted. Used on one worker thread at a time.
class CatalogUpdate
{
public:
    explicit CatalogUpdate(std::shared_ptr<const Catalog> before);

    void add(std::vector<Collection> collections);
    /// Secrets without id are dropped. A collection may come later than its secrets.
    void add(std::vector<SecretSummary> secrets);

    /// The very same catalog where nothing differs.
    [[nodiscard]] std::shared_ptr<const Catalog> finish() &&;

private:
    enum class Seen : quint8 { Not, Same, Other };

    [[nodiscard]] bool isSame(const SecretSummary &secret);
    [[nodiscard]] bool says(Catalog::Row row, const Catalog::RowData &data, const SecretSummary &secret);
    [[nodiscard]] qint32 placeOf(const QString &collectionId);
    void addTheSame();
    [[nodiscard]] std::vector<Catalog::Row> leaving() const;

    const std::shared_ptr<const Catalog> m_before;
    std::vector<Seen> m_seen; ///< rows of it
    CatalogBuilder m_others;  ///< what is new, or in place of a row
    CatalogRowWriter m_writer;
    std::string m_text;                      ///< of one row
    QHash<Catalog::Row, QString> m_unplaced; ///< collections of rows that are the same, but were not listed before
    QString m_lastCollectionId;
    qint32 m_lastPlace = -1; ///< of that one: neighbours often share it
};

} // namespace coffret
