// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"
#include "core/secret/secretbuffer.h"

#include <QByteArray>
#include <QList>
#include <QNetworkAccessManager>
#include <QPair>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUrl>

#include <chrono>

namespace coffret {

/// Which certificates an account accepts. Decided at setup; there is no "continue anyway".
struct TlsPolicy
{
    QList<QSslCertificate> privateAuthorities; ///< trusted besides the system's
    QByteArray pinnedSha256;                   ///< digest of the one leaf certificate accepted; empty: no pin
    bool useSystemAuthorities = true;
};

struct HttpHeader
{
    QByteArray name; ///< as sent; compare without case
    QByteArray value;
};

struct HttpRequest
{
    explicit HttpRequest(QByteArray httpMethod = "GET", QUrl requestUrl = {})
        : method(std::move(httpMethod)), url(std::move(requestUrl))
    {
    }
    QByteArray method;
    QUrl url;
    QList<HttpHeader> headers; ///< includes cookies: the client keeps none of its own
    QByteArray body;
    bool followRedirects = true; ///< otherwise the redirect itself is the answer
    bool sensitive = false;      ///< the answer is read into SecretBuffer memory and its body never kept elsewhere
    bool secretPath = false;     ///< the path holds a token: it is not logged
    qint64 maximumBytes = 32 * 1024 * 1024;
    std::chrono::milliseconds timeout{30'000}; ///< without any progress; ten times as long for each 256 KiB
    StopToken stop;
};

struct HttpResponse
{
    int status = 0;
    QList<HttpHeader> headers; ///< Set-Cookie appears once per cookie
    QByteArray body;           ///< empty for sensitive requests
    SecretBuffer secretBody;   ///< only for sensitive requests
    QUrl url;                  ///< after redirects

    [[nodiscard]] QByteArray header(const QByteArray &name) const;         ///< first, without case; empty if absent
    [[nodiscard]] QList<QByteArray> cookies(const QByteArray &name) const; ///< values of Set-Cookie: name=...
};

/// The one way to a server. HTTPS only; same-origin redirects are followed by hand, three at most, and where one turns
/// a change into reading something, what could be read says nothing of the change: Malformed; nothing is retried; no
/// cookie jar, no cache, no proxy credentials; logs method, host, path and status, never headers, query or bodies. Main
/// thread. An HTTP status is not an error here: vaults decide what it means.
class HttpClient : public QObject
{
    Q_OBJECT
public:
    explicit HttpClient(TlsPolicy policy, QObject *parent = nullptr);
    ~HttpClient() override;

    /// Errors: Unreachable, TimedOut, Cancelled, TlsUntrusted, TlsPinMismatch, RedirectRefused, TooLarge, Malformed,
    /// InvalidInput.
    Task<Expected<HttpResponse>> send(HttpRequest request);

    /// Closes the connections that are kept for further requests, once none is under way: each still has the text of
    /// its last request, tokens and all, in its buffers. For the end of a session.
    void closeConnections();

    /// The leaf certificate a server shows, whether trusted or not: for showing its fingerprint at setup. Sends no
    /// request.
    static Task<Expected<QSslCertificate>> peerCertificate(QUrl url);

private:
    class UnderWay;
    void closeIfIdle();

    TlsPolicy m_policy;
    QSslConfiguration m_tls;
    QNetworkAccessManager m_manager;
    int m_underWay = 0;
    bool m_isToClose = false;
};

} // namespace coffret
