// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/checkout.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

// Words for values that are lent. Times are UTC and shown in local time.

/// Where a secret stands, and what that means.
[[nodiscard]] UserMessage describe(const CheckOut &checkOut, const QDateTime &now);
/// "4:32 left", "43 min left", "3 h 10 min left"; empty when it is over or has no end.
[[nodiscard]] QString timeLeftText(const QDateTime &until, const QDateTime &now);
/// "16:20", or with the day where that is another one.
[[nodiscard]] QString momentText(const QDateTime &time, const QDateTime &now);
/// In a list, of what the user has checked out (until may be null).
[[nodiscard]] QString heldText(const QDateTime &until, const QDateTime &now);
/// In a list, of what is shared with the user for a while.
[[nodiscard]] QString grantText(const QDateTime &until, const QDateTime &now);
/// What is checked out in all accounts, without naming any of it; soonest: the first end, or null.
[[nodiscard]] QString heldSummary(int count, const QDateTime &soonest, const QDateTime &now);

/// Said better where the steps that help are.
[[nodiscard]] bool isAboutLending(ErrorKind kind);

enum class LendingStep { Request, CheckOut, CheckIn, Look };
/// Where the server does not offer a step: what to do on its web page instead.
[[nodiscard]] UserMessage describeMissingStep(LendingStep step);

} // namespace coffret
