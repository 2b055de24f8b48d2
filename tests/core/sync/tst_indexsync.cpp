// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sync/indexsync.h"
#include "tests/support/fakes.h"

#include <QCoroTask>
#include <QTest>

using namespace coffret;
using namespace coffret::fakes;
using Call = FakeServer::Call;
using Result = Expected<std::shared_ptr<const Catalog>>;

namespace {

/// A vault that is signed in, with as many secrets as asked for.
struct Bench
{
    explicit Bench(int count)
    {
        SampleIndex index = sampleIndex(count);
        server->collections = std::move(index.collections);
        server->secrets = std::move(index.secrets);
        server->signedIn = true;
    }
    Task<Result> start(IndexLimits limits = IndexLimits())
    {
        const auto note = [this](int soFar, int total) { progress.emplace_back(soFar, total); };
        return fetchCatalog(vault, workers, stop.get_token(), note, limits);
    }
    Result fetch(IndexLimits limits = IndexLimits()) { return QCoro::waitFor(start(limits)); }

    std::shared_ptr<FakeServer> server = std::make_shared<FakeServer>();
    FakeVault vault{server};
    WorkerPool workers{2};
    std::stop_source stop;
    std::vector<std::pair<int, int>> progress;
};

} // namespace

class TestIndexSync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void collectsAllPages()
    {
        Bench bench(250);
        const Result catalog = bench.fetch();
        QVERIFY(catalog);
        QCOMPARE((*catalog)->size(), 250u);
        QCOMPARE((*catalog)->collections().size(), bench.server->collections.size());
        const auto whole = Catalog::build(bench.server->collections, bench.server->secrets);
        QVERIFY((*catalog)->searchArena() == whole->searchArena());
        QCOMPARE(bench.progress, (std::vector<std::pair<int, int>>{{100, 250}, {200, 250}, {250, 250}}));
    }

    void anEmptyVaultIsAnEmptyCatalog()
    {
        Bench bench(0);
        bench.server->tellsTotal = false;
        const Result catalog = bench.fetch();
        QVERIFY(catalog);
        QCOMPARE((*catalog)->size(), 0u);
        QCOMPARE(bench.progress, (std::vector<std::pair<int, int>>{{0, -1}}));
    }

    void worksWithoutProgress()
    {
        Bench bench(10);
        QVERIFY(QCoro::waitFor(fetchCatalog(bench.vault, bench.workers, StopToken(), {})));
    }

    void returnsNothingWhenAPageFails()
    {
        Bench bench(250);
        const auto expireNext = [&bench](int, int) { bench.server->expireSession(); };
        auto fetching = fetchCatalog(bench.vault, bench.workers, StopToken(), expireNext);
        const Result catalog = QCoro::waitFor(fetching);
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().kind, ErrorKind::NotAuthenticated);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 2);
        bench.server->failNext(Call::FetchIndex, ErrorKind::ServerFault);
        QCOMPARE(bench.fetch().error().kind, ErrorKind::ServerFault);
    }

    void stops()
    {
        Bench bench(250);
        bench.server->gate(Call::FetchIndex).close();
        auto fetching = bench.start();
        QCOMPARE(bench.server->gate(Call::FetchIndex).waiting(), 1);
        bench.stop.request_stop();
        const Result catalog = QCoro::waitFor(fetching);
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.fetch().error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 1);
    }

    void stopsBetweenPages()
    {
        Bench bench(250);
        const auto stopAtFirst = [&bench](int, int) { bench.stop.request_stop(); };
        auto fetching = fetchCatalog(bench.vault, bench.workers, bench.stop.get_token(), stopAtFirst);
        QCOMPARE(QCoro::waitFor(fetching).error().kind, ErrorKind::Cancelled);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 1);
    }

    void stopsAfterTheLastPage()
    {
        Bench bench(50);
        const auto stopAtLast = [&bench](int, int) { bench.stop.request_stop(); };
        auto fetching = fetchCatalog(bench.vault, bench.workers, bench.stop.get_token(), stopAtLast);
        QCOMPARE(QCoro::waitFor(fetching).error().kind, ErrorKind::Cancelled);
    }

    void leavesTheWorkersAloneOnceItWasStopped()
    {
        Bench bench(50);
        auto workers = std::make_unique<WorkerPool>(1);
        auto fetching = fetchCatalog(bench.vault, *workers, bench.stop.get_token(), {});
        QTRY_COMPARE(bench.server->calls(Call::FetchIndex), 1);
        bench.stop.request_stop();
        workers.reset(); // waits for what it was given; whoever gave it has not been told yet
        QCOMPARE(QCoro::waitFor(fetching).error().kind, ErrorKind::Cancelled);
    }

    void noticesThatPagesGoInACircle()
    {
        Bench bench(250);
        bench.server->endless = true;
        const Result catalog = bench.fetch();
        QVERIFY(!catalog);
        QCOMPARE(catalog.error().kind, ErrorKind::Malformed);
        QVERIFY(bench.server->calls(Call::FetchIndex) <= 4);
    }

    void noticesThatPagesNeverEnd()
    {
        Bench bench(1);
        bench.server->newCursorsEver = true;
        const Result pages = bench.fetch(IndexLimits(50));
        QVERIFY(!pages);
        QCOMPARE(pages.error().kind, ErrorKind::Malformed);
        QCOMPARE(bench.server->calls(Call::FetchIndex), 50);
        const Result secrets = bench.fetch(IndexLimits(1000, 20));
        QVERIFY(!secrets);
        QCOMPARE(secrets.error().kind, ErrorKind::TooLarge);
    }
};

QTEST_GUILESS_MAIN(TestIndexSync)
#include "tst_indexsync.moc"
