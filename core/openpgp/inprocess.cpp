// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/openpgp/inprocess.h"

#include "core/openpgp/gpgagent.h"
#include "core/openpgp/sessionkey.h"

namespace coffret {

namespace {

SecretBuffer sessionKeyOf(const EncryptedParts &parts, const KeyringCopy &keys, const QString &agentSocket,
                          std::span<const StopToken> stops)
{
    for (const std::string_view body : parts.sessionKeys) {
        for (const AgentKey &key : keys.agentKeys()) {
            if (!key.isFor(body))
                continue;
            // A connection for each message: the agent shuts down no sooner than its connections do.
            const auto agent = GpgAgent::connect(agentSocket, stops);
            return agent != nullptr ? key.sessionKey(*agent, body) : SecretBuffer();
        }
    }
    return {};
}

} // namespace

std::optional<OpenedMessage> InProcess::open(const EncryptedParts &parts, const OpenRequest &request,
                                             std::span<const StopToken> stops)
{
    const auto current = keys();
    if (parts.aead || current == nullptr)
        return std::nullopt;
    SecretBuffer sessionKey = sessionKeyOf(parts, *current, m_agentSocket, stops);
    if (sessionKey.isEmpty())
        return std::nullopt;
    const Expected<ProtectedData> data = ProtectedData::decrypt(parts.data, sessionKey.view());
    auto opened = data ? current->signers().read(data->packets(), request) : std::nullopt;
    if (opened && request.wantsSessionKey)
        opened->sessionKey = std::move(sessionKey);
    return opened;
}

std::shared_ptr<const KeyringCopy> InProcess::keys()
{
    const std::scoped_lock lock(m_mutex);
    if (m_keys == nullptr || !m_keys->isCurrent()) {
        auto loaded = KeyringCopy::load(m_home);
        m_keys = loaded ? std::move(*loaded) : nullptr;
    }
    return m_keys;
}

} // namespace coffret
