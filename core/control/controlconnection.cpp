// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/controlconnection.h"

#include <array>
#include <cerrno>
#include <sys/socket.h>

namespace coffret {

namespace {

std::string_view viewOf(const QByteArray &bytes)
{
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

bool isToBeTriedAgain()
{
    return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

} // namespace

ControlConnection::ControlConnection(FileDescriptor socket, ProgramIdentity program, QObject *parent)
    : QObject(parent)
    , m_socket(std::move(socket))
    , m_program(std::move(program))
    , m_readable(m_socket.get(), QSocketNotifier::Read)
    , m_writable(m_socket.get(), QSocketNotifier::Write)
{
    m_writable.setEnabled(false);
    connect(&m_readable, &QSocketNotifier::activated, this, &ControlConnection::read);
    connect(&m_writable, &QSocketNotifier::activated, this, &ControlConnection::write);
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &ControlConnection::end);
    m_patience.start(AskingTime);
}

ControlConnection::~ControlConnection() = default;

/// After its wish a client has nothing more to say: bytes that come then, or an end, mean that it has gone.
void ControlConnection::read()
{
    std::array<char, 4096> some;
    const ssize_t got = ::recv(m_socket.get(), some.data(), some.size(), 0);
    if (got < 0 && isToBeTriedAgain())
        return;
    if (got <= 0 || m_asked)
        return end();
    m_in.append(some.data(), static_cast<qsizetype>(got));
    takeFrame();
}

void ControlConnection::takeFrame()
{
    if (m_in.size() < static_cast<qsizetype>(FrameStart))
        return;
    const Expected<std::size_t> length = frameLength(viewOf(m_in), LongestRequest);
    if (length && static_cast<std::size_t>(m_in.size()) < FrameStart + *length)
        return;
    m_asked = true;
    m_patience.stop();
    const bool isWhole = length && static_cast<std::size_t>(m_in.size()) == FrameStart + *length;
    const Expected<QJsonObject> json = isWhole ? frameHeader(m_in.mid(static_cast<qsizetype>(FrameStart)))
                                               : failure(ErrorKind::Malformed, QStringLiteral("no single frame"));
    Expected<ControlRequest> request = json ? ControlRequest::fromJson(*json) : failure(json);
    m_in.clear();
    if (!request)
        return answer({ControlStatus::Misused, {}, {}, {}});
    m_request = std::move(*request);
    Q_EMIT asked();
}

void ControlConnection::answer(ControlReply reply)
{
    if (std::exchange(m_answered, true))
        return;
    const bool isHeard = std::exchange(m_asked, true); // who is turned away unheard is still speaking
    m_reply = std::move(reply);
    m_header = controlFrame(m_reply.toJson());
    m_readable.setEnabled(false);
    m_writable.setEnabled(true);
    m_patience.start(ListeningTime);
    if (isHeard)
        write(); // now: the program may be about to end
}

void ControlConnection::dropValues()
{
    if (!m_reply.values.empty())
        end();
}

void ControlConnection::write()
{
    while (m_part <= m_reply.values.size()) {
        const std::string_view part = m_part == 0 ? viewOf(m_header) : m_reply.values[m_part - 1].view();
        if (m_written == part.size()) {
            ++m_part;
            m_written = 0;
            continue;
        }
        const ssize_t sent = ::send(m_socket.get(), part.data() + m_written, part.size() - m_written, MSG_NOSIGNAL);
        if (sent < 0 && isToBeTriedAgain())
            return;
        if (sent < 0)
            return end();
        m_written += static_cast<std::size_t>(sent);
    }
    end();
}

void ControlConnection::end()
{
    m_readable.setEnabled(false);
    m_writable.setEnabled(false);
    m_patience.stop();
    m_reply = {};
    m_socket.close();
    if (!std::exchange(m_answered, true))
        Q_EMIT gone();
    deleteLater();
}

} // namespace coffret
