// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/session/offlinebench.h"

#include <QSemaphore>

using namespace coffret;
using namespace coffret::fakes;
using test::CacheAccount;
using test::OfflineBench;
using test::PacketOpenPgp;

namespace {

/// Keeps a pool's only thread until it goes.
class Blocked
{
public:
    explicit Blocked(WorkerPool &pool)
    {
        std::function<bool()> wait = [this] {
            m_gate.acquire();
            return true;
        };
        m_job.emplace(pool.run(std::move(wait)));
    }
    ~Blocked()
    {
        m_gate.release();
        QCoro::waitFor(*m_job);
    }
    Blocked(const Blocked &) = delete;
    Blocked &operator=(const Blocked &) = delete;

private:
    QSemaphore m_gate;
    std::optional<Task<bool>> m_job;
};

void serveAll(FakeServer &server)
{
    for (const SecretSummary &secret : server.secrets)
        server.setMessage(secret.id, PacketOpenPgp::sealed("password=alpha", AdasKey), {AdasKey});
}

} // namespace

/// What is kept while the server, the user or the disk does something else at the same time.
class TestOfflineFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aServerThatRefusesEverythingEmptiesNothing()
    {
        OfflineBench bench;
        bench.choice.messages = KeepsOffline::Everything;
        bench.server->errorStatus = 403;
        for (int i = 0; i < 250; ++i)
            bench.server->failNext(Call::FetchPayload, ErrorKind::Forbidden);
        QVERIFY(bench.open());
        bench.settle();
        bench.session->followOfflineChoice();
        QTRY_COMPARE(bench.session->catalog()->size(), 249u); // what the one answer was about
        QVERIFY(!QTest::qWaitFor([&] { return bench.server->calls(Call::FetchPayload) > 1; }, 400));
        QCOMPARE(bench.session->catalog()->size(), 249u);
    }

    void aSecondAttemptIsNotKeptOutByTheFirst()
    {
        OfflineBench bench;
        bench.useAndLoseServer();
        QVERIFY(QFile::remove(CachePlace(bench.folder(), CacheAccount).database())); // swept; the key stays
        std::vector<ErrorKind> told;
        QObject::connect(bench.session.get(), &Session::keepingFailed, bench.session.get(),
                         [&told](const Error &error) { told.push_back(error.kind); });
        QVERIFY(!bench.open());
        QVERIFY(!bench.open());
        bench.server->away.reset();
        QVERIFY(bench.open());
        bench.settle();
        QCOMPARE(told, std::vector<ErrorKind>());
        bench.close();
        bench.loseServer();
        bench.start();
        QVERIFY(!bench.open());
        QCOMPARE(bench.session->catalog()->size(), 250u);
    }

    void whatOpensAfterTheLockBringsNothingBack()
    {
        OfflineBench bench;
        QVERIFY(bench.open());
        bench.settle();
        int opens = 0;
        {
            const Blocked writing(bench.copies.worker());
            QVERIFY(QCoro::waitFor(bench.session->refresh())); // a step waits to be written
            const Blocked parsing(bench.workers);
            const auto ada = bench.session->reveal(Ada, Password);
            QTRY_COMPARE(bench.server->calls(Call::FetchPayload), 1);
            opens = bench.openPgp.inner.opens;
            const auto closing = bench.session->close();
        }
        bench.settle();
        QCOMPARE(bench.openPgp.inner.opens, opens);
        QVERIFY(CacheLock::take(CachePlace(bench.folder(), CacheAccount)));
    }

    void readingAheadEndsWithTheChoice()
    {
        OfflineBench bench;
        serveAll(*bench.server);
        bench.choice.messages = KeepsOffline::Everything;
        QVERIFY(bench.open());
        bench.settle();
        bench.session->followOfflineChoice();
        QTRY_VERIFY(bench.server->calls(Call::FetchPayload) > 1);
        bench.choice.messages = KeepsOffline::Used;
        bench.session->followOfflineChoice();
        const int fetched = bench.server->calls(Call::FetchPayload);
        QVERIFY(!QTest::qWaitFor([&] { return bench.server->calls(Call::FetchPayload) > fetched + 1; }, 400));
    }

    void aVersionThatCameTooLateIsNotKept()
    {
        OfflineBench bench;
        QVERIFY(bench.open());
        bench.settle();
        bench.server->gate(Call::FetchPayload).close();
        auto revealing = bench.session->reveal(Ada, Password);
        QTRY_COMPARE(bench.server->gate(Call::FetchPayload).waiting(), 1);
        bench.onServer(Ada).modified = bench.clock.now();
        QVERIFY(QCoro::waitFor(bench.session->refresh()));
        bench.server->gate(Call::FetchPayload).open();
        QCoro::waitFor(revealing);
        bench.settle();
        bench.close();
        bench.inFile([](AccountCache &file) { QCOMPARE(*file.withoutPayload({Ada}), QStringList{Ada}); });
    }
};

QTEST_GUILESS_MAIN(TestOfflineFaults)
#include "tst_offlinefaults.moc"
