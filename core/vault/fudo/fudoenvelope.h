// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/support/jsonvalues.h"

namespace coffret {

/// The envelope of a successful answer. parser must outlive what is read from it. Malformed, and ServerFault with the
/// server's words when its result is none.
[[nodiscard]] Expected<simdjson::dom::object> fudoEnvelope(simdjson::dom::parser &parser, const QByteArray &answer);

/// Whether the texts of a list hold this one.
[[nodiscard]] bool fudoListHolds(const simdjson::dom::object &row, std::string_view key, std::string_view wanted);

/// Reads {"result":"success", "<key>":[...]} row by row.
template <typename Row>
[[nodiscard]] Expected<FudoPage<Row>> readFudoPage(const QByteArray &answer, std::string_view key,
                                                   Row (*readRow)(const simdjson::dom::object &))
{
    simdjson::dom::parser parser;
    const auto root = fudoEnvelope(parser, answer);
    if (!root)
        return failure(root);
    simdjson::dom::array list;
    if (root->at_key(key).get(list) != simdjson::SUCCESS)
        return failure(ErrorKind::Malformed, QStringLiteral("an answer without its list"));
    FudoPage<Row> page;
    page.rows.reserve(list.size());
    for (const simdjson::dom::element element : list) {
        ++page.received;
        simdjson::dom::object object;
        if (element.get(object) != simdjson::SUCCESS)
            return failure(ErrorKind::Malformed, QStringLiteral("a row that is no object"));
        Row row = readRow(object);
        row.removed = flagOf(object, "removed").value_or(false);
        if (!row.id.isEmpty())
            page.rows.push_back(std::move(row));
    }
    return page;
}

} // namespace coffret
