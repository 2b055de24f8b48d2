// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltauth.h"

#include "core/vault/passbolt/passboltauthparts.h"
#include "core/vault/passbolt/passboltjwt.h"

namespace coffret {

namespace {

constexpr qint64 ChallengeSeconds = 120;
constexpr auto ProtocolVersion = "1.0.0";

/// The names in "providers": second factors, when one is missing.
QStringList providersIn(const std::vector<SecretJsonMember> &members)
{
    QStringList names;
    const SecretJsonMember *const listed = memberOf(members, "providers");
    if (listed == nullptr || listed->kind != SecretJsonMember::Kind::Array)
        return names;
    const auto elements = splitSecretJson(listed->token, SecretJsonMember::Kind::Array);
    if (!elements)
        return names;
    for (const SecretJsonMember &element : *elements)
        names.append(QString::fromUtf8(element.token.data(), static_cast<qsizetype>(element.token.size())));
    return names;
}

} // namespace

Task<Expected<QByteArray>> PassboltAuth::fetchJwtKey(StopToken stop)
{
    const Expected<HttpResponse> response =
        co_await m_api.callGuest("GET", QStringLiteral("/auth/jwt/rsa.json"), {}, stop);
    if (!response)
        co_return failure(response);
    const Expected<void> status = checkStatus(*response);
    if (!status)
        co_return failure(status);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    co_return envelope->body[QLatin1String("keydata")].toString().toUtf8();
}

Task<Expected<QByteArray>> PassboltAuth::sealJwtChallenge(QByteArray verifyToken, qint64 expires)
{
    QJsonObject challenge;
    challenge.insert(QLatin1String("version"), QLatin1String(ProtocolVersion));
    challenge.insert(QLatin1String("domain"), m_domain);
    challenge.insert(QLatin1String("verify_token"), QString::fromLatin1(verifyToken));
    challenge.insert(QLatin1String("verify_token_expiry"), expires);
    const QByteArray json = compactJson(challenge);
    SecretBuffer plaintext = SecretBuffer::copyOf({json.constData(), static_cast<std::size_t>(json.size())});
    co_return co_await m_openPgp.seal(std::move(plaintext), QStringList(m_account.serverFingerprint),
                                      m_account.keyFingerprint);
}

Task<Expected<void>> PassboltAuth::signInWithJwt(QByteArray publicKey, StopToken stop)
{
    const QByteArray verifyToken = newUuid();
    const qint64 expires = m_api.serverNow().toSecsSinceEpoch() + ChallengeSeconds;
    const Expected<QByteArray> sealed = co_await sealJwtChallenge(verifyToken, expires);
    if (!sealed)
        co_return failure(sealed);
    QJsonObject body;
    body.insert(QLatin1String("user_id"), m_userId);
    body.insert(QLatin1String("challenge"), QString::fromLatin1(*sealed));
    const QByteArray bytes = compactJson(body);
    const Expected<HttpResponse> response =
        co_await m_api.postSignIn(QStringLiteral("/auth/jwt/login.json"), bytes, stop);
    if (!response)
        co_return failure(response);
    if (response->status == 400 || response->status == 404)
        co_return refusedSignIn(response->status);
    const Expected<void> status = checkStatus(*response);
    if (!status)
        co_return status;
    // When it came counts: opening it may wait for a passphrase.
    if (m_api.serverNow().toSecsSinceEpoch() > expires)
        co_return refusedChallenge();
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return refusedChallenge();
    const Expected<void> done = co_await finishJwt(envelope->body[QLatin1String("challenge")].toString().toUtf8(),
                                                   verifyToken, publicKey, stop);
    if (done || done.error().kind == ErrorKind::SecondFactorNeeded)
        m_api.takeCookies(*response); // a second factor that no longer counts is taken back here
    co_return done;
}

Task<Expected<void>> PassboltAuth::finishJwt(QByteArray answer, QByteArray verifyToken, QByteArray publicKey,
                                             StopToken stop)
{
    const Expected<OpenedMessage> opened = co_await openChallenge(answer, stop);
    if (!opened)
        co_return failure(opened);
    const auto members = splitSecretJson(opened->plaintext.view());
    if (!members || plainText(*members, "version") != QLatin1String(ProtocolVersion) ||
        plainText(*members, "verify_token").compare(QString::fromLatin1(verifyToken), Qt::CaseInsensitive) != 0 ||
        !isSameServer(QUrl(plainText(*members, "domain")), m_account.server))
        co_return refusedChallenge();
    Expected<SecretBuffer> access = secretText(*members, "access_token");
    Expected<SecretBuffer> refresh = secretText(*members, "refresh_token");
    if (!access || !refresh ||
        !isUuid(QString::fromLatin1(refresh->view().data(), static_cast<qsizetype>(refresh->size()))))
        co_return refusedChallenge();
    const Expected<JwtClaims> claims = verifyJwt(access->view(), publicKey);
    if (!claims || claims->subject.compare(m_userId, Qt::CaseInsensitive) != 0 || claims->expires <= m_api.serverNow())
        co_return refusedChallenge();

    PassboltCredentials &credentials = m_api.credentials();
    credentials.accessToken = std::move(*access);
    credentials.refreshToken = std::move(*refresh);
    credentials.accessExpires = claims->expires;
    credentials.jwtPublicKey = publicKey;
    credentials.userId = m_userId;
    const QStringList providers = providersIn(*members);
    if (providers.isEmpty())
        co_return Expected<void>();
    m_api.noteSecondFactor(providers);
    co_return failure(ErrorKind::SecondFactorNeeded);
}

} // namespace coffret
