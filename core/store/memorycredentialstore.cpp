// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/memorycredentialstore.h"

namespace coffret {

Task<Expected<SecretBuffer>> MemoryCredentialStore::read(QString key)
{
    const auto found = m_values.find(key);
    if (found == m_values.end())
        co_return failure(ErrorKind::NoCredential, key);
    co_return found->second.clone();
}

Task<Expected<void>> MemoryCredentialStore::write(QString key, SecretBuffer value)
{
    m_values.insert_or_assign(key, std::move(value));
    co_return Expected<void>();
}

Task<Expected<void>> MemoryCredentialStore::remove(QString key)
{
    m_values.erase(key);
    co_return Expected<void>();
}

} // namespace coffret
