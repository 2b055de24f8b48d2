// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/controlcommand.h"
#include "app/hardening.h"
#include "app/terminationsignals.h"
#include "core/store/settings.h"
#include "ui/desktop/language.h"

#include <QApplication>
#include <QIcon>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>
#include <QQuickWindow>

Q_IMPORT_QML_PLUGIN(Coffret_UiPlugin)

namespace {

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("coffret"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COFFRET_VERSION));
}

QStringList argumentsOf(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    return arguments;
}

void chooseRenderer()
{
    // Drawing by the processor starts twice as fast and takes a third of the memory; a blinking caret is all that
    // moves.
    if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND") && !qEnvironmentVariableIsSet("QSG_RHI_BACKEND"))
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
    // Milliseconds. Qt would gather changes for five of them before it draws; those of one event come together anyway.
    if (!qEnvironmentVariableIsSet("QT_QPA_UPDATE_IDLE_TIME"))
        qputenv("QT_QPA_UPDATE_IDLE_TIME", "1");
}

/// A start on another's behalf comes with leave to take the keyboard, which Qt takes out of the environment.
QString activationToken()
{
    const QString token = qEnvironmentVariable("XDG_ACTIVATION_TOKEN");
    return token.isEmpty() ? qEnvironmentVariable("DESKTOP_STARTUP_ID") : token;
}

QString languageOf(const coffret::CommandLine &line)
{
    return line.language.isEmpty() ? coffret::Settings::languageIn(coffret::Application::profileOf(line).config)
                                   : line.language;
}

} // namespace

int main(int argc, char *argv[])
{
    if (coffret::isControlCommand(argc, argv)) // without a display, and with the environment as it is
        return coffret::runControlCommand(argc, argv);
    coffret::hardenProcess();
    coffret::keepQtQuiet();
    nameProgram();
    int exitCode = 0;
    // Before there is an application: help and version need no display, and the end of a first application would take
    // the accessibility of Qt Quick with it.
    const std::optional<coffret::CommandLine> line = coffret::parseCommandLine(argumentsOf(argc, argv), exitCode);
    if (!line)
        return exitCode;

    if (line->lock) {
        const QCoreApplication application(argc, argv);
        return coffret::Application::lockRunning(*line);
    }

    const QString token = activationToken();
    QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Coffret"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.coffret.Coffret"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/program/coffret.svg")));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    chooseRenderer();
    const coffret::Language language(languageOf(*line));

    const coffret::TerminationSignals terminationSignals;
    coffret::Application program(*line, token);
    if (!program.start(exitCode))
        return exitCode;
    const int code = QApplication::exec();
    program.sayGoodbye();
    return code;
}
