// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sync/syncschedule.h"

#include <QObject>
#include <QTimer>

namespace coffret {

/// Runs a session's sync when its schedule says so. Owned by the session, main thread; stands still until begin() or
/// the first noteDone(), and after stop().
class SyncLoop : public QObject
{
    Q_OBJECT
public:
    /// sync starts a sync, or does nothing where that makes no sense now; whoever runs one tells how it ended.
    SyncLoop(const Clock &clock, std::function<void()> sync);

    void begin(); ///< there is something to be kept up to date
    void noteDone();
    void noteFailed(const Error &error);
    void wake(SyncSchedule::Reason reason);
    void stop();
    [[nodiscard]] const SyncSchedule &schedule() const { return m_schedule; }

private:
    void arm();

    const Clock &m_clock;
    SyncSchedule m_schedule;
    QTimer m_timer;
    bool m_hasBegun = false;
};

} // namespace coffret
