// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/busyday.h"
#include "tests/support/ownmemory.h"

#include <QApplication>
#include <QTest>

#include <ctime>

using namespace coffret;
using coffret::test::BusyDay;
using coffret::test::privateMebibytes;

namespace {

constexpr double MostMilliseconds = 50; // of the processor, for one event
constexpr double MostMebibytes = 5;

double cpuMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Knows how much of the processor the longest event took: while it lasts, nothing is drawn.
class TimedApplication : public QApplication
{
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const double before = cpuMilliseconds();
        const bool done = QApplication::notify(receiver, event);
        longest = std::max(longest, cpuMilliseconds() - before);
        --m_depth;
        return done;
    }
    double longest = 0;

private:
    int m_depth = 0;
};

} // namespace

class TestDay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDayInTenMinutes()
    {
        bool isSet = false;
        const int wanted = qEnvironmentVariableIntValue("COFFRET_DAY_SECONDS", &isSet);
        BusyDay day(isSet ? wanted : 600, 20'261'130);
        QVERIFY(day.begin());
        auto *const app = static_cast<TimedApplication *>(QCoreApplication::instance());
        QVERIFY(day.comeToRest());
        const double before = privateMebibytes();
        app->longest = 0;
        day.pass();
        const double longest = app->longest;
        QVERIFY(day.comeToRest());
        const double drift = privateMebibytes() - before;
        for (const auto &[what, count] : day.outcomes())
            qInfo().noquote() << what << count;
        qInfo("longest event %.1f ms, memory drift %.1f MiB", longest, drift);
        QCOMPARE(day.lostEdits(), QStringList());
        QCOMPARE(day.staleRows(), QStringList());
        QVERIFY2(longest <= MostMilliseconds, qPrintable(QString::number(longest)));
        QVERIFY2(drift < MostMebibytes, qPrintable(QString::number(drift)));
    }
};

int main(int argc, char **argv)
{
    TimedApplication app(argc, argv);
    TestDay test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_day.moc"
