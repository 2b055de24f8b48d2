// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "app/hardening.h"
#include "app/terminationsignals.h"

#include <QApplication>
#include <QIcon>
#include <QQmlExtensionPlugin>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTranslator>

Q_IMPORT_QML_PLUGIN(Coffret_UiPlugin)

namespace {

void nameProgram()
{
    QCoreApplication::setApplicationName(QStringLiteral("coffret"));
    QCoreApplication::setApplicationVersion(QStringLiteral(COFFRET_VERSION));
}

std::optional<coffret::CommandLine> readArguments(int &argc, char *argv[], int &exitCode)
{
    const QCoreApplication application(argc, argv); // help and version need no display
    nameProgram();
    return coffret::parseCommandLine(QCoreApplication::arguments(), exitCode);
}

void chooseRenderer()
{
    // Drawing by the processor starts twice as fast and takes a third of the memory; a blinking caret is all that
    // moves.
    if (!qEnvironmentVariableIsSet("QT_QUICK_BACKEND") && !qEnvironmentVariableIsSet("QSG_RHI_BACKEND"))
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
}

} // namespace

int main(int argc, char *argv[])
{
    coffret::hardenProcess();
    int exitCode = 0;
    const std::optional<coffret::CommandLine> line = readArguments(argc, argv, exitCode);
    if (!line)
        return exitCode;

    QApplication application(argc, argv);
    nameProgram();
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Coffret"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.coffret.Coffret"));
    QGuiApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/program/coffret.svg")));
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    chooseRenderer();
    QTranslator translator;
    if (translator.load(QLocale(), QStringLiteral("coffret"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&translator);

    const coffret::TerminationSignals terminationSignals;
    coffret::Application program(*line);
    if (!program.start(exitCode))
        return exitCode;
    return QApplication::exec();
}
