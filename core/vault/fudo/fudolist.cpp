// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudolist.h"

namespace coffret {

namespace {

constexpr int PageSize = 500;
constexpr int MostRows = 1'000'000;

QUrlQuery queryOf(const FudoWalk &walk)
{
    QUrlQuery query = fudoFields(walk.fields);
    if (!walk.filter.isEmpty())
        query.addQueryItem(QStringLiteral("filter"), walk.filter);
    query.addQueryItem(QStringLiteral("offset"), QString::number(walk.offset));
    query.addQueryItem(QStringLiteral("limit"), QString::number(PageSize));
    return query;
}

} // namespace

Task<Expected<QByteArray>> fetchFudoPage(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoWalk> walk, StopToken stop)
{
    const QUrlQuery query = queryOf(*walk);
    auto answer = co_await api->get(walk->path, query, stop);
    if (answer || answer.error().httpStatus != 400 || (walk->fields.isEmpty() && walk->filter.isEmpty()))
        co_return std::move(answer);
    walk->fields.clear();
    walk->filter.clear();
    const QUrlQuery plainQuery = queryOf(*walk);
    co_return co_await api->get(walk->path, plainQuery, stop);
}

void advanceFudoWalk(FudoWalk &walk, int received, int brought)
{
    walk.offset += received;
    walk.finished = brought == 0 || received > PageSize || walk.offset > MostRows;
}

} // namespace coffret
