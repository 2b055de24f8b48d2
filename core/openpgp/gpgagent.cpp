// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/gpgagent.h"

#include <QFile>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>

namespace coffret {

namespace {

constexpr std::size_t AnswerLimit = 2048; // of RSA with 8192 bits, and what is around it
constexpr std::size_t OctetsInLine = 300; // each may be escaped, and a line has at most a thousand

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Adds a data line's octets.
bool appendData(SecretBuffer &answer, std::string_view line)
{
    for (std::size_t i = 0; i < line.size(); ++i) {
        char octet = line[i];
        if (octet == '%') {
            const int high = i + 2 < line.size() ? digitOf(line[i + 1]) : -1;
            const int low = i + 2 < line.size() ? digitOf(line[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            octet = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (answer.size() == AnswerLimit)
            return false;
        answer.append({&octet, 1});
        wipeBytes({&octet, 1});
    }
    return true;
}

/// Out of "(5:value33:...)".
std::string_view valueIn(std::string_view answer)
{
    constexpr std::string_view Head = "(5:value";
    if (!answer.starts_with(Head))
        return {};
    answer.remove_prefix(Head.size());
    std::size_t size = 0;
    const auto [end, error] = std::from_chars(answer.data(), answer.data() + answer.size(), size);
    answer.remove_prefix(static_cast<std::size_t>(end - answer.data()));
    constexpr std::size_t Around = 2; // a colon and a bracket
    if (error != std::errc() || answer.size() < Around || size > answer.size() - Around || answer.front() != ':' ||
        answer[1 + size] != ')')
        return {};
    return answer.substr(1, size);
}

bool isWord(std::string_view line, std::string_view word)
{
    return line.starts_with(word) && (line.size() == word.size() || line[word.size()] == ' ');
}

} // namespace

GpgAgent::GpgAgent(int socket, std::span<const StopToken> stops) : m_stops(stops), m_socket(socket) {}

GpgAgent::~GpgAgent()
{
    ::close(m_socket);
    wipeBytes(m_input);
}

std::unique_ptr<GpgAgent> GpgAgent::connect(const QString &socket, std::span<const StopToken> stops)
{
    const QByteArray name = QFile::encodeName(socket);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<std::size_t>(name.size()) >= sizeof(address.sun_path))
        return nullptr;
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return nullptr;
    std::unique_ptr<GpgAgent> agent(new GpgAgent(fd, stops));
    if (::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address)) != 0)
        return nullptr;
    const auto greeting = agent->readLine();
    if (!greeting || !isWord(*greeting, "OK") || !agent->succeeds("OPTION pinentry-mode=error\n"))
        return nullptr;
    return agent;
}

SecretBuffer GpgAgent::decrypt(std::string_view keygrip, std::string_view sealed)
{
    if (!succeeds(std::string("SETKEY ").append(keygrip).append("\n")) || !send("PKDECRYPT\n"))
        return {};
    SecretBuffer answer(AnswerLimit);
    while (const auto line = readLine()) {
        if (isWord(*line, "OK"))
            return SecretBuffer::copyOf(valueIn(answer.view()));
        const bool goesOn =
            isWord(*line, "INQUIRE")
                ? line->substr(7) == " CIPHERTEXT" ? sendData(sealed) : send("CAN\n")
                : !isWord(*line, "ERR") && (!line->starts_with("D ") || appendData(answer, line->substr(2)));
        if (!goesOn)
            break;
    }
    return {};
}

bool GpgAgent::succeeds(std::string_view command)
{
    if (!send(command))
        return false;
    while (const auto line = readLine()) {
        if (isWord(*line, "OK") || isWord(*line, "ERR"))
            return isWord(*line, "OK");
    }
    return false;
}

/// False when it is time to stop.
bool GpgAgent::wait(short events) const
{
    std::array<pollfd, 2> descriptors{{{m_stops.fd(), POLLIN, 0}, {m_socket, events, 0}}};
    while (::poll(descriptors.data(), descriptors.size(), -1) < 0) {
        if (errno != EINTR)
            return false;
    }
    return descriptors[0].revents == 0;
}

bool GpgAgent::send(std::string_view bytes) const
{
    while (!bytes.empty()) {
        const ssize_t sent = wait(POLLOUT) ? ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL) : 0;
        if (sent <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool GpgAgent::sendData(std::string_view bytes) const
{
    constexpr std::string_view Digits = "0123456789ABCDEF";
    std::string lines;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i % OctetsInLine == 0)
            lines += i == 0 ? "D " : "\nD ";
        const auto octet = static_cast<unsigned char>(bytes[i]);
        if (bytes[i] == '%' || bytes[i] == '\r' || bytes[i] == '\n')
            lines.append(1, '%').append(1, Digits[octet >> 4]).append(1, Digits[octet & 15]);
        else
            lines += bytes[i];
    }
    return send(lines += "\nEND\n");
}

/// What it returns is good until the next is read.
std::optional<std::string_view> GpgAgent::readLine()
{
    while (true) {
        const std::string_view ready(m_input.data() + m_begin, m_end - m_begin);
        if (const std::size_t size = ready.find('\n'); size != std::string_view::npos) {
            m_begin += size + 1;
            return ready.substr(0, size);
        }
        std::memmove(m_input.data(), ready.data(), ready.size());
        m_begin = 0;
        m_end = ready.size();
        if (m_end == m_input.size() || !wait(POLLIN))
            return std::nullopt;
        const ssize_t got = ::recv(m_socket, m_input.data() + m_end, m_input.size() - m_end, 0);
        if (got <= 0)
            return std::nullopt;
        m_end += static_cast<std::size_t>(got);
    }
}

} // namespace coffret
