// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret {

// `coffret get`, `list`, `otp` and `exec`: ask the program that runs. They need no display and no Qt application, so
// that a script can call them often. Exit codes are ControlStatus; see the manual page.

/// Whether the arguments are for one of them: `--profile` alone may stand before its name.
[[nodiscard]] bool isControlCommand(int argc, char *argv[]);
/// Runs it; of `exec` this comes back only when the command could not be started.
[[nodiscard]] int runControlCommand(int argc, char *argv[]);

} // namespace coffret
