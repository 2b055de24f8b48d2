// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/sealmany.h"
#include "ui/viewmodels/jobviewmodel.h"

#include <QPointer>

namespace coffret {

/// Seals the values an account holds, or takes that back, after reading them and saying what it comes to.
void offerSealing(JobViewModel &job, const QPointer<Session> &session, SealingWork work);

/// What that comes to, one sentence each.
[[nodiscard]] QStringList sealingSummary(const SealingPlan &plan);

} // namespace coffret
