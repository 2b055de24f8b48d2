// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltenrolment.h"

#include "core/vault/passbolt/passboltauthparts.h"
#include "core/vault/passbolt/passboltjson.h"

#include <QRegularExpression>

namespace coffret {

namespace {

constexpr qint64 MaximumSkewSeconds = 300;

const auto Gone = QStringLiteral("the link was used already, or has run out");

bool isUsableBase(const QUrl &url)
{
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() &&
           url.userInfo().isEmpty() && !url.hasFragment();
}

HttpRequest requestTo(const PassboltLink &link, const QByteArray &method, const QString &path)
{
    QUrl url = link.server;
    url.setPath(link.server.path() + path);
    HttpRequest request(method, url);
    request.headers.append(HttpHeader{"Accept", "application/json"});
    request.secretPath = true;
    return request;
}

/// checkStatus() would name the path, and the token with it.
Expected<void> checkLinkStatus(const HttpResponse &response)
{
    if (response.status == 200)
        return {};
    if (response.status == 400 || response.status == 404)
        return failure(ErrorKind::NotFound, Gone, response.status);
    const Expected<void> status = checkStatus(response);
    return failure(status.error().kind, QStringLiteral("HTTP %1").arg(response.status), response.status);
}

PassboltInvitation invitationFrom(const QJsonValue &user)
{
    PassboltInvitation invitation;
    invitation.username = user[QLatin1String("username")].toString();
    const QJsonValue profile = user[QLatin1String("profile")];
    invitation.name = (profile[QLatin1String("first_name")].toString() + QLatin1Char(' ') +
                       profile[QLatin1String("last_name")].toString())
                          .trimmed();
    invitation.fingerprint = user[QLatin1String("gpgkey")][QLatin1String("fingerprint")].toString().toUpper();
    return invitation;
}

} // namespace

Expected<PassboltLink> parsePassboltLink(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("\\A(.*?)/setup/(start|install|recover/start|recover)/([0-9A-Fa-f-]{36})/([0-9A-Fa-f-]{36})"
                       "(?:\\.json)?/?\\z"));
    QUrl url(text.trimmed(), QUrl::StrictMode);
    const auto match = form.match(url.path());
    if (!isUsableBase(url) || !match.hasMatch() || !isUuid(match.captured(3)) || !isUuid(match.captured(4)))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not a link to set an account up"));
    PassboltLink link;
    link.kind = match.captured(2).startsWith(QLatin1String("recover")) ? PassboltLink::Kind::Recover
                                                                       : PassboltLink::Kind::Setup;
    link.userId = match.captured(3).toLower();
    link.token = match.captured(4);
    QString base = match.captured(1);
    while (base.endsWith(QLatin1Char('/')))
        base.chop(1);
    url.setPath(base);
    url.setQuery(QString());
    link.server = url;
    return link;
}

PassboltKeyFlaw flawOfPassboltKey(const KeyInfo &key, const QDateTime &serverNow)
{
    static const QRegularExpression sound(
        QStringLiteral("\\A(rsa3072|rsa4096|ed25519|nistp\\d+|brainpoolP\\d+r1|secp256k1)\\z"),
        QRegularExpression::CaseInsensitiveOption);
    if (key.revoked)
        return PassboltKeyFlaw::Revoked;
    if (key.expired || key.expires.isValid())
        return PassboltKeyFlaw::Expires;
    if (!sound.match(key.algorithm).hasMatch())
        return PassboltKeyFlaw::WeakAlgorithm;
    if (!key.canEncrypt || !key.canSign)
        return PassboltKeyFlaw::CannotDecrypt;
    if (key.created > serverNow)
        return PassboltKeyFlaw::FromTheFuture;
    return PassboltKeyFlaw::None;
}

Task<Expected<PassboltInvitation>> openPassboltLink(PassboltLink link, TlsPolicy policy, const Clock *clock)
{
    HttpClient client(std::move(policy));
    const QString path = link.kind == PassboltLink::Kind::Setup ? QStringLiteral("/setup/start/%1/%2.json")
                                                                : QStringLiteral("/setup/recover/start/%1/%2.json");
    HttpRequest request = requestTo(link, "GET", path.arg(link.userId, link.token));
    const Expected<HttpResponse> response = co_await client.send(std::move(request));
    if (!response)
        co_return failure(response);
    const Expected<void> status = checkLinkStatus(*response);
    if (!status)
        co_return failure(status);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    const QJsonValue user = envelope->body[QLatin1String("user")];
    PassboltInvitation invitation = invitationFrom(user);
    if (user[QLatin1String("id")].toString().compare(link.userId, Qt::CaseInsensitive) != 0 ||
        invitation.username.isEmpty())
        co_return failure(ErrorKind::Malformed, QStringLiteral("an answer about somebody else"));
    if (envelope->serverTime > 0)
        invitation.clockSkew = envelope->serverTime - clock->now().toSecsSinceEpoch();
    if (qAbs(invitation.clockSkew) > MaximumSkewSeconds)
        co_return failure(ErrorKind::ClockSkew, QString::number(invitation.clockSkew));
    co_return invitation;
}

Task<Expected<void>> completePassboltLink(PassboltLink link, TlsPolicy policy, QByteArray publicKey, QString locale)
{
    HttpClient client(std::move(policy));
    const bool first = link.kind == PassboltLink::Kind::Setup;
    QJsonObject body{
        {QLatin1String("authentication_token"), QJsonObject{{QLatin1String("token"), link.token}}},
        {QLatin1String("gpgkey"), QJsonObject{{QLatin1String("armored_key"), QString::fromLatin1(publicKey)}}},
    };
    if (first && !locale.isEmpty())
        body.insert(QLatin1String("user"), QJsonObject{{QLatin1String("locale"), locale}});
    const QString path =
        first ? QStringLiteral("/setup/complete/%1.json") : QStringLiteral("/setup/recover/complete/%1.json");
    HttpRequest request = requestTo(link, "POST", path.arg(link.userId));
    request.headers.append(HttpHeader{"Content-Type", "application/json"});
    request.body = compactJson(body);
    const Expected<HttpResponse> response = co_await client.send(std::move(request));
    if (!response)
        co_return failure(response);
    if (response->status == 400) {
        // What it does not like about the key, in so many words; or, at recovery, in none: then it is not the one on
        // record. About a link it says nothing.
        const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
        const bool aboutKey = envelope && !envelope->body.toObject().isEmpty();
        if (aboutKey || !first)
            co_return failure(ErrorKind::InvalidInput, QStringLiteral("the server refused the key"), 400);
    }
    co_return checkLinkStatus(*response);
}

} // namespace coffret
