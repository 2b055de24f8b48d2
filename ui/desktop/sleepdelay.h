// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <memory>

class QDBusUnixFileDescriptor;

namespace coffret {

/// Keeps the computer from falling asleep until what must be done before is done, as long as logind lets it. Main
/// thread.
class SleepDelay : public QObject
{
    Q_OBJECT
public:
    explicit SleepDelay(QObject *parent = nullptr);
    ~SleepDelay() override;

    void start();            ///< listens to logind
    void setWanted(bool on); ///< off: the computer waits for nothing
    void release();          ///< done: it may fall asleep, and waits again the next time

Q_SIGNALS:
    void aboutToSleep(); ///< release() within four seconds
    void woken();

private Q_SLOTS:
    void onSleep(bool begins);

private:
    void hold();
    void drop();

    QTimer m_limit;
    std::unique_ptr<QDBusUnixFileDescriptor> m_lock; ///< the computer waits while it is open
    bool m_listening = false;
    bool m_wanted = true;
    bool m_asleep = false;
    quint64 m_asked = 0; ///< answers to what was asked before are void
};

} // namespace coffret
