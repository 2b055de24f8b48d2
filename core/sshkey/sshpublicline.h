// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshpublickey.h"

namespace coffret {

/// A public key as it stands in a .pub file or in authorized_keys.
struct SshPublicLine
{
    SshPublicKey key;
    QString comment; ///< one line
};

/// "ssh-ed25519 AAAA… comment", with nothing before the type. InvalidInput for anything else, also where the word in
/// front is not the type of the key; Unsupported for types and sizes that are not read.
[[nodiscard]] Expected<SshPublicLine> parseSshPublicLine(std::string_view text);

} // namespace coffret
