// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QStringList>
#include <QUrlQuery>

#include <optional>

namespace coffret::demovault {

/// One request as the services see it: path below the mount point, header names in lower case.
struct Request
{
    QByteArray method;
    QString mount; ///< "/v5", without a slash at the end
    QString path;  ///< "/resources.json"
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const { return headers.value(lowerCaseName); }
    /// A cookie's value, empty when it was not sent.
    [[nodiscard]] QByteArray cookie(const QByteArray &name) const;
    [[nodiscard]] bool has(const QString &parameter) const;
    [[nodiscard]] QString parameter(const QString &name) const;
    /// Every value of name and of name[] (and name[0] is not a form any client sends).
    [[nodiscard]] QStringList parameters(const QString &name) const;
    /// The name of a parameter that is none of these; nullopt: there is none.
    [[nodiscard]] std::optional<QString> parameterBesides(const QStringList &known) const;
    /// Whether the Content-Type says JSON, with or without parameters of its own.
    [[nodiscard]] bool isJson() const;
    /// The body as a JSON object; nullopt when it is anything else.
    [[nodiscard]] std::optional<QJsonObject> json() const;
    /// Path and query as they came, percent-encoded, mount included.
    [[nodiscard]] QString target() const;
};

/// The name of a member that is none of these; nullopt: there is none.
[[nodiscard]] std::optional<QString> memberBesides(const QJsonObject &object, const QStringList &known);

} // namespace coffret::demovault
