// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/vault/passbolt/fakefactors.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QSslSocket>
#include <QUrlQuery>
#include <QUuid>

namespace coffret::test {

namespace {

QByteArray uuid()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

QByteArray cookie(const SeenRequest &request, const QByteArray &name)
{
    for (const QByteArray &pair : request.headers.value("cookie").split(';')) {
        if (pair.trimmed().startsWith(name + '='))
            return pair.trimmed().mid(name.size() + 1);
    }
    return {};
}

} // namespace

FakeFactors::FakeFactors(FakePassbolt &server) : m_server(server)
{
    m_server.gate = [this](const QByteArray &path, const SeenRequest &request, QSslSocket &socket) {
        return serve(path, request, socket);
    };
}

bool FakeFactors::isVerified(const SeenRequest &request) const
{
    return names.isEmpty() || m_tokens.contains(cookie(request, "passbolt_mfa"));
}

bool FakeFactors::serve(const QByteArray &path, const SeenRequest &request, QSslSocket &socket)
{
    if (path == "/auth/jwt/login.json") {
        m_failures = 0;
        if (isVerified(request))
            m_server.changedReply.remove(QLatin1String("providers"));
        else
            m_server.changedReply.insert(QLatin1String("providers"),
                                         QJsonArray::fromStringList(QString::fromLatin1(names.join(',')).split(u',')));
        return false;
    }
    if (path == "/auth/login.json")
        m_failures = 0;
    if (path == "/auth/jwt/refresh.json" && !isVerified(request)) {
        m_server.tell(socket, R"({"mfa_providers":["totp"]})", {}, 403, "/mfa/verify/error.json");
        return true;
    }
    if (!m_server.isSignedIn(request) || path == "/auth/login.json" || path == "/auth/logout.json")
        return false;
    if (path == "/mfa/verify/error.json") {
        ++refusals;
        QJsonObject body;
        body.insert(QLatin1String("mfa_providers"),
                    QJsonArray::fromStringList(QString::fromLatin1(names.join(',')).split(u',')));
        m_server.tell(socket, QJsonDocument(body).toJson(QJsonDocument::Compact),
                      {"Set-Cookie: passbolt_mfa=" + uuid() + "; expires=Thu, 01 Jan 1970 00:00:01 GMT; path=/",
                       "Set-Cookie: csrfToken=csrf-value; path=/"},
                      403, "/mfa/verify/error.json");
    } else if (path == "/mfa/verify/totp.json" || path == "/mfa/verify/yubikey.json") {
        verify(path, request, socket);
    } else if (path == "/mfa/verify/duo/prompt") {
        duoPrompt(request, socket);
    } else if (path == "/mfa/verify/duo/callback") {
        duoCallback(request, socket);
    } else if (!isVerified(request)) {
        TlsTestServer::reply(socket, 302, {}, {"Location: " + m_server.url("/mfa/verify/error.json")});
    } else {
        return false;
    }
    return true;
}

QByteArray FakeFactors::newCookie(bool remember)
{
    ++verifications;
    m_lastToken = uuid();
    m_tokens.append(m_lastToken);
    QByteArray line = "Set-Cookie: passbolt_mfa=" + m_lastToken + "; path=/; secure; HttpOnly";
    if (remember)
        line += "; expires=" + QLocale::c()
                                   .toString(QDateTime::currentDateTimeUtc().addDays(30),
                                             QStringLiteral("ddd, dd-MMM-yyyy hh:mm:ss 'GMT'"))
                                   .toLatin1();
    return line;
}

void FakeFactors::verify(const QByteArray &path, const SeenRequest &request, QSslSocket &socket)
{
    if (FakePassbolt::isForged(request) || request.method != "POST")
        return m_server.tell(socket, "\"\"", {}, 403);
    const bool isTotp = path.contains("totp");
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const QByteArray code = body[QLatin1String(isTotp ? "totp" : "hotp")].toString().toLatin1();
    if (code == (isTotp ? totp : yubikey)) {
        const bool remember = mayRemember && body[QLatin1String("remember")].toBool();
        return m_server.tell(socket, "null", {newCookie(remember)});
    }
    if (isTotp && ++m_failures > maximumFailures) { // and the session is over
        m_server.accessToken = "over";
        m_server.refreshToken = "over";
        return m_server.tell(socket, "\"\"", {}, 400);
    }
    m_server.tell(socket,
                  isTotp ? R"({"totp":{"isValidOtp":"Ce code n'est pas valide."}})"
                         : R"({"hotp":{"isValidHotp":"Ce code n'est pas valide."}})",
                  {}, 400);
}

void FakeFactors::duoPrompt(const SeenRequest &request, QSslSocket &socket)
{
    if (FakePassbolt::isForged(request) || request.headers.value("accept").contains("json"))
        return m_server.tell(socket, "\"\"", {}, 400);
    m_duoCookie = uuid();
    TlsTestServer::reply(socket, 302, {},
                         {"Location: " + duo, "Set-Cookie: passbolt_duo_state=" + m_duoCookie + "; path=/"});
}

void FakeFactors::duoCallback(const SeenRequest &request, QSslSocket &socket)
{
    const QUrlQuery query(QString::fromLatin1(request.target.mid(request.target.indexOf('?') + 1)));
    if (m_duoCookie.isEmpty() || cookie(request, "passbolt_duo_state") != std::exchange(m_duoCookie, {}) ||
        query.queryItemValue(QStringLiteral("state")) != QLatin1String("abc") ||
        query.queryItemValue(QStringLiteral("duo_code")) != QLatin1String("the-code"))
        return m_server.tell(socket, "\"\"", {}, 400);
    TlsTestServer::reply(socket, 200, "<html>", {newCookie(false)});
}

} // namespace coffret::test
