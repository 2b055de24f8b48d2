// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret {

/// Closes what a process of ours must not leave open: core dumps, tracing by the same user (not in debug builds),
/// readable files, and environment variables that would load foreign code or write logs of what is decrypted.
/// Called first in main, before any thread and any Qt object.
void hardenProcess();

} // namespace coffret
