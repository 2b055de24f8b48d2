// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/viewmodels/jobviewmodel.h"

#include <QPointer>

namespace coffret {

/// What carries a plan out: in words, with the keys it needs, and what it touched fetched again afterwards.
[[nodiscard]] Job shareJob(const QPointer<Session> &session, const SharePlan &plan, const QString &goText);
[[nodiscard]] Job groupJob(const QPointer<Session> &session, const GroupPlan &plan, const QStringList &leaving,
                           const QString &goText);

} // namespace coffret
