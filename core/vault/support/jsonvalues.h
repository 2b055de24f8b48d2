// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <simdjson.h>

#include <QDateTime>

#include <optional>

namespace coffret {

// Tolerant reading of one member of a JSON object: absent, null and of another type are all "not known".
using JsonMember = simdjson::simdjson_result<simdjson::dom::element>;

/// Texts as they are, whole numbers as their digits (identifiers beyond 2^53 stay exact).
[[nodiscard]] QString textOf(const JsonMember &member);
[[nodiscard]] std::optional<bool> flagOf(const JsonMember &member);
/// ISO 8601, also with a space instead of T, an hour-only offset and 1 to 6 digits of a fraction; UTC, null if unknown.
[[nodiscard]] QDateTime timeOf(const JsonMember &member);

[[nodiscard]] inline QString textOf(const simdjson::dom::object &object, std::string_view key)
{
    return textOf(object.at_key(key));
}
[[nodiscard]] inline std::optional<bool> flagOf(const simdjson::dom::object &object, std::string_view key)
{
    return flagOf(object.at_key(key));
}
[[nodiscard]] inline QDateTime timeOf(const simdjson::dom::object &object, std::string_view key)
{
    return timeOf(object.at_key(key));
}

/// A string member of a body that lies in a SecretBuffer, unescaped without touching other memory. Nothing when it is
/// absent or null; Malformed for other types and bad escapes.
[[nodiscard]] Expected<std::optional<SecretBuffer>>
secretTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member);
/// The same for members that are no secret.
[[nodiscard]] Expected<QString> plainTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member);

/// A view simdjson can parse in place: SecretBuffer keeps the padding it needs.
[[nodiscard]] simdjson::padded_string_view paddedView(const SecretBuffer &body);

} // namespace coffret
