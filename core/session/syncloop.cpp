// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/syncloop.h"

#include <QRandomGenerator>

namespace coffret {

namespace {

SyncSchedule freshSchedule(const Clock &clock)
{
    return SyncSchedule(clock, [] { return QRandomGenerator::system()->generateDouble(); });
}

} // namespace

SyncLoop::SyncLoop(const Clock &clock, std::function<void()> sync) : m_clock(clock), m_schedule(freshSchedule(clock))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, sync);
}

void SyncLoop::begin()
{
    m_hasBegun = true;
}

void SyncLoop::noteDone()
{
    m_hasBegun = true;
    m_schedule.noteDone();
    arm();
}

void SyncLoop::noteFailed(const Error &error)
{
    if (!m_hasBegun)
        return;
    m_schedule.noteFailed(error);
    arm();
}

void SyncLoop::wake(SyncSchedule::Reason reason)
{
    if (!m_hasBegun)
        return;
    m_schedule.wake(reason);
    arm();
}

void SyncLoop::stop()
{
    m_hasBegun = false;
    m_schedule = freshSchedule(m_clock);
    m_timer.stop();
}

void SyncLoop::arm()
{
    if (const auto wait = m_schedule.wait())
        m_timer.start(*wait);
    else
        m_timer.stop();
}

} // namespace coffret
