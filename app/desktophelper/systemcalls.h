// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret::desktop {

/// From here on this process can carry bytes between sockets that are open, and end. Whatever else it asks of the
/// system, such as a file, a program, another socket or a look into another process, ends it at once (SIGSYS). False
/// where the system has no filter: then everything stays as it was.
[[nodiscard]] bool allowCarryingAlone();

} // namespace coffret::desktop
