// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/fudo/fudoapi.h"

#include <functional>

namespace coffret {

/// How far the reading of one list has come.
struct FudoWalk
{
    QString path;
    QStringList fields; ///< attributes to name; empty: those the server gives by itself
    QString filter;     ///< empty: none
    int offset = 0;
    bool finished = false;
    QSet<QString> seen;
};

/// The body of the walk's next page. A server that refuses the named attributes, or the
/// filter, is asked again without.
Task<Expected<QByteArray>> fetchFudoPage(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoWalk> walk, StopToken stop);
/// Takes a page into account: whether more will come. brought: rows not seen before.
void advanceFudoWalk(FudoWalk &walk, int received, int brought);

template <typename Row>
using FudoReader = Expected<FudoPage<Row>> (*)(const QByteArray &);

/// New rows of the next page, removed ones left out. Nobody documents how offset and limit are honoured: a page may be
/// capped below the limit, or be the whole list every time, so the walk ends when a page brings nothing new.
template <typename Row>
Task<Expected<std::vector<Row>>> nextFudoRows(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoWalk> walk,
                                              FudoReader<Row> read, StopToken stop)
{
    const auto answer = co_await fetchFudoPage(api, walk, stop);
    if (!answer)
        co_return failure(answer);
    auto page = read(*answer);
    if (!page)
        co_return failure(page);
    std::vector<Row> rows;
    int brought = 0;
    for (Row &row : page->rows) {
        if (walk->seen.contains(row.id))
            continue;
        walk->seen.insert(row.id);
        ++brought;
        if (!row.removed)
            rows.push_back(std::move(row));
    }
    advanceFudoWalk(*walk, page->received, brought);
    co_return std::move(rows);
}

/// What it means that the server does not offer a list to this user.
enum class FudoRefusal { EmptyList, Failure };

/// The whole list. One that is refused after it began is no list at all.
template <typename Row>
Task<Expected<std::vector<Row>>> allFudoRows(std::shared_ptr<FudoApi> api, QString path, QStringList fields,
                                             FudoReader<Row> read, StopToken stop,
                                             FudoRefusal refusal = FudoRefusal::EmptyList)
{
    const auto walk = std::make_shared<FudoWalk>();
    walk->path = path;
    walk->fields = fields;
    std::vector<Row> all;
    while (!walk->finished) {
        const bool mayBeMissing = walk->offset == 0 && refusal == FudoRefusal::EmptyList;
        auto rows = co_await nextFudoRows<Row>(api, walk, read, stop);
        if (!rows && mayBeMissing && isNotOffered(rows.error()))
            break;
        if (!rows)
            co_return failure(rows);
        std::move(rows->begin(), rows->end(), std::back_inserter(all));
    }
    co_return std::move(all);
}

} // namespace coffret
