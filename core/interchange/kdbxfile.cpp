// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/kdbxfile.h"

#include "core/interchange/foreignfile.h"
#include "core/interchange/kdbxwriter.h"
#include "core/secret/pipedprogram.h"

#include <QFileInfo>
#include <QTemporaryDir>

namespace coffret {

namespace {

constexpr std::chrono::seconds Patience{120}; // a database may ask for as much work as its owner had time for

} // namespace

Expected<SecretBuffer> openKdbx(const QString &path, const SecretBuffer &password, const QString &keyFile,
                                const std::stop_token &stop)
{
    const QString program = keepassxcProgram();
    if (program.isEmpty())
        return failure(ErrorKind::Unsupported, QStringLiteral("keepassxc-cli is not installed"));
    const QTemporaryDir folder; // it would look at the user's settings
    // It reads the password in the encoding of the language that it is told.
    QStringList arguments{QStringLiteral("LC_ALL=C.UTF-8"),
                          QStringLiteral("XDG_CONFIG_HOME=") + folder.path(),
                          QStringLiteral("XDG_CACHE_HOME=") + folder.path(),
                          program,
                          QStringLiteral("export"),
                          QStringLiteral("--quiet"),
                          QStringLiteral("--format"),
                          QStringLiteral("xml")};
    if (!keyFile.isEmpty())
        arguments += {QStringLiteral("--key-file"), QFileInfo(keyFile).absoluteFilePath()};
    if (!keyFile.isEmpty() && password.isEmpty())
        arguments += QStringLiteral("--no-password");
    arguments += QFileInfo(path).absoluteFilePath(); // never taken for an option
    SecretBuffer line = password.clone();
    line.append("\n");
    Expected<PipedOutcome> outcome =
        runPiped(QStringLiteral("/usr/bin/env"), arguments, {{0, line.view()}}, Patience, LargestForeignFile, stop);
    if (!outcome)
        return failure(outcome);
    // What it says is in the user's language; a wrong password and a damaged file look alike to it anyway.
    if (outcome->exitCode != 0 || outcome->output.isEmpty())
        return failure(ErrorKind::WrongPassphrase, QStringLiteral("keepassxc-cli ends with %1").arg(outcome->exitCode));
    return std::move(outcome->output);
}

} // namespace coffret
