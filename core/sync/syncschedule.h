// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"

#include <functional>
#include <optional>

namespace coffret {

/// Whether trying again by itself is of no use: somebody has to enter, accept or put right something first.
[[nodiscard]] bool needsPerson(ErrorKind kind);

/// When an account's index is read again. Pure: no timer, no thread; the clock is the monotonic one.
///
/// Every five minutes, and at once when there is a reason to. Failures are tried again after 5 s, 10 s, 20 s ... at the
/// latest, up to 15 minutes, at a time chosen evenly within that, so that clients do not come back all at once. What a
/// server says it wants to be left alone for counts against every reason but a person's hand.
class SyncSchedule
{
public:
    enum class Reason {
        Window,  ///< a window came to the front: what it shows should not be older than a minute
        Network, ///< came back
        Resume,  ///< the computer was asleep
        Hand,    ///< a person wants it
    };
    using Random = std::function<double()>; ///< from 0 up to, but not including, 1

    /// The clock must outlive it.
    SyncSchedule(const Clock &clock, Random random);

    void noteDone();
    void noteFailed(const Error &error);
    void wake(Reason reason);

    [[nodiscard]] bool hasFailed() const { return m_failures > 0; }
    [[nodiscard]] bool isPaused() const { return m_paused.has_value(); }
    [[nodiscard]] std::optional<ErrorKind> pausedBy() const { return m_paused; }
    /// How long from now; nothing while a person is needed.
    [[nodiscard]] std::optional<std::chrono::milliseconds> wait() const;

    /// A page was refused for the so-manieth time in a row: how long until the same one is asked for again. Nothing
    /// when that is not worth it, or lasts longer than atMost.
    [[nodiscard]] std::optional<std::chrono::milliseconds> pause(const Error &error, int failures,
                                                                 std::chrono::milliseconds atMost) const;

private:
    using Time = std::chrono::milliseconds;
    [[nodiscard]] Time spread(Time time) const;

    const Clock *m_clock;
    Random m_random;
    Time m_last{0};  ///< when it was last tried
    Time m_due{0};   ///< when it is tried next
    Time m_floor{0}; ///< not before this
    int m_failures = 0;
    std::optional<ErrorKind> m_paused; ///< by what
};

} // namespace coffret
