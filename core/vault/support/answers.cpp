// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/support/answers.h"

#include "core/base/httpstatus.h"
#include "core/net/retryafter.h"
#include "core/vault/support/jsonvalues.h"

#include <algorithm>

namespace coffret {

namespace {

constexpr qsizetype LongestMessage = 200;

ErrorKind kindOf(int status)
{
    switch (status) {
    case 401:
        return ErrorKind::NotAuthenticated;
    case 403:
        return ErrorKind::Forbidden;
    case 404:
    case 410:
        return ErrorKind::NotFound;
    case 405:
    case 501:
        return ErrorKind::Unsupported;
    case 408:
    case 504:
        return ErrorKind::TimedOut;
    case 409:
    case 423:
        return ErrorKind::Conflict;
    case 429:
        return ErrorKind::RateLimited;
    default:
        return status >= 400 ? ErrorKind::ServerFault : ErrorKind::Malformed;
    }
}

QString cleaned(QString message)
{
    message.removeIf(
        [](QChar c) { return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format; });
    return message.left(LongestMessage);
}

} // namespace

Error errorForStatus(int status, const QString &message)
{
    return {kindOf(status), message, status};
}

Error errorFor(const HttpResponse &response)
{
    Error error = errorForStatus(response.status, failureMessage(response.body));
    error.retryAfter = retryAfter(response);
    return error;
}

QString failureMessage(const QByteArray &body)
{
    simdjson::dom::parser parser;
    simdjson::dom::object answer;
    if (parser.parse(body.constData(), static_cast<std::size_t>(body.size())).get(answer) != simdjson::SUCCESS)
        return {};
    for (const char *key : {"message", "error", "reason"}) {
        const QString message = textOf(answer, key);
        if (!message.isEmpty())
            return cleaned(message);
    }
    return {};
}

Expected<QByteArray> bodyOf(Expected<HttpResponse> response)
{
    if (!response)
        return failure(response);
    if (!isSuccess(response->status))
        return tl::unexpected<Error>(errorFor(*response));
    return std::move(response->body);
}

Expected<SecretBuffer> secretBodyOf(Expected<HttpResponse> response)
{
    if (!response)
        return failure(response);
    if (!isSuccess(response->status))
        return tl::unexpected<Error>(errorFor(*response));
    return std::move(response->secretBody);
}

bool isWebPage(std::string_view body)
{
    const auto first = std::find_if(body.begin(), body.end(), [](unsigned char c) { return c > ' '; });
    return first != body.end() && *first == '<';
}

Error notUnderstood(std::string_view body, const QString &what)
{
    return {ErrorKind::Malformed, isWebPage(body) ? what + QStringLiteral(": a web page instead of data") : what};
}

} // namespace coffret
