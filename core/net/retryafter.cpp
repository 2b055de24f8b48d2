// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/retryafter.h"

#include "core/base/httpstatus.h"

#include <QLocale>

#include <algorithm>

namespace coffret {

namespace {

constexpr qint64 Longest = 3600;

/// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT", the only form that may still be sent.
QDateTime httpDate(const QByteArray &text)
{
    QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date;
}

} // namespace

std::chrono::seconds retryAfter(const HttpResponse &response)
{
    if (!isBusyStatus(response.status))
        return std::chrono::seconds(0);
    const QByteArray text = response.header("Retry-After").trimmed();
    bool isNumber =
        !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (isNumber) {
        const qint64 seconds = text.toLongLong(&isNumber);
        return std::chrono::seconds(isNumber ? std::clamp<qint64>(seconds, 1, Longest) : Longest);
    }
    const QDateTime until = httpDate(text);
    const QDateTime now = httpDate(response.header("Date").trimmed()); // our own clock may differ
    if (!until.isValid() || !now.isValid())
        return std::chrono::seconds(0);
    return std::chrono::seconds(std::clamp<qint64>(now.secsTo(until), 1, Longest));
}

} // namespace coffret
