// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/filedescriptor.h"

#include <QDeadlineTimer>

#include <chrono>
#include <string_view>

namespace coffret {

/// One connection to an agent's socket: messages, each behind its length.
class AgentChannel
{
public:
    /// NoSshAgent when nobody listens there; TimedOut when the agent takes no more connections; SshAgentRefused when
    /// the socket cannot be used.
    [[nodiscard]] static Expected<AgentChannel> open(const QString &socketPath, std::chrono::milliseconds patience);

    /// Sends a message and waits for the answer, which holds no secret. TimedOut; Malformed when the agent hangs up,
    /// for an empty answer, and for one beyond 256 KiB.
    [[nodiscard]] Expected<QByteArray> exchange(std::string_view message);
    /// The name of the program that listens; empty when the system does not tell.
    [[nodiscard]] QByteArray program() const;

private:
    AgentChannel(FileDescriptor socket, QDeadlineTimer deadline) : m_socket(std::move(socket)), m_deadline(deadline) {}
    [[nodiscard]] Expected<void> send(std::string_view bytes);
    [[nodiscard]] Expected<QByteArray> receive(qsizetype size);
    [[nodiscard]] Expected<void> wait(short event);

    FileDescriptor m_socket;
    QDeadlineTimer m_deadline;
};

} // namespace coffret
