// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/catalog.h"

#include <QStringEncoder>

namespace coffret {

/// Writes what a summary says by itself, as a row of a catalog keeps it: its texts behind those of other rows, and its
/// facts. Words, tags, icons and collections, which rows share, are numbered by whoever has the tables for them.
class CatalogRowWriter
{
public:
    [[nodiscard]] Catalog::RowData write(const SecretSummary &secret, std::string &text);

    /// A URI as a row keeps it: each has a line, and empty ones have none.
    [[nodiscard]] static QString oneLine(const QString &uri);

private:
    void append(QStringView words, std::string &text);

    QStringEncoder m_encoder{QStringEncoder::Utf8, QStringEncoder::Flag::Stateless};
};

} // namespace coffret
