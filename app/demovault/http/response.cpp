// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/response.h"

#include <QJsonDocument>

namespace coffret::demovault {
namespace {

QByteArray reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 204:
        return "No Content";
    case 302:
        return "Found";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 429:
        return "Too Many Requests";
    case 500:
        return "Internal Server Error";
    case 502:
        return "Bad Gateway";
    case 503:
        return "Service Unavailable";
    default:
        return "Answer";
    }
}

} // namespace

Response Response::json(int status, const QJsonObject &object)
{
    Response response;
    response.status = status;
    response.add("Content-Type", "application/json");
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

Response Response::empty(int status)
{
    Response response;
    response.status = status;
    return response;
}

Response &Response::add(const QByteArray &name, const QByteArray &value)
{
    headers.append(qMakePair(name, value));
    return *this;
}

QByteArray Response::head(qint64 lengthOff) const
{
    QByteArray wire = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason(status) + "\r\n";
    for (const auto &[name, value] : headers)
        wire += name + ": " + value + "\r\n";
    if (hasBody())
        wire += "Content-Length: " + QByteArray::number(qMax<qint64>(0, body.size() + lengthOff)) + "\r\n";
    return wire + "\r\n";
}

} // namespace coffret::demovault
