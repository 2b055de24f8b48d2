// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/passbolt/passboltjson.h"

#include "core/net/retryafter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace coffret {

namespace {

ErrorKind kindOf(const HttpResponse &response)
{
    switch (response.status) {
    case 400:
        return ErrorKind::InvalidInput;
    case 401:
        return ErrorKind::NotAuthenticated;
    case 403:
        if (missingSecondFactor(response))
            return ErrorKind::SecondFactorNeeded;
        return parseEnvelope(response.body) ? ErrorKind::Forbidden : ErrorKind::ServerFault;
    case 404: // of Passbolt itself, and not of whatever stands in front of it
        return parseEnvelope(response.body) ? ErrorKind::NotFound : ErrorKind::ServerFault;
    case 409:
        return ErrorKind::Conflict;
    case 429:
        return ErrorKind::RateLimited;
    default:
        return response.status >= 500 ? ErrorKind::ServerFault : ErrorKind::Malformed;
    }
}

} // namespace

bool isUuid(QStringView text)
{
    if (text.size() != 36)
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (i == 8 || i == 13 || i == 18 || i == 23) {
            if (c != u'-')
                return false;
        } else if (!(c >= u'0' && c <= u'9') && !(c >= u'a' && c <= u'f') && !(c >= u'A' && c <= u'F')) {
            return false;
        }
    }
    return true;
}

Expected<PassboltEnvelope> parseEnvelope(const QByteArray &json)
{
    QJsonParseError error;
    const QJsonObject root = QJsonDocument::fromJson(json, &error).object();
    const QJsonValue header = root.value(QLatin1String("header"));
    if (error.error != QJsonParseError::NoError || !header.isObject() || !root.contains(QLatin1String("body")))
        return failure(ErrorKind::Malformed, QStringLiteral("not an answer in Passbolt's form"));
    PassboltEnvelope envelope;
    envelope.serverTime = header[QLatin1String("servertime")].toInteger();
    envelope.url = header[QLatin1String("url")].toString();
    envelope.body = root.value(QLatin1String("body"));
    return envelope;
}

Expected<void> checkStatus(const HttpResponse &response)
{
    if (response.status == 200)
        return {};
    Error error{kindOf(response), QStringLiteral("%1: HTTP %2").arg(response.url.path()).arg(response.status),
                response.status};
    error.retryAfter = retryAfter(response);
    return tl::unexpected(std::move(error));
}

std::optional<QStringList> missingSecondFactor(const HttpResponse &response)
{
    if (response.status != 403)
        return std::nullopt;
    const auto envelope = parseEnvelope(response.body);
    if (!envelope)
        return std::nullopt;
    const QJsonValue names = envelope->body[QLatin1String("mfa_providers")];
    if (names.isUndefined() && !envelope->url.endsWith(QLatin1String("/mfa/verify/error.json")))
        return std::nullopt;
    QStringList providers;
    const QJsonArray listed = names.toArray();
    for (const QJsonValue &name : listed)
        providers.append(name.toString());
    return providers;
}

bool isPassboltPluginOn(const QJsonValue &plugins, const char *name)
{
    const QJsonValue enabled = plugins[QLatin1String(name)][QLatin1String("enabled")];
    if (enabled.isString()) {
        const QString text = enabled.toString().toLower();
        return text == QLatin1String("true") || text == QLatin1String("1") || text == QLatin1String("on");
    }
    return enabled.toBool() || enabled.toInt() != 0;
}

} // namespace coffret
