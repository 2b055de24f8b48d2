// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace.h"

namespace coffret::watch {

/// Puts an empty text in the place of the value if that is on the clipboard: now, and whenever it turns up in the next
/// seconds. Stays for as long as the empty text is ours: without an owner a clipboard manager would put the value back.
/// Forgets the trace when nothing is to be expected any more.
void emptyX11Clipboard(Trace &trace);

} // namespace coffret::watch
