// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/net/httpclient.h"
#include "core/secret/jsonwriter.h"
#include "core/secret/secretbuffer.h"

#include <QJsonValue>
#include <QStringList>

#include <optional>
#include <string_view>
#include <vector>

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

/// One member of an object that was not copied out of the memory it was parsed in.
struct SecretJsonMember
{
    enum class Kind { String, Number, Bool, Null, Object, Array };
    std::string_view key;   ///< between its quotes, escapes not resolved
    std::string_view token; ///< String: between its quotes, still escaped; others: as written
    Kind kind = Kind::Null;
};
/// Takes one level of JSON apart where it lies. json must be followed by SecretBuffer::Padding readable bytes, which
/// any part of a SecretBuffer is. kind: Object, or Array, whose elements have an empty key. Malformed for anything but
/// one whole such value.
[[nodiscard]] Expected<std::vector<SecretJsonMember>>
splitSecretJson(std::string_view json, SecretJsonMember::Kind kind = SecretJsonMember::Kind::Object);
/// The member named key (the last one, as JSON readers do), or null.
[[nodiscard]] const SecretJsonMember *memberOf(const std::vector<SecretJsonMember> &members, std::string_view key);
/// Text of a string, digits of a number, true or false; empty for null and for a missing member (a null pointer).
[[nodiscard]] Expected<SecretBuffer> secretScalar(const SecretJsonMember *member);
/// A value, or a member with its key, as it stood.
void writeValue(SecretJsonWriter &writer, const SecretJsonMember &member);
void writeMember(SecretJsonWriter &writer, const SecretJsonMember &member);
/// The text of a string member; Malformed for other kinds or a missing member.
[[nodiscard]] Expected<SecretBuffer> secretText(const std::vector<SecretJsonMember> &members, std::string_view key);
/// The same for what is not a secret; empty for anything else.
[[nodiscard]] QString plainScalar(const SecretJsonMember *member);
[[nodiscard]] QString plainText(const std::vector<SecretJsonMember> &members, std::string_view key);

} // namespace coffret
