// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demovault/temporaryhome.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QThread>

#include <cstdlib>
#include <sys/stat.h>

namespace coffret::demovault {
namespace {

// A small count keeps protected keys quick; nothing here is worth guarding against guessing.
constexpr char agentSettings[] = "s2k-count 65536\nallow-loopback-pinentry\n";
constexpr int removalAttempts = 200;
constexpr unsigned long removalPause = 25; // milliseconds

} // namespace

TemporaryHome::TemporaryHome()
{
    char name[] = "/tmp/cdvXXXXXX";
    if (mkdtemp(name))
        m_path = QString::fromLatin1(name);
}

TemporaryHome::~TemporaryHome()
{
    for (const QString &home : std::as_const(m_gnupgHomes))
        QProcess::execute(QStringLiteral("gpgconf"),
                          {QStringLiteral("--homedir"), home, QStringLiteral("--kill"), QStringLiteral("all")});
    if (m_path.isEmpty())
        return;
    // The agents end a moment later and take their sockets with them; a file that goes while it is being removed counts
    // as a failure.
    for (int attempt = 0; attempt < removalAttempts && !QDir(m_path).removeRecursively(); ++attempt)
        QThread::msleep(removalPause);
}

QString TemporaryHome::write(const QString &name, const QByteArray &content) const
{
    QFile file(m_path + QLatin1Char('/') + name);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return file.write(content) == content.size() ? file.fileName() : QString();
}

QString TemporaryHome::addGnupgHome(const QString &name, const QByteArray &armoredSecretKey,
                                    const QByteArray &passphrase)
{
    const QString home = m_path + QLatin1Char('/') + name;
    if (mkdir(home.toLocal8Bit().constData(), 0700) != 0)
        return {};
    m_gnupgHomes.append(home);
    write(name + QStringLiteral("/gpg-agent.conf"), agentSettings);
    QProcess gpg;
    gpg.start(QStringLiteral("gpg"),
              {QStringLiteral("--homedir"), home, QStringLiteral("--batch"), QStringLiteral("--quiet"),
               QStringLiteral("--pinentry-mode"), QStringLiteral("loopback"), QStringLiteral("--passphrase"),
               QString::fromUtf8(passphrase), QStringLiteral("--import")});
    gpg.write(armoredSecretKey);
    gpg.closeWriteChannel();
    return gpg.waitForFinished(10'000) && gpg.exitCode() == 0 ? home : QString();
}

} // namespace coffret::demovault
