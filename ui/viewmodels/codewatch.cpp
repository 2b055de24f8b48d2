// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/codewatch.h"

#include <algorithm>

namespace coffret {

namespace {
constexpr std::chrono::milliseconds TickInterval{200};
}

CodeWatch::CodeWatch(const Clock &clock, QObject *parent) : QObject(parent), m_clock(clock)
{
    m_timer.setInterval(TickInterval);
    connect(&m_timer, &QTimer::timeout, this, &CodeWatch::tick);
}

void CodeWatch::start(const QDateTime &turnsAt, std::chrono::seconds period)
{
    m_turnsAt = turnsAt;
    m_period = period;
    m_timer.start();
    Q_EMIT ticked();
}

void CodeWatch::stop()
{
    m_timer.stop();
}

double CodeWatch::remaining() const
{
    if (!m_timer.isActive() || m_period.count() <= 0)
        return 0;
    const double left = static_cast<double>(m_clock.now().msecsTo(m_turnsAt)) / 1000.0;
    return std::clamp(left / static_cast<double>(m_period.count()), 0.0, 1.0);
}

void CodeWatch::tick()
{
    const qint64 left = m_clock.now().msecsTo(m_turnsAt);
    if (left > 0 && left <= static_cast<qint64>(m_period.count()) * 1000) {
        Q_EMIT ticked();
        return;
    }
    m_timer.stop();
    Q_EMIT turned();
}

} // namespace coffret
