// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/fudo/fudoapi.h"

namespace coffret {

/// How a value is obtained. No public document shows it: everything this product's pages leave open about reading a
/// value, checking out and checking in is in this file alone.
enum class FudoReveal {
    CheckOutWhenNeeded, ///< read; when the server keeps the value back, check out and read again
    ReadOnly,           ///< never check out
};

/// What a reveal brought.
struct FudoRevealed
{
    FudoValues values;
    bool checkedOut = false; ///< a check-out was made on the way and should be given back
};

/// Reads the protected values of one secret. fields: attributes to ask for besides the protected ones. Errors:
/// ApprovalNeeded when only an approved access request helps; Forbidden; Conflict when somebody else holds it.
Task<Expected<FudoRevealed>> revealFudoSecret(std::shared_ptr<FudoApi> api, SecretSummary summary, QStringList fields,
                                              FudoReveal strategy, StopToken stop);

/// Gives a check-out back.
Task<Expected<void>> checkInFudoSecret(std::shared_ptr<FudoApi> api, QString id);

} // namespace coffret
