// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "core/x509/certificate.h"

namespace coffret {

struct Pkcs12Contents
{
    std::vector<Certificate> certificates; ///< as they came
    std::vector<SecretBuffer> keys;        ///< PKCS#8 in PEM, no longer encrypted
};

/// Whether bytes begin as a PKCS#12 file does (RFC 7292): a sequence that begins with version 3.
[[nodiscard]] bool isPkcs12(std::string_view bytes);
/// NeedsPassword when an empty one does not open it. WrongPassword where the file says so; Damaged when it is not
/// whole, or when the password opens a part of it although the whole does not fit its checksum. Unsupported for public
/// keys in place of a password and for more work than is bearable, six million rounds in all. A worker's work.
[[nodiscard]] X509Result<Pkcs12Contents> openPkcs12(const SecretBuffer &file, const SecretBuffer &password);

} // namespace coffret
