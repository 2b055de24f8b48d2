// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/passbolt/liveproxy.h"

#include <QNetworkProxy>
#include <QTcpSocket>
#include <QUrl>

#include <memory>

namespace coffret::test {

namespace {

// Bytes as TLS carries them.
constexpr qint64 LongestQuestion = 2500; ///< signing in
constexpr qint64 ShortestAnswer = 900;   ///< what comes before it are tickets of TLS

} // namespace

/// One connection, from the client and on to the server.
struct LiveProxy::Way
{
    QTcpSocket *client;
    QTcpSocket *server;
    qint64 asked = 0; ///< since the server last said something
    qint64 lost = 0;  ///< of an answer
};

LiveProxy::LiveProxy()
{
    QObject::connect(&m_listener, &QTcpServer::newConnection, &m_listener, [this] {
        while (QTcpSocket *const client = m_listener.nextPendingConnection())
            take(*client);
    });
    open();
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), m_port});
}

LiveProxy::~LiveProxy()
{
    close();
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
}

void LiveProxy::open()
{
    if (!m_listener.isListening() && !m_listener.listen(QHostAddress::LocalHost, m_port))
        qFatal("no proxy: %s", qPrintable(m_listener.errorString()));
    m_port = m_listener.serverPort();
}

void LiveProxy::close()
{
    m_listener.close();
    for (QTcpSocket *const socket : m_listener.findChildren<QTcpSocket *>())
        socket->abort();
}

void LiveProxy::loseAnswers(bool isLosing)
{
    m_isLosing = isLosing;
    m_lostAnswers = 0;
}

void LiveProxy::take(QTcpSocket &client)
{
    const auto way = std::make_shared<Way>(Way{&client, new QTcpSocket(&client)});
    way->server->setProxy(QNetworkProxy::NoProxy);
    QObject::connect(&client, &QTcpSocket::disconnected, &client, &QObject::deleteLater);
    QObject::connect(way->server, &QTcpSocket::disconnected, &client, &QTcpSocket::disconnectFromHost);
    QObject::connect(way->server, &QTcpSocket::connected, &client,
                     [way] { way->client->write("HTTP/1.1 200 OK\r\n\r\n"); });
    QObject::connect(way->server, &QTcpSocket::readyRead, &client, [this, way] { passAnswer(*way); });
    QObject::connect(&client, &QTcpSocket::readyRead, &client, [this, way] {
        if (way->server->state() == QAbstractSocket::UnconnectedState) {
            connectServer(*way);
            return;
        }
        const QByteArray asked = way->client->readAll();
        way->asked += asked.size();
        way->server->write(asked);
    });
}

/// "CONNECT host:port HTTP/1.1", and lines that are of no interest.
void LiveProxy::connectServer(Way &way)
{
    if (!way.client->peek(16384).contains("\r\n\r\n"))
        return;
    const QUrl target(QStringLiteral("//") + QString::fromLatin1(way.client->readAll().split(' ').value(1)));
    way.server->connectToHost(target.host(), static_cast<quint16>(target.port()));
}

void LiveProxy::passAnswer(Way &way)
{
    const QByteArray answer = way.server->readAll();
    if (!m_isLosing || way.asked <= LongestQuestion) {
        way.asked = 0;
        way.client->write(answer);
        return;
    }
    way.lost += answer.size();
    if (way.lost < ShortestAnswer)
        return;
    ++m_lostAnswers;
    way.client->abort();
}

} // namespace coffret::test
