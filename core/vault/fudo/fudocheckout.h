// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoparts.h"

namespace coffret {

/// What reading a value may come to when the server keeps it back.
enum class FudoReveal { CheckOutWhenNeeded, ReadOnly };

/// Reads the protected values of one secret. fields: attributes to ask for besides the protected ones. When the server
/// keeps them back and check-outs are not switched off, it checks out and reads again; ReadOnly does not, and says
/// ApprovalNeeded. Errors: that, too, when only an approved access request helps; AccessEnded when there was access and
/// is none any more; Forbidden; HeldByAnother. A check-out under way is not stopped, because nobody could tell what
/// became of it: a stop then waits for its answer. One that was needed stays, any other is given back, even when the
/// token is forgotten meanwhile.
Task<Expected<FudoValues>> revealFudoSecret(std::shared_ptr<FudoParts> parts, SecretSummary summary, QStringList fields,
                                            FudoReveal how, StopToken stop);

/// Tells the server about a check-in that was prepared earlier.
Task<void> giveFudoSecretBack(std::shared_ptr<FudoApi> api, HttpRequest checkIn);

/// Ends the session: forgets the token before it first waits, then gives everything back at once, where that is wanted.
Task<void> endFudoSession(std::shared_ptr<FudoParts> parts);

} // namespace coffret
