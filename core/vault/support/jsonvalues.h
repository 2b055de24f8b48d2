// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <simdjson.h>

#include <QDateTime>

#include <optional>

namespace coffret {

// Tolerant reading of one member of a JSON object: absent, null and of another type are all "not known".

/// Texts as they are, whole numbers as their digits (identifiers beyond 2^53 stay exact).
[[nodiscard]] QString textOf(const simdjson::dom::object &object, std::string_view key);
[[nodiscard]] std::optional<bool> flagOf(const simdjson::dom::object &object, std::string_view key);
/// ISO 8601, also with a space instead of T, an hour-only offset and 1 to 6 digits of a fraction; UTC, null if unknown.
[[nodiscard]] QDateTime timeOf(const simdjson::dom::object &object, std::string_view key);

/// A string member of a body that lies in a SecretBuffer, unescaped without touching other memory. Nothing when it is
/// absent or null; Malformed for other types and bad escapes.
[[nodiscard]] Expected<std::optional<SecretBuffer>>
secretTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member);
/// The same for members that are no secret.
[[nodiscard]] Expected<QString> plainTextOf(simdjson::simdjson_result<simdjson::ondemand::value> member);

/// A view simdjson can parse in place: SecretBuffer keeps the padding it needs.
[[nodiscard]] simdjson::padded_string_view paddedView(const SecretBuffer &body);

} // namespace coffret
