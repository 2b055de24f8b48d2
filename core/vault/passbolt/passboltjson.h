// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/net/httpclient.h"
#include "core/secret/secretjson.h"

#include <QJsonValue>
#include <QStringList>

#include <optional>

namespace coffret {

/// 8-4-4-4-12 hex digits. Nothing else is ever put into a path.
[[nodiscard]] bool isUuid(QStringView text);

/// The two halves of every answer: what it is about, and what it says.
struct PassboltEnvelope
{
    qint64 serverTime = 0; ///< unix seconds, 0 when not told
    QString url;
    QJsonValue body;
};
/// For small answers; lists are read with simdjson. Malformed when it is not an envelope.
[[nodiscard]] Expected<PassboltEnvelope> parseEnvelope(const QByteArray &json);

/// Success, or what the status means. Looks into the body of a 403 for a missing second factor.
[[nodiscard]] Expected<void> checkStatus(const HttpResponse &response);

/// The names of the second factors when an answer says that one is missing (there may be none), else nothing.
/// Messages are translated and never looked at, and an installation below a path has it in front of header.url.
[[nodiscard]] std::optional<QStringList> missingSecondFactor(const HttpResponse &response);

/// plugins is settings.passbolt.plugins. Servers say enabled as a boolean, a number or a string, or leave the plugin
/// out.
[[nodiscard]] bool isPassboltPluginOn(const QJsonValue &plugins, const char *name);

} // namespace coffret
