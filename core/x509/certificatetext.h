// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/x509/certificate.h"

namespace coffret {

constexpr std::size_t MostCertificateText = 1024 * 1024;

/// The certificates of a text in PEM, whatever stands around and between them, or the one of a DER file; at least one.
/// Private keys among them are passed over.
[[nodiscard]] X509Result<std::vector<Certificate>> readCertificates(std::string_view bytes);
/// The private keys of a text in PEM as they stand in it, from BEGIN to END, none inside another. Points into the text.
[[nodiscard]] std::vector<std::string_view> privateKeysIn(std::string_view text);

} // namespace coffret
