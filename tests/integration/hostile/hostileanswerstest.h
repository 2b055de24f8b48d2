// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/integration/hostile/hostilerun.h"

#include <QObject>

#include <memory>

namespace coffret::test {

/// What is done to the answers of every vault. The test of one makes m_run, with its calls, in initTestCase().
class HostileAnswersTest : public QObject
{
    Q_OBJECT

protected:
    std::unique_ptr<HostileRun> m_run;

private Q_SLOTS:
    void theWayAndTheWhole();
    void everyMember();
    void whatIsFarTooLarge();
    void whatIsFullOfValues();
};

} // namespace coffret::test
