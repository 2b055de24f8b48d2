// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/demovault/http/request.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace coffret::demovault {

/// The fields of data[gpg_auth], however they were sent: form, multipart or one of two JSON shapes.
[[nodiscard]] QHash<QString, QString> gpgAuthFields(const Request &request);
/// "gpgauthv1.3.0|36|<uuid>|gpgauthv1.3.0" around a fresh UUID.
[[nodiscard]] QString newGpgAuthToken();
[[nodiscard]] bool isGpgAuthToken(const QString &token);
/// How a message is written into a header: URL-encoded with '+' for a space, then a backslash before . \ + * ? [ ^ ] $
/// ( ).
[[nodiscard]] QByteArray gpgAuthHeaderEncoded(const QByteArray &message);

} // namespace coffret::demovault
