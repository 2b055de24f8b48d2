// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <optional>
#include <string_view>

namespace coffret {

/// Base64 (RFC 4648 section 4) in guarded memory. Spaces and line ends are passed over; nothing for anything else that
/// is not base64.
[[nodiscard]] std::optional<SecretBuffer> secretFromBase64(std::string_view text);
constexpr std::size_t OpenSshLine = 70; ///< characters in a line, as OpenSSH writes them
constexpr std::size_t PemLine = 64;     ///< RFC 7468

/// In lines, each with a line end.
[[nodiscard]] SecretBuffer secretToBase64Lines(std::string_view bytes, std::size_t lineSize = OpenSshLine);

} // namespace coffret
