// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/controlconnection.h"
#include "core/control/privatesocket.h"

#include <QSet>
#include <QSocketNotifier>

#include <memory>

namespace coffret {

/// Listens for other starts of the program. Every connection is one wish, has little time to say it and is answered
/// once; whoever is not this user, says nonsense or comes when there are too many already is turned away. Knows nothing
/// of secrets. Owned by the composition root, main thread.
class ControlServer : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype MostConnections = 16;

    explicit ControlServer(QString socketPath, QObject *parent = nullptr);
    ~ControlServer() override; ///< what has no answer yet gets none

    /// Conflict when another program listens there, Forbidden or StorageFault as listenPrivately().
    [[nodiscard]] Expected<void> start();
    void stop();
    [[nodiscard]] QString socketPath() const { return m_path; }

Q_SIGNALS:
    /// To be answered, now or later; goes by itself after that, or with its gone().
    void called(coffret::ControlConnection *call);

private:
    void accept();

    QString m_path;
    ListeningSocket m_listening;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QSet<ControlConnection *> m_connections;
};

} // namespace coffret
