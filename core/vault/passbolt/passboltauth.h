// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/openpgp.h"
#include "core/store/account.h"
#include "core/vault/passbolt/passboltapi.h"

#include <deque>
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

/// Signs in to one account. Each attempt is made once: the server mails its administrators about odd ones. With JSON
/// Web Tokens where the server can, else (or where its token keys or its token sign-in are broken) in a cookie session.
class PassboltAuth
{
public:
    PassboltAuth(const Account &account, PassboltApi &api, OpenPgp &openPgp, const Clock &clock);

    /// Errors besides the usual: ServerKeyChanged (before anything was sent), ClockSkew, SecondFactorNeeded (the
    /// credentials are kept for the answer), NotAuthenticated (the server refused), BadSignature (its challenge or
    /// reply is not one it may send, whatever is wrong with it), InvalidInput (the server goes by another address),
    /// RateLimited (too many challenges lately).
    Task<Expected<void>> signIn(StopToken stop);

private:
    Task<Expected<void>> checkServer(StopToken stop);
    Task<Expected<void>> checkOwnKey();
    Task<Expected<bool>> readSettings(StopToken stop); ///< true: JSON Web Tokens are on
    /// Decrypts what the server wants us to decrypt. Whatever is wrong with it, the error is the same one, and there
    /// are only so many in a minute: our key must not answer questions about messages that somebody else made up.
    Task<Expected<OpenedMessage>> openChallenge(QByteArray message, StopToken stop);

    Task<Expected<QByteArray>> fetchJwtKey(StopToken stop); ///< PEM
    Task<Expected<void>> signInWithJwt(QByteArray publicKey, StopToken stop);
    Task<Expected<QByteArray>> sealJwtChallenge(QByteArray verifyToken, qint64 expires); ///< seconds, UTC
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
    std::deque<std::chrono::milliseconds> m_challenges; ///< when the last ones were opened
};

} // namespace coffret
