// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/secretdraft.h"
#include "core/toolbox/generatoroptions.h"
#include "core/vault/jobs.h"
#include "core/vault/readers.h"

#include <optional>

namespace coffret {

/// What upgrading would come to, before anything is written.
struct UpgradePlan
{
    int secrets = 0;           ///< in the older format, and the user's to change
    bool serverHasKey = true;  ///< a copy of the shared key: whoever runs the server can read names as before
    bool personalKeys = false; ///< of what nobody else can see, names are for the user's own key
};

/// The writing side of a vault. Whoever holds the Vault may call it on the main thread after signing in. Besides the
/// kinds of the network every call may fail with Forbidden, NotFound, Conflict (somebody else was first: nothing was
/// written) and InvalidInput (the server refused what check() let pass). Nothing is retried. A call that fails half-way
/// says so in its detail, and never fails with NotAuthenticated: that kind means that nothing was written.
class VaultWriting
{
public:
    virtual ~VaultWriting() = default;

    /// Types that can be created now, by the server's settings and the user's rights.
    [[nodiscard]] virtual std::vector<SecretType> creatableTypes() const = 0;
    /// Empty when the draft can be sent. No request.
    [[nodiscard]] virtual std::vector<DraftIssue> check(const SecretDraft &draft) const = 0;
    /// What the server asks of passwords that a generator makes. Nothing: it does not mind. No request.
    [[nodiscard]] virtual std::optional<GeneratorPolicy> generatorPolicy() const { return std::nullopt; }

    /// Everybody besides the user whom the values of an existing secret (or, secretId empty, of a new one in
    /// collectionId) would be encrypted for, and what is known of their keys. After a ReadersUnconfirmed also a key
    /// that is nobody's alone and has yet to be accepted.
    virtual Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString collectionId, StopToken stop) = 0;
    /// The id of the new secret. The detail of a Conflict is the id of the secret that is in the way, where there is
    /// one. After a failure half-way the same draft again goes on where it stopped. In a shared collection its readers
    /// are given it too. confirmedFingerprints: those the user has just compared, for readers that are FirstSeen.
    /// ReadersUnconfirmed: nothing was written.
    virtual Task<Expected<QString>> create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) = 0;
    /// Values are encrypted for everyone who can read the secret now, and for nobody else; readers as for create().
    /// Conflict, too, where what the secret holds now is vouched for by nobody and the draft does not say that the user
    /// knows: parts of it that no editor shows are kept, and would be signed unseen.
    virtual Task<Expected<void>> update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) = 0;
    virtual Task<Expected<void>> remove(QString secretId, StopToken stop) = 0;
    /// false: remove() is Unsupported for every secret.
    [[nodiscard]] virtual bool canRemove() const { return true; }

    /// Another collection for a secret, nothing else of it. Unsupported where moving changes who can read it: that is
    /// VaultSharing::planMove()'s.
    [[nodiscard]] virtual bool canMove() const { return false; }
    virtual Task<Expected<void>> move(QString secretId, QString collectionId, StopToken stop);

    virtual Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop) = 0;
    /// Replaces the tags the user sees. Unsupported where the vault has none.
    virtual Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop) = 0;
    virtual Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop) = 0;

    /// The id of the new collection. parentId empty: at the root.
    virtual Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop) = 0;
    virtual Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop) = 0;
    /// withContent: secrets and collections below go too, where the user may; otherwise they move to the root.
    virtual Task<Expected<void>> removeCollection(QString collectionId, bool withContent, StopToken stop) = 0;

    /// Whether the server lets secrets in an older format be rewritten in its newer one.
    [[nodiscard]] virtual bool canUpgrade() const { return false; }
    /// Whether this one is in the older format and the user's to change. No request.
    [[nodiscard]] virtual bool canUpgradeOne(const SecretSummary &summary) const;
    /// Counts. secretId empty: everything the user may change.
    virtual Task<Expected<UpgradePlan>> planUpgrade(QString secretId, StopToken stop);
    /// Rewrites everything the user may change, one after the other; told to stop, it ends after the one it is at.
    /// Values are not touched. Unsupported without canUpgrade().
    virtual Task<Expected<JobReport>> upgrade(Progress progress, StopToken stop);
    virtual Task<Expected<void>> upgradeOne(QString secretId, StopToken stop);
};

} // namespace coffret
