// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

class QCommandLineParser;

namespace coffret {

/// What the user asked for when starting the program.
struct CommandLine
{
    bool demo = false;
    bool show = false;        ///< show the window; what happens without any other wish
    bool quick = false;       ///< show the quick lookup
    bool lock = false;        ///< lock the program that runs, and start none
    bool service = false;     ///< started by the session bus: wait for what it wants
    bool minimized = false;   ///< start in the tray
    bool gallery = false;     ///< show every control instead
    QString profile;          ///< name of a profile, or its folder; empty: the user's own
    QString screenshots;      ///< folder for the pictures of a guided tour; empty: no tour
    QString language;         ///< of the interface; empty: the desktop's
    int revealSeconds = 0;    ///< of the demonstration; 0: as usual
    int clipboardSeconds = 0; ///< of the demonstration; 0: as usual
};

/// Reads the arguments (the first is the program). Prints help, version or what is wrong with them and returns nothing
/// when the program should end; exitCode is then what it ends with.
[[nodiscard]] std::optional<CommandLine> parseCommandLine(const QStringList &arguments, int &exitCode);

/// What a parser says to --help; program: how it was started.
void printHelp(const QCommandLineParser &parser, const QString &program, const QString &after = {});

} // namespace coffret
