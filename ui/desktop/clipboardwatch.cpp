// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/desktop/clipboardwatch.h"

#include <QCoreApplication>
#include <QFile>
#include <QGuiApplication>
#include <QStandardPaths>

#include <array>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace coffret {

namespace {

constexpr QLatin1String Executable("coffret-clipboard-watch");

/// In a session of its own, so that what ends this program from a terminal does not end both. Zero: it did not start.
pid_t spawn(const QString &executable, int standardInput)
{
    QByteArray path = QFile::encodeName(executable);
    QByteArray display = QGuiApplication::platformName().toLatin1();
    const std::array<char *, 3> arguments{path.data(), display.data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID);
    pid_t process = 0;
    if (posix_spawn(&process, path.constData(), &actions, &attributes, arguments.data(), environ) != 0)
        process = 0;
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

} // namespace

ClipboardWatch::ClipboardWatch(QString executable) : m_executable(std::move(executable)) {}

ClipboardWatch::~ClipboardWatch()
{
    end();
}

QString ClipboardWatch::find()
{
    const QString here = QCoreApplication::applicationDirPath();
    return QStandardPaths::findExecutable(
        Executable, {here, here + QStringLiteral("/../libexec/coffret"), here + QStringLiteral("/../libexec")});
}

void ClipboardWatch::guard(const QByteArray &salt, const QByteArray &digest)
{
    if (m_process != 0 && waitpid(static_cast<pid_t>(m_process), nullptr, WNOHANG) != 0)
        end(); // somebody ended it
    if (m_socket < 0 && !start())
        return;
    say("guard " + salt.toHex() + ' ' + digest.toHex() + '\n');
}

void ClipboardWatch::forget()
{
    say("forget\n");
}

void ClipboardWatch::clear()
{
    say("clear\n");
}

bool ClipboardWatch::start()
{
    std::array<int, 2> ends{};
    if (m_executable.isEmpty() || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return false;
    m_process = spawn(m_executable, ends[1]);
    close(ends[1]);
    m_socket = ends[0];
    if (m_process == 0)
        end();
    return m_process != 0;
}

void ClipboardWatch::say(const QByteArray &line)
{
    if (m_socket >= 0) // a line is far shorter than what a socket takes at once; without a reader it is lost
        send(m_socket, line.constData(), static_cast<std::size_t>(line.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
}

void ClipboardWatch::end()
{
    if (m_socket >= 0)
        close(m_socket);
    m_socket = -1;
    m_process = 0;
}

} // namespace coffret
