// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/controlcommand.h"

#include "app/commandline.h"
#include "app/controlexec.h"
#include "app/controloutput.h"
#include "app/profile.h"
#include "core/control/controlclient.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sys/resource.h>
#include <unistd.h>

namespace coffret {

namespace {

using Kind = ControlRequest::Kind;

constexpr std::chrono::minutes Patience{5}; // a person is asked, and may have to unlock first
constexpr int CannotRun = 126;              // as shells say it
constexpr int NoSuchCommand = 127;

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ControlCommand)
};

struct Wishes
{
    ControlRequest request;
    QString socket;
    QString environmentFile;
    bool json = false;
};

std::optional<Kind> kindOf(std::string_view word)
{
    if (word == "get")
        return Kind::Get;
    if (word == "list")
        return Kind::List;
    if (word == "otp")
        return Kind::Otp;
    if (word == "exec")
        return Kind::Exec;
    return std::nullopt;
}

/// Where among the arguments the command's name is; 0: nowhere.
int placeOfCommand(int argc, char *argv[])
{
    int place = 1;
    while (place < argc && std::string_view(argv[place]).starts_with("--profile"))
        place += std::string_view(argv[place]) == "--profile" ? 2 : 1;
    return place < argc && kindOf(argv[place]) ? place : 0;
}

/// One line, without anything that a terminal would obey.
void complain(const QString &text)
{
    QString line = text.simplified();
    line.removeIf([](QChar c) { return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format; });
    std::fprintf(stderr, "coffret: %s\n", qPrintable(line));
}

int fail(ControlStatus status, const QString &text)
{
    complain(text);
    return static_cast<int>(status);
}

QString textOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        //: In a terminal
        return Words::tr("Coffret is not running.");
    case ErrorKind::TimedOut:
        //: In a terminal
        return Words::tr("Coffret did not answer in time.");
    case ErrorKind::Unsupported:
        //: In a terminal
        return Words::tr("The Coffret that runs is of another version. Start it again.");
    case ErrorKind::Forbidden:
        //: In a terminal. %1 says which folder it is, and why.
        return Words::tr("This is not safe, so nothing was asked: %1.").arg(error.detail);
    default:
        //: In a terminal. %1 is technical.
        return Words::tr("Coffret cannot be asked (%1).").arg(error.detail);
    }
}

ControlStatus statusOf(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return ControlStatus::NotRunning;
    case ErrorKind::TimedOut:
        return ControlStatus::TimedOut;
    default:
        return ControlStatus::Failed;
    }
}

int refused(const ControlReply &reply)
{
    //: In a terminal
    complain(reply.message.isEmpty() ? Words::tr("Coffret did not do that.") : reply.message);
    for (const ControlReply::Entry &entry : reply.entries)
        std::fprintf(stderr, "  %s\n", qPrintable(entry.path));
    return static_cast<int>(reply.status);
}

/// Values are in this process for a moment: it must not leave them behind. A command that is run gets its own limit
/// back.
class NoCoreDump
{
public:
    NoCoreDump()
    {
        getrlimit(RLIMIT_CORE, &m_before);
        const rlimit almostNone{std::min<rlim_t>(1, m_before.rlim_max), m_before.rlim_max}; // see forbidCoreDumps()
        setrlimit(RLIMIT_CORE, &almostNone);
    }
    ~NoCoreDump() { setrlimit(RLIMIT_CORE, &m_before); }
    NoCoreDump(const NoCoreDump &) = delete;
    NoCoreDump &operator=(const NoCoreDump &) = delete;

private:
    rlimit m_before{};
};

int cannotRun(const char *command, int error)
{
    //: In a terminal. %1 is a command, %2 says why.
    complain(Words::tr("%1 cannot be run: %2")
                 .arg(QString::fromLocal8Bit(command), QString::fromLocal8Bit(std::strerror(error))));
    return error == ENOENT ? NoSuchCommand : CannotRun;
}

int execute(Wishes wishes, char *const command[])
{
    ChildEnvironment environment(environ);
    if (!wishes.environmentFile.isEmpty()) {
        const Expected<void> added = environment.addFile(wishes.environmentFile);
        if (!added && added.error().kind == ErrorKind::InvalidInput)
            return fail(ControlStatus::Misused,
                        //: In a terminal. %1 is a file, %2 the number of a line.
                        Words::tr("%1, line %2: not NAME=VALUE").arg(wishes.environmentFile, added.error().detail));
        if (!added) //: In a terminal. %1 is a file.
            return fail(ControlStatus::Failed, Words::tr("%1 cannot be read.").arg(wishes.environmentFile));
    }
    Expected<std::vector<ControlRequest::Wanted>> wanted = environment.wanted();
    if (!wanted) //: In a terminal. %1 is the name of a variable.
        return fail(ControlStatus::Misused,
                    Words::tr("%1 is no coffret://ACCOUNT/PATH/FIELD").arg(wanted.error().detail));
    if (wanted->size() > ControlRequest::MostWanted) //: In a terminal. %1 is a number.
        return fail(ControlStatus::Misused, Words::tr("More than %1 values at once").arg(ControlRequest::MostWanted));
    if (!wanted->empty()) {
        const NoCoreDump guard;
        wishes.request.wanted = std::move(*wanted);
        Expected<ControlReply> reply = askRunningProgram(wishes.socket, wishes.request, Patience);
        if (!reply)
            return fail(statusOf(reply.error()), textOf(reply.error()));
        if (reply->status != ControlStatus::Ok)
            return refused(*reply);
        if (const Expected<void> filled = environment.fill(std::move(reply->values)); !filled)
            return fail(ControlStatus::Failed,
                        //: In a terminal. %1 is the name of a variable.
                        Words::tr("The value for %1 cannot stand in an environment.").arg(filled.error().detail));
    }
    environment.run(command);
    return cannotRun(command[0], errno);
}

bool print(const ControlReply &reply, const Wishes &wishes)
{
    if (wishes.request.kind == Kind::List)
        return wishes.json ? writePathsAsJson(reply.entries) : writePaths(reply.entries);
    return wishes.json ? writeValueAsJson(reply.entries[0], reply.values[0]) : writeValue(reply.values[0]);
}

int ask(const Wishes &wishes)
{
    const NoCoreDump guard;
    const Expected<ControlReply> reply = askRunningProgram(wishes.socket, wishes.request, Patience);
    if (!reply)
        return fail(statusOf(reply.error()), textOf(reply.error()));
    if (reply->status != ControlStatus::Ok)
        return refused(*reply);
    if (wishes.request.kind != Kind::List && (reply->values.size() != 1 || reply->entries.size() != 1))
        return fail(ControlStatus::Failed, textOf({ErrorKind::Malformed, QStringLiteral("no single value")}));
    //: In a terminal
    return print(*reply, wishes) ? 0 : fail(ControlStatus::Failed, Words::tr("The output cannot be written."));
}

/// What a command takes, for its help and for reading its arguments.
struct CommandParser
{
    explicit CommandParser(Kind kind);

    Kind kind;
    QCommandLineParser parser;
    QCommandLineOption help{{QStringLiteral("h"), QStringLiteral("help")}, Words::tr("Say this and end.")};
    QCommandLineOption profile{QStringLiteral("profile"), Words::tr("Ask the program that runs on this profile."),
                               Words::tr("name")};
    QCommandLineOption unlock{QStringLiteral("unlock"), Words::tr("Unlock Coffret first where it is locked.")};
    QCommandLineOption unverified{QStringLiteral("unverified"), Words::tr("Take values that nobody vouches for.")};
    QCommandLineOption json{QStringLiteral("json"), Words::tr("Write JSON.")};
    QCommandLineOption file{QStringLiteral("env-file"), Words::tr("Take variables from <file>, too."),
                            Words::tr("file")};
};

CommandParser::CommandParser(Kind wanted) : kind(wanted)
{
    parser.setOptionsAfterPositionalArgumentsMode(kind == Kind::Exec ? QCommandLineParser::ParseAsPositionalArguments
                                                                     : QCommandLineParser::ParseAsOptions);
    parser.addOptions({help, profile, unlock});
    if (kind != Kind::List)
        parser.addOption(unverified);
    parser.addOption(kind == Kind::Exec ? file : json);
    const QString path = Words::tr("Account, folders and name with slashes between them, or the end of that.");
    switch (kind) {
    case Kind::Get:
        parser.setApplicationDescription(Words::tr("Writes a value of a secret."));
        parser.addPositionalArgument(QStringLiteral("path"), path, QStringLiteral("get PATH"));
        parser.addPositionalArgument(QStringLiteral("field"), Words::tr("Which value: the main one without it."),
                                     QStringLiteral("[FIELD]"));
        break;
    case Kind::List:
        parser.setApplicationDescription(Words::tr("Writes the paths of the secrets, or of those below one path."));
        parser.addPositionalArgument(QStringLiteral("path"), path, QStringLiteral("list [PATH]"));
        break;
    case Kind::Otp:
        parser.setApplicationDescription(Words::tr("Writes the one-time code of a secret."));
        parser.addPositionalArgument(QStringLiteral("path"), path, QStringLiteral("otp PATH"));
        break;
    default:
        parser.setApplicationDescription(Words::tr("Runs a command, with the values of secrets in its environment "
                                                   "where there is coffret://ACCOUNT/PATH/FIELD."));
        parser.addPositionalArgument(QStringLiteral("command"), Words::tr("What to run, behind two hyphens."),
                                     QStringLiteral("exec -- COMMAND"));
        break;
    }
}

/// Whether there are as many arguments as the command takes; fills them in.
bool takePaths(ControlRequest &request, const QStringList &words)
{
    if (request.kind == Kind::Exec)
        return true;
    const qsizetype least = request.kind == Kind::List ? 0 : 1;
    const qsizetype most = request.kind == Kind::Get ? 2 : 1;
    if (words.size() < least || words.size() > most)
        return false;
    request.wanted = {{words.value(0), words.value(1)}};
    return request.kind == Kind::List || !words[0].isEmpty();
}

Wishes wishesOf(const CommandParser &command)
{
    Wishes wishes;
    wishes.request.kind = command.kind;
    wishes.request.unlock = command.parser.isSet(command.unlock);
    wishes.request.unverified = command.kind != Kind::List && command.parser.isSet(command.unverified);
    if (command.kind == Kind::Exec)
        wishes.environmentFile = command.parser.value(command.file);
    else
        wishes.json = command.parser.isSet(command.json);
    wishes.request.terminal = command.kind != Kind::Exec && ::isatty(STDOUT_FILENO) != 0;
    return wishes;
}

/// What follows two hyphens belongs to the command that is run, whatever bytes it has.
int endOfOwnArguments(int begin, int argc, char *argv[])
{
    int end = begin;
    while (end < argc && std::string_view(argv[end]) != "--")
        ++end;
    return end;
}

QStringList argumentsUpTo(int end, char *argv[], int skipped)
{
    QStringList arguments;
    for (int i = 0; i < end; ++i) {
        if (i != skipped)
            arguments.append(QString::fromLocal8Bit(argv[i]));
    }
    return arguments;
}

} // namespace

bool isControlCommand(int argc, char *argv[])
{
    return placeOfCommand(argc, argv) > 0;
}

int runControlCommand(int argc, char *argv[])
{
    const int place = placeOfCommand(argc, argv);
    CommandParser command(*kindOf(argv[place]));
    const int end = command.kind == Kind::Exec ? endOfOwnArguments(place, argc, argv) : argc;
    if (!command.parser.parse(argumentsUpTo(end, argv, place)))
        return fail(ControlStatus::Misused, command.parser.errorText());
    if (command.parser.isSet(command.help)) {
        printHelp(command.parser, QString::fromLocal8Bit(argv[0]));
        return 0;
    }
    const QString name = command.parser.value(command.profile);
    const std::optional<Profile> profile = Profile::named(name);
    if (!profile)
        //: In a terminal. %1 is what stands behind --profile.
        return fail(ControlStatus::Misused, Words::tr("Not a name for a profile: %1").arg(name));
    Wishes wishes = wishesOf(command);
    wishes.socket = profile->socketPath();
    const QStringList words = command.parser.positionalArguments();
    const bool hasCommand = command.kind != Kind::Exec || (words.isEmpty() && end + 1 < argc);
    if (!takePaths(wishes.request, words) || !hasCommand)
        //: In a terminal. %1 is the name of a command.
        return fail(
            ControlStatus::Misused,
            Words::tr("That is not how it is called; see coffret %1 --help").arg(QString::fromLocal8Bit(argv[place])));
    return command.kind == Kind::Exec ? execute(std::move(wishes), argv + end + 1) : ask(wishes);
}

} // namespace coffret
