// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QString>

#include <optional>

namespace coffret {

/// What somebody typed for a one-time code, as an otpauth:// URI: such a URI as it is, or a base32 key (RFC 4648;
/// spaces and dashes between groups do not count) in one that names the secret. Nothing when it is neither.
[[nodiscard]] std::optional<SecretBuffer> oneTimeCodeUri(std::string_view typed, const QString &name);
/// A code in two groups, as people read it out: 123 456.
[[nodiscard]] SecretBuffer inGroups(const SecretBuffer &code);

} // namespace coffret
