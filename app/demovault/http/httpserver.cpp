// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/httpserver.h"

#include "app/demovault/http/delivery.h"

#include <QHttpServerRequest>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

namespace coffret::demovault {
namespace {

constexpr std::size_t maximumRecords = 50'000;

QByteArray nameOf(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return "UNKNOWN";
    }
}

Request toRequest(const QHttpServerRequest &source, const QString &mount)
{
    Request request;
    request.method = nameOf(source.method());
    request.mount = mount;
    request.path = source.url().path(QUrl::FullyDecoded).mid(mount.size());
    request.query = source.query();
    request.body = source.body();
    const auto headers = source.headers();
    for (const auto &[name, value] : headers)
        request.headers.insert(name.toLower(), value);
    return request;
}

} // namespace

HttpServer::HttpServer(const QSslConfiguration &tls, Faults &faults) : m_faults(faults)
{
    sslSetup(tls);
}

quint16 HttpServer::start(quint16 port)
{
    return listen(QHostAddress::LocalHost, port);
}

void HttpServer::mount(const QString &prefix, Service service, bool faultFree)
{
    m_mounts.push_back({prefix, std::move(service), faultFree});
}

const HttpServer::Mount *HttpServer::mountFor(const QString &path) const
{
    const Mount *best = nullptr;
    for (const Mount &mount : m_mounts) {
        const bool fits = path == mount.prefix || path.startsWith(mount.prefix + QLatin1Char('/'));
        if (fits && (!best || mount.prefix.size() > best->prefix.size()))
            best = &mount;
    }
    return best;
}

Response HttpServer::answer(const Mount &mount, const Request &request, const Faults::Effect &effect)
{
    if (!effect.redirect.isEmpty())
        return Response::empty(effect.redirectStatus)
            .add("Location", effect.redirect == "again" ? request.target().toUtf8() : effect.redirect);
    if (effect.status) {
        Response response = Response::empty(*effect.status);
        response.add("Content-Type", "application/json");
        if (!effect.retryAfter.isEmpty())
            response.add("Retry-After", effect.retryAfter);
        response.body = effect.body;
        return response;
    }
    return mount.service(request);
}

void HttpServer::record(const Request &request, int status, bool faulty)
{
    if (m_records.size() < maximumRecords)
        m_records.push_back(
            {request.method, request.mount + request.path, request.query.toString(QUrl::FullyDecoded), status, faulty});
}

bool HttpServer::handleRequest(const QHttpServerRequest &source, QTcpSocket *socket)
{
    const Mount *mount = mountFor(source.url().path());
    if (!mount)
        return false;
    const Request request = toRequest(source, mount->prefix);
    const Faults::Effect effect = mount->faultFree ? Faults::Effect{} : m_faults.take(request);
    if (effect.gone) {
        record(request, 0, true);
        socket->abort();
        return true;
    }
    Response response = answer(*mount, request, effect);
    const bool isCut = effect.truncate && *effect.truncate < response.body.size();
    const bool isFaulty = distort(response, effect) || isCut || effect.status || !effect.redirect.isEmpty();
    if (!mount->faultFree)
        record(request, response.status, isFaulty);

    if (effect.latency > 0)
        QTimer::singleShot(effect.latency, socket,
                           [socket, response, request, effect] { send(*socket, response, request, effect); });
    else
        send(*socket, std::move(response), request, effect);
    return true;
}

void HttpServer::send(QTcpSocket &socket, Response response, const Request &request, const Faults::Effect &effect)
{
    Delivery::Manner manner = effect.manner;
    if (effect.gzip || request.method == "HEAD" || response.status == 304)
        manner.padding = 0; // packed with the body, or there is none
    manner.close = effect.truncate.has_value() || effect.lengthOff > 0;
    const QByteArray head = response.head(manner.padding + effect.lengthOff);
    QByteArray body = response.hasBody() && request.method != "HEAD" ? response.body : QByteArray();
    if (effect.truncate)
        body.truncate(*effect.truncate);
    if (manner.padding == 0 && manner.drip == 0) {
        socket.write(head + body);
        if (manner.close)
            socket.disconnectFromHost();
        return;
    }
    new Delivery(socket, head, std::move(body), manner); // ends by itself, and with the socket
}

void HttpServer::missingHandler(const QHttpServerRequest &, QTcpSocket *socket)
{
    socket->write(Response::empty(404).head());
}

} // namespace coffret::demovault
