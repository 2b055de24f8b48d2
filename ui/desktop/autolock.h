// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

namespace coffret {

/// Asks for locking when nobody has used the program for a while, when the computer is about to sleep (logind), and
/// when the desktop locks its screen. Main thread.
class AutoLock : public QObject
{
    Q_OBJECT
public:
    explicit AutoLock(QObject *parent = nullptr);

    void setIdleTime(std::chrono::milliseconds time); ///< without a key, a click or a turn of the wheel; 0: never
    void setOnSuspend(bool on) { m_onSuspend = on; }
    void setWithScreen(bool on) { m_withScreen = on; }
    void start(); ///< listens to the program's windows and to the desktop

Q_SIGNALS:
    void lockRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void onSleep(bool begins);
    void onScreenSaver(bool active);

private:
    QTimer m_idle;
    bool m_onSuspend = true;
    bool m_withScreen = true;
};

} // namespace coffret
