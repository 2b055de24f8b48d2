// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace coffret {

/// Whether other programs of the same user may look into the process.
enum class Tracing { Allowed, Forbidden };

#ifdef NDEBUG
inline constexpr Tracing TracingOfThisBuild = Tracing::Forbidden;
#else
inline constexpr Tracing TracingOfThisBuild = Tracing::Allowed; // it is there to be debugged
#endif

/// Closes what a process of ours must not leave open: core dumps, tracing by the same user (not in debug builds),
/// readable files, and environment variables that would load foreign code or write logs of what is decrypted.
/// Called first in main, before any thread and any Qt object.
void hardenProcess(Tracing tracing = TracingOfThisBuild);

/// No core dump of this process or of what it starts, neither in a file nor in another program.
void forbidCoreDumps();

/// Turns off what Qt says for its own developers, whatever QT_LOGGING_RULES or a file of rules asks for: some of it is
/// what somebody types (input methods), or sends over a bus. What Coffret says itself stays as it was asked for.
void keepQtQuiet();

} // namespace coffret
