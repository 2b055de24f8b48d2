// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/auth.h"

#include "app/demovault/crypto/ids.h"
#include "app/demovault/passbolt/gpgauth.h"

#include <QJsonDocument>

namespace coffret::demovault {
namespace {

constexpr int accessSeconds = 300;
constexpr int refreshSeconds = 30 * 24 * 3600;
constexpr int verifySeconds = 3600;
constexpr int stageOneSeconds = 300;

using Headers = QList<QPair<QByteArray, QByteArray>>;

Reply gpgAuthRefusal(const QString &reason)
{
    Reply reply = Reply::error(400, reason, QJsonValue::Null);
    reply.headers = {
        {"X-GPGAuth-Progress", "stage0"}, {"X-GPGAuth-Error", "true"}, {"X-GPGAuth-Debug", reason.toUtf8()}};
    return reply;
}

/// HTTP 200 with header.status "error" is the normal answer of GPGAuth's first stages.
Reply unfinished(const Headers &headers)
{
    Reply reply = Reply::error(200, QStringLiteral("The authentication failed."), QJsonValue::Null);
    reply.success = false;
    reply.headers = headers;
    return reply;
}

std::optional<qint64> secondsOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toInteger();
    bool ok = false;
    const qint64 number = value.toString().toLongLong(&ok);
    return ok ? std::optional(number) : std::nullopt;
}

QString withoutTrailingSlash(QString url)
{
    if (url.endsWith(QLatin1Char('/')))
        url.chop(1);
    return url;
}

} // namespace

PassboltAuth::PassboltAuth(PassboltContext &context, const TokenSigner &signer, PassboltSecondFactor &secondFactor)
    : m_context(context), m_signer(signer), m_secondFactor(secondFactor)
{
    m_secondFactor.setSessionEnd([this](const Call &call) { endSession(call); });
}

void PassboltAuth::registerRoutes(Api &api)
{
    const auto open = Api::Access::Public;
    api.add(
        "GET", QStringLiteral("/auth/verify"), [this](const Call &call) { return serverKey(call); }, open);
    api.add(
        "POST", QStringLiteral("/auth/verify"), [this](const Call &call) { return verifyServer(call); }, open);
    api.add(
        "POST", QStringLiteral("/auth/login"), [this](const Call &call) { return login(call); }, open);
    api.add("POST", QStringLiteral("/auth/logout"), [this](const Call &call) { return logout(call); });
    api.add("GET", QStringLiteral("/auth/is-authenticated"), [](const Call &) { return Reply::ok(QJsonValue::Null); });
    api.add(
        "GET", QStringLiteral("/users/csrf-token"),
        [](const Call &call) {
            const QByteArray known = call.request.cookie("csrfToken");
            const QByteArray token = known.isEmpty() ? randomHex(64) : known;
            Reply reply = Reply::ok(QString::fromLatin1(token));
            if (known.isEmpty())
                reply.headers.append(
                    {"Set-Cookie", "csrfToken=" + token + "; path=" + call.request.mount.toLatin1() + "/; secure"});
            return reply;
        },
        open);
    api.add(
        "GET", QStringLiteral("/auth/jwt/rsa"),
        [this](const Call &) {
            return Reply::ok(QJsonObject{{QStringLiteral("keydata"), QString::fromLatin1(m_signer.publicKeyPem())}});
        },
        open);
    api.add(
        "GET", QStringLiteral("/auth/jwt/jwks"),
        [this](const Call &) {
            Reply reply = Reply::ok(QJsonObject{{QStringLiteral("keys"), QJsonArray{m_signer.publicKeyJwk()}}});
            reply.bare = true;
            return reply;
        },
        open);
    api.add(
        "POST", QStringLiteral("/auth/jwt/login"), [this](const Call &call) { return tokenLogin(call); }, open);
    api.add(
        "POST", QStringLiteral("/auth/jwt/refresh"), [this](const Call &call) { return tokenRefresh(call); }, open);
    api.add("POST", QStringLiteral("/auth/jwt/logout"), [this](const Call &call) { return tokenLogout(call); });
}

std::optional<Identity> PassboltAuth::identify(const Request &request) const
{
    const QByteArray authorization = request.header("authorization");
    if (authorization.startsWith("Bearer ")) {
        const std::optional<QJsonObject> claims = m_signer.verify(authorization.mid(7).trimmed());
        if (!claims || (*claims)[QLatin1String("exp")].toInteger() <= QDateTime::currentSecsSinceEpoch() ||
            (*claims)[QLatin1String("iss")].toString() != m_context.baseUrl ||
            (*claims)[QLatin1String("made_ms")].toInteger() < m_tokensValidFrom)
            return std::nullopt;
        PassboltUser *user = m_context.directory.user((*claims)[QLatin1String("sub")].toString());
        return user ? std::optional(Identity{user, true}) : std::nullopt;
    }
    const QString userId = m_sessions.value(request.cookie("passbolt_session"));
    PassboltUser *user = userId.isEmpty() ? nullptr : m_context.directory.user(userId);
    return user ? std::optional(Identity{user, false}) : std::nullopt;
}

QByteArray PassboltAuth::cookiePath() const
{
    return "; path=/" + m_context.mode.toLatin1() + '/';
}

void PassboltAuth::decorate(const Request &request, const std::optional<Identity> &identity, Response &response) const
{
    response.add("Cache-Control", "no-store, no-cache, must-revalidate");
    const bool byToken = (identity && identity->byToken) ||
                         (request.method == "POST" && request.path.startsWith(QLatin1String("/auth/jwt/")));
    if (response.status == 401 || (response.status == 404 && !byToken))
        return;
    if (!byToken)
        addGpgAuthHeaders(identity.has_value(), response);
    addCookies(request, byToken, response);
}

void PassboltAuth::addGpgAuthHeaders(bool signedIn, Response &response)
{
    response.add("X-GPGAuth-Version", "1.3.0");
    response.add("X-GPGAuth-Login-URL", "/auth/login");
    response.add("X-GPGAuth-Logout-URL", "/auth/logout");
    response.add("X-GPGAuth-Verify-URL", "/auth/verify");
    response.add("X-GPGAuth-Pubkey-URL", "/auth/verify.json");
    if (signedIn)
        return;
    QByteArray progress;
    for (const auto &[name, value] : std::as_const(response.headers)) {
        if (name == "X-GPGAuth-Progress")
            progress = value;
    }
    response.add("X-GPGAuth-Authenticated", progress == "complete" ? "true" : "false");
    if (progress.isEmpty()) {
        response.add("X-GPGAuth-Progress", "stage0");
        response.add("X-GPGAuth-Error", "true");
        response.add("X-GPGAuth-Debug", "There is no user associated with this key. No key id set.");
    }
}

void PassboltAuth::addCookies(const Request &request, bool byToken, Response &response) const
{
    const QByteArray expired = "; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0" + cookiePath();
    const bool alreadySet = std::any_of(response.headers.begin(), response.headers.end(), [](const auto &header) {
        return header.first == "Set-Cookie" && header.second.startsWith("passbolt_session=");
    });
    if (byToken) {
        // A session is opened and thrown away again with every call, as the real server does.
        response.add("Set-Cookie",
                     "passbolt_session=" + randomHex(16) + cookiePath() + "; secure; HttpOnly; SameSite=Lax");
        response.add("Set-Cookie", "passbolt_session=" + randomHex(16) + expired);
        const bool given = request.method == "GET" && response.status == 200 && request.cookie("csrfToken").isEmpty();
        response.add("Set-Cookie", "csrfToken=" + randomHex(64) + (given ? cookiePath() + "; secure" : expired));
        return;
    }
    if (!alreadySet && request.cookie("passbolt_session").isEmpty())
        response.add("Set-Cookie",
                     "passbolt_session=" + randomHex(16) + cookiePath() + "; secure; HttpOnly; SameSite=Lax");
    // The CSRF cookie comes with a later GET, not with the sign-in itself.
    if (request.method == "GET" && request.cookie("csrfToken").isEmpty() &&
        request.path != QLatin1String("/users/csrf-token.json"))
        response.add("Set-Cookie", "csrfToken=" + randomHex(64) + cookiePath() + "; secure");
}

void PassboltAuth::expireAll()
{
    m_sessions.clear();
    m_refreshTokens.clear();
    expireAccessTokens();
}

void PassboltAuth::expireAccessTokens()
{
    m_tokensValidFrom = QDateTime::currentMSecsSinceEpoch();
}

void PassboltAuth::endSession(const Call &call)
{
    m_sessions.remove(call.request.cookie("passbolt_session"));
    m_refreshTokens.removeIf([&call](auto token) { return token->userId == call.user->id; });
}

Reply PassboltAuth::serverKey(const Call &) const
{
    return Reply::ok(QJsonObject{{QStringLiteral("fingerprint"), m_context.serverKey.fingerprint},
                                 {QStringLiteral("keydata"), QString::fromLatin1(m_context.serverKey.publicKey)}});
}

Reply PassboltAuth::verifyServer(const Call &call) const
{
    const QHash<QString, QString> fields = gpgAuthFields(call.request);
    if (!m_context.directory.userByFingerprint(fields.value(QStringLiteral("keyid"))))
        return gpgAuthRefusal(QStringLiteral("There is no user associated with this key. User not found."));
    const auto opened = m_context.keyring.open(fields.value(QStringLiteral("server_verify_token")).toLatin1());
    if (!opened || !isGpgAuthToken(QString::fromUtf8(opened->plaintext)))
        return gpgAuthRefusal(QStringLiteral("Decryption failed."));
    const QByteArray echo = isLying("other_echo") ? newGpgAuthToken().toLatin1() : opened->plaintext;
    return unfinished({{"X-GPGAuth-Progress", "stage0"}, {"X-GPGAuth-Verify-Response", echo}});
}

Reply PassboltAuth::login(const Call &call)
{
    if (call.request.header("authorization").startsWith("Bearer "))
        return Reply::error(400, QStringLiteral("The route is not allowed with JWT authentication."));
    const QHash<QString, QString> fields = gpgAuthFields(call.request);
    const PassboltUser *found = m_context.directory.userByFingerprint(fields.value(QStringLiteral("keyid")));
    if (!found)
        return gpgAuthRefusal(QStringLiteral("There is no user associated with this key. User not found."));
    const QString result = fields.value(QStringLiteral("user_token_result"));
    return result.isEmpty() ? stageOne(*found) : stageTwo(*m_context.directory.user(found->id), result);
}

Reply PassboltAuth::stageOne(const PassboltUser &user)
{
    const QString token = newGpgAuthToken();
    m_pending.insert(token, {user.id, QDateTime::currentDateTimeUtc().addSecs(stageOneSeconds)});
    const QByteArray message = sealedFor(user, isLying("odd_token") ? "sign this, please" : token.toLatin1());
    return unfinished({{"X-GPGAuth-Progress", "stage1"}, {"X-GPGAuth-User-Auth-Token", gpgAuthHeaderEncoded(message)}});
}

Reply PassboltAuth::stageTwo(PassboltUser &user, const QString &token)
{
    const PendingToken pending = m_pending.take(token);
    if (pending.userId != user.id || pending.expiry < QDateTime::currentDateTimeUtc())
        return gpgAuthRefusal(QStringLiteral("The user token result could not be found."));
    user.lastLoggedIn = QDateTime::currentDateTimeUtc();
    m_secondFactor.signedIn(user.id);
    const QByteArray session = randomHex(16);
    m_sessions.insert(session, user.id);
    Reply reply = Reply::ok(m_context.directory.fullUser(user), QStringLiteral("You are successfully logged in."));
    reply.headers = {{"Set-Cookie", "passbolt_session=" + session + cookiePath() + "; secure; HttpOnly; SameSite=Lax"},
                     {"X-GPGAuth-Progress", "complete"},
                     {"X-GPGAuth-Refer", "/"}};
    return reply;
}

Reply PassboltAuth::logout(const Call &call)
{
    if (call.request.header("authorization").startsWith("Bearer "))
        return Reply::error(400, QStringLiteral("The route is not allowed with JWT authentication."));
    m_sessions.remove(call.request.cookie("passbolt_session"));
    return Reply::ok(QJsonValue::Null, QStringLiteral("You are successfully logged out."));
}

bool PassboltAuth::challengeFits(const QJsonObject &challenge)
{
    const QString verifyToken = challenge[QLatin1String("verify_token")].toString();
    const std::optional<qint64> expiry = secondsOf(challenge[QLatin1String("verify_token_expiry")]);
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (challenge[QLatin1String("version")].toString() != QLatin1String("1.0.0") ||
        withoutTrailingSlash(challenge[QLatin1String("domain")].toString()) != m_context.baseUrl ||
        !isUuid(verifyToken) || m_usedVerifyTokens.contains(verifyToken) || !expiry || *expiry <= now ||
        *expiry > now + verifySeconds)
        return false;
    m_usedVerifyTokens.insert(verifyToken);
    return true;
}

QByteArray PassboltAuth::accessToken(const QString &userId, int seconds) const
{
    return m_signer.sign({{QStringLiteral("iss"), m_context.baseUrl},
                          {QStringLiteral("sub"), userId},
                          {QStringLiteral("made_ms"), QDateTime::currentMSecsSinceEpoch()},
                          {QStringLiteral("exp"), QDateTime::currentSecsSinceEpoch() + seconds}});
}

QString PassboltAuth::newRefreshToken(const QString &userId, const QByteArray &accessToken)
{
    const QString token = randomUuid();
    m_refreshTokens.insert(token, {userId, QDateTime::currentDateTimeUtc().addSecs(refreshSeconds), accessToken});
    return token;
}

Reply PassboltAuth::tokenLogin(const Call &call)
{
    const Reply refusal = Reply::error(400, QStringLiteral("The credentials are invalid."));
    const QJsonObject body = call.body();
    const QString userId = body[QLatin1String("user_id")].toString();
    if (!isUuid(userId) || !body[QLatin1String("challenge")].isString())
        return refusal;
    PassboltUser *user = m_context.directory.user(userId);
    if (!user || !user->maySignIn())
        return Reply::error(404, QStringLiteral("The user does not exist or is not active."));
    const auto opened = m_context.keyring.open(body[QLatin1String("challenge")].toString().toLatin1());
    if (!opened || opened->signer != user->key.fingerprint)
        return refusal;
    const QJsonObject challenge = QJsonDocument::fromJson(opened->plaintext).object();
    if (!challengeFits(challenge))
        return refusal;
    user->lastLoggedIn = QDateTime::currentDateTimeUtc();
    m_secondFactor.signedIn(user->id);
    const QByteArray access = accessToken(user->id, accessSeconds);
    QJsonObject answer{{QStringLiteral("version"), QStringLiteral("1.0.0")},
                       {QStringLiteral("domain"), m_context.baseUrl + QLatin1Char('/')},
                       {QStringLiteral("access_token"), QString::fromLatin1(access)},
                       {QStringLiteral("refresh_token"), newRefreshToken(user->id, access)},
                       {QStringLiteral("verify_token"), challenge[QLatin1String("verify_token")]}};
    // No session exists yet, so only a proof that is to be remembered spares the user another one.
    const bool proofMissing = m_secondFactor.isMissing(call.request, user->id, {});
    if (proofMissing)
        answer[QLatin1String("providers")] = QJsonArray::fromStringList(m_secondFactor.providersOf(user->id));
    const QByteArray message = sealedAnswer(*user, answer);
    Reply reply = Reply::ok(QJsonObject{{QStringLiteral("challenge"), QString::fromLatin1(message)}},
                            QStringLiteral("The authentication was a success."));
    if (!proofMissing)
        addProof(call.request, access, reply);
    return reply;
}

QByteArray PassboltAuth::sealedAnswer(const PassboltUser &user, QJsonObject answer)
{
    if (isLying("other_echo"))
        answer[QLatin1String("verify_token")] = randomUuid();
    else if (isLying("other_domain"))
        answer[QLatin1String("domain")] = QStringLiteral("https://vault.elsewhere.example/");
    else if (isLying("other_version"))
        answer[QLatin1String("version")] = QStringLiteral("0.9.0");
    else if (isLying("odd_token"))
        answer[QLatin1String("access_token")] = QStringLiteral("no.token.atall");
    else if (isLying("expired_token"))
        answer[QLatin1String("access_token")] = QString::fromLatin1(accessToken(user.id, -1));
    else if (isLying("others_token"))
        answer[QLatin1String("access_token")] =
            QString::fromLatin1(accessToken(m_context.directory.idOf(QStringLiteral("betty")), accessSeconds));
    return sealedFor(user, QJsonDocument(answer).toJson(QJsonDocument::Compact));
}

QByteArray PassboltAuth::sealedFor(const PassboltUser &user, const QByteArray &plaintext)
{
    if (isLying("replay") && !m_lastSealed.isEmpty())
        return m_lastSealed;
    QStringList signers{m_context.serverKey.fingerprint};
    if (isLying("unsigned"))
        signers.clear();
    else if (isLying("foreign_signature"))
        signers = QStringList{m_context.strangerKey.fingerprint};
    m_lastSealed = m_context.keyring.seal(plaintext, user.key.fingerprint, signers);
    return m_lastSealed;
}

void PassboltAuth::addProof(const Request &request, const QByteArray &accessToken, Reply &reply)
{
    if (const QByteArray cookie = m_secondFactor.rebound(request, accessToken); !cookie.isEmpty())
        reply.headers.append({"Set-Cookie", cookie});
}

Reply PassboltAuth::tokenRefresh(const Call &call)
{
    // A refresh_token cookie makes the server treat the call as a browser's and ask for the CSRF token.
    const QByteArray csrf = call.request.cookie("csrfToken");
    if (!call.request.cookie("refresh_token").isEmpty() &&
        (csrf.isEmpty() || csrf != call.request.header("x-csrf-token")))
        return Reply::error(403, QStringLiteral("Missing or incorrect CSRF cookie type."));
    const QJsonObject body = call.body();
    const auto token = m_refreshTokens.find(body[QLatin1String("refresh_token")].toString());
    if (token == m_refreshTokens.end() || token->userId != body[QLatin1String("user_id")].toString() ||
        token->expiry < QDateTime::currentDateTimeUtc())
        return Reply::error(400, QStringLiteral("The refresh token provided is invalid or expired."));
    if (token->used)
        return Reply::error(400, QStringLiteral("The refresh token provided was already used."));
    const QString userId = token->userId;
    if (m_secondFactor.isMissing(call.request, userId, token->accessToken)) {
        Reply reply = Reply::error(302, QStringLiteral("MFA authentication is required."));
        reply.headers.append({"Location", (m_context.baseUrl + QStringLiteral("/mfa/verify/error.json")).toLatin1()});
        return reply;
    }
    token->used = true;
    const QByteArray access = accessToken(userId, accessSeconds);
    Reply reply = Reply::ok(QJsonObject{{QStringLiteral("access_token"), QString::fromLatin1(access)}});
    addProof(call.request, access, reply);
    const QByteArray expires = QLocale::c()
                                   .toString(QDateTime::currentDateTimeUtc().addSecs(refreshSeconds),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"))
                                   .toLatin1();
    reply.headers.append({"Set-Cookie", "refresh_token=" + newRefreshToken(userId, access).toLatin1() + "; expires=" +
                                            expires + "; Max-Age=2592000" + cookiePath() + "; secure; HttpOnly"});
    return reply;
}

Reply PassboltAuth::tokenLogout(const Call &call)
{
    const QString given = call.body()[QLatin1String("refresh_token")].toString();
    if (given.isEmpty()) {
        m_refreshTokens.removeIf([&call](auto token) { return token->userId == call.user->id; });
        return Reply::ok(QJsonValue::Null);
    }
    const auto token = m_refreshTokens.find(given);
    if (token == m_refreshTokens.end() || token->used || token->userId != call.user->id)
        return Reply::error(400, QStringLiteral("The refresh token provided is invalid or expired."));
    m_refreshTokens.erase(token);
    return Reply::ok(QJsonValue::Null);
}

} // namespace coffret::demovault
