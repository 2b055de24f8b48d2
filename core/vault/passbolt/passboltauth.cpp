// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltauth.h"

#include "core/vault/passbolt/passboltjwt.h"
#include "core/vault/passbolt/passboltvault.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 TolerableSkewSeconds = 10;
constexpr qint64 MaximumSkewSeconds = 300;
constexpr qint64 ChallengeSeconds = 120;
constexpr auto ProtocolVersion = "1.0.0";

QByteArray toJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QByteArray gpgAuthBody(const QJsonObject &fields)
{
    QJsonObject root;
    root.insert(QLatin1String("gpg_auth"), fields);
    return toJson(root);
}

QByteArray newUuid()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

QString withoutSlash(QString text)
{
    while (text.endsWith(QLatin1Char('/')))
        text.chop(1);
    return text;
}

} // namespace

bool isGpgAuthToken(std::string_view text)
{
    constexpr std::string_view head = "gpgauthv1.3.0|36|";
    constexpr std::string_view tail = "|gpgauthv1.3.0";
    if (text.size() != head.size() + 36 + tail.size() || text.substr(0, head.size()) != head ||
        text.substr(head.size() + 36) != tail)
        return false;
    return isUuid(QString::fromLatin1(text.data() + head.size(), 36));
}

QByteArray decodeGpgAuthHeader(const QByteArray &value)
{
    QByteArray plain;
    plain.reserve(value.size());
    for (qsizetype i = 0; i < value.size(); ++i) {
        const bool escaped = value[i] == '\\' && i + 1 < value.size();
        const char c = value[escaped ? ++i : i];
        plain.append(c == '+' ? ' ' : c); // urlencode wrote each space as +, quotemeta then escaped it
    }
    return QByteArray::fromPercentEncoding(plain);
}

bool isSameServer(const QUrl &a, const QUrl &b)
{
    const int defaultPort = a.scheme() == QLatin1String("https") ? 443 : 80;
    return a.isValid() && a.scheme() == b.scheme() && a.host() == b.host() &&
           a.port(defaultPort) == b.port(defaultPort) && withoutSlash(a.path()) == withoutSlash(b.path());
}

Expected<PassboltServerKey> parseServerKey(const PassboltEnvelope &envelope)
{
    PassboltServerKey key;
    key.fingerprint = envelope.body[QLatin1String("fingerprint")].toString().toUpper();
    key.armored = envelope.body[QLatin1String("keydata")].toString().toUtf8();
    if (key.fingerprint.size() != 40 || key.armored.isEmpty())
        return failure(ErrorKind::Malformed, QStringLiteral("no server key in the answer"));
    return key;
}

PassboltAuth::PassboltAuth(const Account &account, PassboltApi &api, OpenPgp &openPgp, const Clock &clock)
    : m_account(account), m_api(api), m_openPgp(openPgp), m_clock(clock), m_userId(account.userId.toLower())
{
}

Task<Expected<void>> PassboltAuth::signIn(StopToken stop)
{
    m_api.credentials().wipe();
    if (m_account.serverFingerprint.isEmpty() || m_account.keyFingerprint.isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("the account has no pinned keys"));
    const Expected<void> server = co_await checkServer(stop);
    if (!server)
        co_return server;
    const Expected<void> key = co_await checkOwnKey();
    if (!key)
        co_return key;
    Expected<bool> jwt = co_await readSettings(stop);
    if (!jwt)
        co_return failure(jwt);
    // Asked for before there is a session, so that none has to be undone where the server cannot read its own key.
    QByteArray publicKey;
    if (*jwt) {
        const Expected<QByteArray> fetched = co_await fetchJwtKey(stop);
        if (!fetched && fetched.error().httpStatus < 500)
            co_return failure(fetched);
        *jwt = fetched.has_value();
        publicKey = fetched.value_or(QByteArray());
    }
    if (!*jwt || !isUuid(m_userId)) {
        const Expected<void> session = co_await signInWithGpgAuth(stop);
        if (!session || !*jwt)
            co_return session;
        co_await m_api.signOut(); // it only told who we are
    }
    co_return co_await signInWithJwt(publicKey, stop);
}

Task<Expected<void>> PassboltAuth::checkServer(StopToken stop)
{
    const Expected<HttpResponse> response =
        co_await m_api.callGuest("GET", QStringLiteral("/auth/verify.json"), {}, stop);
    if (!response)
        co_return failure(response);
    const Expected<void> status = checkStatus(*response);
    if (!status)
        co_return status;
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    const Expected<PassboltServerKey> key = parseServerKey(*envelope);
    if (!key)
        co_return failure(key);
    if (key->fingerprint.compare(m_account.serverFingerprint, Qt::CaseInsensitive) != 0)
        co_return failure(ErrorKind::ServerKeyChanged, key->fingerprint);
    const Expected<KeyInfo> imported = co_await m_openPgp.importPublicKey(key->armored);
    if (!imported)
        co_return failure(imported);
    if (imported->fingerprint.compare(m_account.serverFingerprint, Qt::CaseInsensitive) !=
        0) // the name was right, the key is not
        co_return failure(ErrorKind::ServerKeyChanged, imported->fingerprint);

    const qint64 skew = envelope->serverTime > 0 ? envelope->serverTime - m_clock.now().toSecsSinceEpoch() : 0;
    if (qAbs(skew) > MaximumSkewSeconds)
        co_return failure(ErrorKind::ClockSkew, QString::number(skew));
    m_api.setServerTimeOffset(qAbs(skew) > TolerableSkewSeconds ? skew : 0);
    co_return {};
}

/// Also lets the OpenPGP engine catch up with keys the user made or renewed since.
Task<Expected<void>> PassboltAuth::checkOwnKey()
{
    const auto keys = co_await m_openPgp.secretKeys();
    if (!keys)
        co_return failure(keys);
    const bool present = std::any_of(keys->cbegin(), keys->cend(), [this](const KeyInfo &key) {
        return key.fingerprint.compare(m_account.keyFingerprint, Qt::CaseInsensitive) == 0;
    });
    if (!present)
        co_return failure(ErrorKind::NoSecretKey, m_account.keyFingerprint);
    co_return {};
}

Task<Expected<bool>> PassboltAuth::readSettings(StopToken stop)
{
    const Expected<HttpResponse> response = co_await m_api.callGuest("GET", QStringLiteral("/settings.json"), {}, stop);
    if (!response)
        co_return failure(response);
    const Expected<void> status = checkStatus(*response);
    if (!status)
        co_return failure(status);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    // We sign this name. A server that could make us sign another server's name could sign in there as us.
    m_domain = withoutSlash(envelope->body[QLatin1String("app")][QLatin1String("url")].toString());
    if (!isSameServer(QUrl(m_domain), m_account.server))
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("the server calls itself %1").arg(m_domain));
    co_return isPassboltPluginOn(envelope->body[QLatin1String("passbolt")][QLatin1String("plugins")],
                                 "jwtAuthentication");
}

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

Task<Expected<void>> PassboltAuth::signInWithJwt(QByteArray publicKey, StopToken stop)
{
    const QByteArray verifyToken = newUuid();
    QJsonObject challenge;
    challenge.insert(QLatin1String("version"), QLatin1String(ProtocolVersion));
    challenge.insert(QLatin1String("domain"), m_domain);
    challenge.insert(QLatin1String("verify_token"), QString::fromLatin1(verifyToken));
    challenge.insert(QLatin1String("verify_token_expiry"), m_api.serverNow().toSecsSinceEpoch() + ChallengeSeconds);
    const QByteArray json = toJson(challenge);
    SecretBuffer plaintext = SecretBuffer::copyOf({json.constData(), static_cast<std::size_t>(json.size())});
    const Expected<QByteArray> sealed = co_await m_openPgp.seal(
        std::move(plaintext), QStringList(m_account.serverFingerprint), m_account.keyFingerprint);
    if (!sealed)
        co_return failure(sealed);

    QJsonObject body;
    body.insert(QLatin1String("user_id"), m_userId);
    body.insert(QLatin1String("challenge"), QString::fromLatin1(*sealed));
    const QByteArray bytes = toJson(body);
    const Expected<HttpResponse> response =
        co_await m_api.callGuest("POST", QStringLiteral("/auth/jwt/login.json"), bytes, stop);
    if (!response)
        co_return failure(response);
    if (response->status == 400 || response->status == 404)
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the server refused the sign-in"),
                          response->status);
    const Expected<void> status = checkStatus(*response);
    if (!status)
        co_return status;
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    co_return co_await finishJwt(envelope->body[QLatin1String("challenge")].toString().toUtf8(), verifyToken, publicKey,
                                 stop);
}

Task<Expected<void>> PassboltAuth::finishJwt(QByteArray answer, QByteArray verifyToken, QByteArray publicKey,
                                             StopToken stop)
{
    OpenRequest request(answer, QStringList(m_account.serverFingerprint));
    request.stop = stop;
    const Expected<OpenedMessage> opened = co_await m_openPgp.open(std::move(request));
    if (!opened)
        co_return failure(opened);
    if (opened->verdict.state != SignatureState::Expected)
        co_return failure(ErrorKind::BadSignature,
                          QStringLiteral("the answer to the sign-in is not signed by the server"));
    const auto members = splitSecretJson(opened->plaintext.view());
    if (!members)
        co_return failure(members);
    if (plainText(*members, "version") != QLatin1String(ProtocolVersion) ||
        plainText(*members, "verify_token").compare(QString::fromLatin1(verifyToken), Qt::CaseInsensitive) != 0 ||
        !isSameServer(QUrl(plainText(*members, "domain")), m_account.server))
        co_return failure(ErrorKind::Malformed, QStringLiteral("an answer to another sign-in"));
    Expected<SecretBuffer> access = secretText(*members, "access_token");
    Expected<SecretBuffer> refresh = secretText(*members, "refresh_token");
    if (!access || !refresh ||
        !isUuid(QString::fromLatin1(refresh->view().data(), static_cast<qsizetype>(refresh->size()))))
        co_return failure(ErrorKind::Malformed, QStringLiteral("no tokens in the answer"));

    const Expected<JwtClaims> claims = verifyJwt(access->view(), publicKey);
    if (!claims)
        co_return failure(claims);
    if (claims->subject.compare(m_userId, Qt::CaseInsensitive) != 0 || claims->expires <= m_api.serverNow())
        co_return failure(ErrorKind::Malformed, QStringLiteral("an access token for somebody else, or an old one"));

    PassboltCredentials &credentials = m_api.credentials();
    credentials.accessToken = std::move(*access);
    credentials.refreshToken = std::move(*refresh);
    credentials.accessExpires = claims->expires;
    credentials.jwtPublicKey = publicKey;
    credentials.userId = m_userId;
    const SecretJsonMember *const providers = memberOf(*members, "providers");
    if (providers != nullptr && providers->kind == SecretJsonMember::Kind::Array) {
        const auto names = splitSecretJson(providers->token, SecretJsonMember::Kind::Array);
        if (names && !names->empty()) {
            co_await m_api.signOut();
            co_return failure(ErrorKind::SecondFactorNeeded);
        }
    }
    co_return {};
}

Task<Expected<void>> PassboltAuth::signInWithGpgAuth(StopToken stop)
{
    const Expected<void> proved = co_await proveServer(stop);
    if (!proved)
        co_return proved;
    const Expected<QByteArray> token = co_await openUserToken(stop);
    if (!token)
        co_return failure(token);
    QJsonObject fields;
    fields.insert(QLatin1String("keyid"), m_account.keyFingerprint);
    fields.insert(QLatin1String("user_token_result"), QString::fromLatin1(*token));
    const QByteArray body = gpgAuthBody(fields);
    const Expected<HttpResponse> response =
        co_await m_api.callGuest("POST", QStringLiteral("/auth/login.json"), body, stop);
    if (!response)
        co_return failure(response);
    if (response->status >= 500)
        co_return checkStatus(*response);
    const Expected<PassboltEnvelope> envelope = parseEnvelope(response->body);
    if (!envelope)
        co_return failure(envelope);
    const QString userId = envelope->body[QLatin1String("id")].toString();
    if (response->status != 200 || response->header("X-GPGAuth-Progress") != "complete" ||
        response->header("X-GPGAuth-Authenticated") != "true" || !isUuid(userId))
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the server refused the sign-in"),
                          response->status);
    if (isUuid(m_account.userId) && userId.compare(m_account.userId, Qt::CaseInsensitive) != 0)
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the server signed somebody else in"));
    m_userId = userId.toLower();
    m_api.credentials().userId = m_userId;
    m_api.credentials().cookieSession = true;
    m_api.takeCookies(*response);
    co_return co_await takeCsrf(stop);
}

/// Stage 0: the server shows that it holds the pinned key before it learns anything it could relay.
Task<Expected<void>> PassboltAuth::proveServer(StopToken stop)
{
    const QByteArray token = "gpgauthv1.3.0|36|" + newUuid() + "|gpgauthv1.3.0";
    SecretBuffer plaintext = SecretBuffer::copyOf({token.constData(), static_cast<std::size_t>(token.size())});
    const Expected<QByteArray> sealed =
        co_await m_openPgp.seal(std::move(plaintext), QStringList(m_account.serverFingerprint), QString());
    if (!sealed)
        co_return failure(sealed);
    QJsonObject fields;
    fields.insert(QLatin1String("keyid"), m_account.keyFingerprint);
    fields.insert(QLatin1String("server_verify_token"), QString::fromLatin1(*sealed));
    const QByteArray body = gpgAuthBody(fields);
    const Expected<HttpResponse> response =
        co_await m_api.callGuest("POST", QStringLiteral("/auth/verify.json"), body, stop);
    if (!response)
        co_return failure(response);
    if (response->status >= 500)
        co_return checkStatus(*response);
    if (response->status == 400) // an unknown user is refused here already
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the server refused the sign-in"),
                          response->status);
    if (response->header("X-GPGAuth-Verify-Response") != token)
        co_return failure(ErrorKind::ServerKeyChanged,
                          QStringLiteral("the server cannot read what its key should read"));
    co_return {};
}

/// Stage 1. Every way this can go wrong looks alike from outside: nothing more is sent.
Task<Expected<QByteArray>> PassboltAuth::openUserToken(StopToken stop)
{
    QJsonObject fields;
    fields.insert(QLatin1String("keyid"), m_account.keyFingerprint);
    const QByteArray body = gpgAuthBody(fields);
    const Expected<HttpResponse> response =
        co_await m_api.callGuest("POST", QStringLiteral("/auth/login.json"), body, stop);
    if (!response)
        co_return failure(response);
    if (response->status >= 500) {
        const Expected<void> fault = checkStatus(*response);
        co_return failure(fault);
    }
    const QByteArray message = decodeGpgAuthHeader(response->header("X-GPGAuth-User-Auth-Token"));
    if (response->status != 200 || message.isEmpty())
        co_return failure(ErrorKind::NotAuthenticated, QStringLiteral("the server refused the sign-in"),
                          response->status);
    OpenRequest request(message, QStringList(m_account.serverFingerprint));
    request.maximumBytes = 4096;
    request.stop = stop;
    const Expected<OpenedMessage> opened = co_await m_openPgp.open(std::move(request));
    if (!opened)
        co_return failure(opened);
    if (opened->verdict.state != SignatureState::Expected || !isGpgAuthToken(opened->plaintext.view()))
        co_return failure(ErrorKind::BadSignature, QStringLiteral("the server's question is not one it may ask"));
    co_return QByteArray(opened->plaintext.view().data(), static_cast<qsizetype>(opened->plaintext.size()));
}

Task<Expected<void>> PassboltAuth::takeCsrf(StopToken stop)
{
    const Expected<QJsonValue> token = co_await m_api.fetch(QStringLiteral("/users/csrf-token.json"), stop);
    if (!token)
        co_return failure(token);
    if (m_api.credentials().csrfToken.isEmpty()) // the cookie came with that answer, and counts
        m_api.credentials().csrfToken = token->toString().toLatin1();
    co_return {};
}

} // namespace coffret
