// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sshkey/sshprivatekey.h"

#include <chrono>
#include <vector>

namespace coffret {

/// A key that the agent holds, of whatever type.
struct SshAgentIdentity
{
    QByteArray blob; ///< the public key
    QByteArray typeName;
    QString comment; ///< one line

    [[nodiscard]] QByteArray fingerprint() const { return sshFingerprint(blob); }
};

/// How the agent is to limit the use of a key.
struct SshAgentLimits
{
    std::chrono::seconds lifetime; ///< at least one second: there is no key without an end
    bool confirm = false;          ///< the agent asks the user before each use
};

/// A client of the user's running ssh-agent (draft-miller-ssh-agent), one connection for each call. Calls wait for the
/// agent, at most as long as patience each: a worker's work. A key goes from guarded memory into the socket; the kernel
/// and the agent have their own copies then. No file is written, and an agent that would is refused.
/// Errors: NoSshAgent, SshAgentRefused, SshAgentLocked, TimedOut, Malformed.
class SshAgent
{
public:
    explicit SshAgent(QString socketPath, std::chrono::milliseconds patience = std::chrono::seconds(10));
    /// NoSshAgent when SSH_AUTH_SOCK names none.
    [[nodiscard]] static Expected<SshAgent> fromEnvironment();

    /// A locked agent of OpenSSH says that it has none.
    [[nodiscard]] Expected<std::vector<SshAgentIdentity>> identities() const;
    /// SshAgentLocked where that cannot be seen.
    [[nodiscard]] Expected<bool> holds(const SshPublicKey &key) const;
    /// A key that is there already gets the new limits. InvalidInput for a lifetime that cannot be; Unsupported for
    /// gpg-agent, which would keep the key on disk for good.
    [[nodiscard]] Expected<void> add(const SshPrivateKey &key, const SshAgentLimits &limits) const;
    /// NotFound when the agent does not hold it (any more).
    [[nodiscard]] Expected<void> remove(const SshPublicKey &key) const;

private:
    [[nodiscard]] Expected<void> carryOut(const SecretBuffer &request, bool givesKey = false) const;
    [[nodiscard]] Expected<bool> isLocked(const std::vector<SshAgentIdentity> &held) const;

    QString m_socketPath;
    std::chrono::milliseconds m_patience;
};

} // namespace coffret
