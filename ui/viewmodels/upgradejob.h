// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/viewmodels/jobviewmodel.h"

#include <QPointer>

namespace coffret {

/// Rewrites secrets whose details lie in the clear with encrypted ones, after saying how many and what that means.
/// secretId empty: everything the user may change; otherwise this one, of that name.
void offerUpgrade(JobViewModel &job, const QPointer<Session> &session, const QString &secretId, const QString &name);

/// What that comes to, one sentence each.
[[nodiscard]] QStringList upgradeSummary(const UpgradePlan &plan);

} // namespace coffret
