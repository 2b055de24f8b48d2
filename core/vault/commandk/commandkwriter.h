// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/commandk/commandkparts.h"
#include "core/vault/writing.h"

namespace coffret {

/// CommandK's writing side: secrets with one value in one environment. Nothing is documented for renaming, deleting or
/// describing one: Unsupported. Tasks share the parts, so that they may finish after the vault is gone. Main thread.
class CommandKWriter final : public VaultWriting
{
public:
    explicit CommandKWriter(std::shared_ptr<CommandKParts> parts) : m_parts(std::move(parts)) {}

    /// None without a write token.
    [[nodiscard]] std::vector<SecretType> creatableTypes() const override;
    [[nodiscard]] std::vector<DraftIssue> check(const SecretDraft &draft) const override;
    /// Nobody: the service encrypts by itself.
    Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString collectionId, StopToken stop) override;
    /// Makes the secret and sets its value in the environment that collectionId stands for; InvalidInput for an app.
    Task<Expected<QString>> create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    /// The service has no versions: what is there now is compared with a digest of what the draft began from.
    Task<Expected<void>> update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> remove(QString secretId, StopToken stop) override;
    [[nodiscard]] bool canRemove() const override { return false; }
    Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop) override;
    Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop) override;
    Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop) override;
    Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop) override;
    Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop) override;
    Task<Expected<void>> removeCollection(QString collectionId, bool withContent, StopToken stop) override;

private:
    std::shared_ptr<CommandKParts> m_parts;
};

} // namespace coffret
