// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/tlstestserver.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace coffret::test {

TlsTestServer::TlsTestServer(const Identity &identity, Handler handler) : m_handler(std::move(handler))
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(identity.certificate);
    tls.setPrivateKey(identity.key);
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    m_server.setSslConfiguration(tls);
    connect(&m_server, &QSslServer::pendingConnectionAvailable, this, [this] {
        while (auto *socket = qobject_cast<QSslSocket *>(m_server.nextPendingConnection())) {
            connect(socket, &QSslSocket::readyRead, this, [this, socket] { onReadyRead(*socket); });
            ++m_connections;
            connect(socket, &QSslSocket::disconnected, this, [this, socket] {
                --m_connections;
                m_pending.remove(socket);
                socket->deleteLater();
            });
            if (socket->bytesAvailable() > 0)
                onReadyRead(*socket);
        }
    });
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("cannot listen on loopback");
}

QUrl TlsTestServer::url(const QString &path) const
{
    return QUrl(QStringLiteral("https://localhost:%1%2").arg(m_server.serverPort()).arg(path));
}

void TlsTestServer::reply(QSslSocket &socket, int status, const QByteArray &body, const QByteArrayList &headers)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + " Test\r\n";
    for (const QByteArray &header : headers)
        head += header + "\r\n";
    head += "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n";
    socket.write(head + body);
}

void TlsTestServer::onReadyRead(QSslSocket &socket)
{
    QByteArray &buffer = m_pending[&socket];
    buffer += socket.readAll();
    for (;;) {
        const qsizetype end = buffer.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        SeenRequest request;
        const QByteArrayList lines = buffer.left(end).split('\n');
        const QByteArrayList words = lines.first().trimmed().split(' ');
        request.method = words.value(0);
        request.target = words.value(1);
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
        }
        const qsizetype length = request.headers.value("content-length").toLongLong();
        if (buffer.size() < end + 4 + length)
            return;
        request.body = buffer.mid(end + 4, length);
        buffer.remove(0, end + 4 + length);
        m_requests.append(request);
        if (m_handler)
            m_handler(request, socket);
        if (!m_pending.contains(&socket))
            return;
    }
}

} // namespace coffret::test
