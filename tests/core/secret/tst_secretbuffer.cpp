// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/secretbuffer.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <concepts>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using coffret::SecretBuffer;
using coffret::wipeBytes;

namespace {

template <typename T>
concept Printable = requires(QDebug debug, const T &value)
{
    debug << value;
};

static_assert(!Printable<SecretBuffer> && Printable<int>);
static_assert(!std::copyable<SecretBuffer> && std::movable<SecretBuffer>);
static_assert(std::is_nothrow_move_constructible_v<SecretBuffer> && std::is_nothrow_move_assignable_v<SecretBuffer>);

/// What the kernel says about the mapping that holds the address: "lo" locked, "dd" not in a core dump.
QList<QByteArray> mappingFlags(const void *address)
{
    QFile file(QStringLiteral("/proc/self/smaps"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto wanted = reinterpret_cast<quintptr>(address);
    bool inside = false;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> range = line.split(' ').value(0).split('-');
        if (range.size() == 2)
            inside = wanted >= range[0].toULongLong(nullptr, 16) && wanted < range[1].toULongLong(nullptr, 16);
        if (inside && line.startsWith("VmFlags:"))
            return line.mid(8).simplified().split(' ');
    }
    return {};
}

/// KiB that the kernel keeps out of swap for this process.
int lockedKibibytes()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmLck:"))
            return line.simplified().split(' ').value(1).toInt();
    }
    return -1;
}

int g_warnings = 0;
bool g_isValueTold = false;

void countMessages(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    g_warnings += type == QtWarningMsg && QByteArray(context.category) == "coffret.secret" ? 1 : 0;
    g_isValueTold = g_isValueTold || text.contains(QLatin1String("hunter2"));
}

/// Whether touching the address ends the process.
bool isFatal(const volatile char *address)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit none{0, 0};
        ::setrlimit(RLIMIT_CORE, &none);
        ::signal(SIGSEGV, SIG_DFL);
        (void)*address;
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return !(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

} // namespace

class SecretBufferTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsEmpty()
    {
        const SecretBuffer buffer;
        QVERIFY(buffer.isEmpty());
        QCOMPARE(buffer.size(), std::size_t(0));
        QVERIFY(buffer.view().empty());
    }

    void takesAndWipesItsSource()
    {
        std::string source = "hunter2";
        const SecretBuffer buffer = SecretBuffer::takeFrom(source);
        QCOMPARE(buffer.view(), std::string_view("hunter2"));
        QVERIFY(std::all_of(source.begin(), source.end(), [](char c) { return c == '\0'; }));
    }

    void copiesOnlyWhenAsked()
    {
        const SecretBuffer first = SecretBuffer::copyOf("hunter2");
        const SecretBuffer second = first.clone();
        QVERIFY(first.equals(second));
        QVERIFY(first.bytes().data() != second.bytes().data());
    }

    void movesWithoutCopying()
    {
        SecretBuffer first = SecretBuffer::copyOf("hunter2");
        const char *const block = first.bytes().data();
        SecretBuffer second = std::move(first);
        QCOMPARE(second.bytes().data(), block);
        QVERIFY(first.isEmpty()); // NOLINT(bugprone-use-after-move): this is what is tested
        SecretBuffer third = SecretBuffer::copyOf("other");
        third = std::move(second);
        QCOMPARE(third.view(), std::string_view("hunter2"));
        SecretBuffer &same = third;
        third = std::move(same);
        QCOMPARE(third.view(), std::string_view("hunter2"));
    }

    void growsAndKeepsItsContent()
    {
        SecretBuffer buffer(3);
        QCOMPARE(buffer.capacity(), std::size_t(3));
        std::string expected;
        for (int i = 0; i < 2000; ++i) {
            const std::string piece = std::to_string(i);
            buffer.append(piece);
            expected += piece;
        }
        QVERIFY(buffer.view() == expected);
        buffer.append({});
        QVERIFY(buffer.view() == expected);
    }

    void appendsItself()
    {
        SecretBuffer buffer = SecretBuffer::copyOf("abc");
        buffer.append(buffer.view());
        buffer.append(buffer.view());
        QCOMPARE(buffer.view(), std::string_view("abcabcabcabc"));
    }

    void reservesWithoutMovingLater()
    {
        SecretBuffer buffer(100);
        buffer.append("x");
        const char *const block = buffer.bytes().data();
        buffer.append(std::string(99, 'y'));
        QCOMPARE(buffer.bytes().data(), block);
        buffer.reserve(50);
        QCOMPARE(buffer.bytes().data(), block);
    }

    void isFollowedByReadableZeros()
    {
        for (const std::size_t size : {std::size_t(1), std::size_t(63), std::size_t(4096)}) {
            SecretBuffer buffer;
            buffer.append(std::string(size, 'x'));
            const char *const end = buffer.bytes().data() + buffer.size();
            QVERIFY(std::all_of(end, end + SecretBuffer::Padding, [](char c) { return c == '\0'; }));
        }
    }

    void wipesOnRequest()
    {
        SecretBuffer buffer = SecretBuffer::copyOf("hunter2");
        buffer.wipe();
        QVERIFY(buffer.isEmpty());
        buffer.append("again");
        QCOMPARE(buffer.view(), std::string_view("again"));
    }

    void givesItsMemoryBack()
    {
        SecretBuffer buffer = SecretBuffer::copyOf("hunter2");
        const char *const block = buffer.bytes().data();
        QVERIFY(!isFatal(block));
        buffer.wipe();
        QVERIFY(isFatal(block)); // unmapped: nothing can be read there later
    }

    void isGuarded()
    {
        SecretBuffer full(100);
        full.append(std::string(100, 'x'));
        const char *const end = full.bytes().data() + full.capacity() + SecretBuffer::Padding;
        QVERIFY(!isFatal(end - 1));
        QVERIFY(isFatal(end));
    }

    void staysOutOfSwapAndCoreDumps()
    {
        const SecretBuffer buffer = SecretBuffer::copyOf("hunter2");
        const QList<QByteArray> flags = mappingFlags(buffer.bytes().data());
        QVERIFY2(flags.contains("dd"), flags.join(' '));
#ifndef __SANITIZE_ADDRESS__ // which makes mlock() do nothing
        rlimit limit{};
        ::getrlimit(RLIMIT_MEMLOCK, &limit);
        if (limit.rlim_cur >= 64 * 1024)
            QVERIFY2(flags.contains("lo"), flags.join(' '));
#endif
    }

    void t17_worksWhereNothingCanBeLocked_data()
    {
        QTest::addColumn<int>("limit"); // bytes
        QTest::addColumn<int>("warnings");
        QTest::newRow("none") << 0 << 1;
        QTest::newRow("some") << 64 * 1024 << 1;
        QTest::newRow("enough") << 4096 * 1024 << 0;
    }

    /// In a child that has no power to lock more than its limit, as root has.
    void t17_worksWhereNothingCanBeLocked()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("The sanitizer makes mlock() do nothing.");
#endif
        QFETCH(const int, limit);
        QFETCH(const int, warnings);
        const pid_t child = ::fork();
        if (child == 0) {
            const rlimit wanted{static_cast<rlim_t>(limit), static_cast<rlim_t>(limit)};
            if (::setrlimit(RLIMIT_MEMLOCK, &wanted) != 0 ||
                (::geteuid() == 0 && ::setresuid(65534, 65534, 65534) != 0))
                ::_exit(90);
            qInstallMessageHandler(&countMessages);
            std::vector<SecretBuffer> held;
            for (int i = 0; i < 200; ++i)
                held.push_back(SecretBuffer::copyOf("hunter2 " + std::to_string(i)));
            bool whole = true;
            for (int i = 0; i < 200; ++i)
                whole = whole && held[static_cast<std::size_t>(i)].view() == "hunter2 " + std::to_string(i);
            const int locked = lockedKibibytes();
            const bool right = limit == 0 ? locked == 0 : locked > 0 && locked <= limit / 1024;
            ::_exit(!whole ? 91 : !right ? 92 : g_isValueTold ? 93 : g_warnings);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        QVERIFY(WIFEXITED(status));
        if (WEXITSTATUS(status) == 90)
            QSKIP("The limit cannot be set here.");
        QCOMPARE(WEXITSTATUS(status), warnings);
    }

    void comparesWholeContents()
    {
        const SecretBuffer one = SecretBuffer::copyOf("hunter2");
        QVERIFY(one.equals(SecretBuffer::copyOf("hunter2")));
        QVERIFY(!one.equals(SecretBuffer::copyOf("hunter3")));
        QVERIFY(!one.equals(SecretBuffer::copyOf("hunter")));
        QVERIFY(!one.equals(SecretBuffer()));
        QVERIFY(SecretBuffer().equals(SecretBuffer()));
    }

    void wipesOtherMemory()
    {
        char bytes[] = "hunter2";
        wipeBytes(std::span<char>(bytes));
        QVERIFY(std::all_of(std::begin(bytes), std::end(bytes), [](char c) { return c == '\0'; }));

        QByteArray array("hunter2 hunter2");
        array.detach();
        const QByteArray shared = array;
        wipeBytes(array);
        QVERIFY(array.isEmpty());
        QCOMPARE(shared, QByteArray("hunter2 hunter2")); // somebody else's copy
        QByteArray empty;
        wipeBytes(empty);
        QVERIFY(empty.isEmpty());
    }
};

QTEST_GUILESS_MAIN(SecretBufferTest)
#include "tst_secretbuffer.moc"
