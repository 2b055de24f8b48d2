// SPDX-License-Identifier: GPL-3.0-or-later
// What is left of a cache whose process was killed, whose disk was full, or whose bytes are not what they were: a
// state that was once committed, or a new start. Each generation writes its number into every row, so that a mixture
// of two would be seen.
#include "core/store/sqlite.h"
#include "tests/core/store/cachestage.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <poll.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <limits>
#include <set>
#include <thread>

using namespace coffret;
using namespace coffret::test;

namespace {

constexpr int Rows = 12;
constexpr int WaitMs = 60'000;

CacheChange generation(int number)
{
    CacheChange change;
    for (int i = 0; i < Rows; ++i) // of many sizes, so that pages split
        change.secrets.push_back(
            cachedSecret(i, QStringLiteral("%1 ").arg(number).repeated((i * 37 + number) % 90 + 1)));
    for (CachedSecret &secret : change.secrets)
        secret.summary.username = QString::number(number);
    change.collections = {{QStringLiteral("c"), {}, QString::number(number)}};
    change.memory = SecretBuffer::copyOf(std::to_string(number));
    CachedPayload payload;
    payload.secretId = QStringLiteral("s00000");
    payload.ciphertext = messageAround(QByteArray::number(number).repeated(number % 4000));
    payload.vendorType = QString::number(number);
    change.payloads = {payload};
    change.whole = true;
    return change;
}

/// Which generation a cache holds as a whole: 0 for an empty one, -1 for a mixture.
int generationOf(AccountCache &cache)
{
    const auto content = cache.load({});
    if (!content || content->lost != 0)
        return -1;
    const Catalog &catalog = *content->catalog;
    const bool isEmpty = catalog.size() == 0 && catalog.collections().empty() && content->memory.isEmpty();
    if (isEmpty && !content->whole)
        return 0;
    if (catalog.size() != Rows || catalog.collections().size() != 1 || !content->whole)
        return -1;
    const QString number = catalog.collections().front().name;
    bool isOne = content->memory.view() == number.toStdString();
    for (Catalog::Row row = 0; row < catalog.size(); ++row)
        isOne = isOne && catalog.username(row) == number && catalog.name(row).startsWith(number + QLatin1Char(' '));
    const auto payload = cache.payload(QStringLiteral("s00000"));
    isOne = isOne && payload && *payload && (*payload)->vendorType == number;
    return isOne ? number.toInt() : -1;
}

/// Opens a cache, tells each generation it has committed in one octet, and goes on until it is killed.
[[noreturn]] void writeForEver(const QString &folder, int first, int tell)
{
    const CacheClock clock;
    const auto cache = AccountCache::open(folder, CacheAccount, cacheKey(), clock);
    if (!cache)
        _exit(2);
    for (int number = first;; ++number) {
        if (!(*cache)->apply(generation(number)) || write(tell, "x", 1) != 1)
            _exit(3);
    }
}

/// Reads what is there until wanted octets have come; returns how many did, or -1 where they never do.
int readOctets(int from, int wanted)
{
    int read = 0;
    char octet = 0;
    while (read < wanted) {
        pollfd waiting{from, POLLIN, 0};
        if (poll(&waiting, 1, WaitMs) <= 0)
            return -1;
        if (::read(from, &octet, 1) != 1)
            break; // its end
        ++read;
    }
    return read;
}

constexpr int ToTheEnd = std::numeric_limits<int>::max();

/// Everything a cache may hold after what happened to its file: rows as they were, or none.
bool holdsNothingWrong(const CacheContent &content, const Catalog &before)
{
    const Catalog &found = *content.catalog;
    for (Catalog::Row row = 0; row < found.size(); ++row) {
        const Catalog::Row old = before.rowOf(found.id(row));
        if (old == Catalog::NoRow || before.name(old) != found.name(row) || before.username(old) != found.username(row))
            return false;
    }
    const bool isAll = found.size() == before.size();
    return content.whole ? isAll : true;
}

} // namespace

class CacheCrashTest : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<QTemporaryDir> m_root;
    CacheClock m_clock;
    [[nodiscard]] QString folder() const { return m_root->filePath(QStringLiteral("cache")); }
    [[nodiscard]] Expected<std::unique_ptr<AccountCache>> open(const QString &folder) const
    {
        return AccountCache::open(folder, CacheAccount, cacheKey(), m_clock);
    }
    [[nodiscard]] static QString databaseIn(const QString &folder)
    {
        return CachePlace(folder, CacheAccount).database();
    }
    [[nodiscard]] static bool isAnySetAside(const QString &folder)
    {
        return !QDir(folder).entryList({QStringLiteral("*unreadable*")}, QDir::Files).isEmpty();
    }

private Q_SLOTS:
    void init()
    {
        // In memory where there is such a place: thousands of files are opened, and each closing waits for the disk.
        m_root = std::make_unique<QTemporaryDir>(QStringLiteral("/dev/shm/coffret-XXXXXX"));
        if (!m_root->isValid())
            m_root = std::make_unique<QTemporaryDir>();
        QVERIFY(m_root->isValid());
    }

    void aKilledWriterLeavesACommittedState()
    {
        QRandomGenerator random(20261129);
        int last = 0;
        int middle = 0; // how often more was there than had been told
        for (int kill = 0; kill < 200; ++kill) {
            if (kill % 10 == 0) { // also while the file is made
                QVERIFY(!QDir(folder()).exists() || QDir(folder()).removeRecursively());
                last = 0;
            }
            int ends[2] = {};
            QCOMPARE(pipe(ends), 0);
            const pid_t child = fork();
            QVERIFY(child >= 0);
            if (child == 0)
                writeForEver(folder(), last + 1, ends[1]);
            close(ends[1]);
            const int told = readOctets(ends[0], random.bounded(kill % 10 == 0 ? 1 : 12));
            QVERIFY(told >= 0);
            std::this_thread::sleep_for(std::chrono::microseconds(random.bounded(4000))); // anywhere in between
            QCOMPARE(::kill(child, SIGKILL), 0);
            int status = 0;
            QCOMPARE(waitpid(child, &status, 0), child);
            QVERIFY(WIFSIGNALED(status)); // it did not give up before
            const int committed = last + told + readOctets(ends[0], ToTheEnd);
            close(ends[0]);

            const auto cache = open(folder());
            QVERIFY2(cache, qPrintable(cache ? QString() : cache.error().detail));
            const int found = generationOf(**cache);
            QVERIFY2(found == committed || found == committed + 1,
                     qPrintable(QStringLiteral("kill %1: %2 of %3").arg(kill).arg(found).arg(committed)));
            QVERIFY(!isAnySetAside(folder()));
            middle += found - committed;
            last = found;
        }
        qInfo("%d of 200 were killed between a commit and telling of it", middle);
    }

    void aLogCutAnywhereOpensToACommittedState()
    {
        constexpr int Generations = 3;
        constexpr qsizetype Step = 37;   // every octet takes minutes
        constexpr qsizetype Header = 32; // of the log, and then 24 in front of each page
        constexpr qsizetype Frame = 24 + 4096;
        auto cache = open(folder());
        QVERIFY(cache);
        cache->reset(); // everything in the file; from here on, in the log
        cache = open(folder());
        for (int number = 1; number <= Generations; ++number)
            QVERIFY((*cache)->apply(generation(number)));
        const QString copy = m_root->filePath(QStringLiteral("copy"));
        QVERIFY(copyCache(folder(), copy));
        const QByteArray database = contentsOf(databaseIn(copy));
        const QString logName = databaseIn(copy) + QStringLiteral("-wal");
        const QByteArray log = contentsOf(logName);
        QVERIFY(log.size() > Generations * 3 * Frame);

        int found = 0;
        std::set<int> seen;
        std::set<qsizetype> cuts;
        for (qsizetype cut = 0; cut <= log.size(); cut += Step)
            cuts.insert(cut);
        for (qsizetype border = Header; border <= log.size(); border += Frame) {
            for (qsizetype cut : {border - 1, border, border + 1, border + 24})
                cuts.insert(std::min(cut, log.size()));
        }
        for (const qsizetype cut : cuts) {
            QVERIFY(putContents(databaseIn(copy), database) && putContents(logName, log.left(cut)));
            const auto reopened = open(copy);
            QVERIFY(reopened);
            const int before = found;
            found = generationOf(**reopened);
            QVERIFY2(found >= before,
                     qPrintable(QStringLiteral("%1 at %2").arg(found).arg(cut))); // more log, later state
            QVERIFY(!isAnySetAside(copy));
            seen.insert(found);
        }
        QCOMPARE(found, Generations);
        QCOMPARE(seen.size(), std::size_t(Generations + 1));
    }

    void aBitFlippedAnywhereMakesNothingWrong()
    {
        constexpr int Count = 400;
        constexpr qsizetype Page = 4096;
        CacheChange change;
        for (int i = 0; i < Count; ++i)
            change.secrets.push_back(cachedSecret(i, QStringLiteral("name %1 ").arg(i).repeated(8)));
        CachedPayload payload;
        payload.secretId = QStringLiteral("s00001");
        payload.ciphertext = messageAround(QByteArray(20'000, 'c'));
        change.payloads = {payload};
        change.memory = SecretBuffer::copyOf(std::string(5000, 'm'));
        change.whole = true;
        {
            const auto cache = open(folder());
            QVERIFY(cache && (*cache)->apply(change));
        }
        const QByteArray right = contentsOf(databaseIn(folder()));
        QVERIFY(right.size() > 40 * Page);
        std::vector<SecretSummary> summaries;
        for (const CachedSecret &secret : change.secrets)
            summaries.push_back(secret.summary);
        const auto before = Catalog::build({}, std::move(summaries));

        QRandomGenerator random(1);
        int harmless = 0;
        int lost = 0;
        int again = 0;
        for (qsizetype page = 0; page < right.size(); page += Page) {
            for (int flip = 0; flip < 4; ++flip) { // the first two where SQLite keeps its own numbers
                const qsizetype at = page + random.bounded(flip < 2 ? 110 : static_cast<int>(Page));
                QByteArray wrong = right;
                wrong[at] = static_cast<char>(wrong[at] ^ (1 << random.bounded(8)));
                QVERIFY(QDir(folder()).removeRecursively() && QDir().mkpath(folder()));
                QVERIFY(putContents(databaseIn(folder()), wrong));
                const auto cache = open(folder());
                if (!cache) {
                    QVERIFY(cache.error().kind == ErrorKind::Unsupported ||
                            cache.error().kind == ErrorKind::StorageFault);
                    continue; // goes on without a cache
                }
                const auto content = (*cache)->load({});
                if (!content) {
                    QCOMPARE(content.error().kind, ErrorKind::StorageFault);
                    continue;
                }
                QVERIFY2(holdsNothingWrong(*content, *before), qPrintable(QStringLiteral("octet %1").arg(at)));
                QVERIFY(content->memory.isEmpty() || content->memory.view() == change.memory->view());
                const auto found = (*cache)->payload(payload.secretId);
                QVERIFY(!found || !*found || (*found)->ciphertext == payload.ciphertext);
                harmless += content->whole ? 1 : 0;
                lost += content->lost > 0 ? 1 : 0;
                again += content->setAside.isEmpty() ? 0 : 1;
            }
        }
        qInfo("harmless %d, rows lost %d, set aside %d", harmless, lost, again);
        QVERIFY(harmless > 0 && lost > 0 && again > 0); // it was all of these
    }

    void aFileCutAnywhereMakesNothingWrong()
    {
        {
            const auto cache = open(folder());
            QVERIFY(cache && (*cache)->apply(generation(7)));
        }
        const QByteArray right = contentsOf(databaseIn(folder()));
        for (qsizetype cut = 0; cut < right.size(); cut += 1021) {
            QVERIFY(putContents(databaseIn(folder()), right.left(cut)));
            const auto cache = open(folder());
            QVERIFY(cache);
            QCOMPARE(generationOf(**cache), 0);
            QVERIFY((*cache)->apply(generation(8))); // and it can be used
            QCOMPARE(generationOf(**cache), 8);
        }
    }

    /// As far as one process can fill a disk without being root: the file may not grow.
    void aFullDatabaseKeepsWhatItHad()
    {
        auto cache = open(folder());
        QVERIFY(cache && (*cache)->apply(generation(1)));
        const rlim_t before =
            limitFiles(static_cast<rlim_t>(QFile(databaseIn(folder()) + QStringLiteral("-wal")).size()) + 8000);
        CacheChange large = generation(2);
        for (int i = 0; i < 500; ++i)
            large.secrets.push_back(cachedSecret(100 + i, QString(100, QLatin1Char('x'))));
        const auto applied = (*cache)->apply(large);
        limitFiles(before);
        QCOMPARE(applied.error().kind, ErrorKind::StorageFault);
        QCOMPARE(generationOf(**cache), 1);
        QVERIFY((*cache)->apply(generation(3))); // and goes on when there is room again
        QCOMPARE(generationOf(**cache), 3);
        cache->reset();
        cache = open(folder());
        QCOMPARE(generationOf(**cache), 3);
    }

    void aFullDiskKeepsWhatItHad()
    {
        const pid_t child = fork(); // a namespace of its own, so that the disk goes with it
        QVERIFY(child >= 0);
        if (child == 0)
            _exit(onASmallDisk());
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == NoDisk)
            QSKIP("only root can mount a small disk");
        QCOMPARE(WEXITSTATUS(status), 0);
    }

private:
    static constexpr int NoDisk = 77;

    static rlim_t limitFiles(rlim_t bytes)
    {
        signal(SIGXFSZ, SIG_IGN); // then writing fails instead
        rlimit limit = {};
        getrlimit(RLIMIT_FSIZE, &limit);
        const rlim_t before = limit.rlim_cur;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
        return before;
    }

    /// 0, or the number of what went wrong.
    [[nodiscard]] int onASmallDisk() const
    {
        const QByteArray disk = QFile::encodeName(folder());
        QDir().mkpath(folder());
        if (unshare(CLONE_NEWNS) != 0 || mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            mount("none", disk.constData(), "tmpfs", 0, "size=1m") != 0)
            return NoDisk;
        auto cache = open(folder());
        if (!cache || !(*cache)->apply(generation(1)))
            return 1;
        int number = 2;
        CacheChange change = generation(number);
        const auto grow = [&] {
            change = generation(number);
            for (int i = 0; i < 100; ++i)
                change.secrets.push_back(cachedSecret(number * 1000 + i, QString(200, QLatin1Char('x'))));
            return (*cache)->apply(change);
        };
        Expected<void> grown;
        while ((grown = grow()) && number < 100)
            ++number;
        if (grown || grown.error().kind != ErrorKind::StorageFault)
            return 2;
        const qsizetype expected = Rows + (number - 2) * 100; // all but the last
        for (int start = 0; start < 2; ++start) {
            const auto content = (*cache)->load({});
            if (!content || content->catalog->size() != expected || content->lost != 0 || !content->setAside.isEmpty())
                return 3 + start;
            cache->reset();
            cache = open(folder());
            if (!cache)
                return 5;
        }
        cache->reset();
        const auto removed = AccountCache::remove(folder(), CacheAccount);
        cache = open(folder());
        return removed && cache && (*cache)->apply(generation(1)) ? 0 : 6; // there is room again
    }
};

QTEST_GUILESS_MAIN(CacheCrashTest)
#include "tst_cachecrash.moc"
