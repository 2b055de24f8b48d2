// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/vault.h"

namespace coffret {

/// Reads the index of an account: first what rows refer to (types, colleagues, metadata keys, folders), then resources
/// page by page. Owned by PassboltVault, main thread. An instance must outlive its running tasks.
class PassboltLoader
{
public:
    PassboltLoader(const Account &account, PassboltApi &api, OpenPgp &openPgp, WorkerPool &workers,
                   PassboltDirectory &directory);

    /// What the server's settings say, known after signing in.
    void setFeatures(bool folders, bool encryptedMetadata);
    [[nodiscard]] bool hasFolders() const { return m_hasFolders; }

    Task<Expected<IndexPage>> page(QString cursor, StopToken stop);
    /// Labels of a resource's custom fields, known once its row was read.
    [[nodiscard]] QList<PassboltCustomField> customFields(const QString &resourceId) const;
    /// The fingerprint of a shared metadata key that reached us in a way worth trusting; empty for any other.
    [[nodiscard]] QString trustedMetadataKey(const QString &keyId) const;
    void clear();

private:
    Task<Expected<void>> loadSurroundings(StopToken stop);
    Task<Expected<void>> loadTypes(StopToken stop);
    Task<Expected<void>> loadUsers(StopToken stop);
    Task<Expected<void>> loadMetadataKeys(StopToken stop);
    Task<Expected<PassboltPrivateKey>> openPrivateKey(PassboltMetadataKeyRow row, StopToken stop);
    Task<Expected<std::vector<Collection>>> loadFolders(StopToken stop);
    Task<Expected<PassboltResourcePage>> loadResources(int page, StopToken stop);
    Task<Expected<void>> readMetadata(std::vector<PassboltResource> &resources, StopToken stop);
    Task<Expected<void>> readFolderMetadata(std::vector<PassboltFolder> &folders, StopToken stop);
    [[nodiscard]] QStringList writersOf(const QString &modifiedBy, const QString &createdBy);
    void apply(const PassboltMetadataOutcome &outcome, SecretSummary &summary);

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    WorkerPool &m_workers;
    PassboltDirectory &m_directory;
    PassboltMetadataReader m_metadata;
    QHash<QString, QString> m_slugs = builtInPassboltSlugs();
    QHash<QString, QList<PassboltCustomField>> m_customFields;
    bool m_hasFolders = false;
    bool m_hasMetadata = false;
};

} // namespace coffret
