// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/credentialstore.h"

#include <map>

namespace coffret {

/// Keeps values until it is destroyed and never on disk: for the demonstration and for tests. Main thread.
class MemoryCredentialStore final : public CredentialStore
{
public:
    Task<Expected<SecretBuffer>> read(QString key) override;
    Task<Expected<void>> write(QString key, SecretBuffer value) override;
    Task<Expected<void>> remove(QString key) override;

private:
    std::map<QString, SecretBuffer> m_values;
};

} // namespace coffret
