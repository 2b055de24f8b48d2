// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/discussion.h"
#include "core/vault/sharing.h"

#include <QStringList>

namespace coffret {

// Words about people, keys and rights. All translated here and nowhere else.

[[nodiscard]] QString readerStateText(ReaderKey::State state);
[[nodiscard]] QString accessRightText(AccessRight right);                      ///< "Can read"
[[nodiscard]] QString accessRightHint(AccessRight right);                      ///< what that means
[[nodiscard]] QString accessChangeText(AccessRight before, AccessRight after); ///< empty when it stays
[[nodiscard]] QString granteeDetail(const Grantee &grantee);                   ///< address, or how many members
/// What a plan comes to, one sentence each: who gains, who loses, what is encrypted anew, what stays.
[[nodiscard]] QStringList planSummary(const SharePlan &plan);
[[nodiscard]] QStringList planSummary(const GroupPlan &plan, const QStringList &leaving);
/// "Betty changed it"; who may be empty.
[[nodiscard]] QString activityText(const Activity &activity);
[[nodiscard]] QString activitySymbol(Activity::Verb verb);
[[nodiscard]] int badgeOf(const QString &name); ///< 0 to 7: the colour of a person's badge, always the same
/// "Betty, Carol and 3 more".
[[nodiscard]] QString namesText(const QStringList &names);

} // namespace coffret
