// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"

#include "core/net/httpexchange.h"

#include <QCoroFuture>
#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace coffret {

namespace {

constexpr int MaximumRedirects = 3;

/// Takes nothing and gives nothing: cookies are the vaults' business.
class NoCookies final : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    [[nodiscard]] QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

QSslConfiguration configurationFor(const TlsPolicy &policy)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
    tls.setSslOption(QSsl::SslOptionDisableSessionTickets, true);
    tls.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    // With a pin nobody else's word counts: without authorities every handshake comes to our check of the leaf.
    if (!policy.pinnedSha256.isEmpty())
        tls.setCaCertificates({});
    else if (policy.useSystemAuthorities)
        tls.addCaCertificates(policy.privateAuthorities);
    else
        tls.setCaCertificates(policy.privateAuthorities);
    return tls;
}

bool hasLineBreak(const QByteArray &text)
{
    return text.contains('\r') || text.contains('\n') || text.contains('\0');
}

bool isUsableUrl(const QUrl &url)
{
    return url.isValid() && url.scheme() == QLatin1String("https") && !url.host().isEmpty() && url.userInfo().isEmpty();
}

bool isUsable(const HttpRequest &request)
{
    if (!isUsableUrl(request.url) || request.method.isEmpty() || hasLineBreak(request.method))
        return false;
    return std::none_of(request.headers.cbegin(), request.headers.cend(), [](const HttpHeader &header) {
        return header.name.isEmpty() || hasLineBreak(header.name) || hasLineBreak(header.value);
    });
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && a.host() == b.host() && a.port(443) == b.port(443);
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// A 401 or 403 is about who asks, whatever was asked for.
bool isAboutAccess(int status)
{
    return status == 401 || status == 403;
}

/// Turns request into the one the answer points to; false when it must not be followed.
bool follow(HttpRequest &request, const HttpResponse &response)
{
    const QUrl target = request.url.resolved(QUrl::fromEncoded(response.header("Location"), QUrl::StrictMode));
    if (!isUsableUrl(target) || !isSameOrigin(target, request.url))
        return false;
    request.url = target;
    if (response.status == 307 || response.status == 308 || request.method == "HEAD" || request.method == "GET")
        return true;
    request.method = "GET";
    wipeBytes(request.body);
    request.headers.removeIf(
        [](const HttpHeader &header) { return header.name.compare("Content-Type", Qt::CaseInsensitive) == 0; });
    return true;
}

} // namespace

QByteArray HttpResponse::header(const QByteArray &name) const
{
    for (const HttpHeader &candidate : headers) {
        if (candidate.name.compare(name, Qt::CaseInsensitive) == 0)
            return candidate.value;
    }
    return {};
}

QList<QByteArray> HttpResponse::cookies(const QByteArray &name) const
{
    QList<QByteArray> values;
    for (const HttpHeader &candidate : headers) {
        if (candidate.name.compare("Set-Cookie", Qt::CaseInsensitive) != 0)
            continue;
        const QByteArray pair = candidate.value.left(candidate.value.indexOf(';')).trimmed();
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals).trimmed() == name)
            values.append(pair.mid(equals + 1).trimmed());
    }
    return values;
}

/// Counts a request for as long as it lives.
class HttpClient::UnderWay
{
public:
    explicit UnderWay(HttpClient *client) : m_client(client) { ++client->m_underWay; }
    ~UnderWay()
    {
        if (!m_client)
            return;
        --m_client->m_underWay;
        m_client->closeIfIdle();
    }
    UnderWay(const UnderWay &) = delete;
    UnderWay &operator=(const UnderWay &) = delete;

private:
    QPointer<HttpClient> m_client;
};

HttpClient::HttpClient(TlsPolicy policy, QObject *parent)
    : QObject(parent), m_policy(std::move(policy)), m_tls(configurationFor(m_policy))
{
    m_manager.setCookieJar(new NoCookies(&m_manager));
    m_manager.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_manager.setStrictTransportSecurityEnabled(false); // everything is HTTPS already
}

HttpClient::~HttpClient() = default;

Task<Expected<HttpResponse>> HttpClient::send(HttpRequest request)
{
    const QPointer<HttpClient> self(this);
    const UnderWay underWay(this);
    const QByteArray method = request.method;
    for (int hop = 0; hop <= MaximumRedirects; ++hop) {
        if (!isUsable(request))
            co_return failure(ErrorKind::InvalidInput, QStringLiteral("not a request this client sends"));
        if (request.stop.stop_requested())
            co_return failure(ErrorKind::Cancelled);
        const auto exchange = std::make_unique<HttpExchange>(request, m_policy.pinnedSha256);
        const QFuture<void> finished = exchange->start(m_manager, m_tls);
        co_await finished;
        Expected<HttpResponse> response = exchange->takeResult();
        if (response && request.method != method && !isRedirect(response->status) && !isAboutAccess(response->status))
            co_return failure(ErrorKind::Malformed, QStringLiteral("a change was redirected to what only reads"));
        if (!response || !request.followRedirects || !isRedirect(response->status) ||
            response->header("Location").isEmpty())
            co_return response;
        if (!self)
            co_return failure(ErrorKind::Cancelled);
        if (!follow(request, *response))
            co_return failure(ErrorKind::RedirectRefused, QStringLiteral("to another origin"), response->status);
    }
    co_return failure(ErrorKind::RedirectRefused, QStringLiteral("more than %1 in a row").arg(MaximumRedirects));
}

void HttpClient::closeConnections()
{
    m_isToClose = true;
    closeIfIdle();
}

void HttpClient::closeIfIdle()
{
    if (m_isToClose && m_underWay == 0) {
        m_isToClose = false;
        m_manager.clearConnectionCache();
    }
}

Task<Expected<QSslCertificate>> HttpClient::peerCertificate(QUrl url)
{
    if (!isUsableUrl(url))
        co_return failure(ErrorKind::InvalidInput);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    tls.setPeerVerifyMode(QSslSocket::QueryPeer); // looks without judging; nothing but the handshake is sent
    QSslSocket socket;
    socket.setSslConfiguration(tls);
    QPromise<void> bell;
    bell.start();
    const auto ring = [&bell] { bell.finish(); };
    QObject::connect(&socket, &QSslSocket::encrypted, &socket, ring);
    QObject::connect(&socket, &QSslSocket::errorOccurred, &socket, ring);
    QTimer limit;
    limit.setSingleShot(true);
    QObject::connect(&limit, &QTimer::timeout, &socket, ring);
    limit.start(std::chrono::seconds(20));
    socket.connectToHostEncrypted(url.host(), static_cast<quint16>(url.port(443)));
    const QFuture<void> finished = bell.future();
    co_await finished;
    const QSslCertificate leaf = socket.peerCertificate();
    if (!socket.isEncrypted() || leaf.isNull())
        co_return failure(limit.isActive() ? ErrorKind::Unreachable : ErrorKind::TimedOut, socket.errorString());
    co_return leaf;
}

} // namespace coffret
