// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/viewmodels/setupfiles.h"

#include <QFile>
#include <QUrl>

namespace coffret {

QString localPath(const QString &pathOrUrl)
{
    const QUrl url(pathOrUrl);
    return url.isLocalFile() ? url.toLocalFile() : pathOrUrl.trimmed();
}

SetupFile kindOfSetupFile(const QString &path)
{
    constexpr qint64 Beginning = 4096; // a certificate may have notes before it
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return SetupFile::AccountKit;
    const QByteArray text = file.read(Beginning);
    if (text.contains("-----BEGIN PGP "))
        return SetupFile::PrivateKey;
    return text.contains("-----BEGIN CERTIFICATE-----") ? SetupFile::Certificate : SetupFile::AccountKit;
}

} // namespace coffret
