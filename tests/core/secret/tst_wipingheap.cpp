// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/ownmemory.h"

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace coffret::test;

namespace {

constexpr std::string_view Backwards = "7b1e-paeh-eht-no-yranac";
constexpr std::size_t Small = 100;
constexpr std::size_t Large = 4'000'000; // has a mapping of its own

/// Fills a block so that each of its parts holds the text.
void fill(void *block, std::size_t size)
{
    auto *const bytes = static_cast<char *>(block);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = Backwards[Backwards.size() - 1 - i % Backwards.size()];
    asm volatile("" : : "r"(block) : "memory"); // as if somebody read it
}

void *filled(std::size_t size)
{
    void *const block = std::malloc(size);
    fill(block, size);
    return block;
}

} // namespace

Q_DECLARE_METATYPE(std::function<void()>)

class TestWipingHeap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#ifndef COFFRET_WIPING_HEAP
        QSKIP("the sanitizer has a heap of its own");
#endif
        void *const held = filled(Small);
        QCOMPARE(copiesInMemory(Backwards), int(Small / Backwards.size())); // so the search does find it
        std::free(held);
    }

    void leavesNothing_data()
    {
        QTest::addColumn<std::function<void()>>("use");
        const auto row = [](const char *name, std::function<void()> use) { QTest::newRow(name) << std::move(use); };
        row("freed", [] { std::free(filled(Small)); });
        row("freed, large", [] { std::free(filled(Large)); });
        row("freed, aligned", [] {
            void *const block = std::aligned_alloc(64, 4096);
            fill(block, 4096);
            std::free(block);
        });
        row("deleted", [] {
            const std::unique_ptr<char[]> block(new char[5'000]);
            fill(block.get(), 5'000);
        });
        row("grown, and freed", [] { std::free(std::realloc(filled(Small), 300'000)); });
        row("grown to a mapping of its own", [] { std::free(std::realloc(filled(Small), Large)); });
        row("shrunk, and freed", [] { std::free(std::realloc(filled(300'000), 200'000)); });
        row("shrunk by much, and freed", [] { std::free(std::realloc(filled(300'000), Small)); });
        row("shrunk from a mapping of its own", [] { std::free(std::realloc(filled(Large), Small)); });
        row("reallocated to nothing", [] { std::free(std::realloc(filled(Small), 0)); });
        row("array of another library", [] {
            QByteArray bytes(Small, Qt::Uninitialized);
            fill(bytes.data(), Small);
            bytes.resize(10'000);
            bytes.squeeze();
        });
    }
    void leavesNothing()
    {
        QFETCH(const std::function<void()>, use);
        use();
        QCOMPARE(copiesInMemory(Backwards), 0);
    }

    void whatIsFreedTwiceEndsTheProgram()
    {
        const pid_t child = fork();
        if (child == 0) {
            const rlimit none{0, 0};
            setrlimit(RLIMIT_CORE, &none);
            signal(SIGABRT, SIG_DFL);
            void *const block = filled(Small);
            void *again = block;
            asm volatile("" : "+r"(again)); // the compiler does not know that it is the same
            std::free(block);
            std::free(again);
            _exit(0);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGABRT);
    }

    void keepsWhatIsReallocated()
    {
        for (const std::size_t size : {std::size_t(1), Small, std::size_t(250'000), Large}) {
            for (const std::size_t other : {std::size_t(1), Small, std::size_t(250'000), Large}) {
                void *const before = filled(size);
                void *const after = std::realloc(before, other);
                const std::unique_ptr<void, decltype(&std::free)> expected(filled(size), &std::free);
                QVERIFY(std::memcmp(after, expected.get(), std::min(size, other)) == 0);
                std::free(after);
            }
        }
        QCOMPARE(std::realloc(filled(Small), 0), nullptr);
        void *const fresh = std::realloc(nullptr, Small);
        QVERIFY(fresh);
        std::free(fresh);
    }
};

QTEST_APPLESS_MAIN(TestWipingHeap)
#include "tst_wipingheap.moc"
