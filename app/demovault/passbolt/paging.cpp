// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/paging.h"

namespace coffret::demovault {

PageWanted pageWanted(const Request &request)
{
    // What is no number, or none from 1 on, counts as 1.
    const auto number = [&request](const QString &name) { return qMax(1, request.parameter(name).toInt()); };
    PageWanted wanted;
    if (request.has(QStringLiteral("limit")))
        wanted.limit = number(QStringLiteral("limit"));
    if (request.has(QStringLiteral("page")))
        wanted.page = number(QStringLiteral("page"));
    return wanted;
}

SortWanted sortWanted(const Request &request)
{
    const QString plain = request.parameter(QStringLiteral("sort"));
    if (!plain.isEmpty()) {
        const QString direction = request.parameter(QStringLiteral("direction"));
        return {plain, direction.compare(QLatin1String("desc"), Qt::CaseInsensitive) == 0};
    }
    const auto items = request.query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (name.startsWith(QLatin1String("sort[")) && name.endsWith(QLatin1Char(']')))
            return {name.mid(5).chopped(1), value.compare(QLatin1String("desc"), Qt::CaseInsensitive) == 0};
    }
    return {};
}

} // namespace coffret::demovault
