// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/control/privatesocket.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

namespace coffret {

namespace {

constexpr int Backlog = 16;

tl::unexpected<Error> fault(const QString &path)
{
    return failure(ErrorKind::StorageFault,
                   QStringLiteral("%1: %2").arg(path, QString::fromLocal8Bit(std::strerror(errno))));
}

Expected<sockaddr_un> addressOf(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (name.isEmpty() || name.startsWith('\0') || static_cast<std::size_t>(name.size()) >= sizeof address.sun_path)
        return failure(ErrorKind::StorageFault, QStringLiteral("%1: the path is too long for a socket").arg(path));
    std::memcpy(address.sun_path, name.constData(), static_cast<std::size_t>(name.size()));
    return address;
}

FileDescriptor makeSocket(int flags)
{
    return FileDescriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
}

/// Held as long as its descriptor is open, and given back by the kernel if the program dies.
Expected<FileDescriptor> takeLock(const QString &path)
{
    FileDescriptor lock(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!lock.isOpen())
        return fault(path);
    if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? tl::unexpected(Error{ErrorKind::Conflict, path}) : fault(path);
    return lock;
}

} // namespace

QString runtimeFolder()
{
    const QString named = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (QDir::isAbsolutePath(named))
        return QDir::cleanPath(named);
    const QString usual = QStringLiteral("/run/user/%1").arg(::geteuid());
    return QFileInfo::exists(usual) ? usual : QStringLiteral("%1/coffret-%2").arg(QDir::tempPath()).arg(::geteuid());
}

QString controlSocketPath(const QString &configFolder)
{
    const QByteArray folder = QDir::cleanPath(configFolder).toUtf8();
    const QByteArray digest = QCryptographicHash::hash(folder, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("%1/coffret/%2.socket").arg(runtimeFolder(), QString::fromLatin1(digest));
}

Expected<void> checkPrivateFolder(const QString &folder)
{
    struct stat found = {};
    if (::lstat(QFile::encodeName(folder).constData(), &found) != 0)
        return errno == ENOENT ? failure(ErrorKind::NotFound, folder) : fault(folder);
    if (!S_ISDIR(found.st_mode))
        return failure(ErrorKind::Forbidden, QStringLiteral("%1 is not a folder").arg(folder));
    if (found.st_uid != ::geteuid())
        return failure(ErrorKind::Forbidden, QStringLiteral("%1 belongs to somebody else").arg(folder));
    if ((found.st_mode & 077) != 0)
        return failure(ErrorKind::Forbidden, QStringLiteral("%1 is open to others").arg(folder));
    return {};
}

Expected<void> claimPrivateFolder(const QString &folder)
{
    const QString above = QFileInfo(folder).path();
    if (!QFileInfo::exists(above) && ::mkdir(QFile::encodeName(above).constData(), 0700) != 0 && errno != EEXIST)
        return fault(above);
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0 && errno != EEXIST)
        return fault(folder);
    return checkPrivateFolder(folder);
}

Expected<ListeningSocket> listenPrivately(const QString &path)
{
    if (const Expected<void> claimed = claimPrivateFolder(QFileInfo(path).path()); !claimed)
        return failure(claimed);
    const Expected<sockaddr_un> address = addressOf(path);
    if (!address)
        return failure(address);
    Expected<FileDescriptor> lock = takeLock(path + QStringLiteral(".lock"));
    if (!lock)
        return failure(lock);
    ::unlink(address->sun_path); // left behind by a crash: whoever had it would hold the lock
    FileDescriptor socket = makeSocket(SOCK_NONBLOCK);
    if (!socket.isOpen() || ::bind(socket.get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0 ||
        ::chmod(address->sun_path, 0600) != 0 || ::listen(socket.get(), Backlog) != 0)
        return fault(path);
    return ListeningSocket{std::move(*lock), std::move(socket)};
}

Expected<FileDescriptor> connectPrivately(const QString &path)
{
    if (const Expected<void> checked = checkPrivateFolder(QFileInfo(path).path()); !checked)
        return failure(checked);
    const Expected<sockaddr_un> address = addressOf(path);
    if (!address)
        return failure(address);
    FileDescriptor socket = makeSocket(0);
    if (!socket.isOpen())
        return fault(path);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) != 0)
        return errno == ENOENT || errno == ECONNREFUSED ? failure(ErrorKind::NotFound, path) : fault(path);
    const std::optional<Peer> peer = peerOf(socket);
    if (!peer || peer->user != ::geteuid())
        return failure(ErrorKind::Forbidden, QStringLiteral("%1 is somebody else's").arg(path));
    return socket;
}

std::optional<Peer> peerOf(const FileDescriptor &socket)
{
    ucred credentials{};
    socklen_t size = sizeof credentials;
    if (::getsockopt(socket.get(), SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0 || size != sizeof credentials)
        return std::nullopt;
    return Peer{credentials.uid, credentials.pid};
}

} // namespace coffret
