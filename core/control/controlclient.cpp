// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/controlclient.h"

#include "core/control/privatesocket.h"

#include <QDeadlineTimer>

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>

namespace coffret {

namespace {

tl::unexpected<Error> hungUp()
{
    return failure(ErrorKind::Malformed, QStringLiteral("the running program hung up"));
}

/// One conversation over a socket that does not wait longer than allowed.
class Conversation
{
public:
    Conversation(const FileDescriptor &socket, QDeadlineTimer limit) : m_socket(socket), m_limit(limit) {}

    [[nodiscard]] Expected<void> say(const QByteArray &bytes) const
    {
        for (qsizetype sent = 0; sent < bytes.size();) {
            if (const Expected<void> ready = wait(POLLOUT); !ready)
                return ready;
            const auto rest = static_cast<std::size_t>(bytes.size() - sent);
            const ssize_t some = ::send(m_socket.get(), bytes.constData() + sent, rest, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (some < 0 && errno != EAGAIN && errno != EINTR)
                return hungUp();
            sent += std::max<ssize_t>(some, 0);
        }
        return {};
    }
    /// Fills all of what is given.
    [[nodiscard]] Expected<void> hear(std::span<char> bytes) const
    {
        for (std::size_t got = 0; got < bytes.size();) {
            if (const Expected<void> ready = wait(POLLIN); !ready)
                return ready;
            const ssize_t some = ::recv(m_socket.get(), bytes.data() + got, bytes.size() - got, MSG_DONTWAIT);
            if (some == 0 || (some < 0 && errno != EAGAIN && errno != EINTR))
                return hungUp();
            got += static_cast<std::size_t>(std::max<ssize_t>(some, 0));
        }
        return {};
    }
    [[nodiscard]] Expected<SecretBuffer> hearSecret(std::size_t size) const
    {
        SecretBuffer value(size);
        std::array<char, 4096> some;
        Expected<void> heard;
        while (heard && value.size() < size) {
            const std::span<char> part(some.data(), std::min(some.size(), size - value.size()));
            heard = hear(part);
            if (heard)
                value.append({part.data(), part.size()});
        }
        wipeBytes(some);
        if (!heard)
            return failure(heard);
        return value;
    }

private:
    [[nodiscard]] Expected<void> wait(short event) const
    {
        pollfd one{m_socket.get(), event, 0};
        const int ready = ::poll(&one, 1, static_cast<int>(m_limit.remainingTime()));
        if (ready < 0 && errno != EINTR)
            return failure(ErrorKind::StorageFault, QStringLiteral("poll"));
        if (m_limit.hasExpired())
            return failure(ErrorKind::TimedOut);
        return {};
    }

    const FileDescriptor &m_socket;
    QDeadlineTimer m_limit;
};

Expected<ControlReply::Header> hearHeader(const Conversation &conversation)
{
    std::array<char, FrameStart> start;
    if (const Expected<void> heard = conversation.hear(start); !heard)
        return failure(heard);
    const Expected<std::size_t> length = frameLength({start.data(), start.size()}, LongestReply);
    if (!length)
        return failure(length);
    QByteArray bytes(static_cast<qsizetype>(*length), '\0');
    if (const Expected<void> heard = conversation.hear({bytes.data(), *length}); !heard)
        return failure(heard);
    const Expected<QJsonObject> json = frameHeader(bytes);
    return json ? ControlReply::fromJson(*json) : failure(json);
}

} // namespace

Expected<ControlReply> askRunningProgram(const QString &path, const ControlRequest &request,
                                         std::chrono::milliseconds limit)
{
    const Expected<FileDescriptor> socket = connectPrivately(path);
    if (!socket)
        return failure(socket);
    const Conversation conversation(*socket, QDeadlineTimer(limit));
    if (const Expected<void> said = conversation.say(controlFrame(request.toJson())); !said)
        return failure(said);
    Expected<ControlReply::Header> header = hearHeader(conversation);
    if (!header)
        return failure(header);
    for (const std::size_t size : header->sizes) {
        Expected<SecretBuffer> value = conversation.hearSecret(size);
        if (!value)
            return failure(value);
        header->reply.values.push_back(std::move(*value));
    }
    return std::move(header->reply);
}

} // namespace coffret
