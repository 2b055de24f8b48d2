// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/fudo/fudowriterparts.h"
#include "core/vault/writing.h"

namespace coffret {

/// Fudo's writing side. The server encrypts, so there are no readers to ask about. Tasks share the parts, so that they
/// may finish after the vault is gone. Main thread.
class FudoWriter final : public VaultWriting
{
public:
    explicit FudoWriter(std::shared_ptr<FudoParts> parts) : m_parts(std::move(parts)) {}

    [[nodiscard]] std::vector<SecretType> creatableTypes() const override;
    [[nodiscard]] std::vector<DraftIssue> check(const SecretDraft &draft) const override;
    Task<Expected<std::vector<ReaderKey>>> readers(QString secretId, QString collectionId, StopToken stop) override;
    Task<Expected<QString>> create(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> update(SecretDraft draft, QStringList confirmedFingerprints, StopToken stop) override;
    Task<Expected<void>> remove(QString secretId, StopToken stop) override;
    [[nodiscard]] bool canMove() const override { return true; }
    Task<Expected<void>> move(QString secretId, QString collectionId, StopToken stop) override;
    Task<Expected<void>> setFavourite(QString secretId, bool favourite, StopToken stop) override;
    Task<Expected<void>> setTags(QString secretId, QStringList tags, StopToken stop) override;
    Task<Expected<void>> setExpiry(QString secretId, QDateTime expires, StopToken stop) override;
    Task<Expected<QString>> createCollection(QString name, QString parentId, StopToken stop) override;
    Task<Expected<void>> renameCollection(QString collectionId, QString name, StopToken stop) override;
    Task<Expected<void>> removeCollection(QString collectionId, bool withContent, StopToken stop) override;

private:
    std::shared_ptr<FudoParts> m_parts;
};

} // namespace coffret
