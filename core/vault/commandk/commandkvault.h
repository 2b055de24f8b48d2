// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/commandk/commandktypes.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

/// CommandK app secrets. Tokens are read from the credential store under "<account id>/read-token" and
/// "<account id>/write-token" (the second may be absent). Apps are those of Account::appIds; environments are their
/// children.
class CommandKVault final : public Vault
{
public:
    CommandKVault(Account account, CredentialStore &credentials, CommandKGuess guess = CommandKGuess::ByName);
    ~CommandKVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    [[nodiscard]] Capabilities capabilities() const override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    /// The one field keeps its outline's key; its kind may turn out to be a certificate or private key by its text.
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    /// Values come apart already: Unsupported.
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override;

private:
    struct Private;
    std::shared_ptr<Private> d; ///< shared with calls under way, which may outlive the vault
};

} // namespace coffret
