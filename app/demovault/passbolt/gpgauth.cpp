// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/passbolt/gpgauth.h"

#include "app/demovault/crypto/ids.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace coffret::demovault {
namespace {

QHash<QString, QString> fromJson(const QJsonObject &body)
{
    QJsonObject fields = body[QLatin1String("data")].toObject()[QLatin1String("gpg_auth")].toObject();
    if (fields.isEmpty())
        fields = body[QLatin1String("gpg_auth")].toObject();
    QHash<QString, QString> result;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        result.insert(it.key(), it.value().toString());
    return result;
}

QString bareName(QString name)
{
    name.remove(QStringLiteral("data[gpg_auth]")).remove(QStringLiteral("gpg_auth"));
    return name.remove(QLatin1Char('[')).remove(QLatin1Char(']'));
}

QHash<QString, QString> fromForm(const QByteArray &body)
{
    QHash<QString, QString> result;
    const QList<QByteArray> pairs = body.split('&');
    for (QByteArray pair : pairs) {
        pair.replace('+', ' ');
        const qsizetype equals = pair.indexOf('=');
        result.insert(bareName(QUrl::fromPercentEncoding(pair.left(equals))),
                      QUrl::fromPercentEncoding(pair.mid(equals + 1)));
    }
    return result;
}

QHash<QString, QString> fromMultipart(const QByteArray &body, const QByteArray &contentType)
{
    QByteArray boundary = contentType.mid(contentType.indexOf("boundary=") + 9);
    boundary.replace('"', "");
    QHash<QString, QString> result;
    qsizetype from = body.indexOf("--" + boundary);
    while (from >= 0) {
        const qsizetype next = body.indexOf("--" + boundary, from + 1);
        const QByteArray part = body.mid(from, next - from);
        static const QRegularExpression name(QStringLiteral("name=\"([^\"]*)\""));
        const auto match = name.match(QString::fromUtf8(part));
        const qsizetype start = part.indexOf("\r\n\r\n");
        if (match.hasMatch() && start > 0)
            result.insert(bareName(match.captured(1)), QString::fromUtf8(part.mid(start + 4).chopped(2)));
        from = next;
    }
    return result;
}

} // namespace

QHash<QString, QString> gpgAuthFields(const Request &request)
{
    const QByteArray type = request.header("content-type");
    if (type.startsWith("application/json"))
        return fromJson(request.json().value_or(QJsonObject()));
    if (type.startsWith("multipart/form-data"))
        return fromMultipart(request.body, type);
    return fromForm(request.body);
}

QString newGpgAuthToken()
{
    return QStringLiteral("gpgauthv1.3.0|36|%1|gpgauthv1.3.0").arg(randomUuid());
}

bool isGpgAuthToken(const QString &token)
{
    const QStringList parts = token.split(QLatin1Char('|'));
    return parts.size() == 4 && parts[0] == QLatin1String("gpgauthv1.3.0") && parts[3] == parts[0] &&
           parts[1] == QLatin1String("36") && isUuid(parts[2]);
}

QByteArray gpgAuthHeaderEncoded(const QByteArray &message)
{
    QByteArray encoded = QUrl::toPercentEncoding(QString::fromLatin1(message), " ", "~");
    encoded.replace(' ', '+');
    QByteArray quoted;
    for (const char c : encoded) {
        if (QByteArray(".\\+*?[^]$()").contains(c))
            quoted.append('\\');
        quoted.append(c);
    }
    return quoted;
}

} // namespace coffret::demovault
