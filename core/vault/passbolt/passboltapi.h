// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/httpclient.h"
#include "core/vault/passbolt/passboltjson.h"

#include <QFuture>
#include <QHash>
#include <QPromise>

#include <functional>
#include <memory>

namespace coffret {

/// What signs a request: a bearer token, or (where JSON Web Tokens are off) the session's cookies. Memory only.
struct PassboltCredentials
{
    SecretBuffer accessToken;
    SecretBuffer refreshToken;
    QDateTime accessExpires; ///< by the server's clock
    QByteArray jwtPublicKey; ///< PEM; refreshed tokens are checked with it too
    QString userId;
    QHash<QByteArray, QByteArray> cookies;
    QByteArray csrfToken;
    bool cookieSession = false;
    SecretBuffer secondFactorToken;      ///< cookie passbolt_mfa: goes with every request
    QDateTime secondFactorExpires;       ///< as the server set it; null: with the session
    bool secondFactorRemembered = false; ///< not tied to this session

    [[nodiscard]] bool isSignedIn() const { return cookieSession || !accessToken.isEmpty(); }
    void wipe();
    /// Before signing in again: everything but a second factor that does not belong to the session.
    void wipeSession();
    void wipeSecondFactor();
};

/// One request outside the ordinary JSON calls.
struct PassboltRequest
{
    PassboltRequest(QByteArray httpMethod, QString requestPath) : method(std::move(httpMethod)), path(requestPath) {}
    QByteArray method;
    QString path;
    QByteArray body;
    QByteArray cookie;   ///< "name=value", besides those of the session
    bool asPage = false; ///< what a browser would ask for: no JSON, redirects are answers
    StopToken stop;
};

/// Passbolt's transport: URLs, envelopes, credentials on every request, and one refresh at a time. Owned by
/// PassboltVault, main thread. An instance must outlive its running tasks.
class PassboltApi
{
public:
    /// How long an answer may make no progress: lists of big installations take their time.
    static constexpr std::chrono::seconds Patience{60};

    PassboltApi(QUrl server, TlsPolicy policy, const Clock &clock);

    /// What every call sends, before credentials are added.
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QString &path, const QByteArray &body,
                                      const StopToken &stop) const;

    /// Without credentials. path like "/auth/verify.json"; body empty for GET.
    Task<Expected<HttpResponse>> callGuest(QByteArray method, QString path, QByteArray body, StopToken stop);
    /// POST to a server that has shown who it is: without credentials, but with a second factor given before.
    Task<Expected<HttpResponse>> postSignIn(QString path, QByteArray body, StopToken stop);
    /// With the session's credentials; a refused access token is renewed once. Errors include what checkStatus() says.
    Task<Expected<HttpResponse>> call(QByteArray method, QString path, QByteArray body, StopToken stop);
    /// call("GET", ...) for small answers: the body of the envelope.
    Task<Expected<QJsonValue>> fetch(QString path, StopToken stop);
    /// With the session's credentials as they are: nothing is renewed and every status is an answer.
    Task<Expected<HttpResponse>> exchange(PassboltRequest request);

    [[nodiscard]] PassboltCredentials &credentials() { return m_credentials; }
    /// Keeps the cookies of a cookie session, and in any session that of the second factor.
    void takeCookies(const HttpResponse &response);
    /// Makes sure that a cookie session can send more than GET. Whether the answer was a success does not matter: the
    /// cookie comes with any of them.
    Task<Expected<HttpResponse>> takeCsrf(StopToken stop);

    /// Called with the providers' names when an answer to any call asks for a second factor.
    void onSecondFactorNeeded(std::function<void(const QStringList &providers)> handler);
    void noteSecondFactor(const QStringList &providers) const;

    void setServerTimeOffset(qint64 seconds) { m_serverTimeOffset = seconds; }
    [[nodiscard]] QDateTime serverNow() const { return m_clock.now().addSecs(m_serverTimeOffset); }
    [[nodiscard]] QUrl url(const QString &path) const;

    /// Tells the server that the session is over, then forgets it. The server's answer does not matter for that.
    Task<Expected<void>> signOut();

private:
    void authorise(HttpRequest &request, const QByteArray &extraCookie = {}) const;
    void addCookies(HttpRequest &request, const QByteArray &extraCookie) const;
    void takeSecondFactor(const QByteArray &setCookie);
    [[nodiscard]] Expected<void> check(const HttpResponse &response) const;
    Task<Expected<void>> refresh(int generation);
    Task<Expected<void>> refreshNow();
    [[nodiscard]] Expected<void> takeRefreshed(const HttpResponse &response);

    const QUrl m_server;
    const Clock &m_clock;
    HttpClient m_http;
    PassboltCredentials m_credentials;
    std::function<void(const QStringList &)> m_secondFactorNeeded;
    qint64 m_serverTimeOffset = 0;
    int m_generation = 0; ///< counts access tokens, so that a late 401 does not refresh twice
    std::shared_ptr<QPromise<void>> m_refreshing;
};

} // namespace coffret
