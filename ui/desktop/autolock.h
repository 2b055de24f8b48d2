// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "ui/desktop/sessionidle.h"
#include "ui/desktop/sleepdelay.h"

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace coffret {

/// Asks for locking when nobody has used the computer, or the program where nobody tells of the computer, for a while;
/// when the computer is about to sleep or another person's session comes to the front (logind), when the lid is closed
/// (UPower), and when the desktop locks its screen. Main thread.
class AutoLock : public QObject
{
    Q_OBJECT
public:
    explicit AutoLock(const Clock &clock, QObject *parent = nullptr);

    void setIdleTime(std::chrono::milliseconds time); ///< without a key, a click or a turn of the wheel; 0: never
    void setCountsOtherUse(bool on) { m_countsOtherUse = on; } ///< that of other programs is use, too
    void setOnSuspend(bool on);
    void setWithScreen(bool on) { m_withScreen = on; }
    void setOnSwitch(bool on) { m_onSwitch = on; }
    void setWithLid(bool on) { m_withLid = on; }
    void start();                ///< listens to the program's windows and to the desktop
    void setLocked(bool locked); ///< the time without use begins when it is unlocked
    void setDone();              ///< what was asked for is done: the computer may sleep

Q_SIGNALS:
    void lockRequested();
    void aboutToSleep(); ///< whether or not it is to be locked for that
    void woken();        ///< the computer has slept

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void onScreenSaver(bool active);
    void onSessionLock();
    void onSessionChanged(const QString &interface, const QVariantMap &values);
    void onPowerChanged(const QString &interface, const QVariantMap &values);

private:
    void beginIdleTime();
    void onTimeOver();
    void onAboutToSleep();
    void noteUse(SessionIdle::Time sinceUse);
    void lockIfOverdue();
    void followLoginSession();

    const Clock &m_clock;
    std::chrono::milliseconds m_idleTime{};
    QTimer m_idle;
    QDateTime m_lastUse;
    SleepDelay m_sleep;
    SessionIdle m_session;
    bool m_countsOtherUse = true;
    bool m_onSuspend = true;
    bool m_withScreen = true;
    bool m_onSwitch = true;
    bool m_withLid = true;
    bool m_locked = false;
};

} // namespace coffret
