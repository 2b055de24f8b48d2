// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/secretfile.h"

#include <QFile>
#include <QFileInfo>

#include <array>

namespace coffret {

Expected<SecretBuffer> readSecretFile(const QString &path, std::size_t most)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorKind::StorageFault);
    if (file.size() > static_cast<qint64>(most))
        return failure(ErrorKind::TooLarge);
    SecretBuffer contents(static_cast<std::size_t>(file.size()));
    std::array<char, 4096> part{};
    qint64 size = 0;
    while (contents.size() <= most && (size = file.read(part.data(), part.size())) > 0)
        contents.append({part.data(), static_cast<std::size_t>(size)});
    wipeBytes(part);
    if (size < 0)
        return failure(ErrorKind::StorageFault);
    if (contents.size() > most) // it grew meanwhile
        return failure(ErrorKind::TooLarge);
    return contents;
}

} // namespace coffret
