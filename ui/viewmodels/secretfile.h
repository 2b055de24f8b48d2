// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

namespace coffret {

/// A small ordinary file that may hold secrets, read past Qt's buffers. StorageFault, or TooLarge beyond most bytes.
[[nodiscard]] Expected<SecretBuffer> readSecretFile(const QString &path, std::size_t most);

} // namespace coffret
