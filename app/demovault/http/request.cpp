// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/http/request.h"

#include <QJsonDocument>

namespace coffret::demovault {

QByteArray Request::cookie(const QByteArray &name) const
{
    const QList<QByteArray> pairs = header("cookie").split(';');
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals).trimmed() == name)
            return pair.mid(equals + 1).trimmed();
    }
    return {};
}

bool Request::has(const QString &parameter) const
{
    return query.hasQueryItem(parameter);
}

QString Request::parameter(const QString &name) const
{
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

QStringList Request::parameters(const QString &name) const
{
    return query.allQueryItemValues(name, QUrl::FullyDecoded) +
           query.allQueryItemValues(name + QStringLiteral("[]"), QUrl::FullyDecoded);
}

std::optional<QString> Request::parameterBesides(const QStringList &known) const
{
    const QList<QPair<QString, QString>> items = query.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : items) {
        if (!known.contains(name))
            return name;
    }
    return std::nullopt;
}

bool Request::isJson() const
{
    return header("content-type").split(';').first().trimmed().toLower() == "application/json";
}

std::optional<QJsonObject> Request::json() const
{
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

QString Request::target() const
{
    QString target = mount + path;
    if (!query.isEmpty()) {
        QString text = query.toString(QUrl::FullyEncoded);
        text.replace(QLatin1Char('['), QStringLiteral("%5B")).replace(QLatin1Char(']'), QStringLiteral("%5D"));
        target += QLatin1Char('?') + text;
    }
    return target;
}

std::optional<QString> memberBesides(const QJsonObject &object, const QStringList &known)
{
    const QStringList names = object.keys();
    for (const QString &name : names) {
        if (!known.contains(name))
            return name;
    }
    return std::nullopt;
}

} // namespace coffret::demovault
