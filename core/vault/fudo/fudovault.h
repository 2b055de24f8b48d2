// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/fudo/fudoleftovers.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

struct FudoParts;

/// Fudo Enterprise UAG, API v2. The token is read from the credential store under "<account id>/token", or traded for
/// the password under "<account id>/password" where the account names a portal user. Values that had to be checked out
/// are given back at signOut, unless the account says otherwise.
class FudoVault final : public Vault
{
public:
    /// leftOvers: of earlier vaults of the account; null: there was none. clock: null for the computer's own.
    FudoVault(Account account, CredentialStore &credentials, std::shared_ptr<FudoLeftOvers> leftOvers = {},
              std::shared_ptr<const Clock> clock = {});
    ~FudoVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    [[nodiscard]] Capabilities capabilities() const override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    Task<Expected<FetchedPayload>> fetchUnattended(SecretSummary summary, StopToken stop) override;
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken stop) override;
    /// The current one; Unsupported for any other.
    Task<Expected<FetchedPayload>> fetchRevision(SecretSummary summary, QString revisionId, StopToken stop) override;
    [[nodiscard]] VaultWriting *writing() override;
    [[nodiscard]] VaultDiscussion *discussion() override;
    [[nodiscard]] VaultCheckOut *checkOut() override;
    [[nodiscard]] VaultMemory *memory() override;
    /// Values come apart already: Unsupported.
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override;

private:
    std::shared_ptr<FudoParts> m_parts;
    std::unique_ptr<VaultWriting> m_writing;
    std::unique_ptr<VaultDiscussion> m_discussion;
    std::unique_ptr<VaultCheckOut> m_checkOut;
    std::unique_ptr<VaultMemory> m_memory;
};

} // namespace coffret
