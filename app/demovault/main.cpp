// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/demovault.h"
#include "app/demovault/lifetime.h"
#include "app/hardening.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <cstdio>

using namespace coffret::demovault;

int main(int argc, char *argv[])
{
    coffret::keepQtQuiet(); // it would print every request with its tokens, next to what Coffret prints
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("coffret-demo-vault"));
    const Options options = parseOptions(QCoreApplication::arguments());

    // Before any thread or child exists, so that all of them inherit the blocked signals' default handling from here.
    Lifetime lifetime;
    if (options.withParent && !Lifetime::followParent())
        return 1;
    if (options.untilEndOfInput)
        lifetime.quitAtEndOfInput();

    DemoVault vault(options);
    const QString problem = vault.start();
    if (!problem.isEmpty()) {
        std::fprintf(stderr, "coffret-demo-vault: %s\n", qPrintable(problem));
        return 1;
    }
    const QByteArray line = QJsonDocument(vault.description()).toJson(QJsonDocument::Compact);
    std::printf("%s\n", line.constData());
    std::fflush(stdout);
    if (!options.quiet)
        std::fprintf(stderr, "coffret-demo-vault is ready; it ends with Ctrl+C.\n");
    return QCoreApplication::exec();
}
