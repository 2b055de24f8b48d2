// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QPair>

namespace coffret::demovault {

/// One answer. Header names may repeat (Set-Cookie).
struct Response
{
    int status = 200;
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;

    static Response json(int status, const QJsonObject &object);
    static Response empty(int status);
    Response &add(const QByteArray &name, const QByteArray &value);

    /// The bytes for the wire. A HEAD or 304 answer carries the length but no body.
    [[nodiscard]] QByteArray serialise(bool withBody) const;
};

} // namespace coffret::demovault
