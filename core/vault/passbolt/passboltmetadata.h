// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/workerpool.h"
#include "core/openpgp/openpgp.h"
#include "core/vault/passbolt/passboltindex.h"
#include "core/vault/passbolt/passboltmetadatakeys.h"
#include "core/vault/passbolt/passboltsessionkeys.h"
#include "core/vault/passbolt/passbolttypes.h"

#include <QHash>
#include <QSet>

#include <functional>
#include <optional>

namespace coffret {

/// What encrypted metadata says once it is readable.
struct PassboltMetadataText
{
    QString name;
    QString username;
    QString description;
    QStringList uris;
    QList<PassboltCustomField> customFields;
    SecretIcon icon;
    SecretType coffretType = SecretType::Unknown; ///< told by a field of our own; Unknown: not told
};

inline constexpr auto ResourceMetadataType = "PASSBOLT_RESOURCE_METADATA";
inline constexpr auto FolderMetadataType = "PASSBOLT_FOLDER_METADATA";
inline constexpr auto TagMetadataType = "PASSBOLT_TAG_METADATA";

/// Malformed when it makes no sense; Conflict when it is another kind of object, or metadata of another resource type
/// than the row it came in. typeId may be empty.
[[nodiscard]] Expected<PassboltMetadataText> parseMetadata(const SecretBuffer &plaintext, const QString &objectType,
                                                           const QString &typeId);

/// Whether a message that failed like this means that no other one would fare better.
[[nodiscard]] bool endsEverything(ErrorKind kind);

/// One message to read.
struct PassboltMetadataWork
{
    PassboltMetadata metadata;
    QStringList expectedSigners;
    QString objectType;
    QString typeId;
    // What its session key is kept under; empty where it is not.
    QString resourceId{};
    QByteArray modified{};
};

struct PassboltMetadataOutcome
{
    std::optional<PassboltMetadataText> text; ///< nothing: unreadable
    bool verified = false;                    ///< signed by an expected person, and the key is one we trust
    bool misplaced = false;                   ///< unreadable, because it is the metadata of something else
    bool keyMissing = false;                  ///< unreadable, because nobody has given us the key
    QByteArray digest;                        ///< messageDigest()
    QString signer;                           ///< fingerprint
    QDateTime signedAt;
};

/// Decrypts and verifies metadata in bulk: what the session key is known of and what is for the shared key in process
/// on the workers, what is for the user's own key through OpenPgp. What was read once is not decrypted again while it
/// stays the same. Owned by PassboltVault, main thread.
class PassboltMetadataReader
{
public:
    /// sessionKeys: where those of resources are looked up and collected; null: nowhere.
    PassboltMetadataReader(OpenPgp &openPgp, WorkerPool &workers, PassboltSessionKeys *sessionKeys = nullptr);

    /// Takes over the keys for what is read from now on, and starts a new round of the memory of what was read.
    void startRound(std::shared_ptr<PassboltMetadataKeys> keys);
    void clear();
    /// The user accepted this shared key: what is read from now on may count as signed.
    void trust(const QString &fingerprint) { m_keys->trust(fingerprint); }
    [[nodiscard]] const PassboltMetadataKeys &keys() const { return *m_keys; }

    /// One outcome for each work, in order. Unreadable messages are outcomes; errors are those that
    /// endsEverything() names.
    Task<Expected<std::vector<PassboltMetadataOutcome>>> read(std::vector<PassboltMetadataWork> works, StopToken stop);
    /// The plaintext of one message. NotFound for a key nobody gave us; under a key that is not
    /// trusted no signature is Expected.
    Task<Expected<OpenedMessage>> open(PassboltMetadata metadata, QStringList expectedSigners, StopToken stop);

private:
    using Works = std::vector<PassboltMetadataWork>;
    using Outcomes = std::vector<PassboltMetadataOutcome>;
    using Positions = std::vector<std::size_t>;

    /// What came of works on one worker.
    struct Part
    {
        Positions positions;
        Outcomes outcomes;
        Positions keyed;          ///< those whose session key was learnt
        SecretBuffer sessionKeys; ///< theirs, one behind the other
    };
    using Opener = std::function<Expected<OpenedMessage>(std::size_t position, OpenRequest request)>;

    [[nodiscard]] QByteArray identityOf(const PassboltMetadataWork &work) const;
    Task<Expected<void>> readKnown(std::shared_ptr<const Works> works, Positions &positions, StopToken stop,
                                   Outcomes &outcomes);
    Task<Expected<void>> readShared(std::shared_ptr<const Works> works, Positions positions, StopToken stop,
                                    Outcomes &outcomes);
    Task<Expected<void>> readPersonal(std::shared_ptr<const Works> works, Positions positions, StopToken stop,
                                      Outcomes &outcomes);
    Task<Expected<void>> onWorkers(std::shared_ptr<const Works> works, Positions positions, Opener open, StopToken stop,
                                   Outcomes &outcomes);
    [[nodiscard]] bool isSettled(const PassboltMetadataWork &work, const PassboltMetadataOutcome &outcome) const;
    [[nodiscard]] bool wantsSessionKey(const PassboltMetadataWork &work) const;
    void collect(const PassboltMetadataWork &work, std::string_view sessionKey);

    OpenPgp &m_openPgp;
    WorkerPool &m_workers;
    PassboltSessionKeys *m_sessionKeys;
    std::shared_ptr<PassboltMetadataKeys> m_keys;
    QSet<QString> m_signers;                               ///< each once in memory
    QHash<QByteArray, PassboltMetadataOutcome> m_known;    ///< read or met in this round
    QHash<QByteArray, PassboltMetadataOutcome> m_previous; ///< of the round before
};

} // namespace coffret
