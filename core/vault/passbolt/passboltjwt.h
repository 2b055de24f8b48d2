// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QDateTime>

#include <string_view>

namespace coffret {

/// What an access token says about itself.
struct JwtClaims
{
    QString subject;
    QDateTime expires;
};

/// Checks a JSON Web Token (RFC 7519) signed with RS256 against the server's public key in PEM. No other algorithm is
/// accepted. Malformed for anything odd, BadSignature when it was not signed by this key.
[[nodiscard]] Expected<JwtClaims> verifyJwt(std::string_view token, const QByteArray &publicKeyPem);

} // namespace coffret
