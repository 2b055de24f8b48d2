// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/task.h"

#include <stop_token>

namespace coffret {

/// Stops when either of two tokens does. Must outlive its use.
class JoinedStop
{
public:
    JoinedStop(const StopToken &one, const StopToken &other)
        : m_one(one, Forward{&m_both}), m_other(other, Forward{&m_both})
    {
    }
    [[nodiscard]] StopToken token() const { return m_both.get_token(); }

private:
    struct Forward
    {
        std::stop_source *to;
        void operator()() const { to->request_stop(); }
    };
    std::stop_source m_both;
    std::stop_callback<Forward> m_one;
    std::stop_callback<Forward> m_other;
};

} // namespace coffret
