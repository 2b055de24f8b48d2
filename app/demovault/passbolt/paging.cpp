// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/paging.h"

namespace coffret::demovault {

std::optional<PageWanted> pageWanted(const Request &request)
{
    PageWanted wanted;
    bool ok = true;
    if (request.has(QStringLiteral("limit"))) {
        const int limit = request.parameter(QStringLiteral("limit")).toInt(&ok);
        if (!ok || limit < 1)
            return std::nullopt;
        wanted.limit = limit;
    }
    if (request.has(QStringLiteral("page"))) {
        wanted.page = request.parameter(QStringLiteral("page")).toInt(&ok);
        if (!ok || wanted.page < 1)
            return std::nullopt;
    }
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
