// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/api.h"

#include "app/demovault/crypto/ids.h"

#include <QDateTime>
#include <QJsonDocument>

namespace coffret::demovault {
namespace {

QJsonObject paginationObject(const Reply::Pagination &pagination)
{
    return {{QStringLiteral("limit"), pagination.limit ? QJsonValue(*pagination.limit) : QJsonValue(QJsonValue::Null)},
            {QStringLiteral("page"), pagination.page},
            {QStringLiteral("count"), pagination.count}};
}

Response enveloped(const Request &request, const Reply &reply)
{
    if (reply.status == 302) {
        Response response = Response::empty(302);
        response.headers = reply.headers;
        return response;
    }
    if (reply.bare)
        return Response::json(reply.status, reply.body.toObject());
    const bool success = reply.success.value_or(reply.status < 400);
    const QString action =
        QString::fromLatin1(request.method) + QLatin1Char(' ') + request.path.section(QLatin1Char('/'), 1, 1);
    QJsonObject header{{QStringLiteral("id"), randomUuid()},
                       {QStringLiteral("status"), success ? QStringLiteral("success") : QStringLiteral("error")},
                       {QStringLiteral("servertime"), QDateTime::currentSecsSinceEpoch()},
                       {QStringLiteral("action"), uuidOf(action)},
                       {QStringLiteral("message"), reply.message},
                       {QStringLiteral("url"), request.target()},
                       {QStringLiteral("code"), reply.status}};
    if (reply.pagination)
        header[QLatin1String("pagination")] = paginationObject(*reply.pagination);
    Response response =
        Response::json(reply.status, {{QStringLiteral("header"), header}, {QStringLiteral("body"), reply.body}});
    response.headers += reply.headers;
    return response;
}

bool isUnsafe(const QByteArray &method)
{
    return method == "POST" || method == "PUT" || method == "DELETE" || method == "PATCH";
}

} // namespace

Reply Reply::ok(const QJsonValue &body, const QString &message)
{
    Reply reply;
    reply.body = body;
    reply.message = message;
    return reply;
}

Reply Reply::error(int status, const QString &message, const QJsonValue &body)
{
    Reply reply;
    reply.status = status;
    reply.body = body;
    reply.message = message;
    return reply;
}

bool Api::csrfFits(const Request &request)
{
    const QByteArray cookie = request.cookie("csrfToken");
    return !cookie.isEmpty() && cookie == request.header("x-csrf-token");
}

Reply Api::guarded(const Handler &handler, Access access, const Request &request, const QStringList &arguments) const
{
    const std::optional<Identity> identity = m_authenticator(request);
    if (access == Access::SignedIn) {
        if (!identity)
            return Reply::error(401, QStringLiteral("Authentication is required to continue"));
        if (!identity->byToken && isUnsafe(request.method) && !csrfFits(request))
            return Reply::error(403, request.cookie("csrfToken").isEmpty()
                                         ? QStringLiteral("Missing or incorrect CSRF cookie type.")
                                         : QStringLiteral("CSRF token from either the request body or request headers "
                                                          "did not match or is missing."));
    }
    const QString version = request.parameter(QStringLiteral("api-version"));
    if (version == QLatin1String("v1") || version == QLatin1String("1"))
        return Reply::error(400, QStringLiteral("API v1 support is deprecated in this version."));
    return handler({request, arguments, identity ? identity->user : nullptr});
}

void Api::add(const QByteArray &method, const QString &pattern, Handler handler, Access access)
{
    m_router.add(method, pattern + QStringLiteral(".json"),
                 [this, handler = std::move(handler), access](const Request &request, const QStringList &arguments) {
                     Reply reply = guarded(handler, access, request, arguments);
                     reply.body = m_reteller(reply.body);
                     return enveloped(request, reply);
                 });
}

void Api::setAuthenticator(std::function<std::optional<Identity>(const Request &)> authenticator)
{
    m_authenticator = std::move(authenticator);
}

void Api::setGate(std::function<std::optional<Response>(const Request &, const std::optional<Identity> &)> gate)
{
    m_gate = std::move(gate);
}

void Api::setReteller(std::function<QJsonValue(const QJsonValue &)> reteller)
{
    m_reteller = std::move(reteller);
}

void Api::setDecorator(std::function<void(const Request &, const std::optional<Identity> &, Response &)> decorator)
{
    m_decorator = std::move(decorator);
}

Response Api::handle(const Request &request) const
{
    const std::optional<Identity> identity = m_authenticator(request);
    std::optional<Response> response = m_gate(request, identity);
    if (!response)
        response = m_router.route(request);
    if (!response || response->status == 405)
        response = enveloped(request, Reply::error(404, QStringLiteral("Not Found")));
    m_decorator(request, identity, *response);
    return *response;
}

} // namespace coffret::demovault
