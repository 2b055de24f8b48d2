// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

namespace coffret {

/// A small file, straight into guarded memory. TooLarge beyond largest bytes; StorageFault for what cannot be read or
/// is no ordinary file.
[[nodiscard]] Expected<SecretBuffer> readSecretFile(const QString &path, std::size_t largest);

} // namespace coffret
