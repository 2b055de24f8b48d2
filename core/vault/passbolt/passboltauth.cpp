// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltauth.h"

#include "core/vault/passbolt/passboltauthparts.h"
#include "core/vault/passbolt/passboltvault.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 TolerableSkewSeconds = 10;
constexpr qint64 MaximumSkewSeconds = 300;
constexpr std::size_t ChallengesPerMinute = 6;

/// What kept us from decrypting, whatever the message was.
bool isOurOwnFault(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Cancelled:
    case ErrorKind::NoOpenPgp:
    case ErrorKind::WrongPassphrase:
    case ErrorKind::NoPinentry:
        return true;
    default:
        return false;
    }
}

QString withoutSlash(QString text)
{
    while (text.endsWith(QLatin1Char('/')))
        text.chop(1);
    return text;
}

} // namespace

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
    key.serverTime = envelope.serverTime;
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
    m_api.credentials().wipeSession();
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
    if (!*jwt)
        co_return co_await signInWithGpgAuth(stop);
    if (!isUuid(m_userId)) {
        const Expected<void> session = co_await signInWithGpgAuth(stop);
        if (!session && session.error().kind != ErrorKind::SecondFactorNeeded)
            co_return session;
        co_await m_api.signOut(); // it only told who we are
    }
    const Expected<void> done = co_await signInWithJwt(publicKey, stop);
    if (!done && done.error().httpStatus >= 500) // its tokens are broken, which is not our key's fault
        co_return co_await signInWithGpgAuth(stop);
    co_return done;
}

Task<Expected<OpenedMessage>> PassboltAuth::openChallenge(QByteArray message, StopToken stop)
{
    const std::chrono::milliseconds now = m_clock.monotonic();
    while (!m_challenges.empty() && now - m_challenges.front() >= std::chrono::minutes(1))
        m_challenges.pop_front();
    if (m_challenges.size() >= ChallengesPerMinute)
        co_return failure(ErrorKind::RateLimited, QStringLiteral("too many sign-ins in a minute"));
    m_challenges.push_back(now);
    OpenRequest request(message, QStringList(m_account.serverFingerprint));
    request.maximumBytes = 64 * 1024;
    request.stop = stop;
    Expected<OpenedMessage> opened = co_await m_openPgp.open(std::move(request));
    if (opened && opened->verdict.state == SignatureState::Expected)
        co_return opened;
    if (!opened && isOurOwnFault(opened.error().kind))
        co_return opened;
    co_return refusedChallenge();
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
    if (imported->expired || imported->revoked)
        co_return failure(
            ErrorKind::KeyUnusable,
            QStringLiteral("the server's own key %1 has expired or was revoked").arg(imported->fingerprint));

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

} // namespace coffret
