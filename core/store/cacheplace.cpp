// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cacheplace.h"

#include "core/store/privatefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>

namespace coffret {

namespace {

tl::unexpected<Error> fault(const QString &path)
{
    return failure(ErrorKind::StorageFault, path + QStringLiteral(": ") + qt_error_string(errno));
}

/// Whether the file under this name is still the one that is open: who had it before may have removed it.
bool isUnder(const QByteArray &name, int descriptor)
{
    struct stat open = {};
    struct stat named = {};
    return fstat(descriptor, &open) == 0 && stat(name.constData(), &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

Expected<void> removeAll(const QStringList &names)
{
    for (const QString &name : names) {
        QFile file(name);
        if (!file.remove() && file.exists())
            return failure(ErrorKind::StorageFault, name + QStringLiteral(": ") + file.errorString());
    }
    return {};
}

} // namespace

CachePlace::CachePlace(QString folder, const QString &accountId)
    : m_folder(std::move(folder) + QLatin1Char('/'))
    , m_name(QString::fromLatin1(QCryptographicHash::hash(accountId.toUtf8(), QCryptographicHash::Sha256).toHex()))
{
}

std::vector<CachePlace> CachePlace::allIn(const QString &folder)
{
    static const QRegularExpression ours(QStringLiteral("^([0-9a-f]{64})-\\d+\\.sqlite"));
    std::vector<CachePlace> places;
    for (const QString &file : QDir(folder).entryList(QDir::Files, QDir::Name)) {
        const QString name = ours.match(file).captured(1);
        if (name.isEmpty() || (!places.empty() && places.back().m_name == name))
            continue;
        CachePlace place;
        place.m_folder = folder + QLatin1Char('/');
        place.m_name = name;
        places.push_back(std::move(place));
    }
    return places;
}

QStringList CachePlace::filesLike(const char *ending) const
{
    QStringList files = QDir(m_folder).entryList({m_name + QLatin1String(ending)}, QDir::Files);
    for (QString &file : files)
        file.prepend(m_folder);
    return files;
}

QStringList CachePlace::databaseFiles() const
{
    return filesLike("-*.sqlite*");
}

Expected<void> CachePlace::removeDatabaseFiles() const
{
    return removeAll(databaseFiles());
}

Expected<void> CachePlace::removeKeyFiles() const
{
    return removeAll(filesLike(".key*.asc*"));
}

Expected<CacheLock> CacheLock::take(const CachePlace &place)
{
    if (const auto made = makePrivateFolder(place.folder()); !made)
        return failure(made);
    const QByteArray name = QFile::encodeName(place.lock());
    for (;;) {
        FileDescriptor descriptor(
            ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
        if (!descriptor.isOpen())
            return fault(place.lock());
        if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0)
            return errno == EWOULDBLOCK ? failure(ErrorKind::HeldByAnother, place.lock()) : fault(place.lock());
        if (isUnder(name, descriptor.get()))
            return CacheLock(std::move(descriptor), place.lock());
    }
}

void CacheLock::removeFile() const
{
    QFile::remove(m_file);
}

} // namespace coffret
