// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sshkey/agentchannel.h"

#include "core/sshkey/sshwire.h"

#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cerrno>
#include <cstring>

namespace coffret {

namespace {

constexpr std::uint32_t MostAnswer = 256 * 1024; // as much as OpenSSH's agent sends

constexpr int Pause = 20; // ms between attempts to connect

tl::unexpected<Error> noAgent(const char *reason)
{
    return failure(ErrorKind::NoSshAgent, QString::fromLatin1(reason));
}

tl::unexpected<Error> hungUp()
{
    return failure(ErrorKind::Malformed, QStringLiteral("the agent hung up"));
}

bool isTransient()
{
    return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
}

} // namespace

Expected<AgentChannel> AgentChannel::open(const QString &socketPath, std::chrono::milliseconds patience)
{
    const QByteArray path = QFile::encodeName(socketPath);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.isEmpty() || static_cast<std::size_t>(path.size()) >= sizeof address.sun_path)
        return noAgent("no path of a socket");
    std::memcpy(address.sun_path, path.constData(), static_cast<std::size_t>(path.size()));
    const QDeadlineTimer deadline(patience);
    FileDescriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    while (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        if (errno == ENOENT || errno == ECONNREFUSED)
            return noAgent("nobody listens at the socket");
        if (!isTransient())
            return failure(ErrorKind::SshAgentRefused, QStringLiteral("no connection, error %1").arg(errno));
        if (deadline.hasExpired())
            return failure(ErrorKind::TimedOut, QStringLiteral("the agent takes no more connections"));
        ::poll(nullptr, 0, Pause);
    }
    return AgentChannel(std::move(socket), deadline);
}

QByteArray AgentChannel::program() const
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(m_socket.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return {};
    QFile name(QStringLiteral("/proc/%1/comm").arg(peer.pid));
    return name.open(QIODevice::ReadOnly) ? name.readLine().trimmed() : QByteArray();
}

Expected<void> AgentChannel::wait(short event)
{
    pollfd waiting{m_socket.get(), event, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(m_deadline.remainingTime()));
    if (ready == 0)
        return failure(ErrorKind::TimedOut, QStringLiteral("the agent does not answer"));
    return {};
}

Expected<void> AgentChannel::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        if (auto ready = wait(POLLOUT); !ready)
            return ready;
        const ssize_t sent = ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && isTransient())
            continue;
        if (sent <= 0)
            return hungUp();
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

Expected<QByteArray> AgentChannel::receive(qsizetype size)
{
    QByteArray bytes(size, '\0');
    qsizetype done = 0;
    while (done < size) {
        if (auto ready = wait(POLLIN); !ready)
            return failure(ready);
        const ssize_t received = ::recv(m_socket.get(), bytes.data() + done, static_cast<std::size_t>(size - done), 0);
        if (received < 0 && isTransient())
            continue;
        if (received <= 0)
            return hungUp();
        done += received;
    }
    return bytes;
}

Expected<QByteArray> AgentChannel::exchange(std::string_view message)
{
    SshWriter length(4);
    length.number(static_cast<std::uint32_t>(message.size()));
    if (auto sent = send(length.view()); !sent)
        return failure(sent);
    if (auto sent = send(message); !sent)
        return failure(sent);
    const Expected<QByteArray> header = receive(4);
    if (!header)
        return failure(header);
    const std::uint32_t size = SshReader({header->constData(), 4}).number();
    if (size == 0 || size > MostAnswer)
        return failure(ErrorKind::Malformed, QStringLiteral("not an answer of an SSH agent"));
    return receive(static_cast<qsizetype>(size));
}

} // namespace coffret
