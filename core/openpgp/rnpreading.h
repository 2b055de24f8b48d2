// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/openpgp/rnphandles.h"
#include "core/openpgp/signerkeys.h"

#include <string_view>

namespace coffret {

// What librnp makes of packets, with the keys in ffi and judged as OpenPgp::open() promises. A message may carry
// several signatures: the best valid one by an expected signer decides.

/// A whole message, as encryptedParts() lets it through, to a secret key in ffi.
[[nodiscard]] Expected<OpenedMessage> readEncrypted(rnp_ffi_t ffi, std::string_view packets,
                                                    const OpenRequest &request);
/// What was inside an encrypted message: literal data, signed and compressed or not.
[[nodiscard]] Expected<OpenedMessage> readContent(rnp_ffi_t ffi, std::string_view packets, const OpenRequest &request);

/// The keys in ffi that librnp has nothing against now, for messages of the usual form.
[[nodiscard]] SignerKeys signerKeysIn(rnp_ffi_t ffi);

} // namespace coffret
