// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpexchange.h"

#include "core/base/httpstatus.h"
#include "core/base/logging.h"

#include <QByteArrayView>
#include <QCryptographicHash>
#include <QIODevice>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QSslError>

#include <algorithm>
#include <array>

namespace coffret {

namespace {

constexpr qint64 ReadAhead = 512 * 1024; // what Qt may hold before we have counted it
constexpr int TimeoutsPerPortion = 10;   // an answer that comes in drops makes progress without end
constexpr qint64 Portion = 256 * 1024;

/// A body that can be sent once. Qt silently sends a request again when a kept connection turns out to be closed; a
/// device that cannot be rewound stops that, because a sign-in must never be repeated behind the caller's back.
class OneShotBody final : public QIODevice
{
public:
    explicit OneShotBody(const QByteArray &body) : m_size(body.size()), m_rest(body)
    {
        open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    /// There is no body any more, though Qt may still ask for it.
    void forget() { m_rest = {}; }
    [[nodiscard]] qint64 size() const override { return m_size; }
    bool seek(qint64 to) override { return to == m_size - m_rest.size(); }

protected:
    qint64 readData(char *data, qint64 maximum) override
    {
        const qsizetype count = std::min<qsizetype>(maximum, m_rest.size());
        std::copy_n(m_rest.constData(), count, data);
        m_rest = m_rest.sliced(count);
        return count > 0 ? count : -1;
    }
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    const qsizetype m_size;
    QByteArrayView m_rest; ///< of the request's body, which outlives the exchange, but not the reply
};

QNetworkRequest toQt(const HttpRequest &request, const QSslConfiguration &tls)
{
    QNetworkRequest out(request.url);
    out.setSslConfiguration(tls);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // CVE-2024-39936
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
    out.setDecompressedSafetyCheckThreshold(-1); // the size limit counts decoded bytes
    if (request.sensitive)
        out.setRawHeader("Accept-Encoding", "identity"); // no copy inside a decompressor
    for (const HttpHeader &header : request.headers)
        out.setRawHeader(header.name, header.value);
    if (!request.body.isEmpty())
        out.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    return out;
}

bool isAboutTrustOrName(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToGetIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
    case QSslError::CertificateUntrusted:
    case QSslError::HostNameMismatch:
        return true;
    default:
        return false;
    }
}

} // namespace

HttpExchange::HttpExchange(const HttpRequest &request, QByteArray pinnedSha256)
    : m_request(request), m_pinnedSha256(std::move(pinnedSha256))
{
    m_inactivity.setInterval(request.timeout);
    m_limit.setInterval(TimeoutsPerPortion * request.timeout);
    for (QTimer *timer : {&m_inactivity, &m_limit}) {
        timer->setSingleShot(true);
        connect(timer, &QTimer::timeout, this, [this] { give(ErrorKind::TimedOut, {}); });
    }
}

HttpExchange::~HttpExchange()
{
    m_onStop.reset();
    if (m_reply != nullptr)
        m_reply->disconnect(this);
    if (m_upload)
        static_cast<OneShotBody *>(m_upload.data())->forget();
}

QFuture<void> HttpExchange::start(QNetworkAccessManager &manager, const QSslConfiguration &tls)
{
    m_bell.start();
    const QNetworkRequest request = toQt(m_request, tls);
    if (m_request.method == "GET" && m_request.body.isEmpty()) {
        m_reply.reset(manager.get(request));
    } else if (m_request.method == "HEAD") {
        m_reply.reset(manager.head(request));
    } else {
        auto body = m_request.body.isEmpty() ? nullptr : std::make_unique<OneShotBody>(m_request.body);
        m_reply.reset(manager.sendCustomRequest(request, m_request.method, body.get()));
        if (body) {
            m_upload = body.release();
            m_upload->setParent(m_reply.get()); // which may read from it until it goes, and goes later
        }
    }
    m_reply->setReadBufferSize(ReadAhead);
    watch();
    return m_bell.future();
}

void HttpExchange::watch()
{
    connect(m_reply.get(), &QNetworkReply::sslErrors, this, &HttpExchange::onSslErrors);
    connect(m_reply.get(), &QNetworkReply::readyRead, this, &HttpExchange::onReadyRead);
    connect(m_reply.get(), &QNetworkReply::finished, this, &HttpExchange::onFinished);
    const auto progressed = [this] { m_inactivity.start(); };
    connect(m_reply.get(), &QNetworkReply::encrypted, this, progressed);
    connect(m_reply.get(), &QNetworkReply::uploadProgress, this, progressed);
    connect(m_reply.get(), &QNetworkReply::metaDataChanged, this, progressed);
    connect(m_reply.get(), &QObject::destroyed, this, [this] { // the manager died first
        static_cast<void>(m_reply.release());
        give(ErrorKind::Cancelled, {});
    });
    m_inactivity.start();
    m_limit.start();

    // May run on any thread; the destructor waits for it, and the queued call dies with this object.
    m_onStop.emplace(m_request.stop,
                     [this] { QMetaObject::invokeMethod(this, &HttpExchange::cancel, Qt::QueuedConnection); });
}

void HttpExchange::cancel()
{
    give(ErrorKind::Cancelled, {});
}

void HttpExchange::onSslErrors(const QList<QSslError> &errors)
{
    const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
    QStringList words;
    bool tolerable = !leaf.isNull();
    for (const QSslError &error : errors) {
        words.append(error.errorString());
        tolerable = tolerable && isAboutTrustOrName(error.error());
    }
    // What is not ignored here ends the handshake; finished() then reports the error noted now.
    const QByteArray digest = leaf.isNull() ? QByteArray() : leaf.digest(QCryptographicHash::Sha256);
    if (m_pinnedSha256.isEmpty())
        m_error = Error{ErrorKind::TlsUntrusted, words.join(QLatin1String("; "))};
    else if (digest != m_pinnedSha256)
        m_error = Error{ErrorKind::TlsPinMismatch, QString::fromLatin1(digest.toHex())};
    else if (!tolerable) // an expired certificate stays refused: the pin says who, not until when
        m_error = Error{ErrorKind::TlsUntrusted, words.join(QLatin1String("; "))};
    else
        m_reply->ignoreSslErrors(errors);
}

void HttpExchange::onReadyRead()
{
    m_inactivity.start();
    std::array<char, 16 * 1024> chunk;
    qint64 count = 0;
    while (!m_done && (count = m_reply->read(chunk.data(), chunk.size())) > 0) {
        if (m_received / Portion != (m_received + count) / Portion)
            m_limit.start();
        m_received += count;
        if (m_received > m_request.maximumBytes) {
            give(ErrorKind::TooLarge, QStringLiteral("more than %1 bytes").arg(m_request.maximumBytes));
        } else if (m_request.sensitive) {
            m_response.secretBody.append({chunk.data(), static_cast<std::size_t>(count)});
        } else {
            m_response.body.append(chunk.data(), count);
        }
    }
    if (m_request.sensitive)
        wipeBytes(std::span<char>(chunk));
}

void HttpExchange::onFinished()
{
    if (m_done)
        return;
    onReadyRead();
    if (m_done)
        return;
    m_response.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const QNetworkReply::RawHeaderPair &pair : m_reply->rawHeaderPairs()) {
        if (pair.first.compare("set-cookie", Qt::CaseInsensitive) != 0) {
            m_response.headers.append(HttpHeader{pair.first, pair.second});
            continue;
        }
        for (const QByteArray &cookie : pair.second.split('\n')) // Qt joins them with line feeds
            m_response.headers.append(HttpHeader{pair.first, cookie});
    }
    m_response.url = m_request.url;
    const QNetworkReply::NetworkError error = m_reply->error();
    // From 201 on the codes only repeat the HTTP status, unless that is a good one.
    const bool isStatus = error >= QNetworkReply::ContentAccessDenied && !isSuccess(m_response.status);
    if (!m_error && (m_response.status == 0 || (error != QNetworkReply::NoError && !isStatus)))
        m_error = networkError();
    conclude();
}

Error HttpExchange::networkError() const
{
    const QNetworkReply::NetworkError error = m_reply->error();
    // errorString() of a failed connection names host and cause only; the URL appears with HTTP statuses alone.
    const QString detail = error < QNetworkReply::ContentAccessDenied ? m_reply->errorString() : QString();
    switch (error) {
    case QNetworkReply::SslHandshakeFailedError:
        return Error{ErrorKind::TlsUntrusted, detail};
    case QNetworkReply::TimeoutError:
    case QNetworkReply::ProxyTimeoutError:
        return Error{ErrorKind::TimedOut, detail};
    case QNetworkReply::UnknownContentError: // packed in a way that Qt does not unpack, or into far more than it is
        return Error{ErrorKind::Malformed, QStringLiteral("an answer that cannot be unpacked")};
    default:
        return Error{ErrorKind::Unreachable, detail};
    }
}

void HttpExchange::give(ErrorKind kind, const QString &detail)
{
    if (m_done)
        return;
    m_error = Error{kind, detail};
    conclude();
}

void HttpExchange::conclude()
{
    m_done = true;
    m_inactivity.stop();
    m_limit.stop();
    if (m_reply != nullptr) {
        m_reply->disconnect(this);
        if (m_reply->isRunning())
            m_reply->abort();
    }
    const QString path = m_request.secretPath ? QStringLiteral("(not told)") : m_request.url.path();
    qCDebug(lcNet).noquote() << m_request.method << m_request.url.host() << path
                             << (m_error ? -static_cast<int>(m_error->kind) : m_response.status);
    m_bell.finish();
}

Expected<HttpResponse> HttpExchange::takeResult()
{
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    return std::move(m_response);
}

} // namespace coffret
