// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/usagelog.h"

#include <QDataStream>
#include <QIODevice>

#include <algorithm>
#include <cmath>

namespace coffret {

namespace {

constexpr double HalfLifeMs = 14.0 * 24 * 60 * 60 * 1000;
constexpr quint8 Format = 1;
constexpr qsizetype LongestId = 1024; // characters

} // namespace

double UsageLog::weightOf(const Entry &entry, qint64 nowMs)
{
    const auto age = static_cast<double>(std::max<qint64>(nowMs - entry.atMs, 0)); // a clock can be set back
    return entry.weight * std::exp2(-age / HalfLifeMs);
}

void UsageLog::note(const QString &secretId, const QDateTime &now)
{
    const qint64 nowMs = now.toMSecsSinceEpoch();
    Entry &entry = m_entries[secretId];
    entry = {weightOf(entry, nowMs) + 1, nowMs};
    dropLightest(nowMs);
}

void UsageLog::dropLightest(qint64 nowMs)
{
    while (static_cast<std::size_t>(m_entries.size()) > MostEntries) {
        auto lightest = m_entries.begin();
        for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
            if (weightOf(*entry, nowMs) < weightOf(*lightest, nowMs))
                lightest = entry;
        }
        m_entries.erase(lightest);
    }
}

double UsageLog::weight(const QString &secretId, const QDateTime &now) const
{
    const auto entry = m_entries.constFind(secretId);
    return entry == m_entries.constEnd() ? 0 : weightOf(*entry, now.toMSecsSinceEpoch());
}

std::vector<UsageLog::Used> UsageLog::latest(std::size_t count) const
{
    std::vector<Used> used;
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry)
        used.push_back({entry.key(), QDateTime::fromMSecsSinceEpoch(entry->atMs, Qt::UTC)});
    const auto newest = used.begin() + static_cast<std::ptrdiff_t>(std::min(count, used.size()));
    std::partial_sort(used.begin(), newest, used.end(), [](const Used &a, const Used &b) { return a.at > b.at; });
    used.erase(newest, used.end());
    return used;
}

QByteArray UsageLog::toBytes() const
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << Format << static_cast<quint32>(m_entries.size());
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry)
        out << entry.key() << entry->weight << entry->atMs;
    return bytes;
}

UsageLog UsageLog::fromBytes(const QByteArray &bytes, const QDateTime &now)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint8 format = 0;
    quint32 count = 0;
    in >> format >> count;
    UsageLog log;
    if (format != Format || count > MostEntries)
        return log;
    for (quint32 i = 0; i < count; ++i) {
        QString id;
        Entry entry;
        in >> id >> entry.weight >> entry.atMs;
        if (in.status() != QDataStream::Ok)
            break;
        const bool sensible = std::isfinite(entry.weight) && entry.weight > 0 && entry.atMs >= 0;
        if (sensible && !id.isEmpty() && id.size() <= LongestId)
            log.m_entries.insert(id, {entry.weight, std::min(entry.atMs, now.toMSecsSinceEpoch())});
    }
    return log;
}

void UsageLog::add(const UsageLog &other, const QDateTime &now)
{
    const qint64 nowMs = now.toMSecsSinceEpoch();
    for (auto more = other.m_entries.begin(); more != other.m_entries.end(); ++more) {
        Entry &entry = m_entries[more.key()];
        const qint64 atMs = std::max(entry.atMs, more->atMs);
        entry = {weightOf(entry, atMs) + weightOf(*more, atMs), atMs};
    }
    dropLightest(nowMs);
}

} // namespace coffret
