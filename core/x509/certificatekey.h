// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"
#include "core/x509/certificate.h"

#include <optional>

namespace coffret {

/// Whether a private key is that of a certificate.
enum class KeyMatch {
    None, ///< there is no key
    Matches,
    Differs,
    NeedsPassphrase,
    WrongPassphrase, ///< or an encrypted key that is damaged: they look the same
    NotAKey,         ///< not a private key in PEM, or not a whole one
    Unsupported,     ///< of a kind, or protected in a way, that is not opened
};

struct KeyFinding
{
    KeyMatch match = KeyMatch::None;
    std::optional<std::size_t> owner; ///< the certificate it belongs to, when it belongs to one
};

/// Opens the first private key of a text (PKCS#8, PKCS#1 or SEC1 in PEM) and looks whose it is: it has to sign what the
/// certificate's key verifies. Differs: it belongs to none of them. May take seconds: a worker's work.
[[nodiscard]] KeyFinding findKeyOwner(const std::vector<Certificate> &certificates, std::string_view keyText,
                                      const SecretBuffer &passphrase);

} // namespace coffret
