// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

#include <sys/types.h>

namespace coffret {

/// Which running program asks, as far as the kernel tells (/proc). The asking one is this very process, not every
/// process with the same executable: what a shell or an interpreter does next says nothing about the next shell.
/// Another process of the same user can trace it, or be what it runs: this tells programs apart that mean well.
struct ProgramIdentity
{
    struct Process
    {
        pid_t id = 0;
        quint64 start = 0; ///< clock ticks after the computer's: a number that is used again has another one
        QString executable;
        quint64 device = 0; ///< of the executable's file
        quint64 file = 0;   ///< its inode
        QString script;     ///< of an interpreter: the file it says it runs; a claim
        friend bool operator==(const Process &, const Process &) = default;
    };
    /// The asking program first, then who started it, up to a few; empty: not to be found out.
    std::vector<Process> chain;

    /// Whether it can be told from others next time.
    [[nodiscard]] bool isKnown() const { return !chain.empty(); }
    [[nodiscard]] bool isSameProgram(const ProgramIdentity &other) const
    {
        return isKnown() && other.isKnown() && chain.front() == other.chain.front();
    }
    /// Whether it is another run of the same: one executable and script. Unknown ones are all alike.
    [[nodiscard]] bool isLike(const ProgramIdentity &other) const
    {
        if (!isKnown() || !other.isKnown())
            return isKnown() == other.isKnown();
        return chain.front().executable == other.chain.front().executable &&
               chain.front().script == other.chain.front().script;
    }
};

/// Whoever is at the other end of a socket. The command line of this same executable, and a shell that only carries out
/// one line ("sh -c"), ask for whoever started them. What is left to the first process or to systemd has lost its own
/// and stays unknown.
[[nodiscard]] ProgramIdentity identifyProgram(pid_t peer);

/// The name a person knows it by: "bash", or "python3.11 deploy.py". Not made safe for display.
[[nodiscard]] QString nameOf(const ProgramIdentity::Process &process);

} // namespace coffret
