// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshprivatekey.h"

namespace coffret {

constexpr std::string_view PuttyBegin = "PuTTY-User-Key-File-"; ///< then a version

/// What a key file of PuTTY (.ppk, version 2 or 3) shows before it is opened; the part in the clear is unproved until
/// then.
struct PuttyInspection
{
    bool encrypted = false;
    QString comment;
    SshPublicKey publicKey;
};

/// InvalidInput when it is not one whole file; Unsupported for another version, type of key, or a derivation that asks
/// for more work than is done.
[[nodiscard]] Expected<PuttyInspection> inspectPutty(std::string_view text);

/// Lets puttygen convert the file. Everything goes through pipes: nothing is written to a file, no passphrase is an
/// argument. What puttygen holds in its own memory it wipes itself. Takes its time: a worker's work. WrongPassphrase;
/// InvalidInput; Unsupported where puttygen is missing or older than 0.75, which read from files only.
[[nodiscard]] Expected<SshPrivateKey> openPutty(std::string_view text, const SecretBuffer &passphrase);

} // namespace coffret
