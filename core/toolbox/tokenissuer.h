// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/secretbuffer.h"

#include <QString>

#include <optional>

namespace coffret {

/// Whose API key a value looks like, by the beginning that its issuer documents and by what may follow it: "GitHub".
/// Nothing where it looks like nobody's. Reads the value and keeps nothing of it.
[[nodiscard]] std::optional<QString> tokenIssuer(const SecretBuffer &value);

} // namespace coffret
