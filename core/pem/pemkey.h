// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/opensslhandles.h"

namespace coffret {

/// What a PEM block shows before it is opened.
struct PemInspection
{
    bool encrypted = false;
    bool pkcs8 = false; ///< or the older form of its algorithm: PKCS#1 (RSA), SEC1 (EC)
};

/// InvalidInput when the text has no private key in PEM.
[[nodiscard]] Expected<PemInspection> inspectPem(std::string_view text);

/// The first private key in the text: RSA PRIVATE KEY, EC PRIVATE KEY (each also with DEK-Info), PRIVATE KEY or
/// ENCRYPTED PRIVATE KEY. Takes its time: a worker's work. WrongPassphrase, which is also what damage in an encrypted
/// key looks like; InvalidInput; Unsupported for ciphers OpenSSL has no more, for algorithms but RSA and those of
/// elliptic curves, and for more work than is done. OpenSSL decodes in memory of its own, not guarded, and overwrites
/// what it frees of it, as far as it can be seen.
[[nodiscard]] Expected<SslKey> openPemKey(std::string_view text, const SecretBuffer &passphrase);

/// The bytes in lines of base64, between BEGIN and END of this name.
[[nodiscard]] SecretBuffer pemText(std::string_view name, std::string_view bytes);
/// The same in PEM when the bytes are one private key in DER, in one of the forms above; else empty.
[[nodiscard]] SecretBuffer pemOfDerKey(std::string_view der);

} // namespace coffret
