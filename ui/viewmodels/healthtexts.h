// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health/healthreport.h"
#include "ui/models/healthlistmodel.h"

#include <QHash>

namespace coffret {

// Words about what a check of all secrets found. All translated here and nowhere else.

[[nodiscard]] QString healthTitle(HealthKind kind); ///< "Weak passwords"
[[nodiscard]] QString healthHint(HealthKind kind);  ///< what it means, and what to do
[[nodiscard]] QString severityText(HealthSeverity severity);

/// The findings by kind, what is serious unfolded. accountNames: by id; named in the rows where there are several.
[[nodiscard]] std::vector<HealthGroup> healthGroups(const HealthReport &report,
                                                    const QHash<QString, QString> &accountNames, const QDateTime &now);
/// What was looked at, and what was not: some sentences.
[[nodiscard]] QString healthSummary(const HealthReport &report);

} // namespace coffret
