// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace coffret::demovault {

/// Sends one answer in the manner that a fault asks for, and never holds more of it than a socket takes. Owned by its
/// socket, ends with it or when all is sent.
class Delivery final : public QObject
{
    Q_OBJECT
public:
    struct Manner
    {
        int drip = 0;       ///< milliseconds between two drops; 0: all at once
        int dripBytes = 1;  ///< of a drop
        qint64 padding = 0; ///< blanks between head and body, which JSON allows
        bool close = false; ///< the connection ends when all is sent
    };

    Delivery(QTcpSocket &socket, QByteArray head, QByteArray body, Manner manner);

private:
    [[nodiscard]] QByteArray next(qint64 most);
    [[nodiscard]] bool isDone() const { return m_manner.padding == 0 && m_body.isEmpty(); }
    void pour();
    void drop();
    void finish();

    QTcpSocket &m_socket;
    QByteArray m_body;
    Manner m_manner;
    QTimer m_drops;
};

} // namespace coffret::demovault
