// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline.h"

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

std::optional<CommandLine> parseCommandLine(const QStringList &arguments, int &exitCode)
{
    const QCommandLineOption demo(QStringLiteral("demo"),
                                  Words::tr("Start on an embedded demo vault; nothing is kept."));
    const QCommandLineOption profile(QStringLiteral("profile"), Words::tr("Keep settings and keys in <folder>."),
                                     Words::tr("folder"));
    const QCommandLineOption quick(QStringLiteral("quick"), Words::tr("Show the quick lookup."));
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
    parser.addOptions(
        {help, demo, profile, quick, minimized, gallery, screenshots, language, revealSeconds, clipboardSeconds});

    exitCode = 0;
    if (!parser.parse(arguments) || !parser.positionalArguments().isEmpty()) {
        const QString fault = parser.errorText();
        print(stderr,
              fault.isEmpty() ? Words::tr("Unexpected argument: %1").arg(parser.positionalArguments().first()) : fault);
        exitCode = 2;
        return std::nullopt;
    }
    if (parser.isSet(help)) {
        QByteArray name = arguments.value(0).toLocal8Bit();
        int argc = 1;
        char *argv[] = {name.data(), nullptr};
        std::optional<QCoreApplication> application; // the text begins with its name
        if (!QCoreApplication::instance())
            application.emplace(argc, argv);
        print(stdout, parser.helpText());
        return std::nullopt;
    }
    if (parser.isSet(version)) {
        print(stdout, QCoreApplication::applicationName() + QLatin1Char(' ') + QCoreApplication::applicationVersion());
        return std::nullopt;
    }
    CommandLine line;
    line.demo = parser.isSet(demo);
    line.quick = parser.isSet(quick);
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
