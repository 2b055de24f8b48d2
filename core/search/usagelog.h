// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>

#include <vector>

namespace coffret {

/// How often and how lately somebody used each secret of one account. A use counts half as much two weeks later.
class UsageLog
{
public:
    static constexpr std::size_t MostEntries = 500; ///< those that weigh least go first

    struct Used
    {
        QString secretId;
        QDateTime at; ///< the last time, UTC
    };

    void note(const QString &secretId, const QDateTime &now);
    /// Of what was used once, just now: 1. Of what never was: 0.
    [[nodiscard]] double weight(const QString &secretId, const QDateTime &now) const;
    [[nodiscard]] std::vector<Used> latest(std::size_t count) const; ///< newest first
    [[nodiscard]] bool isEmpty() const { return m_entries.isEmpty(); }

    /// As bytes to be kept, and back. What makes no sense in them is left out.
    [[nodiscard]] QByteArray toBytes() const;
    [[nodiscard]] static UsageLog fromBytes(const QByteArray &bytes, const QDateTime &now);
    /// Counts what another one has noted as well.
    void add(const UsageLog &other, const QDateTime &now);

private:
    struct Entry
    {
        double weight = 0; ///< at the last time
        qint64 atMs = 0;   ///< UTC
    };
    [[nodiscard]] static double weightOf(const Entry &entry, qint64 nowMs);
    void dropLightest(qint64 nowMs);

    QHash<QString, Entry> m_entries; ///< by id
};

} // namespace coffret
