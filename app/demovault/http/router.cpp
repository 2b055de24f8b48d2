// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/router.h"

namespace coffret::demovault {
namespace {

bool matches(const QStringList &pattern, const QStringList &path, QStringList &arguments)
{
    if (pattern.size() != path.size())
        return false;
    arguments.clear();
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (!pattern[i].startsWith(QLatin1String("{}"))) {
            if (pattern[i] != path[i])
                return false;
            continue;
        }
        const QStringView suffix = QStringView(pattern[i]).mid(2);
        if (!path[i].endsWith(suffix))
            return false;
        arguments.append(path[i].chopped(suffix.size()));
    }
    return true;
}

} // namespace

void Router::add(const QByteArray &method, const QString &pattern, Handler handler)
{
    m_routes.push_back({method, pattern.split(QLatin1Char('/'), Qt::SkipEmptyParts), std::move(handler)});
}

std::optional<Response> Router::route(const Request &request) const
{
    const QStringList path = request.path.split(QLatin1Char('/'), Qt::SkipEmptyParts);
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    QStringList arguments;
    bool pathKnown = false;
    for (const Route &route : m_routes) {
        if (!matches(route.pattern, path, arguments))
            continue;
        if (route.method == method)
            return route.handler(request, arguments);
        pathKnown = true;
    }
    if (pathKnown)
        return Response::empty(405);
    return std::nullopt;
}

} // namespace coffret::demovault
