// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktophelper/systemcalls.h"
#include "app/hardening.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace coffret;

namespace {

constexpr uid_t Nobody = 65534;

/// How a child process ended that did this and nothing else.
int statusAfter(const std::function<int()> &act)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(act());
    int status = 0;
    ::waitpid(child, &status, 0);
    return status;
}

/// What a child process answers, from 0 to 255; -1 if it was ended.
int answerOf(const std::function<int()> &ask)
{
    const int status = statusAfter(ask);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
}

/// As a program that was started by somebody without any power over others: exec() makes it open to be looked into.
bool becomeSomebody()
{
    if (::geteuid() == 0 && (::setresgid(Nobody, Nobody, Nobody) != 0 || ::setresuid(Nobody, Nobody, Nobody) != 0))
        return false;
    ::prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY); // so that Yama, where it is, leaves the answer to what is tested
    return ::prctl(PR_SET_DUMPABLE, 1) == 0;
}

/// A process that is hardened and waits, as it looks to another one of the same user.
class Target
{
public:
    explicit Target(Tracing tracing)
    {
        if (::pipe(m_ready) != 0)
            return;
        m_process = ::fork();
        if (m_process == 0) {
            const char ready = becomeSomebody() ? 'y' : 'n';
            hardenProcess(tracing);
            if (::write(m_ready[1], &ready, 1) == 1)
                ::pause();
            ::_exit(0);
        }
        char ready = 'n';
        m_isReady = ::read(m_ready[0], &ready, 1) == 1 && ready == 'y';
    }
    ~Target()
    {
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
        ::close(m_ready[0]);
        ::close(m_ready[1]);
    }
    Target(const Target &) = delete;
    Target &operator=(const Target &) = delete;

    [[nodiscard]] bool isReady() const { return m_isReady; }

    /// What another process of its user gets: 0, or the number of an error.
    [[nodiscard]] int errorOf(const std::function<bool(pid_t)> &look) const
    {
        return answerOf([this, &look] {
            if (!becomeSomebody())
                return 255;
            errno = 0;
            return look(m_process) ? 0 : errno;
        });
    }

private:
    pid_t m_process = -1;
    int m_ready[2]{-1, -1};
    bool m_isReady = false;
};

bool traces(pid_t process)
{
    return ::ptrace(PTRACE_SEIZE, process, nullptr, nullptr) == 0;
}

bool opensMemory(pid_t process)
{
    return ::open(qPrintable(QStringLiteral("/proc/%1/mem").arg(process)), O_RDONLY) >= 0;
}

bool opensEnvironment(pid_t process)
{
    return ::open(qPrintable(QStringLiteral("/proc/%1/environ").arg(process)), O_RDONLY) >= 0;
}

const char Text[] = "where it lies in this process it lies in its children as well";

bool copiesMemory(pid_t process)
{
    char copy[sizeof Text]{};
    const iovec to{copy, sizeof copy};
    const iovec from{const_cast<char *>(Text), sizeof Text};
    return ::process_vm_readv(process, &to, 1, &from, 1, 0) == sizeof Text;
}

} // namespace

Q_DECLARE_METATYPE(std::function<void()>)
Q_DECLARE_METATYPE(std::function<bool(pid_t)>)

class TestHardening : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void closesFiles();
    void keepsNoForeignSurroundings_data();
    void keepsNoForeignSurroundings();
    void keepsWhatADesktopNeeds();
    void pointsTheCacheOfQmlNowhere();
    void isOpenInDebugBuildsAlone();
    void t16_leavesNoCore_data();
    void t16_leavesNoCore();
    void t16_wantsNoProgramForItsCore();
    void t16_isNotLookedInto_data();
    void t16_isNotLookedInto();
    void t35_saysNothingForQt();
    void t16_theHelperCarriesAlone_data();
    void t16_theHelperCarriesAlone();
};

void TestHardening::closesFiles()
{
    QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("file")));
    const int mode = answerOf([&path] {
        ::umask(0);
        hardenProcess(Tracing::Allowed);
        const int file = ::open(path.constData(), O_WRONLY | O_CREAT, 0666);
        struct stat about
        {
        };
        return ::fstat(file, &about) == 0 && (about.st_mode & 0777) == 0600 ? 0 : 1;
    });
    QCOMPARE(mode, 0);
}

/// Its own list: what is taken off the program's is missed here.
void TestHardening::keepsNoForeignSurroundings_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"GPGME_DEBUG",
                             "ASSUAN_DEBUG",
                             "G_DBUS_DEBUG",
                             "G_MESSAGES_DEBUG",
                             "QDBUS_DEBUG",
                             "SSLKEYLOGFILE",
                             "QML2_IMPORT_PATH",
                             "QML_IMPORT_PATH",
                             "QML_IMPORT_TRACE",
                             "QML_XHR_ALLOW_FILE_READ",
                             "QML_XHR_ALLOW_FILE_WRITE",
                             "QT_QUICK_CONTROLS_CONF",
                             "QT_QUICK_CONTROLS_FALLBACK_STYLE",
                             "QT_QUICK_CONTROLS_STYLE",
                             "QT_QUICK_CONTROLS_STYLE_PATH",
                             "QT_VIRTUALKEYBOARD_LAYOUT_PATH",
                             "QML_DISABLE_DISK_CACHE",
                             "QML_FORCE_DISK_CACHE",
                             "QT_PLUGIN_PATH",
                             "QT_QPA_PLATFORM_PLUGIN_PATH",
                             "QT_QPA_GENERIC_PLUGINS",
                             "GTK_EXE_PREFIX",
                             "GTK_MODULES",
                             "GTK3_MODULES",
                             "GTK_PATH",
                             "GTK_IM_MODULE_FILE",
                             "GDK_PIXBUF_MODULEDIR",
                             "GDK_PIXBUF_MODULE_FILE",
                             "GIO_EXTRA_MODULES",
                             "GIO_MODULE_DIR",
                             "GCONV_PATH",
                             "QT_QPA_PLATFORMTHEME",
                             "OPENSSL_CONF",
                             "OPENSSL_CONF_INCLUDE",
                             "OPENSSL_ENGINES",
                             "OPENSSL_MODULES",
                             "SSL_CERT_DIR",
                             "SSL_CERT_FILE"})
        QTest::newRow(name) << QByteArray(name);
}

void TestHardening::keepsNoForeignSurroundings()
{
    QFETCH(const QByteArray, name);
    const int answer = answerOf([&name] {
        ::setenv(name.constData(), "/tmp/somebody", 1);
        hardenProcess(Tracing::Allowed);
        return ::getenv(name.constData()) == nullptr ? 0 : 1;
    });
    QCOMPARE(answer, 0);
}

void TestHardening::keepsWhatADesktopNeeds()
{
    for (const char *name : {"QT_QPA_PLATFORM", "QT_QUICK_BACKEND", "QT_SCALE_FACTOR", "QT_IM_MODULE", "XMODIFIERS",
                             "QT_STYLE_OVERRIDE", "QT_LOGGING_RULES", "GNUPGHOME", "https_proxy", "LANG", "PATH"}) {
        const int answer = answerOf([name] {
            ::setenv(name, "kept", 1);
            hardenProcess(Tracing::Allowed);
            const char *const value = ::getenv(name);
            return value != nullptr && QByteArray(value) == "kept" ? 0 : 1;
        });
        QVERIFY2(answer == 0, name);
    }
}

void TestHardening::pointsTheCacheOfQmlNowhere()
{
    const int answer = answerOf([] {
        ::setenv("QML_DISK_CACHE_PATH", "/tmp/somebody", 1);
        ::setenv("QML_DISK_CACHE", "qmlc-read", 1);
        hardenProcess(Tracing::Allowed);
        return qgetenv("QML_DISK_CACHE_PATH") == "/dev/null" && qgetenv("QML_DISK_CACHE") == "aot" ? 0 : 1;
    });
    QCOMPARE(answer, 0);
}

void TestHardening::isOpenInDebugBuildsAlone()
{
#ifdef NDEBUG
    constexpr int Expected = 0;
#else
    constexpr int Expected = 1;
#endif
    const auto dumpable = [](const std::function<void()> &harden) {
        return answerOf([&harden] {
            ::prctl(PR_SET_DUMPABLE, 1);
            harden();
            return ::prctl(PR_GET_DUMPABLE);
        });
    };
    QCOMPARE(dumpable([] { hardenProcess(); }), Expected);
    QCOMPARE(dumpable([] { hardenProcess(Tracing::Forbidden); }), 0);
    QCOMPARE(dumpable([] { hardenProcess(Tracing::Allowed); }), 1);
}

void TestHardening::t16_leavesNoCore_data()
{
    QTest::addColumn<bool>("hardened");
    QTest::newRow("hardened") << true;
    QTest::newRow("as it would be") << false;
}

/// By the limit alone: the process is one that may be looked into.
void TestHardening::t16_leavesNoCore()
{
    QFETCH(const bool, hardened);
    const QByteArray pattern = contentOf(QStringLiteral("/proc/sys/kernel/core_pattern"));
    if (!hardened && (pattern.startsWith('|') || pattern.startsWith('@')))
        QSKIP("Cores go to a program here, which should not hear of this one.");
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    if (limit.rlim_max < 1 << 20)
        QSKIP("No process may leave a core here, whatever it does.");
    QTemporaryDir folder;
    const QByteArray path = QFile::encodeName(folder.path());
    const int status = statusAfter([&path, hardened] {
        rlimit all{};
        ::getrlimit(RLIMIT_CORE, &all);
        all.rlim_cur = all.rlim_max;
        ::setrlimit(RLIMIT_CORE, &all);
        ::prctl(PR_SET_DUMPABLE, 1);
        if (hardened)
            hardenProcess(Tracing::Allowed);
        ::signal(SIGSEGV, SIG_DFL);
        return ::chdir(path.constData()) == 0 ? ::raise(SIGSEGV) : 1;
    });
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGSEGV);
    QCOMPARE(static_cast<bool>(WCOREDUMP(status)), !hardened);
    const bool isHere = !pattern.contains('/'); // or in a folder that is not ours to look into
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files).isEmpty(), hardened || !isHere);
}

/// Where core_pattern names a program, a limit of none does not keep it from being called; one of a single byte does.
void TestHardening::t16_wantsNoProgramForItsCore()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_CORE, &limit);
    if (limit.rlim_max < 1)
        QSKIP("The limit cannot be raised here.");
    const int answer = answerOf([] {
        hardenProcess(Tracing::Allowed);
        rlimit now{};
        ::getrlimit(RLIMIT_CORE, &now);
        return now.rlim_cur == 1 && now.rlim_max == 1 ? 0 : 1;
    });
    QCOMPARE(answer, 0);
}

void TestHardening::t16_isNotLookedInto_data()
{
    using Look = bool (*)(pid_t);
    QTest::addColumn<std::function<bool(pid_t)>>("look");
    QTest::addColumn<int>("error");
    const std::tuple<const char *, Look, int> ways[] = {
        {"trace", &traces, EPERM},
        {"memory", &opensMemory, EACCES},
        {"environment", &opensEnvironment, EACCES},
        {"copy", &copiesMemory, EPERM},
    };
    for (const auto &[name, look, error] : ways)
        QTest::newRow(name) << std::function<bool(pid_t)>(look) << error;
}

/// By a process of the same user, who is not root: root may look into everything.
void TestHardening::t16_isNotLookedInto()
{
    QFETCH(const std::function<bool(pid_t)>, look);
    QFETCH(const int, error);
    const QByteArray yama = contentOf(QStringLiteral("/proc/sys/kernel/yama/ptrace_scope"));
    if (yama == "2" || yama == "3")
        QSKIP("Nobody may look into any process here.");
    const Target closed(Tracing::Forbidden);
    const Target open(Tracing::Allowed);
    if (!closed.isReady() || !open.isReady())
        QSKIP("Root cannot become somebody else here.");
    QCOMPARE(closed.errorOf(look), error);
    QCOMPARE(open.errorOf(look), 0); // what is seen above is the doing of hardenProcess()
}

void TestHardening::t35_saysNothingForQt()
{
    const int answer = answerOf([] {
        const QLoggingCategory typing("qt.qpa.input.methods");
        const QLoggingCategory ours("coffret.net", QtWarningMsg);
        QLoggingCategory::setFilterRules(QStringLiteral("*=true"));
        if (!typing.isDebugEnabled() || !ours.isDebugEnabled())
            return 1;
        keepQtQuiet();
        const QLoggingCategory later("qt.qpa.wayland.textinput");
        if (typing.isDebugEnabled() || typing.isInfoEnabled() || later.isDebugEnabled())
            return 2;
        return ours.isDebugEnabled() && typing.isWarningEnabled() ? 0 : 3;
    });
    QCOMPARE(answer, 0);
}

void TestHardening::t16_theHelperCarriesAlone_data()
{
    QTest::addColumn<std::function<void()>>("act");
    QTest::addColumn<int>("signal"); // 0: it is allowed
    const auto row = [](const char *name, int signal, std::function<void()> act) {
        QTest::newRow(name) << std::move(act) << signal;
    };
    row("carries bytes", 0, [] {
        char byte = 0;
        pollfd one{STDIN_FILENO, POLLIN, 0};
        if (::poll(&one, 1, 5000) == 1 && ::recv(STDIN_FILENO, &byte, 1, MSG_DONTWAIT) == 1 && byte == 'x')
            ::send(STDIN_FILENO, "y", 1, MSG_NOSIGNAL);
    });
    row("reads a file", SIGSYS, [] { (void)::open("/etc/passwd", O_RDONLY); });
    row("writes one", SIGSYS, [] { (void)::open("/tmp/coffret-helper", O_WRONLY | O_CREAT, 0600); });
    row("writes to one that is open", SIGSYS, [] { (void)!::write(STDERR_FILENO, "", 0); });
    row("makes one in memory", SIGSYS, [] { (void)::memfd_create("", 0); });
    row("starts a program", SIGSYS, [] { ::execl("/bin/true", "true", nullptr); });
    row("starts a process", SIGSYS, [] { (void)::fork(); });
    row("opens a socket", SIGSYS, [] { (void)::socket(AF_INET, SOCK_STREAM, 0); });
    row("connects", SIGSYS, [] { (void)::connect(STDIN_FILENO, nullptr, 0); });
    row("takes descriptors", SIGSYS, [] {
        msghdr message{};
        (void)::recvmsg(STDIN_FILENO, &message, MSG_DONTWAIT);
    });
    row("looks into a process", SIGSYS, [] { (void)::ptrace(PTRACE_SEIZE, ::getppid(), nullptr, nullptr); });
    row("sends a signal", SIGSYS, [] { ::kill(::getppid(), 0); });
    row("maps memory to run", SIGSYS,
        [] { (void)::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0); });
}

/// In a process of its own, as the helper has it from when it is connected. It has a socket as its standard input.
void TestHardening::t16_theHelperCarriesAlone()
{
#ifndef COFFRET_CALLS_LIMITED
    QSKIP("Sanitizers ask the system for much else.");
#else
    QFETCH(const std::function<void()>, act);
    QFETCH(const int, signal);
    int ends[2]{-1, -1};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    QCOMPARE(::send(ends[0], "x", 1, MSG_NOSIGNAL), 1);
    const int status = statusAfter([&act, &ends] {
        ::dup2(ends[1], STDIN_FILENO);
        forbidCoreDumps();
        if (!desktop::allowCarryingAlone())
            return 1;
        act();
        return 0;
    });
    QCOMPARE(WIFSIGNALED(status) ? WTERMSIG(status) : 0, signal);
    if (signal == 0) {
        QCOMPARE(WEXITSTATUS(status), 0);
        char byte = 0;
        QCOMPARE(::recv(ends[0], &byte, 1, MSG_DONTWAIT), 1);
        QCOMPARE(byte, 'y');
    }
    ::close(ends[0]);
    ::close(ends[1]);
#endif
}

QTEST_GUILESS_MAIN(TestHardening)
#include "tst_hardening.moc"
