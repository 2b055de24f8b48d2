// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltapi.h"

#include "core/base/logging.h"
#include "core/vault/passbolt/passboltjwt.h"
#include "core/vault/support/answers.h"

#include <QCoroFuture>
#include <QNetworkCookie>

namespace coffret {

namespace {

constexpr int RenewAheadSeconds = 10;

QByteArray withSecret(const char *head, const SecretBuffer &secret, const char *tail = "")
{
    QByteArray text;
    text.reserve(static_cast<qsizetype>(qstrlen(head) + secret.size() + qstrlen(tail)));
    text.append(head).append(secret.view().data(), static_cast<qsizetype>(secret.size())).append(tail);
    return text;
}

} // namespace

void PassboltCredentials::wipe()
{
    for (QByteArray &value : cookies)
        wipeBytes(value);
    wipeBytes(csrfToken);
    *this = PassboltCredentials();
}

void PassboltCredentials::wipeSession()
{
    SecretBuffer token = secondFactorRemembered ? std::move(secondFactorToken) : SecretBuffer();
    const QDateTime expires = secondFactorExpires;
    wipe();
    secondFactorRemembered = !token.isEmpty();
    secondFactorToken = std::move(token);
    if (secondFactorRemembered)
        secondFactorExpires = expires;
}

void PassboltCredentials::wipeSecondFactor()
{
    secondFactorToken = SecretBuffer();
    secondFactorExpires = {};
    secondFactorRemembered = false;
}

PassboltApi::PassboltApi(QUrl server, TlsPolicy policy, const Clock &clock)
    : m_server(std::move(server)), m_clock(clock), m_http(std::move(policy))
{
}

QUrl PassboltApi::url(const QString &path) const
{
    QUrl out = m_server;
    const qsizetype mark = path.indexOf(QLatin1Char('?'));
    QString base = out.path();
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    out.setPath(base + path.left(mark));
    out.setQuery(mark < 0 ? QString() : path.mid(mark + 1));
    return out;
}

HttpRequest PassboltApi::request(const QByteArray &method, const QString &path, const QByteArray &body,
                                 const StopToken &stop) const
{
    HttpRequest out(method, url(path));
    out.headers.append(HttpHeader{"Accept", "application/json"});
    if (!body.isEmpty())
        out.headers.append(HttpHeader{"Content-Type", "application/json"});
    out.body = body;
    out.stop = stop;
    out.timeout = Patience;
    return out;
}

/// With a bearer token nothing but the second factor's cookie goes along: any other would change how the server treats
/// the request (a refresh_token makes it ask for the CSRF token).
void PassboltApi::addCookies(HttpRequest &request, const QByteArray &extraCookie) const
{
    QByteArrayList pairs;
    if (m_credentials.cookieSession) {
        for (auto it = m_credentials.cookies.cbegin(); it != m_credentials.cookies.cend(); ++it)
            pairs.append(it.key() + '=' + it.value());
    }
    if (!m_credentials.secondFactorToken.isEmpty())
        pairs.append(withSecret("passbolt_mfa=", m_credentials.secondFactorToken));
    if (!extraCookie.isEmpty())
        pairs.append(extraCookie);
    if (!pairs.isEmpty())
        request.headers.append(HttpHeader{"Cookie", pairs.join("; ")});
}

void PassboltApi::authorise(HttpRequest &request, const QByteArray &extraCookie) const
{
    addCookies(request, extraCookie);
    if (!m_credentials.cookieSession)
        request.headers.append(HttpHeader{"Authorization", withSecret("Bearer ", m_credentials.accessToken)});
    else if (request.method != "GET")
        request.headers.append(HttpHeader{"X-CSRF-Token", m_credentials.csrfToken});
}

Task<Expected<HttpResponse>> PassboltApi::callGuest(QByteArray method, QString path, QByteArray body, StopToken stop)
{
    HttpRequest out = request(method, path, body, stop);
    co_return co_await m_http.send(std::move(out));
}

Task<Expected<HttpResponse>> PassboltApi::postSignIn(QString path, QByteArray body, StopToken stop)
{
    HttpRequest out = request("POST", path, body, stop);
    addCookies(out, {});
    co_return co_await m_http.send(std::move(out));
}

Task<Expected<HttpResponse>> PassboltApi::exchange(PassboltRequest what)
{
    if (!m_credentials.isSignedIn())
        co_return failure(ErrorKind::NotAuthenticated);
    if (m_credentials.cookieSession && m_credentials.csrfToken.isEmpty() && what.method != "GET") {
        co_await takeCsrf(what.stop);
        if (!m_credentials.isSignedIn()) // signed out meanwhile
            co_return failure(ErrorKind::NotAuthenticated);
    }
    HttpRequest out = request(what.method, what.path, what.body, what.stop);
    if (what.asPage) {
        out.headers.front().value = "text/html";
        out.followRedirects = false;
    }
    authorise(out, what.cookie);
    wipeBytes(what.body);
    Expected<HttpResponse> response = co_await m_http.send(std::move(out));
    if (response)
        takeCookies(*response);
    co_return response;
}

Task<Expected<HttpResponse>> PassboltApi::takeCsrf(StopToken stop)
{
    PassboltRequest ask("GET", QStringLiteral("/users/csrf-token.json"));
    ask.stop = stop;
    Expected<HttpResponse> response = co_await exchange(std::move(ask));
    if (!response || !m_credentials.csrfToken.isEmpty() || response->status != 200)
        co_return response;
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (envelope) // an answer to a browser that has the cookie already
        m_credentials.csrfToken = envelope->body.toString().toLatin1();
    co_return response;
}

void PassboltApi::onSecondFactorNeeded(std::function<void(const QStringList &)> handler)
{
    m_secondFactorNeeded = std::move(handler);
}

void PassboltApi::noteSecondFactor(const QStringList &providers) const
{
    if (m_secondFactorNeeded)
        m_secondFactorNeeded(providers);
}

Expected<void> PassboltApi::check(const HttpResponse &response) const
{
    if (const auto providers = missingSecondFactor(response))
        noteSecondFactor(*providers);
    return checkStatus(response);
}

Task<Expected<HttpResponse>> PassboltApi::call(QByteArray method, QString path, QByteArray body, StopToken stop)
{
    if (!m_credentials.isSignedIn())
        co_return failure(ErrorKind::NotAuthenticated);
    if (!m_credentials.cookieSession && serverNow().addSecs(RenewAheadSeconds) >= m_credentials.accessExpires) {
        const Expected<void> renewed = co_await refresh(m_generation);
        if (!renewed)
            co_return failure(renewed);
    }
    if (m_credentials.cookieSession && m_credentials.csrfToken.isEmpty() && method != "GET") {
        co_await takeCsrf(stop);
        if (!m_credentials.isSignedIn())
            co_return failure(ErrorKind::NotAuthenticated);
    }
    for (int attempt = 0;; ++attempt) {
        const int generation = m_generation;
        HttpRequest out = request(method, path, body, stop);
        authorise(out);
        Expected<HttpResponse> response = co_await m_http.send(std::move(out));
        if (!response)
            co_return response;
        takeCookies(*response);
        if (response->status == 401 && attempt == 0 && !m_credentials.cookieSession) {
            const Expected<void> renewed = co_await refresh(generation);
            if (!renewed)
                co_return failure(renewed);
            continue;
        }
        const Expected<void> status = check(*response);
        if (!status)
            co_return failure(status);
        const std::string_view answer(response->body.constData(), static_cast<std::size_t>(response->body.size()));
        if (isWebPage(answer))
            co_return tl::unexpected<Error>(notUnderstood(answer, QStringLiteral("not an answer in Passbolt's form")));
        co_return response;
    }
}

Task<Expected<QJsonValue>> PassboltApi::fetch(QString path, StopToken stop)
{
    const Expected<HttpResponse> response = co_await call("GET", path, {}, stop);
    if (!response)
        co_return failure(response);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    co_return envelope->body;
}

void PassboltApi::takeCookies(const HttpResponse &response)
{
    for (const HttpHeader &header : response.headers) {
        if (header.name.compare("Set-Cookie", Qt::CaseInsensitive) != 0)
            continue;
        if (header.value.trimmed().startsWith("passbolt_mfa="))
            takeSecondFactor(header.value);
        else if (m_credentials.cookieSession) {
            for (const QNetworkCookie &cookie : QNetworkCookie::parseCookies(header.value)) {
                if (!cookie.isSessionCookie() && cookie.expirationDate() <= m_clock.now())
                    m_credentials.cookies.remove(cookie.name());
                else
                    m_credentials.cookies.insert(cookie.name(), cookie.value());
            }
        }
    }
    if (m_credentials.cookies.contains("csrfToken"))
        m_credentials.csrfToken = m_credentials.cookies.value("csrfToken");
}

/// A renewed session sends the token along again, without the time it was given for.
void PassboltApi::takeSecondFactor(const QByteArray &setCookie)
{
    for (const QNetworkCookie &cookie : QNetworkCookie::parseCookies(setCookie)) {
        const bool gone = !cookie.isSessionCookie() && cookie.expirationDate() <= m_clock.now();
        QByteArray value = cookie.value();
        SecretBuffer token = SecretBuffer::takeFrom({value.data(), static_cast<std::size_t>(value.size())});
        if (gone || token.isEmpty()) {
            m_credentials.wipeSecondFactor();
        } else if (!token.equals(m_credentials.secondFactorToken)) {
            m_credentials.wipeSecondFactor();
            m_credentials.secondFactorToken = std::move(token);
            m_credentials.secondFactorExpires = cookie.isSessionCookie() ? QDateTime() : cookie.expirationDate();
        }
    }
}

/// One at a time: a refresh token works once, and a second use alarms the administrators. It belongs to the session,
/// not to the request that found it necessary, so nobody's stop ends it; a stopped caller sends nothing afterwards.
Task<Expected<void>> PassboltApi::refresh(int generation)
{
    if (!m_credentials.isSignedIn()) // signed out, or another request's renewal failed meanwhile
        co_return failure(ErrorKind::NotAuthenticated);
    if (generation != m_generation)
        co_return {};
    if (m_refreshing != nullptr) {
        const QFuture<void> other = m_refreshing->future();
        co_await other;
        if (generation == m_generation || !m_credentials.isSignedIn())
            co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the session could not be renewed"));
        co_return {};
    }
    const auto bell = std::make_shared<QPromise<void>>();
    bell->start();
    m_refreshing = bell;
    const Expected<void> outcome = co_await refreshNow();
    if (!outcome && generation == m_generation)
        m_credentials.wipe(); // whether the server used the old token up is unknown; it is never tried again
    if (m_refreshing == bell)
        m_refreshing.reset();
    bell->finish();
    co_return outcome;
}

Task<Expected<void>> PassboltApi::refreshNow()
{
    const int generation = m_generation;
    const QByteArray head = "{\"user_id\":\"" + m_credentials.userId.toLatin1() + "\",\"refresh_token\":\"";
    HttpRequest out = request("POST", QStringLiteral("/auth/jwt/refresh.json"),
                              withSecret(head.constData(), m_credentials.refreshToken, "\"}"), {});
    addCookies(out, {}); // the server ties the second factor to the new token
    out.sensitive = true;
    const Expected<HttpResponse> response = co_await m_http.send(std::move(out));
    if (!response)
        co_return failure(response);
    if (generation != m_generation)
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("signed out meanwhile"));
    takeCookies(*response);
    if (response->status >= 500)
        co_return checkStatus(*response);
    if (response->status != 200)
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the session could not be renewed"),
                          response->status);
    co_return takeRefreshed(*response);
}

Expected<void> PassboltApi::takeRefreshed(const HttpResponse &response)
{
    const auto root = splitSecretJson(response.secretBody.view());
    const SecretJsonMember *const body = root ? memberOf(*root, "body") : nullptr;
    if (body == nullptr || body->kind != SecretJsonMember::Kind::Object)
        return failure(ErrorKind::Malformed, QStringLiteral("no access token in the answer"));
    const auto members = splitSecretJson(body->token);
    Expected<SecretBuffer> token = members ? secretText(*members, "access_token") : failure(members);
    QList<QByteArray> next = response.cookies("refresh_token"); // nowhere else
    if (!token || next.isEmpty() || !isUuid(QString::fromLatin1(next.last())))
        return failure(ErrorKind::Malformed, QStringLiteral("no new tokens in the answer"));
    const Expected<JwtClaims> claims = verifyJwt(token->view(), m_credentials.jwtPublicKey);
    if (!claims)
        return failure(claims);
    if (claims->subject.compare(m_credentials.userId, Qt::CaseInsensitive) != 0)
        return failure(ErrorKind::Malformed, QStringLiteral("an access token for somebody else"));
    if (claims->expires <= serverNow())
        return failure(ErrorKind::Malformed, QStringLiteral("an access token that has expired already"));
    m_credentials.accessToken = std::move(*token);
    m_credentials.accessExpires = claims->expires;
    m_credentials.refreshToken =
        SecretBuffer::takeFrom({next.last().data(), static_cast<std::size_t>(next.last().size())});
    ++m_generation;
    return {};
}

Task<Expected<void>> PassboltApi::signOut()
{
    if (m_credentials.isSignedIn()) {
        const bool cookies = m_credentials.cookieSession;
        const QByteArray body =
            cookies ? QByteArray("{}") : withSecret("{\"refresh_token\":\"", m_credentials.refreshToken, "\"}");
        HttpRequest out = request(
            "POST", cookies ? QStringLiteral("/auth/logout.json") : QStringLiteral("/auth/jwt/logout.json"), body, {});
        out.timeout = std::chrono::seconds(5);
        authorise(out);
        m_credentials.wipe();
        ++m_generation;
        m_refreshing.reset(); // what is under way was for the session that ends here
        const Expected<HttpResponse> response = co_await m_http.send(std::move(out));
        if (!response || response->status != 200)
            qCDebug(lcVault) << "the server did not confirm the end of the session";
    }
    m_credentials.wipe();
    m_http.closeConnections();
    co_return {};
}

} // namespace coffret
