// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTcpServer>

class QTcpSocket;

namespace coffret::test {

/// The way to real servers, which a test can close: a proxy on the loopback that this process goes through while it
/// lives, but for what a LiveGuest does by hand.
class LiveProxy
{
public:
    LiveProxy();
    ~LiveProxy();
    LiveProxy(const LiveProxy &) = delete;
    LiveProxy &operator=(const LiveProxy &) = delete;

    /// Nothing gets through, and what is under way breaks off.
    void close();
    void open();
    /// What is longer than any question still arrives, but its answer does not: the connection breaks off instead.
    void loseAnswers(bool isLosing);
    /// Since loseAnswers(); also those to session keys, which a client keeps at the server when it likes.
    [[nodiscard]] int lostAnswers() const { return m_lostAnswers; }

private:
    struct Way;
    void take(QTcpSocket &client);
    void connectServer(Way &way);
    void passAnswer(Way &way);

    QTcpServer m_listener; ///< the sockets are its children
    quint16 m_port = 0;
    bool m_isLosing = false;
    int m_lostAnswers = 0;
};

} // namespace coffret::test
