// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/writing.h"

#include <memory>

namespace coffret {

struct SealingParts;

/// The writing side of a SealingVault: the vendor's, with every protected value of a draft turned into a message first
/// where the account seals. That holds for a value that looks like a message, too: whoever typed it expects it back,
/// and what else is in it nobody knows. Besides the vendor's errors those of OpenPgp::seal, and TooLong for what would
/// not fit as a message: nothing was written then.
class SealingWriting final : public VaultWriting
{
public:
    explicit SealingWriting(std::shared_ptr<SealingParts> parts) : d(std::move(parts)) {}

    [[nodiscard]] std::vector<SecretType> creatableTypes() const override;
    /// Limits of the vendor's hold for the message that a value becomes; the limit told is that of the value.
    [[nodiscard]] std::vector<DraftIssue> check(const SecretDraft &draft) const override;
    [[nodiscard]] std::optional<GeneratorPolicy> generatorPolicy() const override;
    /// The vendor's, and the people of the setting while it is on.
    Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString collectionId, StopToken stop) override;
    Task<Expected<QString>> create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> remove(QString secretId, StopToken stop) override;
    [[nodiscard]] bool canRemove() const override;
    [[nodiscard]] bool canMove() const override;
    Task<Expected<void>> move(QString secretId, QString collectionId, StopToken stop) override;
    Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop) override;
    Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop) override;
    Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop) override;
    Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop) override;
    Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop) override;
    Task<Expected<void>> removeCollection(QString collectionId, bool withContent, StopToken stop) override;
    [[nodiscard]] bool canUpgrade() const override;
    [[nodiscard]] bool canUpgradeOne(const SecretSummary &summary) const override;
    Task<Expected<UpgradePlan>> planUpgrade(QString secretId, StopToken stop) override;
    Task<Expected<JobReport>> upgrade(Progress progress, StopToken stop) override;
    Task<Expected<void>> upgradeOne(QString secretId, StopToken stop) override;

private:
    std::shared_ptr<SealingParts> d;
};

} // namespace coffret
