// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/fudo/fudoapi.h"

#include <QSet>

#include <memory>

namespace coffret {

/// How a value is obtained. No public document shows it: everything this product's pages leave open about reading a
/// value, checking out and checking in is in this file alone.
enum class FudoReveal {
    CheckOutWhenNeeded, ///< read; when the server keeps the value back, check out and read again
    ReadOnly,           ///< never check out
};

/// What a session holds and has to give back. Whoever takes an id out of it sends the check-in.
struct FudoCheckOuts
{
    QSet<QString> ids;
    bool ended = false; ///< signed out: a check-out that arrives now goes back at once
};

/// Reads the protected values of one secret. fields: attributes to ask for besides the protected ones. Errors:
/// ApprovalNeeded when only an approved access request helps; Forbidden; Conflict when somebody else holds it.
/// A check-out under way is not stopped, because nobody could tell what became of it: a stop then waits for its answer.
/// One that was needed stays in held, any other is given back, even when the token is forgotten meanwhile.
Task<Expected<FudoValues>> revealFudoSecret(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoCheckOuts> held,
                                            SecretSummary summary, QStringList fields, FudoReveal strategy,
                                            StopToken stop);

/// Ends the session: forgets the token before it first waits, then gives everything back at once.
Task<void> endFudoSession(std::shared_ptr<FudoApi> api, std::shared_ptr<FudoCheckOuts> held);

} // namespace coffret
