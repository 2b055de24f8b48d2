// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudoparts.h"

namespace coffret {

/// What reading a value may come to when the server keeps it back.
enum class FudoReveal { CheckOutWhenNeeded, ReadOnly };

/// Reads the protected values of one secret. fields: attributes to ask for besides the protected ones. When the server
/// keeps them back and check-outs are not switched off, it checks out and reads again; ReadOnly does not, and says
/// ApprovalNeeded. Errors: that, too, when only an approved access request helps; AccessEnded when there was access and
/// is none any more; Forbidden; HeldByAnother; Unsupported where only the server's web page is left. A check-out under
/// way is not stopped, because nobody could tell what became of it: a stop then waits for its answer. One that was
/// needed stays, any other is given back, even when the token is forgotten meanwhile.
Task<Expected<FudoValues>> revealFudoSecret(std::shared_ptr<FudoParts> parts, SecretSummary summary, QStringList fields,
                                            FudoReveal how, StopToken stop);

/// Whether a check-out that failed with this may have been carried out.
[[nodiscard]] bool isUnclearCheckOut(const Error &error);
/// Such a check-out is ours to give back, at once where the session is over. What to tell about it.
Task<Error> afterUnclearCheckOut(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api,
                                 std::shared_ptr<FudoHeld> held, HttpRequest checkIn, QString secretId, Error error);
/// A check-out that arrived after its session was over: given back where that is wanted, else remembered.
Task<void> returnLate(std::shared_ptr<FudoParts> parts, std::shared_ptr<FudoApi> api, HttpRequest checkIn,
                      QString secretId);

/// Ends the session: forgets the token before it first waits, then gives everything back at once, where that is wanted.
/// What stays out is inherited by the next session; an error where that was not wanted.
Task<Expected<void>> endFudoSession(std::shared_ptr<FudoParts> parts);

} // namespace coffret
