// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <memory>
#include <string>
#include <string_view>

namespace coffret {

/// Takes session keys out of the packets that carry them to one RSA or Curve25519 key (RFC 4880 section 5.1, RFC 6637),
/// with OpenSSL. Not thread-safe.
class KeyUnwrap
{
public:
    virtual ~KeyUnwrap() = default;

    /// packets: secret key packets without protection. fingerprint: 20 octets of the one to use. Null for other
    /// algorithms, and where there is no such key.
    [[nodiscard]] static std::unique_ptr<KeyUnwrap> load(std::string_view packets, std::string_view fingerprint);

    /// The AES-256 key in the body of a session key packet, empty when it is for another key. All else that can be
    /// wrong looks alike to whoever sees what becomes of the message: it stays closed.
    [[nodiscard]] SecretBuffer sessionKey(std::string_view body) const;

protected:
    /// What was carried (an algorithm, a key, a sum), out of the fields for this algorithm; empty where it cannot be.
    [[nodiscard]] virtual SecretBuffer unwrapped(std::string_view fields) const = 0;

private:
    std::string m_head; ///< what packets for this key begin with
};

} // namespace coffret
