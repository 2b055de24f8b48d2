// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

namespace coffret {

/// Follows a one-time code that is shown through its period, by the clock on the wall: that may jump, and the code with
/// it. Ticks only while it runs. Main thread.
class CodeWatch : public QObject
{
    Q_OBJECT
public:
    explicit CodeWatch(const Clock &clock, QObject *parent = nullptr);

    void start(const QDateTime &turnsAt, std::chrono::seconds period);
    void stop();
    [[nodiscard]] double remaining() const; ///< of the period: 1 at its start, 0 when over or stopped

Q_SIGNALS:
    void ticked();
    void turned(); ///< the code is another one now; stopped

private:
    void tick();

    const Clock &m_clock;
    QTimer m_timer;
    QDateTime m_turnsAt;
    std::chrono::seconds m_period{0};
};

} // namespace coffret
