// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/hostile/hostileanswerstest.h"

#include <QTest>

namespace coffret::test {

namespace {

constexpr qint64 mostMiB = 256;
constexpr qint64 mostDenseMiB = 1024;

} // namespace

void HostileAnswersTest::theWayAndTheWhole()
{
    const QString problem = m_run->runWhole();
    qInfo("%s", qPrintable(m_run->summary()));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void HostileAnswersTest::everyMember()
{
    const QString problem = m_run->runMembers();
    qInfo("%s", qPrintable(m_run->summary()));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void HostileAnswersTest::whatIsFarTooLarge()
{
    const QString problem = m_run->runHuge();
    qInfo("%s", qPrintable(m_run->summary()));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY2(m_run->peakGrowthMiB() < mostMiB, qPrintable(QString::number(m_run->peakGrowthMiB())));
}

/// Below the limit of an answer: taken apart, it costs many times its size, and no more.
void HostileAnswersTest::whatIsFullOfValues()
{
    const QString problem = m_run->runDense();
    qInfo("%s", qPrintable(m_run->summary()));
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY2(m_run->peakGrowthMiB() < mostDenseMiB, qPrintable(QString::number(m_run->peakGrowthMiB())));
}

} // namespace coffret::test
