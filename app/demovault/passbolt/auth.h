// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/crypto/jsonwebtoken.h"
#include "app/demovault/passbolt/context.h"
#include "app/demovault/passbolt/secondfactor.h"

#include <QSet>

namespace coffret::demovault {

/// Signing in to Passbolt: GPGAuth with a session cookie, and JSON Web Tokens.
class PassboltAuth
{
public:
    PassboltAuth(PassboltContext &context, const TokenSigner &signer, PassboltSecondFactor &secondFactor);

    void registerRoutes(Api &api);
    [[nodiscard]] std::optional<Identity> identify(const Request &request) const;
    /// Cookies and GPGAuth headers as the server adds them to any answer.
    void decorate(const Request &request, const std::optional<Identity> &identity, Response &response) const;
    /// Ends every session and invalidates every token given out so far.
    void expireAll();
    /// The tokens that can be renewed end now; those to renew them with stay good.
    void expireAccessTokens();

private:
    struct PendingToken
    {
        QString userId;
        QDateTime expiry;
    };
    struct RefreshToken
    {
        QString userId;
        QDateTime expiry;
        QByteArray accessToken; ///< given out with it
        bool used = false;
    };

    [[nodiscard]] Reply serverKey(const Call &call) const;
    [[nodiscard]] Reply verifyServer(const Call &call) const;
    [[nodiscard]] Reply login(const Call &call);
    [[nodiscard]] Reply stageOne(const PassboltUser &user);
    [[nodiscard]] Reply stageTwo(PassboltUser &user, const QString &token);
    [[nodiscard]] Reply logout(const Call &call);
    [[nodiscard]] Reply tokenLogin(const Call &call);
    [[nodiscard]] Reply tokenRefresh(const Call &call);
    [[nodiscard]] Reply tokenLogout(const Call &call);

    [[nodiscard]] bool challengeFits(const QJsonObject &challenge);
    /// What signing in is answered with, sealed and signed; or what a lie makes of it.
    [[nodiscard]] QByteArray sealedAnswer(const PassboltUser &user, QJsonObject answer);
    [[nodiscard]] QByteArray sealedFor(const PassboltUser &user, const QByteArray &plaintext);
    [[nodiscard]] bool isLying(const char *how) const { return m_context.challengeLie == QLatin1String(how); }
    [[nodiscard]] QByteArray accessToken(const QString &userId, int seconds) const;
    [[nodiscard]] QString newRefreshToken(const QString &userId, const QByteArray &accessToken);
    void endSession(const Call &call);
    /// Keeps the second factor that came with the request good for a new access token.
    void addProof(const Request &request, const QByteArray &accessToken, Reply &reply);
    [[nodiscard]] QByteArray cookiePath() const;
    static void addGpgAuthHeaders(bool signedIn, Response &response);
    void addCookies(const Request &request, bool byToken, Response &response) const;

    PassboltContext &m_context;
    const TokenSigner &m_signer;
    PassboltSecondFactor &m_secondFactor;
    qint64 m_tokensValidFrom = 0;           ///< milliseconds; older access tokens are refused
    QHash<QByteArray, QString> m_sessions;  ///< cookie value -> user id
    QHash<QString, PendingToken> m_pending; ///< stage 1 tokens
    QHash<QString, RefreshToken> m_refreshTokens;
    QSet<QString> m_usedVerifyTokens;
    QByteArray m_lastSealed; ///< for a lie: the last message that proved who the server is
};

} // namespace coffret::demovault
