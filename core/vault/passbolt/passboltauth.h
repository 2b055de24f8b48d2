// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/vault/passbolt/passboltapi.h"

#include <string_view>

namespace coffret {

struct PassboltServerKey;

/// gpgauthv1.3.0|36|<uuid>|gpgauthv1.3.0 and nothing else: what is not a token is never sent back.
[[nodiscard]] bool isGpgAuthToken(std::string_view text);
/// X-GPGAuth-User-Auth-Token as the server writes it (PHP quotemeta over urlencode) back to the armored message.
[[nodiscard]] QByteArray decodeGpgAuthHeader(const QByteArray &value);
/// True when both name the same installation: scheme, host, port and path without trailing slashes.
[[nodiscard]] bool isSameServer(const QUrl &a, const QUrl &b);
/// Reads the answer of GET /auth/verify.json.
[[nodiscard]] Expected<PassboltServerKey> parseServerKey(const PassboltEnvelope &envelope);

/// Signs in to one account. Each attempt is made once: the server mails its administrators about odd ones.
class PassboltAuth
{
public:
    PassboltAuth(const Account &account, PassboltApi &api, OpenPgp &openPgp, const Clock &clock);

    /// Errors besides the usual: ServerKeyChanged (before anything was sent), ClockSkew, SecondFactorNeeded,
    /// NotAuthenticated (the server refused), BadSignature (an answer not signed by the server), InvalidInput (the
    /// server goes by another address).
    Task<Expected<void>> signIn(StopToken stop);

private:
    Task<Expected<void>> checkServer(StopToken stop);
    Task<Expected<void>> checkOwnKey();
    Task<Expected<bool>> readSettings(StopToken stop);      ///< true: JSON Web Tokens are on
    Task<Expected<QByteArray>> fetchJwtKey(StopToken stop); ///< PEM
    Task<Expected<void>> signInWithJwt(QByteArray publicKey, StopToken stop);
    Task<Expected<void>> finishJwt(QByteArray answer, QByteArray verifyToken, QByteArray publicKey, StopToken stop);
    Task<Expected<void>> signInWithGpgAuth(StopToken stop);
    Task<Expected<void>> proveServer(StopToken stop);
    Task<Expected<QByteArray>> openUserToken(StopToken stop);
    Task<Expected<void>> takeCsrf(StopToken stop);

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    const Clock &m_clock;
    QString m_domain; ///< the server's own name for itself, checked against the account
    QString m_userId;
};

} // namespace coffret
