// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/session/bell.h"

#include <deque>

namespace coffret {

/// Lets one at a time go on, in the order in which they asked. Main thread.
class Turns
{
public:
    /// Resumes when it is the caller's turn, which lasts until end(); earlier, without a turn, when stop is requested.
    Task<void> take(StopToken stop)
    {
        const auto mine = std::make_shared<Bell>();
        m_asking.push_back(mine);
        if (m_asking.size() > 1)
            co_await mine->wait(std::move(stop));
    }

    void end()
    {
        m_asking.pop_front();
        if (!m_asking.empty())
            m_asking.front()->ring();
    }

    /// For when all that asked were stopped: it is nobody's turn.
    void reset() { m_asking.clear(); }

private:
    std::deque<std::shared_ptr<Bell>> m_asking; ///< the first one's turn it is
};

} // namespace coffret
