// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/profile.h"

#include "core/control/privatesocket.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>
#include <QStandardPaths>

namespace coffret {

Profile Profile::ofUser()
{
    const QString name = QStringLiteral("/coffret");
    return {QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + name,
            QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + name,
            QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + name};
}

Profile Profile::in(const QString &folder)
{
    return {folder, folder, folder + QStringLiteral("/cache"), folder};
}

std::optional<Profile> Profile::named(const QString &word)
{
    if (word.isEmpty())
        return ofUser();
    if (word.contains(QLatin1Char('/')))
        return in(QDir(word).absolutePath());
    static const QRegularExpression name(QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$"));
    if (!name.match(word).hasMatch())
        return std::nullopt;
    const Profile user = ofUser();
    const QString below = QStringLiteral("/profiles/") + word;
    return Profile{user.config + below, user.data + below, user.cache + below, word};
}

QString Profile::busName() const
{
    const QString name = QStringLiteral("org.coffret.Coffret");
    const QString folder = QDir::cleanPath(config);
    if (folder == QDir::cleanPath(ofUser().config))
        return name;
    const QByteArray digest = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return name + QStringLiteral(".p") + QString::fromLatin1(digest); // no part may begin with a digit
}

QString Profile::socketPath() const
{
    return controlSocketPath(config);
}

} // namespace coffret
