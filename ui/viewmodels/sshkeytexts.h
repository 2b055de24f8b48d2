// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshkeylook.h"
#include "ui/viewmodels/usermessages.h"

namespace coffret {

// Words about SSH keys.

/// "Ed25519, 256 bits".
[[nodiscard]] QString sshKeyText(const SshPublicKey &key);
[[nodiscard]] QString sshKeyText(const QString &type, int bits); ///< the same; type: as the tools call it
/// What is wrong with a text that was to be a private key, and what to do about it.
[[nodiscard]] UserMessage describe(SshKeyProblem problem);
/// Why a key did not get into the agent, or out of it. confirm: it was to ask before each use.
[[nodiscard]] UserMessage describeAgentError(const Error &error, bool confirm);

} // namespace coffret
