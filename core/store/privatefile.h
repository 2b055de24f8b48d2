// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QString>

namespace coffret {

// Small files nobody else may read, whatever the umask says: files 0600, folders 0700, replaced as a whole or not at
// all. Every failure is StorageFault naming the path. Any thread.

constexpr qint64 MostPrivateBytes = 4 * 1024 * 1024; ///< that are read, unless somebody says otherwise

/// Makes folder (and its parents) when missing and takes away everybody else's access to it.
[[nodiscard]] Expected<void> makePrivateFolder(const QString &folder);

/// Writes contents beside path and renames it into place.
[[nodiscard]] Expected<void> writePrivateFile(const QString &path, const QByteArray &contents);

/// NotFound when there is no such file, TooLarge beyond maximumBytes.
[[nodiscard]] Expected<QByteArray> readPrivateFile(const QString &path, qint64 maximumBytes = MostPrivateBytes);

/// Overwrites the file once and removes it, if its contents still have this SHA-256; Conflict if not. What the file
/// system or a backup kept of it elsewhere stays.
[[nodiscard]] Expected<void> destroyFile(const QString &path, const QByteArray &sha256);

/// Renames a file that cannot be used to a free name next to it and returns that name.
[[nodiscard]] Expected<QString> moveAside(const QString &path);

} // namespace coffret
