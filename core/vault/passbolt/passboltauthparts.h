// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

namespace coffret {

// What both ways of signing in share.

[[nodiscard]] inline QByteArray compactJson(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

[[nodiscard]] inline QByteArray newUuid()
{
    return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
}

/// The one error for every challenge or reply that is not as it must be.
[[nodiscard]] inline tl::unexpected<Error> refusedChallenge()
{
    return failure(ErrorKind::BadSignature, QStringLiteral("the server's challenge is not one it may send"));
}

[[nodiscard]] inline tl::unexpected<Error> refusedSignIn(int status)
{
    return failure(ErrorKind::NotAuthenticated, QStringLiteral("the server refused the sign-in"), status);
}

} // namespace coffret
