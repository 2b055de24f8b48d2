// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <list>
#include <span>
#include <sys/eventfd.h>
#include <unistd.h>

namespace coffret {

/// A descriptor that becomes readable when one of the tokens is asked to stop.
class WakeUp
{
public:
    explicit WakeUp(std::span<const StopToken> stops) : m_fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        for (const StopToken &stop : stops)
            m_callbacks.emplace_back(stop, Ring{m_fd});
    }
    ~WakeUp()
    {
        m_callbacks.clear(); // waits for a callback that is just running
        ::close(m_fd);
    }
    WakeUp(const WakeUp &) = delete;
    WakeUp &operator=(const WakeUp &) = delete;
    [[nodiscard]] int fd() const { return m_fd; }

private:
    struct Ring
    {
        int fd;
        void operator()() const { (void)!eventfd_write(fd, 1); }
    };
    int m_fd;
    std::list<std::stop_callback<Ring>> m_callbacks;
};

} // namespace coffret
