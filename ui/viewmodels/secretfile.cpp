// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/secretfile.h"

#include <QFile>
#include <QFileInfo>

#include <array>

namespace coffret {

Expected<SecretBuffer> readSecretFile(const QString &path, std::size_t largest)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorKind::StorageFault);
    std::array<char, 4096> part{};
    SecretBuffer text(largest + part.size());
    qint64 size = 0;
    do {
        size = file.read(part.data(), static_cast<qint64>(part.size()));
        if (size > 0)
            text.append({part.data(), static_cast<std::size_t>(size)});
    } while (size > 0 && text.size() <= largest);
    wipeBytes(part);
    if (size < 0)
        return failure(ErrorKind::StorageFault);
    if (text.size() > largest)
        return failure(ErrorKind::TooLarge);
    return text;
}

} // namespace coffret
