// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/x509/certificatechain.h"
#include "core/x509/certificatekey.h"

namespace coffret {

/// What was found in the fields of one secret.
struct CertificateInspection
{
    X509Fault fault = X509Fault::None; ///< anything else: there are no certificates
    std::vector<Certificate> certificates;
    CertificateChain chain;
    KeyFinding key; ///< Matches only for the first in the chain; Differs with an owner: it is another one's

    [[nodiscard]] const Certificate *leaf() const;
};

/// The texts of the fields, as somebody wrote them. A key inside the first text counts when there is no other. A
/// worker's work.
[[nodiscard]] CertificateInspection inspectCertificates(const SecretBuffer &text, const SecretBuffer &keyText,
                                                        const SecretBuffer &passphrase);
/// The same certificates in the order of their chain, in PEM; private keys that stood among them stand behind
/// them.
[[nodiscard]] SecretBuffer inOrder(const CertificateInspection &inspection, const SecretBuffer &text);

} // namespace coffret
