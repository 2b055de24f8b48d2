// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/store/trustledger.h"
#include "core/vault/passbolt/passboltapi.h"
#include "core/vault/passbolt/passboltdirectory.h"
#include "core/vault/passbolt/passboltmetadata.h"
#include "core/vault/passbolt/passboltmetadatakeyring.h"
#include "core/vault/vault.h"

#include <QUuid>

#include <array>

namespace coffret {

class PassboltPolicies;

using WordsDigest = std::array<char, 16>; ///< without a block of its own: one for every row

/// Reads the index of an account: first what rows refer to (types, colleagues, metadata keys, folders), then resources
/// page by page. Owned by PassboltVault, main thread. An instance must outlive its running tasks.
class PassboltLoader
{
public:
    PassboltLoader(const Account &account, PassboltApi &api, OpenPgp &openPgp, WorkerPool &workers,
                   PassboltDirectory &directory, PinStore &pins, TrustLedger &ledger);

    /// What this server has and the user may use, known after signing in.
    struct Features
    {
        bool folders = false;
        bool tags = false;
        bool encryptedMetadata = false;
    };
    void setFeatures(Features features) { m_features = features; }

    Task<Expected<IndexPage>> page(QString cursor, StopToken stop);
    /// One resource as page() would show it now.
    Task<Expected<SecretSummary>> one(QString resourceId, StopToken stop);
    [[nodiscard]] QString slugOf(const QString &typeId) const { return m_slugs.value(typeId, typeId); }
    /// The server's own list of resource types, as it came; undefined where it has none.
    [[nodiscard]] QJsonValue typeRows() const { return m_typeRows; }
    /// The metadata keys alone, as they are now.
    Task<Expected<void>> reloadMetadataKeys(StopToken stop) { return loadMetadataKeys(std::move(stop)); }
    /// One row's metadata as plaintext. writers: ids of the users who may have signed it.
    Task<Expected<OpenedMessage>> openMetadata(PassboltMetadata metadata, QStringList writers, StopToken stop);
    /// Labels of a resource's custom fields, known once its row was read.
    [[nodiscard]] QList<PassboltCustomField> customFields(const QString &resourceId) const;
    /// Makes sure that colleagues are known with their keys, where they were only recalled.
    Task<Expected<void>> knowUsers(StopToken stop);
    // For PassboltMemory
    [[nodiscard]] const QHash<QString, QList<PassboltCustomField>> &allCustomFields() const { return m_customFields; }
    [[nodiscard]] const QHash<QString, QByteArray> &recalledExtras() const { return m_recalledExtras; }
    [[nodiscard]] const QHash<QString, QString> &slugs() const { return m_slugs; }
    /// Until the index is read. extras: custom fields as passboltExtra() writes them.
    void recall(QHash<QString, QString> slugs, QHash<QString, QByteArray> extras);
    /// Whether a row in clear words says what it said when the index was last read; only known of servers that can
    /// encrypt them.
    [[nodiscard]] bool listsWordsOf(const QJsonObject &row) const;
    /// The fingerprint of a shared metadata key that reached us in a way worth trusting; empty for any other.
    [[nodiscard]] QString trustedMetadataKey(const QString &keyId) const;
    /// Keeps what type a secret turned out to be, here and in the ledger.
    Task<void> learn(SecretSummary summary, SecretType type);
    /// Session keys that were learnt are written back; to be called when the whole index was read.
    Task<void> keepSessionKeys();
    /// What keepSessionKeys() began ends at its next step.
    void stopKeeping() { m_sessionKeys.stop(); }
    /// See PassboltMetadataKeyring::refusal() and change().
    [[nodiscard]] ErrorKind metadataKeyRefusal(const QString &keyId) const { return m_keyring.refusal(keyId); }
    [[nodiscard]] std::optional<SharedKeyChange> sharedKeyChange() const { return m_keyring.change(); }
    /// The user has just accepted it.
    void trustMetadataKey(const QString &fingerprint) { m_metadata.trust(fingerprint); }
    void clear();

private:
    Task<Expected<void>> loadSurroundings(StopToken stop);
    Task<Expected<void>> loadTypes(StopToken stop);
    Task<Expected<void>> loadUsers(StopToken stop);
    Task<Expected<void>> loadMetadataKeys(StopToken stop);
    Task<Expected<std::vector<Collection>>> loadFolders(StopToken stop);
    Task<Expected<PassboltResourcePage>> loadResources(int page, StopToken stop);
    /// Fills in what the rows themselves do not say: encrypted words, tags, and what was seen of them before.
    Task<Expected<void>> complete(std::vector<PassboltResource> &resources, StopToken stop);
    Task<Expected<void>> readMetadata(std::vector<PassboltResource> &resources, StopToken stop);
    Task<Expected<void>> readTags(std::vector<PassboltResource> &resources, StopToken stop);
    Task<void> noteSightings(std::vector<Sighting> sightings, std::vector<SecretSummary *> rows);
    Task<void> loadValueNotes();
    Task<Expected<void>> readFolderMetadata(std::vector<PassboltFolder> &folders, StopToken stop);
    [[nodiscard]] QString resourceContains() const;
    [[nodiscard]] QStringList writersOf(const QString &modifiedBy, const QString &createdBy);
    void apply(const PassboltMetadataOutcome &outcome, SecretSummary &summary);

    const Account &m_account;
    PassboltApi &m_api;
    OpenPgp &m_openPgp;
    WorkerPool &m_workers;
    PassboltDirectory &m_directory;
    TrustLedger &m_ledger;
    PassboltMetadataKeyring m_keyring;
    PassboltSessionKeys m_sessionKeys;
    PassboltMetadataReader m_metadata;
    QSet<QUuid> m_round; ///< resources in encrypted words that were seen since the index was begun
    QHash<QString, QString> m_slugs = builtInPassboltSlugs();
    QJsonValue m_typeRows{QJsonValue::Undefined};
    QHash<QString, QList<PassboltCustomField>> m_customFields;
    QHash<QString, QByteArray> m_recalledExtras; ///< of rows that were not read since
    QHash<QUuid, WordsDigest> m_clearWords;      ///< of what rows say that could be encrypted
    QHash<QString, Markers> m_valueMarkers;      ///< what values deserved when they were last opened
    QHash<QString, SecretType> m_valueTypes;     ///< and what they turned out to be, where the row does not say
    Features m_features;
    bool m_hasSurroundings = false;
    bool m_isRecalled = false; ///< and users have not been read since
};

[[nodiscard]] PassboltLoader::Features passboltFeatures(const PassboltPolicies &policies);

} // namespace coffret
