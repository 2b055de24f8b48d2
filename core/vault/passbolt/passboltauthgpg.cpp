// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltauth.h"

#include "core/vault/passbolt/passboltauthparts.h"

namespace coffret {

namespace {

QByteArray gpgAuthBody(const QJsonObject &fields)
{
    QJsonObject root;
    root.insert(QLatin1String("gpg_auth"), fields);
    return compactJson(root);
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
    const Expected<HttpResponse> response = co_await m_api.postSignIn(QStringLiteral("/auth/login.json"), body, stop);
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
        co_return refusedSignIn(response->status);
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
        co_return refusedSignIn(response->status);
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
        co_return refusedSignIn(response->status);
    const Expected<OpenedMessage> opened = co_await openChallenge(message, stop);
    if (!opened)
        co_return failure(opened);
    if (!isGpgAuthToken(opened->plaintext.view()))
        co_return refusedChallenge();
    co_return QByteArray(opened->plaintext.view().data(), static_cast<qsizetype>(opened->plaintext.size()));
}

/// The first thing asked in the new session; where a second factor is missing, this is where the server says so.
Task<Expected<void>> PassboltAuth::takeCsrf(StopToken stop)
{
    const Expected<HttpResponse> response = co_await m_api.takeCsrf(stop);
    if (!response)
        co_return failure(response);
    if (const auto providers = missingSecondFactor(*response))
        m_api.noteSecondFactor(*providers);
    co_return checkStatus(*response);
}

} // namespace coffret
