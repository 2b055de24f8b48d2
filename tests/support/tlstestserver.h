// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/testcertificates.h"

#include <QByteArray>
#include <QHash>
#include <QSslServer>
#include <QUrl>

#include <functional>

namespace coffret::test {

struct SeenRequest
{
    QByteArray method;
    QByteArray target;                     ///< path and query as sent
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

/// A loopback HTTPS server that answers with whatever bytes a test hands it, including wrong ones, and remembers every
/// request.
class TlsTestServer : public QObject
{
    Q_OBJECT
public:
    /// What to do with a request: write bytes to the socket, close it, or neither.
    using Handler = std::function<void(const SeenRequest &, QSslSocket &)>;

    explicit TlsTestServer(const Identity &identity, Handler handler = {});
    void setHandler(Handler handler) { m_handler = std::move(handler); }

    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const; ///< https://localhost:PORT/path
    [[nodiscard]] const QList<SeenRequest> &requests() const { return m_requests; }
    void forget() { m_requests.clear(); }
    [[nodiscard]] int connections() const { return m_connections; } ///< that are open

    static void reply(QSslSocket &socket, int status, const QByteArray &body = {}, const QByteArrayList &headers = {});

private:
    void onReadyRead(QSslSocket &socket);
    Handler m_handler;
    QList<SeenRequest> m_requests;
    int m_connections = 0;
    QHash<QSslSocket *, QByteArray> m_pending;
    QSslServer m_server; ///< last: its sockets report to the members above while they die
};

} // namespace coffret::test
