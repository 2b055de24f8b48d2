// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/x509/certificate.h"

#include <openssl/x509.h>

namespace coffret {

/// As RFC 4514 writes it, most telling part first: "CN=mail.example, O=Example". No value can pass for more than one.
[[nodiscard]] QString nameText(const X509_NAME *name);
[[nodiscard]] QString commonNameOf(const X509_NAME *name); ///< the last; empty when there is none
/// False when the names are there but cannot be read, or there twice.
[[nodiscard]] bool readAlternativeNames(const X509 *certificate, std::vector<AlternativeName> &names);

} // namespace coffret
