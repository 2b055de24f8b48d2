// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/workerpool.h"

#include <QSemaphore>
#include <QTest>

using namespace coffret;

/// Jobs on other threads, and the tasks that wait for them.
class TestWorkerPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aQuickJobLetsTheCallerGoOnFirst();
    void settlingEndsWhatWaits();
    void settlingWaitsForJobsBegunMeanwhile();
    void settlingDeliversNothingElse();
    void nothingToSettle() { WorkerPool::settle(); }
};

namespace {

/// Runs as many jobs one after the other, and counts those that are over. Each job takes one from gate.
Task<void> runJobs(WorkerPool &pool, QSemaphore &gate, int jobs, int &over)
{
    while (jobs-- > 0) {
        const std::function<bool()> job = [&gate] {
            gate.acquire();
            return true;
        };
        Task<bool> done = pool.run(job);
        co_await done;
        ++over;
    }
}

} // namespace

// However quick the worker is: nothing ends before whoever asked has gone on.
void TestWorkerPool::aQuickJobLetsTheCallerGoOnFirst()
{
    WorkerPool pool(2);
    QSemaphore gate(1'000);
    int over = 0;
    for (int i = 0; i < 1'000; ++i) {
        const Task<void> task = runJobs(pool, gate, 1, over);
        QCOMPARE(over, i);
        WorkerPool::settle();
        QCOMPARE(over, i + 1);
    }
}

void TestWorkerPool::settlingEndsWhatWaits()
{
    WorkerPool pool(2);
    QSemaphore gate(2);
    int over = 0;
    const Task<void> first = runJobs(pool, gate, 1, over);
    const Task<void> second = runJobs(pool, gate, 1, over);
    QCOMPARE(over, 0);
    WorkerPool::settle();
    QCOMPARE(over, 2);
    QVERIFY(first.isReady() && second.isReady());
}

void TestWorkerPool::settlingWaitsForJobsBegunMeanwhile()
{
    WorkerPool pool(1);
    WorkerPool other(1);
    QSemaphore gate(0);
    int over = 0;
    const Task<void> tasks = runJobs(pool, gate, 3, over);
    const std::function<bool()> opener = [&gate] {
        gate.release(3);
        return true;
    };
    const Task<bool> opening = other.run(opener);
    WorkerPool::settle();
    QCOMPARE(over, 3);
    QVERIFY(opening.isReady());
}

void TestWorkerPool::settlingDeliversNothingElse()
{
    WorkerPool pool(1);
    QSemaphore gate(1);
    int over = 0;
    bool isDelivered = false;
    QMetaObject::invokeMethod(
        this, [&isDelivered] { isDelivered = true; }, Qt::QueuedConnection);
    const Task<void> task = runJobs(pool, gate, 1, over);
    WorkerPool::settle();
    QCOMPARE(over, 1);
    QVERIFY(!isDelivered);
    QTRY_VERIFY(isDelivered);
}

QTEST_GUILESS_MAIN(TestWorkerPool)
#include "tst_workerpool.moc"
