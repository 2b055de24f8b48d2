// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/interchange/foreignfile.h"

namespace coffret {

/// What Bitwarden exports as JSON, of a person or of an organisation. file: taken over by the result. Unsupported when
/// it is an encrypted one, Malformed when it is none, TooLarge beyond MostForeignItems. Cards and identities become
/// notes with fields.
/// https://bitwarden.com/help/condition-bitwarden-import/
[[nodiscard]] Expected<ForeignFile> readBitwardenJson(SecretBuffer file);

} // namespace coffret
