// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/commandk/commandktypes.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

struct CommandKParts;
class CommandKEnvironments;
class CommandKWriter;

/// CommandK app secrets. Tokens are read from the credential store under "<account id>/read-token" and
/// "<account id>/write-token"; without the second nothing can be changed. Apps are those of Account::appIds;
/// environments are their children.
class CommandKVault final : public Vault
{
public:
    CommandKVault(Account account, CredentialStore &credentials, CommandKGuess guess = CommandKGuess::ByName);
    ~CommandKVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    [[nodiscard]] Capabilities capabilities() const override;
    /// Null without a write token.
    [[nodiscard]] VaultWriting *writing() override;
    [[nodiscard]] VaultEnvironments *environments() override;
    [[nodiscard]] VaultMemory *memory() override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    /// The one field keeps its outline's key; its kind may turn out to be a certificate or private key by its text.
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    Task<Expected<SecretSummary>> fetchSummary(QString secretId, StopToken stop) override;
    /// Values come apart already: Unsupported.
    [[nodiscard]] Expected<ParsedSecret> parsePlaintext(const SecretSummary &summary,
                                                        const SecretBuffer &plaintext) const override;

private:
    std::shared_ptr<CommandKParts> m_parts; ///< shared with calls under way, which may outlive the vault
    std::unique_ptr<CommandKWriter> m_writer;
    std::unique_ptr<CommandKEnvironments> m_environments;
    std::unique_ptr<VaultMemory> m_memory;
};

} // namespace coffret
