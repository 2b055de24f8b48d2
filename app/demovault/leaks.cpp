// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/leaks.h"

#include "app/demovault/crypto/ids.h"

#include <QCryptographicHash>
#include <QRegularExpression>

#include <algorithm>

namespace coffret::demovault {
namespace {

constexpr int RangeDigits = 5;
constexpr int PaddedLines = 800;
constexpr int DigestBytes = 20;

/// What people choose, and attackers try.
constexpr const char *leaked[] = {"password", "123456", "qwerty", "sunshine2019", "monkey", "letmein"};

QByteArray digest(const QByteArray &password)
{
    return QCryptographicHash::hash(password, QCryptographicHash::Sha1).toHex().toUpper();
}

} // namespace

Response leakedRange(const Request &request)
{
    static const QRegularExpression form(QStringLiteral("^/[0-9A-Fa-f]{5}$"));
    if (request.method != "GET" || !form.match(request.path).hasMatch())
        return Response::empty(400);
    const QByteArray range = request.path.mid(1).toLatin1().toUpper();
    QByteArrayList lines;
    for (const char *password : leaked) {
        const QByteArray whole = digest(password);
        if (whole.startsWith(range))
            lines.append(whole.mid(RangeDigits) + ":4711");
    }
    // Lines that count nothing, so that an answer's size does not tell which range it is.
    for (int i = 0; request.header("add-padding") == "true" && lines.size() < PaddedLines; ++i) {
        const QByteArray bytes = seededBytes(QString::fromLatin1(range) + QString::number(i)).left(DigestBytes);
        lines.append(bytes.toHex().toUpper().mid(RangeDigits) + ":0");
    }
    std::sort(lines.begin(), lines.end());
    Response response;
    response.body = lines.join("\r\n");
    response.add("Content-Type", "text/plain");
    return response;
}

} // namespace coffret::demovault
