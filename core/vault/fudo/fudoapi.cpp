// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/fudo/fudoapi.h"

#include "core/secret/jsonwriter.h"
#include "core/vault/fudo/fudoanswers.h"
#include "core/vault/support/answers.h"
#include "core/vault/support/pathsegment.h"
#include "core/vault/support/tlspolicy.h"

namespace coffret {

namespace {

const QLatin1String ApiPath("/api/v2");
constexpr qint64 SkewWorthMinding = 3; // seconds; the Date header counts whole ones

} // namespace

Expected<std::shared_ptr<FudoApi>> FudoApi::create(const Account &account, std::shared_ptr<const Clock> clock)
{
    const auto base = baseAddressOf(account);
    if (!base)
        return failure(base);
    auto policy = tlsPolicyFor(account);
    if (!policy)
        return failure(policy);
    return std::make_shared<FudoApi>(*base, *std::move(policy), std::move(clock));
}

FudoApi::FudoApi(QUrl base, TlsPolicy policy, std::shared_ptr<const Clock> clock)
    : m_base(std::move(base)), m_client(std::move(policy)), m_clock(std::move(clock))
{
    if (!m_base.path().endsWith(ApiPath))
        m_base.setPath(m_base.path(QUrl::FullyEncoded) + ApiPath, QUrl::StrictMode);
}

Expected<HttpRequest> FudoApi::request(const QByteArray &method, const QString &path, const QUrlQuery &query,
                                       const StopToken &stop) const
{
    if (m_token.isEmpty())
        return failure(ErrorKind::NotAuthenticated, QStringLiteral("no token"));
    if (!hasPlainSegments(path)) // whatever identifier of the server's is in it
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an id"));
    QUrl url = m_base;
    url.setPath(m_base.path(QUrl::FullyEncoded) + path, QUrl::StrictMode);
    url.setQuery(query);
    HttpRequest request(method, url);
    request.headers.append(HttpHeader{"Accept", "application/json"});
    // Copies of the token in Qt's network classes are out of reach of wiping.
    request.headers.append(
        HttpHeader{"Authorization", QByteArray(m_token.view().data(), static_cast<qsizetype>(m_token.size()))});
    request.stop = stop;
    return request;
}

Task<Expected<QByteArray>> FudoApi::get(QString path, QUrlQuery query, StopToken stop)
{
    auto request = this->request("GET", path, query, stop);
    if (!request)
        co_return failure(request);
    auto response = co_await m_client.send(*std::move(request));
    readClock(response);
    co_return bodyOf(std::move(response));
}

Task<Expected<SecretBuffer>> FudoApi::getSensitive(QString path, QUrlQuery query, StopToken stop)
{
    auto request = this->request("GET", path, query, stop);
    if (!request)
        co_return failure(request);
    request->sensitive = true;
    auto response = co_await m_client.send(*std::move(request));
    readClock(response);
    co_return secretBodyOf(std::move(response));
}

Task<Expected<QByteArray>> FudoApi::write(QByteArray method, QString path, QByteArray json, StopToken stop)
{
    auto request = prepare(method, path, std::move(json), stop);
    if (!request)
        co_return failure(request);
    co_return co_await send(*std::move(request));
}

Expected<HttpRequest> FudoApi::prepare(const QByteArray &method, const QString &path, QByteArray json,
                                       const StopToken &stop) const
{
    auto request = this->request(method, path, {}, stop);
    if (!request)
        return request;
    if (!json.isEmpty())
        request->headers.append(HttpHeader{"Content-Type", "application/json"});
    request->body = std::move(json);
    return request;
}

Task<Expected<QByteArray>> FudoApi::send(HttpRequest prepared)
{
    auto response = co_await m_client.send(std::move(prepared));
    readClock(response);
    co_return bodyOf(std::move(response));
}

Task<Expected<HttpResponse>> FudoApi::exchange(HttpRequest prepared)
{
    auto response = co_await m_client.send(std::move(prepared));
    readClock(response);
    co_return std::move(response);
}

Task<Expected<void>> FudoApi::logIn(QString user, SecretBuffer password, StopToken stop)
{
    SecretJsonWriter writer;
    writer.beginObject();
    writer.key("username");
    writer.text(user.toStdString());
    writer.key("password");
    writer.text(password.view());
    writer.endObject();
    const SecretBuffer body = std::move(writer).take();
    HttpRequest request("POST", webPage());
    request.url.setPath(request.url.path(QUrl::FullyEncoded) + QStringLiteral("api/portal/login"), QUrl::StrictMode);
    request.headers = {HttpHeader{"Accept", "application/json"}, HttpHeader{"Content-Type", "application/json"}};
    request.body = QByteArray(body.view().data(), static_cast<qsizetype>(body.size()));
    request.sensitive = true;
    request.stop = stop;
    auto response = co_await m_client.send(std::move(request));
    const auto answer = secretBodyOf(std::move(response));
    if (!answer)
        co_return failure(answer);
    auto token = fudoSessionId(*answer);
    if (!token)
        co_return failure(token);
    m_token = *std::move(token);
    co_return Expected<void>();
}

/// Only what differs clearly from what was known counts, so that one end does not come out as many.
void FudoApi::readClock(const Expected<HttpResponse> &response)
{
    const QString date = response ? QString::fromLatin1(response->header("Date")) : QString();
    const QDateTime itsNow = QDateTime::fromString(date, Qt::RFC2822Date);
    if (!itsNow.isValid())
        return;
    const qint64 ahead = m_clock->now().secsTo(itsNow);
    if (qAbs(ahead - m_ahead) >= SkewWorthMinding)
        m_ahead = qAbs(ahead) < SkewWorthMinding ? 0 : ahead;
}

QDateTime FudoApi::toLocalClock(const QDateTime &time) const
{
    return time.isValid() ? time.addSecs(-m_ahead) : time;
}

QUrl FudoApi::webPage() const
{
    QUrl page = m_base;
    QString path = m_base.path(QUrl::FullyEncoded);
    path.chop(ApiPath.size());
    page.setPath(path + QLatin1Char('/'), QUrl::StrictMode);
    return page;
}

QUrlQuery fudoFields(const QStringList &names)
{
    QUrlQuery query;
    if (!names.isEmpty())
        query.addQueryItem(QStringLiteral("fields"), names.join(QLatin1Char(',')));
    return query;
}

bool isNotOffered(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Forbidden ||
           error.kind == ErrorKind::Unsupported || error.httpStatus == 400;
}

bool isUnclear(const Error &error)
{
    return error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::TimedOut ||
           error.kind == ErrorKind::Malformed || error.kind == ErrorKind::TooLarge;
}

} // namespace coffret
