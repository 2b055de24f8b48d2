// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/fallbackcredentials.h"

#include "core/store/sealedfilestore.h"

#include <algorithm>

namespace coffret {

FallbackCredentials::FallbackCredentials(OpenPgp &openPgp, QString folder)
    : m_openPgp(openPgp), m_folder(std::move(folder))
{
}

FallbackCredentials::~FallbackCredentials() = default;

Task<Expected<std::shared_ptr<CredentialStore>>> FallbackCredentials::sealedFiles()
{
    if (m_files)
        co_return m_files;
    const std::weak_ptr<int> alive = m_alive;
    const Expected<std::vector<KeyInfo>> keys = co_await m_openPgp.secretKeys();
    if (!keys || alive.expired())
        co_return failure(ErrorKind::NoKeyring);
    const auto usable =
        std::find_if(keys->begin(), keys->end(), [](const KeyInfo &key) { return key.canSign && key.canReceive(); });
    if (usable == keys->end())
        co_return failure(ErrorKind::NoKeyring);
    m_files = std::make_shared<SealedFileStore>(m_openPgp, m_folder, usable->fingerprint);
    co_return m_files;
}

Task<Expected<SecretBuffer>> FallbackCredentials::read(QString key)
{
    const std::weak_ptr<int> alive = m_alive;
    Expected<SecretBuffer> value = co_await m_keyring.read(key);
    if (value || alive.expired() ||
        (value.error().kind != ErrorKind::NoKeyring && value.error().kind != ErrorKind::NoCredential))
        co_return value;
    Expected<std::shared_ptr<CredentialStore>> files = co_await sealedFiles();
    if (!files)
        co_return value;
    const std::shared_ptr<CredentialStore> store = *files;
    co_return co_await store->read(key);
}

Task<Expected<void>> FallbackCredentials::write(QString key, SecretBuffer value)
{
    const std::weak_ptr<int> alive = m_alive;
    SecretBuffer copy = value.clone();
    const Expected<void> written = co_await m_keyring.write(key, std::move(copy));
    if (written || alive.expired() || written.error().kind != ErrorKind::NoKeyring)
        co_return written;
    Expected<std::shared_ptr<CredentialStore>> files = co_await sealedFiles();
    if (!files)
        co_return failure(files);
    const std::shared_ptr<CredentialStore> store = *files;
    co_return co_await store->write(key, std::move(value));
}

Task<Expected<void>> FallbackCredentials::remove(QString key)
{
    const std::weak_ptr<int> alive = m_alive;
    const Expected<void> removed = co_await m_keyring.remove(key);
    if (alive.expired())
        co_return removed;
    Expected<std::shared_ptr<CredentialStore>> files = co_await sealedFiles();
    if (!files)
        co_return removed;
    const std::shared_ptr<CredentialStore> store = *files;
    const Expected<void> alsoRemoved = co_await store->remove(key);
    const bool noKeyring = !removed && removed.error().kind == ErrorKind::NoKeyring; // so nothing is in it either
    co_return removed || noKeyring ? alsoRemoved : removed;
}

} // namespace coffret
