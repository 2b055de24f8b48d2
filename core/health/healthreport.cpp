// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/health/healthreport.h"

#include <algorithm>
#include <tuple>

namespace coffret {

HealthSeverity severityOf(HealthKind kind)
{
    switch (kind) {
    case HealthKind::BadSignature:
    case HealthKind::Breached:
    case HealthKind::Weak:
    case HealthKind::Expired:
        return HealthSeverity::Serious;
    case HealthKind::Reused:
    case HealthKind::Unvouched:
    case HealthKind::Unchecked:
    case HealthKind::Expiring:
        return HealthSeverity::Warning;
    case HealthKind::Old:
    case HealthKind::OnlyMine:
        break;
    }
    return HealthSeverity::Info;
}

void HealthReport::sort()
{
    std::stable_sort(findings.begin(), findings.end(), [](const HealthFinding &one, const HealthFinding &other) {
        const int names = one.name.compare(other.name, Qt::CaseInsensitive);
        return std::tuple(one.kind, one.group, names) < std::tuple(other.kind, other.group, 0);
    });
}

} // namespace coffret
