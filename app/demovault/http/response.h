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

    /// The bytes for the wire before the body. lengthOff: how much longer it calls the body than it is.
    [[nodiscard]] QByteArray head(qint64 lengthOff = 0) const;
    /// A 304 has none, and says no length.
    [[nodiscard]] bool hasBody() const { return status != 304; }
};

} // namespace coffret::demovault
