// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"

namespace coffret {

// SSH keys, API keys and certificates on a server that has neither such types nor custom fields: a password with a
// description, laid out so that people read it in Passbolt's own pages and Coffret reads it back. What fits on one line
// and is pasted most is the password (an API key's token, the passphrase of a private key); the rest is the
// description:
//
//     coffret-type: sshkey
//
//     [Public key]
//     ssh-ed25519 AAAA... ada@example.org
//
//     [Private key]
//     -----BEGIN OPENSSH PRIVATE KEY-----
//     ...
//
// A line of a value that looks like such a heading gets a backslash in front.

/// The key of the field that is the password: "token" for API keys, "passphrase" for the others.
[[nodiscard]] QString passboltPasswordKey(SecretType type);

/// The description for a draft of one of those types.
[[nodiscard]] SecretBuffer composePassboltLayout(const SecretDraft &draft);

/// The cards of such a secret before it is opened: what it certainly has.
[[nodiscard]] std::vector<FieldKind> passboltLayoutKinds(SecretType type);

/// What a description is laid out for; Unknown for any other description, and for one of more than
/// MaximumPassboltCustomFields headings.
[[nodiscard]] SecretType passboltLayoutType(const SecretBuffer &description);
/// The fields in a description of this kind, in its order; those Coffret has no name for are Custom. Lines above the
/// first heading belong to the note.
[[nodiscard]] std::vector<SecretField> parsePassboltLayout(SecretType type, const SecretBuffer &description);

} // namespace coffret
