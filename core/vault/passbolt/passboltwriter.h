// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/passbolt/passboltwriterparts.h"
#include "core/vault/writing.h"

#include <memory>

namespace coffret {

/// Passbolt's writing side. The server cannot check what it cannot read, so this does: types, limits, readers, and that
/// nobody was faster. Tasks share the parts, so that they may finish after the vault is gone. Main thread.
class PassboltWriter final : public VaultWriting
{
public:
    explicit PassboltWriter(std::shared_ptr<PassboltWriterParts> parts) : m_parts(std::move(parts)) {}

    [[nodiscard]] std::vector<SecretType> creatableTypes() const override;
    [[nodiscard]] std::vector<DraftIssue> check(const SecretDraft &draft) const override;
    [[nodiscard]] std::optional<GeneratorPolicy> generatorPolicy() const override;
    Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString collectionId, StopToken stop) override;
    Task<Expected<QString>> create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> remove(QString secretId, StopToken stop) override;
    Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop) override;
    Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop) override;
    Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop) override;
    Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop) override;
    Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop) override;
    Task<Expected<void>> removeCollection(QString collectionId, bool withContent, StopToken stop) override;
    [[nodiscard]] bool canUpgrade() const override { return m_parts->rules.upgrades; }
    [[nodiscard]] bool canUpgradeOne(const SecretSummary &summary) const override;
    Task<Expected<UpgradePlan>> planUpgrade(QString secretId, StopToken stop) override;
    Task<Expected<JobReport>> upgrade(Progress progress, StopToken stop) override;
    Task<Expected<void>> upgradeOne(QString secretId, StopToken stop) override;

private:
    std::shared_ptr<PassboltWriterParts> m_parts;
};

} // namespace coffret
