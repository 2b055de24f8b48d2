// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>
#include <cstdlib>

namespace coffret::demovault {
namespace {

[[noreturn]] void refuse(const char *reason)
{
    std::fprintf(stderr, "coffret-demo-vault: %s\n", reason);
    std::exit(2);
}

QStringList listOf(const QCommandLineParser &parser, const QString &option)
{
    return parser.value(option).split(QLatin1Char(','), Qt::SkipEmptyParts);
}

QJsonObject faultsIn(const QString &name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        refuse("the file of --faults cannot be read");
    const QJsonDocument faults = QJsonDocument::fromJson(file.readAll());
    if (!faults.isObject())
        refuse("the file of --faults holds no JSON object");
    return faults.object();
}

PassboltOptions passboltOptions(const QCommandLineParser &parser)
{
    PassboltOptions options;
    options.secondFactor = listOf(parser, QStringLiteral("second-factor"));
    for (const QString &provider : std::as_const(options.secondFactor)) {
        if (provider != QLatin1String("totp") && provider != QLatin1String("yubikey"))
            refuse("--second-factor knows totp and yubikey");
    }
    options.newcomers = parser.isSet(QStringLiteral("newcomers"));
    options.leaver = parser.isSet(QStringLiteral("leaver"));
    options.pro = parser.isSet(QStringLiteral("pro"));
    bool ok = true;
    if (parser.isSet(QStringLiteral("revisions")))
        options.revisions = parser.value(QStringLiteral("revisions")).toInt(&ok);
    if (!ok || options.revisions < 1)
        refuse("--revisions needs a number from 1 on");
    const QString expiry = parser.value(QStringLiteral("expiry"));
    options.passwordsExpire = expiry != QLatin1String("off");
    if (!expiry.isEmpty() && expiry != QLatin1String("off") && expiry != QLatin1String("on"))
        options.expiryDays = expiry.toInt(&ok);
    if (!ok)
        refuse("--expiry is off, on, or a number of days");
    return options;
}

} // namespace

Options parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("Vault servers for trying Coffret out and for its tests: Passbolt, Fudo "
                       "Enterprise and CommandK on the loopback address, with made-up data."));
    parser.addHelpOption();
    parser.addOptions({
        {QStringLiteral("secrets"), QStringLiteral("Secrets in each vault."), QStringLiteral("number")},
        {QStringLiteral("mode"), QStringLiteral("Only these vaults, separated by commas: v4, v5, fudo, commandk."),
         QStringLiteral("list")},
        {QStringLiteral("port"), QStringLiteral("TCP port; without it a free one."), QStringLiteral("port")},
        {QStringLiteral("passphrase"), QStringLiteral("Protects the user's OpenPGP key."), QStringLiteral("word")},
        {QStringLiteral("second-factor"),
         QStringLiteral("What the Passbolt user has to prove themselves with: totp, yubikey or both."),
         QStringLiteral("list")},
        {QStringLiteral("newcomers"),
         QStringLiteral("A Passbolt user who has yet to set their account up, and links to set up and to recover.")},
        {QStringLiteral("leaver"), QStringLiteral("A Passbolt user who was disabled but still counts as a reader.")},
        {QStringLiteral("pro"), QStringLiteral("Passbolt with what its Pro edition adds: tags, activity, policies.")},
        {QStringLiteral("revisions"), QStringLiteral("How many values of a Passbolt secret are kept; 1 without it."),
         QStringLiteral("number")},
        {QStringLiteral("expiry"),
         QStringLiteral("Passbolt passwords: off, on (without it), or the days after which they expire."),
         QStringLiteral("off|on|days")},
        {QStringLiteral("faults"),
         QStringLiteral("Goes wrong from the start: JSON as POST to the control address's /faults takes it."),
         QStringLiteral("file")},
        {QStringLiteral("no-inferred"), QStringLiteral("Leave out what the vendors' documents do not state.")},
        {QStringLiteral("quiet"), QStringLiteral("Nothing on standard error.")},
        {QStringLiteral("with-parent"), QStringLiteral("End when the process that started this one ends.")},
        {QStringLiteral("until-eof"), QStringLiteral("End when standard input ends.")},
    });
    parser.process(arguments);

    Options options;
    bool ok = true;
    if (parser.isSet(QStringLiteral("secrets"))) {
        options.secrets = parser.value(QStringLiteral("secrets")).toInt(&ok);
        if (!ok || *options.secrets < 0)
            refuse("--secrets needs a number");
    }
    if (parser.isSet(QStringLiteral("port"))) {
        options.port = parser.value(QStringLiteral("port")).toUShort(&ok);
        if (!ok)
            refuse("--port needs a number");
    }
    if (parser.isSet(QStringLiteral("mode"))) {
        const QStringList wanted = listOf(parser, QStringLiteral("mode"));
        for (const QString &mode : wanted) {
            if (!options.modes.contains(mode))
                refuse("--mode knows v4, v5, fudo and commandk");
        }
        options.modes = wanted;
    }
    options.passphrase = parser.value(QStringLiteral("passphrase")).toUtf8();
    options.inferred = !parser.isSet(QStringLiteral("no-inferred"));
    options.quiet = parser.isSet(QStringLiteral("quiet"));
    options.withParent = parser.isSet(QStringLiteral("with-parent"));
    options.untilEndOfInput = parser.isSet(QStringLiteral("until-eof"));
    if (parser.isSet(QStringLiteral("faults")))
        options.faults = faultsIn(parser.value(QStringLiteral("faults")));
    options.passbolt = passboltOptions(parser);
    return options;
}

} // namespace coffret::demovault
