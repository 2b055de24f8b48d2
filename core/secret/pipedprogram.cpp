// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/secret/pipedprogram.h"

#include "core/base/filedescriptor.h"
#include "core/secret/opensslhandles.h"

#include <QDeadlineTimer>
#include <QFile>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <optional>

namespace coffret {

namespace {

constexpr int FirstOfOurs = 16;               // above every descriptor that a program is given
constexpr std::size_t MostInPipe = 64 * 1024; // what Linux gives a pipe, unless it is short of memory
constexpr int Pause = 2;                      // ms between looks whether a program has ended
constexpr int StopPause = 50;                 // ms between looks whether somebody has stopped it

tl::unexpected<Error> doesNotEnd()
{
    return failure(ErrorKind::TimedOut, QStringLiteral("the program does not end"));
}

struct Pipe
{
    FileDescriptor out; ///< read from
    FileDescriptor in;  ///< written to
};

/// Neither end is inherited unless it is asked for, and both lie out of the way.
std::optional<Pipe> makePipe()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return std::nullopt;
    const FileDescriptor out(ends[0]);
    const FileDescriptor in(ends[1]);
    Pipe pipe{FileDescriptor(::fcntl(out.get(), F_DUPFD_CLOEXEC, FirstOfOurs)),
              FileDescriptor(::fcntl(in.get(), F_DUPFD_CLOEXEC, FirstOfOurs))};
    if (!pipe.out.isOpen() || !pipe.in.isOpen())
        return std::nullopt;
    return pipe;
}

/// A pipe that holds the bytes and ends behind them. Nothing when they do not fit.
std::optional<Pipe> filledPipe(std::string_view bytes)
{
    std::optional<Pipe> pipe = makePipe();
    if (!pipe || ::fcntl(pipe->in.get(), F_SETFL, O_NONBLOCK) != 0)
        return std::nullopt;
    while (!bytes.empty()) {
        const ssize_t written = ::write(pipe->in.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return std::nullopt;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    pipe->in.close();
    return pipe;
}

/// A file that the bytes are in, and that nobody can find. Nothing when there is none to be had.
std::optional<FileDescriptor> filledFile(std::string_view bytes)
{
    const FileDescriptor low(::memfd_create("input", MFD_CLOEXEC));
    FileDescriptor file(low.isOpen() ? ::fcntl(low.get(), F_DUPFD_CLOEXEC, FirstOfOurs) : -1);
    while (file.isOpen() && !bytes.empty()) {
        const ssize_t written = ::write(file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return std::nullopt;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    if (!file.isOpen() || ::lseek(file.get(), 0, SEEK_SET) != 0)
        return std::nullopt;
    return file;
}

/// What a program reads the bytes from.
std::optional<FileDescriptor> filled(std::string_view bytes)
{
    if (bytes.size() > MostInPipe)
        return filledFile(bytes);
    std::optional<Pipe> pipe = filledPipe(bytes);
    return pipe ? std::optional(std::move(pipe->out)) : std::nullopt;
}

/// The program while it runs; ended when nobody waits for it any more.
class Child
{
public:
    explicit Child(pid_t pid) : m_pid(pid) {}
    ~Child()
    {
        if (m_pid <= 0)
            return;
        ::kill(m_pid, SIGKILL);
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
    }
    Child(Child &&) = delete;

    /// Its exit code; nothing when it does not end in time or is stopped. It may have closed its outputs long before.
    std::optional<int> wait(QDeadlineTimer deadline, const std::stop_token &stop)
    {
        int status = 0;
        pid_t ended = 0;
        while ((ended = ::waitpid(m_pid, &status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
            if (deadline.hasExpired() || stop.stop_requested())
                return std::nullopt;
            ::poll(nullptr, 0, Pause);
        }
        m_pid = 0;
        return ended > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t m_pid;
};

class Actions
{
public:
    Actions() { posix_spawn_file_actions_init(&m_actions); }
    ~Actions() { posix_spawn_file_actions_destroy(&m_actions); }
    Actions(Actions &&) = delete;

    void give(const FileDescriptor &from, int to) { posix_spawn_file_actions_adddup2(&m_actions, from.get(), to); }
    [[nodiscard]] const posix_spawn_file_actions_t *get() const { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions{};
};

pid_t start(const QString &program, const QStringList &arguments, const Actions &actions)
{
    QByteArrayList words{QFile::encodeName(program)};
    for (const QString &argument : arguments)
        words += QFile::encodeName(argument);
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    pid_t pid = 0;
    const int code = posix_spawn(&pid, words.front().constData(), actions.get(), nullptr, pointers.data(), environ);
    return code == 0 ? pid : 0;
}

/// Takes in what there is; closes the descriptor at its end. False when it is too much.
bool drain(FileDescriptor &from, SecretBuffer &into, std::size_t most)
{
    Scratch<4096> part;
    const ssize_t size = ::read(from.get(), part.data(), 4096);
    if (size < 0 && errno == EINTR)
        return true;
    if (size <= 0) {
        from.close();
        return true;
    }
    into.append(part.first(static_cast<std::size_t>(size)));
    return into.size() <= most;
}

Expected<void> collect(FileDescriptor &output, FileDescriptor &errors, PipedOutcome &outcome, QDeadlineTimer deadline,
                       std::size_t mostOutput, const std::stop_token &stop)
{
    while (output.isOpen() || errors.isOpen()) { // poll() passes over what is closed
        std::array<pollfd, 2> waiting{{{output.get(), POLLIN, 0}, {errors.get(), POLLIN, 0}}};
        const qint64 left = deadline.remainingTime();
        const qint64 pause = stop.stop_possible() ? std::min<qint64>(left, StopPause) : left;
        const int ready = ::poll(waiting.data(), waiting.size(), static_cast<int>(pause));
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled);
        if ((ready < 0 && errno == EINTR) || (ready == 0 && !deadline.hasExpired()))
            continue;
        if (ready <= 0)
            return doesNotEnd();
        if ((waiting[0].revents != 0 && !drain(output, outcome.output, mostOutput)) ||
            (waiting[1].revents != 0 && !drain(errors, outcome.errors, MostPipedOutput)))
            return failure(ErrorKind::TooLarge, QStringLiteral("the program writes too much"));
    }
    return {};
}

} // namespace

Expected<PipedOutcome> runPiped(const QString &program, const QStringList &arguments,
                                const std::vector<PipedInput> &inputs, std::chrono::milliseconds patience,
                                std::size_t mostOutput, const std::stop_token &stop)
{
    const QDeadlineTimer deadline(patience);
    const auto noPipes = failure(ErrorKind::Unsupported, QStringLiteral("no pipes to %1").arg(program));
    std::optional<Pipe> output = makePipe();
    std::optional<Pipe> errors = makePipe();
    if (!output || !errors)
        return noPipes;
    Actions actions;
    std::vector<FileDescriptor> held;
    for (const PipedInput &input : inputs) {
        std::optional<FileDescriptor> from = filled(input.bytes);
        if (!from)
            return noPipes;
        actions.give(*from, input.descriptor);
        held.push_back(*std::move(from));
    }
    actions.give(output->in, STDOUT_FILENO);
    actions.give(errors->in, STDERR_FILENO);
    const pid_t pid = start(program, arguments, actions);
    if (pid <= 0)
        return failure(ErrorKind::Unsupported, QStringLiteral("%1 does not start").arg(program));
    Child child(pid);
    output->in.close();
    errors->in.close();
    PipedOutcome outcome;
    if (auto done = collect(output->out, errors->out, outcome, deadline, mostOutput, stop); !done)
        return failure(done);
    const std::optional<int> exitCode = child.wait(deadline, stop);
    if (stop.stop_requested())
        return failure(ErrorKind::Cancelled);
    if (!exitCode)
        return doesNotEnd();
    outcome.exitCode = *exitCode;
    return outcome;
}

} // namespace coffret
