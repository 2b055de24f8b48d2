// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/control/controlmessage.h"

#include <chrono>

namespace coffret {

/// Tells the program that listens at path what is wanted, and waits for its answer at most as long as limit. Blocks.
/// NotFound when none listens, Forbidden when it is somebody else's, TimedOut, TooLarge, Malformed or Unsupported for
/// what is no answer, StorageFault for everything that the system reports.
[[nodiscard]] Expected<ControlReply> askRunningProgram(const QString &path, const ControlRequest &request,
                                                       std::chrono::milliseconds limit);

} // namespace coffret
