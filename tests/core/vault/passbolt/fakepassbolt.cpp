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

FakePassbolt::FakePassbolt() : m_server(m_authority.issue())
{
    m_server.setHandler([this](const SeenRequest &request, QSslSocket &socket) { serve(request, socket); });
}

Account FakePassbolt::account() const
{
    Account account;
    account.id = QStringLiteral("11111111-2222-4333-8444-555555555555");
    account.server = m_server.url(QString());
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

void FakePassbolt::say(QSslSocket &socket, const QByteArray &body, const QByteArrayList &headers, int status)
{
    const QByteArray json = R"({"header":{"status":"success","servertime":)" +
                            QByteArray::number(QDateTime::currentSecsSinceEpoch()) +
                            R"(,"url":"/","code":200},"body":)" + body + "}";
    TlsTestServer::reply(socket, status, json, headers + QByteArrayList{"Content-Type: application/json"});
}

void FakePassbolt::answer(const QByteArray &path, int status, const QByteArray &body, const QByteArrayList &headers)
{
    m_answers[path] = [=](const SeenRequest &, QSslSocket &socket) { say(socket, body, headers, status); };
}

int FakePassbolt::count(const QByteArray &method, const QByteArray &path) const
{
    const auto &all = m_server.requests();
    return static_cast<int>(std::count_if(all.cbegin(), all.cend(), [&](const SeenRequest &request) {
        return request.method == method && request.target.split('?').first() == path;
    }));
}

void FakePassbolt::newTokens()
{
    accessToken = issuer().token(UserId, QDateTime::currentSecsSinceEpoch() + clockOffset + accessSeconds);
    refreshToken = uuid();
}

bool FakePassbolt::isSignedIn(const SeenRequest &request) const
{
    if (request.headers.contains("authorization"))
        return request.headers.value("authorization") == "Bearer " + accessToken && !request.headers.contains("cookie");
    return request.headers.value("cookie").contains("passbolt_session=the-session");
}

void FakePassbolt::serve(const SeenRequest &request, QSslSocket &socket)
{
    const QByteArray path = request.target.split('?').first();
    if (const auto changed = m_answers.constFind(path); changed != m_answers.cend())
        return (*changed)(request, socket);
    if (serveGuest(path, request, socket))
        return;
    if (!isSignedIn(request))
        return say(socket, "\"\"", {}, 401);
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
        say(socket, "null", {"X-GPGAuth-Verify-Response: " + token});
    } else if (path == "/settings.json") {
        const QString url = ownUrl.isEmpty() ? m_server.url().toString() : ownUrl;
        say(socket, R"({"app":{"url":")" + url.toUtf8() +
                        R"("},"passbolt":{"plugins":{"jwtAuthentication":{"enabled":)" + (jwt ? "true" : "false") +
                        R"(},"folders":{"enabled":"1"}}}})");
    } else if (path == "/auth/jwt/rsa.json") {
        QJsonObject body;
        body.insert(QLatin1String("keydata"), QString::fromLatin1(issuer().publicKeyPem()));
        say(socket, jsonOf(body));
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
    reply.insert(QLatin1String("domain"), m_server.url().toString());
    reply.insert(QLatin1String("verify_token"), challenge[QLatin1String("verify_token")]);
    reply.insert(QLatin1String("access_token"), QString::fromLatin1(accessToken));
    reply.insert(QLatin1String("refresh_token"), QString::fromLatin1(refreshToken));
    for (auto it = changedReply.begin(); it != changedReply.end(); ++it)
        reply.insert(it.key(), it.value());
    QJsonObject body;
    body.insert(QLatin1String("challenge"),
                QString::fromLatin1(fakes::FakeOpenPgp::sealed(jsonOf(reply), replySigner)));
    say(socket, jsonOf(body), {"Set-Cookie: passbolt_session=never-replay-me; path=/"});
}

void FakePassbolt::jwtRefresh(const SeenRequest &request, QSslSocket &socket)
{
    ++refreshes;
    if (bodyOf(request)[QLatin1String("refresh_token")].toString().toLatin1() != refreshToken ||
        request.headers.contains("cookie"))
        return say(socket, "\"\"", {}, 400);
    newTokens();
    say(socket, R"({"access_token":")" + accessToken + "\"}",
        {"Set-Cookie: csrfToken=x; path=/",
         "Set-Cookie: refresh_token=" + refreshToken + "; path=/; secure; HttpOnly"});
}

void FakePassbolt::gpgLogin(const SeenRequest &request, QSslSocket &socket)
{
    ++logins;
    const QJsonObject fields = bodyOf(request)[QLatin1String("gpg_auth")].toObject();
    const QString result = fields[QLatin1String("user_token_result")].toString();
    if (result.isEmpty()) {
        const QByteArray message = fakes::FakeOpenPgp::sealed(userToken, replySigner);
        say(socket, "null", {"X-GPGAuth-Progress: stage1", "X-GPGAuth-User-Auth-Token: " + gpgAuthEncoded(message)});
    } else if (result.toLatin1() == userToken) {
        say(socket, R"({"id":")" + UserId + R"(","username":"betty"})",
            {"X-GPGAuth-Progress: complete", "X-GPGAuth-Authenticated: true",
             "Set-Cookie: passbolt_session=the-session; path=/; HttpOnly"});
    } else {
        say(socket, "\"\"", {"X-GPGAuth-Error: true"}, 400);
    }
}

void FakePassbolt::serveMember(const QByteArray &path, QSslSocket &socket) const
{
    if (path == "/users/csrf-token.json")
        say(socket, "\"csrf-value\"", {"Set-Cookie: csrfToken=csrf-value; path=/"});
    else if (path == "/auth/jwt/logout.json" || path == "/auth/logout.json")
        say(socket, "null");
    else if (path == "/folders.json" || path == "/users.json" || path == "/resource-types.json" ||
             path == "/resources.json")
        say(socket, "[]");
    else
        say(socket, "\"\"", {}, 404);
}

} // namespace coffret::test
