// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/delivery.h"

#include <QSslSocket>

namespace coffret::demovault {
namespace {

constexpr qint64 mostWaiting = 256 * 1024;
constexpr qint64 piece = 64 * 1024;

/// What has been written and not yet left, under TLS twice.
qint64 waiting(const QTcpSocket &socket)
{
    const auto *tls = qobject_cast<const QSslSocket *>(&socket);
    return socket.bytesToWrite() + (tls ? tls->encryptedBytesToWrite() : 0);
}

} // namespace

Delivery::Delivery(QTcpSocket &socket, QByteArray head, QByteArray body, Manner manner)
    : QObject(&socket), m_socket(socket), m_body(std::move(body)), m_manner(manner)
{
    socket.write(head);
    if (manner.drip > 0) {
        connect(&m_drops, &QTimer::timeout, this, &Delivery::drop);
        m_drops.start(manner.drip);
        return;
    }
    connect(&socket, &QTcpSocket::bytesWritten, this, &Delivery::pour);
    if (auto *tls = qobject_cast<QSslSocket *>(&socket))
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &Delivery::pour, Qt::QueuedConnection);
    pour();
}

QByteArray Delivery::next(qint64 most)
{
    if (m_manner.padding > 0) {
        const qint64 blanks = qMin(most, m_manner.padding);
        m_manner.padding -= blanks;
        return QByteArray(blanks, ' ');
    }
    const QByteArray bytes = m_body.left(most);
    m_body.remove(0, bytes.size());
    return bytes;
}

void Delivery::pour()
{
    while (!isDone() && m_socket.state() == QAbstractSocket::ConnectedState && waiting(m_socket) < mostWaiting)
        m_socket.write(next(piece));
    if (isDone())
        finish();
}

void Delivery::drop()
{
    if (m_socket.state() != QAbstractSocket::ConnectedState)
        m_drops.stop(); // the socket goes, and takes this along
    else
        m_socket.write(next(m_manner.dripBytes));
    if (isDone())
        finish();
}

void Delivery::finish()
{
    m_drops.stop();
    m_socket.disconnect(this);
    if (m_manner.close)
        m_socket.disconnectFromHost();
    deleteLater();
}

} // namespace coffret::demovault
