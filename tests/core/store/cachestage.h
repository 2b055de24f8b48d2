// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/secret/sealedbox.h"
#include "core/store/accountcache.h"

#include <QDir>
#include <QFile>
#include <QtEndian>

namespace coffret::test {

inline const QString CacheAccount = QStringLiteral("0b6f7c1e-2f43-4f0e-9d6a-5a1c0a1d9f42");

class CacheClock final : public Clock
{
public:
    QDateTime time{QDate(2026, 11, 29), QTime(12, 0), Qt::UTC};
    [[nodiscard]] QDateTime now() const override { return time; }
    [[nodiscard]] std::chrono::milliseconds monotonic() const override { return {}; }
};

[[nodiscard]] inline std::shared_ptr<const CacheKey> cacheKey(char seed = 'k')
{
    const std::string master(CacheKey::Size, seed);
    return std::make_shared<const CacheKey>(SecretBuffer::copyOf(master));
}

[[nodiscard]] inline CachedSecret cachedSecret(int number, const QString &name)
{
    CachedSecret secret;
    secret.summary.id = QStringLiteral("s%1").arg(number, 5, 10, QLatin1Char('0'));
    secret.summary.name = name;
    return secret;
}

/// What looks like one OpenPGP message from outside.
[[nodiscard]] inline QByteArray messageAround(const QByteArray &body)
{
    QByteArray size(4, '\0');
    qToBigEndian(static_cast<quint32>(body.size()), size.data());
    return QByteArrayLiteral("\xC1\x03") + "key" + QByteArrayLiteral("\xD2\xFF") + size + body;
}

[[nodiscard]] inline QByteArray contentsOf(const QString &name)
{
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

[[nodiscard]] inline bool putContents(const QString &name, const QByteArray &bytes)
{
    QFile file(name);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

/// A copy of a cache as a crash would leave it, while it is still open.
[[nodiscard]] inline bool copyCache(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    const QStringList files = QDir(from).entryList(QDir::Files);
    return std::all_of(files.begin(), files.end(), [&](const QString &file) {
        return putContents(to + QLatin1Char('/') + file, contentsOf(from + QLatin1Char('/') + file));
    });
}

} // namespace coffret::test
