// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/crypto/openssl.h"

#include <QJsonObject>

#include <optional>

namespace coffret::demovault {

/// Signs and checks JSON Web Tokens with RS256 and a key of this run.
class TokenSigner
{
public:
    TokenSigner();

    [[nodiscard]] QByteArray sign(const QJsonObject &claims) const;
    /// The claims when the signature fits; expiry is the caller's business.
    [[nodiscard]] std::optional<QJsonObject> verify(const QByteArray &token) const;
    [[nodiscard]] QByteArray publicKeyPem() const;
    /// {kty, alg, use, n, e} with unpadded base64url numbers.
    [[nodiscard]] QJsonObject publicKeyJwk() const;

private:
    PrivateKey m_key;
};

} // namespace coffret::demovault
