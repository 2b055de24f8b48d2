// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/countdown.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr std::chrono::milliseconds TickInterval{100};
}

Countdown::Countdown(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    m_timer.setInterval(TickInterval);
    connect(&m_timer, &QTimer::timeout, this, &Countdown::tick);
}

void Countdown::start(std::chrono::milliseconds span)
{
    m_span = span;
    m_end = m_clock.monotonic() + span;
    m_timer.start();
    Q_EMIT ticked();
}

void Countdown::stop()
{
    m_timer.stop();
}

double Countdown::remaining() const
{
    if (!isRunning() || m_span.count() <= 0)
        return 0;
    return std::clamp(static_cast<double>(left().count()) / static_cast<double>(m_span.count()), 0.0, 1.0);
}

int Countdown::secondsLeft() const
{
    return isRunning() ? static_cast<int>((left().count() + 999) / 1000) : 0;
}

std::chrono::milliseconds Countdown::left() const
{
    return std::max(m_end - m_clock.monotonic(), std::chrono::milliseconds(0));
}

void Countdown::tick()
{
    if (left().count() > 0) {
        Q_EMIT ticked();
        return;
    }
    m_timer.stop();
    Q_EMIT ticked();
    Q_EMIT finished();
}

} // namespace coffret
