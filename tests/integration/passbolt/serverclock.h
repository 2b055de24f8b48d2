// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QTest>

namespace coffret::test {

/// The server tells seconds: what comes after this is later than what came before.
[[nodiscard]] inline bool secondHasPassed()
{
    const qint64 second = QDateTime::currentSecsSinceEpoch();
    return QTest::qWaitFor([second] { return QDateTime::currentSecsSinceEpoch() > second + 1; });
}

} // namespace coffret::test
