// SPDX-License-Identifier: GPL-3.0-or-later
// coffret-desktop carries bytes between the program that started it and the session bus. The desktop's portal looks
// into /proc/PID/root of whoever asks it, which the program itself does not allow; this process holds nothing and does.
#include "systemcalls.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace {

/// What was read on one side and is still to be written on the other. Wiped as it goes: key presses may pass through.
class Pipe
{
public:
    Pipe(int from, int to) : m_from(from), m_to(to) {}
    ~Pipe() { explicit_bzero(m_bytes.data(), m_bytes.size()); }
    Pipe(const Pipe &) = delete;
    Pipe &operator=(const Pipe &) = delete;

    [[nodiscard]] bool isEmpty() const { return m_begin == m_end; }
    /// False at the end of either side.
    [[nodiscard]] bool read()
    {
        const ssize_t count = ::recv(m_from, m_bytes.data(), m_bytes.size(), MSG_DONTWAIT);
        if (count > 0)
            m_end = static_cast<std::size_t>(count);
        return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
    }
    [[nodiscard]] bool write()
    {
        const ssize_t count = ::send(m_to, m_bytes.data() + m_begin, m_end - m_begin, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (count < 0)
            return errno == EAGAIN || errno == EINTR;
        explicit_bzero(m_bytes.data() + m_begin, static_cast<std::size_t>(count));
        m_begin += static_cast<std::size_t>(count);
        if (isEmpty())
            m_begin = m_end = 0;
        return true;
    }

private:
    int m_from;
    int m_to;
    std::array<char, 16384> m_bytes{};
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
};

/// A value of a D-Bus address: "%2f" is a byte. https://dbus.freedesktop.org/doc/dbus-specification.html#addresses
std::string unescaped(std::string_view value)
{
    std::string plain;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '%' || i + 2 >= value.size()) {
            plain += value[i];
            continue;
        }
        plain += static_cast<char>(std::strtoul(std::string(value.substr(i + 1, 2)).c_str(), nullptr, 16));
        i += 2;
    }
    return plain;
}

/// One of an address's values, "path" of "unix:path=/run/bus,guid=1f".
std::optional<std::string> valueOf(std::string_view address, std::string_view key)
{
    address.remove_prefix(std::min(address.size(), address.find(':') + 1));
    while (!address.empty()) {
        const std::string_view pair = address.substr(0, address.find(','));
        if (pair.substr(0, pair.find('=')) == key && pair.size() > key.size())
            return unescaped(pair.substr(key.size() + 1));
        address.remove_prefix(std::min(address.size(), pair.size() + 1));
    }
    return std::nullopt;
}

/// A socket of the bus, or -1.
int connectedTo(std::string_view address)
{
    if (address.substr(0, 5) != "unix:")
        return -1;
    const std::optional<std::string> path = valueOf(address, "path");
    const std::optional<std::string> hidden = valueOf(address, "abstract"); // its name begins with a zero byte
    const std::string name = path ? *path : hidden ? std::string(1, '\0') + *hidden : std::string();
    sockaddr_un where{};
    where.sun_family = AF_UNIX;
    if (name.empty() || name.size() >= sizeof where.sun_path)
        return -1;
    name.copy(where.sun_path, name.size());
    const auto length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size() + (path ? 1 : 0));
    const int bus = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bus >= 0 && ::connect(bus, reinterpret_cast<const sockaddr *>(&where), length) == 0)
        return bus;
    ::close(bus);
    return -1;
}

int sessionBus()
{
    const char *const told = std::getenv("DBUS_SESSION_BUS_ADDRESS");
    const char *const runtime = std::getenv("XDG_RUNTIME_DIR");
    const std::string addresses = told ? told : runtime ? std::string("unix:path=") + runtime + "/bus" : std::string();
    for (std::string_view rest = addresses; !rest.empty();) {
        const std::string_view one = rest.substr(0, rest.find(';'));
        if (const int bus = connectedTo(one); bus >= 0)
            return bus;
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    }
    return -1;
}

short wanted(const Pipe &reading, const Pipe &writing)
{
    return static_cast<short>((reading.isEmpty() ? POLLIN : 0) | (writing.isEmpty() ? 0 : POLLOUT));
}

/// Until one side closes.
void carry(int program, int bus)
{
    Pipe out(program, bus);
    Pipe in(bus, program);
    for (bool open = true; open;) {
        pollfd ends[]{{program, wanted(out, in), 0}, {bus, wanted(in, out), 0}};
        if (::poll(ends, 2, -1) < 0)
            continue; // a signal
        if (!out.isEmpty() && (ends[1].revents & POLLOUT))
            open = out.write();
        else if (out.isEmpty() && (ends[0].revents & (POLLIN | POLLHUP | POLLERR)))
            open = out.read();
        if (open && !in.isEmpty() && (ends[0].revents & POLLOUT))
            open = in.write();
        else if (open && in.isEmpty() && (ends[1].revents & (POLLIN | POLLHUP | POLLERR)))
            open = in.read();
        if ((ends[0].revents | ends[1].revents) & POLLNVAL)
            return;
    }
}

} // namespace

int main()
{
    sockaddr_un peer{};
    socklen_t size = sizeof peer;
    if (::getsockname(STDIN_FILENO, reinterpret_cast<sockaddr *>(&peer), &size) != 0) {
        std::fputs("coffret-desktop is started by coffret, on a socket.\n", stderr);
        return 2;
    }
    const int bus = sessionBus();
    if (bus < 0)
        return 1;
#ifdef COFFRET_CALLS_LIMITED
    (void)coffret::desktop::allowCarryingAlone(); // a system without filters has the portal all the same
#endif
    carry(STDIN_FILENO, bus);
    return 0;
}
