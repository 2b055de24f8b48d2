// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/httpclient.h"
#include "core/store/account.h"
#include "core/store/credentialstore.h"
#include "core/vault/vault.h"

#include <memory>

namespace coffret {

/// CommandK app secrets. Tokens are read from the credential store under "<account id>/read-token" and
/// "<account id>/write-token" (the second may be absent). Apps are those of Account::appIds; environments are their
/// children.
class CommandKVault final : public Vault
{
public:
    CommandKVault(Account account, CredentialStore &credentials);
    ~CommandKVault() override;

    Task<Expected<void>> signIn(StopToken stop) override;
    Task<Expected<void>> signOut() override;
    [[nodiscard]] Capabilities capabilities() const override;
    Task<Expected<IndexPage>> fetchIndex(QString cursor, StopToken stop) override;
    [[nodiscard]] std::vector<FieldOutline> outline(const SecretSummary &summary) const override;
    Task<Expected<FetchedPayload>> fetchPayload(SecretSummary summary, StopToken stop) override;
    [[nodiscard]] Expected<std::vector<SecretField>> parsePlaintext(const SecretSummary &summary,
                                                                    const SecretBuffer &plaintext) const override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace coffret
