// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltsecondfactor.h"

#include "core/vault/passbolt/passboltauth.h"

#include <QJsonObject>
#include <QRegularExpression>
#include <QUrlQuery>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 RememberDays = 30;
const auto CallbackPath = QStringLiteral("/mfa/verify/duo/callback");

SecondFactor::Provider providerNamed(const QString &name)
{
    if (name == QLatin1String("totp"))
        return SecondFactor::Provider::OneTimeCode;
    if (name == QLatin1String("yubikey"))
        return SecondFactor::Provider::Yubikey;
    if (name == QLatin1String("duo"))
        return SecondFactor::Provider::Duo;
    return SecondFactor::Provider::Unknown;
}

bool consistsOf(std::string_view text, std::string_view alphabet)
{
    return text.find_first_not_of(alphabet) == std::string_view::npos;
}

bool looksRight(SecondFactor::Provider provider, std::string_view code)
{
    if (provider == SecondFactor::Provider::OneTimeCode)
        return code.size() >= 6 && code.size() <= 8 && consistsOf(code, "0123456789");
    return provider == SecondFactor::Provider::Yubikey && code.size() == 44 && consistsOf(code, "cbdefghijklnrtuv");
}

QString pathWithin(const QUrl &address, const QUrl &server)
{
    const QString base = server.path();
    return address.path().startsWith(base) ? address.path().mid(base.size()) : QString();
}

bool isPlainWord(const QString &text)
{
    static const QRegularExpression word(QStringLiteral("\\A[A-Za-z0-9._~-]{1,1024}\\z"));
    return word.match(text).hasMatch();
}

QByteArray cookieOf(const HttpResponse &response, const QByteArray &name)
{
    const QList<QByteArray> values = response.cookies(name);
    return values.isEmpty() || !isUuid(QString::fromLatin1(values.last())) ? QByteArray() : values.last();
}

} // namespace

Expected<DuoCallback> parseDuoCallback(const QUrl &address, const QUrl &server)
{
    const auto refusal = failure(ErrorKind::InvalidInput, QStringLiteral("not an address of this server's"));
    if (!address.isValid() || !address.userInfo().isEmpty() || address.scheme() != QLatin1String("https") ||
        address.host() != server.host() || address.port(443) != server.port(443))
        return refusal;
    QUrlQuery query(address);
    QString path = pathWithin(address, server);
    if (path == QLatin1String("/auth/login")) { // the browser is not signed in there, and need not be
        const QUrl wanted(query.queryItemValue(QStringLiteral("redirect"), QUrl::FullyDecoded), QUrl::StrictMode);
        if (!wanted.isValid() || !wanted.isRelative() || !wanted.authority().isEmpty())
            return refusal;
        query = QUrlQuery(wanted);
        path = wanted.path().startsWith(server.path()) ? pathWithin(wanted, server) : wanted.path();
    }
    if (path != CallbackPath)
        return refusal;
    DuoCallback callback;
    callback.refused = query.hasQueryItem(QStringLiteral("error"));
    callback.state = query.queryItemValue(QStringLiteral("state"), QUrl::FullyDecoded);
    callback.code = query.queryItemValue(QStringLiteral("duo_code"), QUrl::FullyDecoded);
    if (!callback.refused && (!isPlainWord(callback.state) || !isPlainWord(callback.code)))
        return refusal;
    return callback;
}

PassboltSecondFactor::PassboltSecondFactor(const Account &account, PassboltApi &api, CredentialStore *store,
                                           const Clock &clock, Resume resume)
    : m_account(account), m_api(api), m_store(store), m_clock(clock), m_resume(std::move(resume))
{
    m_api.onSecondFactorNeeded([this](const QStringList &names) { ask(names); });
}

QString PassboltSecondFactor::storeKey(const QString &accountId)
{
    return accountId + QStringLiteral("/mfa");
}

void PassboltSecondFactor::ask(const QStringList &names)
{
    PassboltCredentials &credentials = m_api.credentials();
    if (std::exchange(m_keptInUse, false))
        forgetKept(); // goes on by itself; the server no longer takes it
    credentials.wipeSecondFactor();
    m_providers.clear();
    std::transform(names.cbegin(), names.cend(), std::back_inserter(m_providers), providerNamed);
    if (!m_quiet)
        tellNeeded();
}

void PassboltSecondFactor::reset()
{
    m_providers.clear();
    wipeBytes(m_duoState);
    m_keptInUse = false;
}

Task<bool> PassboltSecondFactor::recall()
{
    if (m_store == nullptr)
        co_return false;
    const QString key = storeKey(m_account.id);
    const Expected<SecretBuffer> kept = co_await m_store->read(key);
    if (!kept || !m_api.credentials().isSignedIn())
        co_return false;
    const std::string_view text = kept->view();
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos)
        co_return false;
    const qint64 until = QByteArray(text.data(), static_cast<qsizetype>(colon)).toLongLong();
    if (until <= m_clock.now().toSecsSinceEpoch() || text.size() - colon - 1 != 36) {
        co_await forgetKept();
        co_return false;
    }
    PassboltCredentials &credentials = m_api.credentials();
    credentials.secondFactorToken = SecretBuffer::copyOf(text.substr(colon + 1));
    credentials.secondFactorExpires = QDateTime::fromSecsSinceEpoch(until, Qt::UTC);
    credentials.secondFactorRemembered = true;
    m_keptInUse = true;
    co_return true;
}

/// Only what the server itself made to last: an administrator may have turned remembering off.
Task<void> PassboltSecondFactor::keep()
{
    PassboltCredentials &credentials = m_api.credentials();
    if (credentials.secondFactorToken.isEmpty() || !credentials.secondFactorExpires.isValid())
        co_return;
    credentials.secondFactorRemembered = true;
    if (m_store == nullptr)
        co_return;
    const QDateTime until = std::min(credentials.secondFactorExpires, m_clock.now().addDays(RememberDays));
    SecretBuffer text(64);
    const QByteArray head = QByteArray::number(until.toSecsSinceEpoch()) + ':';
    text.append({head.constData(), static_cast<std::size_t>(head.size())});
    text.append(credentials.secondFactorToken.view());
    const QString key = storeKey(m_account.id);
    m_keptInUse = true;
    co_await m_store->write(key, std::move(text)); // without a keyring it is asked again next time
}

Task<void> PassboltSecondFactor::forgetKept()
{
    if (m_store == nullptr)
        co_return;
    const QString key = storeKey(m_account.id);
    co_await m_store->remove(key);
}

Expected<PassboltRequest> PassboltSecondFactor::requestFor(Provider provider, const SecretBuffer &code,
                                                           bool remember) const
{
    if (std::find(m_providers.begin(), m_providers.end(), provider) == m_providers.end() ||
        !looksRight(provider, code.view()))
        return failure(ErrorKind::InvalidInput, QStringLiteral("not what such a code looks like"));
    const bool totp = provider == Provider::OneTimeCode;
    PassboltRequest request("POST", totp ? QStringLiteral("/mfa/verify/totp.json")
                                         : QStringLiteral("/mfa/verify/yubikey.json"));
    request.body = totp ? R"({"totp":")" : R"({"hotp":")";
    request.body.append(code.view().data(), static_cast<qsizetype>(code.size()));
    request.body.append(remember ? R"(","remember":true})" : R"(","remember":false})");
    return request;
}

Task<Expected<void>> PassboltSecondFactor::submit(Provider provider, SecretBuffer code, bool remember, StopToken stop)
{
    Expected<PassboltRequest> request = requestFor(provider, code, remember);
    if (!request)
        co_return failure(request);
    request->stop = stop;
    m_api.credentials().wipeSecondFactor(); // one that does not count would only confuse the server
    Task<Expected<HttpResponse>> sending = m_api.exchange(*std::move(request));
    const Expected<HttpResponse> response = co_await sending;
    if (!response)
        co_return failure(response);
    const Expected<void> taken = judge(*response);
    if (!taken)
        co_return taken;
    co_return co_await goOn(remember, stop);
}

/// A wrong code names the field in its answer; one too many does not: the server has ended the session then.
Expected<void> PassboltSecondFactor::judge(const HttpResponse &response)
{
    if (response.status == 200) {
        if (!m_api.credentials().secondFactorToken.isEmpty())
            return {};
        return failure(ErrorKind::Malformed, QStringLiteral("no second factor's cookie in the answer"));
    }
    if (response.status == 400) {
        const Expected<PassboltEnvelope> envelope = parseEnvelope(response.body);
        if (envelope && !envelope->body.toObject().isEmpty())
            return failure(ErrorKind::InvalidInput, QStringLiteral("the server did not accept the code"), 400);
        m_api.credentials().wipe();
        return failure(ErrorKind::TooManyAttempts, {}, 400);
    }
    if (response.status == 401)
        m_api.credentials().wipe();
    const Expected<void> status = checkStatus(response);
    if (!status)
        return status;
    return failure(ErrorKind::Malformed, {}, response.status);
}

Task<Expected<void>> PassboltSecondFactor::goOn(bool remember, StopToken stop)
{
    m_providers.clear();
    wipeBytes(m_duoState);
    if (remember)
        co_await keep();
    co_return co_await m_resume(stop);
}

Task<Expected<QUrl>> PassboltSecondFactor::startInBrowser(StopToken stop)
{
    if (std::find(m_providers.begin(), m_providers.end(), Provider::Duo) == m_providers.end())
        co_return failure(ErrorKind::Unsupported, QStringLiteral("this account has no Duo"));
    PassboltRequest request("POST", QStringLiteral("/mfa/verify/duo/prompt?mobile=1"));
    request.asPage = true;
    request.stop = stop;
    m_api.credentials().wipeSecondFactor();
    Task<Expected<HttpResponse>> sending = m_api.exchange(std::move(request));
    const Expected<HttpResponse> response = co_await sending;
    if (!response)
        co_return failure(response);
    if (response->status == 401)
        co_return failure(ErrorKind::NotAuthenticated, {}, 401);
    const QUrl target =
        m_api.url(QString()).resolved(QUrl::fromEncoded(response->header("Location"), QUrl::StrictMode));
    m_duoState = cookieOf(*response, "passbolt_duo_state");
    // Back to the server's own pages: it cannot reach Duo. Older servers know no such page.
    if (response->status != 302 || m_duoState.isEmpty() || target.scheme() != QLatin1String("https") ||
        !target.userInfo().isEmpty() || target.host() == m_account.server.host())
        co_return failure(ErrorKind::Unsupported, QStringLiteral("the server offers no way through a browser"),
                          response->status);
    co_return target;
}

Task<Expected<void>> PassboltSecondFactor::finishInBrowser(QUrl address, StopToken stop)
{
    const Expected<DuoCallback> callback = parseDuoCallback(address, m_account.server);
    if (!callback)
        co_return failure(callback);
    if (callback->refused)
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("Duo did not accept it"));
    if (m_duoState.isEmpty())
        co_return failure(ErrorKind::InvalidInput, QStringLiteral("no way through a browser was begun"));
    const QString path =
        CallbackPath + QStringLiteral("?state=%1&duo_code=%2&mobile=1").arg(callback->state, callback->code);
    PassboltRequest request("GET", path);
    request.asPage = true;
    request.cookie = "passbolt_duo_state=" + m_duoState;
    request.stop = stop;
    wipeBytes(m_duoState); // good for one use
    Task<Expected<HttpResponse>> sending = m_api.exchange(std::move(request));
    const Expected<HttpResponse> response = co_await sending;
    if (!response)
        co_return failure(response);
    if (response->status >= 500)
        co_return checkStatus(*response);
    if (response->status == 401 || m_api.credentials().secondFactorToken.isEmpty())
        co_return failure(response->status == 401 ? ErrorKind::NotAuthenticated : ErrorKind::InvalidInput,
                          QStringLiteral("the server did not accept it"), response->status);
    co_return co_await goOn(false, stop);
}

} // namespace coffret
