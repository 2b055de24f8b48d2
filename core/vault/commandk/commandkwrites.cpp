// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkwrites.h"

namespace coffret {

Task<Expected<QString>> findCommandKSecret(std::shared_ptr<CommandKParts> parts, std::shared_ptr<CommandKApi> api,
                                           QString appId, QString key, QStringList environmentIds, StopToken stop)
{
    std::optional<Error> refusal;
    for (const QString &environmentId : std::as_const(environmentIds)) {
        const QString known = parts->secretIdOf(appId, key);
        if (!known.isEmpty())
            co_return known;
        const auto entries = co_await api->entries(appId, environmentId, key, stop);
        if (entries)
            parts->learn(appId, *entries);
        else if (entries.error().kind == ErrorKind::Forbidden || entries.error().kind == ErrorKind::NotFound)
            refusal = entries.error();
        else
            co_return failure(entries);
    }
    const QString known = parts->secretIdOf(appId, key);
    if (!known.isEmpty())
        co_return known;
    if (refusal)
        co_return tl::unexpected<Error>(*refusal);
    co_return failure(ErrorKind::NotFound, key);
}

QString commandKPurpose(SecretType type)
{
    switch (type) {
    case SecretType::ApiKey:
        return QStringLiteral("APIKey");
    case SecretType::SshKey:
        return QStringLiteral("SSHKey");
    case SecretType::Login:
        return QStringLiteral("UsernamePassword");
    case SecretType::Note:
    case SecretType::Certificate:
    case SecretType::Unknown:
        break;
    }
    return QStringLiteral("Other");
}

} // namespace coffret
