// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/passbolt/context.h"

#include <QSet>

namespace coffret::demovault {

/// Multi-factor authentication for the users that have it: one-time codes and Yubikeys. Signed in they get no further
/// than the pages that ask for the code until one was right; the proof is the passbolt_mfa cookie, bound to the session
/// or access token unless it is to be remembered.
class PassboltSecondFactor
{
public:
    explicit PassboltSecondFactor(PassboltContext &context);
    void registerRoutes(Api &api);

    /// From now on the user has these providers ("totp", "yubikey").
    void require(const QString &userId, const QStringList &providers);
    /// The last used one first; empty: the user has no second factor.
    [[nodiscard]] QStringList providersOf(const QString &userId) const;
    /// The user's seed for one-time codes as authenticator programs take it: base 32, upper case.
    [[nodiscard]] static QString seedOf(const QString &userId);

    /// The redirection for a request that may not pass without the second factor; nullopt: it may.
    [[nodiscard]] std::optional<Response> gate(const Request &request, const std::optional<Identity> &identity) const;
    /// Whether this user, with what the request carries, still has to prove it. session: as bound to the proof.
    [[nodiscard]] bool isMissing(const Request &request, const QString &userId, const QByteArray &session) const;

    /// A sign-in starts the count of wrong codes anew.
    void signedIn(const QString &userId) { m_wrongCodes.remove(userId); }
    /// Binds the proof that came with the request to a new access token; the cookie to send, empty when there is none.
    [[nodiscard]] QByteArray rebound(const Request &request, const QByteArray &accessToken);
    /// Called when a user has tried too often: ends the session that the request belongs to.
    void setSessionEnd(std::function<void(const Call &)> end) { m_endSession = std::move(end); }

private:
    struct Proof
    {
        QString userId;
        QByteArray session;
        bool remembered = false;
        QDateTime expiry;
    };
    [[nodiscard]] Reply errorPage(const Call &call) const;
    [[nodiscard]] Reply ask(const Call &call, const QString &provider, const QString &message) const;
    [[nodiscard]] Reply verifyCode(const Call &call);
    [[nodiscard]] Reply verifyYubikey(const Call &call);
    [[nodiscard]] std::optional<Reply> notNeeded(const Call &call, const QString &provider) const;
    [[nodiscard]] Reply proven(const Call &call, const QString &provider);

    PassboltContext &m_context;
    QHash<QString, QStringList> m_providers; ///< user id -> providers, last used first
    QHash<QByteArray, Proof> m_proofs;       ///< cookie value -> what it proves
    QHash<QString, int> m_wrongCodes;
    QSet<QString> m_usedPasswords; ///< of Yubikeys
    std::function<void(const Call &)> m_endSession;
};

/// What a proof is bound to: the access token or the session cookie of the request.
[[nodiscard]] QByteArray sessionOf(const Request &request);

} // namespace coffret::demovault
