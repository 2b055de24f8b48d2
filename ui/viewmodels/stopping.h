// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

namespace coffret {

/// Stops what was begun with this source, and makes a new one for what comes next.
inline void stopAll(std::stop_source &source)
{
    std::stop_source stopped = source; // shares its state
    source = std::stop_source();
    stopped.request_stop(); // may resume tasks at once: those see the new source
}

} // namespace coffret
