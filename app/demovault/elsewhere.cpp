// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/elsewhere.h"

#include "app/demovault/http/response.h"

#include <QHttpServerRequest>
#include <QTcpSocket>

#include <algorithm>

namespace coffret::demovault {

Elsewhere::Elsewhere(const QSslConfiguration &tls)
{
    sslSetup(tls);
    connect(&m_plain, &QTcpServer::newConnection, this, &Elsewhere::receive);
}

QJsonObject Elsewhere::addresses()
{
    if (m_port == 0)
        m_port = listen(QHostAddress::LocalHost, 0);
    if (!m_plain.isListening())
        m_plain.listen(QHostAddress::LocalHost, 0);
    return {{QStringLiteral("port"), QStringLiteral("https://127.0.0.1:%1/").arg(m_port)},
            {QStringLiteral("host"), QStringLiteral("https://localhost:%1/").arg(m_port)},
            {QStringLiteral("http"), QStringLiteral("http://127.0.0.1:%1/").arg(m_plain.serverPort())}};
}

/// Whoever connects without TLS has told too much, whatever follows.
void Elsewhere::receive()
{
    while (QTcpSocket *socket = m_plain.nextPendingConnection()) {
        m_visits.append(
            QJsonObject{{QStringLiteral("target"), QStringLiteral("http")}, {QStringLiteral("credentials"), false}});
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->write(Response::json(200, {}).head() + "{}");
            socket->disconnectFromHost();
        });
    }
}

bool Elsewhere::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    const auto headers = request.headers();
    const bool credentials = std::any_of(headers.begin(), headers.end(), [](const auto &header) {
        const QByteArray name = header.first.toLower();
        return name == "authorization" || name == "cookie" || name == "x-csrf-token";
    });
    m_visits.append(
        QJsonObject{{QStringLiteral("target"), request.url().path()}, {QStringLiteral("credentials"), credentials}});
    const Response response = Response::json(200, {});
    socket->write(response.head() + response.body);
    return true;
}

void Elsewhere::missingHandler(const QHttpServerRequest &, QTcpSocket *) {}

} // namespace coffret::demovault
