// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocalServer>
#include <QObject>

namespace coffret {

/// One program per profile: a second start hands its wish to the first and ends. The socket lies in the user's runtime
/// folder and lets nobody else in; what comes through it can only show windows. Main thread.
class SingleInstance : public QObject
{
    Q_OBJECT
public:
    explicit SingleInstance(const QString &profileFolder, QObject *parent = nullptr);

    /// True when another instance answered and was told message.
    [[nodiscard]] bool handOver(const QByteArray &message);
    void listen();

Q_SIGNALS:
    void received(const QString &message);

private:
    void onConnection();

    QString m_name;
    QLocalServer m_server;
};

} // namespace coffret
