// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/account.h"

#include "core/store/cachekeys.h"
#include "core/store/sealedrecords.h"

namespace coffret {

QStringList credentialKeys(const QString &accountId)
{
    QStringList keys;
    for (const char *name : {"token", "read-token", "write-token", "mfa", "password"})
        keys.append(accountId + QLatin1Char('/') + QLatin1String(name));
    return keys << SealedRecords::credentialOf(accountId)
                << SealedRecords::credentialOf(accountId, SealedRecords::Purpose::Outbox)
                << CacheKeys::credentialOf(accountId);
}

QString toString(Service service)
{
    switch (service) {
    case Service::Passbolt:
        return QStringLiteral("passbolt");
    case Service::FudoUag:
        return QStringLiteral("fudo");
    case Service::CommandK:
        return QStringLiteral("commandk");
    }
    return {};
}

Expected<Service> serviceFromString(const QString &name)
{
    for (const Service service : {Service::Passbolt, Service::FudoUag, Service::CommandK}) {
        if (toString(service) == name)
            return service;
    }
    return failure(ErrorKind::InvalidInput, QStringLiteral("unknown service \"%1\"").arg(name.left(40)));
}

QString toString(KeepsOffline choice)
{
    switch (choice) {
    case KeepsOffline::Nothing:
        return QStringLiteral("nothing");
    case KeepsOffline::Used:
        return QStringLiteral("used");
    case KeepsOffline::Favourites:
        return QStringLiteral("favourites");
    case KeepsOffline::Everything:
        return QStringLiteral("everything");
    }
    return {};
}

KeepsOffline keepsOfflineFromString(const QString &word)
{
    for (const KeepsOffline choice : {KeepsOffline::Nothing, KeepsOffline::Favourites, KeepsOffline::Everything}) {
        if (toString(choice) == word)
            return choice;
    }
    return KeepsOffline::Used;
}

} // namespace coffret
