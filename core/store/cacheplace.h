// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/filedescriptor.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace coffret {

/// Where the cache of one account lies: files in a private folder, named by a digest of the account's id.
class CachePlace
{
public:
    CachePlace(QString folder, const QString &accountId);
    /// Every account that has something but a key in a folder.
    [[nodiscard]] static std::vector<CachePlace> allIn(const QString &folder);

    [[nodiscard]] const QString &folder() const { return m_folder; }
    [[nodiscard]] QString database() const { return path("-1.sqlite"); } ///< the number is that of the format
    [[nodiscard]] QString lock() const { return path(".lock"); }
    [[nodiscard]] QStringList keys() const { return {path(".key.asc"), path(".key2.asc")}; } ///< twice the same

    /// Databases of every format that are there, what SQLite keeps beside them, and what was set aside.
    [[nodiscard]] QStringList databaseFiles() const;
    [[nodiscard]] Expected<void> removeDatabaseFiles() const;
    [[nodiscard]] Expected<void> removeKeyFiles() const; ///< and those that were set aside

private:
    CachePlace() = default;
    [[nodiscard]] QStringList filesLike(const char *ending) const;
    [[nodiscard]] QString path(const char *ending) const { return m_folder + m_name + QLatin1String(ending); }

    QString m_folder; ///< with a slash at its end
    QString m_name;
};

/// Keeps other processes, and others in this one, from a cache for as long as it lives (flock).
class CacheLock
{
public:
    /// HeldByAnother: somebody has it. StorageFault: the file system cannot do it.
    [[nodiscard]] static Expected<CacheLock> take(const CachePlace &place);
    /// For who is about to leave nothing behind: the file goes, too.
    void removeFile() const;

private:
    CacheLock(FileDescriptor descriptor, QString file) : m_descriptor(std::move(descriptor)), m_file(std::move(file)) {}

    FileDescriptor m_descriptor;
    QString m_file;
};

} // namespace coffret
