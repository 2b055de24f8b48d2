// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/opensslhandles.h"
#include "core/sshkey/sshprivatekey.h"

namespace coffret {

/// OpenSSL's key as one of ours. InvalidInput for a key whose halves do not fit, Unsupported for one that SSH has no
/// type for or that lacks its primes. The given key keeps its numbers until it is freed; OpenSSL wipes them then.
[[nodiscard]] Expected<SshPrivateKey> fromEvpKey(EVP_PKEY *key);

} // namespace coffret
