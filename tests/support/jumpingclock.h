// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace coffret::test {

/// The real time, and minutes that pass as a test says.
class JumpingClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return QDateTime::currentDateTimeUtc().addSecs(m_seconds); }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override
    {
        return SystemClock().monotonic() + std::chrono::seconds(m_seconds);
    }
    void jump(qint64 seconds) { m_seconds += seconds; }

private:
    qint64 m_seconds = 0;
};

} // namespace coffret::test
