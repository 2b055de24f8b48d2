// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/session.h"
#include "ui/viewmodels/jobviewmodel.h"

#include <QPointer>

namespace coffret {

/// Makes a changed key the known one, of people that secrets are shared with, or that values are sealed for.
[[nodiscard]] ReadersViewModel::Accept acceptIn(const QPointer<Session> &session);
[[nodiscard]] ReadersViewModel::Accept acceptSealingIn(const QPointer<Session> &session);
/// With what every job of sharing needs: changed keys can be accepted, secrets in the report have names.
[[nodiscard]] Job jobOfSharing(const QPointer<Session> &session);
/// What carries a plan out: in words, with the keys it needs, and what it touched fetched again afterwards.
[[nodiscard]] Job shareJob(const QPointer<Session> &session, const SharePlan &plan, const QString &goText);
[[nodiscard]] Job groupJob(const QPointer<Session> &session, const GroupPlan &plan, const QStringList &leaving,
                           const QString &goText);

} // namespace coffret
