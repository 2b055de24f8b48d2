// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

#include "app/profile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QTextStream>

#include <cstdio>

namespace coffret {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

void print(FILE *where, const QString &text)
{
    QTextStream(where) << text << (text.endsWith(QLatin1Char('\n')) ? "" : "\n");
}

} // namespace

void printHelp(const QCommandLineParser &parser, const QString &program, const QString &after)
{
    QByteArray name = program.toLocal8Bit();
    int argc = 1;
    char *argv[] = {name.data(), nullptr};
    std::optional<QCoreApplication> application; // the text begins with its name
    if (!QCoreApplication::instance())
        application.emplace(argc, argv);
    print(stdout, parser.helpText());
    if (!after.isEmpty())
        print(stdout, QLatin1Char('\n') + after);
}

std::optional<CommandLine> parseCommandLine(const QStringList &arguments, int &exitCode)
{
    const QCommandLineOption demo(QStringLiteral("demo"),
                                  Words::tr("Start on an embedded demo vault; nothing is kept."));
    const QCommandLineOption profile(
        QStringLiteral("profile"),
        Words::tr("Use the settings and keys called <name>, or those in a folder where there is a slash in it."),
        Words::tr("name"));
    const QCommandLineOption show(QStringLiteral("show"), Words::tr("Show the window, of the program that runs."));
    const QCommandLineOption quick(QStringLiteral("quick"), Words::tr("Show the quick lookup."));
    const QCommandLineOption lock(QStringLiteral("lock"),
                                  Words::tr("Lock the program that runs; where none does, nothing happens."));
    QCommandLineOption service(QStringLiteral("service")); // in the service file of the session bus
    service.setFlags(QCommandLineOption::HiddenFromHelp);
    const QCommandLineOption minimized(QStringLiteral("minimized"), Words::tr("Start in the system tray."));
    const QCommandLineOption gallery(QStringLiteral("gallery"),
                                     Words::tr("Show every control in every state, for developers."));
    const QCommandLineOption screenshots(QStringLiteral("screenshots"),
                                         Words::tr("Tour the program by itself, save pictures to <folder>, quit."),
                                         Words::tr("folder"));
    const QCommandLineOption revealSeconds(QStringLiteral("reveal-seconds"),
                                           Words::tr("With --demo: hide revealed values after <seconds>."),
                                           Words::tr("seconds"));
    const QCommandLineOption clipboardSeconds(QStringLiteral("clipboard-seconds"),
                                              Words::tr("With --demo: clear the clipboard after <seconds>."),
                                              Words::tr("seconds"));
    const QCommandLineOption language(
        QStringLiteral("language"),
        Words::tr("Speak <code>, for example de; en-XA and ar-XB show what a translation would do to the interface."),
        Words::tr("code"));
    QCommandLineParser parser;
    parser.setApplicationDescription(Words::tr("Desktop password manager for team vaults"));
    const QCommandLineOption help({QStringLiteral("h"), QStringLiteral("help")}, Words::tr("Say this and end."));
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOptions({help, demo, profile, show, quick, lock, service, minimized, gallery, screenshots, language,
                       revealSeconds, clipboardSeconds});

    exitCode = 0;
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty()) {
        const QString fault = parser.errorText();
        print(stderr,
              fault.isEmpty() ? Words::tr("Unexpected argument: %1").arg(parser.positionalArguments().first()) : fault);
        exitCode = 2;
        return std::nullopt;
    }
    if (!Profile::named(parser.value(profile))) {
        print(stderr, Words::tr("Not a name for a profile: %1").arg(parser.value(profile)));
        exitCode = 2;
        return std::nullopt;
    }
    if (parser.isSet(help)) {
        printHelp(parser, arguments.value(0),
                  Words::tr("Commands for the running program: get, list, otp and exec. \"%1 get --help\" says more.")
                      .arg(QCoreApplication::applicationName()));
        return std::nullopt;
    }
    if (parser.isSet(version)) {
        print(stdout, QCoreApplication::applicationName() + QLatin1Char(' ') + QCoreApplication::applicationVersion());
        return std::nullopt;
    }
    CommandLine line;
    line.demo = parser.isSet(demo);
    line.show = parser.isSet(show);
    line.quick = parser.isSet(quick);
    line.lock = parser.isSet(lock);
    line.service = parser.isSet(service);
    line.minimized = parser.isSet(minimized);
    line.gallery = parser.isSet(gallery);
    line.profile = parser.value(profile);
    line.screenshots = parser.value(screenshots);
    line.language = parser.value(language);
    line.revealSeconds = parser.value(revealSeconds).toInt();
    line.clipboardSeconds = parser.value(clipboardSeconds).toInt();
    return line;
}

} // namespace coffret
