// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace.h"

namespace coffret::watch {

/// Clears the clipboard if it has the value: now, and unless once is set, whenever it turns up in the next seconds.
/// Wayland lets programs without a window do so by a protocol of its own; wl-clipboard, if it is installed, speaks it.
void emptyWaylandClipboard(const Trace &trace, bool once);

} // namespace coffret::watch
