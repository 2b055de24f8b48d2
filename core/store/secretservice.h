// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <chrono>

namespace coffret {

/// Whether the Secret Service's default collection is locked now; false when there is no such service. Needed because
/// libsecret reports an entry it was not allowed to unlock as one that does not exist. Main thread.
Task<bool> isDefaultCollectionLocked(std::chrono::milliseconds timeout);

} // namespace coffret
