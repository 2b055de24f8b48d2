// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/passbolt/fakepassbolt.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSslSocket>
#include <QUuid>

namespace coffret::test {

const QByteArray FakePassbolt::UserId = "ce075f99-d728-46bd-a35b-25b7c171c41d";
const QByteArray FakePassbolt::ServerKey = "-----SERVER KEY, NOT REALLY ARMORED-----";
const QString FakePassbolt::UserFingerprint = QStringLiteral("5AD3B869319A27085D082C536CC27A831C266912");

namespace {

QByteArray uuid()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

QJsonObject bodyOf(const SeenRequest &request)
{
    return QJsonDocument::fromJson(request.body).object();
}

QByteArray jsonOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// In the form of every answer of the server's, refusals included.
void reply(QSslSocket &socket, const QByteArray &body, const QByteArrayList &headers, int status, const QByteArray &url,
           const QByteArray &message)
{
    const QByteArray json = R"({"header":{"status":")" + QByteArray(status == 200 ? "success" : "error") +
                            R"(","servertime":)" + QByteArray::number(QDateTime::currentSecsSinceEpoch()) +
                            R"(,"message":")" + message + R"(","url":")" + url + R"(","code":)" +
                            QByteArray::number(status) + R"(},"body":)" + body + "}";
    TlsTestServer::reply(socket, status, json, headers + QByteArrayList{"Content-Type: application/json"});
}

/// As PHP's quotemeta(urlencode(text)).
QByteArray gpgAuthEncoded(const QByteArray &text)
{
    QByteArray out;
    const QByteArray encoded = QByteArray(text.toPercentEncoding(" ")).replace(' ', '+');
    for (const char c : encoded) {
        if (QByteArray(".\\+*?[^]$()").contains(c))
            out.append('\\');
        out.append(c);
    }
    return out;
}

} // namespace

QByteArray unsealed(const QByteArray &message)
{
    const QByteArray inside = QByteArray::fromBase64(message.split('\n').value(2));
    return inside.mid(inside.indexOf(':') + 1);
}

QString FakePassbolt::serverFingerprint()
{
    return QString::fromLatin1(ServerKey.toHex().left(40).toUpper());
}

const TestJwt &FakePassbolt::issuer()
{
    static const TestJwt key;
    return key;
}

FakePassbolt::FakePassbolt(QByteArray basePath) : m_basePath(std::move(basePath)), m_server(m_authority.issue())
{
    m_server.setHandler([this](const SeenRequest &request, QSslSocket &socket) { serve(request, socket); });
}

Account FakePassbolt::account() const
{
    Account account;
    account.id = QStringLiteral("11111111-2222-4333-8444-555555555555");
    account.server = m_server.url(QString::fromLatin1(m_basePath));
    account.certificateAuthorities = m_authority.certificate().toPem();
    account.userId = QString::fromLatin1(UserId);
    account.keyFingerprint = UserFingerprint;
    account.serverFingerprint = serverFingerprint();
    return account;
}

std::unique_ptr<fakes::FakeOpenPgp> FakePassbolt::openPgp() const
{
    auto engine = std::make_unique<fakes::FakeOpenPgp>();
    KeyInfo key;
    key.fingerprint = UserFingerprint;
    engine->keys.push_back(key);
    engine->knownSigners = {serverFingerprint()};
    return engine;
}

QByteArray FakePassbolt::url(const QByteArray &path) const
{
    return m_server.url(QString::fromLatin1(m_basePath + path)).toEncoded();
}

QByteArray FakePassbolt::within(const QByteArray &target) const
{
    const QByteArray path = target.split('?').first();
    return path.startsWith(m_basePath + '/') ? path.mid(m_basePath.size()) : QByteArray("outside");
}

void FakePassbolt::tell(QSslSocket &socket, const QByteArray &body, const QByteArrayList &headers, int status,
                        const QByteArray &path) const
{
    reply(socket, body, headers, status, m_basePath + path, message);
}

void FakePassbolt::say(QSslSocket &socket, const QByteArray &body, const QByteArrayList &headers, int status)
{
    reply(socket, body, headers, status, "/", "a message");
}

void FakePassbolt::answer(const QByteArray &path, int status, const QByteArray &body, const QByteArrayList &headers)
{
    m_answers[path] = [=, this](const SeenRequest &, QSslSocket &socket) { tell(socket, body, headers, status, path); };
}

int FakePassbolt::count(const QByteArray &method, const QByteArray &path) const
{
    const auto &all = m_server.requests();
    return static_cast<int>(std::count_if(all.cbegin(), all.cend(), [&](const SeenRequest &request) {
        return request.method == method && within(request.target) == path;
    }));
}

void FakePassbolt::newTokens()
{
    accessToken = issuer().token(UserId, QDateTime::currentSecsSinceEpoch() + clockOffset + accessSeconds);
    refreshToken = uuid();
}

bool FakePassbolt::isSignedIn(const SeenRequest &request) const
{
    const QByteArray cookies = request.headers.value("cookie");
    if (request.headers.contains("authorization")) // and no cookie but the second factor's
        return request.headers.value("authorization") == "Bearer " + accessToken &&
               (cookies.isEmpty() || (cookies.startsWith("passbolt_mfa=") && !cookies.contains(';')) ||
                cookies.contains("passbolt_duo_state="));
    return cookies.contains("passbolt_session=the-session");
}

bool FakePassbolt::isForged(const SeenRequest &request)
{
    if (request.headers.contains("authorization") || request.method == "GET")
        return false;
    const QByteArray token = request.headers.value("x-csrf-token");
    return token.isEmpty() || !request.headers.value("cookie").contains("csrfToken=" + token);
}

void FakePassbolt::serve(const SeenRequest &request, QSslSocket &socket)
{
    const QByteArray path = within(request.target);
    if (const auto changed = m_answers.constFind(path); changed != m_answers.cend())
        return (*changed)(request, socket);
    if (gate && gate(path, request, socket))
        return;
    if (serveGuest(path, request, socket))
        return;
    if (!isSignedIn(request))
        return tell(socket, "\"\"", {}, 401, path);
    if (isForged(request))
        return tell(socket, "\"\"", {}, 403, path);
    serveMember(path, socket);
}

bool FakePassbolt::serveGuest(const QByteArray &path, const SeenRequest &request, QSslSocket &socket)
{
    if (path == "/auth/verify.json" && request.method == "GET") {
        const QByteArray json =
            R"({"header":{"servertime":)" + QByteArray::number(QDateTime::currentSecsSinceEpoch() + clockOffset) +
            R"(},"body":{"fingerprint":")" + serverFingerprint().toLatin1() + R"(","keydata":")" + ServerKey + "\"}}";
        TlsTestServer::reply(socket, 200, json);
    } else if (path == "/auth/verify.json") {
        const QJsonObject fields = bodyOf(request)[QLatin1String("gpg_auth")].toObject();
        const QByteArray token = unsealed(fields[QLatin1String("server_verify_token")].toString().toLatin1());
        tell(socket, "null", {"X-GPGAuth-Verify-Response: " + token});
    } else if (path == "/settings.json") {
        const QByteArray name = ownUrl.isEmpty() ? url("/") : ownUrl.toUtf8();
        tell(socket, R"({"app":{"url":")" + name + R"("},"passbolt":{"plugins":{"jwtAuthentication":{"enabled":)" +
                         (jwt ? jwtEnabled : "false") + R"(},"folders":{"enabled":"1"}}}})");
    } else if (path == "/auth/jwt/rsa.json") {
        QJsonObject body;
        body.insert(QLatin1String("keydata"), QString::fromLatin1(issuer().publicKeyPem()));
        tell(socket, jsonOf(body));
    } else if (path == "/auth/jwt/login.json") {
        jwtLogin(request, socket);
    } else if (path == "/auth/jwt/refresh.json") {
        jwtRefresh(request, socket);
    } else if (path == "/auth/login.json") {
        gpgLogin(request, socket);
    } else {
        return false;
    }
    return true;
}

void FakePassbolt::jwtLogin(const SeenRequest &request, QSslSocket &socket)
{
    ++logins;
    const QJsonObject challenge =
        QJsonDocument::fromJson(unsealed(bodyOf(request)[QLatin1String("challenge")].toString().toLatin1())).object();
    newTokens();
    QJsonObject reply;
    reply.insert(QLatin1String("version"), QLatin1String("1.0.0"));
    reply.insert(QLatin1String("domain"), QString::fromLatin1(url("/")));
    reply.insert(QLatin1String("verify_token"), challenge[QLatin1String("verify_token")]);
    reply.insert(QLatin1String("access_token"), QString::fromLatin1(accessToken));
    reply.insert(QLatin1String("refresh_token"), QString::fromLatin1(refreshToken));
    for (auto it = changedReply.begin(); it != changedReply.end(); ++it)
        reply.insert(it.key(), it.value());
    QJsonObject body;
    body.insert(QLatin1String("challenge"),
                QString::fromLatin1(fakes::FakeOpenPgp::sealed(jsonOf(reply), replySigner)));
    tell(socket, jsonOf(body), {"Set-Cookie: passbolt_session=never-replay-me; path=/"});
}

void FakePassbolt::jwtRefresh(const SeenRequest &request, QSslSocket &socket)
{
    ++refreshes;
    if (bodyOf(request)[QLatin1String("refresh_token")].toString().toLatin1() != refreshToken ||
        request.headers.value("cookie").contains("refresh_token="))
        return tell(socket, "\"\"", {}, 400, "/auth/jwt/refresh.json");
    newTokens();
    tell(socket, R"({"access_token":")" + accessToken + "\"}",
         {"Set-Cookie: csrfToken=x; path=/",
          "Set-Cookie: refresh_token=" + refreshToken + "; path=/; secure; HttpOnly"});
}

void FakePassbolt::gpgLogin(const SeenRequest &request, QSslSocket &socket)
{
    ++logins;
    const QJsonObject fields = bodyOf(request)[QLatin1String("gpg_auth")].toObject();
    const QString result = fields[QLatin1String("user_token_result")].toString();
    if (result.isEmpty()) {
        const QByteArray question = fakes::FakeOpenPgp::sealed(userToken, replySigner);
        tell(socket, "null", {"X-GPGAuth-Progress: stage1", "X-GPGAuth-User-Auth-Token: " + gpgAuthEncoded(question)});
    } else if (result.toLatin1() == userToken) {
        tell(socket, R"({"id":")" + UserId + R"(","username":"betty"})",
             {"X-GPGAuth-Progress: complete", "X-GPGAuth-Authenticated: true",
              "Set-Cookie: passbolt_session=the-session; path=/; HttpOnly"});
    } else {
        tell(socket, "\"\"", {"X-GPGAuth-Error: true"}, 400, "/auth/login.json");
    }
}

void FakePassbolt::serveMember(const QByteArray &path, QSslSocket &socket) const
{
    if (path == "/users/csrf-token.json")
        tell(socket, "\"csrf-value\"", {"Set-Cookie: csrfToken=csrf-value; path=/"});
    else if (path == "/auth/jwt/logout.json" || path == "/auth/logout.json")
        tell(socket, "null");
    else if (path == "/folders.json" || path == "/users.json" || path == "/resource-types.json" ||
             path == "/resources.json")
        tell(socket, "[]");
    else
        tell(socket, "\"\"", {}, 404, path);
}

} // namespace coffret::test
