// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/singleinstance.h"

#include <QCryptographicHash>
#include <QLocalSocket>
#include <QStandardPaths>

namespace coffret {

namespace {
constexpr int AnswerTime = 500;       // ms; a living instance accepts at once
constexpr qint64 LongestMessage = 64; // bytes
} // namespace

SingleInstance::SingleInstance(const QString &profileFolder, QObject *parent) : QObject(parent)
{
    const QByteArray digest = QCryptographicHash::hash(profileFolder.toUtf8(), QCryptographicHash::Sha256).toHex();
    m_name = QStringLiteral("%1/coffret-%2")
                 .arg(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation),
                      QString::fromLatin1(digest.left(16)));
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &SingleInstance::onConnection);
}

bool SingleInstance::handOver(const QByteArray &message)
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(AnswerTime))
        return false;
    socket.write(message + '\n');
    return socket.waitForBytesWritten(AnswerTime);
}

void SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return;
    QLocalServer::removeServer(m_name); // nobody answered, so it was left behind by a crash
    m_server.listen(m_name);
}

void SingleInstance::onConnection()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine() && socket->bytesAvailable() <= LongestMessage)
                return;
            const QByteArray message = socket->readLine(LongestMessage).trimmed();
            socket->disconnectFromServer();
            Q_EMIT received(QString::fromLatin1(message));
        });
    }
}

} // namespace coffret
