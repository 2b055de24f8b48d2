// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "core/x509/certificate.h"

namespace coffret {

/// What a file has for the fields of a secret.
struct CertificateFile
{
    std::vector<Certificate>
        certificates;       ///< the leaf first, where key or chain tell; none when the file is a key alone
    SecretBuffer chainText; ///< the same in PEM
    SecretBuffer keyText;   ///< in PEM; empty when there is none
    bool keyNeedsPassphrase = false;
};

/// PEM, DER or PKCS#12; the password is for the last alone. What a PKCS#12 file protects is no longer encrypted
/// afterwards; a key in PEM stays as it is. A worker's work.
[[nodiscard]] X509Result<CertificateFile> readCertificateFile(const SecretBuffer &file, const SecretBuffer &password);

} // namespace coffret
