// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sealing/sealingparts.h"

namespace coffret {

class SealingEnvironments;
class SealingWriting;

/// A vendor's vault, with values sealed on their way to it. Reading only says whose signatures are expected and weighs
/// what was seen before; opening is the session's, as for messages that somebody sealed by hand. Owned by its Session,
/// main thread; everything it refers to outlives it.
class SealingVault final : public Vault
{
public:
    SealingVault(const Account &account, std::unique_ptr<Vault> vendor, OpenPgp &openPgp, WorkerPool &workers,
                 PinStore &pins, TrustLedger &ledger, SealingPeople::Keep keep);
    ~SealingVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] ServerFacts serverFacts() const override;
    /// Null where the vendor's vault cannot write.
    [[nodiscard]] VaultWriting *writing() override;
    [[nodiscard]] VaultSharing *sharing() override;
    [[nodiscard]] VaultDiscussion *discussion() override;
    /// Null where the vendor's vault has none.
    [[nodiscard]] VaultEnvironments *environments() override;
    [[nodiscard]] SecondFactor *secondFactor() override;
    [[nodiscard]] VaultCheckOut *checkOut() override;
    [[nodiscard]] VaultSealing *sealing() override;
    [[nodiscard]] VaultMemory *memory() override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    void setAttended(bool attended) override;
    Task<Expected<FetchedPayload>> fetchUnattended(SecretSummary summary, StopToken stop) override;
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken stop) override;
    Task<Expected<FetchedPayload>> fetchRevision(SecretSummary summary, QString revisionId, StopToken stop) override;
    Task<Verdict> weigh(SecretSummary summary, QByteArray ciphertext, Verdict verdict) override;
    /// Out of order: seen under another secret or field, or older than one seen. Unsigned: in the clear, after a
    /// message of somebody expected was seen.
    Task<Verdict> weighField(SecretSummary summary, QString fieldKey, QByteArray ciphertext, Verdict verdict) override;
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override;
    Task<void> learn(SecretSummary summary, SecretType type) override;

private:
    std::shared_ptr<SealingParts> d; ///< shared with calls under way
    std::unique_ptr<SealingWriting> m_writing;
    std::unique_ptr<SealingEnvironments> m_environments;
};

} // namespace coffret
