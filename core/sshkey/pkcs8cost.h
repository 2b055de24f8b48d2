// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/x509.h>

namespace coffret {

/// Whether the work that an encrypted PKCS#8 key asks for, before its passphrase is known to be right, is bearable: at
/// most three million rounds of PBKDF2, or 32 times what openssl asks scrypt for. Derivations that are not known are
/// not.
[[nodiscard]] bool isBearable(const X509_SIG *encrypted);

} // namespace coffret
