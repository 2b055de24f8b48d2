// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/programidentity.h"

#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <optional>

#include <sys/stat.h>

namespace coffret {

namespace {

constexpr std::size_t LongestChain = 4;
constexpr int MostSkipped = 8;
constexpr qint64 LongestLine = 16 * 1024;

struct Looked
{
    ProgramIdentity::Process process;
    pid_t parent = 0;
    QStringList arguments;
};

QString inProc(pid_t id, const char *what)
{
    return QStringLiteral("/proc/%1/%2").arg(id).arg(QLatin1String(what));
}

QByteArray read(pid_t id, const char *what)
{
    QFile file(inProc(id, what));
    return file.open(QIODevice::ReadOnly) ? file.read(LongestLine) : QByteArray();
}

/// proc(5): the name in the second place is in parentheses and may have any characters.
bool readStart(Looked &looked)
{
    const QByteArray stat = read(looked.process.id, "stat");
    const QList<QByteArray> cells = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    constexpr qsizetype Parent = 1;
    constexpr qsizetype Start = 19;
    if (cells.size() <= Start)
        return false;
    looked.parent = static_cast<pid_t>(cells[Parent].toInt());
    looked.process.start = cells[Start].toULongLong();
    return looked.process.start != 0;
}

bool isShell(const QString &program)
{
    static const QStringList shells{QStringLiteral("sh"),   QStringLiteral("bash"),   QStringLiteral("dash"),
                                    QStringLiteral("zsh"),  QStringLiteral("fish"),   QStringLiteral("ksh"),
                                    QStringLiteral("mksh"), QStringLiteral("busybox")};
    return shells.contains(program);
}

bool isInterpreter(const QString &program)
{
    for (const char *name : {"python", "perl", "ruby", "node", "php", "lua", "guile", "tclsh"}) {
        if (program.startsWith(QLatin1String(name)))
            return true;
    }
    return isShell(program);
}

QString scriptOf(const Looked &looked)
{
    const QString first = looked.arguments.value(1);
    if (!isInterpreter(QFileInfo(looked.process.executable).fileName()) || first.isEmpty() ||
        first.startsWith(QLatin1Char('-')))
        return {};
    return QFileInfo(first).fileName();
}

std::optional<Looked> look(pid_t id)
{
    if (id <= 0)
        return std::nullopt;
    Looked looked;
    looked.process.id = id;
    struct stat file = {};
    if (!readStart(looked) || ::stat(QFile::encodeName(inProc(id, "exe")).constData(), &file) != 0)
        return std::nullopt;
    looked.process.executable = QFile::symLinkTarget(inProc(id, "exe"));
    looked.process.device = file.st_dev;
    looked.process.file = file.st_ino;
    for (const QByteArray &argument : read(id, "cmdline").split('\0'))
        looked.arguments.append(QString::fromLocal8Bit(argument));
    looked.process.script = scriptOf(looked);
    Looked again;
    again.process.id = id;
    if (!readStart(again) || again.process.start != looked.process.start)
        return std::nullopt; // ended meanwhile, and the number went to somebody else
    return looked;
}

/// Also across an upgrade of the package, which leaves the file of the program that runs without a name.
bool isOurselves(const Looked &looked)
{
    struct stat file = {};
    if (::stat("/proc/self/exe", &file) != 0)
        return false;
    if (looked.process.device == file.st_dev && looked.process.file == file.st_ino)
        return true;
    const QString deleted = QStringLiteral(" (deleted)");
    const QString own = QFile::symLinkTarget(QStringLiteral("/proc/self/exe"));
    const QString &other = looked.process.executable;
    return own == other + deleted || other == own + deleted;
}

/// "-c" alone or among other letters ("-lc"), behind long options such as --norc.
bool carriesOutOneLine(const Looked &looked)
{
    if (!isShell(QFileInfo(looked.process.executable).fileName()))
        return false;
    for (qsizetype i = 1; i < looked.arguments.size(); ++i) {
        const QString &argument = looked.arguments[i];
        if (argument == QLatin1String("--rcfile") || argument == QLatin1String("--init-file"))
            ++i; // a file
        else if (!argument.startsWith(QLatin1String("--")) || argument.size() == 2)
            return argument.startsWith(QLatin1Char('-')) && argument.contains(QLatin1Char('c'));
    }
    return false;
}

/// Takes in what others left behind: that it is somebody's parent says nothing.
bool adoptsOrphans(const Looked &looked)
{
    return looked.process.id == 1 || QFileInfo(looked.process.executable).fileName() == QLatin1String("systemd");
}

} // namespace

ProgramIdentity identifyProgram(pid_t peer)
{
    ProgramIdentity identity;
    std::optional<Looked> looked = look(peer);
    for (int skipped = 0; looked && skipped < MostSkipped && (isOurselves(*looked) || carriesOutOneLine(*looked));
         ++skipped)
        looked = look(looked->parent);
    while (looked && identity.chain.size() < LongestChain && !adoptsOrphans(*looked)) {
        identity.chain.push_back(looked->process);
        looked = look(looked->parent);
    }
    return identity;
}

QString nameOf(const ProgramIdentity::Process &process)
{
    const QString program = QFileInfo(process.executable).fileName();
    return process.script.isEmpty() ? program : program + QLatin1Char(' ') + process.script;
}

} // namespace coffret
