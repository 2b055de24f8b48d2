// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/tlstestserver.h"

#include <QUrlQuery>

namespace coffret::test {

struct Answer
{
    QByteArray body;
    int status = 200;
    QByteArrayList headers = {QByteArrayLiteral("Content-Type: application/json")};
};

/// Answers by method and path, for a TlsTestServer; 404 for the rest. Keeps count of what was asked.
class Routes
{
public:
    using Route = std::function<Answer(const QUrlQuery &query, const SeenRequest &request)>;

    /// key: "GET /path", the path still percent-encoded.
    void on(const QByteArray &key, Route route) { m_routes.insert(key, std::move(route)); }
    void on(const QByteArray &key, Answer answer)
    {
        on(key, [answer = std::move(answer)](const QUrlQuery &, const SeenRequest &) { return answer; });
    }
    void remove(const QByteArray &key) { m_routes.remove(key); }

    [[nodiscard]] int count(const QByteArray &key) const { return static_cast<int>(m_asked.count(key)); }
    void forget() { m_asked.clear(); }

    void serve(const SeenRequest &request, QSslSocket &socket)
    {
        const qsizetype mark = request.target.indexOf('?');
        const QByteArray path = mark < 0 ? request.target : request.target.left(mark);
        const QByteArray key = request.method + ' ' + path;
        m_asked.append(key);
        const QUrlQuery query(mark < 0 ? QString() : QString::fromLatin1(request.target.mid(mark + 1)));
        const Answer answer =
            m_routes.contains(key) ? m_routes.value(key)(query, request) : Answer{QByteArrayLiteral("{}"), 404};
        TlsTestServer::reply(socket, answer.status, answer.body, answer.headers);
    }

private:
    QHash<QByteArray, Route> m_routes;
    QByteArrayList m_asked;
};

/// JSON written with single quotes, which is easier on the eyes and on moc than escapes and raw strings.
inline QByteArray json(const char *text)
{
    return QByteArray(text).replace('\'', '"');
}

} // namespace coffret::test
