// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/openpgp/encryptedmessage.h"
#include "core/openpgp/keyringcopy.h"
#include "core/openpgp/openpgp.h"

#include <mutex>

namespace coffret {

/// Opens many messages without a run of gpg for each: the agent, where the user's key stays, hands out the session key
/// of a message, and the rest is done here. Only what can be said for certain is said: a message of the usual form,
/// unsigned or rightly signed by a key that gpg has nothing against. Everything else is gpg's. Thread-safe.
class InProcess
{
public:
    InProcess(QString home, QString agentSocket) : m_home(std::move(home)), m_agentSocket(std::move(agentSocket)) {}

    /// Nothing: gpg is to be asked. The home has been prepared.
    [[nodiscard]] std::optional<OpenedMessage> open(const EncryptedParts &parts, const OpenRequest &request,
                                                    std::span<const StopToken> stops);

private:
    [[nodiscard]] std::shared_ptr<const KeyringCopy> keys();

    QString m_home;
    QString m_agentSocket;
    std::mutex m_mutex;
    std::shared_ptr<const KeyringCopy> m_keys;
};

} // namespace coffret
