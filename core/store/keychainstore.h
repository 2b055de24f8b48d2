// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/credentialstore.h"

#include <chrono>
#include <memory>

namespace coffret {

/// Credentials in the system keyring (Secret Service or KWallet) through QtKeychain, under the service name "coffret".
/// A locked keyring never answers when nobody sees its prompt, so every request ends after the time-out with
/// KeyringSilent, and whatever the keyring says later is ignored. Main thread.
class QtKeychainStore final : public CredentialStore
{
public:
    explicit QtKeychainStore(std::chrono::milliseconds timeout = std::chrono::seconds(15));
    ~QtKeychainStore() override;

    Task<Expected<SecretBuffer>> read(QString key) override;
    Task<Expected<void>> write(QString key, SecretBuffer value) override;
    Task<Expected<void>> remove(QString key) override;

private:
    class Queue;
    std::shared_ptr<Queue> m_queue; ///< shared with requests under way, which may outlive the store
};

} // namespace coffret
