// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <optional>
#include <string_view>

namespace coffret {

/// Until when the first certificate of a PEM text (RFC 7468) is valid, UTC. Nothing where there is none, or where it
/// cannot be read. Of a text without private keys: OpenSSL takes it apart in its own memory.
[[nodiscard]] std::optional<QDateTime> certificateEnd(std::string_view pem);

} // namespace coffret
