// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/net/httpclient.h"
#include "core/vault/passbolt/passboltjson.h"

#include <QFuture>
#include <QHash>
#include <QPromise>

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

    [[nodiscard]] bool isSignedIn() const { return cookieSession || !accessToken.isEmpty(); }
    void wipe();
};

/// Passbolt's transport: URLs, envelopes, credentials on every request, and one refresh at a time. Owned by
/// PassboltVault, main thread. An instance must outlive its running tasks.
class PassboltApi
{
public:
    PassboltApi(QUrl server, TlsPolicy policy, const Clock &clock);

    /// Without credentials. path like "/auth/verify.json"; body empty for GET.
    Task<Expected<HttpResponse>> callGuest(QByteArray method, QString path, QByteArray body, StopToken stop);
    /// With the session's credentials; a refused access token is renewed once. Errors include what checkStatus() says.
    Task<Expected<HttpResponse>> call(QByteArray method, QString path, QByteArray body, StopToken stop);
    /// call("GET", ...) for small answers: the body of the envelope.
    Task<Expected<QJsonValue>> fetch(QString path, StopToken stop);

    [[nodiscard]] PassboltCredentials &credentials() { return m_credentials; }
    /// Keeps the cookies of a cookie session.
    void takeCookies(const HttpResponse &response);

    void setServerTimeOffset(qint64 seconds) { m_serverTimeOffset = seconds; }
    [[nodiscard]] QDateTime serverNow() const { return m_clock.now().addSecs(m_serverTimeOffset); }
    [[nodiscard]] QUrl url(const QString &path) const;

    /// Tells the server that the session is over, then forgets it. The server's answer does not matter for that.
    Task<Expected<void>> signOut();

private:
    [[nodiscard]] HttpRequest request(const QByteArray &method, const QString &path, const QByteArray &body,
                                      const StopToken &stop) const;
    void authorise(HttpRequest &request) const;
    Task<Expected<void>> refresh(int generation);
    Task<Expected<void>> refreshNow();
    [[nodiscard]] Expected<void> takeRefreshed(const HttpResponse &response);

    const QUrl m_server;
    const Clock &m_clock;
    HttpClient m_http;
    PassboltCredentials m_credentials;
    qint64 m_serverTimeOffset = 0;
    int m_generation = 0; ///< counts access tokens, so that a late 401 does not refresh twice
    std::shared_ptr<QPromise<void>> m_refreshing;
};

} // namespace coffret
