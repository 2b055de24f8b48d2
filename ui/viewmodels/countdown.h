// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QObject>
#include <QTimer>

namespace coffret {

/// Runs a span of time down by the given clock. Ticks only while it runs. Main thread.
class Countdown : public QObject
{
    Q_OBJECT
public:
    explicit Countdown(const Clock &clock, QObject *parent = nullptr);

    void start(std::chrono::milliseconds span); ///< again from the top when it runs already
    void stop();                                ///< without finished()
    [[nodiscard]] bool isRunning() const { return m_timer.isActive(); }
    [[nodiscard]] double remaining() const; ///< 1 at the start, 0 when over or stopped
    [[nodiscard]] int secondsLeft() const;  ///< rounded up

Q_SIGNALS:
    void ticked();
    void finished();

private:
    void tick();
    [[nodiscard]] std::chrono::milliseconds left() const;

    const Clock &m_clock;
    QTimer m_timer;
    std::chrono::milliseconds m_span{0};
    std::chrono::milliseconds m_end{0};
};

} // namespace coffret
