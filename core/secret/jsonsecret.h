// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <string_view>

namespace coffret {

/// Turns the inside of a JSON string token (without its quotes, RFC 8259 section 7) into UTF-8, without a copy
/// outside SecretBuffer memory. Lone surrogates and control characters are ErrorKind::Malformed.
[[nodiscard]] Expected<SecretBuffer> unescapeJsonString(std::string_view token);
/// The same behind what is in out, which takes at most token.size() bytes more; after a failure some of them.
[[nodiscard]] Expected<void> unescapeJsonString(std::string_view token, SecretBuffer &out);

} // namespace coffret
