// SPDX-License-Identifier: GPL-3.0-or-later
#include "waylandclipboard.h"

#include <sodium.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace coffret::watch {

namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds Patience{6};
constexpr std::chrono::milliseconds Pause{300};
constexpr int AnswerTime = 2000; // ms; where wl-paste needs the keyboard, it may get none

using Words = std::vector<const char *>;

/// standardOutput: -1 for none. Zero: it did not start.
pid_t spawn(const Words &words, int standardOutput)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (standardOutput < 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    else
        posix_spawn_file_actions_adddup2(&actions, standardOutput, STDOUT_FILENO);
    pid_t process = 0;
    if (posix_spawnp(&process, words.front(), &actions, nullptr, const_cast<char *const *>(words.data()), environ) != 0)
        process = 0;
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

/// All that comes until the other end is closed, unless that is too much or takes too long.
bool readAll(int from, std::vector<unsigned char> &text)
{
    std::size_t size = 0;
    for (;;) {
        pollfd one{from, POLLIN, 0};
        if (size == text.size() || poll(&one, 1, AnswerTime) <= 0)
            return false;
        const ssize_t got = read(from, text.data() + size, text.size() - size);
        if (got <= 0) {
            text.resize(size);
            return got == 0;
        }
        size += static_cast<std::size_t>(got);
    }
}

bool has(const Trace &trace)
{
    std::array<int, 2> pipe{};
    if (pipe2(pipe.data(), O_CLOEXEC) != 0)
        return false;
    const pid_t process = spawn({"wl-paste", "--no-newline", "--type", "text", nullptr}, pipe[1]);
    close(pipe[1]);
    std::vector<unsigned char> text(Trace::MaximumValue + 1);
    const bool complete = process != 0 && readAll(pipe[0], text);
    close(pipe[0]);
    const bool found = complete && trace.matches(text);
    sodium_memzero(text.data(), text.capacity());
    if (process != 0) {
        if (!complete)
            kill(process, SIGTERM);
        waitpid(process, nullptr, 0);
    }
    return found;
}

void clear()
{
    if (const pid_t process = spawn({"wl-copy", "--clear", nullptr}, -1); process != 0)
        waitpid(process, nullptr, 0);
}

} // namespace

void emptyWaylandClipboard(const Trace &trace, bool once)
{
    if (!trace.isKnown())
        return;
    const steady_clock::time_point end = steady_clock::now() + Patience;
    do {
        if (has(trace))
            clear();
        if (!once)
            std::this_thread::sleep_for(Pause);
    } while (!once && steady_clock::now() < end);
}

} // namespace coffret::watch
