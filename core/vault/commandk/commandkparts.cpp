// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/commandk/commandkparts.h"

namespace coffret {

Expected<std::shared_ptr<CommandKApi>> CommandKParts::signedIn() const
{
    if (!api)
        return failure(ErrorKind::NotAuthenticated);
    return api;
}

void CommandKParts::forget()
{
    wrote = false;
    index.reset();
    environments.clear();
    unfinished.clear();
    m_secretIds.clear();
    if (const auto old = std::exchange(api, nullptr))
        old->forgetTokens();
}

void CommandKParts::learn(const QString &appId, const std::vector<CommandKEntry> &entries)
{
    for (const CommandKEntry &entry : entries)
        learn(appId, entry.key, entry.secretId);
}

void CommandKParts::learn(const QString &appId, const QString &key, const QString &secretId)
{
    if (!secretId.isEmpty())
        m_secretIds.insert({appId, key}, secretId);
}

void CommandKParts::unlearn(const QString &appId, const QString &key)
{
    m_secretIds.remove({appId, key});
}

QString CommandKParts::secretIdOf(const QString &appId, const QString &key) const
{
    return m_secretIds.value({appId, key});
}

SecretSummary CommandKParts::summaryOf(const CommandKPlace &place, const CommandKEntry &entry) const
{
    SecretSummary summary;
    summary.id = place.id();
    summary.collectionId = place.collectionId();
    summary.name = entry.key;
    summary.type = commandKType(entry.key, guess);
    summary.vendorType = entry.unknownType;
    summary.markers.setFlag(Marker::NoValue, !entry.hasValue);
    summary.markers.setFlag(Marker::UnknownType, !entry.unknownType.isEmpty());
    return summary;
}

} // namespace coffret
