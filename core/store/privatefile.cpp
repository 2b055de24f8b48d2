// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/privatefile.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>
#include <unistd.h>

namespace coffret {

namespace {

constexpr auto OwnerFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto OwnerFolder = OwnerFile | QFileDevice::ExeOwner;

tl::unexpected<Error> fault(const QString &path, const QString &why)
{
    return failure(ErrorKind::StorageFault, path + QStringLiteral(": ") + why);
}

} // namespace

Expected<void> makePrivateFolder(const QString &folder)
{
    if (!QDir().mkpath(folder))
        return fault(folder, QStringLiteral("cannot be created"));
    if (!QFile::setPermissions(folder, OwnerFolder))
        return fault(folder, QStringLiteral("cannot be made private"));
    return {};
}

Expected<void> writePrivateFile(const QString &path, const QByteArray &contents)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fault(path, file.errorString());
    // Before the first byte: the temporary file starts with what the umask leaves.
    if (!file.setPermissions(OwnerFile))
        return fault(path, QStringLiteral("cannot be made private"));
    if (file.write(contents) != contents.size() || !file.commit())
        return fault(path, file.errorString());
    return {};
}

Expected<QByteArray> readPrivateFile(const QString &path, qint64 maximumBytes)
{
    QFile file(path);
    if (!file.exists())
        return failure(ErrorKind::NotFound, path);
    if (!file.open(QIODevice::ReadOnly))
        return fault(path, file.errorString());
    const QByteArray contents = file.read(std::min(file.size(), maximumBytes) + 1); // as much is allocated
    if (file.error() != QFileDevice::NoError)
        return fault(path, file.errorString());
    if (contents.size() > maximumBytes)
        return failure(ErrorKind::TooLarge, path);
    return contents;
}

Expected<void> destroyFile(const QString &path, const QByteArray &sha256)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly | QIODevice::Unbuffered))
        return fault(path, file.errorString());
    QCryptographicHash digest(QCryptographicHash::Sha256);
    const qint64 size = file.size();
    if (!QFileInfo(file).isFile() || !digest.addData(&file) || digest.result() != sha256)
        return failure(ErrorKind::Conflict, path);
    if (!file.seek(0) || file.write(QByteArray(size, '\0')) != size || ::fsync(file.handle()) != 0)
        return fault(path, file.errorString());
    if (!file.remove())
        return fault(path, file.errorString());
    return {};
}

Expected<QString> moveAside(const QString &path)
{
    for (int number = 1; number < 1000; ++number) {
        const QString target = QStringLiteral("%1.unreadable-%2").arg(path).arg(number);
        if (QFileInfo::exists(target))
            continue;
        QFile file(path);
        if (!file.rename(target))
            return fault(path, file.errorString());
        return target;
    }
    return fault(path, QStringLiteral("too many unreadable copies beside it"));
}

} // namespace coffret
