// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/cacheretention.h"

#include "core/store/cacheplace.h"
#include "core/store/cachetables.h"

#include <QFileInfo>

#include <algorithm>

namespace coffret {

namespace {

/// What the file says itself, but never later than it was written: whoever can change the one could change the other.
/// What does not say anything, like a file that was set aside, is as old as it looks.
QDateTime contactOf(const QString &file)
{
    const QDateTime written = QFileInfo(file).lastModified().toUTC();
    const auto seconds = file.endsWith(QLatin1String(".sqlite")) ? CacheTables::contactOf(file) : std::nullopt;
    return seconds ? std::min(QDateTime::fromSecsSinceEpoch(*seconds, Qt::UTC), written) : written;
}

/// Whether a cache was removed.
Expected<bool> sweepOne(const CachePlace &place, const QDateTime &now, int days)
{
    const Expected<CacheLock> lock = CacheLock::take(place);
    if (!lock && lock.error().kind == ErrorKind::HeldByAnother)
        return false;
    if (!lock)
        return failure(lock);
    const QStringList files = place.databaseFiles();
    const bool isOver = std::all_of(files.begin(), files.end(), [&](const QString &file) {
        return CacheRetention::isOver(contactOf(file), now, days);
    });
    if (!isOver)
        return false;
    if (const auto removed = place.removeDatabaseFiles(); !removed)
        return failure(removed);
    lock->removeFile();
    return true;
}

} // namespace

bool CacheRetention::isOver(const QDateTime &contact, const QDateTime &now, int days)
{
    return days <= 0 || !contact.isValid() || contact.addDays(days) < now;
}

Expected<int> CacheRetention::sweep(const QString &folder, const Clock &clock, int days)
{
    int swept = 0;
    Expected<void> whole;
    for (const CachePlace &place : CachePlace::allIn(folder)) {
        const Expected<bool> gone = sweepOne(place, clock.now(), days);
        if (!gone)
            whole = failure(gone);
        else if (*gone)
            ++swept;
    }
    if (!whole)
        return failure(whole);
    return swept;
}

} // namespace coffret
