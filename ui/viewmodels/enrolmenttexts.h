// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltenrolmentparts.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

// Words for what can go wrong with account kits, key files, links and clocks. What is not special to them is said as
// everywhere else.

[[nodiscard]] UserMessage describeKitFailure(const Error &error);
[[nodiscard]] UserMessage describeKeyFileFailure(const Error &error);
[[nodiscard]] UserMessage describeLinkFailure(const Error &error);
/// When the key is told to the server.
[[nodiscard]] UserMessage describeCompletionFailure(const Error &error, PassboltLink::Kind kind);
/// Of the first sign-in.
[[nodiscard]] UserMessage describeSignInFailure(const Error &error);

/// Why a server would not take this key; empty when it would.
[[nodiscard]] QString flawText(PassboltKeyFlaw flaw);
/// "This computer's clock is 2 minutes ahead of the server's."; seconds: how far the server's is ahead.
[[nodiscard]] QString clockText(qint64 seconds);
[[nodiscard]] UserMessage describeClockSkew(qint64 seconds);

} // namespace coffret
