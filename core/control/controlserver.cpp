// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/controlserver.h"

#include <QFile>

#include <sys/socket.h>

namespace coffret {

ControlServer::ControlServer(QString socketPath, QObject *parent) : QObject(parent), m_path(std::move(socketPath)) {}

ControlServer::~ControlServer()
{
    stop();
}

Expected<void> ControlServer::start()
{
    Expected<ListeningSocket> listening = listenPrivately(m_path);
    if (!listening)
        return failure(listening);
    m_listening = std::move(*listening);
    m_notifier = std::make_unique<QSocketNotifier>(m_listening.socket.get(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ControlServer::accept);
    return {};
}

void ControlServer::stop()
{
    qDeleteAll(std::exchange(m_connections, {}));
    if (!m_notifier)
        return;
    m_notifier.reset();
    QFile::remove(m_path); // while the lock is held: nobody else's
    m_listening = ListeningSocket();
}

void ControlServer::accept()
{
    FileDescriptor socket(::accept4(m_listening.socket.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
    const std::optional<Peer> peer = socket.isOpen() ? peerOf(socket) : std::nullopt;
    if (!peer || peer->user != ::geteuid())
        return;
    const bool isFull = m_connections.size() >= MostConnections;
    auto *const connection = new ControlConnection(std::move(socket), identifyProgram(peer->process), this);
    m_connections.insert(connection);
    connect(connection, &QObject::destroyed, this, [this, connection] { m_connections.remove(connection); });
    connect(connection, &ControlConnection::asked, this, [this, connection] { Q_EMIT called(connection); });
    if (isFull)
        connection->answer({ControlStatus::Busy, {}, {}, {}});
}

} // namespace coffret
