// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/syncschedule.h"

#include "core/base/httpstatus.h"

#include <algorithm>
#include <cmath>

namespace coffret {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds Pace = 5min;
constexpr std::chrono::milliseconds FreshEnough = 1min; ///< for a window that comes to the front
constexpr std::chrono::milliseconds FirstBackOff = 5s;
constexpr std::chrono::milliseconds LongestBackOff = 15min;
constexpr std::chrono::milliseconds ShortestBackOff = 1s;
constexpr std::chrono::milliseconds Settling = 3s; ///< what a network that came back is given, at most
constexpr std::chrono::milliseconds FirstPause = 1s;
constexpr int MostRepeats = 3;
constexpr int MostDoublings = 8; ///< more would be beyond the longest anyway
constexpr double Spread = 0.2;

std::chrono::milliseconds part(double share, std::chrono::milliseconds time)
{
    return std::chrono::milliseconds(std::llround(share * static_cast<double>(time.count())));
}

} // namespace

bool needsPerson(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled: // a pinentry was closed
    case ErrorKind::TlsPinMismatch:
    case ErrorKind::NotAuthenticated:
    case ErrorKind::SecondFactorNeeded:
    case ErrorKind::TooManyAttempts:
    case ErrorKind::Forbidden:
    case ErrorKind::AgainstRules:
    case ErrorKind::InvalidInput:
    case ErrorKind::NoOpenPgp:
    case ErrorKind::WrongPassphrase:
    case ErrorKind::NoPinentry:
    case ErrorKind::NoSecretKey:
    case ErrorKind::KeyUnusable:
    case ErrorKind::BadSignature:
    case ErrorKind::ServerKeyChanged:
    case ErrorKind::SharedKeyChanged:
    case ErrorKind::NoKeyring:
    case ErrorKind::KeyringDenied:
    case ErrorKind::KeyringSilent:
    case ErrorKind::NoCredential:
        return true;
    default:
        return false;
    }
}

SyncSchedule::SyncSchedule(const Clock &clock, Random random) : m_clock(&clock), m_random(std::move(random)) {}

/// A fifth more or less.
SyncSchedule::Time SyncSchedule::spread(Time time) const
{
    return part(1 - Spread + 2 * Spread * m_random(), time);
}

void SyncSchedule::noteDone()
{
    m_last = m_clock->monotonic();
    m_due = m_last + spread(Pace);
    m_floor = Time(0);
    m_failures = 0;
    m_paused.reset();
}

void SyncSchedule::noteFailed(const Error &error)
{
    m_last = m_clock->monotonic();
    ++m_failures;
    if (needsPerson(error.kind)) {
        m_paused = error.kind;
        return;
    }
    m_paused.reset();
    const Time longest = std::min<Time>(LongestBackOff, FirstBackOff * (1 << std::min(m_failures - 1, MostDoublings)));
    m_due = m_last + std::max(part(m_random(), longest), ShortestBackOff);
    m_floor = std::max(m_floor, m_last + error.retryAfter);
    m_due = std::max(m_due, m_floor + part(Spread * m_random(), error.retryAfter)); // not all at once
}

void SyncSchedule::wake(Reason reason)
{
    const Time now = m_clock->monotonic();
    if (reason == Reason::Hand) {
        m_paused.reset();
        m_floor = Time(0);
        m_due = now;
        return;
    }
    const bool isWindow = reason == Reason::Window;
    const Time wanted = isWindow ? std::max(now, m_last + FreshEnough) : now + part(m_random(), Settling);
    m_due = std::min(m_due, std::max(wanted, m_floor));
}

std::optional<std::chrono::milliseconds> SyncSchedule::wait() const
{
    if (m_paused)
        return std::nullopt;
    return std::max(m_due - m_clock->monotonic(), Time(0));
}

std::optional<std::chrono::milliseconds> SyncSchedule::pause(const Error &error, int failures, Time atMost) const
{
    const bool isPassing = isBusyStatus(error.httpStatus) || error.kind == ErrorKind::TimedOut;
    if (!isPassing || failures > MostRepeats)
        return std::nullopt;
    const Time backOff = spread(FirstPause * (1 << std::clamp(failures - 1, 0, MostDoublings)));
    const Time pause = std::max<Time>(error.retryAfter, backOff);
    return pause <= atMost ? std::optional(pause) : std::nullopt;
}

} // namespace coffret
