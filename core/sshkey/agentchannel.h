// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/sshkey/filedescriptor.h"

#include <QDeadlineTimer>

#include <chrono>
#include <string_view>

namespace coffret {

/// One connection to an agent's socket: messages, each behind its length.
class AgentChannel
{
public:
    /// NoSshAgent when nobody listens there.
    [[nodiscard]] static Expected<AgentChannel> open(const QString &socketPath, std::chrono::milliseconds patience);

    /// Sends a message and waits for the answer, which holds no secret. TimedOut; NoSshAgent when the agent hangs up;
    /// Malformed for an empty answer or one beyond 256 KiB.
    [[nodiscard]] Expected<QByteArray> exchange(std::string_view message);

private:
    AgentChannel(FileDescriptor socket, QDeadlineTimer deadline) : m_socket(std::move(socket)), m_deadline(deadline) {}
    [[nodiscard]] Expected<void> send(std::string_view bytes);
    [[nodiscard]] Expected<QByteArray> receive(qsizetype size);
    [[nodiscard]] Expected<void> wait(short event);

    FileDescriptor m_socket;
    QDeadlineTimer m_deadline;
};

} // namespace coffret
