// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/privatehome.h"

#include "core/openpgp/gpgconfiguration.h"

#include <gpgme.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSaveFile>
#include <QTemporaryDir>

#include <cstdio>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace coffret {

namespace {

constexpr int ToolTimeout = 20000;

Expected<QByteArray> runTool(const char *which, const QStringList &arguments, const QByteArray &input = {})
{
    const char *program = gpgme_get_dirinfo(which);
    if (program == nullptr)
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("GnuPG is not installed"));
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(QFile::decodeName(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(ToolTimeout) || process.exitStatus() != QProcess::NormalExit ||
        process.exitCode() != 0) {
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("%1 failed: %2 (%3)")
                                                 .arg(QFile::decodeName(program), arguments.value(2))
                                                 .arg(process.exitCode()));
    }
    return process.readAllStandardOutput();
}

Expected<QString> listedDirectory(const QStringList &homeArguments, const QString &name)
{
    auto output = runTool("gpgconf-name", homeArguments + QStringList{QStringLiteral("--list-dirs"), name});
    if (!output)
        return failure(output);
    return QFile::decodeName(QByteArray::fromPercentEncoding(output->trimmed()));
}

QStringList homeOption(const QString &home)
{
    return {QStringLiteral("--homedir"), home};
}

/// A socket may itself be such a file, for instance when an agent is forwarded from another machine.
QString followRedirection(const QString &socketPath)
{
    QFile file(socketPath);
    if (!QFileInfo(socketPath).isFile() || !file.open(QIODevice::ReadOnly))
        return socketPath;
    const QList<QByteArray> lines = file.read(4096).split('\n');
    if (lines.value(0) != "%Assuan%" || !lines.value(1).startsWith("socket="))
        return socketPath;
    return QFile::decodeName(lines[1].mid(7));
}

Expected<void> writePrivately(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(content) != content.size() || !file.commit())
        return failure(ErrorKind::StorageFault, path + QStringLiteral(": ") + file.errorString());
    return {};
}

/// The folder exists, is no link, belongs to us, and nobody else may look into it.
Expected<void> makePrivate(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failure(ErrorKind::StorageFault, path);
    struct stat status
    {
    };
    const bool made = ::mkdir(name.constData(), 0700) == 0;
    if ((!made && errno != EEXIST) || ::lstat(name.constData(), &status) != 0 || !S_ISDIR(status.st_mode) ||
        status.st_uid != ::geteuid() || ::chmod(name.constData(), 0700) != 0)
        return failure(ErrorKind::StorageFault, QStringLiteral("%1 cannot be made private").arg(path));
    return {};
}

bool isListening(const QString &socketPath)
{
    const QByteArray name = QFile::encodeName(socketPath);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (static_cast<std::size_t>(name.size()) >= sizeof(address.sun_path))
        return false;
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int result = ::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof(address));
    const bool listening = result == 0 || errno == EAGAIN; // EAGAIN: there, only busy
    ::close(fd);
    return listening;
}

} // namespace

PrivateHome::PrivateHome(QString path, QString userHome, QString agentSocket)
    : m_path(std::move(path)), m_userHome(std::move(userHome)), m_agentSocket(std::move(agentSocket))
{
}

Expected<std::unique_ptr<PrivateHome>> PrivateHome::create(const QString &path, const QString &userHome)
{
    if (auto made = makePrivate(path); !made)
        return failure(made);
    if (auto written = writePrivately(path + QStringLiteral("/gpg.conf"), GpgConfiguration); !written)
        return failure(written);

    QString resolvedHome = userHome;
    if (userHome.isEmpty()) {
        auto listed = listedDirectory({}, QStringLiteral("homedir"));
        if (!listed)
            return failure(listed);
        resolvedHome = *listed;
    }
    const QString socketName = QStringLiteral("agent-socket");
    auto userSocket = listedDirectory(homeOption(resolvedHome), socketName);
    // Below /run/user the folder for this home's sockets must be asked for; elsewhere there is none, and that is fine.
    (void)runTool("gpgconf-name", homeOption(path) + QStringList{QStringLiteral("--create-socketdir")});
    auto ownSocket = listedDirectory(homeOption(path), socketName);
    if (!userSocket || !ownSocket)
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("gpgconf does not say where the agent listens"));

    const QString agentSocket = followRedirection(*userSocket);
    const QByteArray redirection = "%Assuan%\nsocket=" + QFile::encodeName(agentSocket) + '\n';
    if (auto written = writePrivately(*ownSocket, redirection); !written)
        return failure(written);
    return std::unique_ptr<PrivateHome>(new PrivateHome(path, resolvedHome, agentSocket));
}

Expected<void> PrivateHome::prepare()
{
    if (auto agent = ensureAgent(); !agent)
        return agent;
    const std::scoped_lock lock(m_mutex);
    if (m_prepared)
        return {};
    if (auto imported = importOwnKeys(); !imported)
        return failure(imported);
    m_prepared = true;
    return {};
}

Expected<QStringList> PrivateHome::refreshOwnKeys()
{
    if (auto agent = ensureAgent(); !agent)
        return failure(agent);
    const std::scoped_lock lock(m_mutex);
    auto imported = importOwnKeys();
    m_prepared = m_prepared || imported.has_value();
    return imported;
}

Expected<void> PrivateHome::ensureAgent() const
{
    if (isListening(m_agentSocket))
        return {};
    if (!QFileInfo(m_userHome).isDir())
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("%1 does not exist").arg(m_userHome));
    auto launched = runTool("gpgconf-name", homeOption(m_userHome) +
                                                QStringList{QStringLiteral("--launch"), QStringLiteral("gpg-agent")});
    if (!launched)
        return failure(launched);
    if (!isListening(m_agentSocket))
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("gpg-agent does not listen at %1").arg(m_agentSocket));
    return {};
}

Expected<void> PrivateHome::changeKeyring(const Change &change)
{
    const std::scoped_lock lock(m_keyringMutex);
    const QString keyring = QStringLiteral("/pubring.kbx");
    const QTemporaryDir next(m_path + QStringLiteral("/next-XXXXXX"));
    const QString original = m_path + keyring;
    const QString copy = next.path() + keyring;
    if (!next.isValid() || (QFile::exists(original) && !QFile::copy(original, copy)))
        return failure(ErrorKind::StorageFault, original);
    if (auto written = writePrivately(next.path() + QStringLiteral("/gpg.conf"), GpgConfiguration); !written)
        return written;
    if (auto changed = change(next.path()); !changed)
        return changed;
    if (std::rename(QFile::encodeName(copy).constData(), QFile::encodeName(original).constData()) != 0)
        return failure(ErrorKind::StorageFault, original);
    return {};
}

Expected<QStringList> PrivateHome::importOwnKeys()
{
    if (!QFileInfo(m_userHome).isDir())
        return failure(ErrorKind::NoOpenPgp, QStringLiteral("%1 does not exist").arg(m_userHome));
    // --no-options: even for this listing the user's gpg.conf has no say.
    const QStringList common =
        homeOption(m_userHome) +
        QStringList{QStringLiteral("--no-options"),      QStringLiteral("--batch"),
                    QStringLiteral("--no-tty"),          QStringLiteral("--no-autostart"),
                    QStringLiteral("--disable-dirmngr"), QStringLiteral("--no-auto-check-trustdb")};
    auto listing = runTool("gpg-name",
                           common + QStringList{QStringLiteral("--with-colons"), QStringLiteral("--list-secret-keys")});
    if (!listing)
        return failure(listing);
    QStringList fingerprints;
    bool afterPrimary = false;
    for (const QByteArray &line : listing->split('\n')) {
        if (afterPrimary && line.startsWith("fpr:"))
            fingerprints += QString::fromLatin1(line.split(':').value(9));
        afterPrimary = line.startsWith("sec:");
    }
    if (fingerprints.isEmpty())
        return fingerprints;
    // Not export-minimal: it leaves out expired subkeys, which old messages were sealed for and signed with.
    auto exported = runTool("gpg-name", common + QStringList{QStringLiteral("--export")} + fingerprints);
    if (!exported)
        return failure(exported);
    const auto importInto = [&exported](const QString &home) -> Expected<void> {
        auto imported = runTool("gpg-name",
                                homeOption(home) + QStringList{QStringLiteral("--batch"), QStringLiteral("--no-tty"),
                                                               QStringLiteral("--quiet"), QStringLiteral("--import")},
                                *exported);
        if (!imported)
            return failure(imported);
        return {};
    };
    if (auto changed = changeKeyring(importInto); !changed)
        return failure(changed);
    return fingerprints;
}

} // namespace coffret
