// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/secret/secretbuffer.h"

#include <QStringList>

#include <chrono>
#include <stop_token>
#include <vector>

namespace coffret {

/// What a program finds behind one of its file descriptors.
struct PipedInput
{
    int descriptor;
    std::string_view bytes; ///< beyond what a pipe takes at once, a file without a name that is in memory only
};

constexpr std::size_t MostPipedOutput = 256 * 1024;

struct PipedOutcome
{
    int exitCode = 0;
    SecretBuffer output;
    SecretBuffer errors;
};

/// Runs a program that reads secrets from pipes and writes one to its standard output: bytes go straight from guarded
/// memory into the kernel, and back. Waits for the program: a worker's work. What becomes of the values inside the
/// program is its own affair. Unsupported when it cannot be started or fed, TimedOut or Cancelled (and the program is
/// ended), TooLarge beyond mostOutput bytes.
[[nodiscard]] Expected<PipedOutcome> runPiped(const QString &program, const QStringList &arguments,
                                              const std::vector<PipedInput> &inputs, std::chrono::milliseconds patience,
                                              std::size_t mostOutput = MostPipedOutput,
                                              const std::stop_token &stop = {});

} // namespace coffret
