// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/breachservice.h"
#include "core/health/healthreport.h"
#include "core/session/session.h"

#include <QPointer>

#include <vector>

namespace coffret {

/// What a check goes over. Kept alive by the caller until it has ended.
struct HealthScope
{
    std::vector<QPointer<Session>> sessions; ///< those that are open are looked at
    const Clock *clock = nullptr;
    BreachService *breaches = nullptr; ///< null: passwords are held against nothing outside
};

/// Goes through every secret, a few at a time: opens it, looks, and wipes it at once. Nothing is checked out. What
/// fails is a finding, and the next secret follows, unless the others of the account would meet the same. Told to stop
/// it ends at once, with what was found so far. Main thread; the looking is done by a worker.
Task<HealthReport> checkHealth(HealthScope scope, Progress progress, StopToken stop);

} // namespace coffret
