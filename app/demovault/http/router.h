// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/request.h"
#include "app/demovault/http/response.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace coffret::demovault {

/// Finds the handler for a method and a path. A pattern is a path whose "{}" segments match anything (and
/// "{}.json" anything that ends so); the first pattern that fits wins, so "/secret/history" goes before "/secret/{}".
class Router
{
public:
    using Handler = std::function<Response(const Request &request, const QStringList &arguments)>;

    void add(const QByteArray &method, const QString &pattern, Handler handler);

    /// nullopt: no such path. A known path with another method answers 405.
    [[nodiscard]] std::optional<Response> route(const Request &request) const;

private:
    struct Route
    {
        QByteArray method;
        QStringList pattern;
        Handler handler;
    };
    std::vector<Route> m_routes;
};

} // namespace coffret::demovault
